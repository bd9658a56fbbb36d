"""Catalogue search over 1,000 and 10,000 items on both databases, beside a naive LIKE over the same rows."""

import contextlib
import random
import sys
import time
import unicodedata
from array import array
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import col, or_, select

from bench.figures import latency
from bench.park import KEYS, park_rules
from bench.results import Result, Target
from bench.ticks import emptied
from domain.lookup import Index
from services.item_rows import ItemRow
from services.item_search import find_items, up_to_date
from services.park import ParkSheets, load_park
from services.sample import sample_park
from storage.agency_tables import ServiceItem
from storage.database import Database
from storage.migrate import migrate
from tests.postgres import temporary_postgres
from tests.services.test_item_search import phrasings

SMALL, LARGE, QUICK_SMALL, QUICK_LARGE = 1_000, 10_000, 286, 1_000
ASKED, QUICK_ASKED, WARM = 500, 60, 20
LINEAR = LARGE / SMALL
SEED = 1
MARKS = ("p50_ms", "p99_ms")
Figures = dict[str, Any]
PLACES = "东 西 南 北 中 新 高 临 江 湖 山 河 桥 港 城 镇"
TRADES = "机械 电子 食品 制药 纺织 化工 建材 物流 软件 汽配 农业 能源 印刷 陶瓷 光学 轨道"


async def measure(folder: Path, quick: bool) -> Result:  # noqa: FBT001 - all benchmarks are called alike
    """Both databases, both sizes; the tenth and the LIKE of the same run are what is compared with."""
    sizes = (QUICK_SMALL, QUICK_LARGE) if quick else (SMALL, LARGE)
    figures: Figures = {"asked": QUICK_ASKED if quick else ASKED}
    targets: list[Target] = []
    with temporary_postgres() as postgres:
        for name, url in (("sqlite", f"sqlite+aiosqlite:///{folder / 'catalogue'}"), ("postgresql", postgres)):
            found = [await sized(name, url, size, figures["asked"]) for size in sizes]
            figures[name] = {str(size): each for size, each in zip(sizes, found, strict=True)}
            figures[name] |= compared(*found)
            targets += promises(name, figures[name])
    return Result("catalogue", tuple(targets), figures)


def compared(small: Figures, large: Figures) -> Figures:
    """How much longer ten times the items take, and how much longer LIKE takes than the index."""
    grown = {f"growth_{mark}": round(large["search"][mark] / small["search"][mark], 2) for mark in MARKS}
    beside = {f"like_to_search_{mark}": round(large["like"][mark] / large["search"][mark], 2) for mark in MARKS}
    return grown | beside


def promises(name: str, grown: Figures) -> list[Target]:
    """What is held to the issue."""
    return [
        Target(f"{name}: growth of p99 by ten times the items", grown["growth_p99_ms"], "below", LINEAR),
        Target(f"{name}: growth of p50 by ten times the items", grown["growth_p50_ms"], "below", LINEAR),
        Target(f"{name}: LIKE's p99 beside the index's", grown["like_to_search_p99_ms"], "at least", 1),
    ]


async def sized(name: str, url: str, size: int, asked: int) -> Figures:
    """One catalogue of that many items, asked by everyday phrasings in random order."""
    async with furnished(name, url, size) as db:
        started = time.monotonic()
        shelf = await up_to_date(db)
        built = time.monotonic() - started
        words = [words for words, _ in phrasings()]
        random.Random(SEED).shuffle(words)
        asked_for = [words[n % len(words)] for n in range(asked)]
        for each in asked_for[:WARM]:
            await find_items(db, each)
        search = [await timed(partial(find_items, db, each)) for each in asked_for]
        like = [await timed(partial(by_like, db, each)) for each in asked_for]
        return {
            "search": latency(search),
            "like": latency(like),
            "index_built_s": round(built, 2),
            "index_mb": round(bytes_of(shelf.index) / 2**20, 1),
        }


async def timed(work: Callable[[], Awaitable[Any]]) -> float:
    """Seconds that it takes."""
    started = time.monotonic()
    await work()
    return time.monotonic() - started


async def by_like(db: Database, words: str) -> Sequence[Any]:
    """What one would write first: any item in whose name or words two neighbouring characters stand."""
    plain = unicodedata.normalize("NFKC", words)
    pairs = {plain[i : i + 2] for i in range(len(plain) - 1)}
    texts = (col(ServiceItem.name), col(ServiceItem.field))
    fits = or_(*(column.icontains(pair, autoescape=True) for pair in pairs for column in texts))
    asked = select(ServiceItem.id, ServiceItem.code, ServiceItem.name).where(col(ServiceItem.is_current), fits)
    async with db.read() as session:
        return (await session.exec(asked.limit(8))).all()


@contextlib.asynccontextmanager
async def furnished(name: str, url: str, size: int) -> AsyncIterator[Database]:
    """A database with that many items."""
    address = f"{url}-{size}.db" if name == "sqlite" else await emptied(url, f"catalogue_{size}")
    db = Database(address, park_rules(), KEYS)
    try:
        await migrate(db)
        await load_park(db, ParkSheets(sample_park().departments, (), (), items=many(size)))
        async with db.write() as connection:
            await connection.execute(text("ANALYZE"))
        yield db
    finally:
        await db.close()


def many(size: int) -> tuple[ItemRow, ...]:
    """The sample's items, then the same for other places and trades: no two have one name."""
    items, places, trades = sample_park().items, PLACES.split(), TRADES.split()
    made = []
    for n in range(size):
        item, turn = items[n % len(items)], n // len(items)
        where = f"{places[turn % len(places)]}区{trades[turn // len(places) % len(trades)]}" if turn else ""
        called = tuple(f"{where}{each}"[:40] for each in item.called)
        made.append(
            item.model_copy(update={"code": f"{item.code}-{turn}", "name": where + item.name, "called": called})
        )
    return tuple(made)


def bytes_of(index: Index) -> int:
    """What the postings take."""
    held: list[array[Any]] = [each for pair in index.postings.values() for each in pair]
    return sys.getsizeof(index.postings) + sum(map(sys.getsizeof, held)) + sum(map(sys.getsizeof, index.postings))
