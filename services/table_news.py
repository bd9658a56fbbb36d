"""What a push about a reception day's door and table is about, read when it goes out."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import UnknownAtTable, UnknownTicket
from domain.reception import DayState, PlaceState
from domain.roles import Role
from services.at_door import LOOKING_ON
from services.at_table import said_for
from services.pack import Pack, Report, pack_for, reads_packs, report_for
from services.table_close import DayFigures
from storage import reception_table as table
from storage.people import Me
from storage.reception_table import Place, Said
from storage.reception_tables import ReceptionDay

News = Place | Said | DayFigures | Pack | Report
Look = Callable[[AsyncSession, int, Me, datetime], Awaitable[News | None]]


async def table_news(session: AsyncSession, kind: str, row_id: int, me: Me, at: datetime) -> News:
    """Look it up. Raises UnknownTicket when it is not so any more, or not the person's to know."""
    news = await LOOKS[kind](session, row_id, me, at)
    if news is None:
        raise UnknownTicket
    return news


def own_place(holds: Callable[[Place], bool]) -> Look:
    """A place of the person's firm, while that holds."""

    async def look(session: AsyncSession, row_id: int, me: Me, _at: datetime) -> Place | None:
        place = await table.place_of(session, row_id)
        return place if place and place.firm.id in me.firm_ids and holds(place) else None

    return look


async def for_liaison(session: AsyncSession, row_id: int, me: Me, _at: datetime) -> Place | None:
    """A firm of his that did not come."""
    place = await table.place_of(session, row_id)
    absent = place is not None and place.booking.state is PlaceState.NO_SHOW
    return place if place and absent and place.firm.liaison_id in me.selves else None


async def to_confirm(session: AsyncSession, row_id: int, me: Me, at: datetime) -> Said | None:
    """A wording that the firm has not confirmed yet."""
    said = await known(session, row_id, me, at)
    return said if said and said.problem.confirmed_at is None and said.firm.id in me.firm_ids else None


async def known(session: AsyncSession, row_id: int, me: Me, _at: datetime) -> Said | None:
    """A problem of the table."""
    try:
        return await said_for(session, row_id, me)
    except UnknownAtTable:
        return None


async def figures(session: AsyncSession, row_id: int, me: Me, _at: datetime) -> DayFigures | None:
    """A closed day in numbers."""
    day = await session.get(ReceptionDay, row_id)
    seen = day if me.roles & LOOKING_ON else None
    return DayFigures(seen, await table.figures_of(session, [row_id])) if seen else None


async def pack(session: AsyncSession, row_id: int, me: Me, at: datetime) -> Pack | None:
    """The pre-reading, while the day is still ahead and there is something in it for the person."""
    day = await session.get(ReceptionDay, row_id)
    if day is None or day.state is not DayState.PLANNED or not reads_packs(me):
        return None
    found = await pack_for(session, day, me, at)
    return found if found.firms or found.masked else None


async def report(session: AsyncSession, row_id: int, me: Me, at: datetime) -> Report | None:
    """What was kept, if anything was said that is the person's."""
    day = await session.get(ReceptionDay, row_id)
    found = await report_for(session, day, me, at) if day else None
    return found if found and (found.outcomes or Role.DIRECTOR in me.roles) else None


LOOKS: dict[str, Look] = {
    "table-arrived": own_place(lambda place: place.waits),
    "table-called": own_place(lambda place: place.is_at_table),
    "table-missed": own_place(lambda place: place.booking.state is PlaceState.NO_SHOW),
    "table-no-show": for_liaison,
    "table-problem": to_confirm,
    "table-objected": known,
    "table-closed": figures,
    "table-pack": pack,
    "table-report": report,
}
