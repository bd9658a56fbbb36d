"""The exporter makes files that people have asked for, one after the other, beside everything else."""

import asyncio
import shutil
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.courier import Courier
from bot.patience import FIRST_PAUSE, LONGEST_PAUSE
from bot.progress import Progress, Stopped
from bot.scribe import NoRoom, Scribe
from cards.exports import file_name, over_card
from cards.ledger_areas import about_cells, about_heads, cells_of, heads_of
from cards.month_report import report_document
from domain.exports import MOST_BYTES, Area, ExportEnd, ExportKind, Period, read_period
from services.exports import Made, begin_next, is_over, kept_files, may_go_on, own_export
from services.ledger_areas import Page, counts, page
from services.month_report import month_report
from storage.database import OUTAGES, Database
from storage.export_tables import Export
from storage.people import Me
from storage.shelf import FileTooBig, Shelf
from texts import Say, speaker

log = structlog.get_logger()
LOOK_AGAIN = 1.0
TIDY_EVERY = 3600.0
PIECE = 1 << 20


class Exporter:
    """Runs for ever. It remembers nothing: what is to be made stands in the rows; half a file is thrown away."""

    def __init__(self, db: Database, courier: Courier, bot_id: int, shelf: Shelf, clock: Clock) -> None:
        self.db = db
        self.courier = courier
        self.bot_id = bot_id
        self.shelf = shelf
        self.clock = clock
        self.pause = FIRST_PAUSE
        self.tidied_at = -TIDY_EVERY
        self.makers: dict[ExportKind, Callable[[Job], Awaitable[None]]] = {
            ExportKind.LEDGER: ledger,
            ExportKind.REPORT: report,
        }

    async def run(self) -> None:
        """Make whatever is asked for; a database that is away is waited for."""
        swept = False
        while True:
            try:
                swept = swept or self.sweep()
                await self.tidy()
                found = await self.work()
            except OUTAGES as away:
                log.warning("exports wait", cause=type(away).__name__, seconds=self.pause)
                await asyncio.sleep(self.pause)
                self.pause = min(self.pause * 2, LONGEST_PAUSE)
            else:
                self.pause = FIRST_PAUSE
                await asyncio.sleep(0 if found else LOOK_AGAIN)

    def sweep(self) -> bool:
        """Clear away what was left half written. Raises OSError."""
        self.shelf.sweep()
        return True

    async def tidy(self) -> None:
        """At the start and each hour: throw away what is more than a week old, and what a kill left without its row."""
        now = asyncio.get_running_loop().time()
        if now - self.tidied_at < TIDY_EVERY:
            return
        self.tidied_at = now
        kept = await kept_files(self.db, at=self.clock.now())
        for place in self.shelf.folder.glob("??/??/*"):
            if place.name not in kept:
                place.unlink()

    async def work(self) -> bool:
        """Make the next one, and tell how it ended. False when nothing waits."""
        begun = await begin_next(self.db, at=self.clock.now())
        if begun is None:
            return False
        row, me = begun
        say = speaker(me.language, self.db.park.calendar.zone)
        progress = Progress(self.db, self.courier, self.bot_id, row, me, say)
        half = self.shelf.halves / f"export-{row.id}" / "half"
        made = await self.attempt(Job(self.db, row, me, say, self.clock.now(), half, progress))
        if made and await is_over(self.db, row.id or 0, made, at=self.clock.now()):
            log.info("export over", export_id=row.id, ended=made.ended)
            await progress.over(over_card(await own_export(self.db, row.id or 0, by=me), say))
        return True

    async def attempt(self, job: "Job") -> Made | None:
        """Make one: how it ended, None when it was stopped. Raises what an outage raises."""
        if why := may_go_on(job.row, job.me):
            return Made(why)
        try:
            await on_disk(job.half.parent.mkdir)
            await self.makers[job.row.kind](job)
            return Made(ExportEnd.MADE, file_name(job.row, job.say, job.at), await self.shelve(job.half))
        except Stopped:
            return None
        except FileTooBig:
            return Made(ExportEnd.TOO_LARGE)
        except NoRoom as full:
            log.warning("export has no room", export_id=job.row.id, cause=str(full.__cause__ or full))
            return Made(ExportEnd.NO_ROOM)
        except OUTAGES:
            raise
        except Exception:
            log.exception("export failed", export_id=job.row.id)
            return Made(ExportEnd.FAILED)
        finally:
            shutil.rmtree(job.half.parent, ignore_errors=True)

    async def shelve(self, half: Path) -> str:
        """Put the file on the shelf. Raises NoRoom, FileTooBig."""
        try:
            return await self.shelf.keep(pieces_of(half), most=MOST_BYTES)
        except OSError as full:
            raise NoRoom from full


@dataclass(frozen=True)
class Job:
    """One file that is being made: of what, for whom, as of when, where, and how far."""

    db: Database
    row: Export
    me: Me
    say: Say
    at: datetime
    half: Path
    progress: Progress

    @property
    def period(self) -> Period:
        """The period that was asked for."""
        found = read_period(self.row.period)
        if found is None:
            raise ValueError(self.row.period)
        return found


async def pieces_of(place: Path) -> AsyncGenerator[bytes, None]:
    """A file, a megabyte at a time."""
    with place.open("rb") as file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece


async def on_disk(work: Callable[..., object], *args: object) -> None:
    """Something that takes time and writes, in a thread. Raises NoRoom."""
    try:
        await asyncio.to_thread(work, *args)
    except OSError as full:
        raise NoRoom from full


async def ledger(job: Job) -> None:
    """The workbook, area by area and page by page: between two pages the desk has its turn."""
    totals = await counts(job.db, job.period, by=job.me)
    await job.progress.begin(sum(totals.values()))
    async with Scribe(job.half.parent) as scribe:
        for area in totals:
            await fill(scribe, area, job)
        await scribe.write("begin", job.say.plain("export-about"), about_heads(job.say))
        await scribe.write("add", about_cells(totals, job.period, job.me, job.say, job.at))
        await scribe.write("save", job.half)


async def fill(scribe: Scribe, area: Area, job: Job) -> None:
    """One sheet."""
    await scribe.write("begin", job.say.word(area), heads_of(area, job.me, job.say))
    some = Page((), 0)
    while (some := await page(job.db, area, job.period, after=some.after, by=job.me)).rows:
        await scribe.write("add", cells_of(area, some, job.me, job.say, job.db.park.calendar, job.at))
        await job.progress.add(len(some.rows))


async def report(job: Job) -> None:
    """The document of a month."""
    await job.progress.begin(1)
    found = await month_report(job.db, job.period.first, by=job.me, at=job.at)
    document = await asyncio.to_thread(report_document, found, job.say, job.db.park.templates)
    await on_disk(job.half.write_bytes, document.content)
    await job.progress.add(1)
