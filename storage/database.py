"""The one place that opens a database: SQLite or PostgreSQL, one transaction per use case."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, ExceptionContext, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.park import Park
from storage import sqlite
from storage.sealed import RINGS, KeyRing

SQLITE_SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={sqlite.BUSY_MS}")
OWES = "owes"
ATTACHES = "attaches"
# SQLSTATE classes: connection, rollback (deadlock), resources (disk, connections), operator, system.
AWAY = frozenset({"08", "40", "53", "57", "58"})
# The database is away, full or busy: what was asked of it can be asked again. OSError: nobody answers at its address.
OUTAGES = (OperationalError, InterfaceError, NoConnectionFree, OSError)


class Database:
    """Where things are kept, and for which park. A commit that owes a push sets `owed`, one with files `attached`."""

    def __init__(self, url: str, park: Park | None = None, keys: KeyRing | None = None) -> None:
        self.engine = open_engine(url)
        if keys:
            RINGS[self.engine.dialect] = keys
        self.reader = self.engine.execution_options(reading=True)
        self.park = park or Park()
        self.owed = asyncio.Event()
        self.attached = asyncio.Event()
        self.turn = one_writer(self.engine)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """One writing transaction: committed at the end, rolled back by any exception."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            async with self.turn, session.begin():
                yield session
            if session.info.get(OWES):
                self.owed.set()
            if session.info.get(ATTACHES):
                self.attached.set()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One writing transaction of Core statements, for the hot paths."""
        async with self.turn, self.engine.begin() as connection:
            yield connection

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
        engine = create_async_engine(url, pool_size=10, max_overflow=10)
        event.listen(engine.sync_engine, "handle_error", name_outage, retval=True)
        return engine
    engine = create_async_engine(url, pool_size=8, max_overflow=0)
    event.listen(engine.sync_engine, "do_connect", connect_sqlite)
    event.listen(engine.sync_engine, "connect", set_up_sqlite)
    event.listen(engine.sync_engine, "begin", begin_sqlite)
    return engine


def name_outage(failed: ExceptionContext) -> Exception | None:
    """What PostgreSQL says when it goes or has no room: asyncpg knows no OperationalError, so it becomes one here."""
    known, code = failed.original_exception, getattr(failed.original_exception, "sqlstate", None) or ""
    if failed.sqlalchemy_exception is None or isinstance(failed.sqlalchemy_exception, OUTAGES):
        return None  # a task that is cancelled breaks its connection too, and must stay cancelled
    if not (failed.is_disconnect or code[:2] in AWAY):
        return None
    return OperationalError(failed.statement, {}, known)


def one_writer(engine: AsyncEngine) -> AbstractAsyncContextManager[None]:
    """SQLite takes one writer at a time and lets the others poll, up to 100 ms apart: ours queue here instead."""
    return asyncio.Lock() if engine.dialect.name == "sqlite" else nullcontext()


def connect_sqlite(_dialect: object, _record: object, _where: object, how: dict[str, Any]) -> None:
    """Connections of our own kind."""
    how["async_creator_fn"] = sqlite.connect


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
