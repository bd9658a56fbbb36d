"""Questions about visits, and about which firms are due for one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam
from sqlmodel import and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import Source
from storage.firms import looked_after_by
from storage.people import Me, called
from storage.tables import METADATA, Contact, Firm, Person, Ticket, Visit
from storage.tickets import knows_firm, visible_to

AT = bindparam("at", type_=METADATA.tables["firm"].c.visit_remind_at.type)
NEW, OWED = col(Firm.visit_due).is_(None), col(Firm.visit_remind_at) <= AT
# Two questions with an index each: asked at each tick.
WAITING = select(or_(select(Firm.id).where(NEW).exists(), select(Firm.id).where(OWED).exists()))
NEW_FIRMS = select(Firm).where(NEW).order_by(col(Firm.id)).with_for_update(skip_locked=True)
TO_VISIT = select(Firm).where(OWED).order_by(col(Firm.visit_remind_at), col(Firm.id)).with_for_update(skip_locked=True)


async def anything_waits(session: AsyncSession, at: datetime) -> bool:
    """Whether the clock has anything to do about visits."""
    return bool((await session.exec(WAITING, params={"at": at})).first())


async def without_a_date(session: AsyncSession) -> Sequence[Firm]:
    """Firms that are new here, locked against a second clock."""
    return (await session.exec(NEW_FIRMS)).all()


async def to_visit(session: AsyncSession, at: datetime) -> Sequence[Firm]:
    """Firms of whose visit a reminder is owed by that moment, locked against a second clock."""
    return (await session.exec(TO_VISIT, params={"at": at})).all()


async def firm_held(session: AsyncSession, firm_id: int) -> Firm | None:
    """The firm, held until the transaction ends: its next visit is about to change."""
    return (await session.exec(select(Firm).where(Firm.id == firm_id).with_for_update())).first()


async def visit_with(session: AsyncSession, key: str) -> Visit | None:
    """The visit that a form has become."""
    return (await session.exec(select(Visit).where(Visit.key == key))).first()


async def visit_made(session: AsyncSession, visit_id: int, person_id: int, firm_id: int) -> Visit | None:
    """The visit, if that person has made it, to that firm."""
    asked = select(Visit).where(Visit.id == visit_id, Visit.by_id == person_id, Visit.firm_id == firm_id)
    return (await session.exec(asked)).first()


async def visit_to(session: AsyncSession, visit_id: int, me: Me) -> Visit | None:
    """The visit, held, if it went to a firm that the person speaks for."""
    asked = select(Visit).where(Visit.id == visit_id, col(Visit.firm_id).in_(me.firm_ids))
    return (await session.exec(asked.with_for_update())).first()


def seen_by(me: Me) -> ColumnElement[bool]:
    """Which visits a person may see: his own, those of firms he looks after, and those to the firm he speaks for."""
    firms = select(Firm.id).where(or_(looked_after_by(me), col(Firm.id).in_(me.firm_ids)))
    return or_(col(Visit.by_id) == me.id, col(Visit.firm_id).in_(firms))


async def visit_seen_by(session: AsyncSession, visit_id: int, me: Me) -> Visit | None:
    """The visit, if the person may see it."""
    return (await session.exec(select(Visit).where(Visit.id == visit_id, seen_by(me)))).first()


async def visits_to(
    session: AsyncSession, firm_id: int, me: Me, *, skip: int, limit: int
) -> Sequence[tuple[Visit, Person]]:
    """Visits to a firm that the person may see, newest first, each with who went."""
    asked = select(Visit, Person).join(Person, col(Person.id) == col(Visit.by_id))
    asked = asked.where(Visit.firm_id == firm_id, seen_by(me)).order_by(col(Visit.at).desc(), col(Visit.id).desc())
    return (await session.exec(asked.offset(skip).limit(limit))).all()


async def unanswered(session: AsyncSession, me: Me, *, limit: int) -> Sequence[Visit]:
    """Visits to the person's firms of which nobody has said whether they were made, newest first."""
    asked = select(Visit).where(col(Visit.firm_id).in_(me.firm_ids), col(Visit.came).is_(None))
    return (await session.exec(asked.order_by(col(Visit.id).desc()).limit(limit))).all()


async def last_visit(session: AsyncSession, firm_id: int) -> Visit | None:
    """The liaison's last visit to a firm that the firm has not denied."""
    asked = select(Visit).where(Visit.firm_id == firm_id, Visit.source == Source.VISIT, col(Visit.came).is_not(False))
    return (await session.exec(asked.order_by(col(Visit.at).desc(), col(Visit.id).desc()).limit(1))).first()


async def found_on(session: AsyncSession, visit_id: int, me: Me) -> Sequence[Ticket]:
    """The tickets of a visit that the person may see; of confidential ones only those whose firm he may know."""
    open_to_him = or_(~col(Ticket.confidential), knows_firm(me))
    asked = select(Ticket).where(Ticket.visit_id == visit_id, visible_to(me), open_to_him)
    return (await session.exec(asked.order_by(col(Ticket.id)))).all()


async def firms_seen(session: AsyncSession, words: str, me: Me, *, limit: int) -> Sequence[Firm]:
    """Firms of whose visits the person may see any, by a part of the name or the code; without words only his own."""
    own = or_(col(Firm.liaison_id).in_(me.selves), col(Firm.id).in_(me.firm_ids))
    been = select(Visit.firm_id).where(Visit.by_id == me.id)
    seen = and_(or_(own, looked_after_by(me), col(Firm.id).in_(been)), called(words)) if words else own
    return (await session.exec(select(Firm).where(seen).order_by(col(Firm.name)).limit(limit))).all()


async def spokesmen(session: AsyncSession, firm_id: int) -> Sequence[int]:
    """Row ids of those who answer for the firm: its owners, else all its contacts."""
    asked = select(Contact).where(Contact.firm_id == firm_id).order_by(col(Contact.person_id))
    known = (await session.exec(asked)).all()
    return [contact.person_id for contact in known if contact.is_owner] or [contact.person_id for contact in known]
