"""亮单 from phone to phone: everybody reads the month, each what is his; the assessor publishes it."""

import re
from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from tests.house import House
from tests.services.people import MORNING
from tests.services.situations import PROMISED, RESOLVED, brought
from web.board.app import board_routes
from web.office.app import office_routes

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both


async def test_everybody_reads_the_month_and_the_assessor_publishes_it(house: House) -> None:
    await brought(house.db, RESOLVED)
    await brought(house.db, PROMISED, key="other")
    firm, director, assessor = [await house.phone(code) for code in ("C01", "D01", "K01")]
    await firm.press_reply("亮单")
    card = await firm.see("亮单 2026-11")
    assert "解决率：50.0 %（1/2，n 太少）" in card.text and "刘建军" not in card.text and "部门" not in card.text
    assert "入企检查尚未登记" in card.text
    await firm.write("/board 上个月")
    await firm.see("没看懂是哪个月")
    await firm.write("/publish 2026-11")
    await firm.see("由督查考核发布")
    await director.write("/board 2026-11")
    assert "建设环保局" in (await director.see("亮单 2026-11")).text
    await director.write("/formulas")
    await director.see("截去一位小数")
    await assessor.write("/publish 2026-11")
    await assessor.see("还没有过完")
    await assessor.write("/published")
    await assessor.see("还没有发布")
    await house.advance(timedelta(days=8))
    await assessor.write("/publish")
    review = await assessor.see("待发布：亮单 2026-11")
    await assessor.press("发布 2026-11", card=review)
    assert "发布后没有变化" in (await assessor.see("已发布：亮单 2026-11")).text
    await assessor.write("/publish")
    await assessor.press("发布 2026-11", card=await assessor.see("待发布：亮单 2026-11"))  # twice is harmless
    await assessor.see("已发布：亮单 2026-11")
    await director.write("/published 2026-11")
    published = await director.see("已发布：亮单 2026-11")
    assert "校验码" in published.text and "发布后没有变化" in published.text


async def test_the_schedule_brings_the_directors_month_the_heads_week_and_the_liaisons_own_figures(
    house: House,
) -> None:
    await brought(house.db, "L01 accept; L01 commit")
    await brought(house.db, PROMISED, key="other", at=MORNING)
    director, head, liaison = [await house.phone(code) for code in ("D01", "H03", "L01")]
    await house.advance(timedelta(days=6))
    assert "响应率：100 %（1/1，n 太少）" in (await head.see("上周部门成绩")).text
    await house.advance(timedelta(days=1))
    assert "响应率：100 %（2/2，n 太少）" in (await director.see("上月成绩")).text
    assert "您本月的成绩" not in (await liaison.see("今日待办")).text  # nothing of December is decided yet


async def test_a_month_in_english(house: House) -> None:
    desk = await house.phone("W01")
    await desk.write("/language")
    await desk.press("English")
    await desk.write("/board")
    assert "Response: –" in (await desk.see("Board 2026-11")).text
    await desk.photo("不是文字", count=1)
    await desk.write("/board 2026-10")
    await desk.see("Board 2026-10")


async def test_everybody_who_is_measured_finds_the_way_from_the_chat_to_his_board_in_a_browser(house: House) -> None:
    await brought(house.db, PROMISED)
    assert house.app
    pages = Starlette(routes=[*office_routes(house.app.office), *board_routes(house.app.office, house.app.hub)])
    address = await house.serve(pages)
    for code in ("L01", "O03", "H03", "P01", "D01", "S01"):
        phone = await house.phone(code)
        await phone.press_reply("亮单")
        card = await phone.see("亮单 2026-11")
        await phone.press("在电脑上看", card=card)
        by_button = await phone.see("亮单网页")
        await phone.write("/screen")
        link = re.search(r"/admin/in/\S+\?to=board", (await phone.see("亮单网页")).text)
        assert link and "/admin/in/" in by_button.text
        async with httpx.AsyncClient(base_url=address, follow_redirects=True, trust_env=False) as browser:
            door = await browser.get(link[0])
            fields = dict(re.findall(r'name="(\w+)" value="([^"]+)"', door.text))
            board = await browser.post("/admin/in", data=fields)
            assert (board.status_code, board.url.path) == (200, "/board"), code
            assert "四到服务" in board.text
    firm = await house.phone("C01")
    await firm.write("/screen")
    await firm.see("后台")
    await firm.press_reply("亮单")
    assert not (await firm.see("亮单 2026-11")).has_button("在电脑上看")
