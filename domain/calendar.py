"""Working time of the park: working days with make-up workdays, office hours, park time zone (DOMAIN.md, Deadlines)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
SATURDAY = 5
Window = tuple[time, time]
OFFICE_HOURS: tuple[Window, ...] = ((time(9), time(12)), (time(14, 30), time(17, 30)))
PARK_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Calendar:
    """The park's days and hours. All moments taken and given are aware; moments given are in UTC.

    `days` says of single dates whether they are worked (True: make-up workday, False: day off);
    other dates are worked from Monday to Friday. Dates after `official_until` are provisional.
    """

    days: Mapping[date, bool] = field(default_factory=dict)
    hours: tuple[Window, ...] = OFFICE_HOURS
    zone: tzinfo = PARK_ZONE
    quiet_from: time = time(20)
    quiet_until: time = time(8)
    official_until: date = date.max

    @property
    def day_length(self) -> timedelta:
        """Working time of one full working day."""
        return sum((length(window) for window in self.hours), timedelta())

    def local(self, at: datetime) -> datetime:
        """The same moment in park time."""
        return at.astimezone(self.zone)

    def today(self, at: datetime) -> date:
        """The park's date at that moment."""
        return self.local(at).date()

    def at(self, day: date, clock: time) -> datetime:
        """The moment (UTC) of a park-time clock reading."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def is_workday(self, day: date) -> bool:
        """Whether the park works on that date."""
        return self.days.get(day, day.weekday() < SATURDAY)

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

    def windows(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The office hours of one date, as moments."""
        if self.is_workday(day):
            for opens, closes in self.hours:
                yield self.at(day, opens), self.at(day, closes)

    def closing(self, day: date) -> datetime:
        """The end of office hours on that date: the moment at which a promise for the date is broken."""
        return self.at(day, self.hours[-1][1])

    def opening(self, day: date) -> datetime:
        """The beginning of office hours on that date."""
        return self.at(day, self.hours[0][0])

    def add_working_time(self, since: datetime, duration: timedelta) -> datetime:
        """The moment at which `duration` of office hours has gone by. Zero gives the next open moment."""
        day, left = self.today(since), duration
        while True:
            for opens, closes in self.windows(day):
                start = max(opens, since)
                if start < closes and start + left <= closes:
                    return start.astimezone(UTC) + left
                left -= max(closes - start, timedelta())
            day += ONE_DAY

    def subtract_working_time(self, until: datetime, duration: timedelta) -> datetime:
        """The moment from which `duration` of office hours leads to `until`."""
        day, left = self.today(until), duration
        while True:
            for opens, closes in reversed(list(self.windows(day))):
                end = min(closes, until)
                if end > opens and end - left >= opens:
                    return end.astimezone(UTC) - left
                left -= max(end - opens, timedelta())
            day -= ONE_DAY

    def add_working_days(self, since: datetime, count: int) -> datetime:
        """The moment at which `count` full days of office hours have gone by."""
        return self.add_working_time(since, self.day_length * count)

    def working_time(self, since: datetime, until: datetime) -> timedelta:
        """Office hours between two moments."""
        total, day = timedelta(), self.today(since)
        while day <= self.today(until):
            for opens, closes in self.windows(day):
                total += max(min(closes, until) - max(opens, since), timedelta())
            day += ONE_DAY
        return total

    def shifted(self, moment: datetime, since: datetime, until: datetime) -> datetime:
        """The moment moved on by the working time of a pause; a pause in which nobody works moves nothing."""
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


def length(window: Window) -> timedelta:
    """How long a window of office hours is."""
    opens, closes = (datetime.combine(date.min, clock) for clock in window)
    return closes - opens
