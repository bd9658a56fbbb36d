"""Files that are made for somebody in the background (导出): their kinds, the areas of a ledger, how far one is."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.dates import month_after

KEPT_DAYS = 7
MOST_TRIES = 3
MOST_BYTES = 50_000_000  # what Telegram lets a bot send (core.telegram.org/bots/api: sendDocument)
BAR = 10


class ExportKind(StrEnum):
    """What is made: the ledger as a workbook, or the report of a month as a document."""

    LEDGER = "ledger"
    REPORT = "report"


class ExportEnd(StrEnum):
    """How it ended."""

    MADE = "made"
    STOPPED = "stopped"
    TOO_LARGE = "too_large"
    NO_ROOM = "no_room"
    NOT_HIS = "not_his"
    FAILED = "failed"


class Area(StrEnum):
    """An area of the park's work: a sheet of the ledger."""

    TICKETS = "tickets"
    PROMISES = "promises"
    VISITS = "visits"
    RECEPTION = "reception"
    CASES = "cases"
    REWARDS = "rewards"
    CERTIFICATES = "certificates"


@dataclass(frozen=True)
class Period:
    """From one date of the park to another, both included."""

    first: date
    last: date

    @property
    def text(self) -> str:
        """As short as it can be said: `2026`, `2026-11`, `2026-11-01 2026-11-15`; `read_period` reads it again."""
        if self == year_of(self.first.year):
            return f"{self.first:%Y}"
        return f"{self.first:%Y-%m}" if self == month_of(self.first) else f"{self.first} {self.last}"


def year_of(year: int) -> Period:
    """A whole year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def month_of(day: date) -> Period:
    """The month of a date."""
    return Period(day.replace(day=1), month_after(day) - timedelta(days=1))


DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)|年?)")


def read_period(words: str) -> Period | None:
    """A year, a month, or two of them or of dates, as people type them; None when it is none or runs backwards."""
    clean = unicodedata.normalize("NFKC", words).strip()
    found = [period_named(each) for each in re.split(r"\s*[~—–到至]+\s*|\s+-\s+|\s+", clean)]
    if not 1 <= len(found) <= 2:  # noqa: PLR2004 - from and until
        return None
    first, last = found[0], found[-1]
    return Period(first.first, last.last) if first and last and first.first <= last.last else None


def period_named(word: str) -> Period | None:
    """A year, a month or a day."""
    found = DAY.fullmatch(word)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if month is None:
            return year_of(year or 0)
        return month_of(date(year or 0, month, 1)) if day is None else Period(*[date(year or 0, month, day)] * 2)
    except (ValueError, OverflowError):
        return None


def percent(done: int, total: int) -> int:
    """How far, cut off: 100 means all of it."""
    return min(done * 100 // total, 100) if total > 0 else 0


def bar(share: int) -> str:
    """The same as ten little squares."""
    full = share * BAR // 100
    return "▓" * full + "░" * (BAR - full)
