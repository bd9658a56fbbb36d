"""Use cases of the park's keys: are they the right ones, and sealing anew with the newest."""

from sqlalchemy import Column, Table, Text, select, type_coerce, update

from storage.database import Database
from storage.sealed import Sealed
from storage.tables import METADATA

AT_ONCE = 500


def sealed_columns() -> list[tuple[Table, Column[str]]]:
    """Every column whose words are sealed."""
    columns = [(table, column) for table in METADATA.sorted_tables for column in table.c]
    return [(table, column) for table, column in columns if isinstance(column.type, Sealed)]


async def check_keys(db: Database) -> None:
    """Open one sealed value of each key in use. Raises NoSuchKey when the ring lacks a key that is in use."""
    async with db.reader.connect() as connection:
        for _, column in sealed_columns():
            words = type_coerce(column, Text)
            found = (await connection.execute(select(words).where(column.is_not(None)))).scalars()
            for sealed in {sealed.partition(":")[0]: sealed for sealed in found}.values():
                column.type.process_result_value(sealed, connection.dialect)  # type: ignore[attr-defined]


async def reseal(db: Database, newest: str) -> int:
    """Seal with the newest key, of that id, what an older one has sealed; returns how many values.

    Safe to repeat, to stop in the middle, and beside a running desk: each value is changed only if it is still the one
    that was read.
    """
    changed = 0
    for table, column in sealed_columns():
        while stale := await some_stale(db, table, column, newest):
            async with db.write() as connection:
                for row_id, sealed in stale:
                    opened = column.type.process_result_value(sealed, connection.dialect)  # type: ignore[attr-defined]
                    still = (table.c.id == row_id) & (type_coerce(column, Text) == sealed)
                    done = await connection.execute(update(table).where(still).values({column.key: opened}))
                    changed += done.rowcount
    return changed


async def some_stale(db: Database, table: Table, column: Column[str], newest: str) -> list[tuple[int, str]]:
    """A handful of values that an older key has sealed, each with its row's id."""
    words = type_coerce(column, Text)
    asked = select(table.c.id, words).where(column.is_not(None), words.not_like(f"{newest}:%")).limit(AT_ONCE)
    async with db.reader.connect() as connection:
        return [(row_id, sealed) for row_id, sealed in await connection.execute(asked)]
