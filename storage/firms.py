"""Which firms a person may look into."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col, false, or_, select, true
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.roles import OVERSEERS, Role
from storage.people import Me
from storage.tables import Firm


def looked_after_by(me: Me) -> ColumnElement[bool]:
    """Firms whose card a person may open: a liaison's own, a chain lead's chain, all for duty desk and director."""
    if me.roles & OVERSEERS:
        return true()
    leads = Role.CHAIN_LEAD in me.roles and me.person.chain
    in_chain = col(Firm.chain) == me.person.chain if leads else false()
    return or_(col(Firm.liaison_id).in_(me.selves), in_chain)


async def firm_at(session: AsyncSession, firm_id: int) -> Firm | None:
    """The firm of a row; not held, and whoever asks."""
    return (await session.exec(select(Firm).where(Firm.id == firm_id))).first()


async def firm_looked_after(session: AsyncSession, firm_id: int, me: Me) -> Firm | None:
    """The firm, if the person may open its card."""
    return (await session.exec(select(Firm).where(Firm.id == firm_id, looked_after_by(me)))).first()


async def own_by_date(session: AsyncSession, me: Me) -> Sequence[Firm]:
    """The firms the person is the liaison of, or stands in for, the one whose visit is due first on top."""
    own = select(Firm).where(col(Firm.liaison_id).in_(me.selves))
    return (await session.exec(own.order_by(col(Firm.visit_due).is_(None), col(Firm.visit_due), col(Firm.id)))).all()
