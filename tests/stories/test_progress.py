"""Where does it stand, from phone to phone and on to a colleague's browser."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from playwright.async_api import expect
from starlette.applications import Starlette

from tests.house import MORNING, House
from tests.practice.browsing import needs_chromium, page_at
from tests.services.agency_rows import DAY, Plan, agents, write_case
from tests.stories.test_browser import ON_PHONE, SHOTS, WIDE, shot
from web.progress.page import progress_routes

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both
NUMBER = "DB-2026-000001"


async def pages(house: House) -> str:
    """The pages that the desk would serve; links lead there from now on."""
    assert house.app
    address = await house.serve(Starlette(routes=progress_routes(house.app.office)))
    await house.stop()
    await house.start(office_url=address)
    return address


async def link_in(house: House, code: str = "C01") -> str:
    """The link that a contact's phone passes on."""
    firm = await house.phone(code)
    await firm.write(f"/where {NUMBER}")
    await firm.see(NUMBER)
    await firm.press("转给同事看")
    told = await firm.see("不用登录")
    return next(word for word in told.text.split() if word.startswith("http"))


async def test_a_firm_asks_by_button_number_and_words_and_a_stranger_gets_the_answer_of_an_unknown_number(
    house: House,
) -> None:
    await agents(house.db)
    await write_case(house.db)
    firm, stranger, agent = [await house.phone(code) for code in ("C01", "C03", "G01")]
    await firm.press_reply("代办进度")
    card = await firm.see(NUMBER)
    assert "🟢 ▰▰▱▱▱ 2/5" in card.text and "现场核验：建设环保局" in card.text and "11月26日 周四 前办完" in card.text
    assert "还缺您的材料" in card.text and "公司章程（退回：缺第三页）" in card.text and "租赁合同" not in card.text
    assert "预计 12月2日" in card.text and "承诺 12月8日" in card.text and "代办员 姚远行1" in card.text
    for words in (NUMBER, "db-2026-1 到哪了", "执照办到哪了", "我的手续到哪一步了"):
        await firm.write(words)
        assert "2/5" in (await firm.see(NUMBER)).text
    await write_case(house.db, Plan("DB-2026-000002", name="企业投资项目备案"))
    await firm.write("/where")
    listed = await firm.see("在办的代办事项")
    assert "🟢 2/5 企业投资项目备案 · 澜砚星" in listed.text and listed.has_button("000001")
    await firm.press("企业投资项目备案")
    assert "DB-2026-000002" in (await firm.see("企业投资项目备案")).text
    await firm.press("全部代办")
    await firm.press("办完、停办的")
    await firm.see("还没有办完或停办")
    answers = []
    for number in (NUMBER, "DB-2026-000999"):
        for words in (number, f"/where {number}"):
            await stranger.write(words)
            answers.append((await stranger.see("没有找到这件办件")).text)
    assert len(set(answers)) == 1
    await stranger.write("我的手续到哪一步了")
    await stranger.see("怎么处理")  # who has no case has asked something else, and keeps his words
    await agent.write(f"/where {NUMBER}")
    assert "还缺企业的材料" in (await agent.see(NUMBER)).text
    await firm.photo("执照办到哪了")
    await firm.see("是哪份材料")  # a picture is for the agents, not a question


async def test_a_reply_to_a_tickets_card_stays_with_the_ticket(house: House) -> None:
    await agents(house.db)
    await write_case(house.db)
    firm = await house.phone("C01")
    await firm.write("三号车间停电")
    await firm.press("提交为诉求")
    await firm.press("水电气网")
    await firm.press("跳过")
    await firm.press("一般")
    await firm.press("提交")
    filed = await firm.see("已提交，编号")
    await firm.write("手续办到哪一步了？", reply_to=filed)
    assert "LL-2026-000001" in (await firm.see("LL-2026-000001")).text


async def test_the_link_opens_for_whoever_holds_it_until_its_day_and_forged_ones_get_the_same_page(
    house: House,
) -> None:
    await agents(house.db)
    await write_case(house.db)
    await pages(house)
    link = await link_in(house)
    async with httpx.AsyncClient() as browser:
        chinese = await browser.get(link, headers={"accept-language": "zh-CN"})
        english = await browser.get(f"{link}?lang=en", headers={"accept-language": "zh-CN"})
        forged = await browser.get(link[:-2] + "AA")
        assert (
            chinese.status_code == 200 and "现场核验：建设环保局" in chinese.text and "还缺企业的材料" in chinese.text
        )
        assert "2 of 5 steps are done" in english.text and 'lang="en"' in english.text
        for page in (chinese, forged):
            assert page.headers["referrer-policy"] == "no-referrer" and page.headers["cache-control"] == "no-store"
            assert "noindex" in page.headers["x-robots-tag"] and "default-src 'self'" in page.headers[CSP]
        assert not [word for word in ("1380000", "李明远", "王慧敏", "马思远", "缺第三页") if word in chinese.text]
        house.clock.advance(timedelta(days=7, minutes=1))
        over = await browser.get(link, headers={"accept-language": "zh-CN"})
        forged = await browser.get(link[:-2] + "AA", headers={"accept-language": "zh-CN"})
        assert (over.status_code, over.text) == (forged.status_code, forged.text) and "链接已失效" in over.text
        answers = [(await browser.get(link)).status_code for _ in range(60)]
        assert answers[-1] == 429


CSP = "content-security-policy"


@needs_chromium
async def test_the_page_fits_a_phone_and_a_desktop_by_day_and_by_night(house: House, tmp_path: Path) -> None:
    await agents(house.db)
    await write_case(house.db, Plan(promised_for=MORNING + 6 * DAY, opened_at=MORNING - DAY))
    await pages(house)
    link = await link_in(house)
    for size in (WIDE, ON_PHONE):
        for scheme in ("light", "dark"):
            async with page_at(tmp_path, **size, locale="zh-CN", color_scheme=scheme) as page:
                await page.goto(link)
                await expect(page.get_by_role("heading", name="营业执照")).to_be_visible()
                await expect(page.get_by_role("progressbar")).to_have_attribute("value", "2")
                await expect(page.get_by_text("比承诺的")).to_be_visible()
                width = "document.documentElement.scrollWidth <= window.innerWidth"
                assert await page.evaluate(width), (size, scheme)
                ground = await page.evaluate("getComputedStyle(document.body).backgroundColor")
                assert (ground == "rgb(17, 24, 31)") == (scheme == "dark")
                await shot(page, f"progress-{'phone' if size is ON_PHONE else 'wide'}-{scheme}")
                await page.get_by_role("link", name="English").click()
                await expect(page.get_by_text("of 5 steps are done")).to_be_visible()
    assert SHOTS is None or list(SHOTS.glob("progress-*.png"))
