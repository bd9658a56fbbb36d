"""Which words of a ticket's history are whose: read by the history, and by the search over it."""

from domain.lifecycle import Action

# What the firm is not told of at all; of what it is told, whose reasons stay among the park's people.
INTERNAL = frozenset({Action.NOTE, "tie", "untie"})
REASONS = frozenset({Action.RETURN, Action.DECLINE, Action.ESCALATE, Action.EXTEND, Action.SUSPEND})
# The words beside the stars are the firm's alone (DOMAIN.md section 2).
STARRED = frozenset({"comment", Action.CONFIRM})


def edited_as(action: str) -> str | None:
    """As what changed words are written down where only some may read them; None where all may."""
    if action in STARRED:
        return "comment"
    return Action.NOTE if action in INTERNAL | REASONS else None
