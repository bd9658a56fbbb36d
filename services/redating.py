"""When the park's days change: every open deadline that ran through them is reckoned anew, and people are told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import deadlines
from domain.calendar import Calendar, promise_kept, redated
from domain.lifecycle import Due
from services.pushes import owed, silently
from services.record import Said, picture, remember
from services.scores import REDATE, count_in
from services.terms import due_of, term_of
from storage.outbox import owe
from storage.tables import Ticket
from storage.tickets import reckoned_beyond

LIMIT = "limit"
# Dates that are so many working days after another one. A pair more is a line more.
PAIRS = (
    ("dispatched_at", "limit_at"),
    ("due_since", "due_at"),
    ("held_since", "held_due"),
    ("told_at", "silence_at"),
)
LINES = 20  # of one message
Moved = Mapping[str, datetime]


def first_changed(old: Calendar, new: Calendar) -> date | None:
    """The first date that is worked by one calendar and not by the other."""
    known = {*old.days, *new.days}
    return min((day for day in known if old.is_workday(day) != new.is_workday(day)), default=None)


async def concerned(session: AsyncSession, old: Calendar, new: Calendar) -> Sequence[Ticket]:
    """Open tickets with a date behind the first day that changes; urgent ones run by the clock."""
    first = first_changed(old, new)
    return await reckoned_beyond(session, new.at(first, time.min)) if first else []


def redating(ticket: Ticket, old: Calendar, new: Calendar, at: datetime, started: datetime | None = None) -> Moved:
    """The dates of a ticket that become others. With `started`, only those that began to run since then."""
    due, moved = due_of(ticket), {}
    for start, end in PAIRS:
        since, moment = getattr(ticket, start), getattr(ticket, end)
        if since and moment and (started is None or since >= started):
            moved[end] = redated(moment, since, old, new, at)
    if ticket.promised_for:  # a chosen date, not a reckoned one
        chosen = [
            "promised_for",
            *(["due_at"] if due is Due.RESOLVE else []),
            *(["held_due"] if ticket.held_due else []),
        ]
        moved |= {name: promise_kept(getattr(ticket, name), new) for name in chosen}
    if due is Due.STAGE:
        moved.pop("due_at", None)  # thirty days by the calendar on the wall
    if due is Due.JUDGE:
        moved.pop("limit_at", None)
    if due is Due.COMMIT and ticket.due_at and ticket.due_at <= ticket.limit_at and "due_at" in moved:
        moved["due_at"] = min(moved["due_at"], moved.get("limit_at", ticket.limit_at))
    return {name: moment for name, moment in moved.items() if moment != getattr(ticket, name)}


async def redate(
    session: AsyncSession,
    old: Calendar,
    new: Calendar,
    *,
    year: int,
    by_id: int | None,
    at: datetime,
    started: datetime | None = None,
) -> int:
    """Move what the new days move: an event each, and one message to each person. Returns how many tickets."""
    lines: dict[int, list[dict[str, Any]]] = defaultdict(list)
    count = 0
    for ticket in await concerned(session, old, new):
        moved, before = redating(ticket, old, new, at, started), picture(ticket)
        line = line_of(ticket, moved)
        apply(ticket, moved, new, at)
        session.add(ticket)
        if moved:
            count += 1
            key = f"{REDATE}:{at.isoformat()}:{ticket.id}"
            event = await remember(session, ticket, REDATE, by_id, at, said=Said(key=key), before=before)
            await count_in(session, new, ticket, event, by_owner=False)
        for person_id in {ticket.owner_id, ticket.contact_id or ticket.owner_id} if line else set():
            lines[person_id].append(line)
    rows = [row for person_id, some in lines.items() for row in messages(person_id, some, year, at)]
    await owe(session, silently(rows, quiet=new.is_quiet(at)))
    return count


def apply(ticket: Ticket, moved: Moved, new: Calendar, at: datetime) -> None:
    """Write the dates, and when the clock looks next; what it owes already it finds out by itself."""
    for name, moment in moved.items():
        setattr(ticket, name, moment)
    term = term_of(ticket)
    ticket.yellow_at = deadlines.yellow_at(new, term) if term else None
    if term and ticket.remind_at and ticket.remind_at > at:
        ticket.remind_at = deadlines.next_reminder(new, term, at).at


def line_of(ticket: Ticket, moved: Moved) -> dict[str, Any]:
    """What people are told of a ticket: its running deadline, else its limit while nothing is promised; or nothing."""
    name = "due_at" if "due_at" in moved else "limit_at"
    if name not in moved or (name == "limit_at" and ticket.promised_for):
        return {}
    what = str(due_of(ticket)) if name == "due_at" else LIMIT
    was, shall = getattr(ticket, name), moved[name]
    return {"ticket": ticket.id, "what": what, "old": was.isoformat(), "new": shall.isoformat()}


def messages(person_id: int, lines: Sequence[dict[str, Any]], year: int, at: datetime) -> list[dict[str, Any]]:
    """One message a person, however many of his tickets it is about; more only when one cannot hold them."""
    parts = [lines[n : n + LINES] for n in range(0, len(lines), LINES)]
    keys = [f"{REDATE}:{year}:{at.isoformat()}:{person_id}:{n}" for n in range(len(parts))]
    return [owed(key, REDATE, person_id, at, lines=part, year=year) for key, part in zip(keys, parts, strict=True)]
