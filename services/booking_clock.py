"""The clock's use case of places on a reception day: reminders, offers that lapse, waiting lists that end."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.booking import PlaceRung, held_until, latest_place_reminder, next_place_reminder
from domain.park import Park
from domain.reception import DayState, PlaceState
from services.offers import offer_free, owe_about, spokesman, tell
from storage import bookings
from storage.database import Database
from storage.firms import firm_at
from storage.people import substitutes
from storage.reception_days import day_held
from storage.reception_tables import Booking, ReceptionDay


async def tick_bookings(db: Database, *, at: datetime) -> int:
    """What is due of one day's places, once: reminders, lapsed offers with the next firm's, the end of waiting.

    Called until nothing is due. After an outage only what is still true; in the quiet hours it waits for the morning.
    Returns how many places it was about. Source: issue 5.
    """
    async with db.read() as session:
        day_id = await bookings.due_day(session, at)
    if day_id is None:
        return 0
    async with db.begin() as session:
        day = await day_held(session, day_id)
        if day is None:
            return 0
        due = await bookings.due_places(session, day_id, at)
        for place in due:
            await looked_at(session, db.park, day, place, at)
        await offer_free(session, db.park, day, at, by_clock=True)
        return len(due)


async def looked_at(session: AsyncSession, park: Park, day: ReceptionDay, place: Booking, at: datetime) -> None:
    """One place: what its state owes now, and when the clock looks at it next."""
    if day.state is not DayState.PLANNED or place.ended_at:
        place.remind_at = None
    elif place.state is PlaceState.BOOKED:
        await reminded(session, park, day, place, at)
    elif place.state is PlaceState.OFFERED:
        await ended(session, park, place, "place-lapsed", place.offered_until or at, at)
    elif place.state is PlaceState.WAITING:
        await ended(session, park, place, "place-none", day.starts_at, at)
    else:
        place.remind_at = None


async def ended(session: AsyncSession, park: Park, place: Booking, kind: str, ends: datetime, at: datetime) -> None:
    """An offer or a turn on the waiting list that is over; one that was put off meanwhile goes on."""
    if at < ends:
        place.remind_at = ends
        return
    place.state, place.ended_at, place.remind_at = PlaceState.LAPSED, at, None
    await tell(session, park, kind, place, park.calendar.after_quiet(at), mark=at.isoformat())


async def reminded(session: AsyncSession, park: Park, day: ReceptionDay, place: Booking, at: datetime) -> None:
    """The latest step of a booking that has come: to who booked, and the working day before to the firm's liaison."""
    slot = await bookings.slot_by_id(session, place.slot_id)
    starts_at = slot.starts_at if slot else at
    if park.calendar.is_quiet(at):
        later = park.calendar.after_quiet(at)  # it fell due in an outage that ended at night
        place.remind_at = later if later < starts_at else None
        return
    step = latest_place_reminder(park.calendar, starts_at, at)
    place.remind_at = next_place_reminder(park.calendar, starts_at, at)
    firm = await firm_at(session, place.firm_id)
    if step is None or firm is None:
        return
    how = {"mark": f"{step.rung}:{day.day}", "on": str(day.day), "rung": str(step.rung)}
    if person_id := await spokesman(session, place):
        await owe_about(session, park, "place-remind", place, person_id, at, **how)
    if step.rung is PlaceRung.DAY and firm.liaison_id:
        away = await substitutes(session, at)
        liaison = away.get(firm.liaison_id, firm.liaison_id)
        await owe_about(session, park, "place-liaison", place, liaison, at, **how)


async def redate_places(session: AsyncSession, park: Park, day: ReceptionDay, at: datetime) -> None:
    """The day was moved, with its slots: when the clock looks at each place, and how long offers are held, anew."""
    for place in await bookings.coming_places(session, day.id or 0):
        slot = await bookings.slot_by_id(session, place.slot_id)
        if place.state is PlaceState.BOOKED and slot:
            place.remind_at = next_place_reminder(park.calendar, slot.starts_at, at)
        elif place.state is PlaceState.OFFERED:
            until = held_until(park.calendar, at, day.starts_at)
            place.offered_until = place.remind_at = min(place.offered_until or at, until or at)
        elif place.state is PlaceState.WAITING:
            place.remind_at = day.starts_at
    await session.flush()
