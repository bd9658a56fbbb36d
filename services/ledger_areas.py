"""The ledger (台账): which areas a person has, how many rows each, their pages, and what must not be read in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.exports import Area, Period
from domain.readable import BRAND, LEGAL_FORM
from domain.roles import DEPARTMENT, LEDGER_READERS, OVERSEERS, SEES_ALL, Role
from services.tickets import Hidden
from storage import ledger_rows as asks
from storage.database import Database
from storage.ledger_rows import PromiseRow, Row, TicketRow, span_of
from storage.people import Me, people_by_id
from storage.tables import Person

PAGE = 100  # some milliseconds: longer nobody else waits
# Whose work an area is. What of it he sees is decided row by row.
OF_TICKETS = SEES_ALL | DEPARTMENT | {Role.LIAISON, Role.CHAIN_LEAD}
AREAS: Mapping[Area, frozenset[Role]] = {
    Area.TICKETS: OF_TICKETS,
    Area.PROMISES: OF_TICKETS,
    Area.VISITS: frozenset({Role.LIAISON, Role.DIRECTOR, Role.DISPATCHER, Role.HEAD, Role.CHAIN_LEAD}),
    Area.RECEPTION: frozenset({Role.SECRETARY, Role.DIRECTOR, Role.LIAISON}),
    Area.CASES: LEDGER_READERS | DEPARTMENT | {Role.AGENT, Role.LIAISON},
    Area.REWARDS: LEDGER_READERS,
    Area.CERTIFICATES: LEDGER_READERS,
}


@dataclass(frozen=True)
class Page:
    """Rows of an area; `hidden`: by ticket, what must not be read in its words. `after`: where the next page begins."""

    rows: Sequence[Row]
    after: int
    hidden: Mapping[int, Hidden] = field(default_factory=dict)


def areas_for(by: Me) -> list[Area]:
    """The areas whose rows the person may see any of, in the order of the sheets."""
    return [area for area, roles in AREAS.items() if by.roles & roles]


async def counts(db: Database, period: Period, *, by: Me) -> dict[Area, int]:
    """How many rows each of the person's areas has now: how far an export is, is told by it."""
    async with db.read() as session:
        span = span_of(db.park.calendar, period)
        return {area: await asks.how_many(session, area, by, span) for area in areas_for(by)}


async def page(db: Database, area: Area, period: Period, *, after: int, by: Me) -> Page:
    """The next hundred rows, each as it stands now; an empty page is the last one."""
    async with db.read() as session:
        rows = await asks.page_of(session, area, by, span_of(db.park.calendar, period), after=after, limit=PAGE)
        veiled = [row for row in rows if isinstance(row, TicketRow | PromiseRow)]
        return Page(rows, rows[-1].id if rows else after, await hidden_in(session, veiled, by))


async def hidden_in(session: AsyncSession, rows: Sequence[TicketRow | PromiseRow], me: Me) -> dict[int, Hidden]:
    """By ticket, what this person must not read in it: as `Sight.hidden` says of one ticket, of a page at once."""
    assesses = Role.ASSESSOR in me.roles and not me.roles & OVERSEERS
    secret = [row for row in rows if row.is_masked or assesses]
    if not secret:
        return {}
    people = await asks.of_the_firms(session, [row.ticket for row in secret])
    known = await people_by_id(session, {each for some in people.values() for each in some})
    here = {each: who for each, who in known.items() if who.left_at is None}
    return {ticket: hidden(row, [here[n] for n in people[ticket] if n in here]) for ticket, row in numbered(secret)}


def numbered(rows: Sequence[TicketRow | PromiseRow]) -> list[tuple[int, TicketRow | PromiseRow]]:
    """With the row ids of their tickets."""
    return [(row.ticket.id or 0, row) for row in rows]


def hidden(row: TicketRow | PromiseRow, people: Sequence[Person]) -> Hidden:
    """Of a masked firm its names, longer ones first; of all secret ones the names and telephones of its people."""
    name = row.firm.name
    firm = (name, LEGAL_FORM.sub("", name), name[:BRAND]) if row.is_masked else ()
    return Hidden(firm, tuple(word for person in people for word in (person.name, person.phone) if word))
