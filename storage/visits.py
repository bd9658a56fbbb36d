"""Questions about visits, and about which firms are due for one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import METADATA, Firm

AT = bindparam("at", type_=METADATA.tables["firm"].c.visit_remind_at.type)
NEW, OWED = col(Firm.visit_due).is_(None), col(Firm.visit_remind_at) <= AT
# Two questions with an index each: asked at each tick.
WAITING = select(or_(select(Firm.id).where(NEW).exists(), select(Firm.id).where(OWED).exists()))
NEW_FIRMS = select(Firm).where(NEW).order_by(col(Firm.id)).with_for_update(skip_locked=True)
TO_VISIT = select(Firm).where(OWED).order_by(col(Firm.visit_remind_at), col(Firm.id)).with_for_update(skip_locked=True)


async def anything_waits(session: AsyncSession, at: datetime) -> bool:
    """Whether the clock has anything to do about visits."""
    return bool((await session.exec(WAITING, params={"at": at})).first())


async def without_a_date(session: AsyncSession) -> Sequence[Firm]:
    """Firms that are new here, locked against a second clock."""
    return (await session.exec(NEW_FIRMS)).all()


async def to_visit(session: AsyncSession, at: datetime) -> Sequence[Firm]:
    """Firms of whose visit a reminder is owed by that moment, locked against a second clock."""
    return (await session.exec(TO_VISIT, params={"at": at})).all()
