"""Reception days in the back office: the days, changes with their reason, coverage, and the workbook."""

import io
from datetime import date, datetime, timedelta

import pytest
from openpyxl import load_workbook

from domain.calendar import PARK_ZONE
from domain.reception import PlaceState
from services.day_clock import tick_days
from services.day_moves import call_off
from services.invitations import decline
from tests.services.people import me
from tests.services.receptions import DECEMBER, INVITES, day_on, lines, received_on, standing
from tests.web.desk import Desk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_the_days_and_one_with_its_list(desk: Desk) -> None:
    await tick_days(desk.db, at=desk.at)
    browser = await desk.signed_in("S01")
    page = await browser.open("/reception")
    assert "12月17日 周四" in page.text and "0 / 9" in page.text and "拟邀请 9 家" in page.text
    day = await day_on(desk.db, DECEMBER)
    one = await browser.open(f"/reception/{day.id}")
    assert "F06 拾光笺包装印刷有限公司" in one.text and "从未接待过 · 小型" in one.text
    assert (await browser.open("/reception/4711")).status_code == 409
    assert (await browser.open("/reception/x")).status_code == 404


async def test_a_firm_is_swapped_with_reasons_and_what_was_typed_stays(desk: Desk) -> None:
    await tick_days(desk.db, at=desk.at)
    day = await day_on(desk.db, DECEMBER)
    browser, at = await desk.signed_in("S01"), f"/reception/{day.id}"
    await browser.open(at)
    full = await browser.send_form(f"{at}/add", firm="F02", added="新投产的企业")
    assert full.status_code == 409 and "名单已满" in full.text and "新投产的企业" in full.text
    line = dict(await lines(desk.db, day))["F06"].id
    short = await browser.send_form(f"{at}/remove", line=line, removed="")
    assert short.status_code == 409 and "请写明原因" in short.text
    assert (await browser.send_form(f"{at}/remove", line=line, removed="停产检修")).status_code == 303
    assert "没有找到" in (await browser.send_form(f"{at}/add", firm="有限公司", added="新投产的企业")).text
    assert (await browser.send_form(f"{at}/add", firm="F02", added="<b>新投产</b>")).status_code == 303
    assert (await standing(desk.db, day))[-1] == "F02" and "F06" not in await standing(desk.db, day)
    page = (await browser.open(at)).text
    assert "移出：停产检修" in page and "加入：&lt;b&gt;新投产" in page and "方静雯" in page
    trail = (await (await desk.signed_in("A01")).open("/trail?what=reception")).text
    assert "移出" in trail and "停产检修" in trail and "邀请" in trail


async def test_who_has_declined_is_not_named(desk: Desk) -> None:
    await tick_days(desk.db, at=desk.at)
    await tick_days(desk.db, at=INVITES)
    day = await day_on(desk.db, DECEMBER)
    line = dict(await lines(desk.db, day))["F06"].id or 0
    await decline(desk.db, line, by=await me(desk.db, "C08"), at=INVITES)
    page = (await (await desk.signed_in("K01")).open(f"/reception/{day.id}")).text
    assert "企业谢绝" in page and "高晓峰" not in page and "移出名单" not in page


async def test_coverage_and_its_workbook(desk: Desk) -> None:
    await tick_days(desk.db, at=desk.at)
    by = (await me(desk.db, "C01")).id
    await received_on(desk.db, date(2026, 9, 17), ["F06", "F01"], by, PlaceState.RECEIVED)
    await received_on(desk.db, date(2025, 3, 20), ["F07"], by, PlaceState.LATE)
    await received_on(desk.db, date(2026, 8, 20), ["F08"], by, PlaceState.NO_SHOW)
    browser = await desk.signed_in("K01")
    page = (await browser.open("/reception/coverage")).text
    assert "还有 7 家从未接待" in page and "2026年12月 全部接待完" in page
    assert "12 个月没有接待的企业 (8)" in page and "2025年3月20日" in page
    answer = await browser.open("/reception/coverage.xlsx")
    assert answer.headers["content-disposition"].endswith('LL-coverage-2026-11-24.xlsx"')
    groups, waiting = load_workbook(io.BytesIO(answer.content)).worksheets
    rows = [[cell.value for cell in row] for row in groups.iter_rows()]
    assert rows[:3] == [["分组", "企业", "近 12 个月接待", "累计接待"], ["全部", 10, 2, 3], ["小型", 5, 1, 2]]
    last = [[cell.value for cell in row] for row in waiting.iter_rows()][-1]
    assert last == ["F07", "橘洲渡农产品有限公司", "小型", "食品加工", "2025年3月20日"]


async def test_a_day_called_off_stands_among_those_gone_by(desk: Desk) -> None:
    await tick_days(desk.db, at=desk.at)
    day = await day_on(desk.db, DECEMBER)
    await call_off(desk.db, day.id or 0, "全市会议", by=await me(desk.db, "S01"), at=desk.at)
    desk.at = datetime(2026, 11, 24, 10, 0, tzinfo=PARK_ZONE) + timedelta(minutes=5)
    page = (await (await desk.signed_in("D01")).open("/reception")).text
    assert page.index("12月17日") > page.index("1月21日") and "已取消" in page
