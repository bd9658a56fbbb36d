"""SQLite without a thread for every word: all is done at once but what waits for another process.

aiosqlite asks its thread four times a statement, fifty times an update: more than half of what an update costs. A
commit is done at once too, though it waits for the disk (0.2 ms on an SSD): in the thread it keeps every other writer
waiting for a turn of the event loop as well. Source: bench/, docs/decisions/0015-sqlite-in-the-loop.md.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite

CHUNK = 64
BUSY_MS = 10_000
WRITING = "BEGIN IMMEDIATE"  # waits for another process that writes
WAITS = (WRITING, "PRAGMA")
OF_A_CURSOR = frozenset({"execute", "executemany", "fetchone", "fetchmany", "fetchall", "close"})
OF_A_CONNECTION = frozenset({"cursor", "commit", "rollback"})


class Connection(aiosqlite.Connection):
    """A connection whose thread is asked only for what may wait for another process."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, CHUNK)
        self._thread.daemon = True
        self.in_thread: set[object] = set()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do it here, or in the thread; behind what is there already, even if nobody waits for that any more."""
        if self.in_thread or self._connection is None:
            return await self.in_its_thread(fn, *args, **kwargs)
        if args and args[0] == WRITING and (begun := self.at_once(fn, WRITING)):
            return begun
        if self.may_wait(fn, args):
            return await self.in_its_thread(fn, *args, **kwargs)
        return fn(*args, **kwargs)

    def at_once(self, fn: Callable[..., Any], words: str) -> Any:
        """Begin to write if no other process does, for ours queue before this; None when it has to be waited for.

        It saves every writer a turn of the event loop while all the others wait for it.
        """
        self._conn.execute("PRAGMA busy_timeout=0")
        try:
            begun = fn(words)
        except sqlite3.OperationalError:
            return None
        finally:
            self._conn.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        return begun

    async def in_its_thread(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """As aiosqlite does everything."""
        mark = object()
        self.in_thread.add(mark)

        def work() -> Any:
            try:
                return fn(*args, **kwargs)
            finally:
                self.in_thread.discard(mark)

        return await super()._execute(work)  # type: ignore[no-untyped-call]

    def may_wait(self, fn: Callable[..., Any], args: tuple[Any, ...]) -> bool:
        """Whether it may have to wait for another process; what is not known may."""
        owner, name = getattr(fn, "__self__", None), fn.__name__
        if isinstance(owner, sqlite3.Cursor) and name in OF_A_CURSOR:
            return bool(args) and str(args[0]).startswith(WAITS)
        return not (isinstance(owner, sqlite3.Connection) and name in OF_A_CONNECTION)


def connect(*where: Any, **how: Any) -> Connection:
    """A connection to be awaited, as aiosqlite.connect gives it."""
    how |= {"check_same_thread": False}
    return Connection(lambda: sqlite3.connect(*where, **how))
