"""Questions about tickets. What serves a person is scoped by that person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, String, and_, bindparam, cast, func
from sqlalchemy.orm import aliased
from sqlmodel import col, exists, false, or_, select, true
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import OPEN, RETURNS_TO_THE_DESK, UNFINISHED, State
from domain.readable import INTERNAL
from domain.roles import SEES_ALL, Role
from storage.people import Me, numbers, people_by_id
from storage.tables import (
    METADATA,
    WAITING,
    Assist,
    Attachment,
    Category,
    Chat,
    Department,
    Event,
    EventMessage,
    Firm,
    Follower,
    Person,
    PersonRole,
    Ticket,
)
from storage.upsert import insert_into

counters = METADATA.tables["counter"]


def visible_to(me: Me) -> ColumnElement[bool]:
    """Which tickets a person may see: those he has a part in. `part_in` of services says the same of one ticket."""
    if me.roles & SEES_ALL:
        return true()
    follows = exists().where(col(Follower.ticket_id) == col(Ticket.id), col(Follower.person_id).in_(me.selves))
    owns = col(Ticket.owner_id).in_(me.selves)
    return or_(knows_firm(me), owns, follows, at_desk(me), headed_by(me), led_by(me))


def knows_firm(me: Me) -> ColumnElement[bool]:
    """Tickets whose firm the person speaks for or looks after, and all of them for the duty desk."""
    if Role.DISPATCHER in me.roles:
        return true()
    looks_after = col(Ticket.firm_id).in_(select(Firm.id).where(col(Firm.liaison_id).in_(me.selves)))
    return or_(col(Ticket.firm_id).in_(me.firm_ids), looks_after)


def at_desk(me: Me) -> ColumnElement[bool]:
    """Tickets that the person's department leads or assists in."""
    if me.desk_id is None:
        return false()
    assists = exists().where(col(Assist.ticket_id) == col(Ticket.id), col(Assist.department_id) == me.desk_id)
    return or_(col(Ticket.lead_id) == me.desk_id, assists)


def headed_by(me: Me) -> ColumnElement[bool]:
    """Tickets whose owner works in the department the person heads: he is written to when they are late."""
    if Role.HEAD not in me.roles or me.person.department_id is None:
        return false()
    colleagues = select(Person.id).where(Person.department_id == me.person.department_id)
    return col(Ticket.owner_id).in_(colleagues)


def led_by(me: Me) -> ColumnElement[bool]:
    """Escalated tickets of backbone firms in the industry chain that the person answers for."""
    if Role.CHAIN_LEAD not in me.roles or not me.person.chain:
        return false()
    firms = select(Firm.id).where(Firm.chain == me.person.chain, col(Firm.is_backbone))
    return and_(col(Ticket.escalated) > 0, col(Ticket.firm_id).in_(firms))


@dataclass(frozen=True)
class Ties:
    """What ties people to one ticket, beside its own columns."""

    liaison_id: int | None
    chain: str
    is_backbone: bool
    owner_department_id: int | None
    assisting: frozenset[int]
    assisted: frozenset[int]
    followers: frozenset[int]


def strung(column: Any, *where: Any) -> Any:
    """Row ids that belong to a ticket, in one string: asked with it in one statement."""
    return select(func.aggregate_strings(cast(column, String), ",")).where(*where).scalar_subquery()


OWNER, CONTACT = aliased(Person), aliased(Person)
LEAD, SUITED = aliased(Department), aliased(Department)
ASSISTS = col(Assist.ticket_id) == col(Ticket.id)
TIES = (
    select(  # type: ignore[call-overload]
        Firm.liaison_id,
        Firm.chain,
        Firm.is_backbone,
        OWNER.department_id,
        strung(col(Assist.department_id), ASSISTS, col(Assist.done_at).is_(None)),
        strung(col(Assist.department_id), ASSISTS, col(Assist.done_at).is_not(None)),
        strung(col(Follower.person_id), col(Follower.ticket_id) == col(Ticket.id)),
    )
    .select_from(Ticket)
    .join(Firm, col(Firm.id) == col(Ticket.firm_id))
    .join(OWNER, col(OWNER.id) == col(Ticket.owner_id))
    .where(col(Ticket.id) == bindparam("ticket"))
)


async def ties_of(session: AsyncSession, ticket_id: int | None) -> Ties:
    """Who is tied to the ticket by firm, department, assisting and following; one statement."""
    liaison, chain, backbone, department, *strings = (await session.exec(TIES, params={"ticket": ticket_id})).one()
    return Ties(liaison, chain, backbone, department, *map(numbers, strings))


async def ticket_seen_by(session: AsyncSession, ticket_id: int, me: Me) -> Ticket | None:
    """The ticket, if the person may see it."""
    return (await session.exec(select(Ticket).where(Ticket.id == ticket_id, visible_to(me)))).first()


async def numbered(session: AsyncSession, number: str, me: Me) -> Ticket | None:
    """The ticket of that number, if the person may see it."""
    return (await session.exec(select(Ticket).where(Ticket.number == number, visible_to(me)))).first()


async def locked(session: AsyncSession, ticket_id: int) -> Ticket | None:
    """The ticket, held against everybody else until the transaction ends."""
    return (await session.exec(LOCKED, params={"ticket": ticket_id})).first()


LOCKED = select(Ticket).where(col(Ticket.id) == bindparam("ticket")).with_for_update()


async def filed_with(session: AsyncSession, key: str) -> Ticket | None:
    """The ticket that a form has become."""
    return (await session.exec(select(Ticket).where(Ticket.key == key))).first()


async def mine(session: AsyncSession, me: Me, *, limit: int) -> Sequence[Ticket]:
    """The person's own matters: his firms', those he owns, his department's, those that wait for his decision.

    Open ones by deadline, then ended ones.
    """
    own = or_(col(Ticket.firm_id).in_(me.firm_ids), col(Ticket.owner_id).in_(me.selves), at_desk(me), awaits(me))
    ended = col(Ticket.state).not_in(OPEN)
    order = (ended, col(Ticket.due_at), col(Ticket.id).desc())
    return (await session.exec(select(Ticket).where(own).order_by(*order).limit(limit))).all()


def awaits(me: Me) -> ColumnElement[bool]:
    """Tickets that wait for the person's approval, or for the duty desk's ruling."""
    wished = col(Ticket.wants_of)
    back = and_(col(Ticket.returns) >= RETURNS_TO_THE_DESK, ~col(Ticket.ruled), col(Ticket.state).in_(UNFINISHED))
    return or_(
        and_(wished == Role.HEAD, headed_by(me)),
        wished == Role.DIRECTOR if Role.DIRECTOR in me.roles else false(),
        back if Role.DISPATCHER in me.roles else false(),
    )


async def history(session: AsyncSession, ticket_id: int) -> Sequence[Event]:
    """Everything that happened to a ticket, oldest first."""
    return (await session.exec(select(Event).where(Event.ticket_id == ticket_id).order_by(col(Event.id)))).all()


async def earlier_of(session: AsyncSession, firm_id: int, me: Me, *, since: datetime, without: int) -> Sequence[Ticket]:
    """A firm's tickets since a moment that the person may see, newest first, without those of one reception day.

    Of confidential ones only those whose firm he may know.
    """
    other_day = or_(col(Ticket.reception_id).is_(None), col(Ticket.reception_id) != without)
    open_to_him = or_(~col(Ticket.confidential), knows_firm(me))
    asked = select(Ticket).where(Ticket.firm_id == firm_id, col(Ticket.filed_at) >= since, other_day)
    return (await session.exec(asked.where(visible_to(me), open_to_him).order_by(col(Ticket.id).desc()))).all()


async def event_with(session: AsyncSession, key: str) -> Event | None:
    """What a press or message has led to already."""
    return (await session.exec(select(Event).where(Event.key == key))).first()


async def said_with(session: AsyncSession, message_id: int, person_id: int) -> Event | None:
    """The last thing a person said about a ticket with that message."""
    further = select(EventMessage.event_id).where(EventMessage.message_id == message_id)
    with_it = or_(col(Event.message_id) == message_id, col(Event.id).in_(further))
    asked = select(Event).where(with_it, Event.actor_id == person_id)
    return (await session.exec(asked.order_by(col(Event.id).desc()))).first()


async def last_event(session: AsyncSession, ticket_id: int | None, actions: Collection[str]) -> Event | None:
    """The newest event of a ticket with one of the actions."""
    asked = select(Event).where(Event.ticket_id == ticket_id, col(Event.action).in_(actions))
    return (await session.exec(asked.order_by(col(Event.id).desc()).limit(1))).first()


async def attachments(
    session: AsyncSession, ticket_id: int, event_id: int | None = None, *, notes: bool = True
) -> Sequence[Attachment]:
    """The files of a ticket, or of one of its events; without `notes`, none that the firm does not see."""
    asked = select(Attachment).where(Attachment.ticket_id == ticket_id).order_by(col(Attachment.id))
    if not notes:
        internal = select(Event.id).where(Event.ticket_id == ticket_id, col(Event.action).in_(INTERNAL))
        asked = asked.where(col(Attachment.event_id).not_in(internal))
    return (await session.exec(asked.where(Attachment.event_id == event_id) if event_id else asked)).all()


class Owed(NamedTuple):
    """A ticket of which a reminder is owed, with what decides who hears it."""

    ticket: Ticket
    chain: str
    is_backbone: bool
    owner_department_id: int | None


# Asked at each tick: made once.
AT = bindparam("at", type_=METADATA.tables["ticket"].c.remind_at.type)
MOST = bindparam("most", type_=Integer)
TO_REMIND = (
    select(Ticket, Firm.chain, Firm.is_backbone, OWNER.department_id)
    .join(Firm, col(Firm.id) == col(Ticket.firm_id))
    .join(OWNER, col(OWNER.id) == col(Ticket.owner_id))
    .where(col(Ticket.remind_at) <= AT)
    .order_by(col(Ticket.remind_at), col(Ticket.id))
    .limit(MOST)
    .with_for_update(of=Ticket, skip_locked=True)
)
GONE_SILENT = (
    select(Ticket)
    .where(col(Ticket.silence_at) <= AT)
    .order_by(col(Ticket.silence_at), col(Ticket.id))
    .limit(MOST)
    .with_for_update(skip_locked=True)
)
# No join: SQLite, which has seen few assisting departments, would begin with the tickets.
HELPED = select(Ticket).where(col(Ticket.id) == col(Assist.ticket_id)).correlate(Assist)
ASSISTS_TO_REMIND = (
    select(
        Assist,
        HELPED.with_only_columns(col(Ticket.owner_id)).scalar_subquery(),
        HELPED.with_only_columns(col(Ticket.state)).scalar_subquery(),
    )
    .where(col(Assist.remind_at) <= AT)
    .limit(MOST)
    .with_for_update(of=Assist, skip_locked=True)
)
# By due_at: ordered by id, SQLite would rather walk through every ticket than use the index.
OVERDUE_WAITS = (
    select(Ticket.id, Ticket.state).where(col(Ticket.due_at) < AT, WAITING).order_by(col(Ticket.due_at), col(Ticket.id))
)


async def to_remind(session: AsyncSession, at: datetime, *, limit: int) -> Sequence[Owed]:
    """Tickets of which a reminder is owed by that moment, locked against a second clock."""
    return [Owed(*row) for row in await session.exec(TO_REMIND, params={"at": at, "most": limit})]


async def gone_silent(session: AsyncSession, at: datetime, *, limit: int) -> Sequence[Ticket]:
    """Tickets in hand whose firm has heard nothing for too long, locked against a second clock."""
    return (await session.exec(GONE_SILENT, params={"at": at, "most": limit})).all()


class Helping(NamedTuple):
    """An assisting department of which a reminder is owed, with the ticket's owner and state."""

    assist: Assist
    owner_id: int
    state: State


async def assists_to_remind(session: AsyncSession, at: datetime, *, limit: int) -> Sequence[Helping]:
    """Assisting departments that the clock has to look at, locked against a second one."""
    asked = await session.exec(ASSISTS_TO_REMIND, params={"at": at, "most": limit})
    return [Helping(assist, owner_id, State(state)) for assist, owner_id, state in asked]


async def overdue_waits(session: AsyncSession, at: datetime) -> Sequence[tuple[int, State]]:
    """Tickets that have waited too long for the firm: for its judgement of a result, or for what it was asked.

    Asked in the words of the index ix_ticket_waiting: the many that are late for other reasons are not looked at.
    """
    found = await session.exec(OVERDUE_WAITS, params={"at": at})
    return sorted((ticket_id or 0, State(state)) for ticket_id, state in found)


async def reckoned_beyond(session: AsyncSession, moment: datetime) -> Sequence[Ticket]:
    """Open tickets that run in working time and have a date from that moment on, held until the transaction ends."""
    beyond = or_(*(col(date) >= moment for date in (Ticket.due_at, Ticket.limit_at, Ticket.held_due)))
    asked = select(Ticket).where(col(Ticket.state).in_(OPEN), col(Ticket.urgent).is_(False), beyond)
    return (await session.exec(asked.order_by(col(Ticket.id)).with_for_update())).all()


async def next_running(session: AsyncSession, year: int) -> int:
    """The year's next number. It is taken inside the filing transaction, so that none is ever skipped."""
    first = insert_into(counters, session.get_bind().dialect.name).values(year=year, last=1)
    taken = first.on_conflict_do_update(index_elements=["year"], set_={"last": counters.c.last + 1})
    return int((await session.exec(taken.returning(counters.c.last))).scalar_one())


CLOSED = exists().where(col(Chat.person_id) == col(Ticket.contact_id), col(Chat.blocked_at).is_not(None))
BROUGHT = select(func.count()).select_from(Attachment).join(Event, col(Event.id) == col(Attachment.event_id))
OF_TICKET = col(Attachment.ticket_id) == col(Ticket.id)
FILES = BROUGHT.where(OF_TICKET, col(Event.action).not_in(INTERNAL)).correlate(Ticket).scalar_subquery()
NOTE_FILES = BROUGHT.where(OF_TICKET, col(Event.action).in_(INTERNAL)).correlate(Ticket).scalar_subquery()
AROUND = (
    select(Firm, OWNER, CONTACT, Category, LEAD, CLOSED, SUITED, FILES, NOTE_FILES)  # type: ignore[call-overload]
    .select_from(Ticket)
    .join(Firm, col(Firm.id) == col(Ticket.firm_id))
    .join(OWNER, col(OWNER.id) == col(Ticket.owner_id))
    .outerjoin(CONTACT, col(CONTACT.id) == col(Ticket.contact_id))
    .join(Category, col(Category.code) == col(Ticket.category_code))
    .outerjoin(LEAD, col(LEAD.id) == col(Ticket.lead_id))
    .outerjoin(SUITED, col(SUITED.id) == col(Category.department_id))
    .where(col(Ticket.id) == bindparam("ticket"))
)


class Around(NamedTuple):
    """What a card shows beside the ticket.

    `is_closed`: whether the contact's chat takes nothing; `suggested`: the department that the category suits;
    `note_files`: the files of what the park's people write to each other, which the firm does not see.
    """

    firm: Firm
    owner: Person
    contact: Person | None
    category: Category
    lead: Department | None
    is_closed: bool
    suggested: Department | None
    files: int
    note_files: int


async def surroundings(session: AsyncSession, ticket: Ticket) -> Around:
    """What a card shows beside the ticket; one statement."""
    return Around(*(await session.exec(AROUND, params={"ticket": ticket.id})).one())


async def assists(session: AsyncSession, ticket_id: int | None) -> Sequence[tuple[Assist, Department]]:
    """The assisting departments of a ticket, each with its own date."""
    asked = select(Assist, Department).join(Department, col(Department.id) == col(Assist.department_id))
    return (await session.exec(asked.where(Assist.ticket_id == ticket_id).order_by(col(Department.code)))).all()


async def actors_outside_the_park(session: AsyncSession, ticket_id: int | None) -> set[int]:
    """Who acted and holds no role in the park: the firm's people, also those who were removed."""
    inside = select(PersonRole.person_id).where(PersonRole.role != Role.CONTACT)
    asked = select(Event.actor_id).join(Person, col(Person.id) == col(Event.actor_id))
    asked = asked.where(Event.ticket_id == ticket_id, col(Event.actor_id).not_in(inside), col(Person.left_at).is_(None))
    return {actor_id for actor_id in await session.exec(asked) if actor_id}


async def people_in(session: AsyncSession, events: Sequence[Event]) -> dict[int, Person]:
    """Everybody who acted in the events, by row id."""
    return await people_by_id(session, {event.actor_id for event in events if event.actor_id})


EVENT = select(Event).where(col(Event.id) == bindparam("event"))


async def event_by_id(session: AsyncSession, event_id: int) -> Event | None:
    """The event a push tells of."""
    return (await session.exec(EVENT, params={"event": event_id})).first()
