"""How fast a bot may send: 30 a second in all, one a second to a chat beyond a short burst."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

from practice.refusals import too_many
from practice.settings import Limits


class Pace:
    """Counts admitted sends in real, monotonic time; the park's clock has no say here."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._sent: deque[float] = deque()
        self._buckets: dict[int, tuple[float, float]] = {}  # chat -> tokens, when counted

    def admit(self, chat_id: int) -> None:
        now = self._clock()
        self._check_overall(now)
        self._take_token(chat_id, now)
        if self._limits.overall_per_second is not None:
            self._sent.append(now)

    def _check_overall(self, now: float) -> None:
        """A sliding window: inside any one second there are never more than the limit."""
        while self._sent and now - self._sent[0] >= 1.0:
            self._sent.popleft()
        limit = self._limits.overall_per_second
        if limit is not None and len(self._sent) >= limit:
            raise too_many(max(1, math.ceil(1.0 - (now - self._sent[0]))))

    def _take_token(self, chat_id: int, now: float) -> None:
        rate, burst = self._limits.per_chat_per_second, self._limits.per_chat_burst
        if rate is None or math.isinf(rate):
            return
        tokens, counted = self._buckets.get(chat_id, (float(burst), now))
        tokens = min(float(burst), tokens + (now - counted) * rate)
        if tokens < 1.0:
            raise too_many(max(1, math.ceil((1.0 - tokens) / rate)))
        self._buckets[chat_id] = (tokens - 1.0, now)
