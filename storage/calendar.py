"""The park's days as libraries know them: the official calendar, and statutory days for years it does not cover."""

from collections.abc import Collection
from datetime import date
from functools import cache

import chinese_calendar
import holidays

YEARS_AHEAD = 3
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年",
}


@cache
def official_days() -> tuple[dict[date, bool], date]:
    """Days off and make-up workdays, and the last date for which they are official."""
    known = chinese_calendar.constants
    last = date(max(day.year for day in known.holidays), 12, 31)
    days = dict.fromkeys(known.holidays, False) | dict.fromkeys(known.workdays, True)
    return dict.fromkeys(statutory_days(years_after(last.year)), False) | days, last


def official_years() -> dict[int, dict[date, tuple[bool, str]]]:
    """The years that the library knows; of each day, whether it is worked, and its holiday's name."""
    known = chinese_calendar.constants
    years: dict[int, dict[date, tuple[bool, str]]] = {day.year: {} for day in known.holidays}
    for names, is_workday in ((known.holidays, False), (known.workdays, True)):
        for day, name in names.items():
            years.setdefault(day.year, {})[day] = (is_workday, NAMES.get(name, name))
    return years


def years_after(year: int) -> range:
    """The years to come that are reckoned by statutory days."""
    return range(year + 1, year + 1 + YEARS_AHEAD)


def statutory_days(years: Collection[int]) -> dict[date, str]:
    """Days off by law of years whose official notice is not out yet, with their names."""
    return {day: str(name) for day, name in holidays.country_holidays("CN", years=years, language="zh_CN").items()}
