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
    SUSPENDED = "suspended"
    RESOLVED = "resolved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What can be done with a ticket."""

    FILE = "file"
    ACCEPT = "accept"
    COMMIT = "commit"
    HAND_OVER = "hand_over"
    RETURN = "return"
    REPORT = "report"
    ASSIST = "assist"
    ASK = "ask"
    ANSWER = "answer"
    LAPSE = "lapse"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    APPROVE = "approve"
    DECLINE = "decline"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    REJECT = "reject"
    AUTO_CLOSE = "auto_close"
    WITHDRAW = "withdraw"
    ESCALATE = "escalate"
    MESSAGE = "message"
    NOTE = "note"


class Part(StrEnum):
    """What somebody is to one ticket. It is derived for each ticket, never a flag on the person."""

    FIRM = "firm"
    LIAISON = "liaison"
    SECRETARY = "secretary"
    LEADER = "leader"
    OWNER = "owner"
    LEAD = "lead"
    ASSISTANT = "assistant"
    APPROVER = "approver"
    DISPATCHER = "dispatcher"
    DIRECTOR = "director"
    ASSESSOR = "assessor"
    FOLLOWER = "follower"
    CLOCK = "clock"
    STRANGER = "stranger"


class Due(StrEnum):
    """Which deadline runs after an action."""

    ACCEPT = "accept"
    COMMIT = "commit"
    RESOLVE = "resolve"
    ANSWER = "answer"
    STAGE = "stage"
    JUDGE = "judge"


class Wish(StrEnum):
    """What an owner has asked for and somebody higher has to approve."""

    EXTENSION = "extension"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"


class Fact(StrEnum):
    """What else holds of a ticket beside its state, where a rule asks for it."""

    PROMISED = "promised"
    ASKED = "asked"
    RULING = "ruling"
    RULED = "ruled"
    PENDING = "pending"
    EXTENSION = "extension"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"


class Outcome(StrEnum):
    """How a ticket ended; counted apart, for closed is not solved."""

    SOLVED = "solved"
    PARTLY = "partly"
    EXPLAINED = "explained"
    PASSED_UP = "passed_up"


class Source(StrEnum):
    """Where a problem came up. `firm`: its own contact typed it; the others file on the firm's behalf.

    `visit`: its liaison found it on a visit (走访); `leader`: director or head, on site (四下基层); counted apart.
    """

    FIRM = "firm"
    LIAISON = "liaison"
    RECEPTION = "reception"
    VISIT = "visit"
    LEADER = "leader"


class Light(StrEnum):
    """How an open ticket stands against its deadline. Derived, never stored."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True)
class Rule:
    """One row of the table. `due` is the deadline that starts, None when the running one stays.

    `when`: the fact that must hold; `unless`: facts none of which may hold.
    """

    source: State | None
    part: Part
    action: Action
    target: State
    due: Due | None = None
    when: Fact | None = None
    unless: frozenset[Fact] = frozenset()

    def holds(self, facts: Collection[Fact]) -> bool:
        """Whether the facts let the row apply."""
        return (self.when is None or self.when in facts) and not self.unless & set(facts)


def rows(
    sources: Collection[State | None],
    parts: Collection[Part],
    action: Action,
    target: State | None = None,
    due: Due | None = None,
    *,
    when: Fact | None = None,
    unless: Collection[Fact] = (),
) -> tuple[Rule, ...]:
    """The same row for several states and parts; without a target the state stays."""
    return tuple(
        Rule(source, part, action, target or source or State.DISPATCHED, due, when, frozenset(unless))
        for source in sources
        for part in parts
    )


DISPATCHED, IN_HAND, SUSPENDED = (State.DISPATCHED,), (State.IN_HAND,), (State.SUSPENDED,)
GOING = (State.DISPATCHED, State.IN_HAND)
TALKING = (State.DISPATCHED, State.IN_HAND, State.SUSPENDED, State.RESOLVED)
FILERS = (Part.FIRM, Part.LIAISON, Part.SECRETARY, Part.LEADER)
DESK = (Part.DISPATCHER, Part.DIRECTOR)
STAFF = (Part.OWNER, Part.LEAD, Part.ASSISTANT, Part.LIAISON, Part.DISPATCHER, Part.DIRECTOR)

RULES: tuple[Rule, ...] = (
    *rows([None], FILERS, Action.FILE, State.DISPATCHED, Due.ACCEPT),
    *rows(DISPATCHED, [Part.OWNER, Part.LEAD], Action.ACCEPT, State.IN_HAND, Due.COMMIT),
    *rows(IN_HAND, [Part.OWNER], Action.COMMIT, due=Due.RESOLVE, unless=[Fact.PROMISED, Fact.ASKED]),
    *rows(IN_HAND, [Part.OWNER, Part.ASSISTANT], Action.REPORT),
    *rows(SUSPENDED, [Part.OWNER], Action.REPORT, due=Due.STAGE),
    *rows(IN_HAND, [Part.OWNER], Action.RESOLVE, State.RESOLVED, Due.JUDGE),
    *rows(DISPATCHED, [Part.LEAD], Action.RETURN, due=Due.ACCEPT, unless=[Fact.RULED]),
    *rows(GOING, [Part.LIAISON], Action.HAND_OVER, State.DISPATCHED, Due.ACCEPT, unless=[Fact.RULING, Fact.RULED]),
    *rows(GOING, DESK, Action.HAND_OVER, State.DISPATCHED, Due.ACCEPT),
    # What is decided in the room of a reception day, with the director at the table, the secretary writes down.
    *rows(GOING, [Part.SECRETARY], Action.RESOLVE, State.RESOLVED, Due.JUDGE),
    *rows(GOING, [Part.SECRETARY], Action.COMMIT, State.IN_HAND, Due.RESOLVE, unless=[Fact.PROMISED, Fact.ASKED]),
    *rows(GOING, [Part.SECRETARY], Action.HAND_OVER, State.DISPATCHED, Due.ACCEPT),
    *rows(GOING, [Part.ASSISTANT], Action.ASSIST),
    *rows(IN_HAND, [Part.OWNER], Action.ASK, due=Due.ANSWER, unless=[Fact.ASKED]),
    *rows(IN_HAND, [Part.FIRM], Action.ANSWER, when=Fact.ASKED),
    *rows(IN_HAND, [Part.CLOCK], Action.LAPSE, when=Fact.ASKED),
    *rows(IN_HAND, [Part.OWNER], Action.EXTEND, when=Fact.PROMISED, unless=[Fact.PENDING, Fact.ASKED]),
    *rows(IN_HAND, [Part.OWNER], Action.SUSPEND, unless=[Fact.PENDING, Fact.ASKED]),
    *rows(SUSPENDED, [Part.DIRECTOR], Action.RESUME, State.IN_HAND, unless=[Fact.PENDING]),
    *rows(SUSPENDED, [Part.OWNER], Action.RESUME, unless=[Fact.PENDING]),
    *rows(IN_HAND, [Part.APPROVER], Action.APPROVE, due=Due.RESOLVE, when=Fact.EXTENSION),
    *rows(IN_HAND, [Part.APPROVER], Action.APPROVE, State.SUSPENDED, Due.STAGE, when=Fact.SUSPENSION),
    *rows(SUSPENDED, [Part.APPROVER], Action.APPROVE, State.IN_HAND, when=Fact.RESUMPTION),
    *rows([State.IN_HAND, State.SUSPENDED], [Part.APPROVER], Action.DECLINE, when=Fact.PENDING),
    *rows([State.RESOLVED], [Part.FIRM], Action.CONFIRM, State.CLOSED),
    *rows([State.RESOLVED], [Part.FIRM], Action.REJECT, State.DISPATCHED, Due.ACCEPT),
    *rows([State.RESOLVED], [Part.CLOCK], Action.AUTO_CLOSE, State.CLOSED),
    *rows(GOING, [Part.FIRM], Action.WITHDRAW, State.WITHDRAWN),
    *rows(GOING, [Part.DIRECTOR, Part.ASSESSOR, Part.CLOCK], Action.ESCALATE),
    *rows(TALKING, [Part.FIRM, Part.OWNER, Part.LIAISON], Action.MESSAGE),
    *rows(TALKING, STAFF, Action.NOTE),
)
OPEN = frozenset({State.DISPATCHED, State.IN_HAND, State.SUSPENDED, State.RESOLVED})
UNFINISHED = frozenset({State.DISPATCHED, State.IN_HAND, State.SUSPENDED})
STARS = range(1, 6)
SATISFIED = 4
MOST_EXTENSIONS = 2
RETURNS_TO_THE_DESK = 2


def rules_for(state: State | None, parts: Collection[Part], action: Action) -> tuple[Rule, ...]:
    """The rows for the action, whatever their facts."""
    return tuple(r for r in RULES if r.source == state and r.action == action and r.part in parts)


def rule_for(state: State | None, parts: Collection[Part], action: Action, facts: Collection[Fact] = ()) -> Rule | None:
    """The row that allows the action, or None."""
    return next((rule for rule in rules_for(state, parts, action) if rule.holds(facts)), None)


def hindrance(rules: Collection[Rule], facts: Collection[Fact]) -> tuple[Fact, bool] | None:
    """The fact that keeps rows from applying, and whether it holds (True) or is missing (False)."""
    for rule in rules:
        if standing := sorted(rule.unless & set(facts)):
            return standing[0], True
        if rule.when and rule.when not in facts:
            return rule.when, False
    return None


def can_be(state: State | None, action: Action) -> bool:
    """Whether anybody can do the action in that state."""
    return any(rule.source == state and rule.action == action for rule in RULES)


def parts_for(action: Action) -> frozenset[Part]:
    """Who may ever do the action, in whatever state."""
    return frozenset(rule.part for rule in RULES if rule.action == action)


def actions_for(state: State, parts: Collection[Part], facts: Collection[Fact] = ()) -> tuple[Action, ...]:
    """What can be done now by somebody with these parts, each once, in the table's order."""
    rules = (rule for rule in RULES if rule.source == state and rule.part in parts and rule.holds(facts))
    return tuple(dict.fromkeys(rule.action for rule in rules))


def mermaid() -> str:
    """The table as a state diagram for docs/: a line for each way and action, with those who may go it."""
    ways: dict[tuple[str, str, str], list[str]] = {}
    for rule in RULES:
        if rule.action not in {Action.MESSAGE, Action.NOTE}:
            ways.setdefault((rule.source or "[*]", rule.target, rule.action), []).append(rule.part)
    steps = [
        f"    {source} --> {target}: {action} ({', '.join(who)})" for (source, target, action), who in ways.items()
    ]
    ends = {rule.target for rule in RULES} - {rule.source for rule in RULES}
    return "\n".join(["stateDiagram-v2", *steps, *(f"    {state} --> [*]" for state in sorted(ends))]) + "\n"
