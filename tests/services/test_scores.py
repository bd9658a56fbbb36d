"""Facts and sums while much happens at once: a gathering that is killed or repeated, and a command that makes anew."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path
from random import Random

import pytest
from sqlmodel import col, func, select

from domain.scoring import By, Measure, Rate
from services.scoreboard import Board, all_time, board
from services.scores import gather
from services.scores import sums as sums_of_facts
from storage import scores
from storage.database import Database
from storage.score_tables import Score, Tally
from storage.tables import Event, Ticket
from tests.bot.test_cli import bot
from tests.house import KEYS
from tests.services.histories import Choice, Course
from tests.services.people import MORNING, me, sample
from tests.services.situations import PROMISED, RESOLVED, brought
from tests.services.test_scoreboard import START, facts

SPAN = all_time(date(2027, 6, 1))
Sums = dict[tuple[object, ...], tuple[int, int]]


@pytest.fixture
async def other(database_url: str, db: Database) -> AsyncIterator[Database]:
    """The same database, as a second process has it open."""
    opened = Database(database_url, db.park, KEYS)
    yield opened
    await opened.close()


async def sums(db: Database) -> Sums:
    """Every sum, gathered and fresh together."""
    name = (Tally.month, Tally.by, Tally.key, Tally.measure, Tally.value)
    async with db.read() as session:
        asked = select(*name, func.sum(col(Tally.n)), func.sum(col(Tally.good))).group_by(*name)  # type: ignore[call-overload]
        return {tuple(row[:-2]): (int(row[-2]), int(row[-1])) for row in await session.exec(asked) if row[-2]}


async def seen_by_director(db: Database) -> Board:
    return await board(db, SPAN, by=await me(db, "D01"), at=MORNING)


async def test_gathering_again_and_again_changes_no_sum(db: Database) -> None:
    await sample(db)
    for n, way in enumerate((PROMISED, f"{RESOLVED}; C01 confirm", f"{RESOLVED}; C01 reject")):
        await brought(db, way, key=f"w{n}")
    before, seen = await sums(db), await seen_by_director(db)
    for gathered in (True, False, False):
        assert bool(await gather(db)) is gathered
        assert (await sums(db), await seen_by_director(db)) == (before, seen)
    await brought(db, PROMISED, key="later")
    await gather(db)
    assert (await seen_by_director(db)).park.solution == Rate(1, 4)


async def test_a_gathering_that_is_killed_in_the_middle_has_done_nothing(
    db: Database, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sample(db)
    await brought(db, f"{RESOLVED}; C01 confirm")
    before = await sums(db)
    whole = scores.gather

    class Killed(BaseException):
        """The process is gone."""

    async def killed(session: object) -> int:
        await whole(session)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as during:
        during.setattr(scores, "gather", killed)
        with pytest.raises(Killed):
            await gather(db)
    assert await sums(other) == before
    async with other.read() as session:
        assert await scores.anything_fresh(session)
    assert await gather(other) > 0
    assert await sums(db) == before


async def test_two_processes_gather_while_both_move_tickets_and_every_sum_is_that_of_the_facts(
    db: Database, other: Database
) -> None:
    await sample(db)
    over = asyncio.Event()

    async def gathers(at: Database) -> None:
        while not over.is_set():
            await gather(at)
            await asyncio.sleep(0)

    async def files(at: Database, code: str, count: int) -> None:
        for n in range(count):
            await brought(at, "", key=f"{code}-{n}", by=code)

    clocks = [asyncio.ensure_future(gathers(at)) for at in (db, other)]
    await asyncio.gather(*(files(at, code, 4) for at, code in ((db, "C01"), (other, "C05"), (db, "C07"))))
    await asyncio.gather(brought(db, f"{RESOLVED}; C01 confirm", key="a"), brought(other, PROMISED, key="b"))
    over.set()
    await asyncio.gather(*clocks)
    await gather(db)
    async with db.read() as session:
        rows = (await session.exec(select(Tally))).all()
        counted = (await session.exec(select(Score).where(col(Score.day).is_not(None)))).all()
    assert not [row for row in rows if row.fresh] and len(rows) == len({(*place(row),) for row in rows})
    assert {place(row): (row.n, row.good) for row in rows if row.n} == as_sums(counted)
    assert (await seen_by_director(db)).park.solution == Rate(1, 14)


def place(row: Tally) -> tuple[object, ...]:
    return (row.month, row.by, row.key, row.measure, row.value)


def as_sums(counted: Sequence[Score]) -> Sums:
    """The same from the facts."""
    return {tuple(name): value for name, value in sums_of_facts(counted).items()}


@pytest.mark.parametrize("seed", [11, 12])
async def test_the_command_rescore_makes_of_the_events_what_the_moves_have_written(
    db: Database, database_url: str, tmp_path: Path, seed: int
) -> None:
    await sample(db)
    random = Random(seed)
    course = Course(db, START)
    await course.prepare()
    await course.run([Choice(*(random.randrange(n) for n in (9, 6, 400, 60))) for _ in range(60)])
    known, added, seen = await facts(db), await sums(db), await board(db, SPAN, by=await me(db, "D01"), at=course.at)
    events = await count(db, Event)
    assert known and seen.park.solution.denominator
    for _ in range(2):
        told = bot(tmp_path, "rescore", DATABASE_URL=database_url)
        assert told.returncode == 0 and f"of {len(course.ids)} tickets" in told.stdout, told.stderr
        assert (await facts(db), await sums(db)) == (known, added)
        assert await board(db, SPAN, by=await me(db, "D01"), at=course.at) == seen
    assert await count(db, Event) == events and await count(db, Ticket) == len(course.ids)


async def count(db: Database, table: type[Event] | type[Ticket]) -> int:
    async with db.read() as session:
        return (await session.exec(select(func.count()).select_from(table))).one()


async def test_a_damaged_sum_is_mended_by_the_command(db: Database, database_url: str, tmp_path: Path) -> None:
    await sample(db)
    await brought(db, PROMISED)
    await gather(db)
    before = await seen_by_director(db)
    async with db.begin() as session:
        session.add(Tally(month="2026-11", by=By.PARK, key="", measure=Measure.SOLUTION, n=99, good=99))
    assert (await seen_by_director(db)).park.solution == Rate(99, 100)
    assert bot(tmp_path, "rescore", DATABASE_URL=database_url).returncode == 0
    assert await seen_by_director(db) == before
