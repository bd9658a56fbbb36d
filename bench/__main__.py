"""python -m bench [NAME ...] [--quick] [--json]: a short table, and JSON in bench/results/."""

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from bench import board, booking, catalogue, export, inbound, outbound, push_latency, simulation, start, status, ticks
from bench.results import Result, save, table, with_surroundings

Measure = Callable[[Path, bool], Coroutine[Any, Any, Result]]
BENCHMARKS: dict[str, Measure] = {
    "start": start.measure,
    "push_latency": push_latency.measure,
    "outbound": outbound.measure,
    "inbound": inbound.measure,
    "ticks": ticks.measure,
    "status": status.measure,
    "catalogue": catalogue.measure,
    "booking": booking.measure,
    "simulation": simulation.measure,
    "board": board.measure,
    "export": export.measure,
}


def wanted() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(BENCHMARKS)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="a smoke test: small numbers, nothing is kept")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(BENCHMARKS):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    return chosen


def measure(name: str, *, quick: bool) -> Result:
    """One benchmark in a folder of its own."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix=f"bench-{name}-") as folder:
        return asyncio.run(BENCHMARKS[name](Path(folder), quick))


def main() -> int:
    """Exit code 1 when a target is missed, but not in a smoke test: small numbers prove nothing."""
    chosen = wanted()
    results = []
    for name in chosen.names or BENCHMARKS:
        result = measure(name, quick=chosen.quick)
        results.append(result)
        if not chosen.quick:
            save(result)
    shown = json.dumps([with_surroundings(result) for result in results], ensure_ascii=False, indent=1)
    print(shown if chosen.json else table(results))
    return 0 if chosen.quick or all(result.met for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
