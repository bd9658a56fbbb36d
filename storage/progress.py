"""Questions about how items under way stand. What serves a person is scoped by that person."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import CaseState, MaterialState
from storage.agency_tables import (
    GOING,
    Case,
    CaseMaterial,
    CaseStep,
    Project,
    ServiceItem,
)
from storage.cases import case_visible_to
from storage.people import Me
from storage.tables import Department, Firm, Person

OWING = frozenset({MaterialState.MISSING, MaterialState.ASKED, MaterialState.REFUSED})
OVER = frozenset({CaseState.FINISHED, CaseState.STOPPED})


async def case_at(session: AsyncSession, case_id: int) -> Case | None:
    """The case of a row, whoever asks: the link that names it is proof enough."""
    return (await session.exec(select(Case).where(Case.id == case_id))).first()


async def cases_going(session: AsyncSession, me: Me, *, skip: int, limit: int) -> Sequence[Case]:
    """Open cases that the person may see, the one promised first on top."""
    asked = select(Case).where(GOING, case_visible_to(me)).order_by(col(Case.promised_for), col(Case.id))
    return (await session.exec(asked.offset(skip).limit(limit))).all()


async def cases_over(session: AsyncSession, me: Me, *, skip: int, limit: int) -> Sequence[Case]:
    """Cases that are over and that the person may see, the newest first."""
    asked = select(Case).where(col(Case.state).in_(OVER), case_visible_to(me)).order_by(col(Case.id).desc())
    return (await session.exec(asked.offset(skip).limit(limit))).all()


async def called_by_item(session: AsyncSession, item_ids: Sequence[int]) -> dict[int, Sequence[str]]:
    """What people call the items of these versions."""
    asked = select(ServiceItem.id, ServiceItem.called).where(col(ServiceItem.id).in_(item_ids))
    return {item_id or 0: called for item_id, called in await session.exec(asked)}


class StepRow(NamedTuple):
    """A step with whose it is."""

    step: CaseStep
    department: Department | None
    owner: Person | None


async def steps_of(session: AsyncSession, case_ids: Sequence[int]) -> Sequence[StepRow]:
    """The steps of cases in their order, each with department and owner."""
    asked = select(CaseStep, Department, Person).where(col(CaseStep.case_id).in_(case_ids))
    asked = asked.outerjoin(Department, col(Department.id) == col(CaseStep.department_id))
    asked = asked.outerjoin(Person, col(Person.id) == col(CaseStep.owner_id))
    rows = await session.exec(asked.order_by(col(CaseStep.case_id), col(CaseStep.position)))
    return [StepRow(*row) for row in rows]


async def owing_of(session: AsyncSession, case_id: int) -> Sequence[CaseMaterial]:
    """The materials that are not there yet, or were refused."""
    asked = select(CaseMaterial).where(CaseMaterial.case_id == case_id, col(CaseMaterial.state).in_(OWING))
    return (await session.exec(asked.order_by(col(CaseMaterial.position)))).all()


async def project_and_firm(session: AsyncSession, case: Case) -> tuple[Project, Firm]:
    """What the case belongs to."""
    asked = select(Project, Firm).join(Firm, col(Firm.id) == col(Project.firm_id)).where(Project.id == case.project_id)
    return (await session.exec(asked)).one()


async def firms_of_cases(session: AsyncSession, cases: Sequence[Case]) -> dict[int, Firm]:
    """The firms of cases, by row id."""
    asked = select(Firm).where(col(Firm.id).in_({case.firm_id for case in cases}))
    return {firm.id or 0: firm for firm in await session.exec(asked)}
