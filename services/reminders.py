"""The clock's use cases: reminders, escalation, and waits that are over. Each tick may run any number of times."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import deadlines
from domain.calendar import Calendar
from domain.deadlines import Reminder, Rung, Term
from domain.lifecycle import UNFINISHED, Action, Due, Fact, Part, State, rule_for
from domain.roles import Role
from services.effects import TOP, Deed
from services.parts import facts_of
from services.pushes import owed
from services.record import Move, difference, picture
from services.roster import Roster, roster_at
from services.terms import due_of, term_of
from services.tickets import step
from storage import tickets
from storage.database import Database
from storage.outbox import owe
from storage.tables import Event, Ticket
from storage.tickets import Helping, Owed

AT_ONCE = 5000
RED = frozenset({Rung.DUE, Rung.LATE})
ASSIST, SILENCE = "assist", "silence"


@dataclass(frozen=True)
class Call:
    """One reminder to some people: of which ticket, about what (`what`: a Due, assist or silence), on which rung."""

    ticket_id: int
    what: str
    rung: str
    days: int
    since: datetime
    due: datetime
    at: datetime
    people: Sequence[int]

    @property
    def line(self) -> dict[str, Any]:
        """What a push keeps of it."""
        moments = {"since": self.since.isoformat(), "due": self.due.isoformat()}
        return {"ticket": self.ticket_id, "what": self.what, "rung": self.rung, "days": self.days, **moments}

    def key(self, person_id: int) -> str:
        """The same reminder to the same person is owed once."""
        return f"remind:{self.ticket_id}:{self.what}:{self.rung}:{self.at.isoformat()}:{person_id}"


async def tick(db: Database, *, at: datetime) -> int:
    """Owe every reminder that has fallen due, once; after an outage the latest one only. Returns how many were due."""
    async with db.begin() as session:
        due = await tickets.to_remind(session, at, limit=AT_ONCE)
        silent = await tickets.gone_silent(session, at, limit=AT_ONCE)
        helping = await tickets.assists_to_remind(session, at, limit=AT_ONCE)
        if not (due or silent or helping):
            return 0
        roster, calendar = await roster_at(session, at), db.park.calendar
        calls = [call for found in due for call in reminded(session, calendar, roster, found, at)]
        calls += [call for ticket in silent for call in broken_silence(calendar, roster, ticket, at)]
        calls += [call for each in helping for call in pressed(calendar, roster, each, at)]
        await owe(session, digests(calls, at))
    return len(due) + len(silent) + len(helping)


def reminded(session: AsyncSession, calendar: Calendar, roster: Roster, found: Owed, at: datetime) -> Iterator[Call]:
    """Who is reminded of a ticket now; sets when the clock looks at it next, and escalates what is late."""
    ticket, term, due = found.ticket, term_of(found.ticket), due_of(found.ticket)
    if term is None or due is None:
        ticket.remind_at = None
        return
    if not term.urgent and calendar.is_quiet(at):
        ticket.remind_at = calendar.after_quiet(at)  # it fell due in an outage that ended at night
        return
    reminder = deadlines.latest_reminder(calendar, term, at)
    ticket.remind_at = deadlines.next_reminder(calendar, term, at).at
    if due is Due.ANSWER and ticket.due_at and ticket.remind_at >= ticket.due_at:
        ticket.remind_at = None  # then the wait is over, and that is told
    if reminder is None or (due is Due.ANSWER and reminder.rung in RED):
        return
    if event := escalation(ticket, reminder, at):
        session.add(event)
    people = who_hears(roster, found, due, reminder)
    yield called(ticket.id or 0, due, reminder, term, people)


def called(ticket_id: int, what: str, reminder: Reminder, term: Term, people: Sequence[int]) -> Call:
    """A reminder of a rung."""
    rung, days = str(reminder.rung), reminder.days_late
    return Call(ticket_id, what, rung, days, term.since, term.due, reminder.at, people)


def escalation(ticket: Ticket, reminder: Reminder, at: datetime) -> Event | None:
    """At red the clock brings a ticket before the head, three working days late before the director; once each."""
    level = height(reminder)
    rule = rule_for(ticket.state, {Part.CLOCK}, Action.ESCALATE, facts_of(ticket))
    if rule is None or level <= ticket.escalated:
        return None
    before = picture(ticket)
    ticket.escalated = level
    old, new = difference(before, picture(ticket))
    return Event(ticket_id=ticket.id or 0, at=at, action=Action.ESCALATE, old=old, new=new)


def height(reminder: Reminder) -> int:
    """Up to where a reminder reaches: 0 owner, 1 head, 2 director."""
    return TOP if reminder.reaches_director else int(reminder.rung in RED)


def who_hears(roster: Roster, found: Owed, due: Due, reminder: Reminder) -> list[int]:
    """The firm of what it was asked; else the owner, whose turn it is to sign or rule, and at red those above them."""
    ticket = found.ticket
    if due is Due.ANSWER:
        return [ticket.contact_id] if ticket.contact_id else []
    waits = ticket.sender_id is not None and ticket.lead_id is not None
    people = roster.present([ticket.owner_id]) + (roster.signers(ticket.lead_id) if waits else [])
    people += roster.by_role[Role.DISPATCHER] if Fact.RULING in facts_of(ticket) else []
    if reminder.rung not in RED:
        return once(people)
    lead_heads = roster.heads(ticket.lead_id) if waits else []
    heads = roster.heads(found.owner_department_id, over=ticket.owner_id) + lead_heads
    people += heads or roster.by_role[Role.DISPATCHER]
    if max(height(reminder), ticket.escalated) >= TOP:
        people += roster.by_role[Role.DIRECTOR]
    backbone = found.is_backbone and ticket.escalated > 0
    return once(people + (roster.by_chain[found.chain] if backbone else []))


def once(people: list[int]) -> list[int]:
    """Each person once."""
    return list(dict.fromkeys(people))


def broken_silence(calendar: Calendar, roster: Roster, ticket: Ticket, at: datetime) -> Iterator[Call]:
    """The firm has heard nothing for too long: the owner is reminded, and again after as long (DOMAIN.md)."""
    since = ticket.told_at
    if since is None:
        return
    if not ticket.urgent and calendar.is_quiet(at):
        ticket.silence_at = calendar.after_quiet(at)
        return
    due, following = since, deadlines.silent_at(calendar, since)
    while following <= at:  # counted from the last word, also when a night has put it off
        due, following = following, deadlines.silent_at(calendar, following)
    ticket.silence_at = following
    days = calendar.workdays_between(calendar.today(since), calendar.today(at))
    people = roster.present([ticket.owner_id])
    yield Call(ticket.id or 0, SILENCE, SILENCE, days, since, due, due, people)


def pressed(calendar: Calendar, roster: Roster, helping: Helping, at: datetime) -> Iterator[Call]:
    """An assisting department is reminded of its own date; when it is late its head and the owner hear it too."""
    assist, owner_id, state = helping
    if state not in UNFINISHED:
        assist.remind_at = None  # until the firm rejects the result
        return
    term = Term(assist.since, assist.due_at)
    if calendar.is_quiet(at):
        assist.remind_at = calendar.after_quiet(at)
        return
    reminder = deadlines.latest_reminder(calendar, term, at)
    assist.remind_at = deadlines.next_reminder(calendar, term, at).at
    if reminder:
        late = roster.heads(assist.department_id) + roster.present([owner_id]) if reminder.rung in RED else []
        people = once(roster.signers(assist.department_id) + late)
        yield called(assist.ticket_id, ASSIST, reminder, term, people)


def digests(calls: Sequence[Call], at: datetime) -> list[dict[str, Any]]:
    """One message a person: a reminder with its card, or a digest when several are due at the same moment."""
    heard: dict[int, list[Call]] = defaultdict(list)
    for call in calls:
        for person_id in dict.fromkeys(call.people):
            heard[person_id].append(call)
    return [digest(person_id, some, at) for person_id, some in heard.items()]


def digest(person_id: int, some: Sequence[Call], at: datetime) -> dict[str, Any]:
    """The message of one person."""
    key, line = some[0].key(person_id), some[0].line
    if len(some) > 1:
        return owed(f"digest:{key}", "digest", person_id, at, lines=[call.line for call in some])
    return owed(key, "reminder", person_id, at, ticket_id=line.pop("ticket"), **line)


async def end_waits(db: Database, *, at: datetime) -> int:
    """What the firm has not judged in time is closed unrated; of what it has not answered the clock runs on."""
    async with db.read() as session:
        over = await tickets.overdue_waits(session, at)
    for ticket_id, state in over:
        await end_wait(db, ticket_id, Action.AUTO_CLOSE if state is State.RESOLVED else Action.LAPSE, at)
    return len(over)


async def end_wait(db: Database, ticket_id: int, action: Action, at: datetime) -> None:
    """End one wait, unless the firm has answered meanwhile."""
    async with db.begin() as session:
        ticket = await tickets.locked(session, ticket_id)
        rule = rule_for(ticket.state, {Part.CLOCK}, action, facts_of(ticket)) if ticket else None
        if ticket and rule and ticket.due_at and ticket.due_at < at:
            await step(Deed(session, db.park, ticket, Move(action), None, frozenset({Part.CLOCK}), at), rule)
