"""The board in a browser: of an empty, a new, a very large park; in English, on paper, and its other pages."""

import shutil
from collections.abc import AsyncIterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from domain.roles import Role
from domain.scoring import By, Measure
from services.publishing import publish
from storage.database import Database
from storage.score_tables import Tally
from storage.tables import Department, Person, PersonRole
from tests.conftest import PARK
from tests.house import KEYS
from tests.practice.browsing import needs_chromium
from tests.services.people import MORNING, me, sample
from tests.services.situations import PROMISED, RESOLVED, brought
from tests.stories.test_board_browser import (
    FIVE_METRES,
    NOTHING_CUT,
    PANELS,
    SHAPES,
    SMALLEST,
    THEMES,
    Board,
    complaints,
    served,
)
from tests.stories.test_browser import shot
from tests.stories.test_office_browser import fits
from tests.web.busy import busy_park

__all__ = ["busy_park"]  # a fixture
pytestmark = needs_chromium
DEPARTMENTS, LIAISONS = 200, 500
LONG = "高新技术产业开发区综合行政审批与企业服务保障协调推进工作领导小组办公室"
OTHERS = (
    "/board/behind/solution",
    "/board/behind/red",
    "/board/published",
    "/board/published/2026-10",
    "/board/publish",
)


@pytest.fixture
async def board(
    request: pytest.FixtureRequest, sqlite_template: Path, busy_park: Path, tmp_path: Path
) -> AsyncIterator[Board]:
    """The board of an empty park, of one in its first month, of a very large one, or of one that has been at work."""
    kind: str = request.param
    shutil.copy(busy_park if kind == "busy" else sqlite_template, tmp_path / "sidan.db")
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'sidan.db'}", PARK, KEYS)
    if kind != "busy":
        await sample(db)
    if kind == "new":
        await brought(db, f"{RESOLVED}; C01 confirm")
        await brought(db, PROMISED, key="other")
    if kind == "large":
        await grown(db)
    async with served(db, tmp_path) as made:
        yield made


async def grown(db: Database) -> None:
    """Two hundred departments and five hundred liaisons, most of them with very long names, each with its figures."""
    departments = [
        Department(code=f"X{n:03}", name=f"{LONG}第{n}处" if n % 3 else f"第{n}局") for n in range(DEPARTMENTS)
    ]
    people = [Person(code=f"Y{n:03}", name=f"阿卜杜热合曼·买买提·联络{n}") for n in range(LIAISONS)]
    async with db.begin() as session:
        session.add_all([*departments, *people])
        await session.flush()
        session.add_all([PersonRole(person_id=person.id or 0, role=Role.LIAISON) for person in people])
        keys = [(By.DEPARTMENT, str(each.id)) for each in departments] + [(By.LIAISON, str(each.id)) for each in people]
        keys += [(By.CHAIN, f"{LONG[:30]}{n}") for n in range(20)] + [(By.PARK, "")]
        measures = (Measure.RESPONSE, Measure.KEPT_WORD, Measure.SOLUTION, Measure.SATISFACTION)
        for place, (by, key) in enumerate(keys):
            n = 1_234_567 if by is By.PARK else 7 + place
            rows = [Tally(month="2026-11", by=by, key=key, measure=each, n=n, good=n - place % 7) for each in measures]
            session.add_all(rows)


async def looked_at(page: Page, name: str) -> None:
    """It fits, axe finds nothing, and there is a picture of it."""
    assert await fits(page)
    assert await complaints(page) == []
    await shot(page, name)


@pytest.mark.parametrize("board", ["empty", "new"], indirect=True)
async def test_an_empty_park_and_one_in_its_first_month_have_a_board(
    board: Board, request: pytest.FixtureRequest
) -> None:
    kind = request.node.callspec.params["board"]
    for shape in ("desk", "phone"):
        async with board.page(shape) as page:
            await page.goto(f"{board.address}/board")
            await expect(page.locator("[data-state-words]")).to_have_text("实时更新")
            await looked_at(page, f"board-{kind}-{shape}")
            words = await page.locator("main").inner_text()
            assert ("–" in words) and "NaN" not in words and "undefined" not in words and "None" not in words
            assert ("50.0" in words) is (kind == "new")
    async with board.page("hall") as page:
        await page.goto(board.path("hall", "dark"))
        for number in range(PANELS):
            await expect(page.locator("main > section.shown")).to_have_count(1)
            assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")
            assert await complaints(page) == []
            await shot(page, f"board-{kind}-hall-{number + 1}")
            await page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("board", ["large"], indirect=True)
async def test_two_hundred_departments_and_five_hundred_liaisons_do_not_break_the_page(board: Board) -> None:
    for shape in ("desk", "phone"):
        async with board.page(shape) as page:
            await page.goto(f"{board.address}/board")
            await expect(page.locator("[data-state-words]")).to_have_text("实时更新")
            assert await fits(page)
            folded = page.locator("details:not([open]) summary")
            while await folded.count():
                await folded.first.click()
            await looked_at(page, f"board-large-{shape}")
            await expect(page.locator("#fold-liaison tbody tr")).to_have_count(LIAISONS)
    async with board.page("hall") as page:
        await page.goto(board.path("hall", "dark"))
        heading = page.locator('[data-part="ranking"] h2')
        await expect(heading).to_have_text("部门排名（前 12 名，共 200 个）")
        await expect(page.locator('[data-part="ranking"] tbody tr')).to_have_count(12)
        for number in range(PANELS):
            await expect(page.locator("main > section.shown")).to_have_count(1)
            await shot(page, f"board-large-hall-{number + 1}")
            assert await page.evaluate(SMALLEST) >= FIVE_METRES, number
            assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight"), number
            assert await page.evaluate(NOTHING_CUT), number
            await page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("board", ["busy"], indirect=True)
async def test_in_english_every_shape_and_light_is_accessible_and_fits(board: Board) -> None:
    for shape, theme in product(SHAPES, THEMES):
        async with board.page(shape, theme) as page:
            path = board.path(shape, theme)
            await page.goto(f"{path}{'&' if '?' in path else '?'}lang=en")
            await expect(page.locator("[data-state-words]")).to_have_text("Live")
            for number in range(PANELS if shape == "hall" else 1):
                assert await fits(page)
                assert await complaints(page) == [], (shape, theme)
                if shape == "hall":
                    assert await page.evaluate(NOTHING_CUT), number
                    await page.keyboard.press("ArrowRight")
            await shot(page, f"board-{shape}-{theme}-en")


@pytest.mark.parametrize("board", ["busy"], indirect=True)
@pytest.mark.parametrize("theme", THEMES)
async def test_lists_published_months_and_the_review_are_accessible_and_fit(board: Board, theme: str) -> None:
    await publish(board.db, date(2026, 10, 1), by=await me(board.db, "K01"), at=MORNING)
    for shape in ("desk", "phone"):
        async with board.page(shape, theme, code="K01") as page:
            for path in OTHERS:
                wanted = f"{path}?month=2026-09" if path.endswith("publish") else path
                for language in ("zh-CN", "en"):
                    await page.goto(f"{board.address}{wanted}{'&' if '?' in wanted else '?'}lang={language}")
                    await expect(page.get_by_role("heading", level=1)).to_be_visible()
                    await looked_at(page, f"board{path.replace('/', '-')}-{shape}-{theme}-{language}")


@pytest.mark.parametrize("board", ["busy"], indirect=True)
async def test_a_month_is_published_with_the_keyboard_alone(board: Board) -> None:
    async with board.page("desk", code="K01") as page:
        await page.goto(f"{board.address}/board/publish")
        button = page.get_by_role("button", name="发布 2026-10")
        for _ in range(60):
            await page.keyboard.press("Tab")
            if await button.evaluate("each => each === document.activeElement"):
                break
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_have_text("2026年10月亮单")


@pytest.mark.parametrize("board", ["busy"], indirect=True)
async def test_on_paper_every_figure_is_readable_and_what_cannot_be_pressed_is_gone(board: Board) -> None:
    async with board.page("desk", "dark") as page:
        await page.goto(f"{board.address}/board")
        await page.emulate_media(media="print")
        for name in (".picker", ".top nav", ".skip"):
            await expect(page.locator(name)).to_be_hidden()
        paper = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == "rgb(255, 255, 255)", paper
        ink = await page.evaluate("getComputedStyle(document.querySelector('.value')).color")
        assert ink == "rgb(23, 35, 46)", ink
        for table in await page.locator("main table").all():
            await expect(table).to_be_visible()
        await page.emulate_media(media="screen")
        await expect(page.locator("#fold-ranking")).not_to_have_attribute("open", "")
        await page.emulate_media(media="print")
        await page.set_viewport_size({"width": 794, "height": 1123})
        assert await fits(page)
        await shot(page, "board-print")
