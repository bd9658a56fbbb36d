"""Updates that wait for the bot: numbered for ever upwards, kept until confirmed or too old."""

from __future__ import annotations

import time
from typing import Any

from practice.pulse import Pulse
from practice.refusals import bad
from practice.settings import Limits
from practice.store import Row, Store, packed

NEW_UPDATE = "updates"
ONLY_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
PURGE_EVERY = 5.0


class Updates:
    def __init__(self, db: Store, pulse: Pulse, limits: Limits) -> None:
        self._db = db
        self._pulse = pulse
        self._limits = limits
        self._again: list[Row] = []  # updates that a tester wants to arrive twice
        self._purged = 0.0
        self._allowed: list[str] = db.setting("allowed_updates", [])

    def allow(self, kinds: list[str] | None) -> None:
        """Remembered; it concerns updates that come from now on."""
        if kinds is not None and kinds != self._allowed:
            self._allowed = kinds
            self._db.keep("allowed_updates", kinds)

    @property
    def allowed(self) -> list[str]:
        return self._allowed

    def wants(self, kind: str) -> bool:
        return kind in self._allowed if self._allowed else kind not in ONLY_ON_REQUEST

    def add(self, chat_id: int, kind: str, payload: Any) -> int | None:
        """Presses have a queue of their own, as at Telegram: one may overtake a message."""
        if not self.wants(kind):
            return None
        press = kind == "callback_query"
        queue = chat_id + (3 << 33) if press else chat_id
        expires = time.time() + (self._limits.press_age if press else self._limits.update_age)
        body = packed({kind: payload})
        sql = "INSERT INTO updates (queue, expires, body) VALUES (?, ?, ?)"
        update_id = self._db.run(sql, queue, expires, body).lastrowid
        self._db.run("INSERT OR REPLACE INTO last_updates VALUES (?, ?, ?, ?)", chat_id, update_id, queue, body)
        self._pulse.beat(NEW_UPDATE)
        return update_id

    def repeat(self, chat_id: int) -> int:
        """The phone's last update once more, under the same number."""
        sql = "SELECT update_id AS id, queue, ? AS expires, body FROM last_updates WHERE chat_id = ?"
        row = self._db.one(sql, time.time() + self._limits.press_age, chat_id)
        if row is None:
            raise bad("this phone has sent nothing yet")
        self._again.append(row)
        self._pulse.beat(NEW_UPDATE)
        return int(row["id"])

    def take_again(self, limit: int | None = None) -> list[Row]:
        again, self._again = self._again[:limit], self._again[limit:] if limit else []
        return again

    def confirm(self, offset: int) -> None:
        """All before the offset is done with; a negative offset keeps only the last so many."""
        if offset < 0:
            offset = self._db.number("SELECT id FROM updates ORDER BY id DESC LIMIT 1 OFFSET ?", -offset - 1)
        if offset > 0:
            self._db.run("DELETE FROM updates WHERE id < ?", offset)

    def take(self, limit: int) -> list[str]:
        """The oldest updates as JSON texts; they stay until confirmed."""
        again = self.take_again(limit)
        sql = "SELECT id, body FROM updates WHERE expires > ? ORDER BY id LIMIT ?"
        rows = self._db.all(sql, self._fresh(), limit - len(again))
        return [text_of(row) for row in [*again, *rows]]

    def after(self, update_id: int) -> list[Row]:
        sql = "SELECT id, queue, expires, body FROM updates WHERE expires > ? AND id > ? ORDER BY id"
        return self._db.all(sql, self._fresh(), update_id)

    def _fresh(self) -> float:
        now = time.time()
        if now - self._purged > PURGE_EVERY:
            self._purged = now
            self._db.run("DELETE FROM updates WHERE expires <= ?", now)
        return now

    def done(self, update_id: int) -> None:
        self._db.run("DELETE FROM updates WHERE id = ?", update_id)

    def drop_all(self) -> None:
        self._again.clear()
        self._db.run("DELETE FROM updates")

    def count(self) -> int:
        return self._db.number("SELECT count(*) FROM updates WHERE expires > ?", time.time())


def text_of(row: Row) -> str:
    return f'{{"update_id":{row["id"]},{row["body"][1:]}'
