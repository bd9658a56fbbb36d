"""Use cases of places on a reception day (预约): book, move, give back, wait, take or leave an offer, prepare."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.booking import COMING, Opening, Shut, next_place_reminder
from domain.errors import (
    BookedAlready,
    BookingOver,
    NoSuchFirm,
    NotForYou,
    NotOpenYet,
    OfferOver,
    PlaceOver,
    SlotsFree,
    SlotsReserved,
    SlotTaken,
    UnknownPlace,
    WaitsAlready,
)
from domain.lifecycle import Part
from domain.park import Park
from domain.reception import DayState, PlaceState
from domain.roles import Role
from services.offers import offer_free, tell
from services.record import Files
from services.tickets import Problem, filed
from storage import bookings
from storage.database import Database
from storage.firms import firm_at
from storage.people import Me, firms_by_id, firms_named, firms_of_liaison, person_by_id
from storage.reception_days import day_held
from storage.reception_tables import Booking, ReceptionDay, ReceptionSlot
from storage.tables import Firm, Ticket

SHOWN = 8
CODE_BYTES = 12
BOOKS = frozenset({Role.CONTACT, Role.LIAISON, Role.SECRETARY})


@dataclass(frozen=True)
class Topic:
    """What a firm wants to talk about: it becomes a ticket that is tied to the day."""

    category: str
    summary: str
    details: str = ""
    files: Files = ()
    message_id: int | None = None
    messages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What somebody sends: `key` is the press's or the form's own, so that it counts once however often it comes.

    `firm_id` names the firm when somebody books on its behalf or speaks for several; `companions` None leaves them.
    """

    key: str
    firm_id: int | None = None
    topics: Sequence[Topic] = ()
    companions: str | None = None


def may_book(me: Me) -> bool:
    """Whether the person books at all: a contact for his firms, a liaison for his, the secretary for any."""
    return bool(me.roles & BOOKS)


async def firms_to_book_for(db: Database, words: str = "", *, by: Me) -> Sequence[Firm]:
    """The person's own firms; the secretary finds any by a part of its name or its code, at most 8."""
    async with db.read() as session:
        own = [*await firms_by_id(session, by.firm_ids), *await firms_of_liaison(session, by.selves)]
        found = await firms_named(session, words, limit=SHOWN) if words and Role.SECRETARY in by.roles else []
        return list({firm.id: firm for firm in (*found, *(() if words else own))}.values())


async def book(db: Database, slot_id: int, wanted: Wanted, *, by: Me, at: datetime) -> Booking:
    """Book a slot for a firm, with its topics and companions; the firm is told when somebody else does it.

    The same key again returns the same place; who waits leaves the waiting list. Who comes when the slot is long taken
    is told without holding up those who change the day. Raises SlotTaken, BookedAlready, SlotsReserved, BookingOver,
    UnknownPlace, NoSuchFirm, NotForYou. Source: issue 5, booking in chat.
    """
    async with db.read() as session:
        taken = await bookings.holder(session, slot_id)
        if taken and not await is_of_his(session, taken, wanted, by):
            raise SlotTaken
    async with db.begin() as session:
        slot = await bookings.slot_by_id(session, slot_id)
        day = await day_held(session, slot.day_id) if slot else None
        if slot is None or day is None:
            raise UnknownPlace
        if known := await bookings.place_with(session, wanted.key):
            return known
        firm = await open_for(session, day, wanted.firm_id, by, at)
        place = await bookings.place_of(session, day.id or 0, firm.id or 0)
        if place and place.state not in {PlaceState.WAITING, PlaceState.OFFERED}:
            return await same_or_refused(session, place, slot, by)
        taken = await bookings.holder(session, slot_id)
        if taken and (place is None or taken.id != place.id):
            raise SlotTaken
        place = place or new_place(wanted.key, day, firm, by, at)
        await seated(session, db.park, place, slot, at)
        await prepared(session, db.park, place, wanted, by=by, at=at)
        await offer_free(session, db.park, day, at)  # the slot that was offered instead, if there was one
        await tell_others(session, db.park, "place-booked", place, by, at)
        return place


async def is_of_his(session: AsyncSession, place: Booking, wanted: Wanted, by: Me) -> bool:
    """Whether the place is that of the firm for which the person books: then the rules say more than "taken"."""
    return place.firm_id == (await firm_for(session, wanted.firm_id, by)).id


async def same_or_refused(session: AsyncSession, place: Booking, slot: ReceptionSlot, by: Me) -> Booking:
    """A second press of the same person on the same slot changes nothing; all else is refused. Raises BookedAlready."""
    if (place.slot_id, place.by_id) == (slot.id, by.id):
        return place
    raise await booked_already(session, place)


async def booked_already(session: AsyncSession, place: Booking) -> BookedAlready:
    """The refusal that says who of the firm has booked, and for when."""
    who, slot = await person_by_id(session, place.by_id), await bookings.slot_by_id(session, place.slot_id)
    return BookedAlready(name=who.name, at=slot.starts_at if slot else place.since)


def new_place(key: str, day: ReceptionDay, firm: Firm, by: Me, at: datetime) -> Booking:
    """A firm's place on a day, at first on the waiting list. `code` is what its QR code says at the door."""
    code = secrets.token_urlsafe(CODE_BYTES)
    return Booking(
        key=key,
        day_id=day.id or 0,
        firm_id=firm.id or 0,
        by_id=by.id,
        state=PlaceState.WAITING,
        since=at,
        remind_at=day.starts_at,
        code=code,
    )


async def seated(session: AsyncSession, park: Park, place: Booking, slot: ReceptionSlot, at: datetime) -> None:
    """The place is on that slot: the constraints have the last word. Raises SlotTaken, BookedAlready."""
    day_id, firm_id = place.day_id, place.firm_id
    try:
        async with session.begin_nested():
            place.state, place.slot_id, place.offered_until = PlaceState.BOOKED, slot.id, None
            place.remind_at = next_place_reminder(park.calendar, slot.starts_at, at)
            session.add(place)
    except IntegrityError as taken:
        known = await bookings.place_of(session, day_id, firm_id)
        raise await booked_already(session, known) if known and known.slot_id else SlotTaken from taken


async def open_for(session: AsyncSession, day: ReceptionDay, firm_id: int | None, by: Me, at: datetime) -> Firm:
    """The firm, if the person books for it and the day is open for it.

    Raises NotForYou, NoSuchFirm, BookingOver, NotOpenYet, SlotsReserved.
    """
    firm = await firm_for(session, firm_id, by)
    lines = await bookings.invited(session, day.id or 0)
    shut = opening(day).shut_for(at, is_invited=bool(lines.get(firm.id or 0)))
    if shut is Shut.OVER:
        raise BookingOver
    if shut is Shut.RESERVED:
        raise SlotsReserved(until=day.book_until) if day.book_until else NotOpenYet
    return firm


def opening(day: ReceptionDay) -> Opening:
    """For whom the day is open."""
    is_planned = day.state is DayState.PLANNED
    return Opening(is_planned, day.starts_at, day.book_until, day.opened_at)


async def firm_for(session: AsyncSession, firm_id: int | None, by: Me) -> Firm:
    """The firm that is named, else the one the contact speaks for. Raises NotForYou, NoSuchFirm."""
    if not may_book(by):
        raise NotForYou(who=(Part.FIRM, Part.LIAISON, Part.SECRETARY))
    firm = await firm_at(session, firm_id or min(by.firm_ids, default=0))
    if firm is None or not acts_for(firm, by):
        raise NoSuchFirm
    return firm


def acts_for(firm: Firm, by: Me) -> bool:
    """Whether the person may do for the firm what its contact may."""
    return firm.id in by.firm_ids or firm.liaison_id in by.selves or Role.SECRETARY in by.roles


async def tell_others(session: AsyncSession, park: Park, kind: str, place: Booking, by: Me, at: datetime) -> None:
    """The firm hears what somebody else has done on its behalf."""
    if place.firm_id not in by.firm_ids:
        await tell(session, park, kind, place, at, mark=at.isoformat())


async def wait(db: Database, day_id: int, wanted: Wanted, *, by: Me, at: datetime) -> Booking:
    """Put a firm on the waiting list of a day that is full; the same key again returns the same place.

    Raises SlotsFree, WaitsAlready, BookedAlready and what `book` refuses.
    """
    async with db.begin() as session:
        day = await day_held(session, day_id)
        if day is None:
            raise UnknownPlace
        if known := await bookings.place_with(session, wanted.key):
            return known
        firm = await open_for(session, day, wanted.firm_id, by, at)
        if place := await bookings.place_of(session, day_id, firm.id or 0):
            return await waiting_already(session, place, by)
        if await bookings.free_slots(session, day_id):
            raise SlotsFree
        place = new_place(wanted.key, day, firm, by, at)
        session.add(place)
        await session.flush()
        await prepared(session, db.park, place, wanted, by=by, at=at)
        await tell_others(session, db.park, "place-booked", place, by, at)
        return place


async def waiting_already(session: AsyncSession, place: Booking, by: Me) -> Booking:
    """A second press changes nothing; a colleague hears who was first. Raises WaitsAlready, BookedAlready."""
    if place.state not in {PlaceState.WAITING, PlaceState.OFFERED}:
        raise await booked_already(session, place)
    if place.by_id != by.id:
        raise WaitsAlready(name=(await person_by_id(session, place.by_id)).name, at=place.since)
    return place


async def own_place(session: AsyncSession, place_id: int, by: Me) -> tuple[ReceptionDay, Booking]:
    """A place of a firm for which the person acts, with its day, held. Raises UnknownPlace."""
    found = await bookings.place_held(session, place_id)
    firm = await firm_at(session, found[1].firm_id) if found else None
    if found is None or firm is None or not acts_for(firm, by):
        raise UnknownPlace
    return found


def check_coming(day: ReceptionDay, place: Booking, at: datetime) -> None:
    """A place can be changed until the day begins or the firm is there. Raises PlaceOver, BookingOver."""
    if place.ended_at or place.state not in COMING:
        raise PlaceOver
    if day.state is not DayState.PLANNED or at >= day.starts_at:
        raise BookingOver


async def rebook(db: Database, place_id: int, slot_id: int, *, by: Me, at: datetime) -> Booking:
    """Move a firm to another free slot of the same day; the one it leaves is offered to who waits.

    The same again changes nothing. Raises SlotTaken, PlaceOver, BookingOver, UnknownPlace.
    """
    async with db.begin() as session:
        day, place = await own_place(session, place_id, by)
        check_coming(day, place, at)
        slot = await bookings.slot_by_id(session, slot_id)
        if slot is None or slot.day_id != day.id:
            raise UnknownPlace
        if place.state is not PlaceState.BOOKED:
            raise PlaceOver
        if place.slot_id == slot_id:
            return place
        if await bookings.holder(session, slot_id):
            raise SlotTaken
        await seated(session, db.park, place, slot, at)
        await offer_free(session, db.park, day, at)
        await tell_others(session, db.park, "place-moved", place, by, at)
        return place


async def cancel(db: Database, place_id: int, reason: str = "", *, by: Me, at: datetime) -> Sequence[Ticket]:
    """Give a place back, or leave the waiting list; the slot is offered to who waits.

    The firm's topics live on as ordinary tickets: they are returned. A second time changes nothing. Raises PlaceOver,
    BookingOver, UnknownPlace.
    """
    async with db.begin() as session:
        day, place = await own_place(session, place_id, by)
        if place.ended_at:
            return ()
        check_coming(day, place, at)
        return await given_back(session, db.park, day, place, by=by, at=at, reason=reason)


async def given_back(
    session: AsyncSession, park: Park, day: ReceptionDay, place: Booking, *, by: Me, at: datetime, reason: str = ""
) -> Sequence[Ticket]:
    """The place is nobody's, and the next firm is offered its slot."""
    place.state, place.ended_at, place.reason = PlaceState.CANCELLED, at, reason
    place.remind_at = place.offered_until = None
    left = await bookings.untie_topics(session, place.day_id, place.firm_id)
    await offer_free(session, park, day, at)
    await tell_others(session, park, "place-cancelled", place, by, at)
    return left


async def accept(db: Database, place_id: int, *, by: Me, at: datetime) -> Booking:
    """Take the slot that was offered, while it is held. A second time changes nothing.

    Raises OfferOver, UnknownPlace.
    """
    async with db.begin() as session:
        day, place = await own_place(session, place_id, by)
        if place.state is PlaceState.BOOKED:
            return place
        slot = await bookings.slot_by_id(session, place.slot_id)
        if slot is None or not is_offered(place, at) or at >= day.starts_at or day.state is not DayState.PLANNED:
            raise OfferOver
        await seated(session, db.park, place, slot, at)
        return place


async def decline(db: Database, place_id: int, *, by: Me, at: datetime) -> Sequence[Ticket]:
    """Leave the slot that was offered to the next firm, and the waiting list. A second time changes nothing.

    Returns the firm's topics, which live on as ordinary tickets. Raises OfferOver, UnknownPlace.
    """
    async with db.begin() as session:
        day, place = await own_place(session, place_id, by)
        if place.state is PlaceState.CANCELLED:
            return ()
        if not is_offered(place, at):
            raise OfferOver
        return await given_back(session, db.park, day, place, by=by, at=at)


def is_offered(place: Booking, at: datetime) -> bool:
    """Whether a slot is held for the firm at that moment."""
    return place.state is PlaceState.OFFERED and place.offered_until is not None and at < place.offered_until


async def prepare(db: Database, place_id: int, wanted: Wanted, *, by: Me, at: datetime) -> Booking:
    """Add topics and say who comes along, until the day begins. Raises PlaceOver, BookingOver, UnknownPlace."""
    async with db.begin() as session:
        day, place = await own_place(session, place_id, by)
        check_coming(day, place, at)
        await prepared(session, db.park, place, wanted, by=by, at=at)
        return place


async def prepared(session: AsyncSession, park: Park, place: Booking, wanted: Wanted, *, by: Me, at: datetime) -> None:
    """Each topic is filed once, under the form's key and its position, and tied to the day."""
    if wanted.companions is not None:
        place.companions = wanted.companions
    for number, topic in enumerate(wanted.topics):
        problem = Problem(f"{wanted.key}:{number}", topic.category, topic.summary, topic.details, files=topic.files)
        problem = replace(problem, message_id=topic.message_id, messages=topic.messages)
        tied = replace(problem, firm_id=place.firm_id, reception_id=place.day_id)
        await filed(session, park, tied, by=by, at=at)
