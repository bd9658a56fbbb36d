"""Questions about reception days and their slots."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.reception import DayState
from storage.reception_tables import ReceptionDay, ReceptionSlot


async def day_by_id(session: AsyncSession, day_id: int) -> ReceptionDay | None:
    """The day of a row."""
    return await session.get(ReceptionDay, day_id)


async def day_held(session: AsyncSession, day_id: int) -> ReceptionDay | None:
    """The day, held until the transaction ends: who changes its places takes turns here."""
    asked = select(ReceptionDay).where(ReceptionDay.id == day_id).with_for_update(key_share=True)
    return (await session.exec(asked)).first()


async def next_days(session: AsyncSession, at: datetime, *, limit: int) -> Sequence[ReceptionDay]:
    """The days that are not over and not called off, the next one first."""
    asked = select(ReceptionDay).where(col(ReceptionDay.ends_at) > at, ReceptionDay.state == DayState.PLANNED)
    return (await session.exec(asked.order_by(col(ReceptionDay.starts_at)).limit(limit))).all()


async def slots_of(session: AsyncSession, day_id: int) -> Sequence[ReceptionSlot]:
    """A day's slots in their order."""
    asked = select(ReceptionSlot).where(ReceptionSlot.day_id == day_id)
    return (await session.exec(asked.order_by(col(ReceptionSlot.number)))).all()
