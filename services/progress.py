"""Where does it stand (代办进度): one case as a person may see it, and the cases he may ask after."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import Kind, StepState, Worker
from domain.agency_rules import case_light, expected_end
from domain.calendar import Calendar
from domain.errors import PassGone, UnknownCase
from domain.lifecycle import Light
from domain.progress import GOING
from services.case_flow import promise_now
from services.passes import case_of_pass
from storage import cases, ledger, progress, projects
from storage.agency_tables import Case, CaseMaterial, CaseStep, Project
from storage.database import Database
from storage.people import Me
from storage.progress import StepRow
from storage.tables import Firm, Person

A_PAGE = 8
LOOKED_THROUGH = 60
LEDGERS = frozenset({Kind.REWARD, Kind.CERTIFICATE})
OVER = frozenset({StepState.FINISHED, StepState.SKIPPED})
NOW = frozenset({StepState.OPEN, StepState.SIGNED})


@dataclass(frozen=True)
class Standing:
    """How a case stands at a moment. `promised`: the end the firm was promised, moved by the pause so far.

    `expected`: when it will be over if each step left takes its days; None when it is over. `is_ours`: the person
    speaks for the firm. `enters`: he keeps its entry in a ledger. `until`: how long the link opens it, where it was
    opened by one.
    """

    case: Case
    project: Project
    firm: Firm
    steps: Sequence[StepRow]
    owing: Sequence[CaseMaterial]
    agents: Sequence[Person]
    promised: datetime
    expected: datetime | None
    light: Light
    is_ours: bool = False
    enters: bool = False
    until: datetime | None = None

    @property
    def is_going(self) -> bool:
        """Whether anything is left to do."""
        return self.case.state in GOING

    @property
    def done(self) -> Sequence[StepRow]:
        """The steps that are over, the last one last."""
        return sorted((row for row in self.steps if row.step.state in OVER), key=lambda row: when_over(row, self.case))

    @property
    def now(self) -> Sequence[StepRow]:
        """The steps whose turn it is."""
        return [row for row in self.steps if row.step.state in NOW] if self.is_going else []


@dataclass(frozen=True)
class Line:
    """A case in a list."""

    case: Case
    firm: Firm
    done: int
    total: int
    light: Light
    promised: datetime


@dataclass(frozen=True)
class Lines:
    """Some of a person's cases; `page` counts from 0."""

    lines: Sequence[Line]
    page: int = 0
    has_more: bool = False
    is_over: bool = False


def when_over(row: StepRow, case: Case) -> datetime:
    """When a step was over; one that was skipped at the start has no moment of its own."""
    return row.step.finished_at or case.opened_at


async def where_it_stands(db: Database, number: str, *, by: Me, at: datetime) -> Standing:
    """How the case of that number stands. Raises UnknownCase for a stranger's as for one that is not."""
    async with db.read() as session:
        case = await cases.case_numbered(session, number, by)
        if case is None:
            raise UnknownCase
        return await standing(session, db.park.calendar, case, at, by)


async def how_it_stands(db: Database, case_id: int, *, by: Me, at: datetime) -> Standing:
    """How the case of a row stands. Raises UnknownCase."""
    async with db.read() as session:
        case = await cases.case_seen_by(session, case_id, by)
        if case is None:
            raise UnknownCase
        return await standing(session, db.park.calendar, case, at, by)


async def opened_by_pass(db: Database, token: str, *, at: datetime) -> Standing:
    """How the case stands that a link opens, for whoever holds it. Raises PassGone."""
    case_id, until = case_of_pass(db, token, at=at)
    async with db.read() as session:
        case = await progress.case_at(session, case_id)
        if case is None:
            raise PassGone
        return await standing(session, db.park.calendar, case, at, until=until)


async def cases_to_ask_after(db: Database, *, by: Me, at: datetime, page: int = 0, over: bool = False) -> Lines:
    """The cases that the person may see, a page of them: the open ones, or those that are over."""
    asked = progress.cases_over if over else progress.cases_going
    async with db.read() as session:
        found = await asked(session, by, skip=page * A_PAGE, limit=A_PAGE + 1)
        lines = await in_lines(session, db.park.calendar, found[:A_PAGE], at)
        return Lines(lines, page, len(found) > A_PAGE, over)


async def cases_meant(db: Database, words: str, *, by: Me, at: datetime) -> Lines:
    """The open cases that the words name, by two letters of the item's name or of what people call it; else all."""
    async with db.read() as session:
        found = await progress.cases_going(session, by, skip=0, limit=LOOKED_THROUGH)
        called = await progress.called_by_item(session, [case.item_id for case in found])
        named = [case for case in found if is_named(words, [case.name, *called.get(case.item_id, ())])]
        meant = named or found
        return Lines(await in_lines(session, db.park.calendar, meant[:A_PAGE], at), 0, len(meant) > A_PAGE)


def is_named(words: str, names: Sequence[str]) -> bool:
    """Whether two letters in a row of one of the names stand in the words."""
    clean = unicodedata.normalize("NFKC", words).casefold()
    grams = (a + b for name in names for a, b in pairwise(name.casefold()))
    return any(gram in clean for gram in grams if gram.isalnum() and not gram.isascii())


async def standing(
    session: AsyncSession,
    calendar: Calendar,
    case: Case,
    at: datetime,
    by: Me | None = None,
    *,
    until: datetime | None = None,
) -> Standing:
    """The case with all that its card shows."""
    project, firm = await progress.project_and_firm(session, case)
    steps = await progress.steps_of(session, [case.id or 0])
    owing = await progress.owing_of(session, case.id or 0)
    agents = (await projects.agents_of(session, [case.project_id])).get(case.project_id, [])
    promised, expected, lit = reckoned(calendar, case, [row.step for row in steps], at)
    is_ours = by is not None and case.firm_id in by.firm_ids
    enters = by is not None and case.kind in LEDGERS and await ledger.kept_case(session, case.id or 0, by) is not None
    return Standing(case, project, firm, steps, owing, agents, promised, expected, lit, is_ours, enters, until)


def reckoned(
    calendar: Calendar, case: Case, steps: Sequence[CaseStep], at: datetime
) -> tuple[datetime, datetime | None, Light]:
    """The promised end with a pause taken into account, the expected one, None when nothing goes on, and the light."""
    if case.state not in GOING:
        return case.promised_for, None, case_light(case.promised_for, case.finished_at or at, case.finished_at or at)
    promised, expected = promise_now(calendar, case, at), expected_end(calendar, steps, case.held_at, at)
    return promised, expected, case_light(promised, expected, at)


async def in_lines(session: AsyncSession, calendar: Calendar, some: Sequence[Case], at: datetime) -> list[Line]:
    """Cases for a list, in a handful of questions."""
    firms = await progress.firms_of_cases(session, some)
    steps = [row.step for row in await progress.steps_of(session, [case.id or 0 for case in some])]
    return [
        line_of(calendar, case, firms[case.firm_id], [each for each in steps if each.case_id == case.id], at)
        for case in some
    ]


def line_of(calendar: Calendar, case: Case, firm: Firm, steps: Sequence[CaseStep], at: datetime) -> Line:
    """One case."""
    promised, _, lit = reckoned(calendar, case, steps, at)
    return Line(case, firm, sum(step.state in OVER for step in steps), len(steps), lit, promised)


def whose(row: StepRow, agents: Sequence[Person]) -> Sequence[Person]:
    """The people of an agent's step: its owner, else who carries the project. Nobody else is named by name."""
    if row.step.worker is not Worker.AGENT:
        return []
    return [row.owner] if row.owner else agents
