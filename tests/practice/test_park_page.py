"""The page in a real browser: phones side by side, alive, and there again after a restart."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from practice import Hooks, Resident
from tests.phones import Park
from tests.practice.browsing import needs_chromium, page_at
from tests.practice.serving import Bot, Json, opened

pytestmark = needs_chromium
PEOPLE = [
    Resident("C1", "王芳", ("contact",), "远景精密"),
    Resident("L1", "陈静", ("liaison",), "企业服务中心"),
    Resident("D1", "周建国", ("director",), "管委会"),
    Resident("C2", "刘强", ("contact",), "海川食品"),
]
WIDE = {"viewport": {"width": 1280, "height": 800}}
NARROW = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


async def residents() -> list[Resident]:
    return PEOPLE


async def invite(code: str) -> str:
    return f"token-{code}"


HOOKS = Hooks(residents=residents, invite=invite)


async def update(bot: Bot, wanted: Callable[[Json], object]) -> Json:
    """The newest update that is wanted, as soon as it is there."""
    ends = time.monotonic() + 5
    while time.monotonic() < ends:
        found: list[Json] = [each for each in await bot.do("getUpdates") if wanted(each)]
        if found:
            return found[-1]
        await asyncio.sleep(0.02)
    raise AssertionError("the update did not come")


async def open_page(page: Page, park: Park, query: str = "") -> None:
    await page.goto(f"{park.http.base_url}{query}")
    await expect(page.locator(".phone").first).to_be_visible()


def phone(page: Page, code: str) -> Locator:
    return page.locator(f'.phone[data-code="{code}"]')


async def test_a_matter_goes_from_one_phone_to_the_other(tmp_path: Path) -> None:
    async with opened(hooks=HOOKS) as (park, bot), page_at(tmp_path, **WIDE) as page:
        await open_page(page, park)
        await expect(page.locator(".phone")).to_have_count(3)
        firm, desk = phone(page, "C1"), phone(page, "L1")
        await firm.get_by_label("输入消息").fill("三号车间 <b>停电</b>")
        await firm.get_by_label("输入消息").press("Enter")
        await expect(firm.locator(".mine .words").last).to_have_text("三号车间 <b>停电</b>")
        told = await update(bot, lambda each: "停电" in each.get("message", {}).get("text", ""))
        chat = (await park.phone("L1")).chat_id
        await bot.do(
            "sendMessage",
            chat_id=chat,
            text="新事项 <b>LL-2026-000001</b>",
            parse_mode="HTML",
            reply_markup={"inline_keyboard": [[{"text": "签收", "callback_data": "t:1:accept"}]]},
        )
        await expect(desk.locator(".words strong")).to_have_text("LL-2026-000001")
        await desk.get_by_role("button", name="签收").click()
        query = (await update(bot, lambda each: "callback_query" in each))["callback_query"]
        await bot.do("answerCallbackQuery", callback_query_id=query["id"], text="已签收")
        await expect(desk.locator(".toast")).to_have_text("已签收")
        message = query["message"]["message_id"]
        await bot.do("editMessageText", chat_id=chat, message_id=message, text="LL-2026-000001 已签收")
        await expect(desk.locator(".theirs .foot")).to_contain_text("已编辑")
        await expect(desk.locator(".key")).to_have_count(0)
        asked = {"message_id": told["message"]["message_id"]}
        markup = {"keyboard": [["我的事项", "报问题"]], "resize_keyboard": True}
        firm_chat = told["message"]["chat"]["id"]
        await bot.do("sendMessage", chat_id=firm_chat, text="陈静在办", reply_parameters=asked, reply_markup=markup)
        await expect(firm.locator(".quote")).to_contain_text("三号车间")
        await firm.get_by_role("button", name="我的事项").click()
        await expect(firm.locator(".mine .words").last).to_have_text("我的事项")


async def test_files_edits_replies_and_commands_work_by_hand(tmp_path: Path) -> None:
    async with opened(hooks=HOOKS) as (park, bot), page_at(tmp_path, **WIDE) as page:
        await bot.do("setMyCommands", commands=[{"command": "mine", "description": "我的事项"}], language_code="zh")
        await open_page(page, park, "?phones=C2")
        await expect(page.locator(".phone")).to_have_count(1)
        own = phone(page, "C2")
        await own.get_by_label("添加附件").click()
        await own.get_by_role("button", name="示例相册").click()
        await expect(own.locator(".picture img")).to_have_count(3)
        await own.locator(".picture").first.click()
        await expect(page.locator("dialog.large img")).to_be_visible()
        await page.keyboard.press("Escape")
        await own.get_by_label("添加附件").click()
        await own.get_by_role("button", name="25 MB").click()
        await expect(own.locator(".file small")).to_have_text("25.0 MB")
        await own.locator('summary[aria-label="命令"]').click()
        await own.get_by_role("button", name="/mine").click()
        await expect(own.locator(".mine .words").last).to_have_text("/mine")
        last = own.locator(".mine").last
        await last.hover()
        await last.get_by_label("消息操作").click()
        await last.get_by_role("button", name="修改").click()
        await own.get_by_label("输入消息").fill("改过的")
        await own.get_by_label("发送").click()
        await expect(own.locator(".mine .words").last).to_have_text("改过的")
        assert (await update(bot, lambda each: "edited_message" in each))["edited_message"]["text"] == "改过的"


async def test_the_page_survives_a_restart_and_shows_nothing_twice(tmp_path: Path) -> None:
    file = tmp_path / "park.db"
    async with page_at(tmp_path, **WIDE) as page:
        async with opened(file, hooks=HOOKS) as (park, bot):
            port = park.http.base_url.port or 0
            await open_page(page, park, "?phones=C1")
            chat = (await park.phone("C1")).chat_id
            await bot.do("sendMessage", chat_id=chat, text="之前")
            await expect(page.locator(".theirs")).to_have_count(1)
        await expect(page.locator(".sign")).to_have_text("正在重新连接…")
        async with opened(file, hooks=HOOKS, port=port) as (park, bot):
            await bot.do("sendMessage", chat_id=chat, text="之后")
            await expect(page.locator(".theirs .words")).to_have_text(["之前", "之后"], timeout=10_000)
            await expect(page.locator(".sign")).to_have_text("")


async def test_an_invited_stranger_presses_start_on_a_real_phone(tmp_path: Path) -> None:
    async with opened(hooks=HOOKS) as (park, bot), page_at(tmp_path, **NARROW) as page:
        await open_page(page, park, "?start=abc-123")
        await page.get_by_role("button", name="开始").click()
        assert await update(bot, lambda each: each["message"]["text"] == "/start abc-123")
        await expect(page.get_by_label("输入消息")).to_be_visible()
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width == 390


async def test_the_clock_and_the_faults_are_in_reach(tmp_path: Path) -> None:
    async with opened(hooks=HOOKS) as (park, _bot), page_at(tmp_path, **WIDE) as page:
        await open_page(page, park, "?lang=en")
        before = await page.locator(".clock").inner_text()
        await page.get_by_role("button", name="+1 day").click()
        await expect(page.locator(".clock")).not_to_have_text(before)
        await page.get_by_text("Network faults").click()
        await page.get_by_role("button", name="Bad gateway").click()
        await expect(page.locator("summary.on")).to_have_text("Faults are on")
        assert (await park.ask("GET", "/faults"))["faults"][0]["kind"] == "502"


async def test_people_can_be_found_and_phones_opened_and_closed(tmp_path: Path) -> None:
    async with opened(hooks=HOOKS) as (park, _bot), page_at(tmp_path, **WIDE) as page:
        await open_page(page, park)
        await page.locator("#choose").click()
        await page.get_by_role("searchbox").fill("海川")
        await expect(page.locator(".person:visible")).to_have_count(1)
        await page.locator(".person:visible").click()
        await expect(page.locator(".phone")).to_have_count(4)
        await page.wait_for_url("**C2")
        await phone(page, "C2").get_by_label("更多").click()
        await phone(page, "C2").get_by_role("button", name="关闭这部手机").click()
        await expect(page.locator(".phone")).to_have_count(3)
