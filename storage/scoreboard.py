"""Questions of the board: sums by month, facts of single days, what is open, and the tickets behind a figure."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func
from sqlmodel import and_, col, or_, select, true
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import UNFINISHED, Source, State
from domain.roles import Role
from domain.scoring import By, Kind, Measure
from storage.people import Me
from storage.queues import ASKED
from storage.score_tables import PublishedMonth, Score, Tally
from storage.tables import METADATA, Contact, Department, Firm, Person, PersonRole, Push, Ticket
from storage.tickets import knows_firm, visible_to
from storage.upsert import insert_into

Where = ColumnElement[bool]
published = METADATA.tables["published_month"]
LIAISONS = select(PersonRole.person_id).where(PersonRole.role == Role.LIAISON)


class Summed(NamedTuple):
    """A sum of the board."""

    month: str
    by: By
    key: str
    measure: Measure
    value: int
    n: int
    good: int


SUMS: Any = [col(getattr(Tally, name)) for name in Summed._fields]


async def summed(session: AsyncSession, kinds: Collection[By], first: str, last: str) -> list[Summed]:
    """The sums of whole months, from the first to the last; of how many tickets costs nothing.

    Added up here: nearly all are one row already, and a database would sort all of them to find out.
    """
    asked = select(*SUMS).where(col(Tally.by).in_(kinds), col(Tally.month).between(first, last))
    found: dict[Any, tuple[int, int]] = {}
    for *name, n, good in await session.exec(asked):
        known = found.get(key := tuple(name))
        found[key] = (n + known[0], good + known[1]) if known else (n, good)
    # A ticket that has gone elsewhere leaves nothing behind.
    return [Summed._make((*name, n, good)) for name, (n, good) in found.items() if n]


def filtered(by: By, key: str) -> Where:
    """Facts of one department, liaison, category, industry chain or source; of liaison "": the duty desk's."""
    match by:
        case By.DEPARTMENT:
            return col(Score.lead_id) == int(key)
        case By.LIAISON:
            alone = col(Score.lead_id).is_(None)
            own = col(Score.owner_id) == int(key) if key else col(Score.owner_id).not_in(LIAISONS)
            return and_(alone, own)
        case By.CATEGORY:
            return col(Score.category_code) == key
        case By.CHAIN:
            return col(Score.chain) == key
        case By.SOURCE:
            return col(Score.source) == key
    return true()


async def decided(session: AsyncSession, first: date, last: date) -> Sequence[Score]:
    """The facts that were decided on these dates."""
    return (await session.exec(select(Score).where(col(Score.day).between(first, last)))).all()


def overdue(at: datetime) -> Where:
    """Facts that nobody has decided and time has: not signed, or not kept, by the deadline."""
    return and_(col(Score.day).is_(None), col(Score.due_at) < at)


def within(first: date | None, last: date, at: datetime) -> Where:
    """Facts that were decided on these dates, or that time has decided by now."""
    dated = col(Score.day).between(first, last) if first else col(Score.day) <= last
    return or_(dated, overdue(at))


class RunOut(NamedTuple):
    """What a fact that time has decided adds to; the columns alone, for there are as many as late tickets."""

    kind: Kind
    due_at: datetime
    owner_id: int
    lead_id: int | None
    category_code: str
    chain: str
    source: Source


RUN_OUT = [col(getattr(Score, name)) for name in RunOut._fields]


async def run_out(session: AsyncSession, at: datetime) -> list[RunOut]:
    """Those facts; as many as there are late tickets, however many there have been."""
    return [RunOut(*row) for row in await session.exec(select(*RUN_OUT).where(overdue(at)))]


class Counted(NamedTuple):
    """A ticket behind a figure, and whether it counts in the numerator."""

    ticket: Ticket
    firm: Firm
    fact: Score
    knows: bool


async def counted_of(session: AsyncSession, kind: Kind, where: Where, by: Me) -> list[Counted]:
    """The facts of a kind with their tickets, as far as the person may see those, by number."""
    knows = case((or_(~col(Ticket.confidential), knows_firm(by)), 1), else_=0)
    asked = (
        select(Ticket, Firm, Score, knows)
        .join(Score, col(Score.ticket_id) == col(Ticket.id))
        .join(Firm, col(Firm.id) == col(Ticket.firm_id))
        .where(col(Score.kind) == kind, where, visible_to(by))
        .order_by(col(Ticket.number), col(Score.nth))
    )
    return [Counted(ticket, firm, fact, bool(knows)) for ticket, firm, fact, knows in await session.exec(asked)]


def light_at(at: datetime) -> Any:
    """The light of a ticket whose deadline runs: red, yellow, green; asked: the firm's turn; suspended.

    `resolved`: a result waits for the firm's judgement.
    """
    state, due = col(Ticket.state), col(Ticket.due_at)
    return case(
        (state == State.RESOLVED, "resolved"),
        (state == State.SUSPENDED, "suspended"),
        (ASKED, "asked"),
        (due < at, "red"),
        (col(Ticket.yellow_at) <= at, "yellow"),
        else_="green",
    )


async def lights(session: AsyncSession, at: datetime) -> dict[str, int]:
    """How the tickets stand that the park has to finish."""
    light = light_at(at)
    counted = select(light, func.count()).where(col(Ticket.due_at).is_not(None)).group_by(light)
    return {str(name): int(count) for name, count in (await session.exec(counted)).all()}


async def lit(
    session: AsyncSession, by: Me, light: str, at: datetime, *, limit: int
) -> list[tuple[Ticket, Firm, bool]]:
    """Tickets with that light which the person may see, the next deadline first, and whether he may know the firm."""
    where = and_(col(Ticket.due_at).is_not(None), light_at(at) == light)
    return await seen(session, by, where, col(Ticket.due_at), limit=limit)


def is_loud(spans: Sequence[tuple[datetime, datetime]]) -> Where:
    """Messages that have made a sound at a contact's in these times; urgent tickets may."""
    told = or_(*(and_(col(Push.settled_at) >= since, col(Push.settled_at) < until) for since, until in spans))
    contacts = col(Push.person_id).in_(select(Contact.person_id))
    calm = or_(col(Ticket.id).is_(None), ~col(Ticket.urgent))
    return and_(col(Push.outcome) == "sent", ~col(Push.quiet), told, contacts, calm)


async def loud_in(session: AsyncSession, spans: Sequence[tuple[datetime, datetime]]) -> int:
    """How many such messages there are."""
    if not spans:
        return 0
    asked = select(func.count()).select_from(Push).join(Ticket, col(Ticket.id) == col(Push.ticket_id), isouter=True)
    return (await session.exec(asked.where(is_loud(spans)))).one()


async def loud_ones(
    session: AsyncSession, spans: Sequence[tuple[datetime, datetime]]
) -> Sequence[tuple[datetime | None, Ticket | None]]:
    """When each of them was sent, and about which ticket; not to whom."""
    asked = select(Push.settled_at, Ticket).select_from(Push)
    asked = asked.join(Ticket, col(Ticket.id) == col(Push.ticket_id), isouter=True).where(is_loud(spans))
    return (await session.exec(asked.order_by(col(Push.settled_at), col(Push.id)))).all()


async def first_month(session: AsyncSession) -> str | None:
    """The first month of which anything is known."""
    return (await session.exec(select(func.min(Tally.month)).where(col(Tally.by) == By.PARK))).one()


async def department_names(session: AsyncSession) -> dict[str, str]:
    """What departments are called, by row id as a word."""
    return {str(row_id): name for row_id, name in await session.exec(select(Department.id, Department.name))}


async def liaisons(session: AsyncSession) -> dict[str, Person]:
    """Everybody who is a liaison, by row id as a word."""
    people = await session.exec(select(Person).where(col(Person.id).in_(LIAISONS)))
    return {str(person.id): person for person in people}


async def resting(session: AsyncSession, by: Me, *, limit: int) -> list[tuple[Ticket, Firm, bool]]:
    """Suspended tickets that the person may see, the longest first, and whether he may know the firm."""
    rests = and_(col(Ticket.state) == State.SUSPENDED, col(Ticket.held_at).is_not(None))  # has an index of its own
    return await seen(session, by, rests, col(Ticket.held_at), limit=limit)


async def promised_by(
    session: AsyncSession, by: Me, since: datetime, until: datetime, *, limit: int
) -> list[tuple[Ticket, Firm, bool]]:
    """Tickets promised for a moment between two, that the person may see and that are not finished."""
    due = and_(col(Ticket.state).in_(UNFINISHED), col(Ticket.due_at).is_not(None))
    then = and_(col(Ticket.promised_for) >= since, col(Ticket.promised_for) < until)
    return await seen(session, by, and_(due, then), col(Ticket.promised_for), limit=limit)


async def seen(
    session: AsyncSession, by: Me, where: Where, order: Any, *, limit: int
) -> list[tuple[Ticket, Firm, bool]]:
    """Tickets that the person may see, and of which he may know the firm."""
    knows = case((or_(~col(Ticket.confidential), knows_firm(by)), 1), else_=0)
    asked = select(Ticket, Firm, knows).join(Firm, col(Firm.id) == col(Ticket.firm_id)).where(where, visible_to(by))
    rows = await session.exec(asked.order_by(order, col(Ticket.id)).limit(limit))
    return [(ticket, firm, bool(known)) for ticket, firm, known in rows]


async def month_published(session: AsyncSession, month: str) -> PublishedMonth | None:
    """The month as it was frozen."""
    return (await session.exec(select(PublishedMonth).where(PublishedMonth.month == month))).first()


async def months_published(session: AsyncSession) -> Sequence[str]:
    """Which months have been frozen, the newest first."""
    return (await session.exec(select(PublishedMonth.month).order_by(col(PublishedMonth.month).desc()))).all()


async def publish(session: AsyncSession, row: PublishedMonth) -> None:
    """Keep a frozen month, unless somebody else has frozen it meanwhile."""
    new = insert_into(published, session.get_bind().dialect.name).values(row.model_dump(exclude={"id"}))
    await session.exec(new.on_conflict_do_nothing(index_elements=["month"]))
