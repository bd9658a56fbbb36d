"""2,000 owed pushes, against a practice server that refuses more than 30 a second, as Telegram does."""

import asyncio
import contextlib
import time
from collections import Counter
from pathlib import Path
from typing import Any

import aiohttp
from sqlmodel import select

from bench.park import BOT_ID, KEYS, count, now, park_rules, settle
from bench.processes import desk, free_port, practice_server
from bench.results import Result, Target
from services.people import who_is
from services.tickets import Problem, file_problem
from storage.database import Database
from storage.outbox import owe
from storage.tables import Push

FIRMS, COPIES = 250, 8
QUICK_FIRMS, QUICK_COPIES = 15, 6
LEAST_A_SECOND = 28.0
PATIENCE = 180.0
Json = dict[str, Any]


async def measure(folder: Path, quick: bool) -> Result:  # noqa: FBT001 - all benchmarks are called alike
    """The pushes are cards of filed problems, owed to the liaisons before the desk starts."""
    firms, copies = (QUICK_FIRMS, QUICK_COPIES) if quick else (FIRMS, COPIES)
    url = f"sqlite+aiosqlite:///{folder / 'sidan.db'}"
    db = Database(url, park_rules(), KEYS)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(db.close)
        server = await stack.enter_async_context(practice_server(folder, limits=True))
        await furnish(db, server, firms, copies)
        await stack.enter_async_context(desk(folder, url, server, free_port()))
        await paid(db)
        return outcome(await calls(server), firms * copies)


async def furnish(db: Database, server: str, firms: int, copies: int) -> None:
    """Each firm files a problem, and its liaison is owed the card so many times."""
    town = await settle(db, server, firms)
    for number, chat in enumerate(town.contacts):
        me = await who_is(db, BOT_ID, chat, at=now())
        assert me
        problem = Problem(f"bench-{number}", "other", "厂区东门路灯不亮，夜班工人下班不安全")
        await file_problem(db, problem, by=me, at=now())
    async with db.begin() as session:
        pushes = (await session.exec(select(Push))).all()
        for copy in range(1, copies):
            rows = [push.model_dump(exclude={"id"}) | {"key": f"{push.key}:{copy}"} for push in pushes]
            await owe(session, rows)


async def paid(db: Database) -> None:
    """Wait until nothing is owed."""
    ends = time.monotonic() + PATIENCE
    while await count(db, "push WHERE settled_at IS NULL") and time.monotonic() < ends:
        await asyncio.sleep(0.5)


async def calls(server: str) -> Json:
    """What the practice server was asked."""
    async with aiohttp.ClientSession() as http, http.get(f"{server}/calls") as answer:
        report: Json = await answer.json()
    return report


def outcome(report: Json, owed: int) -> Result:
    """How fast they came, and what was refused."""
    sends = [call for call in report["calls"] if call["method"] == "sendmessage"]
    sent = [call["at"] for call in sends if call["status"] == 200]
    speed = round((len(sent) - 1) / (sent[-1] - sent[0]), 2)
    refused = sum(call["status"] == 429 for call in report["calls"])
    figures = {
        "owed": owed,
        "sent": len(sent),
        "seconds": round(sent[-1] - sent[0], 1),
        "a_second": speed,
        "fullest_second": fullest(sent),
        "statuses": dict(Counter(str(call["status"]) for call in sends)),
    }
    return Result(
        "outbound",
        (
            Target("pushes a second", speed, "at least", LEAST_A_SECOND),
            Target("answers 429", refused, "at most", 0),
            Target("pushes lost or sent twice", abs(owed - len(sent)), "at most", 0),
        ),
        figures,
    )


def fullest(sent: list[float]) -> int:
    """The most that came within any one second."""
    first, most = 0, 0
    for last, at in enumerate(sent):
        while at - sent[first] >= 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most
