"""Questions of the digests: whose turn it is, who has something to read, and what stands in it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import and_, col, exists, false, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import UNFINISHED, Action, Outcome, State
from domain.roles import Role
from storage.people import Me
from storage.queues import ASKED, GOING, to_sign
from storage.tables import METADATA, Assist, DigestDay, Event, Person, PersonRole, Ticket
from storage.tickets import headed_by
from storage.upsert import insert_into

Where = ColumnElement[bool]
days = METADATA.tables["digest_day"]
STATE, SENDER, DUE = col(Ticket.state), col(Ticket.sender_id), col(Ticket.due_at)


async def sent_on(session: AsyncSession, day: date) -> frozenset[str]:
    """The kinds that have been owed to everybody on that date."""
    return frozenset(await session.exec(select(DigestDay.kind).where(DigestDay.day == day)))


async def take_turn(session: AsyncSession, kind: str, day: date, at: datetime) -> bool:
    """Whether this is the first clock that comes to it; a second one waits for the first, and goes away."""
    new = insert_into(days, session.get_bind().dialect.name).values(kind=kind, day=day, owed_at=at)
    taken = new.on_conflict_do_nothing(index_elements=["kind", "day"]).returning(days.c.kind)
    return (await session.exec(taken)).first() is not None


def pressing(until: datetime) -> Where:
    """What an owner reads of: to sign, due by then or late, or waiting for the firm."""
    unsigned = and_(STATE == State.DISPATCHED, SENDER.is_(None))
    return and_(GOING, or_(unsigned, until > DUE, ASKED))


async def owners_of(session: AsyncSession, where: Where) -> Sequence[int]:
    """Row ids of those who own such tickets."""
    return (await session.exec(select(Ticket.owner_id).where(where).distinct())).all()


async def departments_asked(session: AsyncSession) -> Sequence[int]:
    """Departments that have not signed yet what they were asked to handle."""
    waits = and_(STATE == State.DISPATCHED, SENDER.is_not(None), col(Ticket.lead_id).is_not(None))
    return [each or 0 for each in await session.exec(select(Ticket.lead_id).where(waits).distinct())]


async def departments_helping(session: AsyncSession, until: datetime) -> Sequence[int]:
    """Departments whose own date for assisting is over by then."""
    asked = select(Assist.department_id).join(Ticket, col(Ticket.id) == col(Assist.ticket_id))
    open_ones = asked.where(GOING, col(Assist.done_at).is_(None), col(Assist.due_at) < until)
    return (await session.exec(open_ones.distinct())).all()


async def departments_of(session: AsyncSession, where: Where) -> Sequence[int]:
    """Departments whose people own such tickets, or which lead in them."""
    asked = select(Person.department_id, Ticket.lead_id).join(Ticket, col(Ticket.owner_id) == col(Person.id))
    return [each for row in await session.exec(asked.where(where).distinct()) for each in row if each]


async def people_in_roles(session: AsyncSession, roles: Collection[Role]) -> frozenset[int]:
    """Row ids of everybody who holds one of the roles."""
    return frozenset(await session.exec(select(PersonRole.person_id).where(col(PersonRole.role).in_(roles))))


def own(me: Me) -> Where:
    """What the person has to finish, himself or in somebody's stead."""
    return and_(GOING, col(Ticket.owner_id).in_(me.selves))


def helps(me: Me, since: datetime | None, until: datetime) -> Where:
    """Tickets in which the person's department assists, by its own date between two moments."""
    if me.desk_id is None:
        return false()
    mine = and_(col(Assist.ticket_id) == col(Ticket.id), col(Assist.department_id) == me.desk_id)
    due = [col(Assist.due_at) < until, *([col(Assist.due_at) >= since] if since else [])]
    return and_(GOING, exists().where(mine, col(Assist.done_at).is_(None), *due))


def of_department(me: Me) -> Where:
    """What the people of the head's department own, and what it was asked to handle."""
    return and_(GOING, or_(headed_by(me), and_(col(Ticket.lead_id) == me.desk_id, SENDER.is_not(None))))


def unsigned(me: Me) -> Where:
    """What the head's department has not signed: of its people, and what it was asked for."""
    return and_(STATE == State.DISPATCHED, or_(to_sign(me), and_(headed_by(me), SENDER.is_(None))))


def ends(scope: Where, since: datetime | None, until: datetime) -> Where:
    """What runs out between two moments; what the firm was asked is the firm's to do."""
    return and_(scope, until > DUE, ~ASKED, *([since <= DUE] if since else []))


def blocked(scope: Where, at: datetime) -> Where:
    """Tickets in which an assisting department is late."""
    late = and_(col(Assist.ticket_id) == col(Ticket.id), col(Assist.done_at).is_(None), col(Assist.due_at) < at)
    return and_(GOING, scope, exists().where(late))


def asked(scope: Where) -> Where:
    """What waits for the firm's answer."""
    return and_(scope, ASKED)


def all_late(at: datetime) -> Where:
    """Everything in the park that is past its date."""
    return ends(GOING, None, at)


def suspended() -> Where:
    """What rests until somebody higher has decided."""
    return STATE == State.SUSPENDED


async def how_many(session: AsyncSession, where: Where) -> int:
    """The number of such tickets."""
    return (await session.exec(select(func.count(col(Ticket.id))).where(where))).one()


async def filed_in(session: AsyncSession, since: datetime, until: datetime) -> int:
    """How many were filed between two moments."""
    return await how_many(session, and_(col(Ticket.filed_at) >= since, col(Ticket.filed_at) < until))


async def ended_in(session: AsyncSession, since: datetime, until: datetime) -> Mapping[Outcome | None, int]:
    """How many were closed between two moments, by their outcome; None: withdrawn."""
    found = select(Ticket.outcome, func.count(col(Ticket.id))).where(
        STATE.not_in(UNFINISHED), col(Ticket.closed_at) >= since, col(Ticket.closed_at) < until
    )
    rows = await session.exec(found.group_by(col(Ticket.outcome)))
    return {Outcome(outcome) if outcome else None: count for outcome, count in rows}


async def reasons(session: AsyncSession, ticket_ids: Sequence[int]) -> Mapping[int, str]:
    """Why tickets were suspended, in the words of whoever asked for it last."""
    last = select(Event.ticket_id, Event.text).where(
        col(Event.ticket_id).in_(ticket_ids), Event.action == str(Action.SUSPEND)
    )
    return dict((await session.exec(last.order_by(col(Event.id)))).all())
