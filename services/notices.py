"""Who is told of what: each event's messages, owed in the same transaction as the event."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import RETURNS_TO_THE_DESK, Action, Part
from services.audience import PERSONAL, Ear, listeners
from services.pushes import told
from services.record import File
from storage.people import substitutes
from storage.tables import Event, Ticket

SUPPLEMENT = "supplement"
# Which message goes to whom; who acted hears nothing of it, and nobody hears one event twice: the first line counts.
TOLD: dict[str, tuple[tuple[str, Ear], ...]] = {
    Action.FILE: (("file", Ear.OWNER), ("filed-for-you", Ear.FIRM)),
    Action.ACCEPT: (("accept", Ear.FIRM), ("taken", Ear.OLD_OWNER)),
    Action.COMMIT: (("commit", Ear.FIRM),),
    Action.RETURN: (("return", Ear.OWNER), ("return", Ear.SENDER)),
    Action.REPORT: (("report", Ear.FIRM), ("report", Ear.OWNER)),
    Action.ASSIST: (("assist", Ear.OWNER),),
    Action.ASK: (("ask", Ear.FIRM),),
    Action.ANSWER: (("answer", Ear.OWNER),),
    Action.LAPSE: (("lapse", Ear.OWNER), ("lapse", Ear.FIRM)),
    Action.EXTEND: (("wish-extension", Ear.APPROVERS),),
    Action.SUSPEND: (("wish-suspension", Ear.APPROVERS),),
    Action.DECLINE: (("decline", Ear.OWNER),),
    Action.RESOLVE: (("resolve", Ear.FIRM),),
    Action.CONFIRM: (("confirm", Ear.OWNER),),
    Action.REJECT: (("reject", Ear.OWNER), ("handed-up", Ear.OLD_OWNER)),
    Action.AUTO_CLOSE: (("confirm", Ear.OWNER), ("auto-close", Ear.FIRM)),  # who was rated is not told by whom
    Action.WITHDRAW: (("withdraw", Ear.OWNER), ("withdraw", Ear.ASKED), ("withdraw", Ear.HELPERS)),
    Action.ESCALATE: (("escalate", Ear.OWNER), ("escalate", Ear.ASKED), ("escalated", Ear.HIGHER)),
    Action.NOTE: (("note", Ear.OWNER), ("note", Ear.LIAISON), ("note", Ear.HELPERS)),
    "tie": (("tie", Ear.OWNER),),
    "untie": (("untie", Ear.OWNER),),
    "common_result": (("common-result", Ear.FIRM), ("common-result", Ear.OWNER)),
}
# Of what the secretary writes down at the table the firm is told by the table's own message, to confirm the wording;
# whose it is hears what was decided, not that it was filed a moment before.
IN_THE_ROOM: dict[str, tuple[tuple[str, Ear], ...]] = {
    Action.FILE: (),
    Action.RESOLVE: (("table-solved", Ear.OWNER),),
    Action.COMMIT: (("table-committed", Ear.OWNER), ("table-committed", Ear.OLD_OWNER)),
}
HANDED_OVER = (
    ("assist-wanted", Ear.HELPERS),
    ("moved-on", Ear.FIRM),
    ("moved-on", Ear.OWNER),
    ("moved-on", Ear.OLD_OWNER),
)
RULING = (("ruling", Ear.DESK), ("return", Ear.OWNER), ("return", Ear.SENDER))
BY_FIRM = (Ear.OWNER,)
TO_FIRM = (Ear.FIRM, Ear.OWNER)
ALBUM = 10
TOGETHER = {"photo": "pictures", "video": "pictures", "document": "documents", "audio": "audio"}
WITHOUT_FILES = frozenset({"handed-up", "moved-on"})


async def notices(
    session: AsyncSession,
    ticket: Ticket,
    event: Event,
    files: Sequence[File],
    *,
    parts: frozenset[Part] = frozenset(),
    old_owner: int | None = None,
) -> list[dict[str, Any]]:
    """The pushes an event owes: the files that came with it, then a card to each person, its buttons below all."""
    await session.flush()
    people = await concerned(session, ticket, event, parts, old_owner)
    readers = [person_id for person_id, kind in people.items() if kind not in WITHOUT_FILES]
    pictures = [album(person_id, ticket, event, some) for person_id in readers for some in albums(files)]
    return pictures + [told(kind, person_id, event, ticket=ticket) for person_id, kind in people.items()]


async def concerned(
    session: AsyncSession, ticket: Ticket, event: Event, parts: frozenset[Part], old_owner: int | None
) -> dict[int, str]:
    """Each person with his kind of message, for everybody but the one who acted; who is away has his substitute."""
    away, sender = await substitutes(session, event.at), event.old.get("sender_id")
    people: dict[int, str] = {}
    for kind, ear in lines(ticket, event, parts):
        for person_id in await listeners(session, ticket, ear, old_owner=old_owner, sender=sender):
            people.setdefault(away.get(person_id, person_id) if ear in PERSONAL else person_id, kind)
    people.pop(event.actor_id or 0, None)
    return people


def lines(ticket: Ticket, event: Event, parts: frozenset[Part]) -> Sequence[tuple[str, Ear]]:
    """The lines of the table for an event, as the ticket stands after it."""
    if Part.SECRETARY in parts and ticket.reception_id:
        return [line for line in in_the_room(ticket, event) if line[1] is not Ear.FIRM]
    return usual_lines(ticket, event, parts)


def in_the_room(ticket: Ticket, event: Event) -> Sequence[tuple[str, Ear]]:
    """Whom the table's entry concerns beside the firm."""
    own = IN_THE_ROOM.get(event.action)
    return usual_lines(ticket, event, frozenset({Part.SECRETARY})) if own is None else own


def usual_lines(ticket: Ticket, event: Event, parts: frozenset[Part]) -> Sequence[tuple[str, Ear]]:
    """The lines of the table for an event outside the room."""
    if event.action in {Action.MESSAGE, SUPPLEMENT}:
        return [(event.action, ear) for ear in (BY_FIRM if Part.FIRM in parts else TO_FIRM)]
    if event.action == Action.HAND_OVER:
        return [handed(ticket), *HANDED_OVER]
    if event.action == Action.RETURN and ticket.returns >= RETURNS_TO_THE_DESK:
        return RULING
    if event.action == Action.APPROVE:
        return [(f"granted-{event.old['wants']}", ear) for ear in (Ear.OWNER, Ear.FIRM)]
    if event.action == Action.RESUME:
        wished = [("wish-resumption", Ear.APPROVERS)]
        return wished if ticket.wants else [("granted-resumption", Ear.OWNER), ("granted-resumption", Ear.FIRM)]
    return TOLD.get(event.action, ())


def handed(ticket: Ticket) -> tuple[str, Ear]:
    """Who is to sign now: a person; a department, which may return it unless the duty desk has ruled."""
    if ticket.lead_id is None:
        return "given", Ear.OWNER
    return "ruled" if ticket.ruled else "hand-over", Ear.ASKED


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
