"""Files reach the shelf whatever happens: Telegram away, a refusal, a disk that takes nothing, kill -9 half-way."""

import asyncio
import hashlib
import resource
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

import pytest
from sqlmodel import col, select
from structlog.testing import capture_logs

from bot.app import App
from practice import PRACTICE_TOKEN
from services.record import File
from services.tickets import Problem, file_problem
from storage.database import Database
from storage.tables import Attachment
from tests.house import House, until
from tests.reliability.desk_work import rows, somebody
from tests.reliability.mortal import ROOT

MEGABYTE = 1024 * 1024
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # it concerns wire and disk alone
PROGRAM = """
import asyncio, os, signal, sys
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from bot.clock import Clock
from bot.fetcher import Fetcher
from datetime import timedelta
from pathlib import Path
from storage import files
from storage.database import Database
from storage.shelf import Shelf

url, address, token, folder, ahead, point = sys.argv[1:]

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

if point == "before the rename":
    Shelf.put = die
else:
    files.is_stored = die
session = AiohttpSession(api=TelegramAPIServer.from_base(address))
clock = Clock(timedelta(seconds=float(ahead)))
asyncio.run(Fetcher(Database(url), Bot(token, session=session), Shelf(Path(folder)), clock).run())
"""


async def uploaded(house: House, data: bytes, name: str = "图纸.pdf") -> str:
    """A file that Telegram has; its id. The phone is a stranger's, whom the desk answers nothing but a welcome."""
    sent = await (await house.park.stranger()).document(name, data)
    return str(sent.raw["document"]["file_id"])


async def attached(house: House, file_id: str, *, size: int | None = None) -> None:
    """A ticket with that file."""
    file = File("document", file_id, name="图纸.pdf", mime="application/pdf", size=size)
    problem = Problem(key=file_id[:40], category="other", summary="图纸有问题", files=(file,))
    await file_problem(house.db, problem, by=await somebody(house.db, "C01"), at=house.clock.now())


async def row(db: Database) -> Attachment:
    [kept] = await rows(db, select(Attachment).order_by(col(Attachment.id)))
    assert isinstance(kept, Attachment)
    return kept


async def on_the_shelf(house: House, data: bytes) -> None:
    """Wait until it is there, whole, and nothing else."""

    async def stored() -> bool:
        return (await row(house.db)).stored is not None

    await until(stored)
    kept, folder = await row(house.db), house.folder / "files"
    assert kept.stored == hashlib.sha256(data).hexdigest()
    assert (folder / kept.stored[:2] / kept.stored[2:4] / kept.stored).read_bytes() == data
    assert kept.fetch_at is None
    assert [path for path in folder.rglob("*") if path.is_file()] == [app(house).fetcher.shelf.place_of(kept.stored)]


def app(house: House) -> App:
    assert house.app
    return house.app


async def test_telegram_that_is_away_or_busy_is_asked_again_and_the_token_is_never_told(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    data = b"%PDF" + b"x" * 300_000
    file_id = await uploaded(house, data)
    await house.park.faults("500", methods=["getfile"], times=1)
    await house.park.faults("cut", methods=["getfile"], times=1)
    await house.park.faults("429", methods=["getfile"], times=1, seconds=1)
    with capture_logs() as told:
        await attached(house, file_id)
        for tries in range(1, 4):

            async def waits(tries: int = tries) -> bool:
                return (await row(house.db)).tries == tries

            await until(waits)
            await house.advance(timedelta(minutes=11))
            house.db.attached.set()
        await on_the_shelf(house, data)
    assert [line["event"] for line in told if "file" in line["event"]] == ["file waits"] * 3
    assert PRACTICE_TOKEN not in str(told) + "".join(capsys.readouterr())


@ONE_DATABASE
@pytest.mark.parametrize("refusal", ["wrong file identifier", "file is too big"])
async def test_what_telegram_refuses_is_given_up_with_the_reason(house: House, refusal: str) -> None:
    file_id = "document_nobody-knows-it" if refusal.startswith("wrong") else await too_large(house)
    await attached(house, file_id)

    async def settled() -> bool:
        return (await row(house.db)).problem is not None

    await until(settled)
    kept = await row(house.db)
    assert kept.stored is None and kept.fetch_at is None
    assert refusal in str(kept.problem)


async def too_large(house: House) -> str:
    """25 MB, of which the message has not told the size."""
    sent = await (await house.park.stranger()).document("大.zip", declared_size=25 * MEGABYTE)
    return str(sent.raw["document"]["file_id"])


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """The system refuses to let a file of ours grow any further, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@ONE_DATABASE
async def test_a_disk_that_takes_nothing_is_waited_for_and_the_log_says_so(house: House) -> None:
    data = b"%PDF" + b"y" * (12 * MEGABYTE)
    file_id = await uploaded(house, data)
    with capture_logs() as told:
        with no_file_over(10 * MEGABYTE):
            await attached(house, file_id)

            async def waits() -> bool:
                return any(line["event"] == "files wait" for line in told)

            await until(waits)
            kept = await row(house.db)
            assert (kept.stored, kept.problem) == (None, None)
            assert [path for path in (house.folder / "files").rglob("*") if path.is_file()] == []
        await on_the_shelf(house, data)
    assert {line["cause"] for line in told if line["event"] == "files wait"} == {"EFBIG"}


@asynccontextmanager
async def without_its_fetcher(house: House) -> AsyncIterator[None]:
    """The desk stops; the phones stay."""
    await house.stop()
    yield
    await house.start()


@ONE_DATABASE
@pytest.mark.parametrize("point", ["before the rename", "before the row"])
async def test_killed_half_way_the_file_is_fetched_again_and_no_half_one_is_ever_seen(
    house: House, database_url: str, point: str
) -> None:
    data = b"%PDF" + b"z" * 500_000
    file_id = await uploaded(house, data)
    folder = house.folder / "files"
    async with without_its_fetcher(house):
        await attached(house, file_id)
        ahead = str(house.clock.offset.total_seconds())
        words = [database_url, house.address, PRACTICE_TOKEN, str(folder), ahead, point]
        ended = await asyncio.to_thread(
            subprocess.run, [sys.executable, "-c", PROGRAM, *words], cwd=ROOT, check=False, timeout=60
        )
        assert ended.returncode == -signal.SIGKILL
        assert (await row(house.db)).stored is None
        whole = [path for path in folder.rglob("*") if path.is_file() and path.parent.name != "half"]
        assert [path.read_bytes() == data for path in whole] == ([] if point == "before the rename" else [True])
    await on_the_shelf(house, data)
