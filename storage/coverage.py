"""Questions about coverage: when each firm was received, and how much room the days to come have."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.coverage import FirmSeen
from domain.reception import DayState
from storage.invited import received
from storage.reception_tables import ReceptionDay, ReceptionSlot
from storage.tables import Firm


async def firms_seen(session: AsyncSession, at: datetime) -> list[FirmSeen]:
    """Every firm with the days on which it was received first and last, by code."""
    been = await received(session, at)
    firms = await session.exec(select(Firm).order_by(col(Firm.code)))
    return [
        FirmSeen(firm.id or 0, firm.code, firm.name, firm.size, firm.chain, *been.get(firm.id or 0, (None, None)))
        for firm in firms
    ]


async def planned_room(session: AsyncSession, at: datetime) -> Sequence[tuple[date, int]]:
    """The days to come, each with how many slots it has."""
    asked = select(col(ReceptionDay.day), func.count(col(ReceptionSlot.id)))
    asked = asked.join(ReceptionSlot, col(ReceptionSlot.day_id) == col(ReceptionDay.id))
    asked = asked.where(ReceptionDay.state == DayState.PLANNED, col(ReceptionDay.starts_at) > at)
    by_day = asked.group_by(col(ReceptionDay.id), col(ReceptionDay.day)).order_by(col(ReceptionDay.day))
    return (await session.exec(by_day)).all()
