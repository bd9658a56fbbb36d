"""Questions about landings: projects that began on a signing day from a checklist."""

from collections.abc import Sequence

from sqlmodel import col, exists, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import CaseState
from domain.roles import Role
from storage.agency_tables import GOING, LANDING, Case, Project, ServiceItem
from storage.tables import Firm, Person, PersonRole

LANDINGS = (LANDING, col(Project.ended_at).is_(None))


async def with_codes(session: AsyncSession, project_id: int) -> Sequence[tuple[Case, str]]:
    """A project's cases, each with the code of its item, in the order they were opened."""
    asked = select(Case, ServiceItem.code).join(ServiceItem, col(ServiceItem.id) == col(Case.item_id))
    return (await session.exec(asked.where(Case.project_id == project_id).order_by(col(Case.id)))).all()


async def waiting_landings(session: AsyncSession) -> Sequence[int]:
    """Row ids of the landings of which a case has not begun."""
    waits = exists().where(col(Case.project_id) == col(Project.id), col(Case.state) == CaseState.PREPARING)
    return [each or 0 for each in await session.exec(select(Project.id).where(*LANDINGS, waits))]


async def landings_of_chain(session: AsyncSession, chain: str) -> Sequence[Project]:
    """The landings of an industry chain of which anything goes on, newest first."""
    goes_on = exists().where(col(Case.project_id) == col(Project.id), GOING)
    asked = select(Project).join(Firm, col(Firm.id) == col(Project.firm_id))
    return (
        await session.exec(asked.where(*LANDINGS, Firm.chain == chain, goes_on).order_by(col(Project.id).desc()))
    ).all()


async def leads(session: AsyncSession) -> Sequence[Person]:
    """Everybody who answers for an industry chain."""
    asked = select(Person).join(PersonRole, col(PersonRole.person_id) == col(Person.id))
    held = asked.where(PersonRole.role == Role.CHAIN_LEAD, col(Person.chain).is_not(None))
    return (await session.exec(held.order_by(col(Person.id)))).all()
