"""Which words of a ticket's history are whose: read by the history, and by the search over it."""

from domain.lifecycle import Action

# What the firm is not told of at all; of what it is told, whose reasons stay among the park's people.
INTERNAL = frozenset({Action.NOTE, "tie", "untie"})
REASONS = frozenset({Action.RETURN, Action.DECLINE, Action.ESCALATE, Action.EXTEND, Action.SUSPEND})
# The words beside the stars are the firm's alone (DOMAIN.md section 2).
STARRED = frozenset({"comment", Action.CONFIRM})
# What a firm is called for short: the first characters of its name. Hidden with it.
BRAND = 3
