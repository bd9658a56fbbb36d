"""Working time of the park: working days with make-up workdays, office hours, park time zone (DOMAIN.md, Deadlines)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
SATURDAY = 5
Window = tuple[time, time]
Span = tuple[datetime, datetime]
MonthDay = tuple[int, int]
OFFICE_HOURS: tuple[Window, ...] = ((time(9), time(12)), (time(14, 30), time(17, 30)))
PARK_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Season:
    """A timetable for part of each year (作息): `first` and `last` are (month, day), both included; it may wrap."""

    first: MonthDay
    last: MonthDay
    hours: tuple[Window, ...]

    def covers(self, day: date) -> bool:
        """Whether the date lies in the season; one that begins after it ends goes over New Year."""
        known = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= known <= self.last
        return known >= self.first or known <= self.last


@dataclass(frozen=True)
class Calendar:
    """The park's days and hours. All moments taken and given are aware; moments given are in UTC.

    `days` says of single dates whether they are worked (True: make-up workday, False: day off);
    other dates are worked from Monday to Friday, in the hours of their season, else in `hours`.
    Dates after `official_until` are provisional. `as_of`: when the newest of its years was loaded.
    Raises ValueError for hours in which nobody could ever come to an end.
    """

    days: Mapping[date, bool] = field(default_factory=dict)
    hours: tuple[Window, ...] = OFFICE_HOURS
    zone: tzinfo = PARK_ZONE
    quiet_from: time = time(20)
    quiet_until: time = time(8)
    official_until: date = date.max
    seasons: tuple[Season, ...] = ()
    as_of: datetime | None = None
    known: dict[date, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Hours that are empty or run backwards would let adding working time go on for ever."""
        for hours in (self.hours, *(season.hours for season in self.seasons)):
            if not are_in_order(hours):
                raise ValueError("office hours must be in order, each window open before it closes, and none empty")

    def local(self, at: datetime) -> datetime:
        """The same moment in park time."""
        return at.astimezone(self.zone)

    def today(self, at: datetime) -> date:
        """The park's date at that moment."""
        return self.local(at).date()

    def at(self, day: date, clock: time) -> datetime:
        """The moment (UTC) of a park-time clock reading."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def hours_on(self, day: date) -> tuple[Window, ...]:
        """The timetable that is in force on that date, worked or not."""
        return next((season.hours for season in self.seasons if season.covers(day)), self.hours)

    def is_workday(self, day: date) -> bool:
        """Whether the park works on that date."""
        known = self.days.get(day)
        return day.weekday() < SATURDAY if known is None else known

    def is_provisional(self, day: date) -> bool:
        """Whether the date lies in a year whose official days are not known yet."""
        return day > self.official_until

    def add_workdays(self, day: date, count: int) -> date:
        """The date `count` working days later (earlier when negative); 0 gives the day itself."""
        step = ONE_DAY if count >= 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """How many working days come after `first`, up to and with `last`."""
        return sum(self.is_workday(first + ONE_DAY * n) for n in range(1, (last - first).days + 1))

    def spans(self, day: date) -> tuple[Span, ...]:
        """The timetable of one date as moments, whether it is worked or not; reckoned once."""
        if day not in self.known:
            self.known[day] = tuple((self.at(day, opens), self.at(day, closes)) for opens, closes in self.hours_on(day))
        return self.known[day]

    def windows(self, day: date) -> tuple[Span, ...]:
        """The office hours of one date, as moments; none on a day off."""
        return self.spans(day) if self.is_workday(day) else ()

    def closing(self, day: date) -> datetime:
        """The end of office hours on that date: the moment at which a promise for the date is broken."""
        return self.spans(day)[-1][1]

    def opening(self, day: date) -> datetime:
        """The beginning of office hours on that date."""
        return self.spans(day)[0][0]

    def add_working_time(self, since: datetime, duration: timedelta) -> datetime:
        """The moment at which `duration` of office hours has gone by; zero gives the next moment within them."""
        day, left, begin = self.today(since), duration, since.astimezone(UTC)
        while True:
            for opens, closes in self.windows(day):
                start = max(opens, begin)
                if start + left <= closes:
                    return start + left
                left -= max(closes - start, timedelta())
            day += ONE_DAY

    def subtract_working_time(self, until: datetime, duration: timedelta) -> datetime:
        """The moment from which `duration` of office hours leads to `until`."""
        day, left, finish = self.today(until), duration, until.astimezone(UTC)
        while True:
            for opens, closes in reversed(self.windows(day)):
                end = min(closes, finish)
                if end - left >= opens:
                    return end - left
                left -= max(end - opens, timedelta())
            day -= ONE_DAY

    def add_working_days(self, since: datetime, count: int) -> datetime:
        """So many working days later at the same place in the day: the clock time, brought into that day's windows.

        What begins when the office is closed begins at the end of the working day before: one day later is a closing.
        """
        if count <= 0:
            return self.add_working_time(since, timedelta())
        day, clock = self.last_worked(since)
        return self.carried(day, clock, self.add_workdays(day, count))

    def last_worked(self, at: datetime) -> tuple[date, time]:
        """The last working day and clock reading up to that moment at which the office was at work."""
        local = self.local(at)
        day, clock = local.date(), local.time()
        if not self.is_workday(day) or clock <= self.hours_on(day)[0][0]:
            day = self.add_workdays(day, -1)
            return day, self.hours_on(day)[-1][1]
        return day, max(min(clock, closes) for opens, closes in self.hours_on(day) if opens < clock)

    def carried(self, day: date, clock: time, to: date) -> datetime:
        """A clock reading of one day on another: the end of the day stays the end, all else is brought into hours."""
        hours = self.hours_on(to)
        if clock >= self.hours_on(day)[-1][1]:
            return self.closing(to)
        return self.at(to, max((min(clock, ends) for opens, ends in hours if opens < clock), default=hours[0][0]))

    def working_day_before(self, until: datetime) -> datetime:
        """One working day earlier at the same place in the day; of the end of a day, its beginning."""
        day, clock = self.next_worked(until)
        before = self.add_workdays(day, -1)
        hours = self.hours_on(before)
        if clock == self.hours_on(day)[0][0]:
            return self.opening(before)
        return self.at(before, min((max(clock, opens) for opens, ends in hours if clock < ends), default=hours[-1][1]))

    def next_worked(self, at: datetime) -> tuple[date, time]:
        """The first working day and clock reading from that moment on at which the office is at work."""
        local = self.local(at)
        day, clock = local.date(), local.time()
        if not self.is_workday(day) or clock >= self.hours_on(day)[-1][1]:
            day = self.add_workdays(day, 1)
            return day, self.hours_on(day)[0][0]
        return day, min(max(clock, opens) for opens, closes in self.hours_on(day) if clock < closes)

    def working_time(self, since: datetime, until: datetime) -> timedelta:
        """Office hours between two moments."""
        total, day, last = timedelta(), self.today(since), self.today(until)
        begin, end = since.astimezone(UTC), until.astimezone(UTC)
        while day <= last:
            for opens, closes in self.windows(day):
                total += max(min(closes, end) - max(opens, begin), timedelta())
            day += ONE_DAY
        return total

    def shifted(self, moment: datetime, since: datetime, until: datetime) -> datetime:
        """The moment moved on by a pause: by the office hours between `since` and `until`.

        A pause without office hours, asked and answered at night, leaves it exactly as it is.
        """
        pause = self.working_time(since, until)
        return self.add_working_time(moment, pause) if pause else moment

    def is_quiet(self, at: datetime) -> bool:
        """Whether nobody may be written to: night hours and days off."""
        local = self.local(at)
        night = local.time() >= self.quiet_from or local.time() < self.quiet_until
        return night or not self.is_workday(local.date())

    def after_quiet(self, at: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it falls in."""
        if not self.is_quiet(at):
            return at
        day = self.today(at)
        if self.local(at).time() >= self.quiet_until or not self.is_workday(day):
            day = self.add_workdays(day, 1)
        return self.at(day, self.quiet_until)

    def next_morning(self, at: datetime) -> datetime:
        """The beginning of office hours on the next working day after the moment's date."""
        return self.opening(self.add_workdays(self.today(at), 1))


def are_in_order(hours: tuple[Window, ...]) -> bool:
    """Whether each window opens before it closes, none overlaps the next, and there is one at all."""
    clocks = [clock for window in hours for clock in window]
    return bool(hours) and all(o < c for o, c in hours) and all(a <= b for a, b in pairwise(clocks))


def redated(moment: datetime, since: datetime, old: Calendar, new: Calendar, at: datetime) -> datetime:
    """A deadline reckoned by one calendar, anew by another: as many working days after `since`, same clock time.

    Nobody is made late by a calendar: where the date would be over already, the one that was told stays.
    """
    start, was = old.today(since), old.local(moment)
    day = new.add_workdays(start, old.workdays_between(start, was.date()))
    if not new.is_workday(day):
        day = new.add_workdays(day, 1)
    if day == was.date():
        return moment
    moved = new.carried(was.date(), was.time(), day)
    if moved > at or moved > moment:
        return moved
    return moment if moment <= at else promise_kept(moment, new)


def promise_kept(moment: datetime, new: Calendar) -> datetime:
    """A date that was chosen or told stays, unless the park is closed then: the end of the next working day."""
    day = new.today(moment)
    return moment if new.is_workday(day) else new.closing(new.add_workdays(day, 1))
