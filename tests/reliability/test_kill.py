"""kill -9 at random points of a run of filings: nothing lost, nothing twice, every liaison told."""

import asyncio
import contextlib
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from services.park import load_park
from services.people import invite
from storage.database import Database
from storage.tables import Event, Inbox, Person, Push, Ticket
from tests.house import until
from tests.phones import Park, Phone
from tests.reliability.desk_work import numbers, rows, said, unpaid
from tests.reliability.mortal import SENTENCE, TEMPLATE, Filer, MortalDesk, Program, large_park

LIAISONS, FIRMS_EACH = 7, 3
SEED = 20261123


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """What later starts are forked from."""
    program = Program(tmp_path_factory.mktemp("template"), "-c", TEMPLATE)
    yield program
    program.stop()


@contextlib.asynccontextmanager
async def telegram(folder: Path) -> AsyncIterator[Park]:
    """A practice park in a process of its own: it outlives the desk."""
    program = Program(folder, "-m", "practice", "--port", "0", "--no-limits", "--db", str(folder / "phones.db"))
    try:
        async with Park(await program.says("http://")) as park:
            yield park
    finally:
        program.stop()


@contextlib.asynccontextmanager
async def running(folder: Path, url: str, park: Park, template: Program) -> AsyncIterator[MortalDesk]:
    """The desk, started: once as an operator does it, else from the template."""
    desk = MortalDesk(folder, url, str(park.http.base_url).rstrip("/"), template)
    await (desk.start_cold() if url.startswith("sqlite") else desk.start())
    try:
        yield desk
    finally:
        desk.end()


async def bound(db: Database, park: Park, code: str, at: Any) -> Phone:
    """A person with a phone, welcomed."""
    phone = await park.stranger(code, start=await invite(db, code, at=at))
    await phone.see("四单", timeout=30)
    return phone


async def kill_at_random(desk: MortalDesk, filers: list[Filer], total: int, kills: int, chance: random.Random) -> None:
    """Kill the desk `kills` times while the filing goes on, and start it again each time."""
    points = sorted(chance.sample(range(3, total - 5), kills))
    for point in points:
        while sum(filer.filed for filer in filers) < point:
            await asyncio.sleep(0.01)
        await asyncio.sleep(chance.uniform(0, 0.25))
        desk.kill()
        await desk.start()


@pytest.mark.parametrize(
    ("database_url", "size"), [("sqlite", (200, 10)), ("postgresql", (60, 4))], indirect=["database_url"]
)
@pytest.mark.timeout(300)
async def test_killed_at_random_points_nothing_is_lost_nothing_filed_twice_and_every_liaison_told(
    db: Database,
    database_url: str,
    template: Program,
    tmp_path: Path,
    size: tuple[int, int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    total, kills = size
    began, chance = time.monotonic(), random.Random(SEED + total)
    await load_park(db, large_park(LIAISONS, FIRMS_EACH))
    people = LIAISONS * FIRMS_EACH
    shares: list[list[str]] = [[] for _ in range(people)]
    for n in range(total):
        shares[n % people].append(SENTENCE.format(code=f"C{n % people:02}", n=n))
    async with telegram(tmp_path) as park, running(tmp_path, database_url, park, template) as desk:
        at = datetime.now(UTC)
        codes = [*(f"C{n:02}" for n in range(people)), *(f"L{n:02}" for n in range(LIAISONS))]
        phones = await asyncio.gather(*[bound(db, park, code, at) for code in codes])
        filers = [Filer(phone, share) for phone, share in zip(phones, shares, strict=False)]
        ready = time.monotonic()
        killing = kill_at_random(desk, filers, total, kills, chance)
        await asyncio.gather(killing, *[filer.run() for filer in filers])
        await until(lambda: all_paid(db), seconds=60)
        told = {f"L{n:02}": await cards_on(phones[people + n]) for n in range(LIAISONS)}
    assert desk.kills == kills
    assert await numbers(db) == list(range(1, total + 1))
    owners = select(Ticket.summary, Ticket.details, Person.code).join(Person, col(Person.id) == Ticket.owner_id)
    filed = await rows(db, owners)
    assert sorted(summary for summary, _, _ in filed) == sorted(sentence for share in shares for sentence in share)
    assert len(await rows(db, select(Event))) == total, "a move that nobody made"
    assert [details for _, details, _ in filed if details] == []
    assert set(await rows(db, select(Push.outcome).where(col(Push.settled_at).is_not(None)))) == {"sent"}
    for summary, _, liaison in filed:
        assert told[liaison][summary] >= 1, f"{liaison} was never told of {summary}"
        assert sum(cards[summary] for code, cards in told.items() if code != liaison) == 0
    twice = sum(told[liaison][summary] - 1 for summary, _, liaison in filed)
    with capsys.disabled():
        ran = f"{time.monotonic() - ready:.0f} of {time.monotonic() - began:.0f} s"
        sys.stdout.write(f"\n{total} filed through {kills} kills (seed {SEED + total}), {twice} told twice, {ran}\n")
    # A liaison's pushes go one after the other: at a kill at most one each can be delivered and not yet settled.
    assert twice <= kills * LIAISONS


async def all_paid(db: Database) -> bool:
    """Whether the desk owes nothing: no update unanswered, no push unsettled."""
    undone = await rows(db, select(Inbox.id).where(col(Inbox.done_at).is_(None)))
    return not await unpaid(db) and not undone


async def cards_on(phone: Phone) -> Counter[str]:
    """How often the phone was told of each sentence as new."""
    cards = await said(phone, "新诉求，请签收")
    return Counter(
        line.removeprefix("📝 ") for card in cards for line in card.text.splitlines() if line.startswith("📝 ")
    )
