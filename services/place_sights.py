"""What people see of places on a reception day: days to book, a day's free slots, one place, the list of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.booking import COMING, Shut
from domain.errors import NotForYou, UnknownPlace
from domain.lifecycle import Part
from domain.reception import DayState, PlaceState
from domain.roles import Role
from services.bookings import acts_for, firm_for, opening
from storage import bookings
from storage.bookings import KEEPS_LIST
from storage.database import Database
from storage.people import Me
from storage.reception_days import day_by_id, next_days, slots_of
from storage.reception_tables import Booking, ReceptionDay, ReceptionSlot
from storage.tables import Firm, Person, Ticket

DAYS_SHOWN = 6


@dataclass(frozen=True)
class DaySight:
    """A day as a firm may book it: `room` slots are free, `waits` firms wait, `mine` is the firm's own place."""

    day: ReceptionDay
    room: int
    waits: int
    shut: Shut | None
    mine: Booking | None = None


@dataclass(frozen=True)
class SlotsSight:
    """A day's free slots for a firm; `place` is the one that it has there, to be moved."""

    day: ReceptionDay
    firm: Firm
    slots: Sequence[ReceptionSlot]
    waits: int
    place: Booking | None = None


@dataclass(frozen=True)
class PlaceSight:
    """A place as one person may see it. `position`: which one it is on the waiting list, 0 when it is not there.

    `may_change`: the person acts for the firm, and it is not too late; `opens_topics`: he may open their tickets.
    """

    day: ReceptionDay
    place: Booking
    slot: ReceptionSlot | None
    firm: Firm
    by: Person
    topics: Sequence[Ticket] = ()
    position: int = 0
    may_change: bool = False
    opens_topics: bool = False

    @property
    def is_booked(self) -> bool:
        """Whether the firm has a slot of its own."""
        return self.slot is not None and self.place.state is PlaceState.BOOKED

    def is_ahead(self, at: datetime) -> bool:
        """Whether the firm is still to come: it has a slot that has not begun, on a day that takes place."""
        return (
            self.is_booked and self.day.state is DayState.PLANNED and self.slot is not None and at < self.slot.starts_at
        )


@dataclass(frozen=True)
class DayList:
    """A day's places: by slot, with free ones, and the waiting list; `topics` by firm."""

    day: ReceptionDay
    slots: Sequence[tuple[ReceptionSlot, Booking | None, Firm | None]]
    waiting: Sequence[tuple[Booking, Firm]]
    topics: dict[int, list[Ticket]]


async def days_to_book(db: Database, firm_id: int | None, *, by: Me, at: datetime) -> tuple[Firm, Sequence[DaySight]]:
    """The next days as a firm may book them. Raises NotForYou, NoSuchFirm."""
    async with db.read() as session:
        firm = await firm_for(session, firm_id, by)
        days = await next_days(session, at, limit=DAYS_SHOWN)
        room = await bookings.room_on(session, [day.id or 0 for day in days])
        return firm, [await day_sight(session, day, firm, room.get(day.id or 0, (0, 0)), at) for day in days]


async def day_sight(
    session: AsyncSession, day: ReceptionDay, firm: Firm, room: tuple[int, int], at: datetime
) -> DaySight:
    """One of them."""
    lines, mine = (
        await bookings.invited(session, day.id or 0),
        await bookings.place_of(session, day.id or 0, firm.id or 0),
    )
    shut = opening(day).shut_for(at, is_invited=bool(lines.get(firm.id or 0)))
    return DaySight(day, *room, shut, mine)


async def slots_to_book(db: Database, day_id: int, firm_id: int | None, *, by: Me) -> SlotsSight:
    """The free slots of a day. Raises UnknownPlace, NotForYou, NoSuchFirm."""
    async with db.read() as session:
        firm, day = await firm_for(session, firm_id, by), await day_by_id(session, day_id)
        if day is None:
            raise UnknownPlace
        place = await bookings.place_of(session, day_id, firm.id or 0)
        slots = await bookings.free_slots(session, day_id)
        _, waits = (
            (0, 0) if slots else (await bookings.room_on(session, [day_id])).get(day_id, (0, 0))
        )  # nobody waits while one is
        return SlotsSight(day, firm, slots, waits, place)


async def slot_at(db: Database, starts_at: datetime) -> ReceptionSlot | None:
    """The slot that begins at that moment, of a day that is planned."""
    async with db.read() as session:
        return await bookings.slot_at(session, starts_at)


async def see_place(db: Database, place_id: int, *, by: Me, at: datetime) -> PlaceSight:
    """A place with all that its card shows. Raises UnknownPlace for a stranger's as for one that is not."""
    async with db.read() as session:
        sight = await sight_of_place(session, place_id, by, at)
        if sight is None:
            raise UnknownPlace
        return sight


async def sight_of_place(session: AsyncSession, place_id: int, me: Me, at: datetime) -> PlaceSight | None:
    """The place as the person may see it, None when he may not."""
    found = await bookings.place_seen_by(session, place_id, me)
    day = await day_by_id(session, found[0].day_id) if found else None
    if found is None or day is None:
        return None
    place, firm, by = found
    slot = await bookings.slot_by_id(session, place.slot_id)
    is_coming = not place.ended_at and place.state in COMING and day.state is DayState.PLANNED and at < day.starts_at
    topics = () if place.ended_at else await bookings.topics(session, day.id or 0, [firm.id or 0], me)
    position = await bookings.position(session, place) if place.state is PlaceState.WAITING else 0
    may_change = is_coming and acts_for(firm, me)
    opens_topics = firm.id in me.firm_ids or firm.liaison_id in me.selves or Role.DIRECTOR in me.roles
    return PlaceSight(day, place, slot, firm, by, topics, position, may_change, opens_topics)


async def own_places(db: Database, *, by: Me, at: datetime) -> Sequence[PlaceSight]:
    """The places of the person's firms on days that are not over, the next day's first."""
    async with db.read() as session:
        ids = await bookings.places_of(session, by, at)
        sights = [await sight_of_place(session, place_id, by, at) for place_id in ids]
        return [sight for sight in sights if sight]


async def list_of_day(db: Database, day_id: int | None, *, by: Me, at: datetime) -> DayList | None:
    """A day's places for who keeps its list; without a day the next one's, None when there is none.

    Raises NotForYou, UnknownPlace.
    """
    if not by.roles & KEEPS_LIST:
        raise NotForYou(who=(Part.SECRETARY, Part.DIRECTOR))
    async with db.read() as session:
        if day_id is None:
            day = next(iter(await next_days(session, at, limit=1)), None)
        elif (day := await day_by_id(session, day_id)) is None:
            raise UnknownPlace
        return await listed(session, day, by) if day else None


async def listed(session: AsyncSession, day: ReceptionDay, me: Me) -> DayList:
    """The list itself."""
    day_id, places = day.id or 0, await bookings.places_on(session, day.id or 0)
    by_slot = {slot.id: (place, firm) for place, firm, slot in places if slot}
    waits = [(place, firm) for place, firm, slot in places if slot is None]
    topics: dict[int, list[Ticket]] = {}
    for ticket in await bookings.topics(session, day_id, [firm.id or 0 for _, firm, _ in places], me):
        topics.setdefault(ticket.firm_id, []).append(ticket)
    slots = [(slot, *by_slot.get(slot.id, (None, None))) for slot in await slots_of(session, day_id)]
    return DayList(day, slots, waits, topics)
