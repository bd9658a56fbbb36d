"""The fetcher brings files from Telegram to the shelf, after the commit that attached them, until each is there."""

import asyncio
import errno
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import timedelta

import aiohttp
import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramRetryAfter

from bot.clock import Clock
from bot.patience import FIRST_PAUSE, LONGEST_PAUSE, patiently
from services.record import DOWNLOAD_LIMIT, TOO_LARGE
from storage import files
from storage.database import OUTAGES, Database
from storage.files import ToFetch
from storage.shelf import FileTooBig, Shelf

log = structlog.get_logger()
AT_ONCE = 4
LOOK_AGAIN = 2.0
TIMEOUT = 300
LONGEST = timedelta(minutes=10)
# "wrong file_id or the file is temporarily unavailable": Telegram does not say which of the two it is.
PERHAPS = "temporarily unavailable"
MOST_PERHAPS = 6
AWAY = (AiogramError, aiohttp.ClientError, TimeoutError, ConnectionError)


class NoRoom(Exception):
    """The shelf takes nothing now: all files wait, not one."""


class Fetcher:
    """Runs for ever. It remembers nothing: which files are missing stands in the rows."""

    def __init__(self, db: Database, bot: Bot, shelf: Shelf, clock: Clock) -> None:
        self.db = db
        self.bot = bot
        self.shelf = shelf
        self.clock = clock
        self.pause = FIRST_PAUSE

    async def run(self) -> None:
        """Fetch whenever something was attached or has become due; a disk or database that fails is waited for."""
        swept = False
        while True:
            self.db.attached.clear()
            try:
                swept = swept or self.sweep()
                found = await self.work()
            except (NoRoom, *OUTAGES) as trouble:
                await self.rest(trouble)
            else:
                self.pause = FIRST_PAUSE
                await self.wake(LOOK_AGAIN if not found else 0)

    def sweep(self) -> bool:
        """Clear away what was left half written. Raises OSError."""
        self.shelf.sweep()
        return True

    async def rest(self, trouble: Exception) -> None:
        """Wait, longer each time."""
        log.warning("files wait", cause=cause_of(trouble), seconds=self.pause)
        await asyncio.sleep(self.pause)
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    async def wake(self, seconds: float) -> None:
        """Wait until something is attached, or a moment has gone by."""
        try:
            async with asyncio.timeout(seconds):
                await self.db.attached.wait()
        except TimeoutError:
            return

    async def work(self) -> int:
        """Fetch some of what is due; returns how many. Raises NoRoom, and what the database raises."""
        async with self.db.reader.connect() as connection:
            some = await files.to_fetch(connection, self.clock.now(), limit=AT_ONCE)
        ended = await asyncio.gather(*[self.fetch(row) for row in some], return_exceptions=True)
        for trouble in ended:
            if isinstance(trouble, BaseException):
                raise trouble
        return len(some)

    async def fetch(self, row: ToFetch) -> None:
        """One file: it is on the shelf, or never can be, or is tried again later. Raises NoRoom."""
        try:
            async with aclosing(self.pieces(row.file_id)) as pieces:
                stored = await self.shelf.keep(pieces, most=DOWNLOAD_LIMIT)
        except TelegramRetryAfter as busy:
            await self.later(row, busy, timedelta(seconds=busy.retry_after))
        except (TelegramBadRequest, FileTooBig) as refused:
            await self.refused(row, refused)
        except AWAY as away:
            await self.later(row, away, timedelta(seconds=2 ** min(row.tries + 1, 10)))
        except OSError as full:
            raise NoRoom from full
        else:
            await patiently(self.note_stored, row, stored)
            log.info("file stored", attachment_id=row.id)

    async def pieces(self, file_id: str) -> AsyncGenerator[bytes, None]:
        """The file as it comes over the line."""
        told = await self.bot.get_file(file_id)
        url = self.bot.session.api.file_url(self.bot.token, told.file_path or "")
        async for piece in self.bot.session.stream_content(url, timeout=TIMEOUT):
            yield piece

    async def refused(self, row: ToFetch, why: TelegramBadRequest | FileTooBig) -> None:
        """Give up with the reason, unless Telegram says that it may be for now only."""
        reason = why.message if isinstance(why, TelegramBadRequest) else TOO_LARGE
        if PERHAPS in reason and row.tries < MOST_PERHAPS:
            await self.later(row, why, timedelta(seconds=2 ** (row.tries + 1)))
            return
        log.warning("file given up", attachment_id=row.id, why=reason)
        await patiently(self.note_lost, row, reason)

    async def later(self, row: ToFetch, why: Exception, pause: timedelta) -> None:
        """Try again after a pause."""
        log.warning("file waits", attachment_id=row.id, cause=type(why).__name__, seconds=pause.total_seconds())
        await patiently(self.note_waits, row, min(pause, LONGEST))

    async def note_stored(self, row: ToFetch, stored: str) -> None:
        """Write down where it stands."""
        async with self.db.write() as connection:
            await files.is_stored(connection, row.id, stored, self.clock.now())

    async def note_lost(self, row: ToFetch, reason: str) -> None:
        """Write down why it never can be."""
        async with self.db.write() as connection:
            await files.is_lost(connection, row.id, reason)

    async def note_waits(self, row: ToFetch, pause: timedelta) -> None:
        """Write down when it is tried again."""
        async with self.db.write() as connection:
            await files.waits(connection, row.id, self.clock.now() + pause)


def cause_of(trouble: Exception) -> str:
    """What the disk says, by its short name (ENOSPC: it is full), or the kind of outage."""
    said = trouble.__cause__ if isinstance(trouble, NoRoom) else trouble
    number = said.errno if isinstance(said, OSError) else None
    return errno.errorcode.get(number or 0, type(said).__name__)
