"""Who is away, and who stands in for him meanwhile: his tickets stay his, the substitute acts on them (DOMAIN.md 4)."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NotForYou
from domain.lifecycle import Part
from domain.roles import Role
from services.pushes import owed
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, end_absences, people_with, person_by_id
from storage.tables import Absence, Person

SHOWN = 8
STOOD_IN_FOR = (Role.LIAISON, Role.AGENT)


async def possible_substitutes(db: Database, words: str = "", *, by: Me) -> Sequence[Person]:
    """Who has the same work, those of the same department first; at most 8, with words those of that name or code."""
    async with db.read() as session:
        others = [person for person in await alike(session, by) if person.id != by.id]
    found = [each for each in others if words in each.name or words.casefold() == each.code.casefold()]
    far = by.person.department_id
    return sorted(found, key=lambda each: (each.department_id != far, each.code))[:SHOWN]


async def alike(session: AsyncSession, by: Me) -> list[Person]:
    """Who can stand in: liaisons for a liaison, agents for an agent; for who is both, who is both too."""
    held = [await people_with(session, role) for role in STOOD_IN_FOR if role in by.roles]
    ids = [{person.id for person in some} for some in held]
    return [person for person in held[0] if all(person.id in some for some in ids)] if held else []


async def be_away(
    db: Database, substitute_id: int, until: datetime, *, by: Me, at: datetime, key: str, since: datetime | None = None
) -> Person:
    """From `since` on, or from now, until that moment the substitute stands in; he is told. What was noted before ends.

    Raises NotForYou for who is neither liaison nor agent, or names one who is not the same. Source: issues 4 and 6.
    """
    async with db.begin() as session:
        others = {person.id for person in await alike(session, by)}
        if not {by.id, substitute_id} <= others or by.id == substitute_id:
            raise NotForYou(who=(Part.LIAISON,))
        await end_absences(session, by.id, at)
        begins = max(since or at, at)
        session.add(Absence(person_id=by.id, substitute_id=substitute_id, since=begins, until=until))
        since_word, until_word = begins.isoformat(), until.isoformat()
        row = owed(f"away:{key}", "away", substitute_id, at, person=by.id, since=since_word, until=until_word)
        await owe(session, [row])
        return await person_by_id(session, substitute_id)


async def come_back(db: Database, *, by: Me, at: datetime) -> bool:
    """Nobody stands in for him any more. False when nobody did."""
    async with db.begin() as session:
        return await end_absences(session, by.id, at)
