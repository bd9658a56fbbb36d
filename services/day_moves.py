"""A reception day is moved or called off: its places go along or end, and everybody concerned is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.reception import DayState, PlaceState, Plan, slots
from domain.roles import Role
from services.audit import note
from services.booking_clock import redate_places
from services.offers import offer_free
from services.pushes import owed, silently
from services.reception_days import RECEPTION, day_to_change, refuse_date, refuse_others
from storage.bookings import untie_topics
from storage.database import Database
from storage.invited import lines_of, once_booked, places
from storage.outbox import owe
from storage.people import Me, firms_by_id, holders
from storage.reception_days import slots_of
from storage.reception_tables import Booking, ReceptionDay, ReceptionSlot
from storage.visits import spokesmen

MOVED, CALLED_OFF = "rd-moved", "rd-off"
TOLD_ROLES = (Role.DIRECTOR, Role.HEAD, Role.SECRETARY)
BEFORE_ALL = timedelta(hours=1)  # nobody could ask for a place before the day was made
Heard = dict[int, dict[str, Any]]


async def move_day(db: Database, day_id: int, plan: Plan, reason: str, *, by: Me, at: datetime) -> ReceptionDay:
    """The day goes to another date, hours or place; bookings go along by the number of their slot.

    Who has no slot any more is put first on the waiting list. The same move again changes nothing.
    Raises NotForReception, UnknownDay; NotAWorkday, DayTaken, DayOver. Source: DOMAIN.md section 3, issue 5.
    """
    refuse_others(by)
    async with db.begin() as session:
        day = await day_to_change(session, day_id, at)
        await refuse_date(session, db.park.calendar, plan, at, besides=day_id)
        if not is_as_planned(db, day, plan):
            was = str(day.day)
            await put_on(session, db, day, plan, at, reason=reason, by_id=by.id)
            new = {"day": str(plan.day), "reason": reason}
            note(session, RECEPTION, was, "move", by=by, at=at, old={"day": was}, new=new)
        return day


def is_as_planned(db: Database, day: ReceptionDay, plan: Plan) -> bool:
    """Whether the day stands like that already."""
    calendar = db.park.calendar
    times = (calendar.at(plan.day, plan.opens), calendar.at(plan.day, plan.closes), plan.slot_minutes)
    return (day.starts_at, day.ends_at, day.slot_minutes, day.place) == (*times, plan.place)


async def put_on(
    session: AsyncSession,
    db: Database,
    day: ReceptionDay,
    plan: Plan,
    at: datetime,
    *,
    reason: str = "",
    by_id: int | None = None,
) -> None:
    """Write the new date and tell it; the clock does it without a reason when the date has become a day off."""
    old, calendar = day.starts_at, db.park.calendar
    day.day, day.slot_minutes, day.reason = plan.day, plan.slot_minutes, reason
    day.starts_at, day.ends_at = calendar.at(plan.day, plan.opens), calendar.at(plan.day, plan.closes)
    day.place, day.latitude, day.longitude = plan.place, plan.latitude, plan.longitude
    day.sequence, day.pack_sent_at = day.sequence + 1, None
    if day.book_until and not day.opened_at:
        day.book_until = min(day.book_until, calendar.closing(calendar.add_workdays(plan.day, -1)))
    without = await new_slots(session, day)
    heard = await concerned(session, day)
    for person_id in [each for place in without for each in await speakers(session, place)]:
        heard[person_id] = {"waits": True}
    await tell(session, db, MOVED, day, heard, at, by_id=by_id, old=old)
    await redate_places(session, db.park, day, at)
    await offer_free(session, db.park, day, at, by_clock=by_id is None)  # a longer day has room for who waits


async def new_slots(session: AsyncSession, day: ReceptionDay) -> Sequence[Booking]:
    """The day's slots get their new times; returns the places that have none any more."""
    wanted, known = list(slots(day.starts_at, day.ends_at, day.slot_minutes)), await slots_of(session, day.id or 0)
    for slot, (starts, ends) in zip(known, wanted, strict=False):
        slot.starts_at, slot.ends_at = starts, ends
    for number, (starts, ends) in enumerate(wanted[len(known) :], start=len(known) + 1):
        session.add(ReceptionSlot(day_id=day.id or 0, number=number, starts_at=starts, ends_at=ends))
    return await without_slots(session, day, known[len(wanted) :])


async def without_slots(session: AsyncSession, day: ReceptionDay, gone: Sequence[ReceptionSlot]) -> Sequence[Booking]:
    """Take slots away; who held one is first on the waiting list, in the order of the slots."""
    numbers = {slot.id: slot.number for slot in gone}
    found = await once_booked(session, [slot.id or 0 for slot in gone])
    held = [place for place in found if place.ended_at is None]
    for place in held:
        place.state, place.offered_until, place.remind_at = PlaceState.WAITING, None, day.starts_at
        place.since = day.made_at - BEFORE_ALL + timedelta(seconds=numbers[place.slot_id])
    for place in found:
        place.slot_id = None
    await session.flush()
    for slot in gone:
        await session.delete(slot)
    await session.flush()
    return held


async def call_off(db: Database, day_id: int, reason: str, *, by: Me, at: datetime) -> ReceptionDay:
    """The day does not take place. Its places end, topics stay tickets, the month gets no other day by the rule.

    Who had a place has asked in vain: it counts in the next ranking. Raises NotForReception, UnknownDay.
    """
    refuse_others(by)
    async with db.begin() as session:
        day = await day_to_change(session, day_id, at)
        heard = await concerned(session, day)
        day.state, day.reason, day.sequence = DayState.CALLED_OFF, reason, day.sequence + 1
        for place in await places(session, day_id):
            place.state, place.ended_at, place.remind_at = PlaceState.LAPSED, at, None
            place.offered_until = None
            await untie_topics(session, day_id, place.firm_id)
        note(session, RECEPTION, str(day.day), "call-off", by=by, at=at, new={"reason": reason})
        await tell(session, db, CALLED_OFF, day, heard, at, by_id=by.id, old=day.starts_at)
        return day


async def concerned(session: AsyncSession, day: ReceptionDay) -> Heard:
    """Everybody who is told of a change, each with what he has on the day: a slot, a turn on the waiting list."""
    heard: Heard = {person_id: {} for role in TOLD_ROLES for person_id in await holders(session, role)}
    held = await places(session, day.id or 0)
    lines = await lines_of(session, day.id or 0)
    invited = [line.firm_id for line, _ in lines if line.invited_at and not line.removed_at]
    firms = await firms_by_id(session, {*invited, *(place.firm_id for place in held)})
    heard |= {firm.liaison_id: {} for firm in firms if firm.liaison_id}
    heard |= {person_id: {} for firm_id in invited for person_id in await spokesmen(session, firm_id)}
    for place in held:
        heard |= {person_id: {"slot": place.slot_id} for person_id in await speakers(session, place)}
    return heard


async def speakers(session: AsyncSession, place: Booking) -> set[int]:
    """Who hears of a firm's place: who has booked it, and who answers for the firm."""
    return {place.by_id, *await spokesmen(session, place.firm_id)}


async def tell(
    session: AsyncSession,
    db: Database,
    kind: str,
    day: ReceptionDay,
    heard: Heard,
    at: datetime,
    *,
    by_id: int | None,
    old: datetime,
) -> None:
    """One message each, but to who has done it; what the clock has done waits for the morning."""
    calendar = db.park.calendar
    about: dict[str, Any] = {"rd": day.id, "sequence": day.sequence, "old": old.isoformat()}
    due = at if by_id else calendar.after_quiet(at)
    people = [person_id for person_id in heard if person_id != by_id]
    rows = [owed(f"{kind}:{day.id}:{day.sequence}:{p}", kind, p, due, **about, **heard[p]) for p in people]
    await owe(session, silently(rows, quiet=calendar.is_quiet(due)))
