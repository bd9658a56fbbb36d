"""Use cases of the day table: open it, load a year from the official notice, look at it (docs/decisions/0014)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import Calendar
from domain.errors import BadNotice, NotAdministrator
from domain.notice import Block, Notice, blocks
from domain.roles import Role
from services.audit import note
from services.redating import concerned, redate, redating
from storage.calendar import YEARS_AHEAD, official_years, statutory_days, years_after
from storage.database import Database
from storage.days import (
    add_years,
    calendar_years,
    days_from,
    days_of,
    drop_days,
    newest_load,
    put_days,
    put_year,
)
from storage.people import Me
from storage.tables import CalendarYear, Day

BACK, AHEAD = 1, 2  # a notice is loaded for the year before this one, to correct it, and for two to come
SHOWN = 4


@dataclass(frozen=True)
class Loaded:
    """What loading a notice came to. `changed` is False when the year stood like this already."""

    year: int
    tickets: int
    changed: bool = True


@dataclass(frozen=True)
class Outlook:
    """The day table at a glance: official years, the next days off and make-up days, the first provisional year."""

    years: Sequence[int]
    coming: Sequence[Block]
    workdays: Sequence[Day]
    provisional_from: int


async def open_calendar(db: Database, *, at: datetime) -> Calendar:
    """Reckon by the day table from now on. Official years of the library that are not in it are added.

    A year that stands in the table already is left as it is: the administrator's word goes before the library's.
    """
    async with db.begin() as session:
        held = await calendar_years(session, held=True)
        old = await reckoned(session, db.park.calendar, at) if held else None
        new_years = await seed(session, at)
        new = await reckoned(session, db.park.calendar, at)
        if old and new_years:
            await redate(session, old, new, year=max(new_years), by_id=None, at=at)
        db.park = replace(db.park, calendar=new)
    return new


async def refresh_calendar(db: Database, *, at: datetime) -> int:
    """Take up what another process has loaded. What this one reckoned by the old days meanwhile is reckoned anew.

    Returns how many tickets that were.
    """
    old = db.park.calendar
    async with db.read() as session:
        newest = await newest_load(session)
    if newest is None or newest == old.as_of:
        return 0
    async with db.begin() as session:
        new = await reckoned(session, old, at)
        year = max(row.year for row in await calendar_years(session) if row.loaded_at == newest)
        count = await redate(session, old, new, year=year, by_id=None, at=at, started=newest)
        db.park = replace(db.park, calendar=new)
    return count


async def load_year(db: Database, notice: Notice, *, by: Me | None, at: datetime) -> Loaded:
    """The year's days become those of the notice; deadlines that ran through other days are reckoned anew.

    `by` is None at the command line. The same notice again changes nothing. Raises NotAdministrator, BadNotice.
    """
    refuse(db, notice, by, at)
    async with db.begin() as session:
        await calendar_years(session, held=True)
        await seed(session, at)
        if await stands(session, notice):
            return Loaded(notice.year, 0, changed=False)
        old = await reckoned(session, db.park.calendar, at)
        before = await days_of(session, notice.year)
        await write(session, notice, by.id if by else None, at)
        note(session, "days", str(notice.year), "load", by=by, at=at, old=kept(before), new=kept(of_notice(notice)))
        new = await reckoned(session, db.park.calendar, at)
        count = await redate(session, old, new, year=notice.year, by_id=by.id if by else None, at=at)
        db.park = replace(db.park, calendar=new)  # before the lock is free: whoever waits for it reckons by this
    return Loaded(notice.year, count)


def of_notice(notice: Notice) -> list[Day]:
    """A notice's own days of its year."""
    names = {**notice.days_off, **notice.workdays}
    own = sorted((day, works) for day, works in notice.days.items() if day.year == notice.year)
    return [Day(day=day, is_workday=works, name=names[day]) for day, works in own]


def kept(days: Sequence[Day]) -> dict[str, list[str]]:
    """Days as the trail keeps them."""
    return {
        "off": [str(row.day) for row in days if not row.is_workday],
        "workdays": [str(row.day) for row in days if row.is_workday],
    }


async def foresee(db: Database, notice: Notice, *, by: Me | None, at: datetime) -> int:
    """How many tickets would get another date. Raises NotAdministrator, BadNotice."""
    refuse(db, notice, by, at)
    old = db.park.calendar
    others = {day: works for day, works in old.days.items() if day.year != notice.year}
    new = replace(old, days=others | notice.days)
    async with db.read() as session:
        return sum(bool(redating(ticket, old, new, at)) for ticket in await concerned(session, old, new))


def refuse(db: Database, notice: Notice, by: Me | None, at: datetime) -> None:
    """Only an administrator loads a year, and none that is far away: that is a typing mistake."""
    refuse_others(by)
    this_year = db.park.calendar.today(at).year
    if not this_year - BACK <= notice.year <= this_year + AHEAD:
        raise BadNotice("notice-far-year", year=str(notice.year))


def refuse_others(by: Me | None) -> None:
    """The command line is the operator's; in chat one has to be an administrator."""
    if by is not None and Role.ADMIN not in by.roles:
        raise NotAdministrator


async def outlook(db: Database, *, by: Me | None, at: datetime) -> Outlook:
    """What the administrator sees first. Raises NotAdministrator."""
    refuse_others(by)
    today = db.park.calendar.today(at)
    async with db.read() as session:
        years, days = await calendar_years(session), await days_from(session, today)
    official = [row.year for row in years if row.is_official]
    last = last_in_a_row(official) if official else db.park.calendar.official_until.year
    statutory = statutory_days([year for year in years_after(last) if year not in official])
    off = {day: name for day, name in statutory.items() if day >= today}
    off |= {row.day: row.name for row in days if not row.is_workday}
    coming = blocks(off)[:SHOWN]
    made_up = [row for row in days if row.is_workday and coming and row.day <= coming[-1].last]
    return Outlook(official, coming, made_up, last + 1)


async def years_listed(db: Database) -> Sequence[CalendarYear]:
    """The years of the day table, oldest first."""
    async with db.read() as session:
        return await calendar_years(session)


async def days_listed(db: Database, year: int) -> Sequence[Day]:
    """The days of one year: of the table, or those by law while its notice is not out."""
    async with db.read() as session:
        known = {row.year for row in await calendar_years(session)}
        if year in known:
            return await days_of(session, year)
    return [Day(day=day, is_workday=False, name=name) for day, name in sorted(statutory_days([year]).items())]


async def seed(session: AsyncSession, at: datetime) -> list[int]:
    """Add the years that the library knows and the table does not; returns them."""
    known = official_years()
    missing = sorted(set(known) - {row.year for row in await calendar_years(session)})
    new = await add_years(session, missing, at) if missing else []
    if new:
        await put_days(session, {day: is_what for year in new for day, is_what in known[year].items()})
    return new


async def stands(session: AsyncSession, notice: Notice) -> bool:
    """Whether the year is in the table just like this."""
    official = any(row.year == notice.year and row.is_official for row in await calendar_years(session))
    kept = {row.day: row.is_workday for row in await days_of(session, notice.year)}
    return official and kept == {day: works for day, works in notice.days.items() if day.year == notice.year}


async def write(session: AsyncSession, notice: Notice, by_id: int | None, at: datetime) -> None:
    """The year's days become those of the notice."""
    gone = [row.day for row in await days_of(session, notice.year) if row.day not in notice.days]
    await drop_days(session, gone)
    names = {**notice.days_off, **notice.workdays}
    await put_days(session, {day: (works, names[day]) for day, works in notice.days.items()})
    await put_year(session, notice.year, at, by_id)


async def reckoned(session: AsyncSession, before: Calendar, at: datetime) -> Calendar:
    """The calendar by the day table; years that are not official have the days off that the law names."""
    years = await calendar_years(session)
    official = [row.year for row in years if row.is_official]
    last = last_in_a_row(official)
    ahead = range(last + 1, max(last, before.today(at).year) + YEARS_AHEAD + 1)
    days = dict.fromkeys(statutory_days([year for year in ahead if year not in official]), False)
    days |= {row.day: row.is_workday for row in await days_from(session, date.min)}
    newest = max(row.loaded_at for row in years)
    return replace(before, days=days, official_until=date(last, 12, 31), as_of=newest)


def last_in_a_row(years: Sequence[int]) -> int:
    """The last year before the first that is missing: working days counted through a gap are provisional."""
    last = min(years)
    while last + 1 in years:
        last += 1
    return last
