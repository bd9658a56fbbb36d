"""The board's first page with 200,000 tickets and 1,000,000 events, and with a tenth: p95 on both databases."""

import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import col, select

from bench.figures import percentile
from bench.park import KEYS, count, park_rules
from bench.results import Result, Target
from bench.ticks import emptied, timed
from bot.run import spare_the_collector
from domain.lifecycle import Outcome, Source, State
from domain.roles import Role
from services.park import load_park
from services.scoreboard import board, month_span, plain
from services.scores import score_anew
from storage.database import Database
from storage.migrate import migrate
from storage.people import as_me, people_with
from storage.tables import METADATA, Contact, Event, Firm, Person, Ticket
from tests.postgres import temporary_postgres
from tests.simulation.park import FULL, sheets

LARGE, QUICK = 200_000, 2_000
TENTH = 10
LOOKS, QUICK_LOOKS = 60, 5
CHUNK = 4_000
YEARS = 3
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # Tuesday 11:00 in the park
OPEN_EVERY = 100
LIMITS = {"sqlite": 600.0, "postgresql": 300.0}
MOST_GROWTH = 2.0
CATEGORIES = ("utilities", "surroundings", "people", "safety", "finance", "other", "policy", "building")
tickets, events = METADATA.tables["ticket"], METADATA.tables["event"]
Values = dict[str, Any]


async def measure(folder: Path, quick: bool) -> Result:  # noqa: FBT001 - all benchmarks are called alike
    """Both databases, a tenth and all of it in the same run, asked in turns."""
    size, looks = (QUICK, QUICK_LOOKS) if quick else (LARGE, LOOKS)
    figures: Values = {"tickets": size, "looks": looks}
    targets: list[Target] = []
    with temporary_postgres() as postgres:
        for name, url in (("sqlite", f"sqlite+aiosqlite:///{folder / 'board'}"), ("postgresql", postgres)):
            figures[name] = await both(name, url, size, looks)
            large, growth = figures[name]["large"], figures[name]["growth"]
            targets += [
                Target(f"{name}: the board's first page, p95 ms", large["p95_ms"], "below", LIMITS[name]),
                Target(f"{name}: growth with ten times the tickets (median)", growth, "below", MOST_GROWTH),
            ]
    return Result("board", tuple(targets), figures)


async def both(name: str, url: str, size: int, looks: int) -> Values:
    """A tenth and all of it."""
    async with furnished(name, url, size // TENTH) as small, furnished(name, url, size) as large:
        first, second = await page_of(small), await page_of(large)
        spare_the_collector()  # as the desk does when it has started: the tickets just made are no garbage of its own
        found: tuple[list[float], list[float]] = [], []
        for _ in range(looks):
            found[0].append(await timed(first))
            found[1].append(await timed(second))
        growth = percentile(found[1], 0.5) / percentile(found[0], 0.5)
        events_kept = await count(large, "event")
        return {"tenth": in_ms(found[0]), "large": in_ms(found[1]), "growth": round(growth, 2), "events": events_kept}


def in_ms(seconds: list[float]) -> dict[str, float]:
    """Median, p95 and the longest."""
    shares = {"p50_ms": 0.5, "p95_ms": 0.95}
    found = {name: percentile(seconds, share) for name, share in shares.items()} | {"max_ms": max(seconds)}
    return {name: round(value * 1000, 1) for name, value in found.items()}


async def page_of(db: Database) -> Callable[[], Awaitable[str]]:
    """What the first page asks: the director's board of the running month, as JSON."""
    async with db.read() as session:
        director = await as_me(session, (await people_with(session, Role.DIRECTOR))[0], NOW)
    span = month_span(date(2026, 11, 1))

    async def page() -> str:
        return json.dumps(plain(await board(db, span, by=director, at=NOW)), ensure_ascii=False)

    return page


@contextlib.asynccontextmanager
async def furnished(name: str, url: str, size: int) -> AsyncIterator[Database]:
    """A database with that many tickets of three years, one in a hundred of them open, and five events each."""
    address = f"{url}-{size}.db" if name == "sqlite" else await emptied(url, f"board_{size}")
    db = Database(address, park_rules(), KEYS)
    try:
        await migrate(db)
        await load_park(db, sheets(FULL))
        await fill(db, size)
        await score_anew(db)
        async with db.write() as connection:
            await connection.execute(text("ANALYZE"))
        yield db
    finally:
        await db.close()


async def fill(db: Database, size: int) -> None:
    """Tickets with the events that made them, by rule."""
    async with db.read() as session:
        asked = select(Firm, Contact.person_id).join(Contact, col(Contact.firm_id) == col(Firm.id))
        firms = (await session.exec(asked.order_by(col(Firm.id)))).all()
        officers = (
            await session.exec(select(Person.id, Person.department_id).where(col(Person.code).like("O%")))
        ).all()
    number = 0
    for first in range(0, size, CHUNK):
        some = range(first, min(first + CHUNK, size))
        made = [ticket_row(n, size, *firms[n % len(firms)], officers[n % len(officers)]) for n in some]
        histories = [event for row in made for event in events_of(row)]
        async with db.write() as connection:
            await connection.execute(insert(tickets), made)
            await connection.execute(
                insert(events), [event | {"id": number + n} for n, event in enumerate(histories, 1)]
            )
        number += len(histories)


def ticket_row(number: int, size: int, firm: Firm, contact_id: int, officer: tuple[int | None, int | None]) -> Values:
    """One ticket: handled by a department or the liaison, in time or late, judged or not; the last ones are open."""
    is_open = number % OPEN_EVERY == 0
    age = timedelta(days=number * 7 % 40 if is_open else 365 * YEARS * (size - number) / size + 2)
    filed, led = NOW - age - timedelta(minutes=number % 400), number % 3 > 0
    accepted = filed + timedelta(minutes=20 + number * 37 % 200)
    owner = officer[0] if led else firm.liaison_id
    due = NOW + timedelta(days=number % 9 - 2)
    made = Ticket(
        id=number + 1,
        number=f"LL-{filed.year}-{number:06d}",
        key=f"bench-{number}",
        firm_id=firm.id or 0,
        category_code=CATEGORIES[number % len(CATEGORIES)],
        summary="厂区东门路灯不亮，夜班工人下班不安全",
        state=State.IN_HAND if is_open else State.CLOSED,
        source=list(Source)[number % len(Source)],
        filed_by_id=contact_id,
        contact_id=contact_id,
        owner_id=owner or 0,
        lead_id=officer[1] if led else None,
        filed_at=filed,
        dispatched_at=filed,
        accepted_at=accepted,
        first_promise=filed + timedelta(days=3),
        promised_for=due if is_open else filed + timedelta(days=3),
        limit_at=filed + timedelta(days=7),
        due_since=accepted if is_open else None,
        due_at=due if is_open else None,
    )
    return made.model_dump()


def events_of(row: Values) -> Iterator[Values]:
    """Five of each ended ticket, three of an open one: filed, accepted, promised, resolved, judged."""
    n, filed, accepted = row["id"], row["filed_at"], row["accepted_at"]
    liaison = {"owner_id": row["owner_id"], "lead_id": row["lead_id"]}
    kept = ("category_code", "source")
    born = liaison | {name: str(row[name]) for name in kept} | {"level": 0, "state": "dispatched"}
    due, promised = filed + timedelta(hours=2), filed + timedelta(days=3)
    yield event(
        row, "file", filed, row["contact_id"], born | {"filed_at": filed.isoformat(), "due_at": due.isoformat()}
    )
    yield event(row, "accept", accepted, row["owner_id"], {"state": "in_hand"})
    yield event(row, "commit", accepted, row["owner_id"], {"promised_for": promised.isoformat()})
    if row["state"] == State.CLOSED:
        outcome = str(list(Outcome)[n % 7 % len(Outcome)])
        resolved = filed + timedelta(hours=30 + n * 13 % 60)
        yield event(row, "resolve", resolved, row["owner_id"], {"state": "resolved", "outcome": outcome})
        judged = {"state": "closed"} | ({"stars": 1 + n % 5} if n % 4 else {})
        yield event(row, "confirm" if n % 4 else "auto_close", resolved + timedelta(hours=5), row["contact_id"], judged)


def event(row: Values, action: str, at: datetime, actor_id: int, new: Values) -> Values:
    """A row of the event table."""
    made = Event(ticket_id=row["id"], at=at, actor_id=actor_id, action=action, new=new)
    return made.model_dump(exclude={"id"})
