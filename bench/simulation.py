"""A year of the whole park: 103 liaisons, 230 firms, 5,000 tickets, on a movable clock, compared with an oracle."""

from pathlib import Path

from bench.park import park_rules
from bench.results import Result, Target
from tests.simulation.park import FULL, SMALL
from tests.simulation.year import simulate

SEED = 2026
LONGEST_S = 120.0


async def measure(folder: Path, quick: bool) -> Result:  # noqa: FBT001 - all benchmarks are called alike
    """Every reminder and escalation that the rules demand, exactly once, none in the quiet hours."""
    found = await simulate(folder, SMALL if quick else FULL, SEED, park_rules())
    faults = {
        "reminders missing": sum(found.missing.values()),
        "reminders too much or twice": sum(found.too_much.values()),
        "reminders in the quiet hours": len(found.quiet),
        "tickets without owner or date, wrong dates": len(found.faults),
    }
    if not found.is_right:
        print(found.words())
    took = Target("a year in the park, seconds of machine time", found.figures["processor_s"], "below", LONGEST_S)
    return Result(
        "simulation",
        (took, *(Target(what, count, "at most", 0) for what, count in faults.items())),
        {"seed": SEED, **found.figures},
    )
