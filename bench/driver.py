"""The load generator: posts updates to a webhook, and watches the practice server for what the bot does."""

import asyncio
import contextlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

import aiohttp

from bench.conversation import FILING, WORDS, Json, Numbers, Step, data_of, pressed, written
from bench.processes import SECRET

PATIENCE = 60.0
DONE = ("sendmessage", "editmessagetext")
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}


class Watch:
    """Sees every message that the bot sends or edits, by chat."""

    def __init__(self) -> None:
        self.cards: dict[int, Json] = {}
        self.seen: Counter[int] = Counter()
        self.news: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)

    async def follow(self, answer: aiohttp.ClientResponse) -> None:
        """Read the practice server's events for ever."""
        async for line in answer.content:
            if line.startswith(b"data: "):
                self.note(json.loads(line.removeprefix(b"data: ")))

    def note(self, event: Json) -> None:
        """One event."""
        if event.get("kind") not in {"message", "edited"} or not event.get("by_bot"):
            return
        chat, message = event["chat_id"], event["message"]
        self.seen[chat] += 1
        if "inline_keyboard" in message.get("reply_markup", {}):
            self.cards[chat] = message
        self.news[chat].set()

    async def until(self, chat: int, count: int, *, patience: float = PATIENCE) -> None:
        """Wait until the bot has done so much in the chat."""
        async with asyncio.timeout(patience):
            while self.seen[chat] < count:
                self.news[chat].clear()
                await self.news[chat].wait()


@dataclass(frozen=True)
class Sample:
    """One posted update: when it was due to be posted, and when it was acknowledged, in monotonic seconds."""

    chat: int
    step: Step
    sent: float
    accepted: float


@dataclass
class Driver:
    """Plays many people towards one bot. Monotonic time is the same in all processes of a machine."""

    http: aiohttp.ClientSession
    webhook: str
    server: str
    watch: Watch
    numbers: Numbers = field(default_factory=Numbers)
    presses: list[str] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, webhook: str, server: str) -> AsyncIterator[Self]:
        """A driver that watches the practice server until the block ends."""
        # Uvicorn closes what has been idle for 5 s: what a crowd left open is not used again for the next one.
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=2)
        timeout = aiohttp.ClientTimeout(total=None)
        client = aiohttp.ClientSession(connector=connector, timeout=timeout, read_bufsize=2**20)
        async with client as http, http.get(f"{server}/events") as events:
            watch = Watch()
            following = asyncio.ensure_future(watch.follow(events))
            try:
                yield cls(http, webhook, server, watch)
            finally:
                following.cancel()

    async def file(self, chat: int) -> None:
        """One person files one problem, and waits for each reply."""
        for step in FILING:
            await self.do(chat, step)

    async def do(self, chat: int, step: Step, due: float | None = None) -> None:
        """One update, and all its replies. `due` is when it should have been posted, if not now."""
        wanted = self.watch.seen[chat] + step.replies
        body = json.dumps(self.update(chat, step), ensure_ascii=False).encode()
        sent = due or time.monotonic()
        await self.post(body)
        self.samples.append(Sample(chat, step, sent, time.monotonic()))
        await self.watch.until(chat, wanted)

    def update(self, chat: int, step: Step) -> Json:
        """The update of a step."""
        update_id = next(self.numbers.updates)
        if step.press is None:
            return written(update_id, chat, WORDS.format(number=update_id))
        card = self.watch.cards[chat]
        return pressed(update_id, self.presses.pop(), card, data_of(card, step.press))

    async def post(self, body: bytes) -> None:
        """As Telegram posts it."""
        async with self.http.post(self.webhook, data=body, headers=HEADERS) as answer:
            await answer.read()
            answer.raise_for_status()

    async def crowd(self, chats: Sequence[int], each: int) -> float:
        """All of them at once, each filing so many; returns updates a second, from first post to last reply."""
        began = time.monotonic()
        await asyncio.gather(*(self.several(chat, each) for chat in chats))
        return len(chats) * each * len(FILING) / (time.monotonic() - began)

    async def several(self, chat: int, count: int) -> None:
        """One after the other."""
        for _ in range(count):
            await self.file(chat)

    async def offer(self, chats: Iterable[int], a_second: float, pause: float) -> None:
        """Each files once; they begin so that together they post so many updates a second, whatever comes back."""
        gap = len(FILING) / a_second
        began = time.monotonic() + 0.1
        await asyncio.gather(*(self.at_pace(chat, began + i * gap, pause) for i, chat in enumerate(chats)))

    async def at_pace(self, chat: int, begin: float, pause: float) -> None:
        """One update every `pause` seconds; a reply that comes too late counts from when the next was due."""
        for position, step in enumerate(FILING):
            due = begin + position * pause
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await self.do(chat, step, due)

    async def calls(self) -> Json:
        """What the bot has asked of the practice server since it was asked to forget."""
        async with self.http.get(f"{self.server}/calls") as answer:
            report: Json = await answer.json()
        return report

    async def forget(self) -> None:
        """Count anew."""
        self.samples.clear()
        async with self.http.delete(f"{self.server}/calls") as answer:
            await answer.read()


def arrivals(report: Json, samples: Sequence[Sample]) -> list[float]:
    """When the last reply to each sample reached the practice server: a chat's replies come in the order it wrote."""
    times: defaultdict[int, list[float]] = defaultdict(list)
    for call in report["calls"]:
        if call["method"] in DONE and call["status"] == 200:
            times[call["chat_id"]].append(call["at"])
    taken: Counter[int] = Counter()
    found = []
    for sample in samples:
        taken[sample.chat] += sample.step.replies
        found.append(times[sample.chat][taken[sample.chat] - 1])
    return found
