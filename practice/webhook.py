"""Brings updates to the bot's webhook: in order within a queue, queues side by side, until they are taken."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

from practice.park import Park
from practice.posting import Poster, Reply
from practice.store import Json, Row
from practice.updates import NEW_UPDATE, text_of

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LONGEST_RETRY_AFTER = 3600.0
TROUBLE = (OSError, EOFError, TimeoutError, ValueError, IndexError, asyncio.LimitOverrunError)
Perform = Callable[[Reply], Awaitable[None]]


class Webhook:
    """Runs while a webhook is set. Nothing is lost: an update leaves the store only when taken or too old."""

    def __init__(self, park: Park, perform: Perform) -> None:
        self._park = park
        self._perform = perform  # carries out a method call that came as the body of the answer
        self._task: asyncio.Task[None] | None = None
        self._set: Json | None = None

    def refresh(self) -> None:
        """Call it from inside the event loop after the webhook may have changed; cheap when it has not."""
        wanted: Json | None = self._park.webhook
        if wanted == self._set:
            return
        self.stop()
        self._set = wanted
        if wanted:
            self._task = asyncio.create_task(Delivery(self._park, wanted, self._perform).run())

    def stop(self) -> None:
        if self._task:
            self._task.cancel()
        self._task = self._set = None


class Delivery:
    """The work of one webhook, from the time it is set until it is changed."""

    def __init__(self, park: Park, webhook: Json, perform: Perform) -> None:
        self._park = park
        self._perform = perform
        self._poster = Poster(webhook["url"], park.limits.webhook_timeout)
        self._headers = {SECRET_HEADER: webhook["secret"]} if webhook["secret"] else {}
        self._slots = asyncio.Semaphore(webhook["connections"])
        self._queues: dict[int, deque[Row]] = {}
        self._last = 0

    async def run(self) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                while not self._park.pulse.stopped:
                    self._load(group)
                    await self._park.pulse.wait(NEW_UPDATE, LONGEST_RETRY_AFTER)
        finally:
            self._poster.close()

    def _load(self, group: asyncio.TaskGroup) -> None:
        fresh = self._park.updates.after(self._last)
        self._last = fresh[-1]["id"] if fresh else self._last
        for row in [*self._park.updates.take_again(), *fresh]:
            if row["queue"] in self._queues:
                self._queues[row["queue"]].append(row)
            else:
                self._queues[row["queue"]] = deque([row])
                group.create_task(self._empty(row["queue"]))

    async def _empty(self, queue: int) -> None:
        rows = self._queues[queue]
        while rows:
            await self._deliver(rows[0])
            rows.popleft()
        del self._queues[queue]

    async def _deliver(self, row: Row) -> None:
        pause = self._park.limits.first_pause
        while time.time() < row["expires"] and not self._park.pulse.stopped:
            asked = await self._attempt(row)
            if asked is None:
                self._park.updates.done(row["id"])
                return
            await asyncio.sleep(min(asked or pause, LONGEST_RETRY_AFTER))
            pause = min(pause * 2, self._park.limits.longest_pause)

    async def _attempt(self, row: Row) -> float | None:
        """None: taken. Otherwise the pause that the other side asks for, or 0."""
        try:
            async with self._slots:
                reply = await self._poster.post(text_of(row).encode(), self._headers)
        except TROUBLE as trouble:
            self._note(f"Connection failed: {type(trouble).__name__}")
            return 0.0
        if 200 <= reply.status < 300:
            await self._perform(reply)
            return None
        self._note(f"Wrong response from the webhook: {reply.status}")
        return retry_after(reply)

    def _note(self, message: str) -> None:
        self._park.db.keep("webhook_error", {"last_error_date": int(time.time()), "last_error_message": message})


def retry_after(reply: Reply) -> float:
    asked = reply.headers.get("retry-after", "")
    return float(asked) if asked.replace(".", "", 1).isdecimal() else 0.0
