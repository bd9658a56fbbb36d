"""When scheduled digests are owed: 08:40 on working days, make-up Saturdays included, holidays not."""

from datetime import date, datetime

import pytest

from domain.calendar import PARK_ZONE, Calendar
from domain.digests import Digest, digests_owed, end_of_week, last_month
from storage.calendar import official_days

CALENDAR = Calendar(official_days()[0])
DAILY, WEEKLY, MONTHLY = Digest


def at(month: int, day: int, hour: int = 8, minute: int = 40) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARK_ZONE)


@pytest.mark.parametrize(
    ("moment", "owed"),
    [
        (at(11, 24), [DAILY]),
        (at(11, 24, 8, 39), []),
        (at(11, 24, 17, 30), [DAILY]),
        (at(11, 24, 17, 31), []),
        (at(11, 23), [DAILY, WEEKLY]),
        (at(11, 28), []),  # Saturday
        (at(2, 14), [DAILY]),  # a make-up Saturday: the week began on Monday
        (at(2, 28), [DAILY]),  # another one, after the holidays
        (at(10, 8), [DAILY, WEEKLY, MONTHLY]),  # the first working day after the October holidays
        (at(10, 1), []),
        (at(12, 1), [DAILY, MONTHLY]),
        (at(6, 1), [DAILY, WEEKLY, MONTHLY]),
    ],
)
def test_which_digests_are_owed(moment: datetime, owed: list[Digest]) -> None:
    assert digests_owed(CALENDAR, moment) == owed


def test_the_last_month_and_the_end_of_a_week() -> None:
    assert last_month(date(2027, 1, 4)) == (date(2026, 12, 1), date(2027, 1, 1))
    assert last_month(date(2026, 11, 24)) == (date(2026, 10, 1), date(2026, 11, 1))
    assert end_of_week(date(2026, 11, 24)) == date(2026, 11, 29)
