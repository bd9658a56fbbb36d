"""The life of a case is one table, as a ticket's is: who may do what with a step, a material, a whole case (issue 6).

Buttons, refusals and the exhaustive test are read from RULES.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.agency import CaseState, MaterialState, StepState, Worker
from domain.calendar import Calendar
from domain.lifecycle import Light

ASK_EVERY_DAYS = 2
LIAISON_AFTER_DAYS = 4
MEND_WITHIN_DAYS = 1
MANDATE_DAYS = 365
WARN_BEFORE_DAYS = 7


class CasePart(StrEnum):
    """What somebody is to one case. `department`: officer or head of the step's; `follower`: liaison, chain lead."""

    FIRM = "firm"
    AGENT = "agent"
    DEPARTMENT = "department"
    DISPATCHER = "dispatcher"
    DIRECTOR = "director"
    FOLLOWER = "follower"
    CLOCK = "clock"
    STRANGER = "stranger"


class CaseAction(StrEnum):
    """What can be done with a step, a material or a case."""

    SIGN = "sign"
    FINISH = "finish"
    RETURN = "return"
    HAND_ON = "hand_on"
    SKIP = "skip"
    ASK = "ask"
    SEND = "send"
    ACCEPT = "accept"
    REFUSE = "refuse"
    WAIVE = "waive"
    BEGIN = "begin"
    STOP = "stop"
    HAND_OVER = "hand_over"
    MESSAGE = "message"


Place = StepState | MaterialState | CaseState


@dataclass(frozen=True)
class CaseRule:
    """One row. `worker`: whose steps it is about, None for materials and cases; `words`: a reason or result is needed.

    Rows of steps and materials hold while the case goes on.
    """

    source: Place
    part: CasePart
    action: CaseAction
    target: Place
    worker: Worker | None = None
    words: bool = False


def rows(
    sources: Collection[Place],
    parts: Collection[CasePart],
    action: CaseAction,
    target: Place | None = None,
    workers: Collection[Worker | None] = (None,),
    *,
    words: bool = False,
) -> tuple[CaseRule, ...]:
    """The same row for several states, parts and workers; without a target the state stays."""
    return tuple(
        CaseRule(source, part, action, target or source, worker, words)
        for source in sources
        for part in parts
        for worker in workers
    )


FIRM, AGENT, DEPARTMENT = (CasePart.FIRM,), (CasePart.AGENT,), (CasePart.DEPARTMENT,)
OVER = (CasePart.DISPATCHER, CasePart.DIRECTOR)
AHEAD, OPEN, SIGNED = StepState.AHEAD, StepState.OPEN, StepState.SIGNED
MISSING, ASKED, RECEIVED = MaterialState.MISSING, MaterialState.ASKED, MaterialState.RECEIVED
ACCEPTED, REFUSED = MaterialState.ACCEPTED, MaterialState.REFUSED
PREPARING, STOPPED = CaseState.PREPARING, CaseState.STOPPED
GOING = (CaseState.UNDER_WAY, CaseState.WAITING)
UNFINISHED = (PREPARING, *GOING, STOPPED)
RUNNING = (OPEN, SIGNED)
OVER_STEPS = frozenset({StepState.FINISHED, StepState.SKIPPED})
AWAITED = (ASKED, REFUSED)
OF_DEPARTMENT = (Worker.DEPARTMENT,)

RULES: tuple[CaseRule, ...] = (
    *rows([OPEN], DEPARTMENT, CaseAction.SIGN, SIGNED, OF_DEPARTMENT),
    *rows([SIGNED], DEPARTMENT, CaseAction.FINISH, StepState.FINISHED, OF_DEPARTMENT, words=True),
    *rows(RUNNING, DEPARTMENT, CaseAction.RETURN, AHEAD, OF_DEPARTMENT, words=True),
    *rows([AHEAD], AGENT, CaseAction.HAND_ON, OPEN, OF_DEPARTMENT),
    *rows([OPEN], AGENT, CaseAction.FINISH, StepState.FINISHED, [Worker.AGENT, Worker.FIRM], words=True),
    *rows([OPEN], FIRM, CaseAction.FINISH, StepState.FINISHED, [Worker.FIRM], words=True),
    *rows([AHEAD, OPEN], AGENT, CaseAction.SKIP, StepState.SKIPPED, tuple(Worker), words=True),
    *rows([MISSING], AGENT, CaseAction.ASK, ASKED),
    *rows([MISSING, ASKED, RECEIVED, REFUSED], [*FIRM, *AGENT], CaseAction.SEND, RECEIVED),
    *rows([RECEIVED], AGENT, CaseAction.ACCEPT, ACCEPTED),
    *rows([RECEIVED, ACCEPTED], AGENT, CaseAction.REFUSE, REFUSED, words=True),
    *rows([MISSING, ASKED, RECEIVED, REFUSED], AGENT, CaseAction.WAIVE, MaterialState.WAIVED, words=True),
    *rows([PREPARING, STOPPED], FIRM, CaseAction.BEGIN, CaseState.UNDER_WAY),
    *rows(GOING, [*FIRM, CasePart.CLOCK], CaseAction.STOP, STOPPED),
    *rows(UNFINISHED, [*AGENT, *OVER], CaseAction.HAND_OVER),
    *rows(UNFINISHED, [*FIRM, *AGENT, *DEPARTMENT], CaseAction.MESSAGE, words=True),
)


def case_rule(
    source: Place, parts: Collection[CasePart], action: CaseAction, worker: Worker | None = None
) -> CaseRule | None:
    """The row that allows the action, or None."""
    meant = (rule for rule in RULES if rule.source == source and rule.action == action and rule.part in parts)
    return next((rule for rule in meant if type(rule.source) is type(source) and rule.worker == worker), None)


def case_actions(source: Place, parts: Collection[CasePart], worker: Worker | None = None) -> tuple[CaseAction, ...]:
    """What can be done by somebody with these parts, each once, in the table's order."""
    return tuple(action for action in CaseAction if case_rule(source, parts, action, worker))


def parts_of(action: CaseAction) -> frozenset[CasePart]:
    """Who may ever do the action."""
    return frozenset(rule.part for rule in RULES if rule.action == action)


def needs_words(action: CaseAction) -> bool:
    """Whether the action asks for a reason or a result."""
    return any(rule.words for rule in RULES if rule.action == action)


class Planned(Protocol):
    """What the reckoning of a case's end asks of a step."""

    position: int
    days: int
    after: list[int]
    state: StepState
    opened_at: datetime | None
    due_at: datetime | None


def step_due(calendar: Calendar, at: datetime, days: int) -> datetime:
    """Until when a step that opens at that moment is to be done: the end of its last working day."""
    return calendar.closing(calendar.today(calendar.add_working_days(at, days)))


def has_come(step: Planned, by_position: Mapping[int, Planned]) -> bool:
    """Whether all that a step waits for is over."""
    return all(by_position[position].state in OVER_STEPS for position in step.after if position in by_position)


def resumed(calendar: Calendar, moment: datetime, since: datetime, held_at: datetime, at: datetime) -> datetime:
    """A date as far away as before the clock stood still; what began in the pause was held from then on only."""
    return calendar.shifted(moment, max(since, held_at), at)


def expected_end(calendar: Calendar, steps: Sequence[Planned], held_at: datetime | None, at: datetime) -> datetime:
    """When the last step will be done if each takes what it may: the longest chain of those left, from now on.

    A running step is done at its date, a late one at the earliest now; a pause moves the dates of what runs.
    """
    by_position, ends = {step.position: step for step in steps}, dict[int, datetime]()

    def end(step: Planned) -> datetime:
        if step.position not in ends:
            ends[step.position] = at  # a circle of steps, which no catalogue should hold, ends here
            begins = max((end(by_position[p]) for p in step.after if p in by_position), default=at)
            ends[step.position] = step_end(calendar, step, max(begins, at), held_at, at)
        return ends[step.position]

    return max((end(step) for step in steps), default=at)


def step_end(calendar: Calendar, step: Planned, begins: datetime, held_at: datetime | None, at: datetime) -> datetime:
    """When one step will be done."""
    if step.state in OVER_STEPS:
        return at
    if step.state in RUNNING and step.opened_at and step.due_at:
        due = resumed(calendar, step.due_at, step.opened_at, held_at, at) if held_at else step.due_at
        return max(due, at)
    return step_due(calendar, begins, step.days)


def days_late(calendar: Calendar, promised_for: datetime, expected: datetime) -> int:
    """By how many working days the end will miss the promise; a part of a day counts as one."""
    if expected <= promised_for:
        return 0
    return max(1, calendar.workdays_between(calendar.today(promised_for), calendar.today(expected)))


def case_light(promised_for: datetime, expected: datetime, at: datetime) -> Light:
    """Red: the promised end is past. Yellow: it will be. Both with the clock that stands still taken into account."""
    if at > promised_for:
        return Light.RED
    return Light.YELLOW if expected > promised_for else Light.GREEN
