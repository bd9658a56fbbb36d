"""The director's reception day (DOMAIN.md section 3): by rule the third Thursday, else the next working day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.calendar import Calendar

THURSDAY = 3
THIRD = 3
OPENS, CLOSES = time(14, 30), time(17, 30)
SLOT_MINUTES = 20


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


def reception_day(calendar: Calendar, year: int, month: int) -> date:
    """The day the rule makes for a month; a day off moves it to the next working day."""
    first = date(year, month, 1)
    thursday = first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 7 * (THIRD - 1))
    return thursday if calendar.is_workday(thursday) else calendar.add_workdays(thursday, 1)


def next_reception_day(calendar: Calendar, today: date) -> date:
    """The next reception day from today on."""
    this = reception_day(calendar, today.year, today.month)
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return this if this >= today else reception_day(calendar, following.year, following.month)


def slots(starts_at: datetime, ends_at: datetime, minutes: int) -> Iterator[tuple[datetime, datetime]]:
    """The whole slots between two moments, one after the other: the day's capacity."""
    length = timedelta(minutes=minutes)
    while starts_at + length <= ends_at:
        yield starts_at, starts_at + length
        starts_at += length


def report_day(calendar: Calendar, day: date) -> date:
    """When it is told what of a reception day was kept: the first working day a month or more later."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    due = first.replace(day=min(day.day, last.day))
    return due if calendar.is_workday(due) else calendar.add_workdays(due, 1)


def lay_before(calendar: Calendar, day: date) -> datetime:
    """When the pre-reading goes out: the morning of the working day before."""
    return calendar.opening(calendar.add_workdays(day, -1))
