"""The reminder tick with 10,000 and 100,000 open tickets, all late: nothing due, and 1,000 due in one minute."""

import contextlib
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text, update
from sqlmodel import col, select

from bench.figures import latency
from bench.park import KEYS, count, park_rules
from bench.results import Result, Target
from domain.lifecycle import State
from services.digests import send_digests
from services.park import load_park
from services.reminders import end_waits, tick
from storage.database import Database
from storage.migrate import migrate
from storage.tables import METADATA, Category, Contact, Firm, Push, Ticket
from tests.conftest import at_database, statement
from tests.postgres import temporary_postgres
from tests.simulation.park import FULL, sheets

SMALL, LARGE = 10_000, 100_000
QUICK_SMALL, QUICK_LARGE = 500, 2_000
DUE, QUICK_DUE = 1_000, 100
LOOKS, QUICK_LOOKS = 300, 30
ROUNDS = 3
CHUNK = 5_000
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # Tuesday 11:00 in the park
LONGEST_IDLE_MS, LONGEST_BUSY_S, LINEAR = 50.0, 5.0, LARGE / SMALL
tickets = METADATA.tables["ticket"]
Figures = dict[str, Any]


async def measure(folder: Path, quick: bool) -> Result:  # noqa: FBT001 - all benchmarks are called alike
    """Both databases, both sizes; the small table and an empty transaction are what is compared with."""
    sizes = (QUICK_SMALL, QUICK_LARGE) if quick else (SMALL, LARGE)
    figures: Figures = {"due_at_once": QUICK_DUE if quick else DUE}
    targets: list[Target] = []
    with temporary_postgres() as postgres:
        for name, url in (("sqlite", f"sqlite+aiosqlite:///{folder / 'ticks'}"), ("postgresql", postgres)):
            found = [await sized(name, url, size, quick=quick) for size in sizes]
            figures[name] = {str(size): each for size, each in zip(sizes, found, strict=True)}
            figures[name]["growth"] = growth(*found)
            targets += promises(name, found[-1], figures[name]["growth"])
    return Result("ticks", tuple(targets), figures)


def growth(small: Figures, large: Figures) -> dict[str, float]:
    """How much longer the large table takes than the small one; it has ten times as many rows."""
    return {
        "idle": round(large["idle"]["p50_ms"] / small["idle"]["p50_ms"], 2),
        "busy": round(large["busy_s"] / small["busy_s"], 2),
    }


def promises(name: str, found: Figures, grown: dict[str, float]) -> list[Target]:
    """What is held to the issue."""
    return [
        Target(f"{name}: tick, nothing due, p99 ms", found["idle"]["p99_ms"], "below", LONGEST_IDLE_MS),
        Target(f"{name}: {DUE} due in one minute, s", found["busy_s"], "below", LONGEST_BUSY_S),
        Target(f"{name}: reminders missing or twice", found["wrong"], "at most", 0),
        Target(f"{name}: growth of an idle tick", grown["idle"], "below", LINEAR),
        Target(f"{name}: growth of a busy tick", grown["busy"], "below", LINEAR),
    ]


async def sized(name: str, url: str, size: int, *, quick: bool) -> Figures:
    """One table of that many open tickets."""
    async with furnished(name, url, size, "ticks", fill) as db:
        looks, due = (QUICK_LOOKS, QUICK_DUE) if quick else (LOOKS, DUE)
        empty = [await timed(lambda: nothing(db)) for _ in range(looks)]
        digests = await timed(lambda: clockwork(db, NOW))  # once a day: what all liaisons and officers have to do
        idle = [await timed(lambda: clockwork(db, NOW)) for _ in range(looks)]
        busy = [await fall_due(db, due, number) for number in range(ROUNDS)]
        baseline = latency(empty)
        return {
            "select_1": baseline,
            "idle": latency(idle),
            "idle_to_select_1": round(latency(idle)["p50_ms"] / max(baseline["p50_ms"], 0.1), 1),
            "digests_s": round(digests, 3),
            "busy_s": round(statistics.median(seconds for seconds, _ in busy), 3),
            "busy_rounds": [round(seconds, 3) for seconds, _ in busy],
            "wrong": sum(wrong for _, wrong in busy),
        }


async def timed(work: Callable[[], Awaitable[Any]]) -> float:
    """Seconds that it takes."""
    started = time.monotonic()
    await work()
    return time.monotonic() - started


async def nothing(db: Database) -> None:
    """The cheapest transaction there is."""
    async with db.begin() as session:
        await session.execute(text("SELECT 1"))


async def clockwork(db: Database, at: datetime) -> None:
    """What a tick does."""
    while await tick(db, at=at):
        pass
    await end_waits(db, at=at)
    await send_digests(db, at=at)


async def fall_due(db: Database, due: int, number: int) -> tuple[float, int]:
    """So many reminders fall due in one minute: how long until all are owed, and how many are missing or twice."""
    at = NOW + timedelta(days=number + 1)
    since = number * due
    within = [at - timedelta(seconds=60 * n / due) for n in range(due)]
    async with db.begin() as session:
        later = update(Ticket).where(col(Ticket.remind_at) <= at).values(remind_at=NOW + timedelta(days=60))
        await session.exec(later)
        ids = list(await session.exec(select(Ticket.id).order_by(col(Ticket.id)).offset(since).limit(due)))
        for ticket_id, moment in zip(ids, within, strict=True):
            await session.exec(update(Ticket).where(col(Ticket.id) == ticket_id).values(remind_at=moment))
    owed = await count(db, "push")
    seconds = await timed(lambda: clockwork(db, at))
    lines = await reminded(db, owed)
    left = await count(db, "ticket WHERE remind_at IS NULL")
    return seconds, abs(len(ids) - len(lines)) + left


async def reminded(db: Database, known: int) -> set[int]:
    """The tickets that the newest pushes tell of; a person and ticket that come twice are an error."""
    async with db.read() as session:
        new = (await session.exec(select(Push).order_by(col(Push.id)).offset(known))).all()
    reminders = [push for push in new if push.kind in {"reminder", "digest"}]
    told = [
        (push.person_id, line["ticket"])
        for push in reminders
        for line in push.args.get("lines") or [{"ticket": push.ticket_id}]
    ]
    if len(told) != len(set(told)):
        raise RuntimeError("somebody was told twice")
    return {ticket for _, ticket in told}


@contextlib.asynccontextmanager
async def furnished(
    name: str, url: str, size: int, what: str, filled: Callable[[Database, int], Awaitable[None]]
) -> AsyncIterator[Database]:
    """A database of the full park with that many rows, as `filled` writes them."""
    address = f"{url}-{size}.db" if name == "sqlite" else await emptied(url, f"{what}_{size}")
    db = Database(address, park_rules(), KEYS)
    try:
        await migrate(db)
        await load_park(db, sheets(FULL))
        await filled(db, size)
        yield db
    finally:
        await db.close()


async def emptied(url: str, name: str) -> str:
    """A new database on the server."""
    await statement(url, f"CREATE DATABASE {name}")
    return at_database(url, name)


async def fill(db: Database, size: int) -> None:
    """The tickets, in hand and five days late, to be looked at tomorrow; then what the database knows of them."""
    async with db.read() as session:
        asked = select(Firm, Contact.person_id).join(Contact, col(Contact.firm_id) == col(Firm.id))
        firms = (await session.exec(asked.order_by(col(Firm.id)))).all()
        kind = (await session.exec(select(Category.code))).first()
    for first in range(0, size, CHUNK):
        some = range(first, min(first + CHUNK, size))
        rows = [row(number, *firms[number % len(firms)], str(kind)) for number in some]
        async with db.write() as connection:
            await connection.execute(insert(tickets), rows)
    async with db.write() as connection:
        await connection.execute(text("ANALYZE"))


def row(number: int, firm: Firm, contact_id: int, kind: str) -> Figures:
    """One open ticket."""
    filed, due = NOW - timedelta(days=15), NOW - timedelta(days=7)
    made = Ticket(
        number=f"LL-2026-{number:06d}",
        key=f"bench-{number}",
        firm_id=firm.id or 0,
        category_code=kind,
        summary="厂区东门路灯不亮，夜班工人下班不安全",
        state=State.IN_HAND,
        filed_by_id=contact_id,
        contact_id=contact_id,
        owner_id=firm.liaison_id or 0,
        filed_at=filed,
        dispatched_at=filed,
        accepted_at=filed,
        first_promise=due,
        promised_for=due,
        limit_at=due,
        due_since=filed,
        due_at=due,
        remind_at=NOW + timedelta(days=30),
        told_at=NOW,
        silence_at=NOW + timedelta(days=30),
    )
    return made.model_dump(exclude={"id"})
