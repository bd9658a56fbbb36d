"""A long ledger is written while people file: how long they wait for replies, against the same without it."""

import asyncio
import time
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from bench.results import Result, Target
from bench.sides import Side, the_desk
from bot.clock import Clock
from domain.exports import ExportEnd, ExportKind
from services.exports import ask_for
from storage.database import Database
from storage.export_tables import Export
from storage.people import as_me, person_by_id
from storage.tables import Firm
from tests.exporting import many_tickets

TICKETS, QUICK_TICKETS = 80_000, 500
PEOPLE, QUICK_PEOPLE = 60, 3
A_SECOND = 10.0
LONGEST = 600.0
MOST = 2.0
Figures = dict[str, Any]


async def measure(folder: Path, quick: bool) -> Result:  # noqa: FBT001 - all benchmarks are called alike
    """The same people at the same pace, first alone, then beside the exporter, on SQLite."""
    tickets, people = (QUICK_TICKETS, QUICK_PEOPLE) if quick else (TICKETS, PEOPLE)
    url = f"sqlite+aiosqlite:///{folder / 'sidan.db'}"
    async with the_desk(folder / "desk", url, people) as side:
        assert side.db
        await many_tickets(side.db, tickets, Clock().now())
        await side.pace(people, A_SECOND)  # the first replies of a process are slower
        alone = await side.pace(people, A_SECOND)
        beside, seconds = await beside_an_export(side, side.db, people)
    ratio = round(beside["reply"]["p50_ms"] / alone["reply"]["p50_ms"], 2)
    figures = {
        "rows": tickets,
        "seconds": round(seconds, 1),
        "rows_a_second": round(tickets / seconds),
        "alone": alone["reply"],
        "beside": beside["reply"],
    }
    return Result("export", (Target("reply's p50 beside a ledger being written", ratio, "below", MOST),), figures)


async def beside_an_export(side: Side, db: Database, people: int) -> tuple[dict[str, dict[str, float]], float]:
    """The same pace while the ledger is written; and how long the ledger took."""
    began = time.monotonic()
    await asked(db)
    writing = asyncio.ensure_future(over(db))
    found = await side.pace(people, A_SECOND)
    return found, await writing - began


async def asked(db: Database) -> None:
    """The liaison of the firm with all those tickets wants his ledger."""
    at = Clock().now()
    async with db.read() as session:
        firm = (await session.exec(select(Firm).where(col(Firm.liaison_id).is_not(None)).limit(1))).one()
        by = await as_me(session, await person_by_id(session, firm.liaison_id or 0), at)
    await ask_for(db, ExportKind.LEDGER, f"{at.year - 1} {at.year}", by=by, at=at, key="bench")


async def over(db: Database) -> float:
    """Wait until it is made; when that was, in monotonic seconds."""
    async with asyncio.timeout(LONGEST):
        while True:
            async with db.read() as session:
                if ended := (await session.exec(select(Export.ended))).one():
                    assert ended is ExportEnd.MADE, ended
                    return time.monotonic()
            await asyncio.sleep(0.2)
