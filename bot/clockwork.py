"""APScheduler ticks: jobs in memory that call a service with the park's time. A deadline is a column, never a job."""

from collections.abc import Awaitable, Callable

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from services.answers import call_for_answers
from services.calendar import refresh_calendar
from services.digests import send_digests
from services.reminders import end_waits, tick
from services.retention import forget
from services.scores import gather
from services.visit_dates import tick_visits
from storage.database import OUTAGES, Database

log = structlog.get_logger()


class Clockwork:
    """Ticks every so many seconds, and at once when the practice park's clock is moved."""

    def __init__(self, db: Database, clock: Clock, seconds: float, keep_days: int) -> None:
        self.db = db
        self.clock = clock
        self.keep_days = keep_days
        self.scheduler = AsyncIOScheduler(timezone="UTC")
        # A late tick is better than none, and two at once are no better than one.
        options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self.scheduler.add_job(self.tick, "interval", seconds=seconds, **options)
        self.scheduler.add_job(self.attempt, "interval", (self.forget,), hours=1, **options)

    def start(self) -> None:
        """Begin to tick."""
        self.scheduler.start()

    def stop(self) -> None:
        """Stop ticking."""
        if self.scheduler.running:
            self.scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Everything the clock owes; what fails now is tried at the next tick."""
        for work in (self.calendar, self.remind, self.answer, self.close, self.visits, self.sum_up, self.gather):
            await self.attempt(work)

    async def attempt(self, work: Callable[[], Awaitable[int]]) -> None:
        """One service; the database may be away for a while."""
        try:
            count = await work()
        except OUTAGES as away:
            log.warning("tick failed", work=work.__name__, cause=type(away).__name__)
        else:
            if count:
                log.info("tick", work=work.__name__, count=count)

    async def calendar(self) -> int:
        """A year that the command line has loaded, in its own process."""
        return await refresh_calendar(self.db, at=self.clock.now())

    async def remind(self) -> int:
        """Reminders and escalations: until none is left that is due."""
        total = 0
        while some := await tick(self.db, at=self.clock.now()):
            total += some
        return total

    async def answer(self) -> int:
        """What firms wrote to their liaisons and nobody has answered."""
        return await call_for_answers(self.db, at=self.clock.now())

    async def close(self) -> int:
        """Results that nobody judged."""
        return await end_waits(self.db, at=self.clock.now())

    async def visits(self) -> int:
        """Visits that are due, and the date of firms that are new here."""
        return await tick_visits(self.db, at=self.clock.now())

    async def sum_up(self) -> int:
        """The digests of the day, the week and the month."""
        return await send_digests(self.db, at=self.clock.now())

    async def gather(self) -> int:
        """The board's sums: what moves have added since."""
        return await gather(self.db)

    async def forget(self) -> int:
        """What has been kept long enough."""
        return await forget(self.db, self.keep_days, at=self.clock.now())
