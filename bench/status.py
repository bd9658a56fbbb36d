"""Where does it stand, asked among 10,000 and 100,000 cases: by number, as a list, and of a stranger's case."""

import contextlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import col, select

from bench.figures import latency
from bench.results import Result, Target
from bench.ticks import CHUNK, furnished, timed
from domain.agency import CaseState, Kind, MaterialState, StepState, Worker
from domain.errors import UnknownCase
from domain.numbers import case_number
from services.progress import cases_to_ask_after, where_it_stands
from storage.database import Database
from storage.people import Me, as_me, person_by_code
from storage.tables import METADATA, Contact, Firm, Person
from tests.postgres import temporary_postgres

SMALL, LARGE = 10_000, 100_000
QUICK_SMALL, QUICK_LARGE = 300, 3_000
ASKED, QUICK_ASKED = 400, 30
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # Tuesday 11:00 in the park
GOING_EVERY, STEPS = 20, 4  # one case in twenty still goes on, as after some years of work
LONGEST_MS, FLAT, LEAST_MS = 250.0, 2.0, 0.1
Figures = dict[str, Any]
Question = Callable[[int], Awaitable[Any]]
TABLES = ("service_item", "project", "project_agent", "agency_case", "case_step", "case_material")


async def measure(folder: Path, quick: bool) -> Result:  # noqa: FBT001 - all benchmarks are called alike
    """Both databases, both sizes; a tenth of the cases is what is compared with."""
    sizes = (QUICK_SMALL, QUICK_LARGE) if quick else (SMALL, LARGE)
    figures: Figures = {"cases": list(sizes), "asked": QUICK_ASKED if quick else ASKED}
    targets: list[Target] = []
    with temporary_postgres() as postgres:
        for name, url in (("sqlite", f"sqlite+aiosqlite:///{folder / 'status'}"), ("postgresql", postgres)):
            small, large = await asked_in_turn(name, url, sizes, QUICK_ASKED if quick else ASKED)
            grown = {what: growth(small[what], large[what]) for what in large}
            figures[name] = {str(sizes[0]): small, str(sizes[1]): large, "growth": grown}
            targets += promises(name, large, grown)
    return Result("status", tuple(targets), figures)


def growth(small: Mapping[str, float], large: Mapping[str, float]) -> dict[str, float]:
    """How much longer it takes among ten times as many cases."""
    return {name: round(large[name] / max(small[name], LEAST_MS), 2) for name in ("p50_ms", "p99_ms")}


def promises(name: str, found: Figures, grown: Figures) -> list[Target]:
    """What is held to the issue: quick, and not slower among ten times as many."""
    return [
        target
        for what in found
        for target in (
            Target(f"{name}: {what}, p99 ms", found[what]["p99_ms"], "below", LONGEST_MS),
            Target(f"{name}: {what}, growth of p99", grown[what]["p99_ms"], "below", FLAT),
        )
    ]


async def asked_in_turn(name: str, url: str, sizes: tuple[int, int], count: int) -> tuple[Figures, Figures]:
    """Each question, so often at both sizes in turn: whatever else the machine does, it does to both."""
    async with contextlib.AsyncExitStack() as opened:
        dbs = [await opened.enter_async_context(furnished(name, url, size, "status", fill)) for size in sizes]
        small, large = [await questions_of(db, size) for db, size in zip(dbs, sizes, strict=True)]
        found: tuple[Figures, Figures] = ({}, {})
        for what in small:
            seconds: tuple[list[float], list[float]] = ([], [])
            for n in range(count):
                for asks, taken in zip((small, large), seconds, strict=True):
                    taken.append(await timed(partial(asks[what], n)))
            for known, taken in zip(found, seconds, strict=True):
                known[what] = latency(taken)
        return found


async def questions_of(db: Database, size: int) -> Mapping[str, Question]:
    """What is measured: a contact's own case by number, a stranger's, his list; an agent's list; the director's."""
    firms, speakers = await firms_and_speakers(db)
    agent, director = await somebody(db, "G0"), await somebody(db, await code_of(db, "director"))

    def own(n: int) -> tuple[Me, str]:
        number = n * 7919 % size
        return speakers[number % len(firms)], case_number(2026, number)

    async def by_number(n: int) -> None:
        me, number = own(n)
        await where_it_stands(db, number, by=me, at=NOW)

    async def of_a_stranger(n: int) -> None:
        with contextlib.suppress(UnknownCase):
            await where_it_stands(db, own(n)[1], by=speakers[(n * 7919 % size + 1) % len(firms)], at=NOW)
            raise RuntimeError("a stranger was told")

    async def as_list(n: int) -> None:
        await cases_to_ask_after(db, by=speakers[n % len(firms)], at=NOW)

    async def of_agent(n: int) -> None:
        await cases_to_ask_after(db, by=agent, at=NOW, page=n % 3)

    async def of_director(n: int) -> None:
        await cases_to_ask_after(db, by=director, at=NOW, page=n % 3)

    return {
        "by number": by_number,
        "a stranger's number": of_a_stranger,
        "a firm's list": as_list,
        "an agent's list": of_agent,
        "the director's list": of_director,
    }


async def firms_and_speakers(db: Database) -> tuple[list[Firm], list[Me]]:
    """The firms, each with a contact, in the order of their rows."""
    async with db.read() as session:
        asked = select(Firm, Person).join(Contact, col(Contact.firm_id) == col(Firm.id))
        asked = asked.join(Person, col(Person.id) == col(Contact.person_id)).order_by(col(Firm.id))
        pairs = list({firm.id: (firm, person) for firm, person in await session.exec(asked)}.values())
        return [firm for firm, _ in pairs], [await as_me(session, person, NOW) for _, person in pairs]


async def code_of(db: Database, role: str) -> str:
    """Somebody who holds a role."""
    async with db.reader.connect() as connection:
        asked = text("SELECT code FROM person JOIN person_role ON person.id = person_id WHERE role = :role ORDER BY 1")
        return str((await connection.execute(asked, {"role": role})).scalars().first())


async def somebody(db: Database, code: str) -> Me:
    """A person as he acts."""
    async with db.read() as session:
        person = await person_by_code(session, code)
        if person is None:
            raise RuntimeError(f"no {code} in the park")
        return await as_me(session, person, NOW)


async def fill(db: Database, size: int) -> None:
    """A project of one case for each, five agents in turn; then what the database knows of them."""
    async with db.begin() as session:
        team = [Person(code=f"G{n}", name=f"代办员{n}") for n in range(5)]
        session.add_all(team)
        await session.flush()
        for person in team:
            await session.exec(insert(METADATA.tables["person_role"]).values(person_id=person.id, role="agent"))
        firms = list(await session.exec(select(Firm.id).order_by(col(Firm.id))))
        desk = (await session.exec(text("SELECT min(id) FROM department"))).scalar_one()  # type: ignore[call-overload]
    async with db.write() as connection:
        await connection.execute(insert(METADATA.tables["service_item"]), [item_row()])
        for first in range(0, size, CHUNK):
            rows = [rows_of(n, firms[n % len(firms)] or 0, team[n % 5].id or 0, desk) for n in chunk(first, size)]
            for table in TABLES[1:]:
                await connection.execute(insert(METADATA.tables[table]), [row for each in rows for row in each[table]])
        await connection.execute(text("ANALYZE"))


def chunk(first: int, size: int) -> range:
    """The next numbers."""
    return range(first, min(first + CHUNK, size))


def item_row() -> Figures:
    """The one item they are after."""
    row = {"id": 1, "code": "QY01", "version": 1, "is_current": True, "name": "企业设立登记", "called": ["办执照"]}
    row |= {"field": "企业开办", "kind": Kind.SETUP, "promised_days": 10, "statutory_days": 20, "is_online": False}
    return row | {"fees": "", "materials": [], "steps": [], "since": NOW}


def rows_of(number: int, firm_id: int, agent_id: int, desk: int) -> dict[str, list[Figures]]:
    """One case with its project, agent, steps and a material."""
    goes_on, row_id = number % GOING_EVERY == 0, number + 1
    opened, promised = NOW - timedelta(days=number % 300), NOW + timedelta(days=number % 40)
    project = {"id": row_id, "key": f"p{number}", "firm_id": firm_id, "name": "二期扩建", "template": ""}
    case = {"id": row_id, "number": case_number(2026, number), "key": f"c{number}", "project_id": row_id}
    case |= {"firm_id": firm_id, "item_id": 1, "name": "企业设立登记", "kind": Kind.SETUP, "promised_for": promised}
    case |= {"state": CaseState.UNDER_WAY if goes_on else CaseState.FINISHED, "opened_at": opened}
    case |= {"opened_by_id": agent_id, "finished_at": None if goes_on else promised, "result": ""}
    material = {"case_id": row_id, "position": 0, "name": "公司章程", "form": "", "original": False, "copies": 1}
    return {
        "project": [project | {"opened_at": opened, "opened_by_id": agent_id}],
        "project_agent": [{"project_id": row_id, "agent_id": agent_id, "place": 1, "since": opened}],
        "agency_case": [case | {"certificate_number": ""}],
        "case_step": [step_row(row_id, n, agent_id, desk, opened, goes_on=goes_on) for n in range(STEPS)],
        "case_material": [
            material | {"state": MaterialState.MISSING if goes_on else MaterialState.ACCEPTED, "reason": ""}
        ],
    }


def step_row(case_id: int, position: int, agent_id: int, desk: int, opened: datetime, *, goes_on: bool) -> Figures:
    """A step: of a case that goes on the second one is open."""
    over = position == 0 or not goes_on
    state = StepState.FINISHED if over else StepState.OPEN if position == 1 else StepState.AHEAD
    row = {"case_id": case_id, "position": position, "name": f"第{position + 1}步", "days": 2, "state": state}
    row |= {
        "worker": Worker.AGENT if position % 2 == 0 else Worker.DEPARTMENT,
        "after": [position - 1] if position else [],
    }
    row |= {"department_id": desk if position % 2 else None, "owner_id": None if position % 2 else agent_id}
    row |= {"opened_at": opened, "due_at": NOW + timedelta(days=3), "finished_at": opened if over else None}
    return row | {"presence": "", "result": ""}
