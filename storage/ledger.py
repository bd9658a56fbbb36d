"""Whose entries in the ledgers are whose: the agents of a case, and the departments that work on it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col, false, or_, select, true
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import Kind
from domain.roles import Role
from storage.agency_figures import OfFirm
from storage.agency_tables import Case
from storage.cases import of_agent, of_desk
from storage.people import Me
from storage.tables import Firm


def kept_by(me: Me) -> ColumnElement[bool]:
    """Cases whose entries the person keeps: he carries them, or his department has a step; the duty desk all."""
    if Role.DISPATCHER in me.roles:
        return true()
    ways = [of_agent(me)] if Role.AGENT in me.roles or me.stands_for else []
    if me.desk_id is not None:
        ways.append(of_desk(me.desk_id))
    return or_(*ways) if ways else false()


async def kept_case(session: AsyncSession, case_id: int, me: Me) -> OfFirm | None:
    """The case with its firm, if its entries are the person's to keep."""
    asked = select(Case, Firm).join(Firm, col(Firm.id) == col(Case.firm_id)).where(Case.id == case_id, kept_by(me))
    found = (await session.exec(asked)).first()
    return OfFirm(*found) if found else None


async def kept_cases(session: AsyncSession, kind: Kind, me: Me, *, limit: int) -> Sequence[OfFirm]:
    """The cases of a kind whose entries the person keeps, newest first."""
    asked = select(Case, Firm).join(Firm, col(Firm.id) == col(Case.firm_id)).where(Case.kind == kind, kept_by(me))
    return [OfFirm(*row) for row in await session.exec(asked.order_by(col(Case.id).desc()).limit(limit))]
