"""The clock's tick over many open tickets: nothing due, and a thousand due in one minute; beside a tenth of them."""

import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text, update

from bench.park import park_rules, sheets
from bench.results import Result, Target
from domain.lifecycle import State
from services.digests import send_digests
from services.park import load_park
from services.reminders import end_waits, tick
from storage.database import Database
from storage.migrate import migrate
from storage.tables import METADATA
from tests.postgres import temporary_postgres

MANY, FEW, QUICK = 100_000, 10_000, 1_000
DUE_AT_ONCE = 1_000
FIRMS = 230
ROUNDS = 15
MOST_MS, MOST_SECONDS, GROWTH = 50.0, 5.0, MANY / FEW
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Tuesday 10:00 in the park
LATER = AT + timedelta(days=30)
CHUNK = 2_000
Figures = dict[str, float]


async def measure(folder: Path, quick: bool) -> Result:  # noqa: FBT001 - all benchmarks are called alike
    """Both databases, each with few and with many tickets."""
    many, few = (QUICK, QUICK // 10) if quick else (MANY, FEW)
    found = {"sqlite": await both(f"sqlite+aiosqlite:///{folder}/", few, many)}
    with temporary_postgres() as url:
        found["postgresql"] = await both(url, few, many)
    return Result("ticks", tuple(target for name in found for target in targets(name, found[name])), found)


async def both(where: str, few: int, many: int) -> dict[str, Figures]:
    """The same questions with few tickets and with many."""
    return {"few": await with_tickets(where, few), "many": await with_tickets(where, many)}


async def with_tickets(where: str, count: int) -> Figures:
    """A park with so many open tickets, of which none is due; then a thousand fall due within a minute."""
    db = Database(await empty(where, count), park_rules())
    try:
        await migrate(db)
        await load_park(db, sheets(FIRMS))
        await fill(db, count)
        await once(db)
        figures = {
            "select_1_ms": await milliseconds(lambda: select_1(db)),
            "nothing_due_ms": await milliseconds(lambda: everything(db)),
        }
        await make_due(db, min(DUE_AT_ONCE, count))
        began = time.perf_counter()
        figures["due"] = await tick(db, at=AT)
        figures["due_seconds"] = round(time.perf_counter() - began, 3)
        return figures
    finally:
        await db.close()


async def empty(where: str, count: int) -> str:
    """The URL of a new database."""
    if where.startswith("sqlite"):
        return f"{where}ticks-{count}.db"
    server = Database(where, park_rules())
    async with server.engine.connect() as connection:
        outside = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await outside.execute(text(f"CREATE DATABASE ticks_{count}"))
    await server.close()
    return where.replace("/postgres?", f"/ticks_{count}?")


async def fill(db: Database, count: int) -> None:
    """Open tickets in hand, promised for a month later; a fifth of them late, whose next reminder is tomorrow's."""
    tickets = METADATA.tables["ticket"]
    async with db.engine.begin() as connection:
        firms = list(await connection.execute(text("SELECT id, liaison_id FROM firm ORDER BY id")))
        for first in range(0, count, CHUNK):
            rows = [row(number, *firms[number % len(firms)]) for number in range(first, min(first + CHUNK, count))]
            await connection.execute(insert(tickets), rows)
    if db.engine.dialect.name == "postgresql":
        async with db.engine.connect() as connection:
            outside = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await outside.execute(text("VACUUM ANALYZE"))


def row(number: int, firm_id: int, liaison_id: int) -> dict[str, Any]:
    """One ticket; every fifth is late, every seventh waits for the firm's judgement."""
    judged, late = number % 7 == 0, number % 5 == 0
    due = AT - timedelta(days=2) if late and not judged else LATER
    return {
        "number": f"LL-2026-{number:06}",
        "key": f"bench-{number}",
        "firm_id": firm_id,
        "category_code": "other",
        "summary": "厂区东门路灯不亮，夜班工人下班不安全",
        "details": "",
        "urgent": False,
        "confidential": False,
        "source": "firm",
        "state": State.RESOLVED if judged else State.IN_HAND,
        "level": 0,
        "filed_by_id": liaison_id,
        "contact_id": liaison_id,
        "owner_id": liaison_id,
        "returns": 0,
        "ruled": False,
        "escalated": 0,
        "extensions": 0,
        "filed_at": AT - timedelta(days=5),
        "dispatched_at": AT - timedelta(days=5),
        "accepted_at": AT - timedelta(days=5),
        "promised_for": due,
        "first_promise": due,
        "resolved_at": AT if judged else None,
        "limit_at": LATER,
        "due_since": AT - timedelta(days=5),
        "due_at": due,
        "remind_at": None if judged else AT + timedelta(days=1),
        "told_at": AT,
        "silence_at": None if judged else AT + timedelta(days=7),
        "result": "",
        "comment": "",
    }


async def make_due(db: Database, count: int) -> None:
    """So many of the late ones fall due within the minute."""
    tickets = METADATA.tables["ticket"]
    late = tickets.c.id.in_(text(f"SELECT id FROM ticket WHERE due_at < remind_at ORDER BY id LIMIT {count}"))
    some = update(tickets).where(late).values(remind_at=AT - timedelta(seconds=30))
    async with db.engine.begin() as connection:
        await connection.execute(some)


async def everything(db: Database) -> None:
    """All that a tick asks when nothing is due."""
    await tick(db, at=AT)
    await end_waits(db, at=AT)
    await send_digests(db, at=AT)


async def once(db: Database) -> None:
    """What the day owes beside reminders, and the statements' first time."""
    for _ in range(3):
        await everything(db)


async def select_1(db: Database) -> None:
    """The baseline: a transaction that asks for nothing."""
    async with db.read() as session:
        await session.connection()
        await (await session.connection()).execute(text("SELECT 1"))


async def milliseconds(work: Callable[[], Awaitable[None]]) -> float:
    """The median of several rounds."""
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        await work()
        spent.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(spent), 2)


def targets(name: str, found: dict[str, Figures]) -> tuple[Target, ...]:
    """What issue 3 promises, and how it grows from a tenth of the tickets."""
    few, many = found["few"], found["many"]
    growth = many["nothing_due_ms"] / few["nothing_due_ms"]
    grown = many["due_seconds"] / few["due_seconds"]
    return (
        Target(f"{name}: nothing due, ms", many["nothing_due_ms"], "below", MOST_MS),
        Target(
            f"{name}: nothing due, × SELECT 1", round(many["nothing_due_ms"] / many["select_1_ms"], 1), "below", 1e9
        ),
        Target(f"{name}: nothing due, × with a tenth", round(growth, 2), "below", GROWTH),
        Target(f"{name}: 1,000 due in a minute, s", many["due_seconds"], "below", MOST_SECONDS),
        Target(f"{name}: 1,000 due, × with a tenth", round(grown, 2), "below", GROWTH),
    )
