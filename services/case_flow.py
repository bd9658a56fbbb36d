"""How a case goes on: steps open when their turn has come, the clock stands still for the firm, lateness shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import CaseState, StepState, Worker
from domain.agency_rules import (
    ASK_EVERY_DAYS,
    AWAITED,
    OVER_STEPS,
    RUNNING,
    days_late,
    expected_end,
    has_come,
    resumed,
    step_due,
)
from domain.calendar import Calendar
from domain.deadlines import Term, next_reminder
from domain.park import Park
from services.case_record import note_event
from services.pushes import owed, silently
from storage.agency_tables import Case, CaseEvent, CaseMaterial, CaseStep
from storage.cases import CaseTies, case_ties, item_by_id, materials_of, open_steps, steps_of
from storage.outbox import owe
from storage.people import contacts_of, owner_of_firm, signers, substitutes

FINISHED = "finished"
A_MOMENT = timedelta(seconds=1)


@dataclass
class Work:
    """One case that is being worked on, held, with all around it; `owes` are the messages it will owe."""

    session: AsyncSession
    park: Park
    case: Case
    steps: list[CaseStep]
    materials: list[CaseMaterial]
    ties: CaseTies
    actor_id: int | None
    at: datetime
    owes: list[dict[str, Any]] = field(default_factory=list)
    begun: list[CaseStep] = field(default_factory=list)

    @property
    def calendar(self) -> Calendar:
        """The park's calendar."""
        return self.park.calendar

    @property
    def running(self) -> list[CaseStep]:
        """The steps that somebody has to do now."""
        return [step for step in self.steps if step.state in RUNNING]

    @property
    def awaited(self) -> list[CaseMaterial]:
        """The materials that the firm is asked for."""
        return [each for each in self.materials if each.state in AWAITED]


async def work_on(session: AsyncSession, park: Park, case: Case, actor_id: int | None, at: datetime) -> Work:
    """The case with its steps and materials; it must be held already."""
    steps, materials = list(await steps_of(session, case.id)), list(await materials_of(session, case.id))
    return Work(session, park, case, steps, materials, await case_ties(session, case), actor_id, at)


async def begin(work: Work) -> None:
    """The case goes on, for the first time or again after a stop. The promise is given when work begins."""
    case = work.case
    if case.state is CaseState.PREPARING:
        item = await item_by_id(work.session, case.item_id)
        case.promised_for, case.held_at = step_due(work.calendar, work.at, item.promised_days if item else 0), None
    case.state = CaseState.UNDER_WAY
    for material in work.awaited:
        material.remind_at = next_asking(work.calendar, work.at)
    await go_on(work)


async def stop(work: Work) -> None:
    """Nothing is done until it begins again: the clock stands still, nobody is reminded."""
    work.case.state, work.case.remind_at = CaseState.STOPPED, None
    work.case.held_at = work.case.held_at or work.at
    for each in (*work.steps, *work.materials):
        each.remind_at = None


async def go_on(work: Work) -> None:
    """What follows from any change: a pause ends or begins, steps open, the case is finished, an end is late."""
    case = work.case
    if case.held_at and not work.awaited:
        release(work, case.held_at)
    while opened := [step for step in work.steps if is_next(work, step)]:
        for step in opened:
            await open_step(work, step)
    if all(step.state in OVER_STEPS for step in work.steps):
        await finish(work)
        return
    if work.awaited:
        case.held_at = case.held_at or work.at
    case.state = CaseState.WAITING if work.awaited else CaseState.UNDER_WAY
    for step in work.running:
        step.remind_at = None if case.held_at else next_step_reminder(work.calendar, step, work.at)
    look_ahead(work)


def release(work: Work, held_at: datetime) -> None:
    """The clock goes on: the promise and what runs move by exactly the working time of the pause."""
    case, calendar = work.case, work.calendar
    case.promised_for = resumed(calendar, case.promised_for, case.opened_at, held_at, work.at)
    for step in work.running:
        if step.due_at and step.opened_at:
            step.due_at = resumed(calendar, step.due_at, step.opened_at, held_at, work.at)
    case.held_at = None


def is_next(work: Work, step: CaseStep) -> bool:
    """Whether a step's turn has come; one that was returned waits for the agent to pass it on again."""
    by_position = {each.position: each for each in work.steps}
    return step.state is StepState.AHEAD and step.opened_at is None and has_come(step, by_position)


async def open_step(work: Work, step: CaseStep) -> None:
    """Its owner has it from now on, and is told at once."""
    step.state, step.opened_at, step.signed_at = StepState.OPEN, work.at, None
    step.due_at = step_due(work.calendar, work.at, step.days)
    if step.worker is Worker.AGENT:
        step.owner_id = await freer_agent(work)
    step.remind_at = None if work.case.held_at else next_step_reminder(work.calendar, step, work.at)
    work.begun.append(step)
    await work.session.flush()


async def freer_agent(work: Work) -> int | None:
    """The project's agent for whom fewer steps wait, of those who are here."""
    away, waiting = await substitutes(work.session, work.at), await open_steps(work.session, work.ties.agents)
    places = {agent: place for place, agent in enumerate(work.ties.agents)}
    return min(places, key=lambda each: (each in away, waiting.get(each, 0), places[each]), default=None)


async def finish(work: Work) -> None:
    """All steps are over."""
    case = work.case
    if case.held_at:
        release(work, case.held_at)
    case.state, case.finished_at, case.remind_at = CaseState.FINISHED, work.at, None
    for material in work.materials:
        material.remind_at = None
    event = await note_event(work.session, case, FINISHED, work.actor_id, work.at, text=case.result)
    liaison = [work.ties.liaison_id] if work.ties.liaison_id else []
    await tell(work, "case-finished", [*await firm_ears(work), *work.ties.agents, *liaison], event)


def next_step_reminder(calendar: Calendar, step: CaseStep, at: datetime) -> datetime | None:
    """When the step's owner is reminded next."""
    if step.opened_at is None or step.due_at is None:
        return None
    return next_reminder(calendar, Term(step.opened_at, step.due_at), at).at


def next_asking(calendar: Calendar, at: datetime) -> datetime:
    """When the firm is reminded of a material: every two working days."""
    return calendar.after_quiet(calendar.add_working_days(at, ASK_EVERY_DAYS))


def lateness(work: Work) -> int:
    """By how many working days the case will miss its promise, as things stand."""
    case = work.case
    expected = expected_end(work.calendar, work.steps, case.held_at, work.at)
    return days_late(work.calendar, promise_now(work.calendar, case, work.at), expected)


def promise_now(calendar: Calendar, case: Case, at: datetime) -> datetime:
    """The promised end, with the pause that runs taken into account."""
    return resumed(calendar, case.promised_for, case.opened_at, case.held_at, at) if case.held_at else case.promised_for


def look_ahead(work: Work) -> None:
    """The agents are told once when a case turns late; the clock asks again when a running step is past its date."""
    case, days = work.case, lateness(work)
    if days:
        agents = work.ties.agents
        work.owes += [owed(f"case-late:{case.id}:{n}", "case-late", n, work.at, case=case.id) for n in agents]
    dates = [step.due_at for step in work.running if step.due_at]
    ahead = min((due for due in dates if due >= work.at), default=None)
    past = work.calendar.closing(work.calendar.add_workdays(work.calendar.today(work.at), 1))
    wanted = past if any(due < work.at for due in dates) else ahead
    case.remind_at = None if days or case.held_at or wanted is None else wanted + A_MOMENT


async def tell(work: Work, kind: str, people: Iterable[int], event: CaseEvent, **args: Any) -> None:
    """A message about what happened to each of them, once; not to who did it; of who is away to his substitute."""
    away = await substitutes(work.session, work.at)
    hear = dict.fromkeys(away.get(each, each) for each in people)
    work.owes += [
        owed(f"{kind}:{event.id}:{each}", kind, each, work.at, case=work.case.id, event=event.id, **args)
        for each in hear
        if each != work.actor_id
    ]


async def pay(work: Work) -> None:
    """Owe what is to be told: what happened, and in one message a person the steps that have become his."""
    mine: dict[int, list[int]] = defaultdict(list)
    away = await substitutes(work.session, work.at)
    for step in work.begun:
        for person_id in await workers_of(work, step):
            mine[away.get(person_id, person_id)].append(step.id or 0)
    for person_id, steps in mine.items():
        key = f"case-steps:{steps[0]}:{work.at.isoformat()}:{person_id}"
        work.owes.append(owed(key, "case-steps", person_id, work.at, case=work.case.id, steps=steps))
    due = work.at if work.actor_id else work.calendar.after_quiet(work.at)  # what the clock does waits for the morning
    rows = [row | {"due_at": due} for row in work.owes]
    await owe(work.session, silently(rows, quiet=work.calendar.is_quiet(due)))


async def workers_of(work: Work, step: CaseStep) -> list[int]:
    """Who has to do a step: its owner, else the department's signers, or the firm."""
    if step.owner_id:
        return [step.owner_id]
    if step.worker is Worker.FIRM:
        return await firm_ears(work)
    return await signers(work.session, step.department_id) if step.department_id else list(work.ties.agents)


async def firm_ears(work: Work) -> list[int]:
    """Who hears of a case at the firm: its owner, and who asked for it."""
    owner = await owner_of_firm(work.session, work.case.firm_id)
    asked = {work.case.opened_by_id} & await contacts_of(work.session, work.case.firm_id)
    return list(dict.fromkeys([*([owner] if owner else []), *asked]))
