"""The day table at the command line: years, the days of one, and a notice from a file."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from domain.errors import BadNotice
from domain.notice import read_notice
from services.calendar import days_listed, load_year, years_listed
from storage.database import Database
from texts import speaker

MOST_BYTES = 100_000
ENCODINGS = ("utf-8-sig", "gb18030")  # what editors save Chinese text in


async def year_lines(db: Database) -> list[str]:
    """One line a year: since when it is known and from whom, days off, make-up workdays."""
    lines = []
    for row in await years_listed(db):
        days = await days_listed(db, row.year)
        off = sum(not day.is_workday for day in days)
        source = f"loaded {row.loaded_at:%Y-%m-%d %H:%M}Z" + (f" by person {row.loaded_by_id}" * bool(row.loaded_by_id))
        lines.append(f"{row.year}\tofficial\t{off} days off\t{len(days) - off} make-up workdays\t{source}")
    return [*lines, f"{db.park.calendar.official_until.year + 1}\tprovisional from here on: statutory days"]


async def day_lines(db: Database, year: int) -> list[str]:
    """One line a day: date, weekday, off or worked, holiday."""
    return [
        f"{row.day:%Y-%m-%d %a}\t{'worked' if row.is_workday else 'off'}\t{row.name}"
        + "\tprovisional" * db.park.calendar.is_provisional(row.day)
        for row in await days_listed(db, year)
    ]


async def load_notice(
    db: Database, file: Path, say: Callable[[str], None], fail: Callable[[str], int], *, at: datetime
) -> int:
    """Load a year from a text file; what is wrong in it is said with its line, and nothing is loaded."""
    words, text = speaker("en", db.park.calendar.zone), text_of(file)
    if text is None:
        return fail(f"There is no text file {file}.")
    try:
        loaded = await load_year(db, read_notice(text), by=None, at=at)
    except BadNotice as why:
        return fail(f"Nothing was loaded. {words.plain(why.text, **why.details)}")
    key = "calendar-loaded" if loaded.changed else "calendar-same"
    say(words.plain(key, year=str(loaded.year), count=loaded.tickets))
    return 0


def text_of(file: Path) -> str | None:
    """The words of a text file, whatever editor saved it; None when there is none, or it is no text."""
    if not file.is_file():
        return None
    content = file.read_bytes()[:MOST_BYTES]
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
