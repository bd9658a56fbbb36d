"""Freed slots of a reception day: offered in the order of the waiting list; and who is told of a place."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.booking import held_until
from domain.park import Park
from domain.reception import DayState, PlaceState
from services.pushes import owed, silently
from storage import bookings
from storage.outbox import owe
from storage.people import contacts_of, owner_of_firm
from storage.reception_tables import Booking, ReceptionDay


async def offer_free(
    session: AsyncSession, park: Park, day: ReceptionDay, at: datetime, *, by_clock: bool = False
) -> None:
    """Offer the free slots of a day that is held to the firms that wait, in their order, and tell them.

    What frees a slot ends with this: no slot is free while somebody waits without an offer, unless it is too late for
    one. What the clock does waits for the morning. Source: issue 5, waiting list.
    """
    await session.flush()  # a slot is given back before it is given on: the database lets it be held once
    until = held_until(park.calendar, at, day.starts_at)
    if until is None or day.state is not DayState.PLANNED:
        return
    free, firms = await bookings.free_slots(session, day.id or 0), await bookings.waiting(session, day.id or 0)
    for slot, place in zip(free, firms, strict=False):
        place.state, place.slot_id = PlaceState.OFFERED, slot.id
        place.offered_until = place.remind_at = until
        when = park.calendar.after_quiet(at) if by_clock else at
        await tell(session, park, "place-offer", place, when, mark=at.isoformat())
    await session.flush()


async def spokesman(session: AsyncSession, place: Booking) -> int | None:
    """Who is written to about a place: the contact who booked it, else the firm's owner. None where nobody speaks."""
    is_contact = place.by_id in await contacts_of(session, place.firm_id)
    return place.by_id if is_contact else await owner_of_firm(session, place.firm_id)


async def tell(session: AsyncSession, park: Park, kind: str, place: Booking, at: datetime, *, mark: str) -> None:
    """A message about a place to who speaks for its firm, once for each `mark`."""
    person_id = await spokesman(session, place)
    if person_id:
        await owe_about(session, park, kind, place, person_id, at, mark=mark)


async def owe_about(
    session: AsyncSession,
    park: Park,
    kind: str,
    place: Booking,
    person_id: int,
    at: datetime,
    *,
    mark: str,
    **args: Any,
) -> None:
    """A message about a place to one person; without a sound in the quiet hours."""
    await session.flush()
    row = owed(f"{kind}:{place.id}:{mark}:{person_id}", kind, person_id, at, place=place.id, **args)
    await owe(session, silently([row], quiet=park.calendar.is_quiet(at)))
