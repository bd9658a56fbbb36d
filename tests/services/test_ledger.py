"""The ledgers: who enters and reads, sums exact to the fen, and nothing out of order."""

import io
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from cards.ledger import ledger_book
from domain.agency import Kind
from domain.errors import NotInThisLedger, NotYourLedger, RewardOutOfOrder, UnknownCase
from services.ledger import (
    Certificate,
    Reward,
    case_to_enter,
    cases_to_enter,
    enter_certificate,
    enter_reward,
    ledgers,
)
from storage.agency_tables import CaseEvent
from storage.database import Database
from tests.services.agency_rows import Plan, agents, write_case
from tests.services.people import MORNING, me, sample
from texts import speaker

OCTOBER, NOVEMBER = date(2026, 10, 8), date(2026, 11, 2)
SUM = Decimal("1234567.89")


async def reward(db: Database, number: int = 1, firm: str = "F01", agent: str = "G01") -> int:
    return await write_case(db, Plan(f"DB-2026-{number:06}", firm, "合同奖励兑现", Kind.REWARD, agent=agent))


async def test_an_agent_or_a_working_department_enters_a_reward_once_and_every_value_is_kept(db: Database) -> None:
    await sample(db)
    await agents(db)
    case_id = await reward(db)
    agent, officer = await me(db, "G01"), await me(db, "O03")
    await enter_reward(db, case_id, Reward(amount=SUM), by=agent, at=MORNING, key="a")
    for _ in range(2):
        await enter_reward(db, case_id, Reward(approved_on=OCTOBER), by=officer, at=MORNING, key="b")
    case = await enter_reward(db, case_id, Reward(paid_on=NOVEMBER), by=officer, at=MORNING, key="c")
    assert (case.amount, case.approved_on, case.paid_on) == (SUM, OCTOBER, NOVEMBER)
    async with db.read() as session:
        events = (await session.exec(select(CaseEvent).where(CaseEvent.action == "enter_reward"))).all()
    assert [event.new["values"] for event in events] == [
        ["1234567.89", "", ""],
        ["1234567.89", "2026-10-08", ""],
        ["1234567.89", "2026-10-08", "2026-11-02"],
    ]
    assert all(after.old == before.new for before, after in pairwise(events))


async def test_a_reward_is_not_paid_before_it_is_approved_nor_without_a_sum_nor_tomorrow(db: Database) -> None:
    await sample(db)
    await agents(db)
    case_id, agent = await reward(db), await me(db, "G01")
    tomorrow = db.park.calendar.today(MORNING) + timedelta(days=1)
    wrong = [
        Reward(approved_on=OCTOBER),
        Reward(SUM, paid_on=OCTOBER),
        Reward(SUM, NOVEMBER, OCTOBER),
        Reward(SUM, tomorrow),
        Reward(SUM, OCTOBER, tomorrow),
    ]
    for number, entry in enumerate(wrong):
        with pytest.raises(RewardOutOfOrder):
            await enter_reward(db, case_id, entry, by=agent, at=MORNING, key=f"w{number}")
    row = await case_to_enter(db, case_id=case_id, by=agent)
    assert (row.case.amount, row.case.approved_on, row.case.paid_on) == (None, None, None)


async def test_strangers_know_of_no_such_case_and_who_only_sees_it_enters_nothing(db: Database) -> None:
    await sample(db)
    await agents(db)
    case_id = await reward(db)
    approval = await write_case(db, Plan("DB-2026-000002"))
    for code in ("G02", "O02", "C03", "K01"):
        with pytest.raises(UnknownCase):
            await enter_reward(db, case_id, Reward(SUM), by=await me(db, code), at=MORNING, key=code)
        assert not await cases_to_enter(db, Kind.REWARD, by=await me(db, code))
    for code in ("C01", "L01", "D01"):
        with pytest.raises(NotYourLedger):
            await enter_reward(db, case_id, Reward(SUM), by=await me(db, code), at=MORNING, key=code)
    agent = await me(db, "G01")
    with pytest.raises(NotInThisLedger):
        await enter_reward(db, approval, Reward(SUM), by=agent, at=MORNING, key="x")
    with pytest.raises(NotInThisLedger):
        await enter_certificate(db, case_id, Certificate("湘房权证", OCTOBER), by=agent, at=MORNING, key="y")
    for code in ("C01", "G01", "O02", "L01", "H03"):
        with pytest.raises(NotYourLedger):
            await ledgers(db, by=await me(db, code))


async def test_sums_by_firm_and_year_are_exact_and_stand_in_the_workbook_as_numbers_and_dates(db: Database) -> None:
    await sample(db)
    await agents(db)
    agent = await me(db, "G01")
    parts = [Decimal("0.10"), Decimal("0.20"), Decimal("9999999999999.69")]  # as floats their sum is another one
    days = [(date(2025, 12, 30), date(2026, 1, 5)), (OCTOBER, NOVEMBER), (OCTOBER, None)]
    for number, (amount, (approved, paid)) in enumerate(zip(parts, days, strict=True), start=1):
        case_id = await reward(db, number, "F01" if number < 3 else "F02")
        await enter_reward(db, case_id, Reward(amount, approved, paid), by=agent, at=MORNING, key=str(number))
    left = await write_case(db, Plan("DB-2026-000009", "F03", "=历史遗留不动产权证", Kind.CERTIFICATE))
    await enter_certificate(db, left, Certificate("湘（2026）001号", NOVEMBER), by=agent, at=MORNING, key="cert")
    seen = await ledgers(db, by=await me(db, "K01"))
    assert seen.sums.promised == Decimal("9999999999999.99") and seen.sums.paid == Decimal("0.30")
    assert seen.sums.years == {
        2025: (Decimal("0.10"), Decimal("0.00")),
        2026: (Decimal("9999999999999.89"), Decimal("0.30")),
    }
    assert [(firm.code, sums.approved) for firm, sums in seen.by_firm] == [("F01", Decimal("0.30")), ("F02", parts[2])]
    assert seen.issued == 1
    book = load_workbook(io.BytesIO(ledger_book(seen, speaker("zh-CN"), db.park.calendar)))
    rewards: list[list[Any]] = [[cell.value for cell in line] for line in book["奖励兑现"].iter_rows(min_row=2)]
    assert [line[4] for line in rewards] == [0.1, 0.2, 9999999999999.69, 9999999999999.99]
    assert rewards[0][5].date() == date(2025, 12, 30) and book["奖励兑现"]["E2"].number_format == "#,##0.00"
    lines = book["历史遗留办证"].iter_rows(min_row=2)
    certificates: list[list[Any]] = [[cell.value for cell in line] for line in lines]
    assert certificates[0][3] == "=历史遗留不动产权证" and book["历史遗留办证"]["D2"].data_type == "s"
    assert certificates[0][6] == "湘（2026）001号" and certificates[0][7].date() == NOVEMBER
