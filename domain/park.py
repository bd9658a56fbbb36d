"""What this park has settled for itself: prefix, calendar, how long invitations live, how often firms are visited."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from domain.calendar import Calendar
from domain.reception import DayRule


@dataclass(frozen=True)
class Park:
    """The settings that the rules depend on. `templates`: the folder of documents that the park has replaced."""

    prefix: str = "LL"
    calendar: Calendar = field(default_factory=Calendar)
    invitation_lives: timedelta = timedelta(days=7)
    visit_days: int = 30
    backbone_visit_days: int = 14
    reception: DayRule = field(default_factory=DayRule)
    templates: Path = Path("data/templates")
    passes_live: timedelta = timedelta(days=7)

    def days_between_visits(self, *, is_backbone: bool) -> int:
        """After how many days a firm is to be visited again: backbone firms sooner (issue 4)."""
        return self.backbone_visit_days if is_backbone else self.visit_days
