"""A reception day of the sample park with firms on its slots, as the booking in chat leaves it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel import col, select

from domain.calendar import PARK_ZONE
from domain.reception import PlaceState, Plan
from services.at_door import call, check_in
from services.reception_days import planned
from services.tickets import Problem, filed
from storage.database import Database
from storage.people import owner_of_firm
from storage.reception_days import slots_of
from storage.reception_tables import Booking, ReceptionDay
from storage.tables import Firm, Push
from tests.services.people import me

DAY = date(2026, 11, 26)  # Thursday
BOOKED = datetime(2026, 11, 24, 9, 30, tzinfo=PARK_ZONE)
OPENS = datetime(2026, 11, 26, 14, 30, tzinfo=PARK_ZONE)
CLOSES = datetime(2026, 11, 26, 17, 30, tzinfo=PARK_ZONE)


def minute(count: float) -> datetime:
    """So many minutes into the day."""
    return OPENS + timedelta(minutes=count)


async def firm_id(db: Database, code: str) -> int:
    """A firm's row id."""
    async with db.read() as session:
        return (await session.exec(select(Firm.id).where(Firm.code == code))).one() or 0


async def day_with(db: Database, firms: Sequence[str], plan: Plan | None = None) -> tuple[int, list[int]]:
    """A day, and the places of these firms on its first slots: the row ids."""
    async with db.begin() as session:
        day = await planned(session, db.park.calendar, plan or Plan(DAY, place="综合服务中心三楼"), at=BOOKED)
        day.invited_at = day.opened_at = BOOKED
        slots, made = await slots_of(session, day.id or 0), []
        for slot, code in zip(slots, firms, strict=False):
            firm = (await session.exec(select(Firm).where(Firm.code == code))).one()
            by = await owner_of_firm(session, firm.id or 0) or 0
            place = Booking(
                key=f"b-{day.id}-{code}",
                day_id=day.id or 0,
                slot_id=slot.id,
                firm_id=firm.id or 0,
                by_id=by,
                state=PlaceState.BOOKED,
                since=BOOKED,
                code=f"code_{day.id}-{code}",
            )
            session.add(place)
            made.append(place)
        await session.flush()
        return day.id or 0, [place.id or 0 for place in made]


async def seated(db: Database, booking_id: int, at: datetime) -> None:
    """Check the firm in, and call it to the table."""
    secretary = await me(db, "S01", at)
    await check_in(db, booking_id, by=secretary, at=at)
    await call(db, booking_id, by=secretary, at=at)


async def topic(db: Database, day_id: int, contact: str, words: str, category: str = "utilities") -> int:
    """A topic that the firm names with its booking."""
    async with db.begin() as session:
        problem = Problem(f"topic-{words}"[:40], category, words, reception_id=day_id)
        ticket = await filed(session, db.park, problem, by=await me(db, contact, BOOKED), at=BOOKED)
        return ticket.id or 0


async def place(db: Database, booking_id: int) -> Booking:
    """A place as it stands."""
    async with db.read() as session:
        return (await session.exec(select(Booking).where(Booking.id == booking_id))).one()


async def the_day(db: Database, day_id: int) -> ReceptionDay:
    """A day as it stands."""
    async with db.read() as session:
        return (await session.exec(select(ReceptionDay).where(ReceptionDay.id == day_id))).one()


async def owed_of(db: Database, prefix: str = "table-") -> list[tuple[str, int]]:
    """What is owed, and to whom, in its order."""
    async with db.read() as session:
        pushes = await session.exec(select(Push).order_by(col(Push.id)))
        return [(push.kind, push.person_id) for push in pushes if push.kind.startswith(prefix)]
