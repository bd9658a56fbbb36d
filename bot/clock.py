"""The one place that asks what time it is. In the practice park the clock can be moved on."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Aware UTC. `offset` is how far the practice park's clock has been moved."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The park's time."""
        return datetime.now(UTC) + self.offset

    def advance(self, by: timedelta) -> None:
        """Move on; a clock is never put back, for events have been written by it."""
        self.offset += max(by, timedelta())
