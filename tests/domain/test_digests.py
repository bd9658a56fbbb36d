"""When a digest is owed: working days, make-up Saturdays, holidays, first days of weeks and months."""

from datetime import date, datetime, time

import pytest

from domain.calendar import PARK_ZONE, Calendar
from domain.digests import Digest, digests_of, last_of_week, month_before, owed_digests
from storage.calendar import official_days

CALENDAR = Calendar(official_days()[0])
DAILY, WEEKLY, MONTHLY = Digest


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), PARK_ZONE)


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2026, 11, 24), (DAILY,)),  # a Tuesday
        (date(2026, 11, 23), (DAILY, WEEKLY)),  # a Monday
        (date(2026, 11, 28), ()),  # a Saturday
        (date(2026, 12, 1), (DAILY, MONTHLY)),  # the first, a Tuesday
        (date(2026, 6, 1), (DAILY, WEEKLY, MONTHLY)),  # the first, a Monday
        (date(2026, 10, 1), ()),  # National Day
        (date(2026, 10, 8), (DAILY, WEEKLY, MONTHLY)),  # the Thursday after it
        (date(2026, 10, 9), (DAILY,)),
        (date(2026, 10, 10), (DAILY,)),  # a make-up Saturday
        (date(2026, 2, 28), (DAILY,)),  # a make-up Saturday after the Spring Festival
        (date(2026, 2, 24), (DAILY, WEEKLY)),  # the first working day after it, a Tuesday
        (date(2026, 1, 4), (DAILY, MONTHLY)),  # a make-up Sunday: its week began in December
        (date(2026, 1, 5), (DAILY, WEEKLY)),
    ],
)
def test_each_date_has_its_digests(day: date, kinds: tuple[Digest, ...]) -> None:
    assert digests_of(CALENDAR, day) == kinds


def test_each_working_week_and_each_month_of_the_year_has_one_first_day() -> None:
    days = [date.fromordinal(n) for n in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())]
    kinds = {day: digests_of(CALENDAR, day) for day in days}
    assert sum(DAILY in some for some in kinds.values()) == sum(map(CALENDAR.is_workday, days)) == 248
    weeks = {day.isocalendar()[:2] for day in days if CALENDAR.is_workday(day)}
    begun_before = {(2026, 1)}
    found = [day.isocalendar()[:2] for day, some in kinds.items() if WEEKLY in some]
    assert found == sorted(weeks - begun_before)
    assert [day.month for day, some in kinds.items() if MONTHLY in some] == list(range(1, 13))


@pytest.mark.parametrize(
    ("hour", "minute", "owed"), [(8, 39, False), (8, 40, True), (12, 30, True), (17, 29, True), (17, 30, False)]
)
def test_a_digest_is_owed_from_twenty_to_nine_until_the_office_closes(hour: int, minute: int, *, owed: bool) -> None:
    assert bool(owed_digests(CALENDAR, at(date(2026, 11, 24), hour, minute))) is owed


def test_longer_quiet_hours_are_respected() -> None:
    sleepy = Calendar(official_days()[0], quiet_until=time(9, 30))
    day = date(2026, 11, 24)
    assert not owed_digests(sleepy, at(day, 9, 29))
    assert owed_digests(sleepy, at(day, 9, 30)) == (DAILY,)


def test_the_week_ends_with_its_last_working_day_and_the_month_before_is_a_whole_one() -> None:
    assert last_of_week(CALENDAR, date(2026, 10, 8)) == at(date(2026, 10, 10), 17, 30)
    assert last_of_week(CALENDAR, date(2026, 11, 23)) == at(date(2026, 11, 27), 17, 30)
    assert month_before(CALENDAR, date(2026, 1, 4)) == (at(date(2025, 12, 1), 0), at(date(2026, 1, 1), 0))
