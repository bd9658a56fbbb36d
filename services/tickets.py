"""Use cases of tickets: file, move along the life cycle, look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import deadlines
from domain.errors import NoLiaison, NoSuchFirm, NotForYou, UnknownTicket, UnknownVisit
from domain.lifecycle import (
    UNFINISHED,
    Action,
    Due,
    Part,
    Rule,
    Source,
    State,
    actions_for,
    parts_for,
    rule_for,
)
from domain.numbers import ticket_number
from domain.park import Park
from domain.readable import BRAND, LEGAL_FORM, edited_as
from domain.roles import Role
from services import dispatch, effects, wishes
from services.audience import contact_for
from services.dispatch import follow
from services.effects import Deed
from services.notices import SUPPLEMENT, notices
from services.parts import allowed, facts_of, part_in
from services.pushes import silently
from services.record import Files, Move, Said, attach, picture, remember
from services.scores import count_in
from services.terms import listen, start_term
from storage import tickets
from storage.categories import category
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, contacts_of, firm_by_id, firm_of, people_by_id, people_with, substitutes
from storage.tables import Assist, Department, Event, Firm, Person, Ticket
from storage.visits import visit_made

ALL_EFFECTS = effects.EFFECTS | dispatch.EFFECTS | wishes.EFFECTS
SOURCES = {
    Part.FIRM: Source.FIRM,
    Part.LIAISON: Source.LIAISON,
    Part.SECRETARY: Source.RECEPTION,
    Part.LEADER: Source.LEADER,
}
KNOWS_THE_FIRM = frozenset({Part.FIRM, Part.LIAISON, Part.DISPATCHER})
LISTED = 30


@dataclass(frozen=True)
class Problem:
    """A filled-in form. `key` is the form's own: sent twice, it becomes one ticket.

    `firm_id` names the firm when somebody files on its behalf, or speaks for several; `confidential` hides its name.
    `visit_id`: the visit on which the person has found it; `reception_id`: the reception day on which it is a topic, or
    was said at the table.
    """

    key: str
    category: str
    summary: str
    details: str = ""
    urgent: bool = False
    files: Files = ()
    message_id: int | None = None
    messages: tuple[int, ...] = ()
    firm_id: int | None = None
    confidential: bool = False
    visit_id: int | None = None
    reception_id: int | None = None


class Hidden(NamedTuple):
    """Words that must not be read in a ticket's texts: names of its firm, names and telephones of its people."""

    firm: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


NOTHING = Hidden()


@dataclass(frozen=True)
class Sight:
    """A ticket as one person may see it: with what is around it, and what the person is to it.

    `contact` is who is written to at the firm, None when nobody is. `unsaid`: names and telephones of the firm's people
    that this person may not read.
    """

    ticket: Ticket
    firm: Firm
    owner: Person
    contact: Person | None
    category: str
    parts: frozenset[Part]
    contact_blocked: bool = False
    lead: Department | None = None
    assists: Sequence[tuple[Assist, Department]] = ()
    suggested: Department | None = None
    files: int = 0
    unsaid: Sequence[str] = ()

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the person can do now."""
        return actions_for(self.ticket.state, self.parts, facts_of(self.ticket))

    @property
    def is_masked(self) -> bool:
        """Whether the firm's name is hidden from this person (DOMAIN.md; issue 3, confidential tickets)."""
        return hides_firm(self.ticket, self.parts)

    @property
    def hides_people(self) -> bool:
        """Whether this person reads no names of the firm's people."""
        return hides_people(self.ticket, self.parts)

    @property
    def hidden(self) -> Hidden:
        """What this person must not read, longer names first. For short a firm is called by its first characters."""
        name = self.firm.name
        return Hidden((name, LEGAL_FORM.sub("", name), name[:BRAND]) if self.is_masked else (), tuple(self.unsaid))


def hides_firm(ticket: Ticket, parts: frozenset[Part]) -> bool:
    """Whether a confidential ticket's firm is hidden from these parts."""
    return ticket.confidential and not parts & KNOWS_THE_FIRM


def hides_people(ticket: Ticket, parts: frozenset[Part]) -> bool:
    """Of a confidential ticket with the firm; who only assesses sees no contact's personal data (DOMAIN.md)."""
    assesses = Part.ASSESSOR in parts and parts <= {Part.ASSESSOR, Part.FOLLOWER}
    return assesses or hides_firm(ticket, parts)


async def file_problem(db: Database, problem: Problem, *, by: Me, at: datetime) -> Ticket:
    """The firm files (填单), or somebody on its behalf: number, owner and acceptance deadline at once; they are told.

    Sending the same form again returns the same ticket. Raises NotForYou, NoSuchFirm, NoLiaison, UnknownVisit.
    Source: DOMAIN.md section 2.
    """
    async with db.begin() as session:
        return await filed(session, db.park, problem, by=by, at=at)


async def filed(session: AsyncSession, park: Park, problem: Problem, *, by: Me, at: datetime) -> Ticket:
    """The same within a transaction of which it is a part: topics of a reception day, problems said at the table."""
    firm = await firm_filed_for(session, problem, by)
    if known := await tickets.filed_with(session, problem.key):
        return known  # asked under the firm's lock: one form sent ten times at once
    parts = filing_parts(firm, by)
    if rule_for(None, parts, Action.FILE) is None:
        raise NotForYou(who=tuple(sorted(parts_for(Action.FILE))))
    ticket = await dispatched(session, park, problem, firm, as_=parts, by=by, at=at)
    ticket.reception_id = problem.reception_id
    if problem.visit_id:
        ticket.visit_id = problem.visit_id
        ticket.source = await source_of_visit(session, problem.visit_id, firm, by)
    if not parts & {Part.FIRM, Part.LIAISON}:
        await follow(session, ticket, by.id)  # who files for a firm sees what becomes of it
    said = Said(problem.summary, problem.message_id, messages=problem.messages)
    event = await remember(session, ticket, Action.FILE, by.id, at, said=said)
    await count_in(session, park.calendar, ticket, event, by_owner=ticket.owner_id in by.selves)
    await attach(session, ticket, event, problem.files, at)
    rows = await notices(session, ticket, event, problem.files, parts=parts)
    await owe(session, silently(rows, quiet=is_quiet(park, ticket, at)))
    return ticket


async def firm_filed_for(session: AsyncSession, problem: Problem, by: Me) -> Firm:
    """The firm that is named, else the one a contact speaks for. Raises NotForYou, NoSuchFirm."""
    firm = await firm_by_id(session, problem.firm_id) if problem.firm_id else await firm_of(session, by.id)
    if firm is None and problem.firm_id is None:
        raise NotForYou(who=tuple(sorted(parts_for(Action.FILE))))
    if firm is None:
        raise NoSuchFirm
    return firm


async def source_of_visit(session: AsyncSession, visit_id: int, firm: Firm, by: Me) -> Source:
    """Whose visit brought a problem up; it must be the person's own, to that firm. Raises UnknownVisit."""
    visit = await visit_made(session, visit_id, by.id, firm.id or 0)
    if visit is None:
        raise UnknownVisit
    return Source(visit.source)


def filing_parts(firm: Firm, by: Me) -> frozenset[Part]:
    """As what somebody files for a firm."""
    parts = {
        Part.FIRM: firm.id in by.firm_ids,
        Part.LIAISON: firm.liaison_id in by.selves,
        Part.SECRETARY: Role.SECRETARY in by.roles,
        Part.LEADER: bool(by.roles & {Role.DIRECTOR, Role.HEAD}),
    }
    return frozenset(part for part, holds in parts.items() if holds) or frozenset({Part.STRANGER})


async def dispatched(
    session: AsyncSession, park: Park, problem: Problem, firm: Firm, *, as_: frozenset[Part], by: Me, at: datetime
) -> Ticket:
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
        confidential=problem.confidential,
        state=State.DISPATCHED,
        source=next(source for part, source in SOURCES.items() if part in as_),
        filed_by_id=by.id,
        contact_id=await contact_for(session, firm.id or 0, by.id, as_),
        owner_id=await owner_for(session, firm, at),
        filed_at=at,
        dispatched_at=at,
        limit_at=deadlines.resolve_limit(park.calendar, at, kind.resolve_days, urgent=problem.urgent),
    )
    start_term(park.calendar, ticket, Due.ACCEPT, at)
    session.add(ticket)
    await session.flush()
    return ticket


async def owner_for(session: AsyncSession, firm: Firm, at: datetime) -> int:
    """The firm's liaison, his substitute while he is away, else the duty desk: whoever of it is here."""
    away = await substitutes(session, at)
    if firm.liaison_id:
        return away.get(firm.liaison_id, firm.liaison_id)
    desk = [person.id or 0 for person in await people_with(session, Role.DISPATCHER)]
    if not desk:
        raise NoLiaison
    return next((each for each in desk if each not in away), away.get(desk[0], desk[0]))


async def move(db: Database, ticket_id: int, wanted: Move, *, by: Me, at: datetime, key: str | None = None) -> Ticket:
    """Do one action of the life cycle under the ticket's lock, and tell whom it concerns.

    The same `key` a second time changes nothing and returns the ticket. Raises UnknownTicket, NotForYou, NotNow
    and what the action itself refuses. Source: the table in domain/lifecycle.py.
    """
    async with db.begin() as session:
        return await moved(session, db.park, ticket_id, wanted, by=by, at=at, key=key)


async def moved(
    session: AsyncSession, park: Park, ticket_id: int, wanted: Move, *, by: Me, at: datetime, key: str | None = None
) -> Ticket:
    """The same within a transaction of which it is a part."""
    ticket = await tickets.locked(session, ticket_id)
    parts = part_in(ticket, by, await tickets.ties_of(session, ticket_id)) if ticket else frozenset({Part.STRANGER})
    if ticket is None or Part.STRANGER in parts:
        raise UnknownTicket
    if key and await tickets.event_with(session, key):
        return ticket
    rule = allowed(ticket, parts, wanted.action)
    await step(Deed(session, park, ticket, wanted, by, parts, at), rule, key=key)
    return ticket


async def step(deed: Deed, rule: Rule, *, key: str | None = None) -> Event:
    """One step along a rule: the effect, the new state and deadline, the event, and the pushes it owes."""
    session, ticket, wanted, calendar = deed.session, deed.ticket, deed.wanted, deed.park.calendar
    before, text = picture(ticket), wanted.text
    if wanted.action is Action.APPROVE:
        text = text or await wishes.reason(session, ticket)
    if effect := ALL_EFFECTS.get(wanted.action):
        await effect(deed)
    ticket.state = rule.target
    if rule.due or rule.target not in UNFINISHED:
        start_term(calendar, ticket, rule.due, deed.at)
    listen(calendar, ticket, wanted.action, deed.at, by_firm=Part.FIRM in deed.parts)
    said = Said(text, wanted.message_id, key, wanted.messages)
    event = await remember(session, ticket, wanted.action, deed.actor_id, deed.at, said=said, before=before)
    await count_in(session, calendar, ticket, event, by_owner=Part.OWNER in deed.parts)
    await attach(session, ticket, event, wanted.files, deed.at)
    old_owner = int(before["owner_id"])
    rows = await notices(session, ticket, event, wanted.files, parts=deed.parts, old_owner=old_owner)
    await owe(session, silently(rows, quiet=is_quiet(deed.park, ticket, deed.at)))
    return event


def is_quiet(park: Park, ticket: Ticket, at: datetime) -> bool:
    """Whether a message about the ticket arrives without a sound now."""
    return not ticket.urgent and park.calendar.is_quiet(at)


async def supplement(db: Database, message_id: int, text: str, *, by: Me, at: datetime, key: str) -> Ticket | None:
    """Somebody changed a message after it was filed: the first words stay, the new ones stand beside them.

    The other side is told; of what the firm does not read, only the park's people. Returns the ticket, or None when
    the message belongs to none.
    """
    async with db.begin() as session:
        said = await tickets.said_with(session, message_id, by.id)
        ticket = await tickets.locked(session, said.ticket_id) if said else None
        if said and ticket and said.text != text and not await tickets.event_with(session, key):
            parts = part_in(ticket, by, await tickets.ties_of(session, ticket.id))
            what = edited_as(said.action) or SUPPLEMENT  # it stays among those who could read the first words
            event = await remember(session, ticket, what, by.id, at, said=Said(text, message_id, key))
            rows = await notices(session, ticket, event, (), parts=parts)
            await owe(session, silently(rows, quiet=is_quiet(db.park, ticket, at)))
        return ticket


async def comment(db: Database, ticket_id: int, text: str, *, by: Me, at: datetime, key: str) -> Ticket:
    """The firm adds a sentence to its stars, once. Raises UnknownTicket."""
    async with db.begin() as session:
        ticket = await tickets.locked(session, ticket_id)
        if ticket is None or ticket.firm_id not in by.firm_ids:
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
    around, ties = await tickets.surroundings(session, ticket), await tickets.ties_of(session, ticket.id)
    helped = await tickets.assists(session, ticket.id) if ties.assisting | ties.assisted else ()
    label = around.category.en if me.language == "en" else around.category.zh
    parts = part_in(ticket, me, ties)
    who = (around.firm, around.owner, around.contact)
    files = around.files + (0 if Part.FIRM in parts else around.note_files)
    unsaid = await unsaid_of(session, ticket) if hides_people(ticket, parts) else ()
    return Sight(ticket, *who, label, parts, around.is_closed, around.lead, helped, around.suggested, files, unsaid)


async def unsaid_of(session: AsyncSession, ticket: Ticket) -> list[str]:
    """Names and telephones of the firm's people."""
    people = (await people_by_id(session, await firm_people(session, ticket))).values()
    return [word for person in people if person.left_at is None for word in (person.name, person.phone) if word]


async def firm_people(session: AsyncSession, ticket: Ticket) -> frozenset[int]:
    """Row ids of those who speak for the firm, and of those who did when it filed or wrote."""
    wrote = await tickets.actors_outside_the_park(session, ticket.id)
    filed = {ticket.contact_id} | ({ticket.filed_by_id} if ticket.source is Source.FIRM else set())
    return await contacts_of(session, ticket.firm_id) | {each for each in filed if each} | wrote


async def my_tickets(db: Database, me: Me) -> Sequence[Ticket]:
    """The person's own matters, open ones first, the most pressing on top; at most 30."""
    async with db.read() as session:
        return await tickets.mine(session, me, limit=LISTED)


@dataclass(frozen=True)
class History:
    """What happened to a ticket, who did it, and which of them are the firm's people."""

    events: Sequence[Event]
    actors: dict[int, Person]
    contacts: frozenset[int]


async def history_of(db: Database, ticket_id: int, me: Me) -> History:
    """Everything that happened to a ticket, and who did it. Raises UnknownTicket."""
    async with db.read() as session:
        ticket = await tickets.ticket_seen_by(session, ticket_id, me)
        if ticket is None:
            raise UnknownTicket
        events = await tickets.history(session, ticket_id)
        actors = await tickets.people_in(session, events)
        return History(events, actors, await firm_people(session, ticket))


async def made_by(db: Database, key: str, me: Me) -> Sight | None:
    """What a form of the person's, sent before, has led to: the ticket it filed or moved."""
    async with db.read() as session:
        event = await tickets.event_with(session, key)
        ticket = await tickets.filed_with(session, key)
        ticket_id = event.ticket_id if event else ticket.id if ticket else 0
        seen = await tickets.ticket_seen_by(session, ticket_id or 0, me)
        return await sight_of(session, seen, me) if seen else None
