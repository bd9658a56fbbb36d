"""Dates as people type them: 2026-11-27, 11月27日, 27日, 明天, 周五, tomorrow, fri, 18:30."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from domain.calendar import Calendar

WORDS = {"今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3}
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
ENGLISH = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
FULL = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
SHORT = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ENGLISH_DAY = re.compile(r"(?:(\d{1,2})\s+)?(" + "|".join(MONTHS) + r")[a-z]*\.?(?:\s+(\d{1,2}))?")
DAY = re.compile(r"(\d{1,2})\s*[日号]")
WEEKDAY = re.compile(r"(下?)(?:个)?(?:周|星期|礼拜)([一二三四五六日天])")
CLOCK = re.compile(r"(\d{1,2})\s*[:点时]\s*(\d{1,2})?\s*分?")


def read_date(words: str, calendar: Calendar, at: datetime) -> date | datetime | None:
    """The date, or moment when a clock time stands with it, that the words mean in park time; None when none."""
    clean = unicodedata.normalize("NFKC", words).strip().lower()
    clock = CLOCK.search(clean)
    rest = clean[: clock.start()].strip() + clean[clock.end() :].strip() if clock else clean
    day = calendar.today(at) if clock and not rest else read_day(rest, calendar.today(at))
    hour = read_clock(clock) if clock else None
    if day is None or (clock and hour is None):
        return None
    return calendar.at(day, hour) if hour else day


def read_clock(found: re.Match[str]) -> time | None:
    """A clock reading, None for 25:00."""
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004


def read_day(words: str, today: date) -> date | None:
    """A day in any of the spellings."""
    if words in WORDS:
        return today + timedelta(days=WORDS[words])
    if found := FULL.fullmatch(words):
        return valid(int(found[1]), int(found[2]), int(found[3]))
    if found := SHORT.fullmatch(words):
        return coming(today, int(found[1]), int(found[2]))
    if (found := ENGLISH_DAY.fullmatch(words)) and (found[1] or found[3]):
        return coming(today, MONTHS.index(found[2]) + 1, int(found[1] or found[3]))
    if found := DAY.fullmatch(words):
        return day_of_month(today, int(found[1]))
    return weekday(words, today)


def weekday(words: str, today: date) -> date | None:
    """周五 is the next Friday from today on, 下周五 that of the next week."""
    if found := WEEKDAY.fullmatch(words):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * bool(found[1]))
        day = monday + timedelta(days=WEEKDAYS[found[2]])
        return day if found[1] or day >= today else day + timedelta(days=7)
    if words[:3] in ENGLISH and len(words) in {3, 6, 7, 8, 9}:
        return today + timedelta(days=(ENGLISH[words[:3]] - today.weekday()) % 7)
    return None


def coming(today: date, month: int, day: int) -> date | None:
    """The next such day of the year: in December 1-5 means the January to come."""
    this_year = valid(today.year, month, day)
    far_back = this_year is not None and today - this_year > timedelta(days=180)
    return valid(today.year + 1, month, day) if far_back else this_year


def day_of_month(today: date, day: int) -> date | None:
    """The next such day from today on."""
    this_month = valid(today.year, today.month, day)
    if this_month and this_month >= today:
        return this_month
    first = month_after(today)
    return valid(first.year, first.month, day)


def month_after(day: date) -> date:
    """The first of the month after a date's. Raises OverflowError after December 9999."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def valid(year: int, month: int, day: int) -> date | None:
    """The date, None when there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
