"""Questions about places on a reception day: who holds which slot, who waits, what they want to talk about."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, bindparam, func
from sqlmodel import and_, col, or_, select, true, update
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.reception import DayState, PlaceState
from domain.roles import Role
from storage.people import Me
from storage.reception_days import day_held
from storage.reception_tables import Booking, ReceptionDay, ReceptionInvitation, ReceptionSlot
from storage.tables import METADATA, Firm, Person, Ticket
from storage.tickets import knows_firm, visible_to

KEEPS_LIST = frozenset({Role.SECRETARY, Role.DIRECTOR})
HELD = col(Booking.ended_at).is_(None)
AT = bindparam("at", type_=METADATA.tables["booking"].c.remind_at.type)
FIRST_DUE = select(Booking.day_id).where(col(Booking.remind_at) <= AT).order_by(col(Booking.remind_at)).limit(1)


async def slot_by_id(session: AsyncSession, slot_id: int | None) -> ReceptionSlot | None:
    """The slot of a row."""
    return (await session.exec(select(ReceptionSlot).where(ReceptionSlot.id == slot_id))).first()


async def slot_at(session: AsyncSession, starts_at: datetime) -> ReceptionSlot | None:
    """The slot that begins at that moment, of a day that is planned."""
    asked = select(ReceptionSlot).join(ReceptionDay, col(ReceptionDay.id) == ReceptionSlot.day_id)
    planned = asked.where(ReceptionSlot.starts_at == starts_at, ReceptionDay.state == DayState.PLANNED)
    return (await session.exec(planned)).first()


async def place_with(session: AsyncSession, key: str) -> Booking | None:
    """The place that a press or a form has become."""
    return (await session.exec(select(Booking).where(Booking.key == key))).first()


async def place_of(session: AsyncSession, day_id: int, firm_id: int) -> Booking | None:
    """The place that a firm holds on a day."""
    return (
        await session.exec(select(Booking).where(Booking.day_id == day_id, Booking.firm_id == firm_id, HELD))
    ).first()


async def holder(session: AsyncSession, slot_id: int) -> Booking | None:
    """Whose slot it is."""
    return (await session.exec(select(Booking).where(Booking.slot_id == slot_id, HELD))).first()


async def place_held(session: AsyncSession, place_id: int) -> tuple[ReceptionDay, Booking] | None:
    """A place and its day, which is held until the transaction ends: who changes a day's places takes turns there."""
    day_id = (await session.exec(select(Booking.day_id).where(Booking.id == place_id))).first()
    day = await day_held(session, day_id) if day_id else None
    place = (await session.exec(select(Booking).where(Booking.id == place_id))).first()
    return (day, place) if day and place else None


async def free_slots(session: AsyncSession, day_id: int) -> Sequence[ReceptionSlot]:
    """A day's slots that nobody holds, the first one first."""
    taken = select(Booking.slot_id).where(Booking.day_id == day_id, HELD, col(Booking.slot_id).is_not(None))
    asked = select(ReceptionSlot).where(ReceptionSlot.day_id == day_id, col(ReceptionSlot.id).not_in(taken))
    return (await session.exec(asked.order_by(col(ReceptionSlot.number)))).all()


async def waiting(session: AsyncSession, day_id: int) -> Sequence[Booking]:
    """The waiting list of a day, in its order."""
    asked = select(Booking).where(Booking.day_id == day_id, HELD, Booking.state == PlaceState.WAITING)
    return (await session.exec(asked.order_by(col(Booking.since), col(Booking.id)))).all()


async def invited(session: AsyncSession, day_id: int) -> dict[int, datetime | None]:
    """The firms on a day's list of invitations, each with when it was told: None while it has not been."""
    asked = select(ReceptionInvitation.firm_id, ReceptionInvitation.invited_at)
    lines = asked.where(ReceptionInvitation.day_id == day_id, col(ReceptionInvitation.removed_at).is_(None))
    return dict((await session.exec(lines)).all())


async def due_day(session: AsyncSession, at: datetime) -> int | None:
    """A day of whose places the clock has to look at one."""
    return (await session.exec(FIRST_DUE, params={"at": at})).first()


async def due_places(session: AsyncSession, day_id: int, at: datetime) -> Sequence[Booking]:
    """The places of a day that the clock has to look at, in the order in which they fell due."""
    asked = select(Booking).where(Booking.day_id == day_id, col(Booking.remind_at) <= at)
    return (await session.exec(asked.order_by(col(Booking.remind_at), col(Booking.id)))).all()


async def coming_places(session: AsyncSession, day_id: int) -> Sequence[Booking]:
    """All places of a day that are held."""
    return (await session.exec(select(Booking).where(Booking.day_id == day_id, HELD).order_by(col(Booking.id)))).all()


def place_of_his(me: Me) -> ColumnElement[bool]:
    """Places of firms that the person speaks for or is the liaison of."""
    return or_(col(Firm.id).in_(me.firm_ids), col(Firm.liaison_id).in_(me.selves))


def seen_by(me: Me) -> ColumnElement[bool]:
    """Which places a person may see: his firms'; the secretary and the director all."""
    return true() if me.roles & KEEPS_LIST else place_of_his(me)


async def place_seen_by(session: AsyncSession, place_id: int, me: Me) -> tuple[Booking, Firm, Person] | None:
    """A place with its firm and who booked it, if the person may see it."""
    asked = select(Booking, Firm, Person).join(Firm, col(Firm.id) == Booking.firm_id)
    asked = asked.join(Person, col(Person.id) == Booking.by_id).where(Booking.id == place_id, seen_by(me))
    return (await session.exec(asked)).first()


async def places_of(session: AsyncSession, me: Me, at: datetime) -> Sequence[int]:
    """Row ids of the places that the person's firms hold on days that are not over, the next day's first."""
    asked = select(Booking.id).join(Firm, col(Firm.id) == Booking.firm_id)
    asked = asked.join(ReceptionDay, col(ReceptionDay.id) == Booking.day_id)
    coming = and_(col(ReceptionDay.ends_at) > at, ReceptionDay.state == DayState.PLANNED, HELD)
    ordered = asked.where(coming, place_of_his(me)).order_by(col(ReceptionDay.starts_at), col(Booking.id))
    return [place_id or 0 for place_id in await session.exec(ordered)]


async def position(session: AsyncSession, place: Booking) -> int:
    """Which one it is on the waiting list, counted from 1."""
    before = or_(col(Booking.since) < place.since, and_(col(Booking.since) == place.since, col(Booking.id) < place.id))
    waits = (Booking.day_id == place.day_id, HELD, Booking.state == PlaceState.WAITING)
    return int((await session.exec(select(func.count()).select_from(Booking).where(*waits, before))).one()) + 1


async def places_on(session: AsyncSession, day_id: int) -> Sequence[tuple[Booking, Firm, ReceptionSlot | None]]:
    """All places of a day that are held: by slot, then the waiting list in its order."""
    asked = select(Booking, Firm, ReceptionSlot).join(Firm, col(Firm.id) == Booking.firm_id)
    asked = asked.outerjoin(ReceptionSlot, col(ReceptionSlot.id) == Booking.slot_id)
    asked = asked.where(Booking.day_id == day_id, HELD)
    order = (col(ReceptionSlot.number).is_(None), col(ReceptionSlot.number), col(Booking.since), col(Booking.id))
    return (await session.exec(asked.order_by(*order))).all()


async def topics(session: AsyncSession, day_id: int, firm_ids: Collection[int], me: Me) -> Sequence[Ticket]:
    """The firms' topics of a day. Whoever keeps the list reads all but confidential ones of firms he may not know."""
    readable = or_(~col(Ticket.confidential), knows_firm(me)) if me.roles & KEEPS_LIST else visible_to(me)
    asked = select(Ticket).where(Ticket.reception_id == day_id, col(Ticket.firm_id).in_(firm_ids), readable)
    return (await session.exec(asked.order_by(col(Ticket.id)))).all()


async def untie_topics(session: AsyncSession, day_id: int, firm_id: int) -> Sequence[Ticket]:
    """A firm's topics are topics of the day no longer: they are tickets like all others. Returns them."""
    its = (col(Ticket.reception_id) == day_id, col(Ticket.firm_id) == firm_id)
    found = (await session.exec(select(Ticket).where(*its).order_by(col(Ticket.id)))).all()
    await session.exec(update(Ticket).where(*its).values(reception_id=None))
    return found


def places_count() -> Subquery:
    """How many slots are held and how many firms wait, by day."""
    held = func.count(col(Booking.slot_id))
    waits = func.count(col(Booking.id)) - held
    asked: Any = select(col(Booking.day_id).label("day_id"), held.label("held"), waits.label("waits")).where(HELD)
    counted: Subquery = asked.group_by(col(Booking.day_id)).subquery()
    return counted


async def room_on(session: AsyncSession, day_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """How many slots are free, and how many firms wait, by day."""
    slots = (
        select(col(ReceptionSlot.day_id), func.count().label("slots")).group_by(col(ReceptionSlot.day_id)).subquery()
    )
    held = places_count()
    asked: Any = select(slots.c.day_id, slots.c.slots - func.coalesce(held.c.held, 0), func.coalesce(held.c.waits, 0))
    asked = asked.outerjoin(held, held.c.day_id == slots.c.day_id).where(slots.c.day_id.in_(day_ids))
    return {day_id: (free, waits) for day_id, free, waits in await session.exec(asked)}
