"""Questions about tickets. What serves a person is scoped by that person."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import col, exists, false, or_, select, true
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import OPEN, State
from domain.roles import OVERSEERS, Role
from storage.people import Me, people_by_id
from storage.tables import METADATA, Attachment, Category, Chat, Event, Firm, Follower, Person, Ticket
from storage.upsert import insert_into

counters = METADATA.tables["counter"]


def visible_to(me: Me) -> ColumnElement[bool]:
    """Which tickets a person may see: his own, his firms', those he followed; a head his staff's, overseers all."""
    if me.roles & OVERSEERS:
        return true()
    follows = exists().where(col(Follower.ticket_id) == col(Ticket.id), col(Follower.person_id) == me.id)
    return or_(col(Ticket.firm_id).in_(me.firm_ids), col(Ticket.owner_id) == me.id, follows, headed_by(me))


def headed_by(me: Me) -> ColumnElement[bool]:
    """Tickets whose owner works in the department the person heads: he is written to when they are late."""
    if Role.HEAD not in me.roles or me.person.department_id is None:
        return false()
    colleagues = select(Person.id).where(Person.department_id == me.person.department_id)
    return col(Ticket.owner_id).in_(colleagues)


async def ticket_seen_by(session: AsyncSession, ticket_id: int, me: Me) -> Ticket | None:
    """The ticket, if the person may see it."""
    return (await session.exec(select(Ticket).where(Ticket.id == ticket_id, visible_to(me)))).first()


async def numbered(session: AsyncSession, number: str, me: Me) -> Ticket | None:
    """The ticket of that number, if the person may see it."""
    return (await session.exec(select(Ticket).where(Ticket.number == number, visible_to(me)))).first()


async def locked(session: AsyncSession, ticket_id: int) -> Ticket | None:
    """The ticket, held against everybody else until the transaction ends."""
    return (await session.exec(select(Ticket).where(Ticket.id == ticket_id).with_for_update())).first()


async def filed_with(session: AsyncSession, key: str) -> Ticket | None:
    """The ticket that a form has become."""
    return (await session.exec(select(Ticket).where(Ticket.key == key))).first()


async def mine(session: AsyncSession, me: Me, *, limit: int) -> Sequence[Ticket]:
    """The person's own matters: his firms' and those he owns; open ones by deadline, then ended ones, newest first."""
    own = or_(col(Ticket.firm_id).in_(me.firm_ids), col(Ticket.owner_id) == me.id)
    ended = col(Ticket.state).not_in(OPEN)
    order = (ended, col(Ticket.due_at), col(Ticket.id).desc())
    return (await session.exec(select(Ticket).where(own).order_by(*order).limit(limit))).all()


async def history(session: AsyncSession, ticket_id: int) -> Sequence[Event]:
    """Everything that happened to a ticket, oldest first."""
    return (await session.exec(select(Event).where(Event.ticket_id == ticket_id).order_by(col(Event.id)))).all()


async def event_with(session: AsyncSession, key: str) -> Event | None:
    """What a press or message has led to already."""
    return (await session.exec(select(Event).where(Event.key == key))).first()


async def said_with(session: AsyncSession, message_id: int, person_id: int) -> Event | None:
    """The last thing a person said about a ticket with that message."""
    asked = select(Event).where(Event.message_id == message_id, Event.actor_id == person_id)
    return (await session.exec(asked.order_by(col(Event.id).desc()))).first()


async def attachments(session: AsyncSession, ticket_id: int, event_id: int | None = None) -> Sequence[Attachment]:
    """The files of a ticket, or of one of its events."""
    asked = select(Attachment).where(Attachment.ticket_id == ticket_id).order_by(col(Attachment.id))
    return (await session.exec(asked.where(Attachment.event_id == event_id) if event_id else asked)).all()


FOLLOWERS = select(Follower.person_id).where(col(Follower.ticket_id) == bindparam("ticket"))


async def followers(session: AsyncSession, ticket_id: int) -> set[int]:
    """Who was asked before."""
    return set(await session.exec(FOLLOWERS, params={"ticket": ticket_id}))


async def to_remind(session: AsyncSession, at: datetime, *, limit: int) -> Sequence[Ticket]:
    """Tickets of which a reminder is owed by that moment, locked against a second clock."""
    owed = select(Ticket).where(col(Ticket.remind_at) <= at).order_by(col(Ticket.remind_at), col(Ticket.id))
    return (await session.exec(owed.limit(limit).with_for_update(skip_locked=True))).all()


async def to_close(session: AsyncSession, at: datetime) -> Sequence[int]:
    """Resolved tickets whose time for the firm's judgement is over."""
    asked = select(Ticket.id).where(Ticket.state == State.RESOLVED, col(Ticket.due_at) < at).order_by(col(Ticket.id))
    return [ticket_id for ticket_id in await session.exec(asked) if ticket_id]


async def reckoned_beyond(session: AsyncSession, moment: datetime) -> Sequence[Ticket]:
    """Open tickets that run in working time and have a date from that moment on, held until the transaction ends."""
    beyond = or_(col(Ticket.due_at) >= moment, col(Ticket.limit_at) >= moment)
    asked = select(Ticket).where(col(Ticket.state).in_(OPEN), col(Ticket.urgent).is_(False), beyond)
    return (await session.exec(asked.order_by(col(Ticket.id)).with_for_update())).all()


async def next_running(session: AsyncSession, year: int) -> int:
    """The year's next number. It is taken inside the filing transaction, so that none is ever skipped."""
    first = insert_into(counters, session.get_bind().dialect.name).values(year=year, last=1)
    taken = first.on_conflict_do_update(index_elements=["year"], set_={"last": counters.c.last + 1})
    return int((await session.exec(taken.returning(counters.c.last))).scalar_one())


OWNER, FILER = aliased(Person), aliased(Person)
CLOSED = exists().where(col(Chat.person_id) == col(Ticket.filed_by_id), col(Chat.blocked_at).is_not(None))
AROUND = (
    select(Firm, OWNER, FILER, Category, CLOSED)  # type: ignore[call-overload]
    .join(Ticket, col(Ticket.firm_id) == col(Firm.id))
    .join(OWNER, col(OWNER.id) == col(Ticket.owner_id))
    .join(FILER, col(FILER.id) == col(Ticket.filed_by_id))
    .join(Category, col(Category.code) == col(Ticket.category_code))
    .where(col(Ticket.id) == bindparam("ticket"))
)


async def surroundings(session: AsyncSession, ticket: Ticket) -> tuple[Firm, Person, Person, Category, bool]:
    """What a card shows beside the ticket: firm, owner, filer, category, and whether the filer's chat is closed."""
    firm, owns, filed, kind, blocked = (await session.exec(AROUND, params={"ticket": ticket.id})).one()
    return firm, owns, filed, kind, blocked


async def people_in(session: AsyncSession, events: Sequence[Event]) -> dict[int, Person]:
    """Everybody who acted in the events, by row id."""
    return await people_by_id(session, {event.actor_id for event in events if event.actor_id})


EVENT = select(Event).where(col(Event.id) == bindparam("event"))


async def event_by_id(session: AsyncSession, event_id: int) -> Event | None:
    """The event a push tells of."""
    return (await session.exec(EVENT, params={"event": event_id})).first()
