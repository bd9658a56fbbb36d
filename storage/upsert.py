"""INSERT … ON CONFLICT, spelled for the database at hand."""

from sqlalchemy import Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = postgresql.Insert | sqlite.Insert


def insert_into(table: Table, dialect: Dialect) -> Insert:
    """An insert that knows on_conflict_do_nothing and on_conflict_do_update."""
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)
