"""When a scheduled digest is owed: daily to liaisons and officers, weekly to heads, monthly to the director.

Source: issue 3, DOMAIN.md section 9. At 08:40 park time, on working days only.
"""

from datetime import date, datetime, time
from enum import StrEnum

from domain.calendar import Calendar

DIGEST_AT = time(8, 40)


class Digest(StrEnum):
    """A digest that goes out by schedule."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


def digests_owed(calendar: Calendar, at: datetime) -> list[Digest]:
    """Those of the day that are due at that moment: from 08:40 until the end of office hours, for whoever was down."""
    day = calendar.today(at)
    if not calendar.is_workday(day) or not calendar.at(day, DIGEST_AT) <= at <= calendar.closing(day):
        return []
    before = calendar.add_workdays(day, -1)
    weekly = before.isocalendar()[:2] != day.isocalendar()[:2]
    monthly = (before.year, before.month) != (day.year, day.month)
    return [Digest.DAILY, *([Digest.WEEKLY] if weekly else []), *([Digest.MONTHLY] if monthly else [])]


def last_month(day: date) -> tuple[date, date]:
    """The first day of the month before, and of this one."""
    this = day.replace(day=1)
    before = date(this.year - (this.month == 1), this.month - 1 or 12, 1)
    return before, this


def end_of_week(day: date) -> date:
    """The Sunday of its week."""
    return date.fromordinal(day.toordinal() + 6 - day.weekday())
