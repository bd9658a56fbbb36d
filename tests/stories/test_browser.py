"""The practice park in a real browser: `python -m bot run` in its own process, a firm's phone and its liaison's."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect
from playwright.async_api import TimeoutError as PlaywrightTimeout

from bot.clock import Clock
from bot.practice_clock import keep_clock
from tests.house import MORNING
from tests.practice.browsing import CHROMIUM, needs_chromium, page_at

ROOT = Path(__file__).parents[2]
SHOTS = Path(os.environ["SIDAN_SHOTS"]) if os.environ.get("SIDAN_SHOTS") else None
WIDE = {"viewport": {"width": 1440, "height": 900}}
ON_PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_browser_is_there_where_one_is_needed() -> None:
    assert CHROMIUM or not os.environ.get("SIDAN_NEED_BROWSER"), "SIDAN_NEED_BROWSER is set and no Chromium was found"


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """`run` on an empty folder, on a working morning: it makes its database, loads the park, prints one address."""
    keep_clock(tmp_path, Clock(MORNING - datetime.now(UTC)))
    database = f"sqlite+aiosqlite:///{tmp_path}/sidan.db"
    settings = {
        "PORT": "0",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": database,
        "LOG_LEVEL": "WARNING",
        "BOT_TOKEN": "",
    }
    environment = {**os.environ, **settings}
    pipe = asyncio.subprocess.PIPE
    run = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=ROOT, env=environment, stdout=pipe
    )
    assert run.stdout
    async with asyncio.timeout(60):
        while b"ready: " not in (line := await run.stdout.readline()):
            assert line, "the process ended before it was ready"
    yield line.decode().split("ready: ")[1].strip()
    run.send_signal(signal.SIGTERM)
    async with asyncio.timeout(20):
        assert await run.wait() == 0


def phone(page: Page, code: str) -> Locator:
    return page.locator(f'.phone[data-code="{code}"]')


async def write(own: Locator, text: str) -> None:
    await own.get_by_label("输入消息").fill(text)
    await own.get_by_label("输入消息").press("Enter")


async def press(own: Locator, label: str) -> None:
    """A button under a message; once more when the card was drawn anew under the finger, and nothing was pressed."""
    button = own.get_by_role("log").get_by_role("button", name=re.compile(re.escape(label))).last
    try:
        async with own.page.expect_response(re.compile("/press$"), timeout=5_000):
            await button.click()
    except PlaywrightTimeout:
        await button.click()


async def press_menu(own: Locator, label: str) -> None:
    """A button in place of the letters."""
    await own.get_by_role("group", name="快捷按钮").get_by_role("button", name=re.compile(re.escape(label))).click()


async def sees(own: Locator, words: str) -> None:
    await expect(own.locator(".theirs", has_text=words).last).to_be_visible(timeout=15_000)


async def shot(page: Page, name: str) -> None:
    """A picture for the guides, where a folder for them is named."""
    if SHOTS:
        await page.wait_for_timeout(400)
        await page.screenshot(path=SHOTS / f"{name}.png")


@needs_chromium
async def test_file_sign_finish_and_rate_in_the_browser(tmp_path: Path, address: str) -> None:
    async with page_at(tmp_path, **WIDE) as page:
        await page.goto(address)
        firm, desk = phone(page, "C01"), phone(page, "L01")
        await sees(firm, "您好")
        await sees(desk, "您好")
        await press_menu(firm, "报问题")
        await sees(firm, "哪一类")
        await press(firm, "水电气网")
        await sees(firm, "请用一两句话说明")
        await write(firm, "三号车间今早停电，两条生产线停了")
        await sees(firm, "发上来")
        await firm.get_by_label("添加附件").click()
        await firm.get_by_role("button", name="示例相册").click()
        await sees(firm, "已收到 3 个附件")
        await press(firm, "下一步")
        await press(firm, "紧急")
        await sees(firm, "请核对")
        await press(firm, "提交")
        await sees(firm, "已提交，编号 LL-")
        await sees(desk, "新诉求，请签收")
        await shot(page, "filed")
        await press(desk, "签收")
        await sees(desk, "请承诺办结时限")
        await write(desk, "今天")
        await sees(firm, "承诺了办结时限")
        await press(desk, "跟单")
        await sees(desk, "请写一句进展")
        await write(desk, "抢修队已到现场，正在换变压器")
        await sees(desk, "有照片")
        await press(desk, "跳过")
        await sees(firm, "正在换变压器")
        await press(desk, "办结")
        await sees(desk, "结果是哪一种")
        await press(desk, "已解决")
        await sees(desk, "请写明结果")
        await write(desk, "变压器已更换，十点恢复供电")
        await sees(desk, "有佐证")
        await press(desk, "跳过")
        await sees(firm, "请评价")
        await shot(page, "resolved")
        await press(firm, "5★")
        await sees(firm, "想补充一句吗")
        await sees(desk, "诉求已归档")
        await press(firm, "办理过程")
        await sees(firm, "办理过程")
        await shot(page, "rated")


@needs_chromium
async def test_a_department_takes_it_over_and_the_director_lets_it_rest_in_the_browser(
    tmp_path: Path, address: str
) -> None:
    async with page_at(tmp_path, **WIDE) as page:
        await page.goto(f"{address}/?phones=C01,L01,O03,D01")
        firm, desk, officer, director = (phone(page, code) for code in ("C01", "L01", "O03", "D01"))
        for own in (firm, desk, officer, director):
            await sees(own, "您好")
        await write(firm, "三号车间要增容，供电线路不够")
        await sees(firm, "怎么处理")
        for label, then in (("提交为诉求", "哪一类"), ("水电气网", "发上来"), ("跳过", "急不急"), ("一般", "请核对")):
            await press(firm, label)
            await sees(firm, then)
        await press(firm, "提交")
        await sees(desk, "新诉求，请签收")
        for label, then in (
            ("交办", "哪个部门主办"),
            ("建设环保局", "协办"),
            ("☐ 经济发展局", "协办"),
            ("下一步", "交代"),
        ):
            await press(desk, label)
            await sees(desk, then)
        await write(desk, "请先看现场")
        await sees(officer, "交办到贵部门，请签收")
        await page.goto(f"{address}/?phones=C01,O03,D01")
        await press(officer, "签收")
        await sees(officer, "请承诺办结时限")
        await write(officer, "明天")
        await sees(firm, "承诺了办结时限")
        await press(officer, "更多")
        await sees(officer, "更多操作")
        await press(officer, "申请挂账")
        await sees(officer, "为什么要挂账")
        await write(officer, "线路归市供电公司，需市里立项")
        await sees(director, "申请挂账，请审批")
        await shot(page, "department")
        await director.get_by_role("log").get_by_role("button", name="批准", exact=True).last.click()
        await sees(firm, "已挂账")
        await sees(firm, "需市里立项")


@needs_chromium
async def test_the_clock_on_the_page_makes_reminders_fire(tmp_path: Path, address: str) -> None:
    async with page_at(tmp_path, **ON_PHONE) as page:
        await page.goto(f"{address}/?phones=C01,L01")
        firm, desk = phone(page, "C01"), phone(page, "L01")
        await page.get_by_role("button", name="下个工作日").first.click()
        await sees(firm, "您好")
        await write(firm, "食堂后面的下水道堵了三天")
        await sees(firm, "怎么处理")
        for label, then in (
            ("提交为诉求", "哪一类"),
            ("道路环境物业", "发上来"),
            ("跳过", "急不急"),
            ("一般", "请核对"),
        ):
            await press(firm, label)
            await sees(firm, then)
        await press(firm, "提交")
        await sees(firm, "已提交，编号 LL-")
        await shot(page, "on-a-phone")
        await page.get_by_role("button", name="+1 小时").first.click()
        await page.get_by_role("button", name="+1 小时").first.click()
        await expect(desk.locator(".theirs", has_text="签收").last).to_contain_text("时限", timeout=15_000)
