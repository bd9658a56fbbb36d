"""The month's report (月报): the board of a month, and what was published of it, read in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.errors import MonthNotBegun, NotForYou
from domain.lifecycle import Part
from domain.roles import SEES_ALL
from services.publishing import Comparison, compared_with
from services.scoreboard import Board, board_of, month_span
from storage.categories import categories
from storage.database import Database
from storage.people import Me
from storage.tables import Category


@dataclass(frozen=True)
class MonthReport:
    """A month for those who see everything.

    `published`: what was frozen beside how it is now, None while nothing was. `is_draft`: the month is not over yet.
    """

    board: Board
    published: Comparison | None
    categories: Sequence[Category]
    is_draft: bool


async def month_report(db: Database, first: date, *, by: Me, at: datetime) -> MonthReport:
    """The report of the month that begins on that date. Raises NotForYou, MonthNotBegun."""
    if not by.roles & SEES_ALL:
        raise NotForYou(who=(Part.DIRECTOR, Part.DISPATCHER, Part.ASSESSOR))
    span, today = month_span(first), db.park.calendar.today(at)
    if first > today:
        raise MonthNotBegun(month=f"{first:%Y-%m}")
    async with db.read() as session:
        seen = await board_of(session, db.park.calendar, span, by=by, at=at)
        published = await compared_with(session, seen, by=by)
        return MonthReport(seen, published, await categories(session), is_draft=today <= span.last)
