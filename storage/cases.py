"""Questions about cases: their steps, materials, files and events, and what waits for whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func
from sqlmodel import col, exists, false, or_, select, true
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import StepState, Worker
from domain.agency_rules import AWAITED, GOING, RUNNING
from domain.roles import OVERSEERS, Role
from storage.agency_tables import (
    Case,
    CaseEvent,
    CaseFile,
    CaseMaterial,
    CaseStep,
    Project,
    ProjectAgent,
    ServiceItem,
)
from storage.people import Me
from storage.projects import NOW_HIS, carried_by, led_by
from storage.tables import METADATA, Firm
from storage.upsert import insert_into

counters = METADATA.tables["case_counter"]
OF_PROJECT = col(Project.id) == col(Case.project_id)
OF_STEP = col(Case.id) == col(CaseStep.case_id)
GOES_ON = col(Case.state).in_(GOING)


async def next_case(session: AsyncSession, year: int) -> int:
    """The year's next number. It is taken inside the opening transaction, so that none is ever skipped."""
    first = insert_into(counters, session.get_bind().dialect.name).values(year=year, last=1)
    taken = first.on_conflict_do_update(index_elements=["year"], set_={"last": counters.c.last + 1})
    return int((await session.exec(taken.returning(counters.c.last))).scalar_one())


def case_visible_to(me: Me) -> ColumnElement[bool]:
    """Which cases a person may see: of the projects he may see; of a department those in which it has a step.

    `case_parts` of services says the same of one case. Only what his roles bring is asked, each from its own index: a
    firm's cases are found as quickly among a hundred thousand as among a hundred.
    """
    if me.roles & OVERSEERS:
        return true()
    ways: list[ColumnElement[bool]] = [col(Case.firm_id).in_(me.firm_ids)] if me.firm_ids else []
    if Role.AGENT in me.roles or me.stands_for:
        ways.append(of_agent(me))
    if me.desk_id is not None:
        ways.append(of_desk(me.desk_id))
    if Role.LIAISON in me.roles or me.stands_for:
        ways.append(col(Case.firm_id).in_(select(Firm.id).where(col(Firm.liaison_id).in_(me.selves))))
    if Role.CHAIN_LEAD in me.roles:
        ways.append(col(Case.project_id).in_(select(Project.id).where(led_by(me))))
    return or_(*ways) if ways else false()


def of_agent(me: Me) -> ColumnElement[bool]:
    """Cases of projects that the person carries, or stands in for who does.

    Asked of each case: a list walks along the open ones, however many projects he has carried.
    """
    his = and_(NOW_HIS, col(ProjectAgent.agent_id).in_(me.selves))
    return exists().where(col(ProjectAgent.project_id) == col(Case.project_id), his)


def of_desk(department_id: int) -> ColumnElement[bool]:
    """Cases in which a department has a step."""
    return exists().where(OF_STEP, col(CaseStep.department_id) == department_id)


async def item_by_id(session: AsyncSession, item_id: int) -> ServiceItem | None:
    """One version of an item of the catalogue."""
    return (await session.exec(select(ServiceItem).where(ServiceItem.id == item_id))).first()


async def case_with(session: AsyncSession, key: str) -> Case | None:
    """The case that a form has become."""
    return (await session.exec(select(Case).where(Case.key == key))).first()


async def case_locked(session: AsyncSession, case_id: int) -> Case | None:
    """The case, held against everybody else until the transaction ends."""
    return (await session.exec(select(Case).where(Case.id == case_id).with_for_update())).first()


async def case_seen_by(session: AsyncSession, case_id: int, me: Me) -> Case | None:
    """The case, if the person may see it."""
    return (await session.exec(select(Case).where(Case.id == case_id, case_visible_to(me)))).first()


async def case_numbered(session: AsyncSession, number: str, me: Me) -> Case | None:
    """The case of that number, if the person may see it."""
    return (await session.exec(select(Case).where(Case.number == number, case_visible_to(me)))).first()


async def cases_held(session: AsyncSession, project_id: int, states: Collection[str]) -> Sequence[Case]:
    """A project's cases in some states, held, in the order of their numbers."""
    asked = select(Case).where(Case.project_id == project_id, col(Case.state).in_(states)).order_by(col(Case.id))
    return (await session.exec(asked.with_for_update())).all()


async def cases_of(session: AsyncSession, project_id: int, me: Me) -> Sequence[Case]:
    """A project's cases that the person may see."""
    asked = select(Case).where(Case.project_id == project_id, case_visible_to(me))
    return (await session.exec(asked.order_by(col(Case.id)))).all()


async def steps_of(session: AsyncSession, case_id: int | None) -> Sequence[CaseStep]:
    """A case's steps, in their order."""
    asked = select(CaseStep).where(CaseStep.case_id == case_id).order_by(col(CaseStep.position))
    return (await session.exec(asked)).all()


async def materials_of(session: AsyncSession, case_id: int | None) -> Sequence[CaseMaterial]:
    """A case's materials, in their order."""
    asked = select(CaseMaterial).where(CaseMaterial.case_id == case_id).order_by(col(CaseMaterial.position))
    return (await session.exec(asked)).all()


async def files_sent(session: AsyncSession, case_id: int | None, material_id: int | None = None) -> Sequence[CaseFile]:
    """The files of a case, or of one of its materials, in the order they came."""
    asked = select(CaseFile).where(CaseFile.case_id == case_id).order_by(col(CaseFile.id))
    return (await session.exec(asked.where(CaseFile.material_id == material_id) if material_id else asked)).all()


async def events_of(session: AsyncSession, case_id: int | None) -> Sequence[CaseEvent]:
    """Everything that happened to a case, oldest first."""
    asked = select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(col(CaseEvent.id))
    return (await session.exec(asked)).all()


async def case_event_with(session: AsyncSession, key: str) -> CaseEvent | None:
    """What a press or message has led to already."""
    return (await session.exec(select(CaseEvent).where(CaseEvent.key == key))).first()


async def case_event_by_id(session: AsyncSession, event_id: int) -> CaseEvent | None:
    """The event of a row id."""
    return (await session.exec(select(CaseEvent).where(CaseEvent.id == event_id))).first()


@dataclass(frozen=True)
class CaseTies:
    """What ties people to one case, beside its own columns. `agents`: those who carry its project now."""

    liaison_id: int | None
    chain: str
    is_landing: bool
    agents: tuple[int, ...]
    departments: frozenset[int]


async def case_ties(session: AsyncSession, case: Case) -> CaseTies:
    """Who is tied to the case by firm, project and department."""
    asked = select(Firm.liaison_id, Firm.chain, Project.template).join(Project, col(Project.firm_id) == col(Firm.id))
    liaison, chain, template = (await session.exec(asked.where(Project.id == case.project_id))).one()
    carrying = select(ProjectAgent.agent_id).where(ProjectAgent.project_id == case.project_id, NOW_HIS)
    agents = (await session.exec(carrying.order_by(col(ProjectAgent.place)))).all()
    having = select(CaseStep.department_id).where(CaseStep.case_id == case.id, col(CaseStep.department_id).is_not(None))
    departments = frozenset(each or 0 for each in await session.exec(having))
    return CaseTies(liaison, chain, bool(template), tuple(agents), departments)


async def open_steps(session: AsyncSession, agent_ids: Collection[int]) -> dict[int, int]:
    """How many steps wait for each of some agents."""
    asked = select(CaseStep.owner_id, func.count()).where(
        col(CaseStep.owner_id).in_(agent_ids), col(CaseStep.state).in_(RUNNING)
    )
    rows = await session.exec(asked.group_by(col(CaseStep.owner_id)))
    return {owner_id: count for owner_id, count in rows if owner_id}


async def awaited(session: AsyncSession, me: Me, *, case_id: int | None = None) -> Sequence[tuple[CaseMaterial, Case]]:
    """The materials that the person's firms are asked for, of one case or of all, the longest waiting first."""
    asked = select(CaseMaterial, Case).join(Case, col(Case.id) == col(CaseMaterial.case_id))
    asked = asked.where(col(Case.firm_id).in_(me.firm_ids), GOES_ON, col(CaseMaterial.state).in_(AWAITED))
    asked = asked.where(Case.id == case_id) if case_id else asked
    return (await session.exec(asked.order_by(col(CaseMaterial.asked_at), col(CaseMaterial.id)))).all()


def waits_for(me: Me) -> ColumnElement[bool]:
    """Running steps that wait for the person or his department; and what came back to the agent."""
    returned = and_(col(CaseStep.state) == StepState.AHEAD, col(CaseStep.opened_at).is_not(None))
    carried = select(Project.id).where(carried_by(me))
    back = and_(returned, col(Case.project_id).in_(carried))
    own = and_(col(CaseStep.state).in_(RUNNING), col(CaseStep.owner_id).in_(me.selves))
    firms = and_(
        col(CaseStep.state).in_(RUNNING), col(CaseStep.worker) == Worker.FIRM, col(Case.firm_id).in_(me.firm_ids)
    )
    mine = or_(back, own, firms)
    if me.desk_id is None:
        return mine
    return or_(mine, and_(col(CaseStep.state).in_(RUNNING), col(CaseStep.department_id) == me.desk_id))


async def steps_waiting(session: AsyncSession, me: Me, *, limit: int) -> Sequence[tuple[CaseStep, Case, Firm]]:
    """The steps that wait for the person, the most pressing first; each with its case and firm."""
    asked = select(CaseStep, Case, Firm).join(Case, OF_STEP).join(Firm, col(Firm.id) == col(Case.firm_id))
    asked = asked.where(GOES_ON, waits_for(me)).order_by(col(CaseStep.due_at), col(CaseStep.id))
    return (await session.exec(asked.limit(limit))).all()


async def steps_carried(session: AsyncSession, me: Me, *, limit: int) -> Sequence[tuple[CaseStep, Case, Firm]]:
    """Running steps of all projects that the agent carries, whoever has them, by date."""
    asked = select(CaseStep, Case, Firm).join(Case, OF_STEP).join(Firm, col(Firm.id) == col(Case.firm_id))
    asked = asked.join(Project, OF_PROJECT).where(GOES_ON, carried_by(me), col(CaseStep.state).in_(RUNNING))
    return (await session.exec(asked.order_by(col(CaseStep.due_at), col(CaseStep.id)).limit(limit))).all()


async def materials_carried(
    session: AsyncSession, me: Me, states: Collection[str], *, limit: int
) -> Sequence[tuple[CaseMaterial, Case, Firm]]:
    """Materials in some states of the cases that the agent carries, by case."""
    asked = select(CaseMaterial, Case, Firm).join(Case, col(Case.id) == col(CaseMaterial.case_id))
    asked = asked.join(Firm, col(Firm.id) == col(Case.firm_id)).join(Project, OF_PROJECT)
    asked = asked.where(GOES_ON, carried_by(me), col(CaseMaterial.state).in_(states))
    return (await session.exec(asked.order_by(col(Case.id), col(CaseMaterial.position)).limit(limit))).all()


async def steps_to_remind(session: AsyncSession, at: datetime, *, limit: int) -> Sequence[tuple[CaseStep, Case]]:
    """Steps of which a reminder is owed, held against a second clock."""
    asked = select(CaseStep, Case).join(Case, OF_STEP).where(col(CaseStep.remind_at) <= at)
    asked = asked.order_by(col(CaseStep.remind_at), col(CaseStep.id)).limit(limit)
    return (await session.exec(asked.with_for_update(of=CaseStep, skip_locked=True))).all()


async def materials_to_remind(
    session: AsyncSession, at: datetime, *, limit: int
) -> Sequence[tuple[CaseMaterial, Case]]:
    """Materials of which the firm is to be reminded, held against a second clock."""
    asked = select(CaseMaterial, Case).join(Case, col(Case.id) == col(CaseMaterial.case_id))
    asked = asked.where(col(CaseMaterial.remind_at) <= at).order_by(col(CaseMaterial.remind_at), col(CaseMaterial.id))
    return (await session.exec(asked.limit(limit).with_for_update(of=CaseMaterial, skip_locked=True))).all()


async def cases_to_look_at(session: AsyncSession, at: datetime, *, limit: int) -> Sequence[Case]:
    """Cases that may have become late, held against a second clock."""
    asked = select(Case).where(col(Case.remind_at) <= at).order_by(col(Case.remind_at), col(Case.id))
    return (await session.exec(asked.limit(limit).with_for_update(skip_locked=True))).all()


async def anything_due(session: AsyncSession, at: datetime) -> bool:
    """Whether the clock has anything to do about cases."""
    kinds: tuple[Any, ...] = (CaseStep, CaseMaterial, Case)
    asked = select(or_(*(select(kind.id).where(col(kind.remind_at) <= at).exists() for kind in kinds)))
    return bool((await session.exec(asked)).first())


async def presences(session: AsyncSession, since: datetime, until: datetime) -> int:
    """How many steps finished between two moments made somebody come in person (issue 6)."""
    done = (col(CaseStep.finished_at) >= since, col(CaseStep.finished_at) < until)
    came = (col(CaseStep.presence) != "", col(CaseStep.state) == StepState.FINISHED)
    return (await session.exec(select(func.count()).select_from(CaseStep).where(*done, *came))).one()
