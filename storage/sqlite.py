"""SQLite without a thread for every word: what only reads memory is done at once, what may wait goes to the thread.

aiosqlite asks its thread four times a statement, fifty times an update: more than half of what an update costs.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite

CHUNK = 64
WRITING = "BEGIN IMMEDIATE"  # waits for another process that writes
WAITS = (WRITING, "PRAGMA")
OF_A_CURSOR = frozenset({"execute", "executemany", "fetchone", "fetchmany", "fetchall", "close"})
ENDS = frozenset({"commit", "rollback"})


class Connection(aiosqlite.Connection):
    """A connection whose thread is asked only for what may wait: locks, and the disk at the end of a write."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, CHUNK)
        self._thread.daemon = True
        self.writing = False
        self.in_thread: set[object] = set()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do it here, or in the thread; behind what is there already, even if nobody waits for that any more."""
        if self.in_thread or self._connection is None or self.may_wait(fn, args):
            return await self.in_its_thread(fn, *args, **kwargs)
        return fn(*args, **kwargs)

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
        """Whether it may have to wait for a lock or for the disk; what is not known may."""
        owner, name = getattr(fn, "__self__", None), fn.__name__
        if isinstance(owner, sqlite3.Cursor) and name in OF_A_CURSOR:
            words = str(args[0]) if args else ""
            self.writing = self.writing or words.startswith(WRITING)
            return words.startswith(WAITS)
        if isinstance(owner, sqlite3.Connection) and name in ENDS:
            wrote, self.writing = self.writing, False
            return wrote
        return name != "cursor"


def connect(*where: Any, **how: Any) -> Connection:
    """A connection to be awaited, as aiosqlite.connect gives it."""
    how |= {"check_same_thread": False}
    return Connection(lambda: sqlite3.connect(*where, **how))
