"""Working time: the official calendar with make-up workdays, office hours, and what must hold for every moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import PARK_ZONE, Calendar
from storage.calendar import official_days

DAYS, LAST = official_days()
CALENDAR = Calendar(DAYS, official_until=LAST)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 10, 1), timezones=st.just(PARK_ZONE))
MINUTES = st.integers(0, 40 * 60).map(lambda n: timedelta(minutes=n))
EXAMPLES = settings(max_examples=150, deadline=None)


def moment(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=PARK_ZONE)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),  # a Saturday made up for the National Day week
        (date(2026, 2, 14), True),  # a Saturday made up for the Spring Festival
        (date(2026, 2, 17), False),
        (date(2026, 11, 28), False),
    ],
)
def test_make_up_saturdays_are_worked_and_holidays_are_not(day: date, *, works: bool) -> None:
    assert CALENDAR.is_workday(day) is works


def test_working_days_jump_over_the_national_day_week() -> None:
    assert CALENDAR.add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert CALENDAR.add_workdays(date(2026, 10, 8), -1) == date(2026, 9, 30)


def test_working_time_stops_at_lunch_at_night_and_on_days_off() -> None:
    two_hours = timedelta(hours=2)
    assert CALENDAR.add_working_time(moment(2026, 11, 24, 11, 30), two_hours) == moment(2026, 11, 24, 16, 0)
    assert CALENDAR.add_working_time(moment(2026, 2, 13, 16, 30), two_hours) == moment(2026, 2, 14, 10, 0)
    assert CALENDAR.add_working_time(moment(2026, 9, 30, 17, 0), two_hours) == moment(2026, 10, 8, 10, 30)


def test_a_year_without_an_official_notice_is_provisional() -> None:
    assert CALENDAR.is_provisional(date(2027, 1, 4))
    assert not CALENDAR.is_provisional(date(2026, 12, 31))
    assert not CALENDAR.is_workday(date(2027, 1, 1))


def test_one_day_that_is_set_overrides_the_week() -> None:
    assert Calendar({date(2027, 1, 9): True}).is_workday(date(2027, 1, 9))


def test_quiet_hours_are_nights_and_days_off_and_end_in_the_morning() -> None:
    assert CALENDAR.is_quiet(moment(2026, 11, 24, 20, 0))
    assert CALENDAR.is_quiet(moment(2026, 11, 24, 7, 59))
    assert CALENDAR.is_quiet(moment(2026, 11, 28, 12, 0))
    assert not CALENDAR.is_quiet(moment(2026, 11, 24, 12, 30))
    assert CALENDAR.after_quiet(moment(2026, 11, 27, 21, 0)) == moment(2026, 11, 30, 8, 0)
    assert CALENDAR.after_quiet(moment(2026, 11, 24, 3, 0)) == moment(2026, 11, 24, 8, 0)


@EXAMPLES
@given(MOMENTS, MINUTES)
def test_adding_working_time_never_lands_outside_office_hours(since: datetime, duration: timedelta) -> None:
    end = CALENDAR.add_working_time(since, duration)
    assert end.tzinfo is UTC
    assert any(opens <= end <= closes for opens, closes in CALENDAR.windows(CALENDAR.today(end)))


@EXAMPLES
@given(MOMENTS, MINUTES)
def test_the_working_time_between_is_what_was_added(since: datetime, duration: timedelta) -> None:
    assert CALENDAR.working_time(since, CALENDAR.add_working_time(since, duration)) == duration


@EXAMPLES
@given(MOMENTS, MINUTES, MINUTES)
def test_adding_twice_is_adding_the_sum(since: datetime, first: timedelta, second: timedelta) -> None:
    twice = CALENDAR.add_working_time(CALENDAR.add_working_time(since, first), second)
    once = CALENDAR.add_working_time(since, first + second)
    assert CALENDAR.working_time(min(once, twice), max(once, twice)) == timedelta()


@EXAMPLES
@given(MOMENTS, MOMENTS, MINUTES)
def test_who_begins_later_ends_no_sooner(one: datetime, other: datetime, duration: timedelta) -> None:
    early, late = sorted((one, other))
    assert CALENDAR.add_working_time(early, duration) <= CALENDAR.add_working_time(late, duration)


@EXAMPLES
@given(MOMENTS, MINUTES)
def test_subtracting_is_the_way_back(until: datetime, duration: timedelta) -> None:
    begin = CALENDAR.subtract_working_time(until, duration)
    assert CALENDAR.working_time(begin, until) == duration
