"""The whole desk for a story: practice park, sample people, app. It can be stopped and started again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvicorn
from pydantic import HttpUrl

from bot.app import App
from bot.clock import Clock
from bot.settings import Settings
from practice import PRACTICE_TOKEN, Hooks, Limits, Practice, Resident
from services.directory import everybody
from services.park import load_park
from services.people import invite
from services.sample import small_park
from storage.database import Database
from storage.sealed import KeyRing, new_key
from tests.phones import Park, Phone
from web.app import build

MORNING = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)  # Tuesday 09:30 in the park
KEY_WORDS = f"1:{new_key()}"
KEYS = KeyRing.read(KEY_WORDS)
QUICK = 0.15  # of the two seconds that the desk waits for the rest of a burst


class House:
    """Practice park and desk. `at` moves the park's clock; real time runs on beside it."""

    def __init__(
        self, db: Database, folder: Path, limits: Limits, *, webhook: bool = False, pace: float = QUICK
    ) -> None:
        self.db = db
        self.folder = folder
        self.webhook = webhook
        self.pace = pace
        self.clock = Clock()
        self.move_to(MORNING)
        self.practice = Practice(folder / "phones.db", limits=limits, hooks=self.hooks())
        self.address = ""
        self.app: App | None = None
        self.park: Park
        self.servers: list[uvicorn.Server] = []

    def hooks(self) -> Hooks:
        """What the practice park asks."""

        async def residents() -> list[Resident]:
            return [Resident(who.code, who.name, who.roles, who.place) for who in await everybody(self.db)]

        async def invited(code: str) -> str:
            return await invite(self.db, code, at=self.clock.now())

        return Hooks(self.clock.now, residents, invited, self.advance, self.next_morning)

    def move_to(self, moment: datetime) -> None:
        """Set the park's clock, before anything has happened."""
        self.clock.offset = moment - datetime.now(UTC)

    async def advance(self, by: timedelta) -> None:
        """Move the clock on; what is due then goes out."""
        self.clock.advance(by)
        if self.app:
            await self.app.clockwork.tick()

    async def next_morning(self) -> None:
        """To the next opening."""
        await self.advance(self.db.park.calendar.next_morning(self.clock.now()) - self.clock.now())

    async def serve(self, pages: Any) -> str:
        """Serve an app on a free port; returns its address."""
        server, port = await started(pages)
        self.servers.append(server)
        return f"http://127.0.0.1:{port}"

    async def start(self, **settings: Any) -> None:
        """Start the desk."""
        if not self.address:
            self.address = await self.serve(self.practice.app)
            self.park = Park(self.address)
        wanted = {
            "data_dir": self.folder,
            "tick_seconds": 3600,
            "push_lease_seconds": 30,
            "webhook_url": None,
            **settings,
        }
        made = Settings(_env_file=None, **wanted)
        self.app = App(made, self.db, self.clock, token=PRACTICE_TOKEN, api_url=self.address)
        self.app.lanes.pace = self.pace
        if self.webhook:
            await self.open_webhook(made)
        await self.app.start()

    async def open_webhook(self, settings: Settings) -> None:
        """Serve the desk's own side, and tell it its address."""
        assert self.app
        settings.webhook_url = HttpUrl("http://127.0.0.1:1/telegram")
        address = await self.serve(build(ready=self.app.wrong, webhook=self.app.webhook))
        settings.webhook_url = HttpUrl(f"{address}/telegram")

    async def stop(self) -> None:
        """Stop the desk, not the phones."""
        if self.app:
            await self.app.stop()
            self.app = None

    async def close(self) -> None:
        """Everything."""
        await self.stop()
        await self.park.aclose()
        self.practice.park.pulse.stop()
        for server in self.servers:
            await server.shutdown()
        await self.practice.close()

    async def phone(self, code: str) -> Phone:
        """A bound person's phone, after the welcome."""
        phone = await self.park.phone(code)
        await phone.see("四单")
        return phone


async def started(pages: Any, port: int = 0) -> tuple[uvicorn.Server, int]:
    """A server that answers, and its port; without the loop of serve(), which looks for its end every 0.1 s only."""
    config = uvicorn.Config(pages, "127.0.0.1", port, log_config=None, timeout_graceful_shutdown=1, lifespan="off")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    return server, int(server.servers[0].sockets[0].getsockname()[1])


@asynccontextmanager
async def opened_house(
    db: Database, folder: Path, *, webhook: bool = False, limits: Limits | None = None, pace: float = QUICK
) -> AsyncIterator[House]:
    """A house with the sample park, started."""
    await load_park(db, small_park())
    house = House(db, folder, limits or Limits.off(), webhook=webhook, pace=pace)
    await house.start()
    try:
        yield house
    finally:
        await house.close()


async def until(true: Callable[[], Awaitable[bool]], *, seconds: float = 10) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not await true():
            await asyncio.sleep(0.02)
