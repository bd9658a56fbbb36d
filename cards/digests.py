"""What a scheduled digest says: how many tickets lie on each heap, the first of them, and a button for each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cards.card import Card, in_rows
from cards.lists import line, opening
from domain.calendar import Calendar
from services.tickets import Sight
from texts import Html, Say

SHOWN = 10


def scheduled_card(
    kind: str,
    counts: Mapping[str, int],
    sights: Sequence[tuple[Sight, dict[str, Any]]],
    say: Say,
    calendar: Calendar,
    at: datetime,
) -> Card:
    """The digest of a person; what has ended since it was owed is not listed any more."""
    told = [say(f"digest-{name}".replace("_", "-"), count=count) for name, count in counts.items() if count]
    shown = [sight for sight, _ in sights][:SHOWN]
    lines = [line(sight.ticket, say, calendar, at, sight.hidden) for sight in shown]
    text = Html("\n".join([say(f"digest-{kind}", date=calendar.today(at)), *told, *lines]))
    return Card(text, in_rows([opening(sight.ticket) for sight in shown], 2))
