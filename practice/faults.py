"""Troubles of the network that can be switched on: errors, silence, cut lines, slowness."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from practice.refusals import Refusal, bad, too_many
from practice.store import Store

KINDS = ("500", "502", "timeout", "cut", "slow", "429")
DEFAULT_SECONDS = {"timeout": 60.0, "slow": 3.0, "429": 5.0}


@dataclass
class Fault:
    """`after` means: the call is carried out and only its answer is lost."""

    kind: str
    methods: list[str] | None
    times: int | None  # None: until switched off
    seconds: float
    after: bool = False

    def concerns(self, method: str) -> bool:
        return self.methods is None or method in self.methods

    def refusal(self) -> Refusal | None:
        if self.kind == "429":
            return too_many(max(1, round(self.seconds)))
        names = {"500": "Internal Server Error", "502": "Bad Gateway"}
        return Refusal(int(self.kind), names[self.kind]) if self.kind in names else None


class Faults:
    def __init__(self, db: Store) -> None:
        self._db = db
        self._faults = [Fault(**kept) for kept in db.setting("faults", [])]

    def switch(self, wish: dict[str, Any]) -> None:
        """`none` ends all of them, anything else is added."""
        self._faults = [] if wish.get("kind") == "none" else [*self._faults, read_fault(wish)]
        self._keep()

    def next(self, method: str) -> Fault | None:
        """The fault this call meets, if any; it is used up by one."""
        if not self._faults:
            return None
        fault = next((fault for fault in self._faults if fault.concerns(method)), None)
        if fault and fault.times is not None:
            self._use_up(fault)
        return fault

    def _use_up(self, fault: Fault) -> None:
        fault.times = (fault.times or 1) - 1
        if fault.times <= 0:
            self._faults.remove(fault)
        self._keep()

    def _keep(self) -> None:
        self._db.keep("faults", self.report())

    def report(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self._faults]


def read_fault(wish: dict[str, Any]) -> Fault:
    kind, methods = str(wish.get("kind")), wish.get("methods")
    if kind not in KINDS:
        raise bad(f"a fault is one of {', '.join(KINDS)}, none")
    seconds = float(wish.get("seconds") or DEFAULT_SECONDS.get(kind, 0))
    names = [str(name).lower() for name in methods] if methods else None
    times = int(wish["times"]) if wish.get("times") else None
    return Fault(kind, names, times, seconds, bool(wish.get("after")))
