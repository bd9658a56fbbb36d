"""At the door of a reception day: who has come, who is called to the table, who did not come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import Calendar
from domain.errors import (
    AlreadyOnList,
    NobodyWaits,
    NoFreeSlot,
    NoSuchFirm,
    NoTable,
    NotArrived,
    NotForTable,
    NotOnList,
    NotToday,
    TableClosed,
    TableTaken,
    UnknownAtTable,
)
from domain.reception import DayState, PlaceState
from domain.roles import Role
from services.pushes import owed
from storage import reception_table as table
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, contacts_of, firm_by_id, firms_named, owner_of_firm
from storage.reception_days import day_held
from storage.reception_table import ON_LIST, PRESENT, Place, Said
from storage.reception_tables import Booking, ReceptionDay
from storage.tables import Firm, Ticket

AT_DOOR = frozenset({Role.SECRETARY, Role.DISPATCHER, Role.DIRECTOR})
LOOKING_ON = frozenset({Role.SECRETARY, Role.DIRECTOR})
CODE_BYTES = 12
FOUND = 8


@dataclass(frozen=True)
class Order:
    """The running order of a day: the places, each firm's open topics, and what was said so far.

    `hidden`: how many topics of a firm are confidential: counted, never named here.
    """

    day: ReceptionDay
    places: Sequence[Place]
    topics: Sequence[Ticket]
    said: Sequence[Said]
    may_run: bool

    @property
    def at_table(self) -> Place | None:
        """The firm at the table."""
        return next((place for place in self.places if place.is_at_table), None)

    @property
    def next(self) -> Place | None:
        """Who is called next: the first one in order that has arrived."""
        return next((place for place in self.places if place.waits), None)

    def topics_of(self, firm_id: int | None) -> list[Ticket]:
        """The topics of a firm that may be named."""
        return [ticket for ticket in self.topics if ticket.firm_id == firm_id and not ticket.confidential]

    def hidden(self, firm_id: int | None) -> int:
        """How many topics of a firm may not be named."""
        return sum(ticket.firm_id == firm_id and ticket.confidential for ticket in self.topics)


async def running_order(db: Database, day_id: int | None = None, *, booking_id: int | None = None, by: Me) -> Order:
    """The running order of a day, of that of a place, or of the one that comes next.

    Raises NotForTable, NoTable, UnknownAtTable.
    """
    if not by.roles & LOOKING_ON:
        raise NotForTable
    async with db.read() as session:
        if booking_id:
            place = await table.place_of(session, booking_id)
            if place is None:
                raise UnknownAtTable
            day_id = place.day.id
        day = await session.get(ReceptionDay, day_id) if day_id else await table.running_day(session)
        if day is None or day.state is DayState.CALLED_OFF:
            raise NoTable
        places, said = await table.places_of(session, day.id or 0), await table.said_on(session, day.id or 0)
        topics = await table.topics_of(session, day.id or 0)
        return Order(day, places, topics, said, Role.SECRETARY in by.roles)


async def own_places(db: Database, *, by: Me) -> list[Place]:
    """The places on coming days of the firms somebody speaks for: each has a code for the door."""
    async with db.read() as session:
        return await table.coming(session, by.firm_ids)


async def own_place(db: Database, booking_id: int, *, by: Me) -> Place:
    """A place of a firm somebody speaks for or looks after, with its code; any, for the secretary.

    Raises UnknownAtTable.
    """
    async with db.read() as session:
        place = await table.place_of(session, booking_id)
        if place is None or not acts_for(place.firm, by):
            raise UnknownAtTable
        return place


def acts_for(firm: Firm, by: Me) -> bool:
    """Whether somebody can show the firm's code."""
    return firm.id in by.firm_ids or firm.liaison_id in by.selves or Role.SECRETARY in by.roles


async def code_shown(db: Database, code: str, *, by: Me | None, at: datetime) -> Place | None:
    """A code was opened. By who stands at the door the firm is checked in; by anybody else nothing happens: None.

    Raises UnknownAtTable and what checking in refuses.
    """
    if by is None or not by.roles & AT_DOOR:
        return None
    async with db.read() as session:
        place = await table.place_with(session, code)
    if place is None:
        raise UnknownAtTable
    return await check_in(db, place.booking.id or 0, by=by, at=at)


async def check_in(db: Database, booking_id: int, *, by: Me, at: datetime) -> Place:
    """The firm has come; after its slot has begun it is late. A second time changes nothing.

    Raises UnknownAtTable, TableClosed, NotToday, NotOnList.
    """
    if not by.roles & AT_DOOR:
        raise UnknownAtTable
    async with db.begin() as session:
        place = await held(session, booking_id)
        booking = place.booking
        refuse_other_days(place, db.park.calendar, at)
        if booking.state not in ON_LIST:
            raise NotOnList(firm=place.firm.name)
        if booking.state in {PlaceState.BOOKED, PlaceState.NO_SHOW}:
            await back_on_list(session, booking)
            booking.arrived_at, booking.checked_in_by_id = at, by.id
            booking.state = arrived_as(place)
            await tell_guest(session, "table-arrived", place, at)
        return place


def arrived_as(place: Place) -> PlaceState:
    """In time, or late."""
    return PlaceState.LATE if place.was_late else PlaceState.ARRIVED


async def back_on_list(session: AsyncSession, booking: Booking) -> None:
    """Who did not come has come after all: without its slot, if another firm has it now."""
    if booking.ended_at is None:
        return
    free = {slot.id for slot in await table.free_slots(session, booking.day_id)}
    booking.slot_id = booking.slot_id if booking.slot_id in free else None
    booking.ended_at = None


async def mark_absent(db: Database, booking_id: int, *, by: Me, at: datetime) -> Place:
    """The secretary writes down that a firm did not come; its slot is free. Raises as in `run`."""
    async with db.begin() as session:
        place = await run(session, booking_id, by)
        if db.park.calendar.today(at) < place.day.day:
            raise NotToday(day=place.day.day)
        if place.booking.state is PlaceState.BOOKED:
            place.booking.state, place.booking.ended_at = PlaceState.NO_SHOW, at
        return place


async def call(db: Database, booking_id: int, *, by: Me, at: datetime) -> Place:
    """Call a firm that has arrived to the table, out of turn. Raises NotArrived, TableTaken and as in `run`."""
    async with db.begin() as session:
        place = await run(session, booking_id, by)
        await bring_in(session, place, at)
        return place


async def call_next(db: Database, day_id: int, seen: int, *, by: Me, at: datetime) -> Place | None:
    """The firm at the table is done, the next one that has arrived is called; None when the table stays empty.

    `seen`: the place that was at the table when the button was shown, 0 for none; if that has changed the press came
    twice or late, and nothing happens. Raises NobodyWaits, TableClosed, NotForTable.
    """
    if Role.SECRETARY not in by.roles:
        raise NotForTable
    async with db.begin() as session:
        await open_day(session, day_id)
        places = await table.places_of(session, day_id)
        now = next((place for place in places if place.is_at_table), None)
        if (now.booking.id if now else 0) != seen:
            return now
        following = next((place for place in places if place.waits), None)
        if following is None and now is None:
            raise NobodyWaits
        if now:
            finish(now, at)
            await session.flush()
        if following:
            await bring_in(session, following, at)
        return following


async def bring_in(session: AsyncSession, place: Place, at: datetime) -> None:
    """To the table, if it is free; the firm is told on its telephone."""
    if place.is_at_table:
        return
    if place.booking.state not in PRESENT:
        raise NotArrived(firm=place.firm.name)
    others = await table.places_of(session, place.booking.day_id)
    if taken := next((other for other in others if other.is_at_table), None):
        raise TableTaken(firm=taken.firm.name)
    place.booking.called_at = at
    await session.flush()
    await tell_guest(session, "table-called", place, at)


async def leave_table(db: Database, booking_id: int, *, by: Me, at: datetime) -> Place:
    """The firm has been received. A second time changes nothing. Raises NotArrived and as in `run`."""
    async with db.begin() as session:
        place = await run(session, booking_id, by)
        if place.booking.state is not PlaceState.RECEIVED:
            if not place.is_at_table:
                raise NotArrived(firm=place.firm.name)
            finish(place, at)
        return place


def finish(place: Place, at: datetime) -> None:
    """It has been at the table."""
    place.booking.received_at, place.booking.state = at, PlaceState.RECEIVED


def last_step(place: Place) -> str:
    """The last thing that happened to a place: what can be taken back."""
    if place.booking.state is PlaceState.RECEIVED:
        return "received"
    if place.is_at_table:
        return "called"
    if place.booking.state in PRESENT:
        return "arrived"
    return "absent" if place.booking.state is PlaceState.NO_SHOW else ""


async def undo(db: Database, booking_id: int, seen: str, *, by: Me) -> Place:
    """Take a wrong tap back: the step that was shown; a press that comes twice takes nothing more. Raises as in `run`.

    Who was received is at the table again, or waits if another firm is there.
    """
    async with db.begin() as session:
        place = await run(session, booking_id, by)
        booking = place.booking
        if last_step(place) != seen:
            return place
        match seen:
            case "received":
                others = await table.places_of(session, booking.day_id)
                booking.called_at = None if any(other.is_at_table for other in others) else booking.called_at
                booking.received_at, booking.state = None, arrived_as(place)
            case "called":
                booking.called_at = None
            case "arrived":
                booking.state, booking.arrived_at, booking.checked_in_by_id = PlaceState.BOOKED, None, None
            case "absent":
                await back_on_list(session, booking)
                booking.state = PlaceState.BOOKED
        return place


async def firms_to_add(db: Database, words: str) -> Sequence[Firm]:
    """Firms that have the words in their name, or are of that code; at most 8."""
    async with db.read() as session:
        return await firms_named(session, words, limit=FOUND) if words else ()


async def add_firm(db: Database, day_id: int, firm_id: int, *, key: str, by: Me, at: datetime) -> Place:
    """A firm that came without a booking gets a free slot, the first that is not over. The same `key` again: the same.

    Raises NotForTable, TableClosed, NotToday, NoSuchFirm, AlreadyOnList, NoFreeSlot.
    """
    if Role.SECRETARY not in by.roles:
        raise NotForTable
    async with db.begin() as session:
        day, firm = await open_day(session, day_id), await firm_by_id(session, firm_id)
        if known := await table.booking_with(session, key):
            return await held(session, known.id or 0)
        if firm is None:
            raise NoSuchFirm
        booking = await table.holding(session, day_id, firm_id)
        if booking and booking.state in ON_LIST:
            raise AlreadyOnList(firm=firm.name)
        free = await table.free_slots(session, day_id)
        slot = next((each for each in free if each.ends_at > at), free[-1] if free else None)
        if slot is None:
            raise NoFreeSlot
        code = token_urlsafe(CODE_BYTES)
        new = Booking(
            key=key, day_id=day_id, firm_id=firm_id, by_id=by.id, state=PlaceState.BOOKED, since=at, code=code
        )
        booking = booking or new  # who waited for a slot has one now
        booking.slot_id, booking.offered_until, booking.remind_at = slot.id, None, None
        place = Place(booking, firm, slot, day)
        refuse_other_days(place, db.park.calendar, at)
        booking.since, booking.arrived_at, booking.checked_in_by_id = at, at, by.id
        booking.state = PlaceState.ARRIVED
        session.add(booking)
        await session.flush()
        return place


async def run(session: AsyncSession, booking_id: int, by: Me) -> Place:
    """The place, held, for who runs the day. Raises NotForTable, UnknownAtTable, TableClosed, NotOnList."""
    if Role.SECRETARY not in by.roles:
        raise NotForTable
    place = await held(session, booking_id)
    if place.day.state is not DayState.PLANNED:
        raise TableClosed
    if place.booking.state not in ON_LIST:
        raise NotOnList(firm=place.firm.name)
    return place


async def held(session: AsyncSession, booking_id: int) -> Place:
    """The place, under its day's lock: who moves it takes turns. Raises UnknownAtTable."""
    known = await session.get(Booking, booking_id)
    if known is None:
        raise UnknownAtTable
    await day_held(session, known.day_id)
    await session.refresh(known)
    place = await table.place_of(session, booking_id)
    if place is None:
        raise UnknownAtTable
    return place


async def open_day(session: AsyncSession, day_id: int) -> ReceptionDay:
    """The day, held, if it is not closed. Raises NoTable, TableClosed."""
    day = await day_held(session, day_id)
    if day is None:
        raise NoTable
    if day.state is not DayState.PLANNED:
        raise TableClosed
    return day


def refuse_other_days(place: Place, calendar: Calendar, at: datetime) -> None:
    """The door is open on the day itself. Raises TableClosed, NotToday."""
    if place.day.state is not DayState.PLANNED:
        raise TableClosed
    if calendar.today(at) != place.day.day:
        raise NotToday(day=place.day.day)


async def guest(session: AsyncSession, booking: Booking) -> int | None:
    """Who is written to: the contact who booked, while he speaks for the firm; else its owner."""
    speaks = booking.by_id in await contacts_of(session, booking.firm_id)
    return booking.by_id if speaks else await owner_of_firm(session, booking.firm_id)


async def tell_guest(session: AsyncSession, kind: str, place: Place, at: datetime) -> None:
    """A word to the firm's telephone while it is there."""
    person_id, booking = await guest(session, place.booking), place.booking
    if person_id is not None:
        key = f"{kind}:{booking.id}:{int(at.timestamp())}"
        await owe(session, [owed(key, kind, person_id, at, table=booking.id)])
