"""Scheduled digests: which have been owed, and the figures they tell."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.queues import Where
from storage.tables import METADATA, DigestDay, Ticket
from storage.upsert import insert_into

digest_day = METADATA.tables["digest_day"]


async def mark(session: AsyncSession, kind: str, day: date) -> bool:
    """The day's digest of that kind is being owed. False when it has been already."""
    new = insert_into(digest_day, session.get_bind().dialect.name).values(kind=str(kind), day=day)
    done = await session.exec(new.on_conflict_do_nothing(index_elements=["kind", "day"]))
    return bool(done.rowcount)


async def marked(session: AsyncSession, day: date) -> set[str]:
    """The digests that have been owed on a day."""
    return set(await session.exec(select(DigestDay.kind).where(DigestDay.day == day)))


async def ids_of(session: AsyncSession, where: Where) -> Sequence[int]:
    """Row ids of a heap, the most pressing first."""
    asked = select(Ticket.id).where(where).order_by(col(Ticket.due_at), col(Ticket.id))
    return [ticket_id or 0 for ticket_id in await session.exec(asked)]


async def month(session: AsyncSession, first: datetime, following: datetime) -> dict[str, int]:
    """How many tickets were filed between two moments, and how those that were resolved then ended."""
    filed = select(func.count()).select_from(Ticket).where(Ticket.filed_at >= first, Ticket.filed_at < following)
    ended = select(Ticket.outcome, func.count()).where(
        col(Ticket.resolved_at) >= first, col(Ticket.resolved_at) < following
    )
    outcomes = (await session.exec(ended.group_by(col(Ticket.outcome)))).all()
    return {"filed": (await session.exec(filed)).one()} | {str(each): count for each, count in outcomes if each}
