"""Places on a reception day: who may book when, how long a freed slot is held, when a firm is reminded of its slot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.calendar import Calendar
from domain.reception import PlaceState

LONGEST_HOLD = timedelta(hours=4)
SHARE = 4
SHORTEST_HOLD = timedelta(minutes=15)
DAYS_BEFORE = 3
HOURS_BEFORE = timedelta(hours=2)
# What can still be changed, given back and prepared: who has arrived has a place for good.
COMING = frozenset({PlaceState.WAITING, PlaceState.OFFERED, PlaceState.BOOKED})
HOLDS_SLOT = frozenset(PlaceState) - {PlaceState.WAITING, PlaceState.CANCELLED, PlaceState.LAPSED}


class Shut(StrEnum):
    """Why a firm may not book on a day."""

    OVER = "over"
    RESERVED = "reserved"


@dataclass(frozen=True)
class Opening:
    """For whom a day is open. `is_planned`: it has been neither called off nor closed.

    `book_until`: until when the invited firms' right to book is reserved, None before the invitations have gone out;
    `opened_at`: since when all firms may.
    """

    is_planned: bool
    starts_at: datetime
    book_until: datetime | None = None
    opened_at: datetime | None = None

    def shut_for(self, at: datetime, *, is_invited: bool) -> Shut | None:
        """Why a firm may not book at that moment, None when it may (issue 5).

        Invited firms from their invitation on; all firms when the day was opened or the reserved right has ended: who
        looks early finds nothing to take from those whose turn it is. Nobody once the day has begun.
        """
        if not self.is_planned or at >= self.starts_at:
            return Shut.OVER
        is_open = any(since is not None and at >= since for since in (self.book_until, self.opened_at))
        return None if is_invited or is_open else Shut.RESERVED


def held_until(calendar: Calendar, at: datetime, starts_at: datetime) -> datetime | None:
    """Until when a slot that gets free at that moment is held for one firm; None when it is too late to offer it.

    4 working hours, near the day a quarter of the working time that is left, but 15 minutes outside the quiet hours
    always. An offer ends before the day begins. Source: issue 5.
    """
    awake = calendar.after_quiet(at)
    if awake + SHORTEST_HOLD >= starts_at:
        return None
    hold = min(LONGEST_HOLD, calendar.working_time(at, starts_at) / SHARE)
    return max(calendar.add_working_time(at, hold), awake + SHORTEST_HOLD) if hold else awake + SHORTEST_HOLD


class PlaceRung(StrEnum):
    """The steps of reminding a firm of its slot: three working days before, one before, two hours before."""

    DAYS = "days"
    DAY = "day"
    HOURS = "hours"


@dataclass(frozen=True)
class PlaceReminder:
    """One step, at that moment (UTC)."""

    rung: PlaceRung
    at: datetime


def place_ladder(calendar: Calendar, starts_at: datetime) -> Iterator[PlaceReminder]:
    """The steps before a slot: two at the opening of working days, the last one unless it fell on a time of rest.

    On a day off nobody is written to: then the step of the working day before is the last. Source: issue 5.
    """
    day = calendar.today(starts_at)
    yield PlaceReminder(PlaceRung.DAYS, calendar.opening(calendar.add_workdays(day, -DAYS_BEFORE)))
    yield PlaceReminder(PlaceRung.DAY, calendar.opening(calendar.add_workdays(day, -1)))
    last = calendar.after_quiet(starts_at - HOURS_BEFORE)
    if last < starts_at:
        yield PlaceReminder(PlaceRung.HOURS, last)


def latest_place_reminder(calendar: Calendar, starts_at: datetime, at: datetime) -> PlaceReminder | None:
    """The last step that has come by that moment: after an outage only this one is told. None once the slot begins."""
    passed = [step for step in place_ladder(calendar, starts_at) if step.at <= at < starts_at]
    return passed[-1] if passed else None


def next_place_reminder(calendar: Calendar, starts_at: datetime, at: datetime) -> datetime | None:
    """When the first step after that moment comes, None when there is none any more."""
    return next((step.at for step in place_ladder(calendar, starts_at) if step.at > at), None)
