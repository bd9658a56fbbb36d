"""The durable inbox: updates are on disk before they are acknowledged, and each chat's are handled in order."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage import inbox
from storage.database import Database
from storage.tables import Inbox

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")


@dataclass(frozen=True)
class Kept:
    """An update that is on disk."""

    id: int
    update_id: int
    lane: int
    body: str


class BadUpdate(ValueError):
    """What came is no update."""


def lane_of(update: dict[str, Any]) -> int:
    """The chat whose updates are to stay in order; presses run in the lane of the chat their card stands in."""
    for name in ALLOWED:
        if part := update.get(name):
            chat = part.get("chat") or (part.get("message") or {}).get("chat") or part.get("from") or {}
            return int(chat.get("id", 0))
    return 0


class Intake:
    """Writes what comes in and what is done, many at a time: one commit serves all that wait for it."""

    def __init__(
        self, db: Database, bot_id: int, now: Callable[[], datetime], hand_over: Callable[[Kept], None]
    ) -> None:
        self.db = db
        self.bot_id = bot_id
        self.now = now
        self.hand_over = hand_over
        self.waiting: list[tuple[Sequence[dict[str, Any]], asyncio.Future[None]]] = []
        self.finished: list[tuple[int, str | None]] = []
        self.work = asyncio.Event()

    async def accept(self, updates: Sequence[dict[str, Any]]) -> None:
        """Return when the updates are on disk. Raises BadUpdate, and what the database raises."""
        rows = [self.row(update) for update in updates]
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append((rows, written))
        self.work.set()
        await written

    def row(self, update: dict[str, Any]) -> dict[str, Any]:
        """The update as it is kept."""
        update_id = update.get("update_id") if isinstance(update, dict) else None
        if not isinstance(update_id, int):
            raise BadUpdate
        body = json.dumps(update, ensure_ascii=False)
        kept = {"bot_id": self.bot_id, "update_id": update_id, "lane": lane_of(update), "body": body}
        return kept | {"received_at": self.now()}

    def done(self, ids: Sequence[int], error: str | None = None) -> None:
        """The updates are handled and answered; it is written with the next commit."""
        self.finished += [(row_id, error) for row_id in ids]
        self.work.set()

    async def run(self) -> None:
        """Write for ever."""
        while True:
            await self.work.wait()
            self.work.clear()
            await self.write()

    async def write(self) -> None:
        """One commit for everything that waits. If it fails, those who wait are told, and nothing is acknowledged."""
        waiting, self.waiting = self.waiting, []
        finished, self.finished = self.finished, []
        try:
            kept = await self.commit([row for rows, _ in waiting for row in rows], finished)
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to those who wait for the commit
            self.finished = finished + self.finished
            tell(waiting, error)
            await asyncio.sleep(1)
            self.work.set()
            return
        for update in kept:
            self.hand_over(update)
        tell(waiting, None)

    async def commit(self, rows: list[dict[str, Any]], finished: list[tuple[int, str | None]]) -> list[Kept]:
        """Keep the new, mark the done; returns the new in order."""
        async with self.db.write() as connection:
            kept = await inbox.store(connection, rows) if rows else []
            fine = [row_id for row_id, error in finished if error is None]
            if fine:
                await inbox.done(connection, fine, self.now())
            for row_id, error in finished:
                if error is not None:
                    await inbox.done(connection, [row_id], self.now(), error[:255])
        return [Kept(*row) for row in kept]

    async def resume(self) -> int:
        """Hand over again what was not done when the process ended. Returns how many."""
        async with self.db.reader.connect() as connection:
            rows = await inbox.open_updates(connection)
        for row in rows:
            self.hand_over(Kept(*row))
        return len(rows)

    def again(self, row: Inbox) -> None:
        """Hand over an update that was put aside and has been opened again."""
        self.hand_over(Kept(row.id or 0, row.update_id, row.lane, row.body))

    async def flush(self) -> None:
        """Write what is still to be written, before the process ends."""
        if self.waiting or self.finished:
            await self.write()


def tell(waiting: Sequence[tuple[object, asyncio.Future[None]]], error: Exception | None) -> None:
    """The commit is done, or has failed."""
    for _, written in waiting:
        if written.done():
            continue
        if error:
            written.set_exception(error)
        else:
            written.set_result(None)
