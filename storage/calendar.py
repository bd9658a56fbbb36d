"""The park's days: the official calendar for the years it covers, after them statutory days, marked provisional."""

from datetime import date
from functools import cache

import chinese_calendar
import holidays

YEARS_AHEAD = 3


@cache
def official_days() -> tuple[dict[date, bool], date]:
    """Days off and make-up workdays, and the last date for which they are official."""
    known = chinese_calendar.constants
    last = date(max(day.year for day in known.holidays), 12, 31)
    days = dict.fromkeys(known.holidays, False) | dict.fromkeys(known.workdays, True)
    return provisional_days(last) | days, last


def provisional_days(last: date) -> dict[date, bool]:
    """Statutory days off of the years whose official notice is not out yet."""
    years = range(last.year + 1, last.year + 1 + YEARS_AHEAD)
    return dict.fromkeys(holidays.country_holidays("CN", years=years), False)
