"""Publishing (发布): an assessor freezes a month; later corrections appear beside it, never instead of it.

What is frozen holds no name: departments, categories, chains and sources, and liaisons by their codes. The tickets
behind each figure are kept by their numbers. The checksum is the SHA-256 of all of it as canonical JSON. What is shown
of it to everybody lacks ratings of fewer than five, as the board does; what is kept does not change by that.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import Calendar
from domain.errors import MonthNotOver, NotAMonth, NotPublished, NotPublisher
from domain.roles import SEES_ALL, Role
from domain.scoring import INDICATORS, RATES, By, Measure, Rate, withhold
from services.scoreboard import Board, Row, Span, behind_of, board_of, month_span, plain, withheld_rows
from storage import scoreboard
from storage.database import Database
from storage.people import Me
from storage.score_tables import PublishedMonth

PUBLIC = (By.DEPARTMENT, By.CATEGORY, By.CHAIN, By.SOURCE)
MONTH_LENGTH = 7
YEARS = range(2000, 3000)


@dataclass(frozen=True)
class Change:
    """A rate that is another one now than when the month was frozen; `key` is empty for the park's."""

    by: By
    key: str
    measure: Measure
    frozen: Rate
    now: Rate


@dataclass(frozen=True)
class Comparison:
    """A frozen month beside the same month as it is now. `is_intact`: whether the checksum still fits.

    `figures`: what was frozen, as far as the reader may see it.
    """

    month: PublishedMonth
    figures: Mapping[str, Any]
    changes: tuple[Change, ...]
    is_intact: bool


def month_named(words: str, today: date) -> date:
    """The first of the month that is meant: `2026-10`; without words the month before. Raises NotAMonth."""
    if not words.strip():
        return month_before(today)
    year, _, month = words.strip().replace("/", "-").replace("年", "-").removesuffix("月").partition("-")
    if not (year.isdecimal() and month.isdecimal() and int(year) in YEARS):
        raise NotAMonth
    try:
        return date(int(year), int(month), 1)
    except ValueError:
        raise NotAMonth from None


def month_before(day: date) -> date:
    """The first of the month before a date's."""
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)


def refuse_others(by: Me) -> None:
    """Publishing is the assessor's alone. Raises NotPublisher."""
    if Role.ASSESSOR not in by.roles:
        raise NotPublisher


async def to_publish(db: Database, first: date, *, by: Me, at: datetime) -> Board:
    """What would be frozen now. Raises NotPublisher, MonthNotOver."""
    refuse_others(by)
    async with db.read() as session:
        return await board_of(session, db.park.calendar, over(db.park.calendar, first, at), by=by, at=at)


def over(calendar: Calendar, first: date, at: datetime) -> Span:
    """The month, if it is over. Raises MonthNotOver."""
    span = month_span(first)
    if calendar.today(at) <= span.last:
        raise MonthNotOver(month=f"{first:%Y-%m}")
    return span


async def publish(db: Database, first: date, *, by: Me, at: datetime) -> PublishedMonth:
    """Freeze a month that is over, once: the second time gives what was frozen the first time.

    Raises NotPublisher, MonthNotOver.
    """
    refuse_others(by)
    span, month = over(db.park.calendar, first, at), f"{first:%Y-%m}"
    async with db.begin() as session:
        if known := await scoreboard.month_published(session, month):
            return known
        seen = await board_of(session, db.park.calendar, span, by=by, at=at)
        figures, ranking = figures_of(seen), {kind: plain(list(rows)) for kind, rows in coded(seen).items()}
        tickets = await numbers_behind(session, db.park.calendar, span, by, at)
        row = PublishedMonth(
            month=month, frozen_at=at, by_id=by.id, checksum=checksum(month, figures, ranking, tickets)
        )
        row.figures, row.ranking, row.tickets = figures, ranking, tickets
        await scoreboard.publish(session, row)
        return await scoreboard.month_published(session, month) or row


def figures_of(seen: Board) -> dict[str, Any]:
    """The figures as they are frozen: no name of a person, and liaisons by their codes."""
    rows = {str(kind): [frozen_row(row) for row in some] for kind, some in seen.rows.items()}
    return {"park": plain(seen.park), "uncalled": seen.uncalled, "inspections": seen.inspections, "rows": rows}


def frozen_row(row: Row) -> dict[str, Any]:
    """One row; a person by his code."""
    named = {"key": row.code or row.key, "name": "" if row.by is By.LIAISON else row.name}
    return named | {"sums": plain(row.sums)}


def coded(seen: Board) -> Mapping[str, list[dict[str, Any]]]:
    """The ranking; people by their codes."""
    codes = {row.key: row.code for row in seen.rows.get(By.LIAISON, ())}
    return {
        kind: [
            {"place": each.place, "key": codes.get(each.key, ""), "name": ""}
            if kind == By.LIAISON
            else {"place": each.place, "key": each.key, "name": each.name}
            for each in places
        ]
        for kind, places in seen.ranking.items()
    }


async def numbers_behind(
    session: AsyncSession, calendar: Calendar, span: Span, by: Me, at: datetime
) -> dict[str, list[list[Any]]]:
    """Of each figure the numbers of its tickets, each with 1 if it counts in the numerator."""
    numbers = {}
    for each in INDICATORS:
        if each.facts:
            found = await behind_of(session, calendar, each.key, span, row=(By.PARK, ""), by=by, at=at)
            numbers[str(each.key)] = [[ticket.number, int(ticket.good)] for ticket in found]
    return numbers


def checksum(month: str, figures: Mapping[str, Any], ranking: Mapping[str, Any], tickets: Mapping[str, Any]) -> str:
    """SHA-256 over canonical JSON: sorted keys, no spaces, UTF-8."""
    whole = {"month": month, "figures": figures, "ranking": ranking, "tickets": tickets}
    words = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


async def published_months(db: Database) -> list[str]:
    """Which months have been published, the newest first: anybody may know."""
    async with db.read() as session:
        return list(await scoreboard.months_published(session))


async def public_month(db: Database, month: str) -> dict[str, Any]:
    """What the public address of a published month shows: no person, no firm, no ticket. Raises NotPublished."""
    async with db.read() as session:
        row = await scoreboard.month_published(session, month) if len(month) == MONTH_LENGTH else None
        if row is None:
            raise NotPublished
        figures = withheld_figures(row.figures)
        shown = {**figures, "rows": {str(by): figures["rows"].get(str(by), []) for by in PUBLIC}}
        ranks = {str(By.DEPARTMENT): row.ranking.get(str(By.DEPARTMENT), [])}
        frozen_at = row.frozen_at.isoformat()
        return {"month": month, "frozen_at": frozen_at, "checksum": row.checksum, "figures": shown, "ranking": ranks}


async def compared(db: Database, first: date, *, by: Me, at: datetime, is_public: bool = False) -> Comparison:
    """A published month beside the same month now, by the same queries. Raises NotPublished.

    Who does not see all figures is told of the park's alone. `is_public`: what everybody may know of all.
    """
    async with db.read() as session:
        seen = await board_of(session, db.park.calendar, month_span(first), by=by, at=at)
        found = await compared_with(session, seen, by=by, is_public=is_public)
        if found is None:
            raise NotPublished
        return found


async def compared_with(session: AsyncSession, seen: Board, *, by: Me, is_public: bool = False) -> Comparison | None:
    """What was published of a board's month beside the board, within a transaction; None when nothing was."""
    row = await scoreboard.month_published(session, f"{seen.last:%Y-%m}")
    if row is None:
        return None
    kinds = {By.PARK, *PUBLIC} if is_public else set(By) if by.roles & SEES_ALL else {By.PARK}
    is_withheld = is_public or not by.roles & SEES_ALL
    was, now = (withheld_figures(each) if is_withheld else each for each in (row.figures, figures_of(seen)))
    changes = tuple(changes_between(was, now, kinds))
    is_intact = row.checksum == checksum(row.month, row.figures, row.ranking, row.tickets)
    return Comparison(row, was, changes, is_intact)


def changes_between(was: Mapping[str, Any], now: Mapping[str, Any], kinds: Collection[By]) -> Iterator[Change]:
    """Every rate of these kinds of rows that is another one."""
    before, after = ({name: rate for name, rate in rates_in(each) if name[0] in kinds} for each in (was, now))
    for name in dict.fromkeys([*before, *after]):
        change = Change(*name, before.get(name, NONE), after.get(name, NONE))
        if change.frozen != change.now:
            yield change


def withheld_figures(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Figures as they are frozen, without ratings of so few that they tell who gave which stars."""
    park, rows = figures["park"], figures["rows"]
    whole = rating_of(park)
    shown = withheld_rows({kind: [rating_of(row["sums"]) for row in some] for kind, some in rows.items()}, whole)
    (of_park,) = withhold([whole], whole)
    told = {
        kind: [row | {"sums": rated_as(row["sums"], rate)} for row, rate in zip(some, shown[kind], strict=True)]
        for kind, some in rows.items()
    }
    return {**figures, "park": rated_as(park, of_park), "rows": told}


def rating_of(sums: Mapping[str, Any]) -> Rate:
    """The ratings among frozen figures."""
    return Rate(**sums[Measure.SATISFACTION])


def rated_as(sums: Mapping[str, Any], rate: Rate) -> dict[str, Any]:
    """The same figures with other ratings."""
    return {**sums, str(Measure.SATISFACTION): plain(rate)}


NONE = Rate()


def rates_in(figures: Mapping[str, Any]) -> Iterator[tuple[tuple[By, str, Measure], Rate]]:
    """Every rate that stands in frozen figures."""
    yield from (((By.PARK, "", measure), Rate(**figures["park"][measure])) for measure in RATES)
    for by, rows in figures["rows"].items():
        for row in rows:
            yield from (((By(by), row["key"], measure), Rate(**row["sums"][measure])) for measure in RATES)
