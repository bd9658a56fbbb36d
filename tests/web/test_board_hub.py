"""What many look at is reckoned once: one reckoning for fifty readers, news to all, and an end when the desk stops."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest
from sqlalchemy.exc import OperationalError

from web.board.hub import Hub, View

QUICK = 0.1


class Counted:
    """A board that counts how often it is reckoned."""

    def __init__(self) -> None:
        self.times = 0
        self.value = "one"
        self.is_away = False

    async def reckon(self) -> list[str]:
        self.times += 1
        await asyncio.sleep(0.02)
        if self.is_away:
            raise OperationalError("SELECT", {}, Exception("away"))
        return [self.value]


def draw(value: list[str]) -> dict[str, str]:
    return {"figure": value[0], "still": "the same"}


async def always() -> bool:
    return True


@pytest.fixture
def counted() -> Counted:
    return Counted()


def opened(hub: Hub, counted: Counted, page: str = "page") -> View[list[str]]:
    return hub.view("board", page, counted.reckon, draw)


async def events(hub: Hub, view: View[list[str]], mark: str = "") -> AsyncIterator[dict[str, str]]:
    """What a reader is told, without the beats."""
    async with aclosing(hub.stream(view, mark, always)) as lines:  # type: ignore[type-var]
        async for line in lines:
            if "data: " in line:
                yield json.loads(line.partition("data: ")[2])


async def test_fifty_readers_cost_what_one_costs_and_all_see_what_is_new(counted: Counted) -> None:
    hub = Hub(QUICK)
    view = opened(hub, counted)

    async def reader() -> list[dict[str, str]]:
        seen = []
        async for news in events(hub, view):
            seen.append(news)
            if news.get("figure") == "two":
                return seen
        return seen

    readers = [asyncio.ensure_future(reader()) for _ in range(50)]
    await asyncio.sleep(QUICK * 2.5)
    assert hub.readers == 50 and counted.times <= 3
    counted.value = "two"
    seen = await asyncio.gather(*readers)
    assert all(each == [{"figure": "one", "still": "the same"}, {"figure": "two"}] for each in seen)
    assert counted.times <= 5 and hub.readers == 0


async def test_two_kinds_of_page_of_one_board_are_drawn_from_one_reckoning(counted: Counted) -> None:
    hub = Hub(QUICK)
    await asyncio.gather(*(opened(hub, counted, page).fresh() for page in ("wide", "hall", "wide")))
    assert counted.times == 1 and len(hub.views) == 2


async def test_nothing_is_reckoned_while_nobody_looks_and_what_is_forgotten_is_let_go(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub(QUICK)
    await opened(hub, counted).fresh()
    await asyncio.sleep(QUICK * 3)
    assert counted.times == 1
    monkeypatch.setattr("web.board.hub.FORGOTTEN", 0)
    hub.view("another", "page", counted.reckon, draw)
    assert list(hub.kept) == ["another"]


async def test_who_comes_back_is_told_only_what_he_missed(counted: Counted) -> None:
    hub = Hub(QUICK)
    view = opened(hub, counted)
    await view.fresh()
    mark = view.mark
    counted.value = "two"
    assert await anext(events(hub, view, mark)) == {"figure": "two"}
    for other in ("", "another-1", "nonsense", f"{view.name}-x"):
        assert await anext(events(hub, view, other)) == {"figure": "two", "still": "the same"}


async def test_a_reader_who_does_not_read_holds_up_nobody(counted: Counted) -> None:
    hub = Hub(QUICK)
    view = opened(hub, counted)
    slow = hub.stream(view, "", always)
    await anext(slow)  # and never again
    quick = events(hub, view)
    assert (await anext(quick))["figure"] == "one"
    counted.value = "two"
    async with asyncio.timeout(1):
        assert await anext(quick) == {"figure": "two"}


async def test_all_streams_end_when_the_desk_stops(counted: Counted) -> None:
    hub = Hub(60)
    view = opened(hub, counted)

    async def reader() -> int:
        return len([news async for news in events(hub, view)])

    readers = [asyncio.ensure_future(reader()) for _ in range(5)]
    await asyncio.sleep(QUICK)
    hub.close()
    async with asyncio.timeout(1):
        assert await asyncio.gather(*readers) == [1] * 5


async def test_a_stream_ends_when_its_reader_may_look_no_longer(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.board.hub.CHECKED", 0)

    async def never() -> bool:
        return False

    hub = Hub(QUICK)
    async with asyncio.timeout(1):
        lines = [line async for line in hub.stream(opened(hub, counted), "", never)]
    assert len(lines) == 2


async def test_a_beat_is_heard_while_nothing_changes(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.board.hub.BEAT", 0)
    hub = Hub(QUICK)
    lines = hub.stream(opened(hub, counted), "", always)
    assert [await anext(lines) for _ in range(3)][2] == ": beat\n\n"


async def test_the_last_board_stands_while_the_database_is_away(counted: Counted) -> None:
    hub = Hub(QUICK)
    view = opened(hub, counted)
    await view.fresh()
    counted.is_away = True
    await asyncio.sleep(QUICK)
    assert (await view.fresh())["figure"].html == "one"
    counted.is_away, counted.value = False, "two"
    await asyncio.sleep(QUICK)
    assert (await view.fresh())["figure"].html == "two"


async def test_who_goes_away_while_he_reckons_leaves_nobody_with_an_old_board(counted: Counted) -> None:
    hub = Hub(QUICK)
    view = opened(hub, counted)
    await view.fresh()
    await asyncio.sleep(QUICK)
    counted.value = "two"
    gone = asyncio.ensure_future(view.fresh())
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    assert (await view.fresh())["figure"].html == "two"
