"""The one place that opens a database: SQLite or PostgreSQL, one transaction per use case."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.park import Park

SQLITE_SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")
OWES = "owes"


class Database:
    """Where things are kept, and for which park. `owed` is set whenever a committed transaction owes a push."""

    def __init__(self, url: str, park: Park | None = None) -> None:
        self.engine = open_engine(url)
        self.reader = self.engine.execution_options(reading=True)
        self.park = park or Park()
        self.owed = asyncio.Event()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """One writing transaction: committed at the end, rolled back by any exception."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            async with session.begin():
                yield session
            if session.info.get(OWES):
                self.owed.set()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """One reading transaction: it waits for no writer."""
        async with AsyncSession(self.reader, expire_on_commit=False) as session, session.begin():
            yield session

    async def close(self) -> None:
        """Give back every connection."""
        await self.engine.dispose()


def open_engine(url: str) -> AsyncEngine:
    """An engine whose transactions behave alike on both databases."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_async_engine(url, pool_size=10, max_overflow=10)
    engine = create_async_engine(url, pool_size=8, max_overflow=0)
    event.listen(engine.sync_engine, "connect", set_up_sqlite)
    event.listen(engine.sync_engine, "begin", begin_sqlite)
    return engine


def set_up_sqlite(connection: Any, _record: object) -> None:
    """Take transactions out of the driver's hands, and set what must hold for each connection."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for setting in SQLITE_SETTINGS:
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def begin_sqlite(connection: Connection) -> None:
    """SQLite ignores FOR UPDATE: whoever will write takes the write lock at once and decides under it."""
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


# The database is away, full or busy: what was asked of it can be asked again.
OUTAGES = (OperationalError, InterfaceError, ConnectionError)
