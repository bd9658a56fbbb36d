"""A file that is asked for comes once, whole, whatever happens: kill -9 half-way, a full disk, refused sends."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlmodel import select
from structlog.testing import capture_logs

import bot.progress
from domain.exports import ExportEnd
from practice import PRACTICE_TOKEN
from storage.database import Database
from storage.export_tables import Export
from tests.exporting import book_on, files_on, many_tickets
from tests.house import KEY_WORDS, House, until
from tests.reliability.desk_work import later, rows, said
from tests.reliability.mortal import ROOT
from tests.reliability.test_files import no_file_over

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # it concerns wire and disk alone
POSTGRES = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
TICKETS = 1500
PROGRAM = """
import asyncio, os, signal, sys
from datetime import timedelta
from pathlib import Path
import bot.progress
from bot import exporter
from bot.clock import Clock
from bot.courier import Courier
from bot.scribe import Scribe
from storage.database import Database
from storage.sealed import KeyRing
from storage.shelf import Shelf

url, keys, address, token, folder, ahead, point = sys.argv[1:]
pages = 0

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

write = Scribe.write

async def write_three_pages(scribe, command, *details):
    global pages
    pages += command == "add"
    die() if pages == 4 else await write(scribe, command, *details)

if point == "in the middle of a sheet":
    Scribe.write = write_three_pages
elif point == "before the rename":
    Shelf.put = die
else:
    exporter.is_over = die
bot.progress.EVERY = 0.0
db = Database(url, keys=KeyRing.read(keys))
shelf = Shelf(Path(folder))

async def main():
    courier = Courier(token, address, shelf)
    bot_id = int(token.split(":")[0])
    clock = Clock(timedelta(seconds=float(ahead)))
    await exporter.Exporter(db, courier, bot_id, shelf, clock).run()

asyncio.run(main())
"""


@asynccontextmanager
async def without_the_desk(house: House) -> AsyncIterator[None]:
    """The desk stops; the phones stay."""
    await house.stop()
    yield
    await house.start()


async def exports(db: Database) -> list[Export]:
    return list(await rows(db, select(Export)))


@SQLITE
@pytest.mark.parametrize("point", ["in the middle of a sheet", "before the rename", "before the row"])
async def test_killed_half_way_it_is_made_anew_comes_once_and_nothing_half_is_left(
    house: House, database_url: str, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.progress, "EVERY", 0.0)
    await many_tickets(house.db, TICKETS, house.clock.now())
    director = await house.phone("D01")
    assert house.app
    monkeypatch.setattr(house.app.exporter, "work", asyncio.Event().wait)  # another process is to make it
    await director.write("/export 2026")
    await director.see("正在生成")
    async with without_the_desk(house):
        ahead = str(house.clock.offset.total_seconds())
        words = [database_url, KEY_WORDS, house.address, PRACTICE_TOKEN, str(house.folder / "exports"), ahead, point]
        ended = await asyncio.to_thread(
            subprocess.run, [sys.executable, "-c", PROGRAM, *words], cwd=ROOT, check=False, timeout=60
        )
        assert ended.returncode == -signal.SIGKILL
        assert [row.ended for row in await exports(house.db)] == [None]
        assert await said(director, "已写入") and await files_on(director) == []
    book = await book_on(director)
    assert book["诉求"].max_row == 1 + TICKETS
    assert len(await said(director, "已生成")) == 1, "the message that told how far it was is the same one"
    assert await said(director, "已写入") == []
    assert list((house.folder / "exports" / "half").iterdir()) == []
    await asyncio.sleep(1)
    assert len(await files_on(director)) == 1
    kept = [path.name for path in (house.folder / "exports").rglob("*") if path.is_file()]
    assert kept == [row.stored for row in await exports(house.db)], "a file without its row is thrown away"


@POSTGRES
async def test_on_a_full_disk_it_is_told_why_and_asked_again_it_comes(house: House) -> None:
    await many_tickets(house.db, 4000, house.clock.now())
    director = await house.phone("D01")
    with no_file_over(1024 * 1024), capture_logs() as told:
        await director.write("/export 2026")
        await director.see("磁盘空间不足", timeout=30)
    assert [line["log_level"] for line in told if line["event"] == "export has no room"] == ["warning"]
    assert [row.ended for row in await exports(house.db)] == [ExportEnd.NO_ROOM]
    assert [path for path in (house.folder / "exports").rglob("*") if path.is_file()] == []
    await director.press("台账 2026")
    assert (await book_on(director))["诉求"].max_row == 4001


@SQLITE
async def test_while_telegram_refuses_it_waits_and_comes_once(house: House) -> None:
    director = await house.phone("D01")
    await house.park.faults("500", methods=["senddocument"], times=1)
    await house.park.faults("429", methods=["senddocument"], times=1, seconds=1)
    await director.write("/export 2026")

    async def tried() -> bool:
        return any(row.ended for row in await exports(house.db))

    await until(tried, seconds=20)
    for _ in range(4):
        await asyncio.sleep(0.7)
        await later(house, timedelta(minutes=2))
    assert (await book_on(director)).sheetnames
    assert len(await files_on(director)) == 1


@SQLITE
async def test_one_that_fails_says_so_with_what_to_do_and_the_next_one_is_made(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    director, desk = await house.phone("D01"), await house.phone("W01")
    assert house.app
    makers = dict(house.app.exporter.makers)
    monkeypatch.setitem(house.app.exporter.makers, next(iter(makers)), broken)
    with capture_logs() as told:
        await director.write("/export 2026")
        await director.see("程序出错")
    assert [line["event"] for line in told if line["log_level"] == "error"] == ["export failed"]
    house.app.exporter.makers |= makers
    await desk.write("/export 2026")
    assert (await book_on(desk)).sheetnames


async def broken(_job: object) -> None:
    raise ZeroDivisionError
