"""Fifty screens over real HTTP: what is filed in the chat shows on all of them within five seconds, reckoned once."""

import asyncio
import json
import re
import socket
import struct
import time
from collections.abc import AsyncIterator
from datetime import datetime

import httpx
import pytest
from starlette.applications import Starlette

from services import scoreboard
from services.scoreboard import Board, Span
from services.screens import hang, new_token
from services.tickets import Problem, file_problem
from storage.database import Database
from storage.people import Me
from tests.house import House
from tests.services.people import me
from tests.stories.test_main_story import file_by_form
from web.board import live
from web.board.app import board_routes

SCREENS = 50
WITHIN = 5.0
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Screen:
    """One screen: its page, then its stream, as a browser reads it."""

    def __init__(self, http: httpx.AsyncClient, token: str) -> None:
        self.http, self.token = http, token
        self.heard: dict[str, str] = {}
        self.changed = asyncio.Condition()
        self.ended = False
        self.heard_at: list[float] = []

    async def open(self) -> None:
        page = await self.http.get(f"/board/hall/{self.token}")
        address = re.search(r'data-events="([^"]+)"', page.text)
        assert page.status_code == 200 and address
        async with self.http.stream("GET", address[1].replace("&amp;", "&")) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    await self.hear(json.loads(line.removeprefix("data: ")))
        self.ended = True

    async def hear(self, news: dict[str, str]) -> None:
        async with self.changed:
            self.heard_at.append(time.monotonic())
            self.heard |= news
            self.changed.notify_all()

    async def shows(self, words: str) -> float:
        async with self.changed:
            await self.changed.wait_for(lambda: any(words in html for html in self.heard.values()))
        return time.monotonic()


@pytest.fixture
async def hall(house: House) -> AsyncIterator[tuple[httpx.AsyncClient, str]]:
    """The board served by a real server, and a screen's token."""
    assert house.app
    app = Starlette(routes=board_routes(house.app.office, house.app.hub))
    address = await house.serve(app)
    token, now = new_token(), house.clock.now()
    await hang(house.db, "大厅", token, by=await me(house.db, "K01", now), at=now)
    limits = httpx.Limits(max_connections=SCREENS + 5)
    async with httpx.AsyncClient(base_url=address, timeout=30, limits=limits, trust_env=False) as http:
        yield http, token


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When a board was reckoned."""
    counted: list[float] = []

    async def counting(db: Database, span: Span, *, by: Me, at: datetime) -> Board:
        counted.append(time.monotonic())
        return await scoreboard.board(db, span, by=by, at=at)

    monkeypatch.setattr(live, "board", counting)
    return counted


async def test_fifty_screens_show_a_new_ticket_within_five_seconds_and_cost_what_one_costs(
    house: House, hall: tuple[httpx.AsyncClient, str], times: list[float]
) -> None:
    http, token = hall
    firm = await house.phone("C01")
    screens = [Screen(http, token) for _ in range(SCREENS)]
    begun = time.monotonic()
    tasks = [asyncio.ensure_future(screen.open()) for screen in screens]
    async with asyncio.timeout(20):
        await asyncio.gather(*(screen.shows("数据截至") for screen in screens))
    assert house.app and house.app.hub.readers == SCREENS
    number = await file_by_form(firm)
    filed = time.monotonic()
    assert number
    async with asyncio.timeout(20):
        shown = await asyncio.gather(*(screen.shows("共 1 件") for screen in screens))
    assert max(shown) - filed < WITHIN
    seconds = time.monotonic() - begun
    assert len(times) <= seconds / house.app.hub.every + 2, (len(times), seconds)
    house.app.hub.close()
    async with asyncio.timeout(5):
        await asyncio.gather(*tasks)
    assert all(screen.ended for screen in screens) and house.app.hub.readers == 0


async def test_nothing_is_reckoned_while_nobody_looks(
    house: House, hall: tuple[httpx.AsyncClient, str], times: list[float]
) -> None:
    http, token = hall
    task = asyncio.ensure_future(Screen(http, token).open())
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert house.app
    async with asyncio.timeout(5):
        while house.app.hub.readers:
            await asyncio.sleep(0.05)
    before = len(times)
    await asyncio.sleep(house.app.hub.every + 0.5)
    assert len(times) == before


CONSTANTLY = 11.0
OPENING = "GET /board/hall/{token}/events?shape=hall HTTP/1.1\r\nHost: {host}\r\n\r\n"


def who_does_not_read(http: httpx.AsyncClient, token: str) -> socket.socket:
    """A screen that asks for the stream and then hangs: it takes in nothing more than its system keeps for it."""
    host, port = http.base_url.host, http.base_url.port or 80
    hanging = socket.socket()
    hanging.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    hanging.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # it ends without a word
    hanging.connect((host, port))
    hanging.sendall(OPENING.format(token=token, host=f"{host}:{port}").encode())
    return hanging


async def test_under_constant_changes_no_screen_is_older_than_five_seconds_whoever_hangs_or_dies_beside_it(
    house: House, hall: tuple[httpx.AsyncClient, str], times: list[float]
) -> None:
    http, token = hall
    *hanging, dies = [who_does_not_read(http, token) for _ in range(4)]
    screens = [Screen(http, token) for _ in range(8)]
    tasks = [asyncio.ensure_future(screen.open()) for screen in screens]
    async with asyncio.timeout(20):
        await asyncio.gather(*(screen.shows("数据截至") for screen in screens))
    assert house.app and house.app.hub.readers == len(screens) + 4
    dies.close()
    begun, number = time.monotonic(), 0
    while time.monotonic() - begun < CONSTANTLY:
        number += 1
        now = house.clock.now()
        await file_problem(house.db, Problem(f"c{number}", "other", "停水"), by=await me(house.db, "C01", now), at=now)
        await asyncio.sleep(0.1)
    async with asyncio.timeout(WITHIN):
        await asyncio.gather(*(screen.shows(f"共 {number} 件") for screen in screens))
    assert number > CONSTANTLY and house.app.hub.readers == len(screens) + len(hanging)
    for screen in screens:
        shown = [max(each for each in times if each < heard) for heard in screen.heard_at]
        ages = [after - of for of, after in zip(shown, screen.heard_at[1:], strict=False)]
        assert len(ages) >= CONSTANTLY // house.app.hub.every and max(ages) < WITHIN, ages
    assert len(times) <= (time.monotonic() - begun) / house.app.hub.every + 4  # once for all, whatever changes
    for each in hanging:
        each.close()
    house.app.hub.close()
    async with asyncio.timeout(5):
        await asyncio.gather(*tasks)
