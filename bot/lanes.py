"""Lanes: updates of one chat one after the other, chats side by side; what comes in one burst is one contribution."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiogram import Bot
from aiogram.types import Message, Update
from pydantic import ValidationError

from bot.crew import Crew
from bot.inbox import Kept
from handlers.filters import stands_alone
from handlers.readers import file_in

BURST = timedelta(seconds=2)
CUT_WAIT = 0.6
SPLIT_FROM = 4000  # a text of 4,096 characters is what the sender's app has cut from a longer one
SIDE_BY_SIDE = 32


@dataclass(frozen=True)
class Parsed:
    """An update and the inbox row it came from."""

    row: Kept
    update: Update

    @property
    def said(self) -> Message | None:
        """The message, if it can be a part of a contribution: no command, no button of the menu."""
        message = self.update.message
        return None if message is None or stands_alone(message) else message

    @property
    def wait(self) -> float:
        """How long it is worth to wait for more; what was typed is never delayed."""
        message = self.said
        if message is None:
            return 0
        if message.forward_origin or file_in(message):
            return BURST.total_seconds()
        return CUT_WAIT if len(message.text or "") >= SPLIT_FROM else 0


def go_on(batch: Sequence[Parsed], following: Parsed) -> bool:
    """Whether the next message belongs to the same contribution: it came at once, and replies to nothing else."""
    first, last, more = batch[0].said, batch[-1].said, following.said
    if first is None or last is None or more is None:
        return False
    if more.media_group_id and more.media_group_id == last.media_group_id:
        return True
    answers = {each.reply_to_message.message_id for each in (first, more) if each.reply_to_message}
    elsewhere = len(answers) > 1 or (more.reply_to_message and not first.reply_to_message)
    return not elsewhere and abs(more.date - last.date) <= BURST


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
        self.came: dict[int, asyncio.Event] = {}
        self.room = asyncio.Semaphore(SIDE_BY_SIDE)
        self.pace = 1.0  # of the waits below; tests that are not about bursts have no time for them

    def put(self, row: Kept) -> None:
        """Add an update to its chat's queue; what cannot be read would stop the desk at every start."""
        try:
            parsed = self.parse(row)
        except ValidationError as why:
            self.put_aside(row, why)
            return
        self.queues[row.lane].append(parsed)
        if came := self.came.get(row.lane):
            came.set()
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
        """The next update; of a burst, an album or a long text all parts that come within a moment."""
        batch = [self.queues[lane].popleft()]
        while await self.more(lane, batch):
            batch.append(self.queues[lane].popleft())
        return batch

    async def more(self, lane: int, batch: Sequence[Parsed]) -> bool:
        """Whether another part follows."""
        if not self.queues[lane] and batch[-1].wait:
            await self.next_in(lane, batch[-1].wait * self.pace)
        return bool(self.queues[lane]) and go_on(batch, self.queues[lane][0])

    async def next_in(self, lane: int, seconds: float) -> None:
        """Wait until something comes, but no longer than that."""
        came = self.came[lane] = asyncio.Event()
        try:
            async with asyncio.timeout(seconds):
                await came.wait()
        except TimeoutError:
            return
        finally:
            del self.came[lane]

    def parse(self, row: Kept) -> Parsed:
        """The update as aiogram knows it."""
        return Parsed(row, Update.model_validate_json(row.body, context={"bot": self.bot}))

    @property
    def idle(self) -> bool:
        """Whether everything is worked off."""
        return not self.running
