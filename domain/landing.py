"""Signing day (签约落地, DOMAIN.md section 5): checklists from 工商注册 to 开工 and 投产, and the dates of their steps.

A line waits for others, and for so many working days after them, or after signing day where it waits for none. Who does
its steps, and how long each may take, says the catalogue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.agency import StepState
from domain.agency_rules import OVER_STEPS, RUNNING, step_due
from domain.calendar import Calendar

MEETING_HOUR = 15
BUILDING_DAYS = 180
TRIAL_DAYS = 20


@dataclass(frozen=True)
class Entry:
    """One item of a checklist: its code in the catalogue, the codes it waits for, and the working days after them."""

    item: str
    after: tuple[str, ...] = ()
    days: int = 0


@dataclass(frozen=True)
class Checklist:
    """A landing checklist (落地清单); its name is the text `landing-list-CODE`."""

    code: str
    entries: tuple[Entry, ...]


NEW_FIRM = (
    Entry("QY01"),
    Entry("SW01", ("QY01",)),
    Entry("SW02", ("QY01",)),
    Entry("LX01", ("QY01",)),
)
CHECKLISTS: Mapping[str, Checklist] = {
    made.code: made
    for made in (
        Checklist(
            "build",
            (
                *NEW_FIRM,
                Entry("YD02", ("LX01",)),
                Entry("YD08", ("YD02",), 20),
                Entry("XF05", ("YD08",)),
                Entry("JS02", ("YD08", "XF05")),
                Entry("JS09", ("JS02",), BUILDING_DAYS),
                Entry("JS18", ("JS09",), TRIAL_DAYS),
            ),
        ),
        Checklist("rent", (*NEW_FIRM, Entry("JS18", ("SW01", "SW02", "LX01"), TRIAL_DAYS))),
    )
}


class Step(Protocol):
    """What the dates of a checklist ask of a step."""

    position: int
    days: int
    after: list[int]
    state: StepState
    due_at: datetime | None
    finished_at: datetime | None


def step_dates(calendar: Calendar, steps: Sequence[Step], begins: datetime) -> dict[int, datetime]:
    """By position when each step is to be done: those ahead, one after the other, from that moment on."""
    ends: dict[int, datetime] = {}
    left = sorted(steps, key=lambda step: step.position)
    while left:
        ready = [step for step in left if not {other.position for other in left} & set(step.after)]
        for step in ready or left:  # a circle of steps, which no catalogue should hold, ends here
            ends[step.position] = step_date(calendar, step, max([begins, *known(ends, step)]))
        left = [step for step in left if step.position not in ends]
    return ends


def known(ends: Mapping[int, datetime], step: Step) -> list[datetime]:
    """When those end that a step waits for."""
    return [ends[position] for position in step.after if position in ends]


def step_date(calendar: Calendar, step: Step, begins: datetime) -> datetime:
    """When one step was done, is due, or will be."""
    if step.state in OVER_STEPS and step.finished_at:
        return step.finished_at
    return step.due_at if step.state in RUNNING and step.due_at else step_due(calendar, begins, step.days)


def begins_at(calendar: Calendar, entry: Entry, ends: Mapping[str, datetime], signed: datetime) -> datetime:
    """When an entry can begin: so many working days after the last that it waits for, or after signing day."""
    since = max((ends[code] for code in entry.after if code in ends), default=signed)
    return calendar.add_working_days(since, entry.days) if entry.days else since
