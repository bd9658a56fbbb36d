"""Reception days (主任企业接待日): how one comes to be, by the rule or by hand, and what is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy.exc import IntegrityError
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import Calendar
from domain.errors import DayOver, DayTaken, NotAWorkday, NotForReception, UnknownDay
from domain.park import Park
from domain.reception import DayState, Plan, coming_rule_days, next_reception_day, slots
from domain.roles import OFFICE, Role
from services.audit import note
from storage.database import Database
from storage.invited import all_days, day_on, day_with, lines_of, months_made, places
from storage.people import Me
from storage.reception_days import day_by_id, day_held, next_days, slots_of
from storage.reception_tables import ReceptionDay, ReceptionSlot

KEEPERS = frozenset({Role.SECRETARY, Role.DIRECTOR, Role.ADMIN})
SHOWN = 12
LISTED = 60
RECEPTION = "reception"


@dataclass(frozen=True)
class DaySight:
    """A day as its keepers see it: slots and how many are held, who waits, who is invited, who has declined."""

    day: ReceptionDay
    slots: int
    taken: int
    waiting: int
    invited: int
    declined: int


async def planned(
    session: AsyncSession,
    calendar: Calendar,
    plan: Plan,
    *,
    at: datetime,
    month: date | None = None,
    by_id: int | None = None,
    uid: str = "",
) -> ReceptionDay:
    """Write a day with its slots. `month`: the first of the month for which the rule makes it; unique.

    `uid`: that of its calendar files, made of a form's key when somebody adds the day; else a new one.
    """
    opens, closes = calendar.at(plan.day, plan.opens), calendar.at(plan.day, plan.closes)
    uid, minutes = uid or f"reception-{uuid4()}", plan.slot_minutes
    made = ReceptionDay(day=plan.day, starts_at=opens, ends_at=closes, slot_minutes=minutes, uid=uid, made_at=at)
    made.month, made.made_by_id = month, by_id
    made.place, made.latitude, made.longitude = plan.place, plan.latitude, plan.longitude
    session.add(made)
    await session.flush()
    for number, (starts, ends) in enumerate(slots(opens, closes, plan.slot_minutes), start=1):
        session.add(ReceptionSlot(day_id=made.id or 0, number=number, starts_at=starts, ends_at=ends))
    await session.flush()
    return made


async def missing_months(session: AsyncSession, db: Database, at: datetime) -> list[tuple[date, date]]:
    """The months to come for which the rule has not made its day yet, each with that day; not what is there by hand."""
    today = db.park.calendar.today(at)
    made = await months_made(session, today.replace(day=1))
    coming = coming_rule_days(db.park.calendar, today, db.park.reception)
    return [(month, day) for month, day in coming if month not in made and not await day_on(session, day)]


async def make_days(session: AsyncSession, db: Database, at: datetime) -> int:
    """The days of the next six months, each once: a second clock finds the month taken. Returns how many are new."""
    count = 0
    for month, day in await missing_months(session, db, at):
        try:
            async with session.begin_nested():
                await planned(session, db.park.calendar, db.park.reception.plan(day), at=at, month=month)
        except IntegrityError:
            continue
        count += 1
    return count


async def add_day(db: Database, plan: Plan, reason: str, *, by: Me, at: datetime, key: str) -> ReceptionDay:
    """A day by hand, with the reason. The same form again returns the same day.

    Raises NotForReception; NotAWorkday, DayTaken, DayOver of a date that cannot be.
    """
    refuse_others(by)
    async with db.begin() as session:
        if known := await day_with(session, uid := f"reception-{key}"):
            return known
        await refuse_date(session, db.park.calendar, plan, at)
        made = await planned(session, db.park.calendar, plan, at=at, by_id=by.id, uid=uid)
        made.reason = reason
        new = {"day": str(plan.day), "reason": reason}
        note(session, RECEPTION, str(plan.day), "add", by=by, at=at, new=new)
        return made


async def refuse_date(
    session: AsyncSession, calendar: Calendar, plan: Plan, at: datetime, *, besides: int | None = None
) -> None:
    """A reception day lies ahead, on a working day, and is the only one on its date."""
    if calendar.at(plan.day, plan.opens) <= at:
        raise DayOver
    if not calendar.is_workday(plan.day):
        raise NotAWorkday(day=plan.day)
    taken = await day_on(session, plan.day)
    if taken and taken.id != besides:
        raise DayTaken(day=plan.day)


def refuse_others(by: Me) -> None:
    """Who keeps reception days. Raises NotForReception."""
    if not by.roles & KEEPERS:
        raise NotForReception


async def day_to_change(session: AsyncSession, day_id: int, at: datetime) -> ReceptionDay:
    """The day, held until the transaction ends. Raises UnknownDay for one that has begun or is called off."""
    day = await day_held(session, day_id)
    if day is None or day.state is not DayState.PLANNED or day.starts_at <= at:
        raise UnknownDay
    return day


async def coming_days(db: Database, *, at: datetime) -> Sequence[ReceptionDay]:
    """The days to come, the next one first: everybody may know when they are."""
    async with db.read() as session:
        return await next_days(session, at, limit=SHOWN)


async def days_seen(db: Database, *, by: Me, at: datetime) -> Sequence[DaySight]:
    """The days to come, the next one first, then those gone by or called off, the last one first, with their figures.

    Raises NotForReception.
    """
    if not by.roles & (KEEPERS | OFFICE):
        raise NotForReception
    async with db.read() as session:
        days = await all_days(session, limit=LISTED)
        coming = [day for day in days if day.ends_at > at and day.state is DayState.PLANNED]
        gone = [day for day in days if day not in coming]
        return [await sight_of_day(session, day.id or 0) for day in (*reversed(coming), *gone)]


async def see_day(db: Database, day_id: int, *, by: Me) -> DaySight:
    """A day with its figures. Raises NotForReception, UnknownDay."""
    if not by.roles & (KEEPERS | OFFICE):
        raise NotForReception
    async with db.read() as session:
        return await sight_of_day(session, day_id)


async def sight_of_day(session: AsyncSession, day_id: int) -> DaySight:
    """The same within a transaction."""
    day = await day_by_id(session, day_id)
    if day is None:
        raise UnknownDay
    held, lines = await places(session, day_id), [line for line, _ in await lines_of(session, day_id)]
    return DaySight(
        day,
        len(await slots_of(session, day_id)),
        sum(place.slot_id is not None for place in held),
        sum(place.slot_id is None for place in held),
        sum(line.removed_at is None for line in lines),
        sum(line.removed_at is not None and line.invited_at is not None for line in lines),
    )


async def next_reception(session: AsyncSession, park: Park, at: datetime) -> date:
    """The date of the next reception day: of those that are planned, else by the rule."""
    planned_ones = await next_days(session, at, limit=1)
    if planned_ones:
        return planned_ones[0].day
    return next_reception_day(park.calendar, park.calendar.today(at), park.reception)
