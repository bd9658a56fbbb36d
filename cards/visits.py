"""What people see of visits: which firms are due."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cards.card import Button, Card, tap
from storage.tables import Firm
from texts import Html, Say


def due_visits_card(due: Sequence[tuple[Firm, dict[str, Any]]], say: Say) -> Card:
    """A reminder: one firm, or several in one message, each with the button that begins its record."""
    lines = [due_line(firm, args, say) for firm, args in due]
    title = [say("visits-title", count=len(due))] if len(due) > 1 else []
    begin = [(Button(say.plain("visits-begin", firm=firm.name), tap("v", "log", firm.id)),) for firm, _ in due]
    return Card(Html("\n".join([*title, *lines])), tuple(begin))


def due_line(firm: Firm, args: dict[str, Any], say: Say) -> Html:
    """One firm: when it is due, or since when."""
    return say(f"visits-{args['rung']}", firm=firm.name, day=date.fromisoformat(args["due"]), days=int(args["days"]))
