"""Reception days for tests of services: a park with its clock, places by hand, and who is owed what."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from sqlmodel import col, select

from domain.calendar import PARK_ZONE
from domain.reception import DayState, PlaceState
from services.day_clock import tick_days
from services.outgoing import Letter, letter
from services.reception_days import planned
from storage.database import Database
from storage.outbox import Owed
from storage.people import person_by_id
from storage.reception_tables import Booking, ReceptionDay, ReceptionInvitation, ReceptionSlot
from storage.tables import Firm, Push
from tests.services.people import sample

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=PARK_ZONE)  # Tuesday; the December day is Thursday the 17th
INVITES = datetime(2026, 11, 26, 9, 0, tzinfo=PARK_ZONE)  # 15 working days before
OPENS = datetime(2026, 12, 3, 17, 30, tzinfo=PARK_ZONE)  # 5 working days later, at closing
DECEMBER, JANUARY = date(2026, 12, 17), date(2027, 1, 21)


async def park(db: Database, at: datetime = NOW) -> ReceptionDay:
    """The sample park after the clock's first look; returns the day of December."""
    await sample(db)
    await tick_days(db, at=at)
    return await day_on(db, DECEMBER)


async def day_on(db: Database, day: date) -> ReceptionDay:
    async with db.read() as session:
        return (await session.exec(select(ReceptionDay).where(ReceptionDay.day == day))).one()


async def days(db: Database) -> list[ReceptionDay]:
    async with db.read() as session:
        return list(await session.exec(select(ReceptionDay).order_by(col(ReceptionDay.day))))


async def again(db: Database, day: ReceptionDay) -> ReceptionDay:
    async with db.read() as session:
        return (await session.exec(select(ReceptionDay).where(ReceptionDay.id == day.id))).one()


async def firm_id(db: Database, code: str) -> int:
    async with db.read() as session:
        return (await session.exec(select(Firm.id).where(Firm.code == code))).one() or 0


async def lines(db: Database, day: ReceptionDay) -> list[tuple[str, ReceptionInvitation]]:
    async with db.read() as session:
        asked = select(Firm.code, ReceptionInvitation).where(col(Firm.id) == col(ReceptionInvitation.firm_id))
        asked = asked.where(ReceptionInvitation.day_id == day.id).order_by(col(ReceptionInvitation.rank))
        return [(code, line) for code, line in await session.exec(asked)]


async def standing(db: Database, day: ReceptionDay) -> list[str]:
    """Codes of the firms on the list, in their order."""
    return [code for code, line in await lines(db, day) if not line.removed_at]


async def slots(db: Database, day: ReceptionDay) -> list[ReceptionSlot]:
    async with db.read() as session:
        asked = select(ReceptionSlot).where(ReceptionSlot.day_id == day.id).order_by(col(ReceptionSlot.number))
        return list(await session.exec(asked))


async def placed(
    db: Database,
    day: ReceptionDay,
    code: str,
    by: int,
    number: int | None = None,
    *,
    state: PlaceState = PlaceState.BOOKED,
    since: datetime = NOW,
) -> int:
    """A place of the firm, on the slot of that number or on the waiting list."""
    slot = (await slots(db, day))[number - 1].id if number else None
    row = Booking(
        key=str(uuid4()),
        state=state,
        since=since,
        code=str(uuid4()),
        day_id=day.id or 0,
        firm_id=await firm_id(db, code),
        by_id=by,
        slot_id=slot,
    )
    row.ended_at = since if state in {PlaceState.LAPSED, PlaceState.CANCELLED} else None
    async with db.begin() as session:
        session.add(row)
    return row.id or 0


async def place(db: Database, place_id: int) -> Booking:
    async with db.read() as session:
        return (await session.exec(select(Booking).where(Booking.id == place_id))).one()


async def received_on(db: Database, day: date, codes: list[str], by: int, state: PlaceState) -> ReceptionDay:
    """A day gone by on which these firms were at the table, or were to be."""
    async with db.begin() as session:
        plan = replace(db.park.reception.plan(day), opens=time(8), closes=time(18), slot_minutes=20)
        at = db.park.calendar.at(day, time(8)) - timedelta(days=30)
        made = await planned(session, db.park.calendar, plan, at=at)
        made.state, made.invited_at, made.opened_at = DayState.CLOSED, at, at
    for number, code in enumerate(codes, start=1):
        await placed(db, made, code, by, number, state=state)
    return made


async def owed(db: Database, kind: str) -> list[Push]:
    async with db.read() as session:
        return list(await session.exec(select(Push).where(Push.kind == kind).order_by(col(Push.id))))


async def told(db: Database, kind: str) -> list[str]:
    """Codes of those who are owed a message of that kind."""
    async with db.read() as session:
        return [(await person_by_id(session, push.person_id)).code for push in await owed(db, kind)]


async def worded(db: Database, push: Push, at: datetime) -> Letter:
    """What the push needs when it goes out at that moment. Raises UnknownTicket when it does not."""
    return await letter(
        db, 1, Owed(push.id or 0, push.person_id, push.kind, None, push.args, quiet=False, tries=0), at=at
    )
