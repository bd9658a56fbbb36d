"""The clock's use cases of a reception day: pre-reading, who did not come, closing, and the report a month later."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.park import Park
from domain.reception import DayState, lay_before
from domain.roles import Role
from services.pack import concerned
from services.pushes import owed
from services.table_close import closed, record_absent
from storage import reception_table as table
from storage.database import Database
from storage.outbox import owe
from storage.people import holders, members, owner_of_firm
from storage.reception_days import day_held
from storage.reception_tables import ReceptionDay


async def tick_table(db: Database, *, at: datetime) -> int:
    """What is owed of reception days by now, each once; in the quiet hours it waits. Returns of how many days.

    The working day before: the pre-reading. When it ends: who did not come. The next working day: it is closed. A month
    later: what was kept. Source: issue 5.
    """
    async with db.read() as session:
        waiting = [day.id or 0 for day in await table.waiting_days(session) if any(due(db.park, day, at))]
    if not waiting or db.park.calendar.is_quiet(at):
        return 0
    done = 0
    for day_id in waiting:
        async with db.begin() as session:
            done += await look_after(session, db.park, day_id, at)
    return done


def due(park: Park, day: ReceptionDay, at: datetime) -> tuple[bool, bool, bool, bool]:
    """Whether the pre-reading, the absent, the closing and the report are due."""
    calendar, planned = park.calendar, day.state is DayState.PLANNED
    return (
        planned and day.pack_sent_at is None and lay_before(calendar, day.day) <= at < day.starts_at,
        planned and at >= day.ends_at,
        planned and at >= calendar.opening(calendar.add_workdays(day.day, 1)),
        day.report_due is not None and day.reported_at is None and at >= calendar.opening(day.report_due),
    )


async def look_after(session: AsyncSession, park: Park, day_id: int, at: datetime) -> bool:
    """Do what is due of one day, decided anew under its lock. True when anything was."""
    day = await day_held(session, day_id)
    if day is None:
        return False
    await session.refresh(day)
    pack, absent, closing, report = due(park, day, at)
    if pack:
        await owe_pack(session, day, at)
    gone = record_absent(await table.places_of(session, day_id), at) if absent else 0
    if closing:
        await closed(session, park, day_id, at)
    if report:
        await owe_report(session, day, at)
    return bool(pack or gone or closing or report)


async def owe_pack(session: AsyncSession, day: ReceptionDay, at: datetime) -> None:
    """To director and secretary, and to officers and heads of the departments that the topics concern."""
    day.pack_sent_at = at
    if not await table.places_of(session, day.id or 0):
        return
    people = [*await holders(session, Role.DIRECTOR), *await holders(session, Role.SECRETARY)]
    for ticket in await table.topics_of(session, day.id or 0):
        for department_id in await concerned(session, ticket):
            people += await members(session, department_id)
    when = day.starts_at.date()  # a day that was moved is read about again
    await owe(
        session,
        [
            owed(f"table-pack:{day.id}:{when}:{each}", "table-pack", each, at, table=day.id)
            for each in dict.fromkeys(people)
        ],
    )


async def owe_report(session: AsyncSession, day: ReceptionDay, at: datetime) -> None:
    """To the director, and to each firm that said anything."""
    day.reported_at = at
    firms = dict.fromkeys(said.problem.firm_id for said in await table.said_on(session, day.id or 0))
    owners = [await owner_of_firm(session, firm_id) for firm_id in firms]
    people = [*(await holders(session, Role.DIRECTOR) if firms else ()), *filter(None, owners)]
    rows = [owed(f"table-report:{day.id}:{each}", "table-report", each, at, table=day.id) for each in people]
    await owe(session, rows)
