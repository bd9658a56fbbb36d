"""What waits for a person: to sign, late, due today, in hand, to approve; and the duty desk's three heaps."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, false, or_, select, true
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import RETURNS_TO_THE_DESK, UNFINISHED, State
from domain.roles import OVERSEERS, Role
from storage.people import Me
from storage.tables import Person, PersonRole, Ticket
from storage.tickets import at_desk, headed_by

Where = ColumnElement[bool]
GOING = col(Ticket.state).in_(UNFINISHED)
ASKED = col(Ticket.held_at).is_not(None) & (col(Ticket.state) == State.IN_HAND)


def to_sign(me: Me) -> Where:
    """Dispatched to the person, or to his department, which has not signed yet."""
    waits = and_(col(Ticket.lead_id) == me.desk_id, col(Ticket.sender_id).is_not(None)) if me.desk_id else false()
    own = and_(col(Ticket.owner_id).in_(me.selves), col(Ticket.sender_id).is_(None))
    return and_(col(Ticket.state) == State.DISPATCHED, or_(own, waits))


def worked_by(me: Me) -> Where:
    """What the person, or his department, has to finish; of a head, what his people own too; of an overseer, all."""
    everything = true() if me.roles & OVERSEERS else false()
    return and_(GOING, or_(everything, col(Ticket.owner_id).in_(me.selves), at_desk(me), headed_by(me)))


def in_hand(me: Me) -> Where:
    """Signed and not finished."""
    return and_(worked_by(me), col(Ticket.state).in_((State.IN_HAND, State.SUSPENDED)))


def late(me: Me, at: datetime) -> Where:
    """Past the running deadline, which is the park's and not the firm's."""
    return and_(worked_by(me), col(Ticket.due_at) < at, ~ASKED)


def due_by(me: Me, at: datetime, until: datetime) -> Where:
    """Due between two moments."""
    return and_(worked_by(me), col(Ticket.due_at) >= at, col(Ticket.due_at) <= until, ~ASKED)


def wishes_for(me: Me) -> Where:
    """What owners wish for and this person decides."""
    colleagues = select(Person.id).where(Person.department_id == me.person.department_id)
    heads = and_(col(Ticket.wants_of) == Role.HEAD, col(Ticket.owner_id).in_(colleagues), col(Ticket.owner_id) != me.id)
    as_head = heads if Role.HEAD in me.roles else false()
    as_director = (col(Ticket.wants_of) == Role.DIRECTOR) if Role.DIRECTOR in me.roles else false()
    return and_(col(Ticket.wants).is_not(None), or_(as_head, as_director))


def unowned() -> Where:
    """At the duty desk because the firm has no liaison: nobody has been asked yet."""
    desk = select(PersonRole.person_id).where(PersonRole.role == Role.DISPATCHER)
    return and_(col(Ticket.state) == State.DISPATCHED, col(Ticket.sender_id).is_(None), col(Ticket.owner_id).in_(desk))


def returned() -> Where:
    """Back from a department; after the second return the desk rules."""
    back = and_(col(Ticket.state) == State.DISPATCHED, col(Ticket.sender_id).is_(None), ~col(Ticket.ruled))
    return and_(back, col(Ticket.returns) > 0)


def to_rule() -> Where:
    """Returned twice."""
    return and_(returned(), col(Ticket.returns) >= RETURNS_TO_THE_DESK)


async def waiting(session: AsyncSession, where: Where, *, limit: int) -> Sequence[Ticket]:
    """The tickets of a heap, the most pressing first."""
    return (
        await session.exec(select(Ticket).where(where).order_by(col(Ticket.due_at), col(Ticket.id)).limit(limit))
    ).all()
