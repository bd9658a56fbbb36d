"""The migrations make exactly the tables that the code expects, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.migrate import migrate
from storage.tables import METADATA


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": METADATA})
    return list(compare_metadata(context, METADATA))


async def test_the_migrations_make_the_tables_of_the_code(db: Database) -> None:
    async with db.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_again_changes_nothing(db: Database) -> None:
    await migrate(db)
    async with db.engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM category"))).scalar() == 8


@pytest.mark.parametrize("change", ["UPDATE event SET text = 'x'", "DELETE FROM event"])
async def test_the_database_itself_refuses_to_change_an_event(db: Database, change: str) -> None:
    person = "INSERT INTO person (id, code, sealed_name, language) VALUES (1, 'P', 'P', 'en')"
    firm = "INSERT INTO firm (id, code, name, chain, size, is_backbone) VALUES (1, 'F', 'F', '', 'small', false)"
    ticket = (
        "INSERT INTO ticket (id, number, key, firm_id, category_code, summary, details, urgent, state, level,"
        " filed_by_id, owner_id, filed_at, dispatched_at, limit_at, result, comment) VALUES (1, 'N', 'K', 1, 'other',"
        " 's', '', false, 'dispatched', 0, 1, 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, '', '')"
    )
    columns, values = "ticket_id, at, action, old, new, text", "1, CURRENT_TIMESTAMP, 'file', '{}', '{}', ''"
    event = f"INSERT INTO event ({columns}) VALUES ({values})"
    async with db.engine.begin() as connection:
        for statement in (person, firm, ticket, event):
            await connection.execute(text(statement))
    with pytest.raises(DBAPIError, match="events never change"):
        async with db.engine.begin() as connection:
            await connection.execute(text(change))
