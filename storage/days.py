"""Questions about the day table, and the statements that fill it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import delete
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import METADATA, CalendarYear, Day
from storage.upsert import insert_into

Days = Mapping[date, tuple[bool, str]]
day_table, years_table = METADATA.tables["day"], METADATA.tables["calendar_year"]
# Days are written by Core statements: what a session has seen of them before does not count.
IN_ORDER = select(Day).order_by(col(Day.day)).execution_options(populate_existing=True)
NEWEST = select(func.max(CalendarYear.loaded_at))


async def newest_load(session: AsyncSession) -> datetime | None:
    """When a year was loaded last; None while the table is empty."""
    return (await session.exec(NEWEST)).one()


async def calendar_years(session: AsyncSession, *, held: bool = False) -> Sequence[CalendarYear]:
    """The years in the day table, oldest first; `held` against everybody else who loads one."""
    asked = select(CalendarYear).order_by(col(CalendarYear.year))
    return (await session.exec(asked.with_for_update() if held else asked)).all()


async def days_from(session: AsyncSession, first: date) -> Sequence[Day]:
    """The day table from that date on, in order."""
    return (await session.exec(IN_ORDER.where(col(Day.day) >= first))).all()


async def days_of(session: AsyncSession, year: int) -> Sequence[Day]:
    """The days of one year, in order."""
    within = col(Day.day).between(date(year, 1, 1), date(year, 12, 31))
    return (await session.exec(IN_ORDER.where(within))).all()


async def add_years(session: AsyncSession, years: Collection[int], at: datetime) -> list[int]:
    """Note that these years are in the table, all but those that are; returns the ones that are new."""
    rows = [{"year": year, "is_official": True, "loaded_at": at, "loaded_by_id": None} for year in years]
    new = insert_into(years_table, session.get_bind().dialect.name).values(rows)
    kept = new.on_conflict_do_nothing(index_elements=["year"]).returning(years_table.c.year)
    return list((await session.exec(kept)).scalars())


async def put_year(session: AsyncSession, year: int, at: datetime, by_id: int | None) -> None:
    """The year is official, loaded by that person at that moment."""
    await session.merge(CalendarYear(year=year, is_official=True, loaded_at=at, loaded_by_id=by_id))
    await session.flush()


async def put_days(session: AsyncSession, days: Days) -> None:
    """Add days, or bring those that are there to what they are now."""
    rows = [{"day": day, "is_workday": works, "name": name} for day, (works, name) in days.items()]
    new = insert_into(day_table, session.get_bind().dialect.name).values(rows)
    changed = {name: new.excluded[name] for name in ("is_workday", "name")}
    await session.exec(new.on_conflict_do_update(index_elements=["day"], set_=changed))


async def drop_days(session: AsyncSession, days: Iterable[date]) -> None:
    """These days are ordinary ones again."""
    await session.exec(delete(Day).where(col(Day.day).in_(list(days))))
