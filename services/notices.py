"""Who is told of what: each event's messages, owed in the same transaction as the event."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import Action
from services.effects import File
from services.pushes import told
from storage.tables import Event, Ticket

SUPPLEMENT = "supplement"
TO_OWNER = frozenset({Action.FILE, Action.REJECT, Action.WITHDRAW, Action.CONFIRM, Action.AUTO_CLOSE, SUPPLEMENT})
TO_FIRM = frozenset({Action.ACCEPT, Action.COMMIT, Action.REPORT, Action.RESOLVE, Action.AUTO_CLOSE, SUPPLEMENT})
ALBUM = 10
TOGETHER = {"photo": "pictures", "video": "pictures", "document": "documents", "audio": "audio"}


async def notices(
    session: AsyncSession, ticket: Ticket, event: Event, files: Sequence[File], *, old_owner: int | None = None
) -> list[dict[str, Any]]:
    """The pushes an event owes: the files that came with it, then a card to each person, its buttons below all."""
    await session.flush()
    people = concerned(ticket, event, old_owner)
    readers = [person_id for kind, person_id in people if kind == event.action]
    pictures = [album(person_id, ticket, event, some) for person_id in readers for some in albums(files)]
    return pictures + [told(kind, person_id, event, ticket=ticket) for kind, person_id in people]


def concerned(ticket: Ticket, event: Event, old_owner: int | None) -> list[tuple[str, int]]:
    """Kind of message and person, for everybody but the one who acted."""
    people = [(event.action, ticket.owner_id)] if event.action in TO_OWNER else []
    people += [(event.action, ticket.filed_by_id)] if event.action in TO_FIRM else []
    if event.action == Action.REJECT and old_owner not in {None, ticket.owner_id}:
        people.append(("handed-up", old_owner or 0))
    return [(kind, person_id) for kind, person_id in people if person_id != event.actor_id]


def albums(files: Sequence[File]) -> list[list[int]]:
    """Positions of the files that can go in one message: Telegram mixes photos with videos, nothing else."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for position, file in enumerate(files):
        kinds[TOGETHER.get(file.kind, f"{file.kind}{position}")].append(position)
    return [some[first : first + ALBUM] for some in kinds.values() for first in range(0, len(some), ALBUM)]


def album(person_id: int, ticket: Ticket, event: Event, positions: list[int]) -> dict[str, Any]:
    """Some of an event's files, as one message of its own: a card with buttons cannot carry an album."""
    row = told("files", person_id, event, ticket=ticket, files=positions)
    return row | {"key": f"files:{event.id}:{person_id}:{positions[0]}"}
