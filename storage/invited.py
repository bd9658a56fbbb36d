"""Questions about who is invited to a reception day, who has a place on it, and whose turn it is."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlmodel import and_, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.invitations import Candidate
from domain.reception import RECEIVED, DayState, PlaceState
from storage.reception_tables import Booking, ReceptionDay, ReceptionInvitation
from storage.tables import Firm

ASKED = (PlaceState.WAITING, PlaceState.OFFERED, PlaceState.LAPSED)
COMING = (ReceptionDay.state == DayState.PLANNED,)
IN_ORDER = (col(ReceptionInvitation.rank), col(ReceptionInvitation.id))
STANDS = col(ReceptionInvitation.removed_at).is_(None)


async def months_made(session: AsyncSession, since: date) -> set[date]:
    """The months from that one on for which the rule has made a day, whatever has become of it."""
    made = select(col(ReceptionDay.month)).where(col(ReceptionDay.month) >= since)
    return {month for month in await session.exec(made) if month}


async def days_held(session: AsyncSession, at: datetime) -> Sequence[ReceptionDay]:
    """The days to come, held for the clock; one on which somebody acts just now is looked at next time."""
    asked = select(ReceptionDay).where(col(ReceptionDay.starts_at) > at, *COMING).order_by(col(ReceptionDay.id))
    return (await session.exec(asked.with_for_update(skip_locked=True, key_share=True))).all()


async def all_days(session: AsyncSession, *, limit: int) -> Sequence[ReceptionDay]:
    """Every day, whatever has become of it, the last one first."""
    asked = select(ReceptionDay).order_by(col(ReceptionDay.starts_at).desc(), col(ReceptionDay.id))
    return (await session.exec(asked.limit(limit))).all()


async def day_on(session: AsyncSession, day: date) -> ReceptionDay | None:
    """The day that is planned for that date."""
    return (await session.exec(select(ReceptionDay).where(ReceptionDay.day == day, *COMING))).first()


async def day_with(session: AsyncSession, uid: str) -> ReceptionDay | None:
    """The day that a form has become."""
    return (await session.exec(select(ReceptionDay).where(ReceptionDay.uid == uid))).first()


async def proposed_days(session: AsyncSession, day_ids: Sequence[int]) -> set[int]:
    """Those of the days for which the clock has made its proposal."""
    made = select(ReceptionInvitation.day_id).where(
        col(ReceptionInvitation.day_id).in_(day_ids), col(ReceptionInvitation.added_by_id).is_(None)
    )
    return set(await session.exec(made.distinct()))


async def lines_of(session: AsyncSession, day_id: int) -> Sequence[tuple[ReceptionInvitation, Firm]]:
    """A day's lines with their firms, in their order; those that were taken off too."""
    asked = select(ReceptionInvitation, Firm).join(Firm, col(Firm.id) == col(ReceptionInvitation.firm_id))
    return (await session.exec(asked.where(ReceptionInvitation.day_id == day_id).order_by(*IN_ORDER))).all()


async def line_of(session: AsyncSession, day_id: int, firm_id: int) -> ReceptionInvitation | None:
    """The firm's line of a day."""
    asked = select(ReceptionInvitation).where(
        ReceptionInvitation.day_id == day_id, ReceptionInvitation.firm_id == firm_id
    )
    return (await session.exec(asked)).first()


async def line_by_id(session: AsyncSession, line_id: int) -> ReceptionInvitation | None:
    """The line of a row."""
    return await session.get(ReceptionInvitation, line_id)


async def places(session: AsyncSession, day_id: int) -> Sequence[Booking]:
    """Every place on a day that is held, on the waiting list too, in the order of the turns."""
    asked = select(Booking).where(Booking.day_id == day_id, col(Booking.ended_at).is_(None))
    return (await session.exec(asked.order_by(col(Booking.since), col(Booking.id)))).all()


async def place_held(session: AsyncSession, day_id: int, firm_id: int) -> Booking | None:
    """A firm's place on a day."""
    asked = select(Booking).where(Booking.day_id == day_id, Booking.firm_id == firm_id)
    return (await session.exec(asked.where(col(Booking.ended_at).is_(None)))).first()


async def once_booked(session: AsyncSession, slot_ids: Sequence[int]) -> Sequence[Booking]:
    """All places, ended ones too, that point to these slots."""
    return (await session.exec(select(Booking).where(col(Booking.slot_id).in_(slot_ids)))).all()


async def received(session: AsyncSession, at: datetime) -> dict[int, tuple[date, date]]:
    """Each firm that was received on a day past by then, with the first and the last such day."""
    past = and_(col(Booking.state).in_(RECEIVED), col(ReceptionDay.starts_at) <= at)
    asked = select(Booking.firm_id, func.min(col(ReceptionDay.day)), func.max(col(ReceptionDay.day)))
    asked = asked.join(ReceptionDay, col(ReceptionDay.id) == col(Booking.day_id)).where(past)
    return {firm_id: (first, last) for firm_id, first, last in await session.exec(asked.group_by(col(Booking.firm_id)))}


async def expected(session: AsyncSession, at: datetime, *, without: int) -> dict[int, date]:
    """Firms that have a slot on another day to come, or are invited to one that is not open to all yet."""
    other = (*COMING, col(ReceptionDay.starts_at) > at, ReceptionDay.id != without)
    held = and_(col(Booking.ended_at).is_(None), col(Booking.slot_id).is_not(None))
    invited = and_(STANDS, col(ReceptionDay.opened_at).is_(None))
    on = select(Booking.firm_id, col(ReceptionDay.day)).join(ReceptionDay, col(ReceptionDay.id) == col(Booking.day_id))
    to = select(ReceptionInvitation.firm_id, col(ReceptionDay.day)).join(
        ReceptionDay, col(ReceptionDay.id) == col(ReceptionInvitation.day_id)
    )
    found: dict[int, date] = {}
    for asked in (on.where(held, *other), to.where(invited, *other)):
        for firm_id, day in await session.exec(asked):
            found[firm_id] = max(day, found.get(firm_id, day))
    return found


async def asked_in_vain(session: AsyncSession) -> dict[int, list[datetime]]:
    """Since when firms have asked for slots that they did not get, or have not got yet."""
    asked = (
        select(Booking.firm_id, col(Booking.since)).where(col(Booking.state).in_(ASKED)).order_by(col(Booking.since))
    )
    found: dict[int, list[datetime]] = defaultdict(list)
    for firm_id, since in await session.exec(asked):
        found[firm_id].append(since)
    return found


async def candidates(session: AsyncSession, day: ReceptionDay, at: datetime) -> list[Candidate]:
    """Every firm that has no line of the day and no slot on it, as the ranking sees it."""
    day_id = day.id or 0
    lines = select(ReceptionInvitation.firm_id).where(ReceptionInvitation.day_id == day_id)
    slots = select(Booking.firm_id).where(
        Booking.day_id == day_id, col(Booking.ended_at).is_(None), col(Booking.slot_id).is_not(None)
    )
    free = select(Firm).where(~or_(col(Firm.id).in_(lines), col(Firm.id).in_(slots)))
    been, coming = await received(session, at), await expected(session, at, without=day_id)
    waits = await asked_in_vain(session)
    found = []
    for firm in await session.exec(free):
        firm_id = firm.id or 0
        last = been[firm_id][1] if firm_id in been else None
        asked = (moment for moment in waits.get(firm_id, ()) if last is None or moment.date() > last)
        found.append(Candidate(firm_id, firm.size, last, coming.get(firm_id), next(asked, None), firm_id))
    return found


async def lines_open(
    session: AsyncSession, firm_ids: Collection[int], at: datetime
) -> Sequence[tuple[ReceptionInvitation, ReceptionDay, Firm]]:
    """Invitations of these firms to days to come that have not been declined, the next day first."""
    asked = select(ReceptionInvitation, ReceptionDay, Firm).where(
        col(ReceptionDay.id) == col(ReceptionInvitation.day_id), col(Firm.id) == col(ReceptionInvitation.firm_id)
    )
    theirs = (col(ReceptionInvitation.firm_id).in_(firm_ids), col(ReceptionInvitation.invited_at).is_not(None), STANDS)
    asked = asked.where(*theirs, *COMING, col(ReceptionDay.starts_at) > at)
    return (await session.exec(asked.order_by(col(ReceptionDay.starts_at)))).all()
