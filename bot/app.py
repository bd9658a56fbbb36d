"""The whole desk in one process: what is opened here is closed here, in the opposite order."""

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import DeleteWebhook, SetWebhook, TelegramMethod
from sqlalchemy import text

from bot.answers import Answers
from bot.clock import Clock
from bot.clockwork import Clockwork
from bot.courier import Courier
from bot.crew import Crew
from bot.exporter import Exporter
from bot.fetcher import Fetcher
from bot.inbox import ALLOWED, BadUpdate, Intake
from bot.lanes import Lanes
from bot.links import Links
from bot.polling import Polling
from bot.pusher import Pusher
from bot.settings import Settings
from handlers.menu import public_commands
from handlers.routers import dispatcher
from storage.database import OUTAGES, Database
from storage.shelf import Shelf
from web.app import Webhook
from web.board.hub import Hub
from web.office.visit import Office

log = structlog.get_logger()
SILENT_TOO_LONG = timedelta(minutes=2)
WEBHOOK_PATH = "/telegram"


class App:
    """Everything that runs: intake, lanes, pusher, fetcher, exporter, clockwork."""

    def __init__(
        self, settings: Settings, db: Database, clock: Clock, *, token: str, api_url: str, address: str = ""
    ) -> None:
        """`address` is where our own pages are served; OFFICE_URL goes before it."""
        self.settings = settings
        self.db = db
        self.clock = clock
        self.failed = asyncio.Event()
        self.trouble = "A part of it failed; the log says which."
        self.crew = Crew(self.failed.set)
        session = AiohttpSession(api=TelegramAPIServer.from_base(api_url), limit=100)
        self.bot = Bot(token, session=session)
        self.links = Links(None if settings.bot_token else api_url)
        self.office_url = str(settings.office_url or address or f"http://{settings.host}:{settings.port}").rstrip("/")
        self.answers = Answers(db, self.bot, dispatcher(db, clock.now, self.links, self.office_url), clock)
        self.lanes = Lanes(self.bot, self.crew, self.answers.handle, self.answers.put_aside)
        self.intake = Intake(db, self.bot.id, clock.now, self.lanes.put)
        self.answers.intake = self.intake
        self.polling = Polling(f"{api_url}/bot{token}/getUpdates", self.intake, clock)
        shelf = Shelf(settings.data_dir / "files")
        self.courier = Courier(token, api_url, shelf)
        self.fetcher = Fetcher(db, self.bot, shelf, clock)
        lease = timedelta(seconds=settings.push_lease_seconds)
        exported = Shelf(settings.data_dir / "exports")
        self.pusher = Pusher(db, self.courier, self.bot.id, clock, self.crew, lease=lease, exported=exported)
        self.exporter = Exporter(db, self.courier, self.bot.id, exported, clock)
        self.hub = Hub()
        self.clockwork = Clockwork(db, clock, settings.tick_seconds, settings.retention_days)

    @property
    def office(self) -> Office:
        """What the back office's pages are given."""
        return Office(
            self.db, self.clock.now, self.office_url, self.invitation_link, self.intake.again, self.settings.shown()
        )

    async def invitation_link(self, token: str) -> str:
        """The link of an invitation: to Telegram, or to the practice park's page."""
        if self.settings.practice:
            return f"{self.office_url}/?start={token}"
        return f"https://t.me/{(await self.bot.me()).username}?start={token}"

    @property
    def webhook(self) -> Webhook | None:
        """Telegram's way in, when a public address is set."""
        url = self.settings.webhook_url
        if url is None:
            return None
        path = urlsplit(str(url)).path.rstrip("/") or WEBHOOK_PATH
        return Webhook(path, self.settings.webhook_secret.get_secret_value(), self.intake.accept, BadUpdate)

    async def start(self) -> None:
        """Take up what was left undone, then let new updates in."""
        self.crew.start("inbox writer", self.intake.run())
        left = await self.intake.resume()
        if left:
            log.info("taken up again", updates=left)
        self.crew.start("pusher", self.pusher.run())
        self.crew.start("fetcher", self.fetcher.run())
        self.crew.start("exporter", self.exporter.run())
        self.clockwork.start()
        self.crew.start("introduction", self.introduce())

    async def introduce(self) -> None:
        """Tell Telegram where updates go and what commands there are; wait while it is away, then poll."""
        try:
            known = await self.answers.until_possible(self.bot.get_me)
        except (TelegramUnauthorizedError, TelegramNotFound):
            self.trouble = "Telegram does not know this BOT_TOKEN. Copy it anew from BotFather."
            self.failed.set()
            return
        self.links.username = known.username or ""
        for method in [self.way_in(), *public_commands()]:
            await self.answers.send(method)
        await self.clockwork.tick()
        if self.settings.webhook_url is None:
            await self.polling.run()

    def way_in(self) -> TelegramMethod[Any]:
        """Webhook with its secret, or none. Nothing that waits is ever dropped."""
        webhook = self.webhook
        if webhook is None:
            return DeleteWebhook(drop_pending_updates=False)
        base = str(self.settings.webhook_url).rstrip("/")
        url = base if urlsplit(base).path else base + WEBHOOK_PATH
        return SetWebhook(url=url, secret_token=webhook.secret, allowed_updates=list(ALLOWED), max_connections=100)

    async def wrong(self) -> dict[str, str]:
        """What is not ready, by part."""
        wrong = {}
        try:
            async with self.db.reader.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except OUTAGES as away:
            wrong["database"] = type(away).__name__
        heard = self.polling.last_heard
        if self.settings.webhook_url is None and (heard is None or self.clock.now() - heard > SILENT_TOO_LONG):
            wrong["telegram"] = "no answer yet" if heard is None else f"silent since {heard:%Y-%m-%d %H:%M:%S}Z"
        if self.failed.is_set():
            wrong["process"] = "a background task has failed"
        return wrong

    async def stop(self) -> None:
        """Let go of everything; what is not done stays in the inbox and the outbox."""
        self.clockwork.stop()
        await self.crew.stop()
        await self.intake.flush()
        await self.courier.close()
        await self.bot.session.close()
