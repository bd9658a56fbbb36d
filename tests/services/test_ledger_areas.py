"""The ledger's rows: what each person sees of each area, what is hidden in it, page by page, in the right period."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlmodel import col, select, update

from domain.exports import Area, Period, month_of
from services import ledger_areas
from services.ledger_areas import areas_for, counts, page
from services.tickets import sight_of
from storage.database import Database
from storage.ledger_rows import TicketRow
from storage.people import Me
from storage.tables import Ticket
from storage.tickets import visible_to
from tests.services.people import me
from tests.services.situations import CAST, all_situations

NOVEMBER = month_of(date(2026, 11, 1))
TICK = timedelta(microseconds=1)
EVER = Period(date(2000, 1, 1), date(2026, 12, 31))


async def whole(db: Database, area: Area, by: Me, period: Period = EVER) -> tuple[list[Any], dict[int, Any]]:
    """All pages of an area, and what is hidden in them."""
    rows: list[Any] = []
    hidden: dict[int, Any] = {}
    after = 0
    while (some := await page(db, area, period, after=after, by=by)).rows:
        rows += some.rows
        hidden |= some.hidden
        after = some.after
    return rows, hidden


@pytest.fixture
async def park(db: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A ticket in every situation, half of them confidential; pages of three rows."""
    monkeypatch.setattr(ledger_areas, "PAGE", 3)
    made = await all_situations(db)
    secret = [ticket.id for number, ticket in enumerate(made.values()) if number % 2]
    async with db.begin() as session:
        await session.exec(update(Ticket).where(col(Ticket.id).in_(secret)).values(confidential=True))
        await session.exec(update(Ticket).values(details="晨光精密的张三说"))
    return db


async def test_everybody_gets_the_tickets_that_he_sees_and_of_each_the_same_is_hidden_as_on_its_card(
    park: Database,
) -> None:
    hid = 0
    for code in CAST:
        by = await me(park, code)
        rows, hidden = await whole(park, Area.TICKETS, by)
        async with park.read() as session:
            seen = list(await session.exec(select(Ticket.id).where(visible_to(by)).order_by(col(Ticket.id))))
            assert [row.id for row in rows] == seen, code
            for row in rows:
                assert isinstance(row, TicketRow)
                sight = await sight_of(session, row.ticket, by)
                assert bool(row.is_masked) == sight.is_masked, (code, row.ticket.number)
                known = hidden.get(row.id)
                assert (known.firm if known else ()) == sight.hidden.firm
                assert set(known.people if known else ()) == set(sight.hidden.people), (code, row.ticket.number)
                hid += bool(known)
    assert hid > 50


async def test_of_each_area_the_pages_hold_as_many_rows_as_are_counted_for_every_role(park: Database) -> None:
    promises = 0
    for code in CAST:
        by = await me(park, code)
        for area, count in (await counts(park, EVER, by=by)).items():
            rows, _ = await whole(park, area, by)
            assert len(rows) == count == len({row.id for row in rows}), (code, area)
            promises += count if area is Area.PROMISES else 0
    assert promises > 20


async def test_a_ticket_belongs_to_the_period_in_which_it_was_filed_to_the_minute_of_the_parks_midnight(
    park: Database,
) -> None:
    director, calendar = await me(park, "D01"), park.park.calendar
    edges = [calendar.at(date(2026, 11, 1), time()), calendar.at(date(2026, 12, 1), time())]
    async with park.begin() as session:
        for ticket_id, at in enumerate([edges[0], edges[1], edges[0] - TICK, edges[1] - TICK], start=1):
            await session.exec(update(Ticket).where(col(Ticket.id) == ticket_id).values(filed_at=at))
    rows, _ = await whole(park, Area.TICKETS, director, NOVEMBER)
    assert {row.id for row in rows if row.id <= 4} == {1, 4}


@pytest.mark.parametrize(
    ("code", "areas"),
    [
        ("C01", []),
        ("A01", [Area.CASES, Area.REWARDS, Area.CERTIFICATES]),
        ("L01", [Area.TICKETS, Area.PROMISES, Area.VISITS, Area.RECEPTION, Area.CASES]),
        ("O03", [Area.TICKETS, Area.PROMISES, Area.CASES]),
        ("D01", list(Area)),
        ("K01", [Area.TICKETS, Area.PROMISES, Area.CASES, Area.REWARDS, Area.CERTIFICATES]),
        ("S01", [Area.RECEPTION]),
    ],
)
async def test_the_areas_of_a_role(park: Database, code: str, areas: list[Area]) -> None:
    assert areas_for(await me(park, code)) == areas
