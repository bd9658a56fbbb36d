"""亮单 from phone to phone: everybody reads the month, each what is his; the assessor publishes it."""

import re
from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from tests.house import House
from tests.phones import Message, Phone
from tests.services.people import MORNING
from tests.services.situations import PROMISED, RESOLVED, brought
from texts import speaker
from web.board.app import board_routes
from web.office.app import office_routes

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both


async def test_everybody_reads_the_month_and_the_assessor_publishes_it(house: House) -> None:
    await brought(house.db, RESOLVED)
    await brought(house.db, PROMISED, key="other")
    firm, director, assessor = [await house.phone(code) for code in ("C01", "D01", "K01")]
    await firm.press_reply("亮单")
    card = await firm.see("亮单 2026-11", timeout=20)
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
    told = (await liaison.see("您上月的成绩")).text
    assert "今日待办" in told and "您本月的成绩" not in told  # nothing of December is decided yet


async def test_a_month_in_english(house: House) -> None:
    desk = await house.phone("W01")
    await desk.write("/language")
    await desk.press("English")
    await desk.write("/board")
    assert "Response: –" in (await desk.see("Board 2026-11", timeout=20)).text
    await desk.photo("不是文字", count=1)
    await desk.write("/board 2026-10")
    await desk.see("Board 2026-10")


async def pictures(phone: Phone) -> list[Message]:
    """The pictures that the bot has sent."""
    return [message for message in await phone.messages() if message.by_bot and "photo" in message.raw]


async def test_a_month_comes_as_a_picture_with_its_figures_under_it_and_the_ways_to_other_months(house: House) -> None:
    await brought(house.db, RESOLVED)
    director = await house.phone("D01")
    await director.press_reply("亮单")
    november = await director.see("亮单 2026-11", timeout=20)
    [picture] = await pictures(director)
    assert picture.raw["photo"][-1]["width"] == 1080 and november.id == picture.id + 1
    assert [list(row) for row in november.buttons] == [
        ["‹ 2026-10"],
        ["📐 口径", "🖥 在电脑上看"],
    ]  # December has not begun
    await director.press("‹ 2026-10", card=november)
    october = await director.see("亮单 2026-10")
    assert next(list(row) for row in october.buttons) == ["‹ 2026-09", "2026-11 ›"]
    await director.press("2026-11 ›", card=october)
    await director.see("亮单 2026-11")
    await director.press("‹ 2026-10", card=november)  # an old card still works, and a second press harms nothing
    await director.see("亮单 2026-10")
    assert len(await pictures(director)) == 4
    await director.press("口径", card=november)
    await director.see("指标口径")


@pytest.mark.parametrize("words", ["2026-13", "0001-01", "9999-12", "十月"])
async def test_what_is_no_month_is_said_to_be_none(house: House, words: str) -> None:
    firm = await house.phone("C01")
    await firm.write(f"/board {words}")
    await firm.see("没看懂是哪个月")
    await firm.photo("/board")
    await firm.see("")  # a photo is never lost without a word
    await firm.write("/board")
    await firm.see("亮单 2026-11")


async def test_a_liaison_sees_his_own_row_and_no_other_liaison(house: House) -> None:
    await brought(house.db, "L01 accept; L01 commit")
    await brought(house.db, "L03 accept; L03 commit", key="other", by="C05")
    liaison = await house.phone("L01")
    await liaison.press_reply("亮单")
    card = await liaison.see("亮单 2026-11", timeout=20)
    assert "刘建军：" in card.text and "黄志强" not in card.text and len(await pictures(liaison)) == 1


async def test_the_directors_month_brings_its_picture_and_comes_again_when_that_fails(house: House) -> None:
    await brought(house.db, RESOLVED)
    director, firm = [await house.phone(code) for code in ("D01", "C01")]
    await house.park.faults("500", methods=["sendPhoto"], times=1)
    await house.advance(timedelta(days=7))
    month = await director.see("上月成绩", timeout=30)  # picture and words are one message, which came the second time
    assert "解决率：100 %（1/1，n 太少）" in month.text
    [picture] = await pictures(director)
    assert picture.id == month.id and picture.raw["photo"][-1]["width"] == 1080
    assert len([each for each in await director.messages() if "上月成绩" in each.text]) == 1
    assert not await pictures(firm) and not [each for each in await firm.messages() if "成绩" in each.text]


@pytest.mark.parametrize(
    ("language", "week", "own", "last", "rates"),
    [
        ("中文", "上周部门成绩", "您本月的成绩", "您上月的成绩", ("：100 %（1/1，n 太少）", "：50.0 %（1/2，n 太少）")),
        (
            "English",
            "Your department last week",
            "Your month so far",
            "Your last month",
            (": 100 % (1/1, n too small)", ": 50.0 % (1/2, n too small)"),
        ),
    ],
)
async def test_the_heads_week_and_the_liaisons_month_say_his_own_figures(
    house: House, language: str, week: str, own: str, last: str, rates: tuple[str, str]
) -> None:
    head, liaison, firm = [await house.phone(code) for code in ("H03", "L03", "C05")]
    for phone in (head, liaison, firm):
        await phone.write("/language")
        await phone.press(language)
    await brought(house.db, "L03 accept; L03 commit", key="own", by="C05")
    await brought(house.db, "", key="late", by="C05")
    await brought(house.db, PROMISED, key="other", at=MORNING)
    response = speaker("en" if language == "English" else "zh-CN").plain("board-response")
    await house.advance(timedelta(days=1))
    assert f"{response}{rates[1]}" in (await liaison.see(own, timeout=30)).text  # one was signed, one is late
    await house.advance(timedelta(days=5))
    assert f"{response}{rates[0]}" in (await head.see(week, timeout=30)).text
    await house.advance(timedelta(days=1))
    assert f"{response}{rates[1]}" in (await liaison.see(last, timeout=30)).text
    assert not [each for each in await firm.messages() for words in (week, own, last) if words in each.text]


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
