"""The director's reception day (DOMAIN.md section 3): by rule the third Thursday, else the next working day."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice

from domain.calendar import Calendar
from domain.dates import month_after

THURSDAY = 4  # as ISO counts: Monday is 1
THIRD = 3
OPENS, CLOSES = time(14, 30), time(17, 30)
SLOT_MINUTES = 20
INVITE_DAYS = 15
RESERVED_DAYS = 5
MONTHS_AHEAD = 6


class DayState(StrEnum):
    """What has become of a reception day."""

    PLANNED = "planned"
    CALLED_OFF = "called_off"
    CLOSED = "closed"


class PlaceState(StrEnum):
    """What a firm's place on a reception day is: `late` has arrived too, `received` has been at the table."""

    WAITING = "waiting"
    OFFERED = "offered"
    BOOKED = "booked"
    ARRIVED = "arrived"
    LATE = "late"
    RECEIVED = "received"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


# Who has been at the door of a past day has been received; a no-show has not.
RECEIVED = frozenset({PlaceState.RECEIVED, PlaceState.ARRIVED, PlaceState.LATE})


class Verdict(StrEnum):
    """What was decided in the room about a problem said at the table."""

    ON_THE_SPOT = "on_the_spot"
    COMMITTED = "committed"
    HANDED_OVER = "handed_over"


class Fate(StrEnum):
    """What has become of a problem of a reception day: of its promise, if a date was given."""

    KEPT = "kept"
    LATE = "late"
    RUNNING = "running"
    BROKEN = "broken"
    NO_DATE = "no_date"
    WITHDRAWN = "withdrawn"


def fate(promised: datetime | None, finished: datetime | None, at: datetime, *, withdrawn: bool) -> Fate:
    """Kept is what was finished on or before the first date promised to the firm (DOMAIN.md section 10)."""
    if withdrawn:
        return Fate.WITHDRAWN
    if promised is None:
        return Fate.KEPT if finished else Fate.NO_DATE
    if finished is not None:
        return Fate.KEPT if finished <= promised else Fate.LATE
    return Fate.RUNNING if at <= promised else Fate.BROKEN


@dataclass(frozen=True)
class Plan:
    """A reception day as it is to be: park time, and the place with its coordinates (WGS 84) where they are known."""

    day: date
    opens: time = OPENS
    closes: time = CLOSES
    slot_minutes: int = SLOT_MINUTES
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class DayRule:
    """The park's rule for its reception days: the n-th weekday (1 is Monday) of each month, hours in park time, place.

    `invite_days`: so many working days before the day the invitations go out; `reserved_days`: so many working days
    long only invited firms may book.
    """

    week: int = THIRD
    weekday: int = THURSDAY
    opens: time = OPENS
    closes: time = CLOSES
    slot_minutes: int = SLOT_MINUTES
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    invite_days: int = INVITE_DAYS
    reserved_days: int = RESERVED_DAYS

    def plan(self, day: date) -> Plan:
        """A day as the rule makes it."""
        return Plan(day, self.opens, self.closes, self.slot_minutes, self.place, self.latitude, self.longitude)


RULE = DayRule()


def reception_day(calendar: Calendar, year: int, month: int, rule: DayRule = RULE) -> date:
    """The day the rule makes for a month; a day off moves it to the next working day."""
    first = date(year, month, 1)
    day = first + timedelta(days=(rule.weekday - first.isoweekday()) % 7 + 7 * (rule.week - 1))
    return day if calendar.is_workday(day) else calendar.add_workdays(day, 1)


def next_reception_day(calendar: Calendar, today: date, rule: DayRule = RULE) -> date:
    """The next reception day from today on."""
    return next(day for _, day in rule_days(calendar, today, rule) if day >= today)


def rule_days(calendar: Calendar, today: date, rule: DayRule = RULE) -> Iterator[tuple[date, date]]:
    """The first of each month from this one on, with the day the rule makes for it; without end."""
    month = today.replace(day=1)
    while True:
        yield month, reception_day(calendar, month.year, month.month, rule)
        month = month_after(month)


def coming_rule_days(calendar: Calendar, today: date, rule: DayRule = RULE) -> list[tuple[date, date]]:
    """The six reception days to come, each with its month; none that nobody could be invited to any more."""
    soonest = calendar.add_workdays(today, rule.reserved_days)
    coming = (each for each in rule_days(calendar, today, rule) if each[1] >= soonest)
    return list(islice(coming, MONTHS_AHEAD))


def slots(starts_at: datetime, ends_at: datetime, minutes: int) -> Iterator[tuple[datetime, datetime]]:
    """The whole slots between two moments, one after the other: the day's capacity."""
    length = timedelta(minutes=minutes)
    while starts_at + length <= ends_at:
        yield starts_at, starts_at + length
        starts_at += length


WINDOW = re.compile(r"(\d{1,2})[:.点时]?(\d{2})?分?[-–—~至到]+(\d{1,2})[:.点时]?(\d{2})?分?")


def read_window(words: str) -> tuple[time, time] | None:
    """Hours as people type them: 14:30-17:30, 1430-1730, 14点到17点; None when they are none or run backwards."""
    clean = re.sub(r"\s", "", unicodedata.normalize("NFKC", words))
    found = WINDOW.fullmatch(clean)
    if found is None:
        return None
    (hour, minute), (end, last) = ((int(found[n]), int(found[n + 1] or 0)) for n in (1, 3))
    if max(hour, end) > 23 or max(minute, last) > 59:  # noqa: PLR2004 - a clock
        return None
    opens, closes = time(hour, minute), time(end, last)
    return (opens, closes) if opens < closes else None


def written_window(opens: time, closes: time) -> str:
    """Hours without a colon: what a button carries is parted by colons."""
    return f"{opens:%H%M}-{closes:%H%M}"


def report_day(calendar: Calendar, day: date) -> date:
    """When it is told what of a reception day was kept: the first working day a month or more later."""
    first = month_after(day)
    last = month_after(first) - timedelta(days=1)
    due = first.replace(day=min(day.day, last.day))
    return due if calendar.is_workday(due) else calendar.add_workdays(due, 1)


def lay_before(calendar: Calendar, day: date) -> datetime:
    """When the pre-reading goes out: the morning of the working day before."""
    return calendar.opening(calendar.add_workdays(day, -1))
