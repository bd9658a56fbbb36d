"""Questions about the door and the table of a reception day, and the figures of the day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func
from sqlmodel import and_, col, exists, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import UNFINISHED
from domain.reception import DayState, PlaceState, Verdict
from storage.reception_tables import Booking, ReceptionDay, ReceptionSlot, TableProblem
from storage.tables import Category, Department, Firm, Ticket

ON_LIST = frozenset({PlaceState.BOOKED, PlaceState.ARRIVED, PlaceState.LATE, PlaceState.RECEIVED, PlaceState.NO_SHOW})
PRESENT = frozenset({PlaceState.ARRIVED, PlaceState.LATE})
SAID = exists().where(col(TableProblem.ticket_id) == col(Ticket.id))


class Place(NamedTuple):
    """A firm's place on a day, with the slot if it has one."""

    booking: Booking
    firm: Firm
    slot: ReceptionSlot | None
    day: ReceptionDay

    @property
    def is_at_table(self) -> bool:
        """Whether it is the firm at the table now."""
        return self.booking.called_at is not None and self.booking.received_at is None

    @property
    def waits(self) -> bool:
        """Whether it has arrived and has not been called."""
        return self.booking.state in PRESENT and self.booking.called_at is None

    @property
    def was_late(self) -> bool:
        """Whether it arrived after its slot had begun, which it held before."""
        if self.booking.arrived_at is None or self.slot is None:
            return False
        return self.booking.since <= self.slot.starts_at < self.booking.arrived_at


PLACES = (
    select(Booking, Firm, ReceptionSlot, ReceptionDay)
    .join(Firm, col(Firm.id) == col(Booking.firm_id))
    .join(ReceptionDay, col(ReceptionDay.id) == col(Booking.day_id))
    .outerjoin(ReceptionSlot, col(ReceptionSlot.id) == col(Booking.slot_id))
)


async def running_day(session: AsyncSession) -> ReceptionDay | None:
    """The day whose running order it is: the earliest one that is not closed."""
    asked = select(ReceptionDay).where(ReceptionDay.state == DayState.PLANNED)
    return (await session.exec(asked.order_by(col(ReceptionDay.starts_at)).limit(1))).first()


async def last_begun(session: AsyncSession, at: datetime) -> ReceptionDay | None:
    """The day of which there can be minutes: the last one that has begun."""
    asked = select(ReceptionDay).where(ReceptionDay.state != DayState.CALLED_OFF, col(ReceptionDay.starts_at) <= at)
    return (await session.exec(asked.order_by(col(ReceptionDay.starts_at).desc()).limit(1))).first()


async def places_of(session: AsyncSession, day_id: int) -> list[Place]:
    """The running order: by slot, who has none at the end; without those who cancelled or only wait for a slot."""
    asked = PLACES.where(Booking.day_id == day_id, col(Booking.state).in_(ON_LIST))
    order = (col(ReceptionSlot.number).is_(None), col(ReceptionSlot.number), col(Booking.id))
    return [Place(*row) for row in await session.exec(asked.order_by(*order))]


async def place_of(session: AsyncSession, booking_id: int) -> Place | None:
    """One place, whatever its state."""
    found = (await session.exec(PLACES.where(Booking.id == booking_id))).first()
    return Place(*found) if found else None


async def place_with(session: AsyncSession, code: str) -> Place | None:
    """The place of a code at the door."""
    found = (await session.exec(PLACES.where(Booking.code == code))).first()
    return Place(*found) if found else None


async def coming(session: AsyncSession, firm_ids: Collection[int]) -> list[Place]:
    """The places of these firms that still have to be checked in or are on the list of a day that is not closed."""
    there = (PlaceState.BOOKED, *PRESENT)
    asked = PLACES.where(
        col(Booking.firm_id).in_(firm_ids),
        col(Booking.state).in_(there),
        ReceptionDay.state == DayState.PLANNED,
    )
    return [Place(*row) for row in await session.exec(asked.order_by(col(ReceptionDay.starts_at), col(Booking.id)))]


async def holding(session: AsyncSession, day_id: int, firm_id: int) -> Booking | None:
    """What a firm holds on a day, a place on the waiting list too."""
    asked = select(Booking).where(Booking.day_id == day_id, Booking.firm_id == firm_id, col(Booking.ended_at).is_(None))
    return (await session.exec(asked)).first()


async def booking_with(session: AsyncSession, key: str) -> Booking | None:
    """The place that a form has become."""
    return (await session.exec(select(Booking).where(Booking.key == key))).first()


async def free_slots(session: AsyncSession, day_id: int) -> Sequence[ReceptionSlot]:
    """The slots of a day that nobody holds, in their order."""
    held = exists().where(col(Booking.slot_id) == col(ReceptionSlot.id), col(Booking.ended_at).is_(None))
    asked = select(ReceptionSlot).where(ReceptionSlot.day_id == day_id, ~held)
    return (await session.exec(asked.order_by(col(ReceptionSlot.number)))).all()


async def topics_of(session: AsyncSession, day_id: int, firm_id: int | None = None) -> Sequence[Ticket]:
    """What firms want to talk about on a day and has not been at the table yet."""
    asked = select(Ticket).where(Ticket.reception_id == day_id, ~SAID, col(Ticket.state).in_(UNFINISHED))
    asked = asked.where(Ticket.firm_id == firm_id) if firm_id else asked
    return (await session.exec(asked.order_by(col(Ticket.id)))).all()


async def suited_category(session: AsyncSession, department_id: int | None) -> Category:
    """The kind of a problem said at the table: the first one that suits the department, else the one that suits none.

    Nobody is asked for it in the room.
    """
    first = case((col(Category.department_id) == department_id, 0), (col(Category.department_id).is_(None), 1), else_=2)
    return (await session.exec(select(Category).order_by(first, col(Category.position)).limit(1))).one()


class Said(NamedTuple):
    """A problem said at the table with what is around it."""

    problem: TableProblem
    ticket: Ticket
    firm: Firm
    day: ReceptionDay
    department: Department | None


SAYINGS = (
    select(TableProblem, Ticket, Firm, ReceptionDay, Department)  # type: ignore[call-overload]
    .join(Ticket, col(Ticket.id) == col(TableProblem.ticket_id))
    .join(Firm, col(Firm.id) == col(TableProblem.firm_id))
    .join(ReceptionDay, col(ReceptionDay.id) == col(TableProblem.day_id))
    .outerjoin(Department, col(Department.id) == col(TableProblem.department_id))
    .order_by(col(TableProblem.id))
)


async def said_on(session: AsyncSession, day_id: int, firm_id: int | None = None) -> list[Said]:
    """What was said at the table of a day, by one firm or by all, in its order."""
    asked = SAYINGS.where(TableProblem.day_id == day_id)
    asked = asked.where(TableProblem.firm_id == firm_id) if firm_id else asked
    return [Said(*row) for row in await session.exec(asked)]


async def said_at(session: AsyncSession, problem_id: int) -> Said | None:
    """One problem of a table."""
    found = (await session.exec(SAYINGS.where(TableProblem.id == problem_id))).first()
    return Said(*found) if found else None


async def problem_with(session: AsyncSession, key: str) -> TableProblem | None:
    """The problem that a form has become."""
    return (await session.exec(select(TableProblem).where(TableProblem.key == key))).first()


async def problem_held(session: AsyncSession, problem_id: int) -> TableProblem | None:
    """The problem, held until the transaction ends: its wording is about to be settled."""
    return (await session.exec(select(TableProblem).where(TableProblem.id == problem_id).with_for_update())).first()


async def unsettled(session: AsyncSession, firm_ids: Collection[int]) -> list[Said]:
    """The problems of these firms whose wording they have not confirmed."""
    asked = SAYINGS.where(col(TableProblem.firm_id).in_(firm_ids), col(TableProblem.confirmed_at).is_(None))
    return [Said(*row) for row in await session.exec(asked)]


async def last_time(session: AsyncSession, firm_id: int, before: datetime) -> list[Said]:
    """What the firm said on the last reception day before a moment on which it said anything."""
    asked = select(ReceptionDay.id).join(TableProblem, col(TableProblem.day_id) == col(ReceptionDay.id))
    asked = asked.where(TableProblem.firm_id == firm_id, col(ReceptionDay.starts_at) < before)
    day_id = (await session.exec(asked.order_by(col(ReceptionDay.starts_at).desc()).limit(1))).first()
    return await said_on(session, day_id, firm_id) if day_id else []


@dataclass(frozen=True)
class Figures:
    """A reception day in numbers. `firms`: those that were received."""

    firms: int
    problems: int
    on_the_spot: int
    committed: int
    handed_over: int
    late: int
    no_show: int
    confirmed: int

    @property
    def dispatched(self) -> int:
        """What left the room with a date or a department."""
        return self.committed + self.handed_over


async def days_between(session: AsyncSession, first: date | None, last: date) -> Sequence[int]:
    """The reception days on dates from the first on to the last, but for those that were called off."""
    asked = select(col(ReceptionDay.id)).where(col(ReceptionDay.day) <= last, ReceptionDay.state != DayState.CALLED_OFF)
    found = await session.exec(asked.where(col(ReceptionDay.day) >= first) if first else asked)
    return [day_id for day_id in found if day_id]


async def figures_of(session: AsyncSession, day_ids: Collection[int]) -> Figures:
    """The figures of one day, or of several together: for the chat, the minutes and the board."""
    begins = col(ReceptionSlot.starts_at)
    late = and_(col(Booking.arrived_at) > begins, col(Booking.since) <= begins)
    counted = select(
        count_if(col(Booking.state) == PlaceState.RECEIVED),
        count_if(and_(col(Booking.state).in_({*PRESENT, PlaceState.RECEIVED}), late)),
        count_if(col(Booking.state) == PlaceState.NO_SHOW),
    ).select_from(Booking)
    counted = counted.outerjoin(ReceptionSlot, col(ReceptionSlot.id) == col(Booking.slot_id))
    firms, came_late, absent = (await session.exec(counted.where(col(Booking.day_id).in_(day_ids)))).one()
    said = select(  # type: ignore[call-overload]
        func.count(),
        *(count_if(col(TableProblem.verdict) == verdict) for verdict in Verdict),
        count_if(col(TableProblem.confirmed_at).is_not(None)),
    ).select_from(TableProblem)
    problems, spot, committed, handed, confirmed = (
        await session.exec(said.where(col(TableProblem.day_id).in_(day_ids)))
    ).one()
    return Figures(firms, problems, spot, committed, handed, came_late, absent, confirmed)


def count_if(holds: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows are so."""
    return func.coalesce(func.sum(case((holds, 1), else_=0)), 0)


# The clock asks at each tick; there are a dozen days a year.
async def waiting_days(session: AsyncSession) -> Sequence[ReceptionDay]:
    """The days of which the clock still owes anything of the table: all that are planned, and those to be reported."""
    owed = and_(ReceptionDay.state == DayState.CLOSED, col(ReceptionDay.reported_at).is_(None))
    asked = select(ReceptionDay).where(or_(ReceptionDay.state == DayState.PLANNED, owed))
    return (await session.exec(asked.order_by(col(ReceptionDay.starts_at)))).all()
