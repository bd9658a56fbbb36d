"""Lanes: updates of one chat one after the other, chats side by side; the parts of an album as one."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiogram import Bot
from aiogram.types import Update

from bot.crew import Crew
from bot.inbox import Kept

ALBUM_WAIT = 0.6
SIDE_BY_SIDE = 32


@dataclass(frozen=True)
class Parsed:
    """An update and the inbox row it came from."""

    row: Kept
    update: Update

    @property
    def album(self) -> str | None:
        """The album the message is a part of."""
        return self.update.message.media_group_id if self.update.message else None


Handle = Callable[[Sequence[Parsed]], Awaitable[None]]


class Lanes:
    """One queue a chat; a task works it off and goes when it is empty."""

    def __init__(self, bot: Bot, crew: Crew, handle: Handle) -> None:
        self.bot = bot
        self.crew = crew
        self.handle = handle
        self.queues: dict[int, deque[Kept]] = defaultdict(deque)
        self.running: set[int] = set()
        self.room = asyncio.Semaphore(SIDE_BY_SIDE)

    def put(self, row: Kept) -> None:
        """Add an update to its chat's queue."""
        self.queues[row.lane].append(row)
        if row.lane not in self.running:
            self.running.add(row.lane)
            self.crew.start(f"lane {row.lane}", self.work(row.lane))

    async def work(self, lane: int) -> None:
        """Work off one chat's queue."""
        try:
            while self.queues[lane]:
                batch = await self.take(lane)
                async with self.room:
                    await self.handle(batch)
        finally:
            self.running.discard(lane)
            if not self.queues[lane]:
                del self.queues[lane]

    async def take(self, lane: int) -> list[Parsed]:
        """The next update; of an album all parts that come within a moment."""
        first = self.parse(self.queues[lane].popleft())
        batch = [first]
        while first.album and await self.more(lane, first.album):
            batch.append(self.parse(self.queues[lane].popleft()))
        return batch

    async def more(self, lane: int, album: str) -> bool:
        """Whether another part of the album follows."""
        if not self.queues[lane]:
            await asyncio.sleep(ALBUM_WAIT)
        return bool(self.queues[lane]) and self.parse(self.queues[lane][0]).album == album

    def parse(self, row: Kept) -> Parsed:
        """The update as aiogram knows it."""
        return Parsed(row, Update.model_validate_json(row.body, context={"bot": self.bot}))

    @property
    def idle(self) -> bool:
        """Whether everything is worked off."""
        return not self.running
