"""The clock's use cases: reminders, escalation, closing what nobody judged. Each tick may run any number of times."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import deadlines
from domain.deadlines import Reminder, Rung
from domain.lifecycle import Action, Part, rule_for
from domain.roles import Role
from services.effects import Move
from services.pushes import owed
from services.terms import term_of
from services.tickets import step
from storage import tickets
from storage.database import Database
from storage.outbox import owe
from storage.people import department_head, people_with
from storage.tables import Ticket

AT_ONCE = 500


async def tick(db: Database, *, at: datetime) -> int:
    """Owe every reminder that has fallen due, once; after an outage the latest one only. Returns how many tickets."""
    async with db.begin() as session:
        due = await tickets.to_remind(session, at, limit=AT_ONCE)
        calls: dict[int, list[tuple[Ticket, Reminder]]] = defaultdict(list)
        for ticket in due:
            for person_id, reminder in await reminded(session, db, ticket, at):
                calls[person_id].append((ticket, reminder))
        await owe(session, [row for person_id, some in calls.items() for row in digest(person_id, some, at)])
    return len(due)


async def reminded(session: AsyncSession, db: Database, ticket: Ticket, at: datetime) -> list[tuple[int, Reminder]]:
    """Who is reminded of a ticket now; sets when the clock looks at it next."""
    term = term_of(ticket)
    if term is None:
        ticket.remind_at = None
        return []
    session.add(ticket)
    if not ticket.urgent and db.park.calendar.is_quiet(at):
        ticket.remind_at = db.park.calendar.after_quiet(at)  # it fell due in an outage that ended at night
        return []
    reminder = deadlines.latest_reminder(db.park.calendar, term, at)
    ticket.remind_at = deadlines.next_reminder(db.park.calendar, term, at).at
    people = await who_hears(session, ticket, reminder) if reminder else []
    return [(person_id, reminder) for person_id in people if reminder]


async def who_hears(session: AsyncSession, ticket: Ticket, reminder: Reminder) -> list[int]:
    """The owner; at red the head of his department, or the duty desk; three working days late the director."""
    people = [ticket.owner_id]
    if reminder.rung in {Rung.DUE, Rung.LATE}:
        people += await department_head(session, ticket.owner_id) or (await holders(session, Role.DISPATCHER))
    if reminder.reaches_director:
        people += await holders(session, Role.DIRECTOR)
    return list(dict.fromkeys(people))


async def holders(session: AsyncSession, role: Role) -> list[int]:
    """Row ids of everybody who holds a role."""
    return [person.id or 0 for person in await people_with(session, role)]


def digest(person_id: int, some: Sequence[tuple[Ticket, Reminder]], at: datetime) -> list[dict[str, Any]]:
    """One message a person: a reminder with its card, or a digest when several are due at the same moment."""
    ticket, reminder = some[0]
    key = f"remind:{ticket.id}:{reminder.rung}:{reminder.at.isoformat()}:{person_id}"
    if len(some) == 1:
        rung, days = str(reminder.rung), reminder.days_late
        return [owed(key, "reminder", person_id, at, ticket_id=ticket.id, rung=rung, days=days)]
    lines = [{"ticket": t.id, "rung": str(r.rung), "days": r.days_late} for t, r in some]
    return [owed(f"digest:{key}", "digest", person_id, at, lines=lines)]


async def close_unjudged(db: Database, *, at: datetime) -> int:
    """Results the firm has not judged in time are closed, unrated. Returns how many."""
    async with db.read() as session:
        over = await tickets.to_close(session, at)
    for ticket_id in over:
        await close_one(db, ticket_id, at)
    return len(over)


async def close_one(db: Database, ticket_id: int, at: datetime) -> None:
    """Close one result, unless the firm has judged it meanwhile."""
    async with db.begin() as session:
        ticket = await tickets.locked(session, ticket_id)
        rule = rule_for(ticket.state, {Part.CLOCK}, Action.AUTO_CLOSE) if ticket else None
        if ticket and rule and ticket.due_at and ticket.due_at < at:
            await step(session, db.park, ticket, rule, Move(Action.AUTO_CLOSE), actor_id=None, at=at)
