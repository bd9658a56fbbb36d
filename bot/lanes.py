"""Lanes: updates of one chat one after the other, chats side by side; the parts of an album, or of a text, as one."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiogram import Bot
from aiogram.types import Update
from pydantic import ValidationError

from bot.crew import Crew
from bot.inbox import Kept

MORE_WAIT = 0.6
SPLIT_FROM = 4000  # a text of 4,096 characters is what the sender's app has cut from a longer one
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

    @property
    def words(self) -> int:
        """How many characters of text the message has."""
        return len(self.update.message.text or "") if self.update.message else 0

    def goes_on_with(self, other: "Parsed") -> bool:
        """Whether the next message is another part of the same album, or the rest of the same text."""
        if self.album:
            return self.album == other.album
        return self.words >= SPLIT_FROM and other.words > 0

    @property
    def may_go_on(self) -> bool:
        """Whether it is worth to wait for more."""
        return bool(self.album) or self.words >= SPLIT_FROM


Handle = Callable[[Sequence[Parsed]], Awaitable[None]]
PutAside = Callable[[Kept, Exception], None]


class Lanes:
    """One queue a chat; a task works it off and goes when it is empty."""

    def __init__(self, bot: Bot, crew: Crew, handle: Handle, put_aside: PutAside) -> None:
        self.bot = bot
        self.crew = crew
        self.handle = handle
        self.put_aside = put_aside
        self.queues: dict[int, deque[Parsed]] = defaultdict(deque)
        self.running: set[int] = set()
        self.room = asyncio.Semaphore(SIDE_BY_SIDE)

    def put(self, row: Kept) -> None:
        """Add an update to its chat's queue; what cannot be read would stop the desk at every start."""
        try:
            parsed = self.parse(row)
        except ValidationError as why:
            self.put_aside(row, why)
            return
        self.queues[row.lane].append(parsed)
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
        """The next update; of an album or a long text all parts that come within a moment."""
        batch = [self.queues[lane].popleft()]
        while batch[-1].may_go_on and await self.more(lane, batch[-1]):
            batch.append(self.queues[lane].popleft())
        return batch

    async def more(self, lane: int, last: Parsed) -> bool:
        """Whether another part follows."""
        if not self.queues[lane]:
            await asyncio.sleep(MORE_WAIT)
        return bool(self.queues[lane]) and last.goes_on_with(self.queues[lane][0])

    def parse(self, row: Kept) -> Parsed:
        """The update as aiogram knows it."""
        return Parsed(row, Update.model_validate_json(row.body, context={"bot": self.bot}))

    @property
    def idle(self) -> bool:
        """Whether everything is worked off."""
        return not self.running
