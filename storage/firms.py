"""Which firms a person may look into."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col, false, or_, select, true
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import OPEN
from domain.roles import OVERSEERS, Role
from storage.people import Me, called
from storage.tables import Contact, Firm, Person, Ticket
from storage.tickets import knows_firm, visible_to


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


async def firms_looked_into(session: AsyncSession, words: str, me: Me, *, limit: int) -> Sequence[Firm]:
    """Firms whose card the person may open, by a part of the name or the code."""
    asked = select(Firm).where(looked_after_by(me), called(words))
    return (await session.exec(asked.order_by(col(Firm.name)).limit(limit))).all()


async def people_of(session: AsyncSession, firm_id: int) -> Sequence[tuple[Person, bool]]:
    """Everybody who speaks for a firm, and whether he is its owner contact; owners first."""
    asked = select(Person, Contact.is_owner).join(Contact, col(Contact.person_id) == col(Person.id))
    order = (col(Contact.is_owner).desc(), col(Person.id))
    return (await session.exec(asked.where(Contact.firm_id == firm_id).order_by(*order))).all()


async def open_tickets(session: AsyncSession, firm_id: int, me: Me, *, limit: int) -> Sequence[Ticket]:
    """A firm's open tickets that the person may see, the most pressing first.

    Of confidential ones only those whose firm he may know: the card would tell it.
    """
    nameable = or_(~col(Ticket.confidential), knows_firm(me))
    asked = select(Ticket).where(Ticket.firm_id == firm_id, col(Ticket.state).in_(OPEN), visible_to(me), nameable)
    return (await session.exec(asked.order_by(col(Ticket.due_at), col(Ticket.id)).limit(limit))).all()


async def own_by_date(session: AsyncSession, me: Me) -> Sequence[Firm]:
    """The firms the person is the liaison of, or stands in for, the one whose visit is due first on top."""
    own = select(Firm).where(col(Firm.liaison_id).in_(me.selves))
    return (await session.exec(own.order_by(col(Firm.visit_due).is_(None), col(Firm.visit_due), col(Firm.id)))).all()
