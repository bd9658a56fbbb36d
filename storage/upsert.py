"""INSERT … ON CONFLICT, spelled for the database at hand."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = postgresql.Insert | sqlite.Insert


def insert_into(table: Table, dialect: str) -> Insert:
    """An insert that knows on_conflict_do_nothing and on_conflict_do_update."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
