"""What waits for a person, by heap; the menu of each role asks for its own."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from enum import StrEnum

from domain.calendar import Calendar
from domain.errors import NotForYou
from domain.lifecycle import Part
from domain.roles import Role
from storage import queues
from storage.database import Database
from storage.people import Me
from storage.queues import Where
from storage.tables import Ticket

LISTED = 20


class Heap(StrEnum):
    """Tickets that wait for the same thing."""

    TO_SIGN = "to_sign"
    LATE = "late"
    TODAY = "today"
    IN_HAND = "in_hand"
    WISHES = "wishes"
    UNOWNED = "unowned"
    RETURNED = "returned"


OF_ROLE: Mapping[Role, tuple[Heap, ...]] = {
    Role.LIAISON: (Heap.TO_SIGN, Heap.LATE, Heap.TODAY),
    Role.OFFICER: (Heap.TO_SIGN, Heap.IN_HAND, Heap.LATE),
    Role.HEAD: (Heap.TO_SIGN, Heap.IN_HAND, Heap.LATE, Heap.WISHES),
    Role.DISPATCHER: (Heap.UNOWNED, Heap.RETURNED, Heap.LATE),
    Role.DIRECTOR: (Heap.LATE, Heap.WISHES),
}


def heaps_of(me: Me) -> list[Heap]:
    """The heaps that the person's roles work on, each once, in the order of the roles."""
    own = [heap for role, heaps in OF_ROLE.items() if role in me.roles for heap in heaps]
    return list(dict.fromkeys(own))


async def heap(db: Database, wanted: Heap, *, by: Me, at: datetime) -> Sequence[Ticket]:
    """The tickets of one heap, at most 20, the most pressing first. Raises NotForYou for somebody else's heap."""
    if wanted not in heaps_of(by):
        raise NotForYou(who=(Part.DISPATCHER, Part.OWNER, Part.LEAD))
    async with db.read() as session:
        return await queues.waiting(session, question(db.park.calendar, wanted, by, at), limit=LISTED)


async def all_heaps(db: Database, *, by: Me, at: datetime) -> dict[Heap, Sequence[Ticket]]:
    """Every heap of the person."""
    async with db.read() as session:
        asked = {wanted: question(db.park.calendar, wanted, by, at) for wanted in heaps_of(by)}
        return {wanted: await queues.waiting(session, where, limit=LISTED) for wanted, where in asked.items()}


def question(calendar: Calendar, wanted: Heap, by: Me, at: datetime) -> Where:
    """What the heap asks of the database."""
    evening = calendar.at(calendar.today(at), time.max)
    return {
        Heap.TO_SIGN: lambda: queues.to_sign(by),
        Heap.LATE: lambda: queues.late(by, at),
        Heap.TODAY: lambda: queues.due_by(by, at, evening),
        Heap.IN_HAND: lambda: queues.in_hand(by),
        Heap.WISHES: lambda: queues.wishes_for(by),
        Heap.UNOWNED: queues.unowned,
        Heap.RETURNED: queues.returned,
    }[wanted]()
