"""What is read before a reception day, and what is told a month after it: to each person what he may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import Part, State
from domain.reception import Fate, fate
from domain.roles import DEPARTMENT, Role
from services.at_door import LOOKING_ON
from services.parts import part_in
from services.tickets import Sight, sight_of
from storage import reception_table as table
from storage.categories import category
from storage.people import Me
from storage.reception_table import Place, Said
from storage.reception_tables import ReceptionDay
from storage.tables import Ticket
from storage.tickets import assists, earlier_of, ties_of

BACK = timedelta(days=365)
LISTED = 12


@dataclass(frozen=True)
class Outcome:
    """A problem of a table with what has become of it."""

    said: Said
    fate: Fate


@dataclass(frozen=True)
class PackFirm:
    """A firm that comes: what it wants to talk about, its earlier tickets, what it was promised last time."""

    place: Place
    topics: Sequence[Sight]
    earlier: Sequence[Ticket]
    last: Sequence[Outcome]


@dataclass(frozen=True)
class Pack:
    """The pre-reading of a day for one person. `masked`: topics whose firm he may not know, under no firm's name."""

    day: ReceptionDay
    firms: Sequence[PackFirm]
    masked: Sequence[Sight]


@dataclass(frozen=True)
class Report:
    """What was promised on a day and what was kept: for the director all of it, for a firm its own."""

    day: ReceptionDay
    outcomes: Sequence[Outcome]

    def count(self, *fates: Fate) -> int:
        """How many have come to that."""
        return sum(each.fate in fates for each in self.outcomes)


async def pack_for(session: AsyncSession, day: ReceptionDay, me: Me, at: datetime) -> Pack:
    """The pre-reading of a day: director and secretary read all of it, a department what concerns it."""
    sees_all = bool(me.roles & LOOKING_ON)
    sights = [
        await sight_of(session, ticket, me)
        for ticket in await table.topics_of(session, day.id or 0)
        if sees_all or me.desk_id in await concerned(session, ticket)
    ]
    named = [sight for sight in sights if not sight.is_masked]
    places = [place for place in await table.places_of(session, day.id or 0) if sees_all or talks(place, named)]
    firms = [await told_of(session, place, named, me, at, sees_all=sees_all) for place in places]
    return Pack(day, firms, [sight for sight in sights if sight.is_masked])


async def concerned(session: AsyncSession, ticket: Ticket) -> set[int]:
    """The departments that a topic concerns: its category's, the one that leads, those that assist."""
    kind = await category(session, ticket.category_code)
    helping = {row.department_id for row, _ in await assists(session, ticket.id)}
    return {each for each in (kind.department_id, ticket.lead_id, *helping) if each}


def talks(place: Place, sights: Sequence[Sight]) -> bool:
    """Whether any of the topics is that firm's."""
    return any(sight.firm.id == place.firm.id for sight in sights)


async def told_of(
    session: AsyncSession, place: Place, named: Sequence[Sight], me: Me, at: datetime, *, sees_all: bool
) -> PackFirm:
    """One firm, as far as the person may know it."""
    firm_id, day_id = place.firm.id or 0, place.booking.day_id
    said = await table.last_time(session, firm_id, place.day.starts_at)
    last = [each for each in said if sees_all or await has_part(session, each.ticket, me)]
    earlier = await earlier_of(session, firm_id, me, since=at - BACK, without=day_id)
    return PackFirm(
        place, [sight for sight in named if sight.firm.id == firm_id], earlier, [outcome(each, at) for each in last]
    )


async def has_part(session: AsyncSession, ticket: Ticket, me: Me) -> bool:
    """Whether the person is anything to the ticket."""
    return Part.STRANGER not in part_in(ticket, me, await ties_of(session, ticket.id))


def outcome(said: Said, at: datetime) -> Outcome:
    """What has become of it by now: of a ticket that was reopened, nothing yet."""
    ticket = said.ticket
    gone = ticket.state is State.WITHDRAWN
    return Outcome(said, fate(ticket.first_promise, ticket.resolved_at, at, withdrawn=gone))


async def report_for(session: AsyncSession, day: ReceptionDay, me: Me, at: datetime) -> Report:
    """What was kept of a day's promises, as far as it is the person's."""
    said = await table.said_on(session, day.id or 0)
    mine = [each for each in said if Role.DIRECTOR in me.roles or each.firm.id in me.firm_ids]
    return Report(day, [outcome(each, at) for each in mine])


def reads_packs(me: Me) -> bool:
    """Who is sent the pre-reading at all."""
    return bool(me.roles & (LOOKING_ON | DEPARTMENT))
