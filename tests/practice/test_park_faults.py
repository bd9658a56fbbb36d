"""Faults of the network, switched on and off."""

from __future__ import annotations

import time

import httpx
import pytest

from tests.phones import Park, Phone
from tests.practice.serving import Bot


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("500", "500 Internal Server Error"), ("502", "502 Bad Gateway"), ("429", "429 Too Many Requests: retry after 7")],
)
async def test_errors_come_as_often_as_asked_and_do_nothing(
    park: Park, bot: Bot, person: Phone, kind: str, answer: str
) -> None:
    await park.faults(kind, times=2, seconds=7)
    for _ in range(2):
        assert await bot.refused("sendMessage", chat_id=person.chat_id, text="a") == answer
    assert await bot.do("sendMessage", chat_id=person.chat_id, text="a")
    assert [message.text for message in await person.messages()] == ["/start", "a"]


async def test_a_fault_can_concern_one_method_only_and_end_on_request(park: Park, bot: Bot) -> None:
    await park.faults("500", methods=["sendMessage"])
    assert await bot.do("getMe")
    assert (await bot.refused("sendMessage", chat_id=1, text="a")).startswith("500")
    await park.faults("none")
    assert (await bot.refused("sendMessage", chat_id=1, text="a")).startswith("400")
    assert (await park.ask("GET", "/faults"))["faults"] == []


@pytest.mark.parametrize(("after", "arrived"), [(False, []), (True, ["a"])])
async def test_a_cut_line_gives_no_answer_whether_or_not_the_call_was_carried_out(
    park: Park, bot: Bot, person: Phone, *, after: bool, arrived: list[str]
) -> None:
    await park.faults("cut", times=1, after=after)
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        await bot.ask("sendMessage", chat_id=person.chat_id, text="a")
    assert [message.text for message in await person.messages() if message.by_bot] == arrived
    assert await bot.do("getMe")


async def test_silence_ends_with_a_cut_line(park: Park, bot: Bot) -> None:
    await park.faults("timeout", times=1, seconds=0.3)
    begun = time.monotonic()
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        await bot.ask("getMe")
    assert time.monotonic() - begun >= 0.3


async def test_a_slow_answer_still_comes(park: Park, bot: Bot) -> None:
    await park.faults("slow", times=1, seconds=0.3)
    begun = time.monotonic()
    assert await bot.do("getMe")
    assert time.monotonic() - begun >= 0.3


async def test_an_unknown_fault_is_refused(park: Park) -> None:
    with pytest.raises(AssertionError, match="a fault is one of"):
        await park.faults("earthquake")
