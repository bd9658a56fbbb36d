"""After the table: a reception day is closed, with its minutes; who did not come is visited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NoTable, NotForTable, NotToday
from domain.park import Park
from domain.reception import DayState, PlaceState, report_day
from domain.roles import Role
from services.at_door import LOOKING_ON, finish, guest, open_day
from services.pushes import owed
from services.visit_dates import set_due
from storage import reception_table as table
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, holders, people_by_id, people_with, substitutes
from storage.reception_table import Figures, Place, Said
from storage.reception_tables import ReceptionDay
from storage.tables import Person
from storage.visits import firm_held


@dataclass(frozen=True)
class DayFigures:
    """A closed day in numbers."""

    day: ReceptionDay
    figures: Figures


@dataclass(frozen=True)
class Minutes:
    """A day as its minutes tell it. `people`: who presided, and who wrote or confirmed anything, by row id."""

    day: ReceptionDay
    places: Sequence[Place]
    said: Sequence[Said]
    figures: Figures
    directors: Sequence[Person]
    people: Mapping[int, Person]

    def said_by(self, firm_id: int | None) -> list[Said]:
        """What one firm said."""
        return [each for each in self.said if each.firm.id == firm_id]


async def close_day(db: Database, day_id: int, *, by: Me, at: datetime) -> DayFigures:
    """The secretary closes the day, once it has begun; closing it again only shows its figures.

    Raises NotForTable, NoTable, NotToday.
    """
    if Role.SECRETARY not in by.roles:
        raise NotForTable
    async with db.begin() as session:
        day = await session.get(ReceptionDay, day_id)
        if day is None or day.state is DayState.CALLED_OFF:
            raise NoTable
        if at < day.starts_at:
            raise NotToday(day=day.day)
        if day.state is DayState.PLANNED:
            await closed(session, db.park, day_id, at)
        return DayFigures(day, await table.figures_of(session, [day_id]))


async def closed(session: AsyncSession, park: Park, day_id: int, at: datetime) -> None:
    """The day is over: who is at the table has been received, who has not come has not; everybody concerned is told."""
    day, places = await open_day(session, day_id), await table.places_of(session, day_id)
    for place in places:
        if place.is_at_table:
            finish(place, at)
    record_absent(places, at)
    day.state, day.closed_at = DayState.CLOSED, at
    day.report_due = report_day(park.calendar, day.day)
    await session.flush()
    for place in places:
        if place.booking.state is PlaceState.NO_SHOW:
            await call_on(session, park, place, at)
    people = [*await holders(session, Role.SECRETARY), *await holders(session, Role.DIRECTOR)]
    rows = [owed(f"table-closed:{day_id}:{each}", "table-closed", each, at, table=day_id) for each in people]
    await owe(session, rows)


def record_absent(places: Sequence[Place], at: datetime) -> int:
    """Whoever is on the list and has not come: how many."""
    absent = [place.booking for place in places if place.booking.state is PlaceState.BOOKED]
    for booking in absent:
        booking.state, booking.ended_at = PlaceState.NO_SHOW, at
    return len(absent)


async def call_on(session: AsyncSession, park: Park, place: Place, at: datetime) -> None:
    """Who did not come is due for a visit on the next working day, unless it is due sooner: the liaison asks why.

    The firm is told how to book again.
    """
    firm, booking = await firm_held(session, place.firm.id or 0), place.booking
    if firm is None:
        return
    due = park.calendar.add_workdays(park.calendar.today(at), 1)
    if firm.visit_due is None or firm.visit_due > due:
        set_due(park.calendar, firm, due, at)
    away = await substitutes(session, at)
    liaison = away.get(firm.liaison_id or 0, firm.liaison_id)
    told = {"table-no-show": liaison, "table-missed": await guest(session, booking)}
    rows = [owed(f"{kind}:{booking.id}", kind, who, at, table=booking.id) for kind, who in told.items() if who]
    await owe(session, rows)


async def minutes_of(db: Database, day_id: int | None = None, *, by: Me, at: datetime) -> Minutes:
    """What stands in the minutes of a day, or of the last one that has begun. Raises NotForTable, NoTable."""
    if not by.roles & LOOKING_ON:
        raise NotForTable
    async with db.read() as session:
        day = await session.get(ReceptionDay, day_id) if day_id else await table.last_begun(session, at)
        if day is None or day.state is DayState.CALLED_OFF:
            raise NoTable
        places, said = await table.places_of(session, day.id or 0), await table.said_on(session, day.id or 0)
        figures = await table.figures_of(session, [day.id or 0])
        wrote = {who for each in said for who in (each.problem.entered_by_id, each.problem.confirmed_by_id) if who}
        people = await people_by_id(session, wrote)
        return Minutes(day, places, said, figures, await people_with(session, Role.DIRECTOR), people)
