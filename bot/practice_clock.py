"""The practice park's clock, as far as it has been moved: it is kept over restarts."""

from datetime import timedelta
from pathlib import Path

from bot.clock import Clock

CLOCK_FILE = "practice-clock.txt"


def kept_clock(folder: Path) -> Clock:
    """The clock as it was moved before: events have been written by it, so it never goes back."""
    file = folder / CLOCK_FILE
    return Clock(timedelta(seconds=float(file.read_text())) if file.exists() else timedelta())


def keep_clock(folder: Path, clock: Clock) -> None:
    """Remember how far it was moved."""
    (folder / CLOCK_FILE).write_text(str(clock.offset.total_seconds()))
