"""`run`: everything in one process, with progress while it starts and one address at the end."""

import asyncio
import contextlib
import gc
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable

import uvicorn
from starlette.applications import Starlette

from bot.app import App
from bot.clock import Clock
from bot.logs import set_up_logs
from bot.practice import practice_park
from bot.practice_clock import kept_clock
from bot.settings import Settings
from bot.setup import is_empty, open_database
from practice import PRACTICE_TOKEN
from services.calendar import open_calendar
from services.keys import check_keys
from services.park import load_park
from services.sample import sample_park
from services.scores import score_if_new
from storage.database import OUTAGES, Database
from storage.migrate import migrate
from storage.sealed import NoSuchKey
from web.app import build
from web.board.app import board_routes
from web.office.app import office_routes
from web.progress.page import progress_routes

GRACE = 2


async def run(settings: Settings) -> None:
    """Run until the process is told to stop."""
    set_up_logs(settings.log_level)
    listening = listen(settings.host, settings.port)
    address = f"http://{settings.host}:{listening.getsockname()[1]}"
    async with opened(settings, address) as (app, pages):
        server = Server(server_settings(pages))
        serving = app.crew.start("web", server.serve(sockets=[listening]))
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        await app.start()
        spare_the_collector()
        tell(f"Sidan is ready: {address}")
        await until_over(app, serving)
        tell("Stopping ...")
        app.hub.close()
        server.should_exit = True
        await asyncio.wait([serving], timeout=GRACE * 2)
    if app.failed.is_set():
        raise SystemExit(f"Sidan stopped. {app.trouble}")


def spare_the_collector() -> None:
    """What is loaded now stays: to look through it again and again would stop the desk for 0.2 s each time.

    An update makes thousands of short-lived objects: looked through every 50,000 instead of every 700.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


async def until_over(app: App, serving: asyncio.Task[None]) -> None:
    """Wait for a signal, or for a part that fails."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    ends = [asyncio.ensure_future(event.wait()) for event in (told, app.failed)]
    await asyncio.wait([serving, *ends], return_when=asyncio.FIRST_COMPLETED)
    for end in ends:
        end.cancel()


class Server(uvicorn.Server):
    """Leaves signals to us: uvicorn would raise them again when it has ended, before the rest is closed."""

    def capture_signals(self) -> contextlib.AbstractContextManager[None]:  # type: ignore[override]
        """Capture none."""
        return contextlib.nullcontext()


@contextlib.asynccontextmanager
async def opened(settings: Settings, address: str) -> AsyncIterator[tuple[App, Starlette]]:
    """Database, app and pages, closed again at the end."""
    tell("Opening the database ...")
    db = open_database(settings)
    try:
        await migrate(db)
        await check_keys(db)
    except OUTAGES as away:
        raise SystemExit(f"The database cannot be used ({type(away).__name__}); check DATABASE_URL.") from None
    except NoSuchKey as missing:
        raise SystemExit(f"DATA_KEYS cannot open what is sealed in the database: {missing}.") from None
    clock = kept_clock(settings.data_dir) if settings.practice else Clock()
    await open_calendar(db, at=clock.now())
    await score_if_new(db)
    if settings.practice and await is_empty(db):
        tell("Loading the sample park ...")
        await load_park(db, sample_park())
    app = make_app(settings, db, clock, address)
    pages, close = make_pages(settings, app)
    try:
        yield app, pages
    finally:
        await app.stop()
        await close()
        await db.close()


def make_app(settings: Settings, db: Database, clock: Clock, address: str) -> App:
    """The desk, talking to Telegram or to the practice park at our own address."""
    if settings.bot_token is None:
        return App(settings, db, clock, token=PRACTICE_TOKEN, api_url=address, address=address)
    api_url = str(settings.bot_api_url).rstrip("/")
    return App(settings, db, clock, token=settings.bot_token.get_secret_value(), api_url=api_url, address=address)


def make_pages(settings: Settings, app: App) -> tuple[Starlette, Callable[[], Awaitable[None]]]:
    """The web side, and how to close it."""
    office = [*office_routes(app.office), *progress_routes(app.office), *board_routes(app.office, app.hub)]
    if not settings.practice:
        return build(ready=app.wrong, webhook=app.webhook, office=office), nothing
    park = practice_park(settings.data_dir, app.db, app.clock, app.clockwork.tick)
    park.start()
    return build(ready=app.wrong, webhook=app.webhook, practice=park.app, office=office), park.close


async def nothing() -> None:
    """Telegram needs no closing."""


def server_settings(pages: Starlette) -> uvicorn.Config:
    """Quiet: our own log says what matters."""
    return uvicorn.Config(
        pages, http="httptools", log_config=None, access_log=False, timeout_graceful_shutdown=GRACE, lifespan="off"
    )


def listen(host: str, port: int) -> socket.socket:
    """The address, taken before anything else: a second process is told so at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, asyncio sends each answer at once; else it waits 40 ms for more.
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as error:
        taken.close()
        raise SystemExit(
            f"{host}:{port} cannot be used ({error.strerror}). Is Sidan running already? Else set PORT."
        ) from None
    return taken


def tell(words: str) -> None:
    """Progress for the person who started it."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
