"""How often somebody may ask: counted in memory, for there is one process."""

from collections import deque
from datetime import datetime, timedelta

MOST_KEYS = 2000


class Limit:
    """At most `most` times within `within`, for each key."""

    def __init__(self, most: int, within: timedelta) -> None:
        self.most = most
        self.within = within
        self.asked: dict[str, deque[datetime]] = {}

    def allows(self, key: str, at: datetime) -> bool:
        """Whether once more is not too often; counts it if so."""
        if len(self.asked) >= MOST_KEYS:
            self.asked = {known: times for known, times in self.asked.items() if at - times[-1] < self.within}
        times = self.asked.setdefault(key, deque())
        while times and at - times[0] >= self.within:
            times.popleft()
        if len(times) >= self.most:
            return False
        times.append(at)
        return True
