"""Reception days for tests: one on Thursday 17 December 2026, with as many slots as a test wants."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from sqlmodel import col, select

from domain.reception import OPENS, Plan
from services.reception_days import planned
from storage.database import Database
from storage.people import firm_by_code
from storage.reception_days import slots_of
from storage.reception_tables import Booking, ReceptionDay, ReceptionInvitation
from storage.tables import Firm, Push
from tests.services.people import MORNING

THE_DAY = date(2026, 12, 17)
PLACE = "综合服务中心三楼会议室"


async def a_day(db: Database, slots: int = 2, *, day: date = THE_DAY) -> ReceptionDay:
    """A day by hand with that many slots of 20 minutes, open to all."""
    closes = (datetime.combine(day, OPENS) + timedelta(minutes=20 * slots)).time()
    plan = Plan(day, OPENS, closes, place=PLACE, latitude=28.19, longitude=112.97)
    async with db.begin() as session:
        made = await planned(session, db.park.calendar, plan, at=MORNING)
        made.opened_at = made.invited_at = MORNING
        return made


async def slots(db: Database, day: ReceptionDay) -> list[int]:
    """Row ids of a day's slots."""
    async with db.read() as session:
        return [slot.id or 0 for slot in await slots_of(session, day.id or 0)]


async def invite_firms(db: Database, day: ReceptionDay, codes: Collection[str], *, until: datetime) -> None:
    """Those firms have a reserved right to book until then."""
    async with db.begin() as session:
        row = await session.get_one(ReceptionDay, day.id)
        row.book_until, row.opened_at, row.invited_at = until, None, MORNING
        for rank, code in enumerate(codes, start=1):
            firm = await firm_by_code(session, code)
            assert firm
            line = ReceptionInvitation(day_id=day.id or 0, firm_id=firm.id or 0, rank=rank, invited_at=MORNING)
            session.add(line)


async def change_day(db: Database, day: ReceptionDay, /, **values: object) -> None:
    """Somebody else changes the day."""
    async with db.begin() as session:
        row = await session.get_one(ReceptionDay, day.id)
        for name, value in values.items():
            setattr(row, name, value)


async def places(db: Database, day: ReceptionDay) -> dict[str, Booking]:
    """The last place that each firm has or had on a day, by the firm's code."""
    async with db.read() as session:
        asked = select(Firm.code, Booking).join(Booking, col(Booking.firm_id) == Firm.id)
        return dict((await session.exec(asked.where(Booking.day_id == day.id).order_by(col(Booking.id)))).all())


async def owed_of(db: Database, kind: str) -> list[tuple[int, datetime]]:
    """To whom such messages were owed, and for when, in the order they were."""
    async with db.read() as session:
        found = (await session.exec(select(Push).where(Push.kind == kind).order_by(col(Push.id)))).all()
        return [(push.person_id, push.due_at) for push in found]


def moment(db: Database, day: date, clock: time) -> datetime:
    """A moment of park time."""
    return db.park.calendar.at(day, clock)
