"""The park's clock: the product's own, or real time plus an offset that survives a restart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from practice.refusals import Refusal
from practice.settings import Hooks
from practice.store import Store

PARK = ZoneInfo("Asia/Shanghai")
MORNING = 9
SATURDAY = 5


class Clock:
    def __init__(self, db: Store, hooks: Hooks) -> None:
        self._db = db
        self._hooks = hooks
        self._offset = timedelta(seconds=db.setting("clock_offset", 0))

    def now(self) -> datetime:
        return self._hooks.now() if self._hooks.now else datetime.now(UTC) + self._offset

    async def advance(self, step: timedelta) -> None:
        if self._hooks.advance:
            await self._hooks.advance(step)
        elif self._hooks.now:
            raise Refusal(409, "this clock cannot be moved")
        else:
            self._move(step)

    async def next_morning(self) -> None:
        if self._hooks.next_morning:
            await self._hooks.next_morning()
        else:
            await self.advance(next_morning_after(self.now()) - self.now())

    def _move(self, step: timedelta) -> None:
        self._offset += step
        self._db.keep("clock_offset", self._offset.total_seconds())


def next_morning_after(at: datetime) -> datetime:
    """Nine o'clock of the next day that is no weekend. The product knows the holidays, this server does not."""
    morning = at.astimezone(PARK).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if morning <= at:
        morning += timedelta(days=1)
    while morning.weekday() >= SATURDAY:
        morning += timedelta(days=1)
    return morning.astimezone(UTC)
