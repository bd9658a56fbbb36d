"""Lists of the back office: tickets by several conditions, messages that failed, updates that were put aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func
from sqlalchemy.orm import aliased
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import State
from storage.database import OWES
from storage.people import Me
from storage.search import FIRM, masked_for
from storage.tables import Inbox, Person, Push, Ticket
from storage.tickets import visible_to

OWNER = aliased(Person)
MOST = 3000
# How a message can have ended without being read; `sent` and one that is nobody's any more are no failures.
FAILED = ("refused", "blocked")
UNBOUND = "no chat"  # waits until its person opens his invitation: the list of people shows who has not


@dataclass(frozen=True)
class Wanted:
    """Which tickets are asked for; what is empty asks nothing. `firm`: words of its name, or its code."""

    states: frozenset[State] = frozenset()
    department_id: int | None = None
    firm: str = ""
    number: str = ""


async def tickets_wanted(session: AsyncSession, me: Me, wanted: Wanted) -> Sequence[Ticket]:
    """Tickets the person may see, the newest first; a firm that is hidden from him finds nothing by its name."""
    asked = select(Ticket).join(FIRM, col(FIRM.id) == col(Ticket.firm_id)).join(OWNER, col(OWNER.id) == Ticket.owner_id)
    asked = asked.where(visible_to(me))
    if wanted.states:
        asked = asked.where(col(Ticket.state).in_(wanted.states))
    if wanted.department_id is not None:
        theirs = col(OWNER.department_id) == wanted.department_id
        asked = asked.where(or_(col(Ticket.lead_id) == wanted.department_id, theirs))
    if wanted.number:
        asked = asked.where(col(Ticket.number).icontains(wanted.number, autoescape=True))
    if wanted.firm:
        named = col(FIRM.name).icontains(wanted.firm, autoescape=True)
        is_it = or_(named, func.lower(col(FIRM.code)) == wanted.firm.lower())
        asked = asked.where(and_(~masked_for(me), is_it))
    return (await session.exec(asked.order_by(col(Ticket.id).desc()).limit(MOST))).all()


async def failed_pushes(session: AsyncSession, *, limit: int, offset: int) -> Sequence[tuple[Push, Person, str | None]]:
    """Messages that were refused or blocked, and those that wait after a failure; the newest first."""
    asked = select(Push, Person, Ticket.number).join(Person, col(Person.id) == col(Push.person_id))
    asked = asked.outerjoin(Ticket, col(Ticket.id) == col(Push.ticket_id))
    waits = and_(col(Push.settled_at).is_(None), col(Push.error) != UNBOUND)
    failed = asked.where(or_(col(Push.outcome).in_(FAILED), waits))
    return (await session.exec(failed.order_by(col(Push.id).desc()).limit(limit).offset(offset))).all()


async def owe_again(session: AsyncSession, push_id: int, at: datetime) -> Push | None:
    """A failed message is owed once more, now. None when it has not failed (any more)."""
    push = (await session.exec(select(Push).where(Push.id == push_id).with_for_update())).first()
    if push is None or not (push.outcome in FAILED or (push.settled_at is None and push.error)):
        return None
    push.settled_at = push.outcome = push.error = None
    push.due_at, push.tries = at, 0
    session.add(push)
    session.info[OWES] = True
    return push


async def put_aside_updates(session: AsyncSession, *, limit: int, offset: int) -> Sequence[Inbox]:
    """Updates that were put aside with an error, the newest first."""
    asked = select(Inbox).where(col(Inbox.error).is_not(None))
    return (await session.exec(asked.order_by(col(Inbox.id).desc()).limit(limit).offset(offset))).all()


async def open_again(session: AsyncSession, row_id: int) -> Inbox | None:
    """An update that was put aside is open again. None when it is not put aside (any more)."""
    asked = select(Inbox).where(Inbox.id == row_id, col(Inbox.error).is_not(None)).with_for_update()
    row = (await session.exec(asked)).first()
    if row:
        row.done_at = row.error = None
        session.add(row)
    return row
