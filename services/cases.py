"""Use cases of cases (办件): open one for a project, do something with it, look it up (DOMAIN.md section 5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import CaseState, MaterialState, StepState, Worker
from domain.agency_rules import GOING, CaseAction, CasePart, case_actions, case_light, days_late, expected_end, step_due
from domain.errors import NotForThisCase, UnknownCase, UnknownItem, UnknownProject
from domain.lifecycle import Light
from domain.numbers import case_number
from domain.park import Park
from domain.roles import OVERSEERS, Role
from services.case_deeds import Deed, done
from services.case_flow import begin, firm_ears, pay, promise_now, tell, work_on
from services.case_parts import case_parts
from services.case_record import note_event
from services.notices import albums
from services.pushes import owed
from services.record import File
from storage import cases, projects
from storage.agency_tables import Case, CaseMaterial, CaseStep, Project, ServiceItem
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, firms_by_id, people_by_id
from storage.tables import Department, Firm, Person

OPEN = "open"


@dataclass(frozen=True)
class StepSight:
    """A step with who has it, and what this person can do with it."""

    step: CaseStep
    owner: Person | None
    department: Department | None
    actions: tuple[CaseAction, ...]


@dataclass(frozen=True)
class MaterialSight:
    """A material with how many files were sent for it, and what this person can do with it."""

    material: CaseMaterial
    files: int
    actions: tuple[CaseAction, ...]


@dataclass(frozen=True)
class CaseSight:
    """A case as one person may see it. `promised`, `expected`: its end, with a pause that runs taken into account.

    `late`: by how many working days it will miss the promise. `needs_mandate`: none is in force, and it cannot go on.
    """

    case: Case
    project: Project
    firm: Firm
    agents: Sequence[Person]
    steps: Sequence[StepSight]
    materials: Sequence[MaterialSight]
    parts: frozenset[CasePart]
    actions: tuple[CaseAction, ...]
    promised: datetime
    expected: datetime
    late: int
    light: Light
    needs_mandate: bool


async def open_case(
    db: Database,
    project_id: int,
    item_id: int,
    key: str,
    *,
    amount: Decimal | None = None,
    certificate: str = "",
    by: Me,
    at: datetime,
) -> Case:
    """An item of the catalogue under way for a project, after the version of this moment.

    Without a mandate in force it is prepared, and its steps begin when one is signed; a landing, which the park runs
    itself, begins at once. The same key again returns the same case. `certificate`: what the case is called instead of
    its item, `amount`: of a reward, in exact yuan. Raises UnknownProject, UnknownItem, NotForThisCase.
    Source: DOMAIN.md section 5.
    """
    async with db.begin() as session:
        project = await projects.project_held(session, project_id)
        if project is None or await projects.project_seen_by(session, project_id, by) is None:
            raise UnknownProject
        return await opened_case(
            session, db.park, project, item_id, key, amount=amount, certificate=certificate, by=by, at=at
        )


async def opened_case(  # noqa: PLR0913 - as above
    session: AsyncSession,
    park: Park,
    project: Project,
    item_id: int,
    key: str,
    *,
    amount: Decimal | None = None,
    certificate: str = "",
    waits: bool = False,
    by: Me,
    at: datetime,
) -> Case:
    """The same within a transaction of which it is a part; the project must be held, or be new.

    `waits`: it begins later, as a landing's checklist says. A landing tells of all its cases in one message.
    """
    await may_open(session, project, by)
    if known := await cases.case_with(session, key):
        return known
    item = await cases.item_by_id(session, item_id)
    if item is None:
        raise UnknownItem
    case = await numbered_case(session, park, project, item, key, by=by, at=at)
    case.amount, case.name = amount, certificate or item.name
    session.add(case)
    await session.flush()
    await copy_version(session, case, item)
    work = await work_on(session, park, case, by.id, at)
    event = await note_event(session, case, OPEN, by.id, at, new={"item": item.code, "version": item.version})
    if not project.template:  # a landing's checklist is told as a whole
        await tell(work, "case-open", [*work.ties.agents, *await firm_ears(work)], event)
    if not waits and await may_go_on(session, park, project, at):
        await begin(work)
    await pay(work)
    return case


async def may_open(session: AsyncSession, project: Project, by: Me) -> None:
    """The firm itself, who carries the project, and the duty desk. Raises NotForThisCase."""
    agents = {row.agent_id for row in await projects.agent_rows(session, project.id or 0)}
    if not (project.firm_id in by.firm_ids or agents & by.selves or by.roles & (OVERSEERS | {Role.SECRETARY})):
        raise NotForThisCase


async def numbered_case(
    session: AsyncSession, park: Park, project: Project, item: ServiceItem, key: str, *, by: Me, at: datetime
) -> Case:
    """A new case with its number, prepared: its clock stands still."""
    year = park.calendar.today(at).year
    return Case(
        number=case_number(year, await cases.next_case(session, year)),
        key=key,
        project_id=project.id or 0,
        firm_id=project.firm_id,
        item_id=item.id or 0,
        name=item.name,
        kind=item.kind,
        state=CaseState.PREPARING,
        opened_at=at,
        opened_by_id=by.id,
        promised_for=step_due(park.calendar, at, item.promised_days),
        held_at=at,
    )


async def may_go_on(session: AsyncSession, park: Park, project: Project, at: datetime) -> bool:
    """Whether a project's cases may go on: a landing is the park's own; all else under a mandate in force."""
    if project.template:
        return True
    return await projects.mandate_in_force(session, project.id or 0, park.calendar.today(at)) is not None


async def copy_version(session: AsyncSession, case: Case, item: ServiceItem) -> None:
    """The steps and materials of the item as they are now: a later version leaves the case as it is."""
    codes = {each.code: each.id for each in await session.exec(select(Department).order_by(col(Department.id)))}
    steps = item.steps or [{"name": item.name, "worker": Worker.AGENT, "days": item.promised_days}]
    for position, step in enumerate(steps):
        session.add(step_row(case, position, step, item, codes))
    for position, material in enumerate(item.materials):
        session.add(material_row(case, position, material))
    await session.flush()


def step_row(
    case: Case, position: int, step: dict[str, Any], item: ServiceItem, codes: dict[str, int | None]
) -> CaseStep:
    """One step of a case; it waits for the one before where the catalogue says nothing else."""
    before = [position - 1] if position else []
    worker = Worker(step["worker"])
    department = codes.get(step.get("department") or "", item.department_id)
    return CaseStep(
        case_id=case.id or 0,
        position=position,
        name=step["name"],
        worker=worker,
        department_id=department if worker is Worker.DEPARTMENT else None,
        days=int(step["days"]),
        after=list(step["after"]) if step.get("after") is not None else before,
        state=StepState.AHEAD,
        presence=step.get("presence") or "",
    )


def material_row(case: Case, position: int, material: dict[str, Any]) -> CaseMaterial:
    """One material of a case."""
    return CaseMaterial(
        case_id=case.id or 0,
        position=position,
        name=material["name"],
        form=material.get("form") or "",
        original=bool(material.get("original")),
        copies=int(material.get("copies") or 1),
        state=MaterialState.MISSING,
    )


async def do(db: Database, case_id: int, deed: Deed, *, by: Me, at: datetime, key: str | None = None) -> Case:
    """Do something with a step, a material or the case under its lock, and tell whom it concerns.

    The same `key` a second time changes nothing and returns the case. Raises UnknownCase, NotForThisCase, CaseNotNow,
    NoMandate, WordsNeeded, FilesNeeded. Source: the table in domain/agency_rules.py.
    """
    async with db.begin() as session:
        return await done(session, db.park, case_id, deed, by=by, at=at, key=key)


async def see_case(db: Database, which: int | str, *, by: Me, at: datetime) -> CaseSight:
    """A case by row id or number, with all that its card shows. Raises UnknownCase for a stranger's as for none."""
    async with db.read() as session:
        sight = await case_sight(session, db.park, which, by, at)
        if sight is None:
            raise UnknownCase
        return sight


async def case_sight(session: AsyncSession, park: Park, which: int | str, me: Me, at: datetime) -> CaseSight | None:
    """The case as the person may see it, None when he may not."""
    looked = cases.case_seen_by(session, which, me) if isinstance(which, int) else None
    case = await (looked or cases.case_numbered(session, str(which), me))
    if case is None:
        return None
    ties, steps = await cases.case_ties(session, case), await cases.steps_of(session, case.id)
    people = await people_by_id(session, {*ties.agents, *(step.owner_id or 0 for step in steps)})
    project, (firm,) = (
        await projects.project_by_id(session, case.project_id),
        await firms_by_id(session, [case.firm_id]),
    )
    parts, calendar = case_parts(case, ties, me), park.calendar
    promised, expected = promise_now(calendar, case, at), expected_end(calendar, steps, case.held_at, at)
    if case.finished_at:
        promised, expected = case.promised_for, case.finished_at
    return CaseSight(
        case,
        project,
        firm,
        [people[each] for each in ties.agents],
        list(await step_sights(session, case, ties, steps, people, me)),
        list(await material_sights(session, case, parts)),
        parts,
        case_actions(case.state, parts),
        promised,
        expected,
        days_late(calendar, promised, expected),
        case_light(promised, expected, case.finished_at or at),
        needs_mandate=case.finished_at is None and not await may_go_on(session, park, project, at),
    )


async def step_sights(
    session: AsyncSession,
    case: Case,
    ties: cases.CaseTies,
    steps: Sequence[CaseStep],
    people: dict[int, Person],
    me: Me,
) -> Iterator[StepSight]:
    """Each step as the person sees it."""
    wanted = {step.department_id for step in steps}
    found = await session.exec(select(Department).where(col(Department.id).in_(wanted)))
    by_id = {each.id: each for each in found}

    def sight(step: CaseStep) -> StepSight:
        parts = case_parts(case, ties, me, step)
        actions = case_actions(step.state, parts, step.worker) if case.state in GOING else ()
        usable = tuple(each for each in actions if each is not CaseAction.HAND_ON or step.opened_at)
        return StepSight(step, people.get(step.owner_id or 0), by_id.get(step.department_id), usable)

    return map(sight, steps)


async def material_sights(session: AsyncSession, case: Case, parts: frozenset[CasePart]) -> Iterator[MaterialSight]:
    """Each material as the person sees it."""
    sent = [each.material_id for each in await cases.files_sent(session, case.id)]

    def sight(material: CaseMaterial) -> MaterialSight:
        actions = case_actions(material.state, parts) if case.state in GOING else ()
        return MaterialSight(material, sent.count(material.id), actions)

    return map(sight, await cases.materials_of(session, case.id))


async def open_case_files(
    db: Database, case_id: int, material_id: int | None = None, *, by: Me, at: datetime, key: str
) -> int:
    """Owe somebody the files of a case, or of one material, that he may see; returns how many.

    The same `key` again owes nothing more. Raises UnknownCase.
    """
    async with db.begin() as session:
        if await cases.case_seen_by(session, case_id, by) is None:
            raise UnknownCase
        files = await cases.files_sent(session, case_id, material_id)
        sent = [File(each.kind, each.file_id) for each in files]
        groups = [[files[position].id for position in some] for some in albums(sent)]
        rows = [owed(f"case-files:{key}:{ids[0]}", "files", by.id, at, case=case_id, case_files=ids) for ids in groups]
        await owe(session, rows)
        return len(files)


async def presences_in(db: Database, year: int) -> int:
    """How often somebody had to come in person in a year of the park (issue 6, no meeting)."""
    calendar = db.park.calendar
    first, after = (calendar.at(date(each, 1, 1), time()) for each in (year, year + 1))
    async with db.read() as session:
        return await cases.presences(session, first, after)
