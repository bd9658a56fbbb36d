"""How fast the bot may send."""

from __future__ import annotations

import asyncio
import math

import pytest

from practice import Limits
from practice.pace import Pace
from practice.refusals import Refusal
from tests.practice.serving import opened


async def test_the_31st_message_within_a_second_is_refused_and_goes_through_a_second_later() -> None:
    async with opened(limits=Limits()) as (park, bot):
        chats = await park.crowd(31)
        answers = [await bot.ask("sendMessage", chat_id=chat, text="a") for chat in chats]
        assert [answer["status"] for answer in answers] == [200] * 30 + [429]
        assert answers[-1]["description"] == "Too Many Requests: retry after 1"
        assert answers[-1]["parameters"] == {"retry_after": 1}
        assert (await bot.ask("getMe"))["ok"]
        await asyncio.sleep(1)
        assert (await bot.ask("sendMessage", chat_id=chats[-1], text="a"))["ok"]


async def test_one_chat_takes_a_short_burst_and_then_one_a_second() -> None:
    async with opened(limits=Limits(per_chat_burst=3)) as (park, bot):
        one, other = await park.crowd(2)
        answers = [await bot.ask("sendMessage", chat_id=one, text="a") for _ in range(4)]
        assert [answer["status"] for answer in answers] == [200, 200, 200, 429]
        assert (await bot.ask("sendMessage", chat_id=other, text="a"))["ok"]


async def test_without_limits_nothing_is_too_fast() -> None:
    without = Limits(overall_per_second=math.inf, per_chat_per_second=math.inf)
    async with opened(limits=without) as (park, bot):
        chat = (await park.crowd(1))[0]
        assert all([(await bot.ask("sendMessage", chat_id=chat, text="a"))["ok"] for _ in range(60)])


def admitted(pace: Pace, chat: int = 1) -> bool:
    try:
        pace.admit(chat)
    except Refusal:
        return False
    return True


def test_no_second_ever_holds_more_than_thirty() -> None:
    now = [0.0]
    pace = Pace(Limits(per_chat_per_second=None), lambda: now[0])
    sent = []
    for step in range(400):
        now[0] = step * 0.011
        if admitted(pace):
            sent.append(now[0])
    assert all(later - first >= 1.0 for first, later in zip(sent, sent[30:], strict=False))
    assert len(sent) >= 30 * 4


@pytest.mark.parametrize(("waited", "granted"), [(0.5, 0), (1.0, 1), (2.5, 2), (100.0, 5)])
def test_tokens_of_a_chat_come_back_with_time(waited: float, granted: int) -> None:
    now = [0.0]
    pace = Pace(Limits(overall_per_second=None, per_chat_burst=5), lambda: now[0])
    assert [admitted(pace) for _ in range(6)] == [True] * 5 + [False]
    now[0] = waited
    assert sum(admitted(pace) for _ in range(8)) == granted
