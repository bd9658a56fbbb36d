"""The agency service in the back office: cases by filters, the ledgers, and workbooks with real numbers and dates."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from domain.agency import CaseState, Kind
from services.ledger import Certificate, Reward, enter_certificate, enter_reward
from tests.services.agency_rows import Plan, agents, write_case
from tests.services.people import me
from tests.web.desk import Desk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both
DAY = date(2026, 10, 8)


async def furnish(desk: Desk) -> None:
    """An approval, a reward that is paid, a certificate that is out."""
    await agents(desk.db)
    agent = await me(desk.db, "G01")
    await write_case(desk.db)
    reward = await write_case(desk.db, Plan("DB-2026-000002", "F02", "合同奖励", Kind.REWARD, CaseState.FINISHED, 5))
    left = await write_case(desk.db, Plan("DB-2026-000003", "F03", "补办产权证", Kind.CERTIFICATE))
    entry = Reward(Decimal("31176000.00"), DAY, DAY)
    await enter_reward(desk.db, reward, entry, by=agent, at=desk.at, key="r")
    await enter_certificate(desk.db, left, Certificate("第0001号", DAY), by=agent, at=desk.at, key="c")


async def test_cases_are_found_by_kind_state_firm_and_number(desk: Desk) -> None:
    await furnish(desk)
    browser = await desk.signed_in("D01")
    for asked, found in (
        ("", {"1", "2", "3"}),
        ("?kind=reward", {"2"}),
        ("?state=under_way", {"1", "3"}),
        ("?firm=F03", {"3"}),
        ("?firm=澜砚", {"1"}),
        ("?number=000002", {"2"}),
        ("?kind=nonsense", {"1", "2", "3"}),
    ):
        page = (await browser.open(f"/agency{asked}")).text
        assert {number for number in "123" if f"DB-2026-00000{number}" in page} == found, asked


async def test_the_ledgers_stand_on_pages_and_in_workbooks(desk: Desk) -> None:
    await furnish(desk)
    browser = await desk.signed_in("K01")
    rewards = (await browser.open("/agency/rewards")).text
    assert "31,176,000.00" in rewards and "2026-10-08" in rewards
    assert "第0001号" in (await browser.open("/agency/certificates")).text
    assert "建筑工程施工许可证核发" in (await browser.open("/agency/checklists")).text
    answer = await browser.open("/agency/ledger.xlsx")
    assert "attachment" in answer.headers["content-disposition"] and answer.headers["cache-control"] == "no-store"
    lines: list[list[Any]] = [
        [cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content))["奖励兑现"]
    ]
    assert lines[1][4] == 31176000 and lines[1][5].date() == DAY
    book = load_workbook(io.BytesIO((await browser.open("/agency/report.xlsx?year=2026")).content))
    figures: dict[Any, Any] = {row[0]: row[1] for row in book["总表"].iter_rows(values_only=True)}
    assert figures["代办事项（件）"] == 1 and figures["兑付奖励（元）"] == 31176000
