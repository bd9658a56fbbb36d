"""Questions about what firms and their liaisons write to each other."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, bindparam
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import METADATA, Firm, Person, ThreadMessage, ThreadWait

DUE = (
    select(ThreadWait, Firm, ThreadMessage)
    .join(Firm, col(Firm.id) == col(ThreadWait.firm_id))
    .join(ThreadMessage, col(ThreadMessage.id) == col(ThreadWait.message_id))
    .where(col(ThreadWait.remind_at) <= bindparam("at", type_=METADATA.tables["thread_wait"].c.remind_at.type))
    .order_by(col(ThreadWait.remind_at), col(ThreadWait.id))
    .limit(bindparam("most", type_=Integer))
    .with_for_update(of=ThreadWait, skip_locked=True)
)


async def written_with(session: AsyncSession, key: str) -> ThreadMessage | None:
    """The message that was written with that key."""
    return (await session.exec(select(ThreadMessage).where(ThreadMessage.key == key))).first()


async def last_of_firm(session: AsyncSession, firm_id: int) -> int | None:
    """Who of the firm wrote last."""
    asked = select(ThreadMessage.author_id).where(ThreadMessage.firm_id == firm_id, col(ThreadMessage.from_firm))
    return (await session.exec(asked.order_by(col(ThreadMessage.id).desc()).limit(1))).first()


async def message_by_id(session: AsyncSession, message_id: int) -> tuple[ThreadMessage, Firm, Person]:
    """A message with its firm and author."""
    asked = (
        select(ThreadMessage, Firm, Person)
        .join(Firm, col(Firm.id) == col(ThreadMessage.firm_id))
        .join(Person, col(Person.id) == col(ThreadMessage.author_id))
    )
    return (await session.exec(asked.where(ThreadMessage.id == message_id))).one()


class Waiting(NamedTuple):
    """A firm that waits for an answer, and the message that it has waited for it since."""

    wait: ThreadWait
    firm: Firm
    message: ThreadMessage


async def waits_due(session: AsyncSession, at: datetime, *, limit: int) -> Sequence[Waiting]:
    """Firms that have waited so long that the clock has to do something, locked against a second clock."""
    return [Waiting(*row) for row in await session.exec(DUE, params={"at": at, "most": limit})]


async def open_wait(session: AsyncSession, firm_id: int) -> ThreadWait | None:
    """What the firm waits for, held; None when everything is answered."""
    asked = select(ThreadWait).where(ThreadWait.firm_id == firm_id, col(ThreadWait.answered_at).is_(None))
    return (await session.exec(asked.with_for_update())).first()


async def still_waits(session: AsyncSession, wait_id: int) -> bool:
    """Whether nobody has answered yet."""
    asked = select(ThreadWait.id).where(ThreadWait.id == wait_id, col(ThreadWait.answered_at).is_(None))
    return (await session.exec(asked)).first() is not None


async def waits_begun(session: AsyncSession, since: datetime, until: datetime) -> Sequence[ThreadWait]:
    """Every wait that began between two moments, answered or not, the first one first."""
    asked = select(ThreadWait).where(col(ThreadWait.asked_at) >= since, col(ThreadWait.asked_at) < until)
    return (await session.exec(asked.order_by(col(ThreadWait.asked_at), col(ThreadWait.id)))).all()
