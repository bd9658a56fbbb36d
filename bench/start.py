"""Time and memory until ready, beside a process that only imports the same third-party modules, in turn."""

import asyncio
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench.figures import rounds
from bench.imports import LISTED
from bench.park import KEYS, park_rules, settle
from bench.processes import desk, desk_settings, free_port, practice_server, program
from bench.results import Result, Target
from storage.database import Database

ROUNDS, QUICK_ROUNDS = 7, 2
MOST_TIMES, MOST_MB = 1.3, 60.0
FIRMS = 10
AFTERWARDS = 1.0
IMPORTED = "imported"
ONLY_IMPORT = """import importlib, json, pathlib, sys, time
for name in json.loads(pathlib.Path(sys.argv[1]).read_text()):
    importlib.import_module(name)
print("imported", flush=True)
time.sleep(60)
"""


@dataclass(frozen=True)
class Started:
    """Seconds from exec to ready, and resident memory a second later."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Place:
    """Where both are started: a folder with a database that is up to date, and a practice server."""

    folder: Path
    url: str
    server: str
    modules: Path


async def measure(folder: Path, quick: bool) -> Result:  # noqa: FBT001 - all benchmarks are called alike
    """Each once to warm up, then in turn."""
    url = f"sqlite+aiosqlite:///{folder / 'sidan.db'}"
    async with practice_server(folder) as server:
        await prepare(url, server)
        place = Place(folder, url, server, folder / "modules.json")
        await list_imports(place)
        pairs = [
            (await start_desk(place), await only_import(place)) for _ in range(1 + (QUICK_ROUNDS if quick else ROUNDS))
        ]
        return outcome(pairs[1:], place.modules)


async def prepare(url: str, server: str) -> None:
    """A small park, as there is one at every start but the first."""
    db = Database(url, park_rules(), KEYS)
    await settle(db, server, FIRMS)
    await db.close()


async def list_imports(place: Place) -> None:
    """What the desk imports until it is ready."""
    settings = desk_settings(place.folder, place.url, place.server, free_port())
    async with program(place.folder, "-m", "bench.imports", str(place.modules), ready=LISTED, **settings):
        pass


async def start_desk(place: Place) -> Started:
    """Until it says that it is ready and answers."""
    port, began = free_port(), time.monotonic()
    async with desk(place.folder, place.url, place.server, port) as running:
        await answers(f"http://127.0.0.1:{port}/healthz")
        seconds = time.monotonic() - began
        await asyncio.sleep(AFTERWARDS)
        return Started(seconds, running.resident_mb)


async def only_import(place: Place) -> Started:
    """Until everything is imported."""
    began = time.monotonic()
    async with program(place.folder, "-c", ONLY_IMPORT, str(place.modules), ready=IMPORTED) as running:
        seconds = time.monotonic() - began
        await asyncio.sleep(AFTERWARDS)
        return Started(seconds, running.resident_mb)


async def answers(url: str) -> None:
    """Raises unless the address says that all is well."""
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        answer.raise_for_status()


def outcome(pairs: list[tuple[Started, Started]], modules: Path) -> Result:
    """Medians of what was found in turn."""
    times = [ours.seconds / theirs.seconds for ours, theirs in pairs]
    more = [ours.megabytes - theirs.megabytes for ours, theirs in pairs]
    figures = {
        "modules": modules.read_text().count(",") + 1,
        "ready_seconds": rounds([ours.seconds for ours, _ in pairs]),
        "import_seconds": rounds([theirs.seconds for _, theirs in pairs]),
        "times_import": rounds(times),
        "ready_mb": rounds([ours.megabytes for ours, _ in pairs]),
        "import_mb": rounds([theirs.megabytes for _, theirs in pairs]),
        "more_mb": rounds(more),
    }
    return Result(
        "start",
        (
            Target("ready, times the import alone", round(statistics.median(times), 2), "at most", MOST_TIMES),
            Target("memory above the import alone, MB", round(statistics.median(more), 1), "at most", MOST_MB),
        ),
        figures,
    )
