"""The catalogue (极简审批, DOMAIN.md section 6): how an item's steps hang together, and what no item may look like.

A step is a mapping as `ServiceItem.steps` keeps it: `days` (working days) and `after`, the positions from 0 of the
steps that it waits for; without `after` it waits for the one before.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

Steps = Sequence[Mapping[str, Any]]


class Flaw(StrEnum):
    """What is wrong with an item."""

    NO_STEP = "no_step"
    UNKNOWN_STEP = "unknown_step"
    STEP_CYCLE = "step_cycle"
    TOO_LONG = "too_long"
    OVER_STATUTORY = "over_statutory"


class Found(NamedTuple):
    """A flaw, and at which step; `says` is what it is made of."""

    flaw: Flaw
    step: int | None = None
    says: Mapping[str, int] = {}


def waits_for(steps: Steps, position: int) -> tuple[int, ...]:
    """The positions of the steps that must be finished before this one begins."""
    after = steps[position].get("after")
    if after is None:
        return (position - 1,) if position else ()
    return tuple(after)


def longest(steps: Steps) -> int:
    """Working days along the longest chain of steps, of which some may run side by side. Raises ValueError in a ring.

    Of no steps it is 0.
    """
    done = ends(steps)
    if len(done) < len(steps):
        raise ValueError("steps wait for each other in a ring")
    return max(done.values(), default=0)


def ends(steps: Steps) -> dict[int, int]:
    """After how many working days each step ends at the earliest; those that wait for each other never do."""
    waits = {position: waits_for(steps, position) for position in range(len(steps))}
    done: dict[int, int] = {}
    while ready := [each for each in waits if each not in done and all(before in done for before in waits[each])]:
        for each in ready:
            done[each] = steps[each]["days"] + max((done[before] for before in waits[each]), default=0)
    return done


def flaws(steps: Steps, promised_days: int, statutory_days: int) -> Iterator[Found]:
    """Everything that is wrong with an item's steps and days."""
    if promised_days > statutory_days:
        yield Found(Flaw.OVER_STATUTORY, None, {"promised": promised_days, "statutory": statutory_days})
    if not steps:
        yield Found(Flaw.NO_STEP)
    astray = [each for each in range(len(steps)) if not set(waits_for(steps, each)) <= set(range(len(steps)))]
    yield from (Found(Flaw.UNKNOWN_STEP, each, {"steps": len(steps)}) for each in astray)
    if astray:
        return
    done = ends(steps)
    yield from (Found(Flaw.STEP_CYCLE, each) for each in range(len(steps)) if each not in done)
    if len(done) == len(steps) and max(done.values(), default=0) > promised_days:
        yield Found(Flaw.TOO_LONG, None, {"promised": promised_days, "longest": longest(steps)})
