"""导出: a ledger is asked for by button or command, comes as a file, and holds what its reader may see."""

import io
from datetime import datetime
from typing import Any

import pytest
from docx import Document
from sqlmodel import col, select

import bot.progress
from domain.exports import ExportEnd
from services.tickets import Problem, file_problem
from storage.database import Database
from storage.export_tables import Export
from storage.tables import Firm
from tests.exporting import book_on, files_on, many_tickets
from tests.house import House, until
from tests.reliability.desk_work import filed, said, somebody

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SUMMARY, FIRM, STATE = "诉求内容", "企业", "状态"


def column(sheet: Any, head: str) -> list[Any]:
    """What stands under a heading."""
    [number] = [cell.column for cell in sheet[1] if cell.value == head]
    return [row[number - 1].value for row in sheet.iter_rows(min_row=2)]


async def test_by_button_the_ledger_comes_as_an_office_needs_it(house: House) -> None:
    await filed(house.db, "C01", "=HYPERLINK(0) 路灯坏了\x0b", at=house.clock.now())
    director = await house.phone("D01")
    await director.write("/export")
    await director.see("导出文件")
    await director.press("台账 2026-11")
    await director.see("正在生成")
    book = await book_on(director)
    assert book.sheetnames == ["诉求", "承诺", "走访", "接待日", "代办事项", "奖励兑现", "遗留办证", "说明"]
    tickets = book["诉求"]
    assert tickets.freeze_panes == "B2" and tickets.auto_filter.ref == f"A1:{tickets.dimensions.split(':')[1]}"
    assert all(cell.font.bold for cell in tickets[1])
    assert column(tickets, SUMMARY) == ["=HYPERLINK(0) 路灯坏了"], "a text stays a text"
    [cell] = [row[1] for row in tickets.iter_rows(min_row=2)]
    assert isinstance(cell.value, datetime) and cell.is_date
    assert cell.value == house.db.park.calendar.local(house.clock.now()).replace(tzinfo=None, second=0, microsecond=0)
    assert column(tickets, STATE) == ["待签收"] and column(tickets, "亮灯") == ["绿灯"]
    about = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}
    assert about["诉求"] == "1 行" and about["期间"] == "2026-11-01 – 2026-11-30" and "响应率" in about
    [file] = await files_on(director)
    assert file["file_name"].startswith("台账-2026-11-2026-11-24-")


async def test_by_command_each_reader_gets_what_is_his(house: House) -> None:
    by, at = await somebody(house.db, "C01"), house.clock.now()
    async with house.db.read() as session:
        name = (await session.exec(select(Firm.name).where(col(Firm.id).in_(by.firm_ids)))).one()
    secret = Problem("secret", "other", f"{name}的账被冻结了", confidential=True)
    await file_problem(house.db, secret, by=by, at=at)
    await filed(house.db, "C05", "别家的事：门口积水", at=at)
    liaison, assessor = await house.phone("L01"), await house.phone("K01")
    await liaison.write("/export 2026-11")
    await assessor.write("/export 2026")
    own, all_ = await book_on(liaison), await book_on(assessor)
    assert column(own["诉求"], SUMMARY) == [f"{name}的账被冻结了"]
    assert "星级" not in [cell.value for cell in own["诉求"][1]]
    assert "说明" in own.sheetnames and "奖励兑现" not in own.sheetnames
    assert column(own["诉求"], FIRM) == [name]
    shown = column(all_["诉求"], FIRM)
    assert len(shown) == 2 and name not in shown, "a hidden firm has no name in a file either"
    assert name[:3] not in str(list(all_["诉求"].iter_rows(values_only=True)))
    assert "星级" in [cell.value for cell in all_["诉求"][1]]


async def test_in_english_too(house: House) -> None:
    director = await house.phone("D01")
    await director.write("/language")
    await director.press("English")
    await director.write("/export 2026")
    book = await book_on(director)
    assert book.sheetnames[0] == "Tickets" and book["Tickets"]["A1"].value == "Number"
    assert await said(director, "as of")


async def test_bad_words_a_firm_and_another_role_are_told_what_to_do(house: House) -> None:
    director, firm, liaison = await house.phone("D01"), await house.phone("C01"), await house.phone("L01")
    await director.write("/export 上个月")
    await director.see("没看懂期间")
    await director.write("/monthreport 2026")
    await director.see("没看懂期间")
    await firm.write("/export")
    await firm.see("没有归您查看的内容")
    await liaison.write("/monthreport")
    await liaison.see("月报给管委会主任")
    await director.write("/export")
    await director.see("导出文件")
    await director.photo("本月台账")
    assert await files_on(firm) == []


async def test_a_long_one_tells_in_one_message_how_far_it_is_and_comes_again_when_the_message_is_lost(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.progress, "EVERY", 0.0)
    await many_tickets(house.db, 1200, house.clock.now())
    director = await house.phone("D01")
    await director.write("/export 2026")
    book = await book_on(director)
    assert len(column(book["诉求"], SUMMARY)) == 1200
    told = [each for each in await director.messages() if each.by_bot and each.edited]
    assert len(told) == 1 and "已生成" in told[0].text and told[0].buttons == []
    row = await only_export(house.db)
    assert (row.done, row.total, row.message_id) == (1200, 1200, told[0].id)
    await director.write("/export")
    await director.press("📎")
    again = await book_on(director, 2)
    assert len(column(again["诉求"], SUMMARY)) == 1200


async def only_export(db: Database) -> Export:
    """The one that was asked for."""
    async with db.read() as session:
        return (await session.exec(select(Export))).one()


async def test_one_that_is_not_wanted_any_more_is_stopped_by_the_button(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.progress, "EVERY", 0.0)
    await many_tickets(house.db, 6000, house.clock.now())
    director = await house.phone("D01")
    await director.write("/export 2026")
    await director.see("行，共 6,000 行", timeout=20)
    await director.press("不要了")
    await director.see("已取消")
    await director.write("/export 2025")
    assert (await book_on(director))["说明"]["B2"].value == "2025-01-01 – 2025-12-31", "the stopped one never comes"
    assert list((house.folder / "exports" / "half").iterdir()) == []


async def test_who_has_blocked_the_bot_is_sent_nothing_and_the_desk_goes_on(house: House) -> None:
    director, desk = await house.phone("D01"), await house.phone("W01")
    await director.write("/export 2026")
    await director.block()

    async def over() -> bool:
        async with house.db.read() as session:
            return (
                await session.exec(select(Export.id).where(col(Export.ended) == ExportEnd.MADE))
            ).first() is not None

    await until(over, seconds=20)
    await desk.write("/export 2026-11")
    assert (await book_on(desk)).sheetnames


async def test_the_months_report_comes_as_a_document(house: House) -> None:
    assessor = await house.phone("K01")
    await assessor.write("/export")
    await assessor.press("月报 2026-10")
    await assessor.see("月报（2026-10）", timeout=20)

    async def came() -> bool:
        return bool(await files_on(assessor))

    await until(came, seconds=20)
    [file] = await files_on(assessor)
    assert file["file_name"].startswith("月报-2026-10-") and file["file_name"].endswith(".docx")
    content = (await assessor.park.http.get(f"/files/{file['file_id']}")).content
    assert "2026年10月" in "".join(part.text for part in Document(io.BytesIO(content)).paragraphs)
    await assessor.write("/monthreport 2026-11")
    await assessor.see("月报（2026-11）", timeout=20)
