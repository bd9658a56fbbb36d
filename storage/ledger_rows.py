"""The rows of the ledger (台账), area by area, page by page: what one person may see of a period, as it stands now."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func
from sqlmodel import and_, col, or_, select, true
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import Kind
from domain.calendar import Calendar
from domain.exports import Area, Period
from domain.lifecycle import Source
from domain.reception import Verdict
from domain.roles import LEDGER_READERS, Role
from domain.scoring import Kind as Fact
from storage.agency_tables import Case
from storage.bookings import seen_by as place_seen
from storage.cases import case_visible_to
from storage.people import Me
from storage.reception_tables import Booking, ReceptionDay, ReceptionSlot, TableProblem
from storage.score_tables import Score
from storage.search import FIRM, masked_for
from storage.tables import Category, Contact, Department, Event, Firm, Person, PersonRole, Ticket, Visit
from storage.tickets import OWNER, visible_to
from storage.visits import seen_by as visit_seen


class TicketRow(NamedTuple):
    """A ticket; `is_masked`: its firm is hidden from the reader."""

    id: int
    ticket: Ticket
    firm: Firm
    owner: Person
    category: Category
    lead: Department | None
    is_masked: bool


class PromiseRow(NamedTuple):
    """A date that was promised to a firm, and who answers for it."""

    id: int
    promise: Score
    ticket: Ticket
    firm: Firm
    owner: Person
    lead: Department | None
    is_masked: bool


class VisitRow(NamedTuple):
    """Somebody went to a firm."""

    id: int
    visit: Visit
    firm: Firm
    person: Person


class PlaceRow(NamedTuple):
    """A firm's place on a reception day; `said`: problems entered at the table, `solved` of them on the spot."""

    id: int
    place: Booking
    day: ReceptionDay
    slot: ReceptionSlot | None
    firm: Firm
    said: int
    solved: int


class CaseRow(NamedTuple):
    """A case of the agency service."""

    id: int
    case: Case
    firm: Firm


Row = TicketRow | PromiseRow | VisitRow | PlaceRow | CaseRow


class Span(NamedTuple):
    """The period as dates, and as the moments at which it begins and is over."""

    period: Period
    since: datetime
    until: datetime


class Asked(NamedTuple):
    """The question of an area: its rows, what they become, and by which column they are paged."""

    rows: Any
    made: Callable[..., Row]
    key: Any


def span_of(calendar: Calendar, period: Period) -> Span:
    """A period of the park."""
    since, until = (calendar.at(day, time()) for day in (period.first, period.last + timedelta(days=1)))
    return Span(period, since, until)


def tickets_of(me: Me, span: Span) -> Asked:
    """Tickets filed in the period."""
    columns: tuple[Any, ...] = (
        col(Ticket.id),
        Ticket,
        FIRM,
        OWNER,
        Category,
        Department,
        case((masked_for(me), 1), else_=0),
    )
    rows = select(*columns).select_from(Ticket).join(Category, col(Category.code) == col(Ticket.category_code))
    rows = with_answering(rows, Ticket).where(visible_to(me), within(Ticket.filed_at, span))
    return Asked(rows, TicketRow, col(Ticket.id))


def with_answering(asked: Any, answers: Any) -> Any:
    """With the ticket's firm, and who answers: for the ticket as it stands, or for a promise as it was given."""
    return (
        asked.join(FIRM, col(FIRM.id) == col(Ticket.firm_id))
        .join(OWNER, col(OWNER.id) == col(answers.owner_id))
        .outerjoin(Department, col(Department.id) == col(answers.lead_id))
    )


def promises_of(me: Me, span: Span) -> Asked:
    """Promises that were to be kept in the period."""
    columns: tuple[Any, ...] = (
        col(Score.id),
        Score,
        Ticket,
        FIRM,
        OWNER,
        Department,
        case((masked_for(me), 1), else_=0),
    )
    rows = select(*columns).select_from(Score).join(Ticket, col(Ticket.id) == col(Score.ticket_id))
    rows = with_answering(rows, Score).where(col(Score.kind) == Fact.PROMISE)
    return Asked(rows.where(visible_to(me), within(Score.due_at, span)), PromiseRow, col(Score.id))


def visits_of(me: Me, span: Span) -> Asked:
    """Visits made in the period."""
    rows = select(col(Visit.id), Visit, Firm, Person).join(Firm, col(Firm.id) == col(Visit.firm_id))
    rows = rows.join(Person, col(Person.id) == col(Visit.by_id))
    return Asked(rows.where(visit_seen(me), within(Visit.at, span)), VisitRow, col(Visit.id))


def places_of(me: Me, span: Span) -> Asked:
    """Places on reception days of the period."""
    said = select(func.count()).where(col(TableProblem.booking_id) == col(Booking.id))
    solved = said.where(col(TableProblem.verdict) == Verdict.ON_THE_SPOT)
    counts = (said.scalar_subquery(), solved.scalar_subquery())
    columns: tuple[Any, ...] = (col(Booking.id), Booking, ReceptionDay, ReceptionSlot, Firm, *counts)
    rows = select(*columns).select_from(Booking).join(ReceptionDay, col(ReceptionDay.id) == col(Booking.day_id))
    rows = rows.outerjoin(ReceptionSlot, col(ReceptionSlot.id) == col(Booking.slot_id))
    rows = rows.join(Firm, col(Firm.id) == col(Booking.firm_id))
    return Asked(rows.where(place_seen(me), dated(ReceptionDay.day, span)), PlaceRow, col(Booking.id))


def cases_of(me: Me, span: Span) -> Asked:
    """Cases opened in the period."""
    return cases_where(case_seen(me) & within(Case.opened_at, span))


def rewards_of(me: Me, span: Span) -> Asked:
    """Rewards taken up, approved or paid in the period."""
    known = or_(within(Case.opened_at, span), dated(Case.approved_on, span), dated(Case.paid_on, span))
    return cases_where(case_seen(me) & (col(Case.kind) == Kind.REWARD) & known)


def certificates_of(me: Me, span: Span) -> Asked:
    """Leftover certificates taken up or dated in the period."""
    known = or_(within(Case.opened_at, span), dated(Case.certificate_on, span))
    return cases_where(case_seen(me) & (col(Case.kind) == Kind.CERTIFICATE) & known)


def case_seen(me: Me) -> ColumnElement[bool]:
    """Who reads the ledgers of rewards and certificates reads all cases in them; everybody else his own."""
    return true() if me.roles & LEDGER_READERS else case_visible_to(me)


def cases_where(where: ColumnElement[bool]) -> Asked:
    """Cases with their firms."""
    rows = select(col(Case.id), Case, Firm).join(Firm, col(Firm.id) == col(Case.firm_id)).where(where)
    return Asked(rows, CaseRow, col(Case.id))


def within(moment: Any, span: Span) -> ColumnElement[bool]:
    """Whether a moment lies in the period."""
    return and_(col(moment) >= span.since, col(moment) < span.until)


def dated(day: Any, span: Span) -> ColumnElement[bool]:
    """Whether a date lies in the period."""
    return col(day).between(span.period.first, span.period.last)


ASKED: Mapping[Area, Callable[[Me, Span], Asked]] = {
    Area.TICKETS: tickets_of,
    Area.PROMISES: promises_of,
    Area.VISITS: visits_of,
    Area.RECEPTION: places_of,
    Area.CASES: cases_of,
    Area.REWARDS: rewards_of,
    Area.CERTIFICATES: certificates_of,
}


async def how_many(session: AsyncSession, area: Area, me: Me, span: Span) -> int:
    """How many rows the area has."""
    rows = ASKED[area](me, span).rows.with_only_columns(func.count(), maintain_column_froms=True)
    return int((await session.exec(rows)).one()[0])


async def page_of(session: AsyncSession, area: Area, me: Me, span: Span, *, after: int, limit: int) -> Sequence[Row]:
    """The next rows of the area, in the order in which they were entered."""
    asked = ASKED[area](me, span)
    rows = asked.rows.where(asked.key > after).order_by(asked.key).limit(limit)
    return [asked.made(*row) for row in await session.exec(rows)]


async def of_the_firms(session: AsyncSession, rows: Collection[Ticket]) -> dict[int, set[int]]:
    """By ticket: row ids of those who speak for its firm, of who filed it, and of those who acted and are nobody here.

    `firm_people` of services says the same of one ticket.
    """
    ids, firms = [row.id or 0 for row in rows], {row.firm_id for row in rows}
    speak: dict[int, set[int]] = defaultdict(set)
    for contact in await session.exec(select(Contact).where(col(Contact.firm_id).in_(firms))):
        speak[contact.firm_id].add(contact.person_id)
    inside = select(PersonRole.person_id).where(PersonRole.role != Role.CONTACT)
    acted = select(Event.ticket_id, Event.actor_id).where(col(Event.ticket_id).in_(ids)).distinct()
    found = {row.id or 0: speak[row.firm_id] | filers(row) for row in rows}
    for ticket_id, actor_id in await session.exec(acted.where(col(Event.actor_id).not_in(inside))):
        found[ticket_id] = found[ticket_id] | {actor_id or 0}
    return found


def filers(ticket: Ticket) -> set[int]:
    """Whom of the firm's people the ticket names."""
    filed = {ticket.contact_id} | ({ticket.filed_by_id} if ticket.source is Source.FIRM else set())
    return {each for each in filed if each}
