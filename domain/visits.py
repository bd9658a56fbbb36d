"""When a firm is to be visited, and when its liaison is reminded of it (走访, DOMAIN.md section 4; issue 4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import count, takewhile

from domain.calendar import Calendar

DAYS_BEFORE = 3
DAYS_BETWEEN = 5


class VisitRung(StrEnum):
    """The steps of reminding: some working days before, on the day, and again while nobody goes."""

    SOON = "soon"
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True)
class VisitReminder:
    """One step, at that moment (UTC). `days`: how many working days are left, or have gone since; 0 on the day."""

    rung: VisitRung
    at: datetime
    days: int = 0


def visit_due(calendar: Calendar, since: date, days: int) -> date:
    """The park's date on which a firm is due, so many days of the week's count after the last visit.

    A day off moves it to the next working day. Source: issue 4, 30 days, of backbone firms 14.
    """
    return on_workday(calendar, since + timedelta(days=days))


def on_workday(calendar: Calendar, day: date) -> date:
    """The day itself, or the next working day after a day off."""
    return day if calendar.is_workday(day) else calendar.add_workdays(day, 1)


def visit_ladder(calendar: Calendar, due: date) -> Iterator[VisitReminder]:
    """All steps for a due date, the first one first: each at the opening of a working day, without end."""
    day = on_workday(calendar, due)  # the days of its year may have become official since it was reckoned
    yield VisitReminder(VisitRung.SOON, calendar.opening(calendar.add_workdays(day, -DAYS_BEFORE)), DAYS_BEFORE)
    yield VisitReminder(VisitRung.DUE, calendar.opening(day))
    for late in count(DAYS_BETWEEN, DAYS_BETWEEN):
        day = calendar.add_workdays(day, DAYS_BETWEEN)
        yield VisitReminder(VisitRung.LATE, calendar.opening(day), late)


def latest_visit_reminder(calendar: Calendar, due: date, at: datetime) -> VisitReminder | None:
    """The last step that has come by that moment: after an outage only this one is told. None before the first."""
    passed = list(takewhile(lambda step: step.at <= at, visit_ladder(calendar, due)))
    return passed[-1] if passed else None


def next_visit_reminder(calendar: Calendar, due: date, at: datetime) -> VisitReminder:
    """The first step after that moment."""
    return next(step for step in visit_ladder(calendar, due) if step.at > at)
