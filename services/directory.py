"""Everybody the desk knows, for the command line and the practice park."""

from dataclasses import dataclass

from domain.assignment import Orphan
from storage.assignment import orphans
from storage.database import Database
from storage.people import Known, known_people


@dataclass(frozen=True)
class Entry:
    """One person: code, name, role codes, firm or department, and whether a chat is bound."""

    code: str
    name: str
    roles: tuple[str, ...]
    place: str
    bound: bool


async def everybody(db: Database) -> list[Entry]:
    """Everybody, by code."""
    async with db.read() as session:
        return [entry(known) for known in await known_people(session)]


async def without_liaison(db: Database) -> list[Orphan]:
    """The firms that nobody is the liaison of, by code."""
    async with db.read() as session:
        return await orphans(session)


def entry(known: Known) -> Entry:
    """A person as lists show him."""
    place = "、".join(known.firms) or known.department or ""
    return Entry(known.person.code, known.person.name, tuple(map(str, known.roles)), place, known.bound)
