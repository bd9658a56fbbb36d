"""For which firms somebody may file: a contact for his own, a liaison for his, a visiting leader for any."""

from collections.abc import Sequence

from domain.roles import Role
from storage.database import Database
from storage.people import Me, firms_by_id, firms_named, firms_of_liaison
from storage.tables import Firm

FILES_FOR_ANY = frozenset({Role.SECRETARY, Role.DIRECTOR, Role.HEAD})
SHOWN = 8


async def firms_to_file_for(db: Database, words: str = "", *, by: Me) -> Sequence[Firm]:
    """His own firms first; whoever may file for any finds others by a part of their name or their code, at most 8."""
    async with db.read() as session:
        own = [*await firms_by_id(session, by.firm_ids), *await firms_of_liaison(session, by.selves)]
        found = await firms_named(session, words, limit=SHOWN) if words and by.roles & FILES_FOR_ANY else []
        known = {firm.id: firm for firm in (*found, *(own if not words else ()))}
        return list(known.values())


def may_file(me: Me) -> bool:
    """Whether the person can file at all."""
    return bool(me.roles & (FILES_FOR_ANY | {Role.CONTACT, Role.LIAISON}))
