"""Use cases of tickets: file, move along the life cycle, look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import deadlines
from domain.errors import NoLiaison, NotForYou, NotNow, UnknownTicket
from domain.lifecycle import UNFINISHED, Action, Due, Part, Rule, State, actions_for, parts_for, rule_for
from domain.numbers import ticket_number
from domain.park import Park
from domain.roles import Role
from services.effects import Files, Move, Said, attach, carry_out, picture, remember
from services.notices import notices
from services.pushes import silently
from services.terms import start_term
from storage import tickets
from storage.categories import category
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, firm_of, people_with
from storage.tables import Event, Firm, Person, Ticket

LISTED = 30


@dataclass(frozen=True)
class Problem:
    """A filled-in form. `key` is the form's own: sent twice, it becomes one ticket."""

    key: str
    category: str
    summary: str
    details: str = ""
    urgent: bool = False
    files: Files = ()
    message_id: int | None = None
    messages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sight:
    """A ticket as one person may see it: with the firm, the owner, and what the person is to it."""

    ticket: Ticket
    firm: Firm
    owner: Person
    filer: Person
    category: str
    parts: frozenset[Part]
    filer_blocked: bool = False
    files: int = 0

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the person can do now."""
        return actions_for(self.ticket.state, self.parts, promised=bool(self.ticket.promised_for))


def part_in(ticket: Ticket, me: Me, followers: frozenset[int] | set[int] = frozenset()) -> frozenset[Part]:
    """What somebody is to this ticket; a strange liaison is a stranger."""
    parts = {
        Part.FIRM: ticket.firm_id in me.firm_ids,
        Part.OWNER: ticket.owner_id == me.id,
        Part.FOLLOWER: me.id in followers,
    }
    return frozenset(part for part, holds in parts.items() if holds) or frozenset({Part.STRANGER})


async def file_problem(db: Database, problem: Problem, *, by: Me, at: datetime) -> Ticket:
    """The firm files (填单): number, owner and acceptance deadline at once, and the owner is told.

    Sending the same form again returns the same ticket. Raises NotForYou, NoLiaison. Source: DOMAIN.md section 2.
    """
    async with db.begin() as session:
        firm = await firm_of(session, by.id)
        if known := await tickets.filed_with(session, problem.key):
            return known
        if firm is None:
            raise NotForYou(who=tuple(parts_for(Action.FILE)))
        ticket = await dispatched(session, db.park, problem, firm, by, at)
        said = Said(problem.summary, problem.message_id, messages=problem.messages)
        event = await remember(session, ticket, Action.FILE, by.id, at, said=said)
        await attach(session, ticket, event, problem.files, at)
        rows = await notices(session, ticket, event, problem.files)
        await owe(session, silently(rows, quiet=is_quiet(db.park, ticket, at)))
        return ticket


async def dispatched(session: AsyncSession, park: Park, problem: Problem, firm: Firm, by: Me, at: datetime) -> Ticket:
    """A new ticket with its owner; the clock starts at dispatch, not at acceptance."""
    kind = await category(session, problem.category)
    year = park.calendar.today(at).year
    ticket = Ticket(
        number=ticket_number(park.prefix, year, await tickets.next_running(session, year)),
        key=problem.key,
        firm_id=firm.id or 0,
        category_code=kind.code,
        summary=problem.summary,
        details=problem.details,
        urgent=problem.urgent,
        state=State.DISPATCHED,
        filed_by_id=by.id,
        owner_id=await owner_for(session, firm),
        filed_at=at,
        dispatched_at=at,
        limit_at=deadlines.resolve_limit(park.calendar, at, kind.resolve_days, urgent=problem.urgent),
    )
    start_term(park.calendar, ticket, Due.ACCEPT, at)
    session.add(ticket)
    await session.flush()
    return ticket


async def owner_for(session: AsyncSession, firm: Firm) -> int:
    """The firm's liaison, else the duty desk."""
    if firm.liaison_id:
        return firm.liaison_id
    desk = await people_with(session, Role.DISPATCHER)
    if not desk:
        raise NoLiaison
    return desk[0].id or 0


async def move(db: Database, ticket_id: int, wanted: Move, *, by: Me, at: datetime, key: str | None = None) -> Ticket:
    """Do one action of the life cycle under the ticket's lock, and tell whom it concerns.

    The same `key` a second time changes nothing and returns the ticket. Raises UnknownTicket, NotForYou, NotNow
    and what the action itself refuses. Source: the table in domain/lifecycle.py.
    """
    async with db.begin() as session:
        ticket = await tickets.locked(session, ticket_id)
        if ticket is None or not await tickets.ticket_seen_by(session, ticket_id, by):
            raise UnknownTicket
        if key and await tickets.event_with(session, key):
            return ticket
        rule = allowed(ticket, part_in(ticket, by), wanted.action)
        await step(session, db.park, ticket, rule, wanted, actor_id=by.id, at=at, key=key)
        return ticket


def allowed(ticket: Ticket, parts: frozenset[Part], action: Action) -> Rule:
    """The rule that lets these parts do the action now, or a refusal that says why and what is possible."""
    rule = rule_for(ticket.state, parts, action)
    if rule:
        return rule
    if not parts & parts_for(action):
        raise NotForYou(who=tuple(sorted(parts_for(action))))
    possible = actions_for(ticket.state, parts, promised=bool(ticket.promised_for))
    raise NotNow(number=ticket.number, state=ticket.state, action=action, possible=possible, some=len(possible))


async def step(
    session: AsyncSession,
    park: Park,
    ticket: Ticket,
    rule: Rule,
    wanted: Move,
    *,
    actor_id: int | None,
    at: datetime,
    key: str | None = None,
) -> None:
    """One step along a rule: the effect, the new state and deadline, the event, and the pushes it owes."""
    before = picture(ticket)
    await carry_out(session, park, ticket, wanted, at)
    ticket.state = rule.target
    if rule.due or rule.target not in UNFINISHED:
        start_term(park.calendar, ticket, rule.due, at)
    said = Said(wanted.text, wanted.message_id, key, wanted.messages)
    event = await remember(session, ticket, wanted.action, actor_id, at, said=said, before=before)
    await attach(session, ticket, event, wanted.files, at)
    rows = await notices(session, ticket, event, wanted.files, old_owner=int(before["owner_id"]))
    await owe(session, silently(rows, quiet=is_quiet(park, ticket, at)))


def is_quiet(park: Park, ticket: Ticket, at: datetime) -> bool:
    """Whether a message about the ticket arrives without a sound now."""
    return not ticket.urgent and park.calendar.is_quiet(at)


async def supplement(db: Database, message_id: int, text: str, *, by: Me, at: datetime, key: str) -> Ticket | None:
    """Somebody changed a message after it was filed: the first words stay, the new ones stand beside them.

    The other side is told. Returns the ticket, None when the message belongs to none.
    """
    async with db.begin() as session:
        said = await tickets.said_with(session, message_id, by.id)
        ticket = await tickets.locked(session, said.ticket_id) if said else None
        if said and ticket and said.text != text and not await tickets.event_with(session, key):
            event = await remember(session, ticket, "supplement", by.id, at, said=Said(text, key=key))
            rows = await notices(session, ticket, event, ())
            await owe(session, silently(rows, quiet=is_quiet(db.park, ticket, at)))
        return ticket


async def comment(db: Database, ticket_id: int, text: str, *, by: Me, at: datetime, key: str) -> Ticket:
    """The firm adds a sentence to its stars, once. Raises UnknownTicket."""
    async with db.begin() as session:
        ticket = await tickets.locked(session, ticket_id)
        if ticket is None or Part.FIRM not in part_in(ticket, by):
            raise UnknownTicket
        if not ticket.comment and ticket.stars:
            ticket.comment = text
            await remember(session, ticket, "comment", by.id, at, said=Said(text, key=key))
        return ticket


async def see(db: Database, ticket_id: int, me: Me) -> Sight:
    """A ticket with all that its card shows. Raises UnknownTicket for a stranger's as for one that is not."""
    async with db.read() as session:
        ticket = await tickets.ticket_seen_by(session, ticket_id, me)
        if ticket is None:
            raise UnknownTicket
        return await sight_of(session, ticket, me)


async def find(db: Database, number: str, me: Me) -> Sight:
    """The ticket of that number, if the person may see it; else UnknownTicket."""
    async with db.read() as session:
        ticket = await tickets.numbered(session, number, me)
        if ticket is None:
            raise UnknownTicket
        return await sight_of(session, ticket, me)


async def sight_of(session: AsyncSession, ticket: Ticket, me: Me) -> Sight:
    """Everything around a ticket that a card needs."""
    firm, owner, filer, kind, blocked, files = await tickets.surroundings(session, ticket)
    followers = await tickets.followers(session, ticket.id or 0)
    label = kind.en if me.language == "en" else kind.zh
    return Sight(ticket, firm, owner, filer, label, part_in(ticket, me, followers), blocked, files)


async def my_tickets(db: Database, me: Me) -> Sequence[Ticket]:
    """The person's own matters, open ones first, the most pressing on top; at most 30."""
    async with db.read() as session:
        return await tickets.mine(session, me, limit=LISTED)


async def history_of(db: Database, ticket_id: int, me: Me) -> tuple[Ticket, Sequence[Event], dict[int, Person]]:
    """Everything that happened to a ticket, and who did it. Raises UnknownTicket."""
    async with db.read() as session:
        ticket = await tickets.ticket_seen_by(session, ticket_id, me)
        if ticket is None:
            raise UnknownTicket
        events = await tickets.history(session, ticket_id)
        actors = await tickets.people_in(session, events)
        return ticket, events, actors


async def made_by(db: Database, key: str, me: Me) -> Sight | None:
    """What a form of the person's, sent before, has led to: the ticket it filed or moved."""
    async with db.read() as session:
        event = await tickets.event_with(session, key)
        ticket = await tickets.filed_with(session, key)
        ticket_id = event.ticket_id if event else ticket.id if ticket else 0
        seen = await tickets.ticket_seen_by(session, ticket_id or 0, me)
        return await sight_of(session, seen, me) if seen else None
