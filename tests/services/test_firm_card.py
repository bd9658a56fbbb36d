"""The firm card on real databases: who may open which firm, and what he reads there (issue 4)."""

from datetime import date, datetime

import pytest
from sqlmodel import select

from domain.calendar import PARK_ZONE
from domain.errors import NoSuchFirm, NotForYou
from services.firm_card import FirmSight, firms_to_look_into, see_firm
from services.tickets import Problem, file_problem
from services.visit_answers import answer_visit
from services.visit_dates import tick_visits
from services.visits import Note, log_visit
from storage.database import Database
from storage.tables import Firm
from tests.services.people import me, sample

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=PARK_ZONE)
FIRMS = [f"F{n:02}" for n in range(1, 11)]
OPENS = {
    "L01": {"F01"},
    "L04": {"F05", "F06", "F07"},
    "P01": {"F01", "F06"},
    "P02": {"F02", "F10"},
    "W01": set(FIRMS),
    "D01": set(FIRMS),
}
NONE = ["H01", "H02", "O01", "O02", "S01", "K01", "A01", "C01", "C05"]


async def firm_id(db: Database, code: str) -> int:
    async with db.read() as session:
        return (await session.exec(select(Firm.id).where(Firm.code == code))).one() or 0


async def seen(db: Database, firm: str, by: str) -> FirmSight:
    return await see_firm(db, await firm_id(db, firm), by=await me(db, by), at=NOW)


@pytest.mark.parametrize("code", [*OPENS, *NONE])
async def test_every_role_opens_exactly_its_own_firms(db: Database, code: str) -> None:
    await sample(db)
    somebody, allowed = await me(db, code), OPENS.get(code, set())
    for firm in FIRMS:
        if firm in allowed:
            assert (await seen(db, firm, code)).firm.code == firm
            assert [each.code for each in await firms_to_look_into(db, firm, by=somebody)] == [firm]
            continue
        with pytest.raises(NoSuchFirm):
            await seen(db, firm, code)
        if code in OPENS:
            assert await firms_to_look_into(db, firm, by=somebody) == []
        else:
            with pytest.raises(NotForYou):
                await firms_to_look_into(db, firm, by=somebody)


async def test_a_strangers_firm_is_answered_like_an_unknown_one(db: Database) -> None:
    await sample(db)
    stranger = await me(db, "L02")
    for unknown in (await firm_id(db, "F01"), 999):
        with pytest.raises(NoSuchFirm) as refused:
            await see_firm(db, unknown, by=stranger, at=NOW)
        assert refused.value.details == {}
    assert (
        await firms_to_look_into(db, "澜砚星", by=stranger) == await firms_to_look_into(db, "没有", by=stranger) == []
    )


async def test_the_card_has_contacts_tickets_visits_and_the_next_reception_day(db: Database) -> None:
    await sample(db)
    await tick_visits(db, at=NOW)
    await file_problem(db, Problem("one", "other", "停电了"), by=await me(db, "C01"), at=NOW)
    note, liaison = Note("form", "都好"), await me(db, "L01")
    visit = await log_visit(db, await firm_id(db, "F01"), note, by=liaison, at=NOW)
    sight = await seen(db, "F01", "L01")
    assert [(person.code, is_owner) for person, is_owner in sight.contacts] == [("C01", True), ("C02", False)]
    assert [ticket.summary for ticket in sight.tickets] == ["停电了"]
    assert sight.liaison and sight.last and (sight.liaison.code, sight.last.id) == ("L01", visit.id)
    assert (sight.firm.visit_due, sight.reception) == (date(2026, 12, 8), date(2026, 12, 17))
    await answer_visit(db, visit.id or 0, came=False, by=await me(db, "C01"), at=NOW)
    assert (await seen(db, "F01", "L01")).last is None


@pytest.mark.parametrize(
    ("code", "given"),
    [("L01", (True, True, True)), ("W01", (False, False, True)), ("D01", (False, True, False)), ("P01", (False,) * 3)],
)
async def test_phones_are_the_liaisons_and_buttons_those_of_the_role(
    db: Database, code: str, given: tuple[bool, bool, bool]
) -> None:
    await sample(db)
    sight = await seen(db, "F01", code)
    assert (sight.shows_phones, sight.may_visit, sight.may_write) == given


async def test_the_card_does_not_tell_of_whom_a_confidential_ticket_is(db: Database) -> None:
    await sample(db)
    secret = Problem("one", "other", "有人举报", confidential=True)
    await file_problem(db, secret, by=await me(db, "C01"), at=NOW)
    for code, count in (("L01", 1), ("W01", 1), ("D01", 0), ("P01", 0)):
        assert len((await seen(db, "F01", code)).tickets) == count, code
