"""1,000 contacts press 10 slots of a reception day at once, on the real desk: how long until the last one knows."""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from bench.conversation import Json, pressed, written
from bench.driver import Driver
from bench.figures import latency
from bench.park import count, make_presses, now
from bench.results import Result, Target
from bench.sides import Side, the_desk
from domain.reception import OPENS, Plan
from services.reception_days import planned
from storage.database import Database
from storage.reception_days import slots_of
from storage.reception_tables import ReceptionDay
from storage.tables import Firm
from tests.postgres import temporary_postgres

PEOPLE, QUICK_PEOPLE = 1_000, 60
SLOTS, MINUTES, DAYS_AHEAD = 10, 15, 14
MOST_TIMES_A_READ = 2.0
PATIENCE = 300.0
Figures = dict[str, Any]


async def measure(folder: Path, quick: bool) -> Result:  # noqa: FBT001 - all benchmarks are called alike
    """Both databases. The baseline is the same crowd pressing a button that only reads: the day with its slots."""
    people = QUICK_PEOPLE if quick else PEOPLE
    figures: Figures = {"people": people, "slots": SLOTS}
    targets: list[Target] = []
    with temporary_postgres() as postgres:
        for name, url in (("sqlite", f"sqlite+aiosqlite:///{folder / 'sidan.db'}"), ("postgresql", postgres)):
            figures[name] = await storm(folder / name, url, people)
            targets += promises(name, figures[name])
    return Result("booking", tuple(targets), figures)


def promises(name: str, found: Figures) -> list[Target]:
    """What is held to the issue: each slot to one firm, everybody told; booking costs little more than reading."""
    return [
        Target(f"{name}: slots not booked, or booked twice", abs(found["booked"] - SLOTS), "at most", 0),
        Target(f"{name}: people who were not told", found["untold"], "at most", 0),
        Target(f"{name}: storm ÷ the same crowd only reading", found["times_a_read"], "below", MOST_TIMES_A_READ),
    ]


async def storm(folder: Path, url: str, people: int) -> Figures:
    """Everybody asks which days there are, opens the day, and presses one of its slots: each time all at once."""
    async with contextlib.AsyncExitStack() as stack:
        side = await stack.enter_async_context(the_desk(folder, url, people))
        assert side.db
        day_id, slots, firms = await furnish(side.db)
        await at_once(side, [written(next(side.driver.numbers.updates), chat, "/book") for chat in side.chats])
        reading = await press_all(side, lambda n: f"bk:day:{day_id}:{firms[n]}")
        booking = await press_all(side, lambda n: f"bk:slot:{slots[n % SLOTS]}:{day_id}:{firms[n]}")
        return {
            "reading": latency(reading),
            "reading_s": round(max(reading), 2),
            "booking": latency(booking),
            "until_the_last_knows_s": round(max(booking), 2),
            "times_a_read": round(max(booking) / max(reading), 2),
            "booked": await count(side.db, "booking WHERE state = 'booked'"),
            "untold": await untold(side, people),
        }


async def furnish(db: Database) -> tuple[int, list[int], list[int]]:
    """A day that is open to all; row ids of it, of its slots, and of the contacts' firms in their order."""
    day = db.park.calendar.add_workdays(db.park.calendar.today(now()), DAYS_AHEAD)
    closes = (db.park.calendar.local(db.park.calendar.at(day, OPENS)) + timedelta(minutes=MINUTES * SLOTS)).time()
    async with db.begin() as session:
        made: ReceptionDay = await planned(
            session, db.park.calendar, Plan(day, OPENS, closes, slot_minutes=MINUTES, place="三楼会议室"), at=now()
        )
        made.invited_at = made.opened_at = now()
        slots = [slot.id or 0 for slot in await slots_of(session, made.id or 0)]
        firms = [firm_id or 0 for firm_id in await session.exec(select(Firm.id).order_by(col(Firm.id)))]
    return made.id or 0, slots, firms


async def press_all(side: Side, data: Callable[[int], str]) -> list[float]:
    """Everybody presses a button of his last card at the same moment."""
    presses = side.driver.numbers.press_ids(len(side.chats))
    make_presses(side.folder, presses)
    cards, updates = side.driver.watch.cards, side.driver.numbers.updates
    return await at_once(
        side,
        [pressed(next(updates), presses[n], cards[chat], data(n)) for n, chat in enumerate(side.chats)],
    )


async def at_once(side: Side, updates: Sequence[Json]) -> list[float]:
    """All updates at the same moment; seconds from then until each one's first reply."""
    await side.driver.forget()
    began = time.monotonic()
    waits = (answered(side.driver, chat, each) for chat, each in zip(side.chats, updates, strict=True))
    ends = await asyncio.gather(*waits)
    await side.drain()
    return [end - began for end in ends]


async def answered(driver: Driver, chat: int, update: Json) -> float:
    """Post one, and wait until the chat shows something new; returns when."""
    wanted = driver.watch.seen[chat] + 1
    await driver.post(json.dumps(update, ensure_ascii=False).encode())
    await driver.watch.until(chat, wanted, patience=PATIENCE)
    return time.monotonic()


async def untold(side: Side, people: int) -> int:
    """Who pressed and got no answer to the press: each is answered once, beside the card that is drawn anew."""
    calls = (await side.driver.calls())["calls"]
    told = [call for call in calls if call["method"] == "answercallbackquery" and call["status"] == 200]
    return people - len(told)
