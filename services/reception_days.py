"""Reception days (主任企业接待日): how one comes to be."""

from datetime import date, datetime
from uuid import uuid4

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import Calendar
from domain.reception import Plan, slots
from storage.reception_tables import ReceptionDay, ReceptionSlot


async def planned(
    session: AsyncSession,
    calendar: Calendar,
    plan: Plan,
    *,
    at: datetime,
    month: date | None = None,
    by_id: int | None = None,
) -> ReceptionDay:
    """Write a day with its slots. `month`: the first of the month for which the rule makes it; unique."""
    opens, closes = calendar.at(plan.day, plan.opens), calendar.at(plan.day, plan.closes)
    uid, minutes = f"reception-{uuid4()}", plan.slot_minutes
    made = ReceptionDay(day=plan.day, starts_at=opens, ends_at=closes, slot_minutes=minutes, uid=uid, made_at=at)
    made.month, made.made_by_id = month, by_id
    made.place, made.latitude, made.longitude = plan.place, plan.latitude, plan.longitude
    session.add(made)
    await session.flush()
    for number, (starts, ends) in enumerate(slots(opens, closes, plan.slot_minutes), start=1):
        session.add(ReceptionSlot(day_id=made.id or 0, number=number, starts_at=starts, ends_at=ends))
    await session.flush()
    return made
