"""What this park has settled for itself: its prefix, its calendar, how long an invitation lives."""

from dataclasses import dataclass, field
from datetime import timedelta

from domain.calendar import Calendar


@dataclass(frozen=True)
class Park:
    """The settings that the rules depend on."""

    prefix: str = "LL"
    calendar: Calendar = field(default_factory=Calendar)
    invitation_lives: timedelta = timedelta(days=7)
