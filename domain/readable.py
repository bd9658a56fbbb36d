"""Which words of a ticket's history are whose: read by the history, by the files, and by the search over it."""

import re

from domain.lifecycle import Action, Part

# What the firm is not told of at all.
UNSEEN = frozenset({Action.NOTE, "tie", "untie"})
# What the park's people write to each other with these, words and files, is not for the firm. The reason of an
# extension or suspension is told to it with the approval.
INTERNAL = frozenset(
    {
        Action.NOTE,
        Action.HAND_OVER,
        Action.RETURN,
        Action.ASSIST,
        Action.EXTEND,
        Action.SUSPEND,
        Action.DECLINE,
        Action.ESCALATE,
    }
)
# The words beside the stars are the firm's alone (DOMAIN.md section 2).
STARRED = frozenset({"comment", Action.CONFIRM})
# Whether it was rated is for the firm and for those who see all figures; who was rated reads that it is closed.
ENDS = frozenset({Action.CONFIRM, Action.AUTO_CLOSE})
KNOWS_WHO_RATED = frozenset({Part.FIRM, Part.DISPATCHER, Part.DIRECTOR, Part.ASSESSOR})
LEGAL_FORM = re.compile("(集团)?(股份)?有限(责任)?公司$")
# What a firm is called for short: the first characters of its name. Hidden with it.
BRAND = 3


def edited_as(action: str) -> str | None:
    """As what changed words are written down where only some may read them; None where all may."""
    if action in STARRED:
        return "comment"
    return Action.NOTE if action in INTERNAL else None
