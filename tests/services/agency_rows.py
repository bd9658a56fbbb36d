"""Rows of the agency service for tests of what reads them: agents, a project, cases with steps and materials."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import select

from domain.agency import CaseState, Kind, MaterialState, StepState, Worker
from domain.roles import Role
from storage.agency_tables import Case, CaseMaterial, CaseStep, Project, ProjectAgent, ServiceItem
from storage.database import Database
from storage.tables import Department, Firm, Person, PersonRole
from tests.services.people import MORNING

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    """A case to be written. `over`: how many of its five steps are finished."""

    number: str = "DB-2026-000001"
    firm: str = "F01"
    name: str = "内资公司设立登记（营业执照）"
    kind: Kind = Kind.SETUP
    state: CaseState = CaseState.UNDER_WAY
    over: int = 2
    opened_at: datetime = MORNING - 7 * DAY
    promised_for: datetime = MORNING + 14 * DAY
    agent: str = "G01"
    more: dict[str, Any] = field(default_factory=dict)


STEPS = (
    ("核对材料", Worker.AGENT, None),
    ("名称核准", Worker.DEPARTMENT, "D1"),
    ("现场核验", Worker.DEPARTMENT, "D3"),
    ("法人签字", Worker.FIRM, None),
    ("领取执照", Worker.AGENT, None),
)


async def agents(db: Database, count: int = 2) -> None:
    """G01, G02 …: the team of the agency service."""
    async with db.begin() as session:
        for number in range(1, count + 1):
            person = Person(code=f"G{number:02}", name=f"姚远行{number}")
            session.add(person)
            await session.flush()
            session.add(PersonRole(person_id=person.id or 0, role=Role.AGENT))


async def write_case(db: Database, plan: Plan = Plan()) -> int:
    """A project with one case as planned; its row id."""
    async with db.begin() as session:
        firm = (await session.exec(select(Firm).where(Firm.code == plan.firm))).one()
        agent = (await session.exec(select(Person).where(Person.code == plan.agent))).one()
        desks = {row.code: row.id for row in await session.exec(select(Department))}
        item = ServiceItem(
            code=f"I-{plan.number}",
            name=plan.name,
            called=["办执照"] if "执照" in plan.name else [],
            promised_days=10,
            statutory_days=20,
            since=MORNING,
        )
        project = Project(
            key=plan.number,
            firm_id=firm.id or 0,
            name="年产五千套精密部件项目",
            opened_at=plan.opened_at,
            opened_by_id=agent.id or 0,
        )
        session.add_all([item, project])
        await session.flush()
        session.add(ProjectAgent(project_id=project.id or 0, agent_id=agent.id or 0, place=1, since=plan.opened_at))
        case = Case(
            number=plan.number,
            key=plan.number,
            project_id=project.id or 0,
            firm_id=firm.id or 0,
            item_id=item.id or 0,
            name=plan.name,
            kind=plan.kind,
            state=plan.state,
            opened_at=plan.opened_at,
            opened_by_id=agent.id or 0,
            promised_for=plan.promised_for,
            **plan.more,
        )
        session.add(case)
        await session.flush()
        session.add_all(steps(plan, case.id or 0, desks))
        session.add(
            CaseMaterial(
                case_id=case.id or 0,
                position=0,
                name="公司章程",
                state=MaterialState.REFUSED,
                reason="缺第三页",
            )
        )
        session.add(CaseMaterial(case_id=case.id or 0, position=1, name="租赁合同", state=MaterialState.ACCEPTED))
        return case.id or 0


def steps(plan: Plan, case_id: int, desks: dict[str, int | None]) -> list[CaseStep]:
    """Five steps in a row, the first ones finished, the next one open since the morning."""
    made = []
    for position, (name, worker, desk) in enumerate(STEPS):
        row = CaseStep(case_id=case_id, position=position, name=name, worker=worker, days=2, state=StepState.AHEAD)
        row.department_id = desks[desk] if desk else None
        row.after = [position - 1] if position else []
        if position < plan.over:
            row.state, row.opened_at = StepState.FINISHED, plan.opened_at
            row.finished_at = plan.opened_at + (position + 1) * DAY
        elif position == plan.over and plan.state is CaseState.UNDER_WAY:
            row.state, row.opened_at, row.due_at = StepState.OPEN, MORNING, MORNING + 2 * DAY
        made.append(row)
    return made
