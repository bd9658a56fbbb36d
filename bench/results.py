"""What a benchmark found: figures, targets met or missed, on which machine; as a table and as JSON."""

import json
import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).parent / "results"
LIBRARIES = ("aiogram", "python-telegram-bot", "sqlmodel", "sqlalchemy", "aiosqlite", "asyncpg", "uvicorn", "aiohttp")
Bound = Literal["at least", "at most", "below"]


@dataclass(frozen=True)
class Target:
    """What was promised, and what was found."""

    what: str
    found: float
    bound: Bound
    limit: float

    @property
    def met(self) -> bool:
        """Whether the promise holds."""
        if self.bound == "at least":
            return self.found >= self.limit
        return self.found < self.limit if self.bound == "below" else self.found <= self.limit


@dataclass(frozen=True)
class Result:
    """One benchmark's outcome. `figures` are what was measured, in the units their names say."""

    name: str
    targets: tuple[Target, ...]
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """Whether every promise holds."""
        return all(target.met for target in self.targets)


def with_surroundings(result: Result) -> dict[str, Any]:
    """The outcome with machine, versions and moment: figures mean nothing without them."""
    return {
        "name": result.name,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),  # noqa: TID251 - no rule hangs on it
        "machine": machine(),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
        "targets": [{**vars(target), "met": target.met} for target in result.targets],
        "figures": result.figures,
    }


def machine() -> dict[str, Any]:
    """Processor, cores, memory, and how busy it is with other things."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "load_average": round(os.getloadavg()[0], 1),
    }


def processor() -> str:
    """Its name, where the system tells it."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def save(result: Result) -> None:
    """Keep it in bench/results/NAME.json."""
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(with_surroundings(result), ensure_ascii=False, indent=1)
    (FOLDER / f"{result.name}.json").write_text(text + "\n", "utf-8")


def table(results: list[Result]) -> str:
    """One line a target."""
    rows = [(result.name, target) for result in results for target in result.targets]
    width = max((len(target.what) for _, target in rows), default=0)
    return "\n".join(f"{name:13} {target.what:{width}}  {words(target)}" for name, target in rows)


def words(target: Target) -> str:
    """Found, promised, and whether it holds."""
    return f"{target.found:>9.4g}  {target.bound} {target.limit:<6g}  {'met' if target.met else 'MISSED'}"
