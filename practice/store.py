"""The park's memory: one small SQLite file, or nothing but memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Row = sqlite3.Row
SCHEMA = Path(__file__).with_name("schema.sql")


def packed(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Store:
    """A commit is quick because it does not wait for the disk: a killed process loses nothing, a power cut might."""

    def __init__(self, path: Path | None) -> None:
        self._sql = sqlite3.connect(
            path or ":memory:", isolation_level=None, cached_statements=256, check_same_thread=False
        )
        self._sql.row_factory = sqlite3.Row
        self._sql.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;")
        self._sql.executescript(SCHEMA.read_text(encoding="utf-8"))

    def run(self, sql: str, *values: Any) -> sqlite3.Cursor:
        return self._sql.execute(sql, values)

    def one(self, sql: str, *values: Any) -> Row | None:
        row: Row | None = self._sql.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: Any) -> list[Row]:
        return self._sql.execute(sql, values).fetchall()

    def number(self, sql: str, *values: Any) -> int:
        row = self.one(sql, *values)
        return int(row[0] or 0) if row else 0

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing; one commit for the whole of a call."""
        if self._sql.in_transaction:
            yield
            return
        self._sql.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._sql.execute("ROLLBACK")
            raise
        self._sql.execute("COMMIT")

    def setting(self, name: str, default: Any = None) -> Any:
        row = self.one("SELECT value FROM settings WHERE name = ?", name)
        return json.loads(row["value"]) if row else default

    def keep(self, name: str, value: Any) -> None:
        self.run("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", name, packed(value))

    def close(self) -> None:
        self._sql.close()
