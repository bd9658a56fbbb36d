"""The two sides of the inbound benchmark: the desk and the bare bot, each with its own practice server and driver."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.conversation import CALLS, PRESSES, UPDATES
from bench.driver import Driver, arrivals
from bench.figures import latency
from bench.park import KEYS, count, make_presses, park_rules, phones, settle
from bench.processes import desk, free_port, practice_server, program, webhook_url
from storage.database import Database

PAUSE = 1.0
DRAIN = 180.0


@dataclass
class Side:
    """One bot under load. `db` is the desk's own database; the bare bot has none."""

    folder: Path
    driver: Driver
    chats: list[int]
    liaisons: list[int] = field(default_factory=list)
    db: Database | None = None
    filed: int = 0
    unanswered: int = 0

    async def flood(self, crowd: int, each: int) -> float:
        """Everybody files at once, one problem after the other; returns updates a second."""
        await self.prepare(crowd * each)
        speed = await self.driver.crowd(self.chats[:crowd], each)
        await self.check(crowd * each)
        return speed

    async def pace(self, people: int, a_second: float) -> dict[str, dict[str, float]]:
        """So many updates a second, whatever comes back: how long until 200, and until the reply has arrived."""
        await self.prepare(people)
        await self.driver.offer(self.chats[:people], a_second, PAUSE)
        samples = list(self.driver.samples)
        replied = arrivals(await self.driver.calls(), samples)
        await self.check(people)
        return {
            "reply": latency([at - sample.sent for at, sample in zip(replied, samples, strict=True)]),
            "accepted": latency([sample.accepted - sample.sent for sample in samples]),
        }

    async def prepare(self, filings: int) -> None:
        """Presses for so many filings, and the calls counted anew."""
        self.driver.presses = self.driver.numbers.press_ids(filings * PRESSES)
        make_presses(self.folder, self.driver.presses)
        await self.driver.forget()

    async def check(self, filings: int) -> None:
        """Wait until the pushes are out as well; count what was asked of the practice server and not taken."""
        self.filed += filings
        await self.drain()
        statuses = (await self.driver.calls())["statuses"]
        self.unanswered += filings * (CALLS + (self.db is not None)) - statuses.get("200", 0)

    async def drain(self) -> None:
        """The pushes go out at 30 a second, behind the replies."""
        ends = time.monotonic() + DRAIN
        while self.db and await self.open_rows() and time.monotonic() < ends:
            await asyncio.sleep(0.2)

    async def open_rows(self) -> int:
        """Updates and pushes that are not done."""
        assert self.db
        open_updates = await count(self.db, "inbox WHERE done_at IS NULL")
        return open_updates + await count(self.db, "push WHERE settled_at IS NULL")

    async def not_durable(self) -> int:
        """Posted updates that are not in the inbox as done, and problems that did not become one ticket."""
        assert self.db
        kept = await count(self.db, "inbox WHERE done_at IS NOT NULL AND error IS NULL")
        return abs(self.filed * UPDATES - kept) + abs(self.filed - await count(self.db, "ticket"))


@contextlib.asynccontextmanager
async def the_desk(folder: Path, database_url: str, people: int) -> AsyncIterator[Side]:
    """The product."""
    port, db = free_port(), Database(database_url, park_rules(), KEYS)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(db.close)
        server = await stack.enter_async_context(practice_server(folder))
        town = await settle(db, server, people)
        await stack.enter_async_context(desk(folder, database_url, server, port))
        driver = await stack.enter_async_context(Driver.open(webhook_url(port), server))
        yield Side(folder, driver, town.contacts, town.liaisons, db)


@contextlib.asynccontextmanager
async def the_bare_bot(folder: Path, people: int) -> AsyncIterator[Side]:
    """What it is measured against."""
    port = free_port()
    async with contextlib.AsyncExitStack() as stack:
        server = await stack.enter_async_context(practice_server(folder))
        chats = await phones(server, people)
        await stack.enter_async_context(bare_bot(folder, server, port))
        driver = await stack.enter_async_context(Driver.open(webhook_url(port), server))
        yield Side(folder, driver, chats)


def bare_bot(folder: Path, server: str, port: int) -> contextlib.AbstractAsyncContextManager[Any]:
    """Its process."""
    return program(folder, "-m", "bench.barebot", server, str(port), ready="ready")
