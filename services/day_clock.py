"""The clock's use case of reception days: makes them, moves them off days off, proposes, invites, opens them to all."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.invitations import invited_on, proposed_on
from domain.park import Park
from domain.reception import Plan
from services.day_moves import put_on
from services.invitations import open_to_all, propose, send_invitations
from services.reception_days import make_days, missing_months
from storage.database import Database
from storage.invited import days_held, proposed_days
from storage.reception_days import next_days
from storage.reception_tables import ReceptionDay

MANY = 99


class Step(StrEnum):
    """What the clock does to a day next."""

    REDATE = "redate"
    PROPOSE = "propose"
    INVITE = "invite"
    OPEN = "open"


async def tick_days(db: Database, *, at: datetime) -> int:
    """Everything that is owed to reception days by that moment; may run any number of times. Returns how many.

    Invitations wait for the end of the quiet hours. Source: DOMAIN.md section 3, issue 5.
    """
    async with db.read() as session:
        days = [day for day in await next_days(session, at, limit=MANY) if day.starts_at > at]
        if not await missing_months(session, db, at) and not await steps(session, db.park, days, at):
            return 0
    async with db.begin() as session:
        count = await make_days(session, db, at)
        due = await steps(session, db.park, list(await days_held(session, at)), at)
        for day, step in due:
            await DOES[step](session, db, day, at)
        return count + len(due)


async def steps(
    session: AsyncSession, park: Park, days: list[ReceptionDay], at: datetime
) -> list[tuple[ReceptionDay, Step]]:
    """The days to which something is owed, each with what."""
    proposed = await proposed_days(session, [day.id or 0 for day in days])
    found = [(day, step_of(park, day, at, is_proposed=day.id in proposed)) for day in days]
    return [(day, step) for day, step in found if step]


def step_of(park: Park, day: ReceptionDay, at: datetime, *, is_proposed: bool) -> Step | None:
    """What is owed to one day: first a working day, then the proposal, the invitations, the opening."""
    calendar, rule = park.calendar, park.reception
    if not calendar.is_workday(day.day):
        return Step.REDATE
    if day.invited_at is None and at >= calendar.opening(invited_on(calendar, rule, day.day)):
        return None if calendar.is_quiet(at) else Step.INVITE
    if day.invited_at is None:
        is_time = calendar.today(at) >= proposed_on(calendar, rule, day.day)
        return Step.PROPOSE if is_time and not is_proposed else None
    return Step.OPEN if day.opened_at is None and day.book_until and day.book_until <= at else None


async def redate(session: AsyncSession, db: Database, day: ReceptionDay, at: datetime) -> None:
    """The date has become a day off: the day goes to the next working day, same hours, same place."""
    calendar = db.park.calendar
    opens, closes = (calendar.local(moment).time() for moment in (day.starts_at, day.ends_at))
    same = Plan(day.day, opens, closes, day.slot_minutes, day.place, day.latitude, day.longitude)
    await put_on(session, db, day, replace(same, day=calendar.add_workdays(day.day, 1)), at)


DOES: dict[Step, Callable[[AsyncSession, Database, ReceptionDay, datetime], Awaitable[None]]] = {
    Step.REDATE: redate,
    Step.PROPOSE: propose,
    Step.INVITE: send_invitations,
    Step.OPEN: open_to_all,
}
