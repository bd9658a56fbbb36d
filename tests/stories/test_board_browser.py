"""The board in a real browser: three shapes, light and dark, without a mouse, without a script, and live."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.async_api import Page, expect
from starlette.applications import Starlette

from services.office import make_office_link, sign_in
from services.screens import hang, new_token
from services.tickets import Problem, file_problem
from storage.database import Database
from tests.conftest import PARK
from tests.house import KEYS, started
from tests.practice.browsing import needs_chromium, page_at
from tests.services.people import MORNING, me
from tests.stories.test_browser import shot
from tests.stories.test_office_browser import fits
from tests.web.busy import busy_park
from web.board.app import board_routes
from web.board.hub import Hub
from web.office.app import office_routes
from web.office.visit import Office

__all__ = ["busy_park"]  # a fixture
AXE = (Path(__file__).parents[1] / "web/vendor/axe-core-4.14.1.min.js").read_text()
SHAPES: dict[str, dict[str, Any]] = {
    "hall": {"viewport": {"width": 1920, "height": 1080}},
    "desk": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
THEMES = ("light", "dark")
PANELS = 6
FIVE_METRES = 33  # pixels of a screen 1,920 wide
SMALLEST = """() => Math.min(...[...document.querySelectorAll('main *')]
  .filter((each) => each.checkVisibility())
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((each) => parseFloat(getComputedStyle(each).fontSize)))"""
NOTHING_CUT = """() => [...document.querySelectorAll('.shown .figure')]
  .every((each) => each.scrollHeight <= each.clientHeight + 1)"""
pytestmark = needs_chromium


class Board:
    """The board of a park that has been at work, served over HTTP, and ways to open it."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db, self.folder, self.hub = db, folder, Hub()
        self.begun = datetime.now(UTC)
        self.address, self.token = "", new_token()
        self.server: uvicorn.Server

    async def open(self, port: int = 0) -> None:
        """Serve it; at the port it had before, when it starts again."""
        self.hub = Hub()

        async def link(token: str) -> str:
            return token

        office = Office(self.db, self.now, "http://127.0.0.1", link, lambda _: None)
        routes = [*office_routes(office), *board_routes(office, self.hub)]
        self.server, port = await started(Starlette(routes=routes), port)
        self.address = office.address = f"http://127.0.0.1:{port}"

    async def die(self) -> int:
        """The process is gone, and with it every stream. Returns its port."""
        for connection in list(self.server.server_state.connections):
            connection.transport.abort()
        await self.server.shutdown()
        return int(self.address.rpartition(":")[2])

    def now(self) -> datetime:
        return MORNING + (datetime.now(UTC) - self.begun)

    async def cookie(self, code: str) -> str:
        who = await me(self.db, code)
        return (await sign_in(self.db, await make_office_link(self.db, by=who, at=MORNING), at=MORNING)).cookie

    @asynccontextmanager
    async def page(self, shape: str, theme: str = "light", code: str = "D01", **context: Any) -> AsyncIterator[Page]:
        """A browser of that shape that is signed in; it asks no foreign host for anything."""
        asked: list[str] = []
        async with page_at(self.folder, **SHAPES[shape], color_scheme=theme, locale="zh-CN", **context) as page:
            page.set_default_timeout(8000)
            page.on("request", lambda request: asked.append(request.url))
            cookie = {"name": "sidan_office", "value": await self.cookie(code), "url": self.address}
            await page.context.add_cookies([cookie])  # type: ignore[list-item]
            yield page
        assert asked and not [url for url in asked if not url.startswith(f"{self.address}/")]

    def path(self, shape: str, theme: str) -> str:
        """Where that shape is: a hall shows its screen's own address."""
        return f"{self.address}/board/hall/{self.token}?theme={theme}" if shape == "hall" else f"{self.address}/board"


@asynccontextmanager
async def served(db: Database, folder: Path) -> AsyncIterator[Board]:
    """The board of a database, with a screen that hangs in the hall."""
    made = Board(db, folder)
    await made.open()
    await hang(db, "大厅", made.token, by=await me(db, "K01"), at=MORNING)
    yield made
    made.hub.close()
    await made.server.shutdown()
    await db.close()


@pytest.fixture
async def board(busy_park: Path, tmp_path: Path) -> AsyncIterator[Board]:
    shutil.copy(busy_park, tmp_path / "sidan.db")
    async with served(Database(f"sqlite+aiosqlite:///{tmp_path / 'sidan.db'}", PARK, KEYS), tmp_path) as made:
        yield made


async def complaints(page: Page) -> list[str]:
    """What axe finds, the harmless included."""
    session = await page.context.new_cdp_session(page)
    told = "JSON.stringify(found.violations.map((each) => [each.id, each.nodes[0].html]))"
    wish = f"{AXE};axe.run().then((found) => {told})"
    answer = await session.send("Runtime.evaluate", {"expression": wish, "awaitPromise": True, "returnByValue": True})
    found: list[str] = json.loads(answer["result"]["value"])
    return found


async def drawn(page: Page, count: int) -> None:
    """So many charts stand there."""
    await expect(page.locator(".chart .canvas[_echarts_instance_]:has(canvas):visible")).to_have_count(count)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shape", ["desk", "phone"])
async def test_the_board_is_accessible_fits_and_draws_its_charts(board: Board, shape: str, theme: str) -> None:
    async with board.page(shape, theme) as page:
        await page.goto(board.path(shape, theme))
        await drawn(page, 3)
        await expect(page.locator("[data-state-words]")).to_have_text("实时更新")
        assert await fits(page)
        assert await complaints(page) == []
        await shot(page, f"board-{shape}-{theme}")
        folded = page.locator("details:not([open]) summary")
        while await folded.count():
            await folded.first.click()
        assert await fits(page)
        assert await complaints(page) == []


@pytest.mark.parametrize("theme", THEMES)
async def test_a_hall_turns_its_panels_and_is_read_from_five_metres(board: Board, theme: str) -> None:
    async with board.page("hall", theme) as page:
        await page.goto(board.path("hall", theme))
        for number in range(PANELS):
            await expect(page.locator("main > section.shown")).to_have_count(1)
            assert await page.evaluate(SMALLEST) >= FIVE_METRES, number
            assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")
            assert await page.evaluate(NOTHING_CUT)
            assert await complaints(page) == []
            await shot(page, f"board-hall-{theme}-{number + 1}")
            await page.keyboard.press("ArrowRight")
        stop = page.get_by_role("button", name="暂停轮播")
        await stop.press("Enter")
        await expect(page.get_by_role("button", name="继续轮播")).to_have_attribute("aria-pressed", "true")


async def test_the_board_is_used_without_a_mouse(board: Board) -> None:
    async with board.page("desk") as page:
        await page.goto(f"{board.address}/board")
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
        await page.keyboard.press("Enter")
        seen: list[str] = []
        for _ in range(60):
            await page.keyboard.press("Tab")
            seen.append(await page.evaluate("document.activeElement.textContent.trim()"))
            outlined = "getComputedStyle(document.activeElement).outlineStyle"
            assert await page.evaluate(outlined) != "none" or seen[-1] == ""
            if seen[-1].startswith("数据表：部门排名"):
                break
        assert "查看" in seen and "看明细" in seen
        await page.keyboard.press("Enter")
        await expect(page.locator("#fold-ranking")).to_have_attribute("open", "")
        await page.locator("#behind-services-kept_word").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_contain_text("明细")
        assert await complaints(page) == []


async def test_a_theme_is_chosen_against_that_of_the_device(board: Board) -> None:
    async with board.page("desk", "light") as page:
        await page.goto(f"{board.address}/board")
        light = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        await page.get_by_role("link", name="深色").click()
        await page.goto(f"{board.address}/board")
        assert await page.evaluate("getComputedStyle(document.body).backgroundColor") != light
        await page.get_by_role("link", name="English").click()
        await expect(page.get_by_role("heading", name="Lights")).to_be_visible()
        await shot(page, "board-desk-english")
        assert await complaints(page) == []


async def test_the_page_is_whole_without_a_script(board: Board) -> None:
    async with board.page("desk", java_script_enabled=False) as page:
        await page.goto(f"{board.address}/board")
        await expect(page.get_by_role("table")).to_have_count(11)
        for table in await page.get_by_role("table").all():
            await expect(table).to_be_visible()
        await expect(page.locator(".chart:visible")).to_have_count(0)


async def test_what_is_filed_appears_by_itself_and_what_is_open_stays_open(board: Board) -> None:
    async with board.page("desk", code="O03") as page:
        await page.goto(f"{board.address}/board")
        await page.get_by_text("数据表：部门排名").click()
        await page.locator("#behind-rates-response").focus()
        lead = page.locator('[data-part="lights"] .lead')
        before = int("".join(filter(str.isdecimal, await lead.inner_text())))
        problem = Problem("live", "utilities", "夜里停水")
        await file_problem(board.db, problem, by=await me(board.db, "C01"), at=board.now())
        await expect(lead).to_have_text(f"现在还没办完的诉求，共 {before + 1} 件", timeout=5_500)
        await expect(page.locator("#fold-ranking")).to_have_attribute("open", "")
        await expect(page.locator("#behind-rates-response")).to_be_focused()
        await drawn(page, 3)


async def test_a_page_tells_when_it_is_no_longer_live_and_comes_back_by_itself(board: Board) -> None:
    async with board.page("desk") as page:
        await page.goto(f"{board.address}/board")
        words = page.locator("[data-state-words]")
        await expect(words).to_have_text("实时更新")
        board.hub.close()
        await expect(words).to_have_text("连接中断，正在重连")
        board.hub.closing = asyncio.Event()
        await expect(words).to_have_text("实时更新", timeout=8_000)


async def test_a_killed_desk_is_told_and_its_pages_come_back_with_what_they_missed(board: Board) -> None:
    async with board.page("desk") as page, board.page("hall") as hall:
        await page.goto(f"{board.address}/board")
        await hall.goto(board.path("hall", "dark"))
        for each in (page, hall):
            await expect(each.locator("[data-state-words]")).to_have_text("实时更新")
        lead = page.locator('[data-part="lights"] .lead')
        before = int("".join(filter(str.isdecimal, await lead.inner_text())))
        port = await board.die()
        for each in (page, hall):
            await expect(each.locator("[data-state-words]")).to_have_text("连接中断，正在重连")
        problem = Problem("missed", "utilities", "夜里停水")
        await file_problem(board.db, problem, by=await me(board.db, "C01"), at=board.now())
        await board.open(port)
        for each in (page, hall):
            await expect(each.locator("[data-state-words]")).to_have_text("实时更新", timeout=15_000)
        await expect(lead).to_have_text(f"现在还没办完的诉求，共 {before + 1} 件")
