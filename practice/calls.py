"""What the bot asked of this server lately: for tests and benchmarks."""

from __future__ import annotations

import time
from collections import Counter, deque
from typing import Any


class Calls:
    def __init__(self, keep: int = 20_000) -> None:
        self._log: deque[tuple[float, str, int | None, int]] = deque(maxlen=keep)
        self._statuses: Counter[int] = Counter()
        self._methods: Counter[str] = Counter()

    def note(self, method: str, chat_id: int | None, status: int) -> None:
        self._log.append((time.monotonic(), method, chat_id, status))
        self._statuses[status] += 1
        self._methods[method] += 1

    def reset(self) -> None:
        self._log.clear()
        self._statuses.clear()
        self._methods.clear()

    def report(self, newest: int | None = None) -> dict[str, Any]:
        calls = list(self._log)[-newest:] if newest else list(self._log)
        return {
            "now": time.monotonic(),
            "statuses": {str(status): count for status, count in sorted(self._statuses.items())},
            "methods": dict(self._methods),
            "calls": [
                {"at": at, "method": method, "chat_id": chat, "status": status} for at, method, chat, status in calls
            ],
        }
