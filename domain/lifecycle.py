"""The life of a ticket is one table: who may do what in which state, and where it leads (DOMAIN.md section 2).

Permissions, buttons, deadlines, the diagram in docs/ and the exhaustive tests are all read from RULES.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a ticket stands."""

    DISPATCHED = "dispatched"
    IN_HAND = "in_hand"
    RESOLVED = "resolved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What can be done with a ticket."""

    FILE = "file"
    ACCEPT = "accept"
    COMMIT = "commit"
    REPORT = "report"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    REJECT = "reject"
    AUTO_CLOSE = "auto_close"
    WITHDRAW = "withdraw"


class Part(StrEnum):
    """What somebody is to one ticket. It is derived for each ticket, never a flag on the person."""

    FIRM = "firm"
    OWNER = "owner"
    FOLLOWER = "follower"
    CLOCK = "clock"
    STRANGER = "stranger"


class Due(StrEnum):
    """Which deadline runs after an action."""

    ACCEPT = "accept"
    COMMIT = "commit"
    RESOLVE = "resolve"
    JUDGE = "judge"


class Outcome(StrEnum):
    """How a ticket ended; counted apart, for closed is not solved."""

    SOLVED = "solved"
    PARTLY = "partly"
    EXPLAINED = "explained"
    PASSED_UP = "passed_up"


class Light(StrEnum):
    """How an open ticket stands against its deadline. Derived, never stored."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True)
class Rule:
    """One row of the table. `due` is the deadline that starts, None when the running one stays.

    `once` rows are not offered again while what they gave stands: a promise is moved by an extension only.
    """

    source: State | None
    part: Part
    action: Action
    target: State
    due: Due | None = None
    once: bool = False


RULES: tuple[Rule, ...] = (
    Rule(None, Part.FIRM, Action.FILE, State.DISPATCHED, Due.ACCEPT),
    Rule(State.DISPATCHED, Part.OWNER, Action.ACCEPT, State.IN_HAND, Due.COMMIT),
    Rule(State.IN_HAND, Part.OWNER, Action.COMMIT, State.IN_HAND, Due.RESOLVE, once=True),
    Rule(State.IN_HAND, Part.OWNER, Action.REPORT, State.IN_HAND),
    Rule(State.IN_HAND, Part.OWNER, Action.RESOLVE, State.RESOLVED, Due.JUDGE),
    Rule(State.RESOLVED, Part.FIRM, Action.CONFIRM, State.CLOSED),
    Rule(State.RESOLVED, Part.FIRM, Action.REJECT, State.DISPATCHED, Due.ACCEPT),
    Rule(State.RESOLVED, Part.CLOCK, Action.AUTO_CLOSE, State.CLOSED),
    Rule(State.DISPATCHED, Part.FIRM, Action.WITHDRAW, State.WITHDRAWN),
    Rule(State.IN_HAND, Part.FIRM, Action.WITHDRAW, State.WITHDRAWN),
)
OPEN = frozenset({State.DISPATCHED, State.IN_HAND, State.RESOLVED})
UNFINISHED = frozenset({State.DISPATCHED, State.IN_HAND})
STARS = range(1, 6)
SATISFIED = 4


def rule_for(state: State | None, parts: Collection[Part], action: Action) -> Rule | None:
    """The row that allows the action, or None."""
    return next((r for r in RULES if r.source == state and r.action == action and r.part in parts), None)


def parts_for(action: Action) -> frozenset[Part]:
    """Who may ever do the action, in whatever state."""
    return frozenset(rule.part for rule in RULES if rule.action == action)


def actions_for(state: State, parts: Collection[Part], *, promised: bool = False) -> tuple[Action, ...]:
    """What can be done now by somebody with these parts, in the table's order."""
    rules = (rule for rule in RULES if rule.source == state and rule.part in parts)
    return tuple(rule.action for rule in rules if not (rule.once and promised))


def mermaid() -> str:
    """The table as a state diagram for docs/."""
    steps = [f"    {rule.source or '[*]'} --> {rule.target}: {rule.action} ({rule.part})" for rule in RULES]
    ends = {rule.target for rule in RULES} - {rule.source for rule in RULES}
    return "\n".join(["stateDiagram-v2", *steps, *(f"    {state} --> [*]" for state in sorted(ends))]) + "\n"
