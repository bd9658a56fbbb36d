"""The back office for tests of its pages: sample park, a movable clock, browsers that are signed in as somebody."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import httpx
from starlette.applications import Starlette

from services.office import make_office_link
from storage.database import Database
from storage.tables import Inbox
from tests.services.people import MORNING, me, sample
from web.board.app import board_routes
from web.board.hub import Hub
from web.office.app import office_routes
from web.office.visit import Office

ADDRESS = "https://park.example"
CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')
TOKEN = re.compile(r'name="token" value="([^"]+)"')


class Browser(httpx.AsyncClient):
    """One browser. `send_form` fills in the form of the page it is on."""

    last = ""

    async def open(self, path: str) -> httpx.Response:
        """A page; its forms can be sent."""
        page = await self.get(f"/admin{path}")
        self.last = page.text
        return page

    async def send_form(self, path: str, **fields: object) -> httpx.Response:
        """Send a form with the page's own proof that it is ours."""
        csrf = found.group(1) if (found := CSRF.search(self.last)) else ""
        return await self.post(f"/admin{path}", data={"csrf": csrf, **fields})


class Desk:
    """The office, its clock, and a way in for everybody."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.at = MORNING
        self.handled: list[int] = []
        self.office = Office(db, self.now, ADDRESS, self.link, self.again, {"PORT": "8080"})
        self.hub = Hub()
        self.app = Starlette(routes=[*office_routes(self.office), *board_routes(self.office, self.hub)])
        self.browsers: list[Browser] = []

    def now(self) -> datetime:
        return self.at

    async def link(self, token: str) -> str:
        return f"https://t.me/bot?start={token}"

    def again(self, row: Inbox) -> None:
        self.handled.append(row.update_id)

    def later(self, by: timedelta) -> None:
        self.at += by

    def browser(self) -> Browser:
        """A browser that is not signed in."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        made = Browser(transport=transport, base_url=ADDRESS, headers={"accept-language": "zh-CN"})
        self.browsers.append(made)
        return made

    async def token(self, code: str) -> str:
        return await make_office_link(self.db, by=await me(self.db, code, self.at), at=self.at)

    async def signed_in(self, code: str) -> Browser:
        """Somebody's browser, signed in by a link."""
        browser = self.browser()
        token = await self.token(code)
        await browser.open(f"/in/{token}")
        entered = await browser.send_form("/in", token=token)
        assert entered.status_code == 303, entered.text
        await browser.open("/")
        return browser


@asynccontextmanager
async def opened_desk(db: Database) -> AsyncIterator[Desk]:
    """The back office of the sample park."""
    await sample(db)
    desk = Desk(db)
    yield desk
    for browser in desk.browsers:
        await browser.aclose()
