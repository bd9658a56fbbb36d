"""Find items of the catalogue by everyday words: one index in memory for all chats, made anew when items change."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from domain.lookup import Index, made
from storage import catalogue as questions
from storage.catalogue import Listed, Searched
from storage.database import Database

FOUND = 8
NAME, CALLED, FIELD, DEPARTMENT = 1.5, 1.5, 0.3, 0.2


@dataclass
class Shelf:
    """The index of one database with the stamp of the catalogue it was made of; one maker at a time."""

    stamp: int | None = None
    ids: Sequence[int] = ()
    index: Index = field(default_factory=Index)
    making: asyncio.Lock = field(default_factory=asyncio.Lock)


SHELVES: WeakKeyDictionary[Database, Shelf] = WeakKeyDictionary()


async def find_items(db: Database, words: str, *, most: int = FOUND) -> Sequence[Listed]:
    """The items in force that the words fit, best first. Anybody may read the catalogue."""
    shelf = await up_to_date(db)
    ids = [shelf.ids[number] for number in shelf.index.best(words, most)]
    async with db.read() as session:
        known = await questions.listed_by_id(session, ids)
    return [known[item_id] for item_id in ids if item_id in known]


async def up_to_date(db: Database) -> Shelf:
    """The index as the catalogue is now. It is made beside the event loop: chats go on meanwhile."""
    shelf = SHELVES.setdefault(db, Shelf())
    async with db.read() as session:
        if await questions.stamp(session) == shelf.stamp:
            return shelf
    async with shelf.making:
        async with db.read() as session:
            stamp = await questions.stamp(session)
            if stamp == shelf.stamp:
                return shelf
            rows = await questions.searched(session)
        shelf.index = await asyncio.to_thread(made, [parts(row) for row in rows])
        shelf.ids, shelf.stamp = [row.id for row in rows], stamp
    return shelf


def parts(row: Searched) -> Sequence[tuple[str, float]]:
    """What an item is found by, each part with what it counts."""
    called = ((each, CALLED) for each in row.called)
    return ((row.name, NAME), (row.code, NAME), *called, (row.field, FIELD), (row.department, DEPARTMENT))
