"""The clock's use case of cases: steps that are due, materials that are waited for, ends that will be late."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import StepState
from domain.agency_rules import AWAITED, GOING, LIAISON_AFTER_DAYS, RUNNING
from domain.deadlines import Rung, Term, latest_reminder, next_reminder
from domain.park import Park
from domain.roles import Role
from services.case_flow import Work, firm_ears, look_ahead, next_asking, pay, work_on, workers_of
from services.pushes import owed
from storage import cases
from storage.agency_tables import Case, CaseMaterial, CaseStep
from storage.database import Database
from storage.outbox import owe
from storage.people import members, substitutes

AT_ONCE = 200
ASKED = "asked"
Line = dict[str, Any]
Lines = dict[int, list[Line]]


async def tick_cases(db: Database, *, at: datetime) -> int:
    """Owe each reminder that has fallen due, once, in one message a person; returns how many rows it was about.

    After an outage only the latest of each. In the quiet hours it waits for the morning. Source: issue 6.
    """
    async with db.read() as session:
        if not await cases.anything_due(session, at):
            return 0
    async with db.begin() as session:
        lines: Lines = defaultdict(list)
        steps = await cases.steps_to_remind(session, at, limit=AT_ONCE)
        for step, case in steps:
            await press_step(await work_on(session, db.park, case, None, at), step, lines)
        materials = await cases.materials_to_remind(session, at, limit=AT_ONCE)
        for material, case in materials:
            await press_firm(await work_on(session, db.park, case, None, at), material, lines)
        late = await cases.cases_to_look_at(session, at, limit=AT_ONCE)
        for case in late:
            await look_at(session, db.park, case, at)
        away = await substitutes(session, at)
        await owe(session, digests(lines, away, at))
        return len(steps) + len(materials) + len(late)


def digests(lines: Lines, away: dict[int, int], at: datetime) -> list[dict[str, Any]]:
    """One message a person, however many lines; who is away has his substitute."""
    heard: Lines = defaultdict(list)
    for person_id, some in lines.items():
        heard[away.get(person_id, person_id)] += some
    return [
        owed(f"case-lines:{at.isoformat()}:{some[0]['id']}:{person_id}", "case-lines", person_id, at, cases=some)
        for person_id, some in heard.items()
    ]


async def press_step(work: Work, step: CaseStep, lines: Lines) -> None:
    """Who has the step is reminded; when it is late the department's heads too."""
    step.remind_at, case = None, work.case
    returned = step.state is StepState.AHEAD and step.opened_at is not None
    if case.state not in GOING or case.held_at or not (step.state in RUNNING or returned):
        return
    if step.opened_at is None or step.due_at is None:
        return
    if work.calendar.is_quiet(work.at):
        step.remind_at = work.calendar.after_quiet(work.at)
        return
    term = Term(step.opened_at, step.due_at)
    reminder = latest_reminder(work.calendar, term, work.at)
    step.remind_at = next_reminder(work.calendar, term, work.at).at
    if reminder is None:
        return
    people = list(work.ties.agents) if returned else await workers_of(work, step)
    if reminder.rung is Rung.LATE and step.department_id:
        people += await members(work.session, step.department_id, {Role.HEAD})
    line = {"case": case.id, "step": step.id, "id": step.id, "rung": str(reminder.rung), "days": reminder.days_late}
    for person_id in dict.fromkeys(people):
        lines[person_id].append(line)


async def press_firm(work: Work, material: CaseMaterial, lines: Lines) -> None:
    """The firm is reminded every two working days; from the second time on its liaison is told."""
    material.remind_at, calendar = None, work.calendar
    if work.case.state not in GOING or material.state not in AWAITED or material.asked_at is None:
        return
    if calendar.is_quiet(work.at):
        material.remind_at = calendar.after_quiet(work.at)
        return
    material.remind_at = next_asking(calendar, work.at)
    days = calendar.workdays_between(calendar.today(material.asked_at), calendar.today(work.at))
    liaison = [work.ties.liaison_id] if work.ties.liaison_id and days >= LIAISON_AFTER_DAYS else []
    line = {"case": work.case.id, "material": material.id, "id": material.id, "rung": ASKED, "days": days}
    for person_id in dict.fromkeys([*await firm_ears(work), *liaison]):
        lines[person_id].append(line)


async def look_at(session: AsyncSession, park: Park, case: Case, at: datetime) -> None:
    """Whether the case will be late by now."""
    case.remind_at = None
    if case.state not in GOING:
        return
    if park.calendar.is_quiet(at):
        case.remind_at = park.calendar.after_quiet(at)
        return
    work = await work_on(session, park, case, None, at)
    look_ahead(work)
    await pay(work)
