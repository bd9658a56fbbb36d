"""The back office in a real browser: the link of the practice phone opens it in the same server; every page fits."""

from pathlib import Path

from playwright.async_api import Page, expect
from sqlmodel import col, select, update

from bot.keys import PRACTICE_KEYS
from domain.roles import Role
from services.tickets import Problem, file_problem
from storage.database import Database
from storage.sealed import KeyRing
from storage.tables import PersonRole, Push, Ticket
from tests.conftest import PARK
from tests.house import MORNING
from tests.practice.browsing import needs_chromium, page_at
from tests.services.people import me
from tests.stories.test_browser import ON_PHONE, WIDE, address, phone, sees, shot, write

__all__ = ["address"]  # a fixture
SIZES = {"wide": WIDE["viewport"], "phone": ON_PHONE["viewport"]}
PAGES = {
    "home": "/",
    "tickets": "/tickets",
    "agency": "/agency",
    "agency-checklists": "/agency/checklists",
    "ticket": "/tickets/1",
    "people": "/people",
    "person": "/people/L01",
    "firms": "/firms",
    "firm": "/firms/F01",
    "departments": "/departments",
    "categories": "/categories",
    "days": "/days",
    "workbook": "/workbook",
    "pushes": "/pushes",
    "inbox": "/inbox",
    "trail": "/trail",
    "settings": "/settings",
}


async def something_happens(folder: Path) -> None:
    """A firm's ticket, a message that was refused; the administrator also sits at the duty desk."""
    keys = KeyRing.read((folder / PRACTICE_KEYS).read_text())
    db = Database(f"sqlite+aiosqlite:///{folder}/sidan.db", PARK, keys)
    problem = Problem("k1", "utilities", "三号车间今早停电，两条生产线停了", urgent=True)
    await file_problem(db, problem, by=await me(db, "C01"), at=MORNING)
    async with db.begin() as session:
        first = (await session.exec(select(Push.id).join(Ticket, col(Ticket.id) == col(Push.ticket_id)))).first()
        failed = update(Push).where(col(Push.id) == first)
        await session.exec(failed.values(settled_at=MORNING, outcome="refused", error="chat not found", tries=3))
        session.add(PersonRole(person_id=(await me(db, "A01")).id, role=Role.DISPATCHER))
    await db.close()


async def fits(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    return bool(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@needs_chromium
async def test_the_link_on_the_phone_opens_the_back_office_and_every_page_fits(tmp_path: Path, address: str) -> None:
    await something_happens(tmp_path)
    async with page_at(tmp_path, **WIDE, locale="zh-CN") as practice:
        await practice.goto(f"{address}/?phones=A01")
        admin = phone(practice, "A01")
        await sees(admin, "您好")
        await write(admin, "/admin")
        await sees(admin, "后台链接")
        async with practice.expect_popup() as opened:
            await admin.get_by_role("link", name="/admin/in/").last.click()
        page = await opened.value
        await expect(page.get_by_role("button", name="进入后台")).to_be_visible()
        await shot(page, "office-door")
        await page.get_by_role("button", name="进入后台").click()
        await expect(page.get_by_role("heading", name="后台", exact=True)).to_be_visible()
        await page.get_by_role("link", name="人员").first.click()
        await page.get_by_label("姓名、名称或编号").fill("L01")
        await page.get_by_role("button", name="筛选").click()
        await page.get_by_role("link", name="L01", exact=True).click()
        await page.get_by_label("电话").fill("13900001111")
        await page.get_by_role("button", name="保存").click()
        await expect(page.get_by_role("status")).to_have_text("已保存。")
        await page.get_by_role("button", name="生成邀请链接").click()
        await expect(page.get_by_role("img", name="邀请二维码")).to_be_visible()
        await shot(page, "office-invitation")
        for name, path in PAGES.items():
            await page.goto(f"{address}/admin{path}")
            for size, viewport in SIZES.items():
                await page.set_viewport_size(viewport)  # type: ignore[arg-type]
                assert await fits(page), (name, size)
                await shot(page, f"office-{name}-{size}")
            if name == "ticket":
                await expect(page.get_by_role("button", name="改派")).to_be_visible()
        await page.get_by_role("button", name="退出").click()
        await expect(page.get_by_text("发 /admin")).to_be_visible()
