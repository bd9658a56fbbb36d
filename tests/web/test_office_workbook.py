"""The park's workbook in the browser: round trip, what changes, all or nothing; and the day table."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import httpx
import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import func, select

from services.calendar import open_calendar
from services.exchange import load as load_sheets
from services.park import ParkSheets, PersonRow
from services.records import park_as_it_is
from services.sample import small_park, to_workbook
from storage.tables import Audit, Person
from tests.services.test_calendar import LATE_DECEMBER, NOTICE_2027
from tests.web.desk import Browser, Desk

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FIRM_COLUMNS = ["code", "name", "chain", "size", "backbone", "liaison", "contacts"]
VERSION = re.compile(r'name="version" value="(\w+)"')


async def upload(browser: Browser, content: bytes) -> httpx.Response:
    """Choose a file and press 检查."""
    await browser.open("/workbook")
    csrf = re.search(r'name="csrf" value="(\w+)"', browser.last)
    assert csrf
    files = {"file": ("park.xlsx", content)}
    answer = await browser.post("/admin/workbook/check", data={"csrf": csrf.group(1)}, files=files)
    browser.last = answer.text
    return answer


async def load(browser: Browser) -> httpx.Response:
    """Press 全部载入."""
    version = VERSION.search(browser.last)
    return await browser.send_form("/workbook/load", version=version.group(1) if version else "")


async def park(desk: Desk) -> ParkSheets:
    async with desk.db.read() as session:
        return await park_as_it_is(session)


async def test_what_is_exported_and_imported_again_changes_nothing(desk: Desk) -> None:
    admin = await desk.signed_in("A01")
    version = VERSION.search((await admin.open("/departments/D4")).text)
    formula = {"code": "D4", "name": "=1+1", "version": version.group(1) if version else ""}
    assert (await admin.send_form("/departments/D4", **formula)).status_code == 303
    await admin.open("/workbook")
    exported = await admin.send_form("/workbook/export")
    assert exported.headers["content-disposition"] == 'attachment; filename="LL-2026-11-24.xlsx"'
    assert load_workbook(io.BytesIO(exported.content)).sheetnames == [
        *("departments", "people", "firms", "categories"),
        *("items", "item_materials", "item_steps"),
    ]
    assert load_workbook(io.BytesIO(exported.content))["departments"]["B5"].data_type == "s"  # no formula
    seen = await upload(admin, exported.content)
    assert seen.status_code == 200 and "和现在一样" in seen.text
    async with desk.db.read() as session:
        assert (await session.exec(select(Audit.act).where(Audit.what == "workbook"))).all() == ["export"]


async def test_an_import_shows_what_changes_then_changes_just_that_and_keeps_a_trail(desk: Desk) -> None:
    admin, sheets = await desk.signed_in("A01"), small_park()
    first, *others = sheets.people
    new = PersonRow.model_validate({"code": "L07", "name": "袁知秋", "roles": "联络员", "phone": "13900001111"})
    moved = first.model_copy(update={"phone": "13900002222"})
    seen = await upload(admin, to_workbook(replace(sheets, people=(moved, *others, new))))
    page = unescape(seen.text)
    assert "会改 2 条" in page and "L07" in page and first.code in page
    before = await park(desk)
    assert all(person.code != "L07" for person in before.people)
    assert (await load(admin)).status_code == 303
    after = await park(desk)
    assert len(after.people) == len(before.people) + 1
    assert {row.phone for row in after.people if row.code in {"L07", first.code}} == {"13900001111", "13900002222"}
    async with desk.db.read() as session:
        rows = (await session.exec(select(Audit).where(Audit.what == "person").order_by(Audit.id))).all()  # type: ignore[arg-type]
    assert [(row.act, row.row, row.new["phone"]) for row in rows] == [
        ("change", first.code, "139****2222"),
        ("add", "L07", "139****1111"),
    ]
    assert (await load(admin)).status_code == 409


async def test_what_does_not_fit_the_park_is_seen_before_and_changes_nothing(desk: Desk) -> None:
    admin, sheets = await desk.signed_in("A01"), small_park()
    before = await park(desk)
    only = [row for row in sheets.firms if row.code == "F01"]
    liaison = [row for row in sheets.people if row.code in {"L04", "C01", "C02"}]
    fourth = replace(sheets, people=tuple(liaison), firms=(only[0].model_copy(update={"liaison": "L04"}),))
    seen = await upload(admin, to_workbook(fourth))
    assert seen.status_code == 409 and "“L04”已有 3 家企业，不能再多；还有空位的联络员：" in unescape(seen.text)
    assert await park(desk) == before
    assert (await load(admin)).status_code == 409
    assert await park(desk) == before


@on_sqlite
async def test_who_checked_before_another_changed_the_park_has_to_look_again(desk: Desk) -> None:
    admin, sheets = await desk.signed_in("A01"), small_park()
    departments = (sheets.departments[0].model_copy(update={"name": "企业服务中心"}), *sheets.departments[1:])
    await upload(admin, to_workbook(replace(sheets, departments=departments)))
    other = await desk.signed_in("W01")
    form = {"code": "F10", "name": "改了名的公司", "size": "small", "liaison": "L06", "contacts": "C12"}
    version = VERSION.search((await other.open("/firms/F10")).text)
    assert version and (await other.send_form("/firms/F10", version=version.group(1), **form)).status_code == 303
    refused = await load(admin)
    assert refused.status_code == 409 and "改了名的公司" in refused.text and "园区有了变动" in refused.text
    admin.last = refused.text
    assert (await load(admin)).status_code == 303


async def test_an_import_of_5000_rows_with_one_wrong_cell_changes_nothing(desk: Desk) -> None:
    admin, book = await desk.signed_in("A01"), Workbook(write_only=True)
    for name, columns in (
        ("departments", ["code", "name"]),
        ("firms", FIRM_COLUMNS),
    ):
        book.create_sheet(name).append(columns)
    sheet = book.create_sheet("people")
    sheet.append(["code", "name", "roles", "department", "phone"])
    for number in range(4999):
        sheet.append([f"X{number}", f"某人{number}", "企业联系人", None, "13900000000"])
    sheet.append(["X4999", "某人", "船长", None, None])
    content = io.BytesIO()
    book.save(content)
    seen = await upload(admin, content.getvalue())
    assert (
        seen.status_code == 409
        and "people!C5001: “船长”不认识，可填：企业联系人、驻企联络员" in seen.text
        and "有 1 处要改" in seen.text
    )
    assert (await load(admin)).status_code == 409
    async with desk.db.read() as session:
        assert (await session.exec(select(func.count()).select_from(Person))).one() == len(small_park().people)


@on_sqlite
async def test_what_the_command_line_loads_stands_on_the_trail_too(desk: Desk) -> None:
    sheets = small_park()
    departments = (sheets.departments[0].model_copy(update={"name": "企业服务中心"}), *sheets.departments[1:])
    await load_sheets(desk.db, replace(sheets, departments=departments), by=None, at=desk.at)
    page = (await (await desk.signed_in("A01")).open("/trail?what=department")).text
    assert "命令行" in page and "综合服务窗口" in page and "企业服务中心" in page


@on_sqlite
async def test_what_is_no_workbook_is_said_so(desk: Desk) -> None:
    admin = await desk.signed_in("A01")
    assert "不是 Excel 工作簿" in (await upload(admin, b"PK nonsense")).text
    assert "请先选择" in (await upload(admin, b"")).text


@on_sqlite
async def test_a_year_is_pasted_checked_and_loaded_once_and_stands_on_the_trail(desk: Desk) -> None:
    desk.at = LATE_DECEMBER
    await open_calendar(desk.db, at=desk.at - timedelta(days=1))
    admin = await desk.signed_in("A01")
    assert "暂定" in (await admin.open("/days?year=2027")).text
    wrong = await admin.send_form("/days/check", notice=NOTICE_2027.replace("2月14日（周日）", "2月14日（周六）"))
    assert wrong.status_code == 409 and "星期对不上" in wrong.text and "2月14日（周六）" in wrong.text
    checked = await admin.send_form("/days/check", notice=NOTICE_2027)
    assert "请核对 2027 年" in checked.text and "元旦" in checked.text
    for _ in range(2):
        assert (await admin.send_form("/days/load", notice=NOTICE_2027)).status_code == 303
    assert "按国务院通知" in (await admin.open("/days?year=2027")).text
    async with desk.db.read() as session:
        (line,) = (await session.exec(select(Audit).where(Audit.what == "days"))).all()
    assert (line.row, line.act, "2027-01-01" in line.new["off"]) == ("2027", "load", True)
