"""Signing day (签约落地): a project with all its cases at once, everybody told his part, and what begins later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import CaseState
from domain.agency_rules import OVER_STEPS
from domain.calendar import Calendar
from domain.digests import Digest, owed_digests
from domain.errors import ItemsMissing, NotForYou, UnknownProject, UnknownTicket
from domain.landing import CHECKLISTS, Checklist, begins_at, step_dates
from domain.lifecycle import Part
from domain.park import Park
from domain.roles import OVERSEERS, Role
from services.case_flow import begin, pay, work_on
from services.cases import opened_case
from services.progress import Line, in_lines
from services.projects import Landing, opened_project
from services.pushes import owed, silently
from storage import catalogue, landing, progress, projects
from storage.agency_tables import Case, Project
from storage.cases import case_locked
from storage.database import Database
from storage.digests import take_turn
from storage.outbox import owe
from storage.people import Me, chain_leads, contacts_of, firms_by_id, firms_named, holders, signers
from storage.progress import StepRow
from storage.tables import Firm, Person

MAKERS = frozenset({Role.AGENT}) | OVERSEERS
FOUND = 8
WEEK = "landings"


@dataclass(frozen=True)
class Signing:
    """What was signed: by which firm, for which project, when, and when the landing meeting is."""

    key: str
    firm_id: int
    name: str
    checklist: str
    signed_on: date
    meeting_at: datetime


@dataclass(frozen=True)
class LandingStep:
    """A step of the checklist: of which case, whose, and by when it is to be done."""

    case: Case
    row: StepRow
    due: datetime

    @property
    def is_over(self) -> bool:
        """Whether it is done."""
        return self.row.step.state in OVER_STEPS


@dataclass(frozen=True)
class LandingSight:
    """A landing as one person may see it. `own`: the steps of his department; `is_whole`: he reads all of it."""

    project: Project
    firm: Firm
    agents: Sequence[Person]
    steps: Sequence[LandingStep]
    own: Sequence[LandingStep]
    is_whole: bool

    @property
    def cases(self) -> int:
        """How many items are in it."""
        return len({step.case.id for step in self.steps})

    @property
    def over(self) -> int:
        """How many steps are done."""
        return sum(step.is_over for step in self.steps)


@dataclass(frozen=True)
class Week:
    """What a chain lead reads once a week: the landings of his chain, each with its cases that go on."""

    day: date
    landings: Sequence[tuple[Project, Firm, Sequence[Line]]]


async def firms_to_land(db: Database, words: str, *, by: Me) -> Sequence[Firm]:
    """Firms by a part of the name or the code, at most eight. Raises NotForYou."""
    may_land(by)
    async with db.read() as session:
        return await firms_named(session, words, limit=FOUND) if words else ()


def may_land(by: Me) -> None:
    """Raises NotForYou for who opens no landing: agents, duty desk and director do."""
    if not by.roles & MAKERS:
        raise NotForYou(who=(Part.DISPATCHER, Part.DIRECTOR))


async def land(db: Database, signing: Signing, *, by: Me, at: datetime) -> Project:
    """A project with a case for each line of the checklist; what waits for nothing begins at once.

    Everybody with a step in it is told his steps with their dates; director, liaison, firm and chain lead the whole.
    The same key again returns the same project. Raises NotForYou, ItemsMissing, and what `open_project` raises.
    Source: DOMAIN.md section 5, signing day.
    """
    may_land(by)
    made_from = CHECKLISTS[signing.checklist]
    async with db.begin() as session:
        if known := await projects.project_with(session, signing.key):
            return known
        as_landing = Landing(signing.checklist, signing.signed_on, signing.meeting_at)
        firm_id, name = signing.firm_id, signing.name
        project = await opened_project(session, db.park, signing.key, firm_id, name, landing=as_landing, by=by, at=at)
        await open_all(session, db.park, project, made_from, by=by, at=at)
        await tell(session, db.park, project, by, at)
        return project


async def open_all(
    session: AsyncSession, park: Park, project: Project, made_from: Checklist, *, by: Me, at: datetime
) -> None:
    """A case for each entry, in their order; those that wait for others have their planned end. Raises ItemsMissing."""
    known = {entry.item: await catalogue.current(session, entry.item) for entry in made_from.entries}
    items = {code: item.id or 0 for code, item in known.items() if item}
    if missing := known.keys() - items.keys():
        raise ItemsMissing(codes=", ".join(sorted(missing)))
    for entry in made_from.entries:
        waits, key = bool(entry.after or entry.days), f"{project.key}:{entry.item}"
        await opened_case(session, park, project, items[entry.item], key, waits=waits, by=by, at=at)
    for case, ends in (await planned(session, park.calendar, project)).values():
        if case.state is CaseState.PREPARING:  # it waits for others, not for the firm: its clock does not stand still
            case.promised_for, case.held_at = max(ends.values()), None


async def planned(
    session: AsyncSession, calendar: Calendar, project: Project
) -> dict[str, tuple[Case, dict[int, datetime]]]:
    """By item each case of a landing with the dates of its steps, one case after the other as the checklist says."""
    cases = {code: case for case, code in await landing.with_codes(session, project.id or 0)}
    rows = await progress.steps_of(session, [case.id or 0 for case in cases.values()])
    found: dict[str, tuple[Case, dict[int, datetime]]] = {}
    over: dict[str, datetime] = {}
    for entry in CHECKLISTS[project.template].entries:
        if case := cases.get(entry.item):
            steps = [row.step for row in rows if row.step.case_id == case.id]
            ends = step_dates(calendar, steps, begins_at(calendar, entry, over, project.opened_at))
            found[entry.item], over[entry.item] = (case, ends), max(ends.values())
    return found


async def tell(session: AsyncSession, park: Park, project: Project, by: Me, at: datetime) -> None:
    """Everybody who has a part in it, once each: one message with his steps, not one for each step."""
    (firm,) = await firms_by_id(session, [project.firm_id])
    agents = (await projects.agents_of(session, [project.id or 0])).get(project.id or 0, [])
    rows = await progress.steps_of(
        session, [case.id or 0 for case, _ in await landing.with_codes(session, project.id or 0)]
    )
    desks = dict.fromkeys(row.department.id or 0 for row in rows if row.department)
    people = [
        *(each.id or 0 for each in agents),
        *[person for desk in desks for person in await signers(session, desk)],
        *await holders(session, Role.DIRECTOR),
        *await chain_leads(session, firm.chain),
        *([firm.liaison_id] if firm.liaison_id else []),
        *await contacts_of(session, firm.id or 0),
    ]
    heard = [person for person in dict.fromkeys(people) if person != by.id]
    told = [owed(f"landing:{project.id}:{each}", "landing", each, at, landing=project.id) for each in heard]
    await owe(session, silently(told, quiet=park.calendar.is_quiet(at)))


async def see_landing(db: Database, project_id: int, *, by: Me) -> LandingSight:
    """The landing as the person may see it. Raises UnknownProject."""
    async with db.read() as session:
        sight = await landing_sight(session, db.park.calendar, project_id, by)
        if sight is None:
            raise UnknownProject
        return sight


async def landing_sight(session: AsyncSession, calendar: Calendar, project_id: int, me: Me) -> LandingSight | None:
    """The same within a transaction; None for who has no part in it. Who has but a department's part sees that."""
    project = await session.get(Project, project_id)
    if project is None or project.template not in CHECKLISTS:
        return None
    is_whole = await projects.project_seen_by(session, project_id, me) is not None
    (firm,) = await firms_by_id(session, [project.firm_id])
    agents = (await projects.agents_of(session, [project_id])).get(project_id, [])
    by_case = {case.id: (case, ends) for case, ends in (await planned(session, calendar, project)).values()}
    rows = await progress.steps_of(session, [case_id or 0 for case_id in by_case])
    steps = [
        LandingStep(by_case[row.step.case_id][0], row, by_case[row.step.case_id][1][row.step.position]) for row in rows
    ]
    own = [step for step in steps if me.desk_id is not None and step.row.step.department_id == me.desk_id]
    if not (is_whole or own):
        return None
    return LandingSight(project, firm, agents, steps if is_whole else own, own, is_whole)


async def tick_landings(db: Database, *, at: datetime) -> int:
    """What waited in a landing begins when all before it is over and its days have gone by.

    Once a week chain leads are told how the landings of their chain stand. Returns how many cases began and how many
    people are told. It may run any number of times.
    """
    async with db.read() as session:
        waiting = await landing.waiting_landings(session)
    began = sum([await begin_next(db, project_id, at) for project_id in waiting])
    return began + await tell_leads(db, at)


async def begin_next(db: Database, project_id: int, at: datetime) -> int:
    """The cases of one landing whose turn has come begin; the steps go to their owners as in any case."""
    async with db.begin() as session:
        project = await projects.project_held(session, project_id)
        if project is None:
            return 0
        ready = await ready_cases(session, db.park.calendar, project, at)
        for case_id in ready:
            case = await case_locked(session, case_id)
            if case and case.state is CaseState.PREPARING:
                work = await work_on(session, db.park, case, None, at)
                await begin(work)
                await pay(work)
        return len(ready)


async def ready_cases(session: AsyncSession, calendar: Calendar, project: Project, at: datetime) -> list[int]:
    """Row ids of the cases that wait for nothing any more."""
    cases = {code: case for case, code in await landing.with_codes(session, project.id or 0)}
    over = {code: case.finished_at for code, case in cases.items() if case.finished_at}
    ready = []
    for entry in CHECKLISTS[project.template].entries if project.template in CHECKLISTS else ():
        case = cases.get(entry.item)
        if case and case.state is CaseState.PREPARING and set(entry.after) & cases.keys() <= over.keys():
            ends = {code: moment for code, moment in over.items() if moment}
            if begins_at(calendar, entry, ends, project.opened_at) <= at:
                ready.append(case.id or 0)
    return ready


async def tell_leads(db: Database, at: datetime) -> int:
    """The chain leads' week, with the first digest of a week and only once."""
    if Digest.WEEKLY not in owed_digests(db.park.calendar, at):
        return 0
    day = db.park.calendar.today(at)
    async with db.begin() as session:
        if not await take_turn(session, WEEK, day, at):
            return 0
        known = await landing.leads(session)
        reading = [lead.id or 0 for lead in known if await landing.landings_of_chain(session, lead.chain or "")]
        told = [owed(f"{WEEK}:{day}:{each}", WEEK, each, at, week=str(day)) for each in reading]
        await owe(session, told)
        return len(told)


async def week_of(session: AsyncSession, calendar: Calendar, me: Me, day: date, at: datetime) -> Week:
    """The landings of the person's chain as they stand now."""
    leads_chain = Role.CHAIN_LEAD in me.roles and me.person.chain
    found = await landing.landings_of_chain(session, me.person.chain or "") if leads_chain else ()
    lines = []
    for project in found:
        (firm,) = await firms_by_id(session, [project.firm_id])
        cases = [case for case, _ in await landing.with_codes(session, project.id or 0)]
        lines.append((project, firm, await in_lines(session, calendar, cases, at)))
    return Week(day, lines)


async def about_landing(
    session: AsyncSession, calendar: Calendar, me: Me, args: Mapping[str, Any], at: datetime
) -> LandingSight | Week | None:
    """What a push is about that speaks of landings, as they stand now; None for any other.

    Raises UnknownTicket for who has no part in it any more.
    """
    if "landing" in args:
        sight = await landing_sight(session, calendar, int(args["landing"]), me)
        if sight is None:
            raise UnknownTicket
        return sight
    week = await week_of(session, calendar, me, date.fromisoformat(args["week"]), at) if "week" in args else None
    if week and not week.landings:
        raise UnknownTicket
    return week
