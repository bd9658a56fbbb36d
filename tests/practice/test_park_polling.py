"""getUpdates: confirmed by the offset, one poller, waiting without asking twice."""

from __future__ import annotations

import asyncio
import time

from practice import Limits
from tests.phones import Park, Phone
from tests.practice.serving import Bot, Json, opened


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates if "message" in update]


async def test_updates_stay_until_the_offset_confirms_them(bot: Bot, person: Phone) -> None:
    await person.write("一")
    await person.write("二")
    first = await bot.do("getUpdates")
    assert texts(first) == ["/start", "一", "二"] == texts(await bot.do("getUpdates"))
    assert texts(await bot.do("getUpdates", offset=first[0]["update_id"] + 1, limit=1)) == ["一"]
    assert texts(await bot.do("getUpdates", offset=-1)) == ["二"]
    assert texts(await bot.do("getUpdates")) == ["二"]
    assert await bot.do("getUpdates", offset=first[-1]["update_id"] + 1) == []


async def test_update_ids_rise_one_by_one(bot: Bot, person: Phone) -> None:
    for number in range(5):
        await person.write(str(number))
    ids = [update["update_id"] for update in await bot.do("getUpdates")]
    assert ids == list(range(ids[0], ids[0] + 6))


async def test_a_waiting_poll_is_answered_the_moment_somebody_writes(bot: Bot, person: Phone) -> None:
    last = (await bot.do("getUpdates"))[-1]["update_id"]
    waiting = asyncio.create_task(bot.do("getUpdates", offset=last + 1, timeout=10))
    await asyncio.sleep(0.05)
    begun = time.monotonic()
    await person.write("你好")
    assert texts(await waiting) == ["你好"]
    assert time.monotonic() - begun < 1


async def test_a_poll_without_news_ends_with_its_timeout(bot: Bot) -> None:
    begun = time.monotonic()
    assert await bot.do("getUpdates", timeout=1) == []
    assert 0.9 < time.monotonic() - begun < 2


async def test_a_second_poller_ends_the_first(bot: Bot, park: Park) -> None:
    first = asyncio.create_task(bot.refused("getUpdates", timeout=10))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot.do("getUpdates", timeout=10))
    assert await first == (
        "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await (await park.stranger()).write("你好")
    assert texts(await second) == ["你好"]


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot) -> None:
    waiting = asyncio.create_task(bot.refused("getUpdates", timeout=10))
    await asyncio.sleep(0.05)
    await bot.do("setWebhook", url="http://127.0.0.1:9/x")
    reason = (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert await waiting == reason
    assert await bot.refused("getUpdates") == reason
    await bot.do("deleteWebhook")
    assert await bot.do("getUpdates") == []


async def test_allowed_updates_are_remembered_and_concern_only_what_comes_later(bot: Bot, person: Phone) -> None:
    await bot.do("getUpdates", allowed_updates=["edited_message"])
    told = await person.write("不要")
    await person.edit(told, "要")
    kinds = [set(update) - {"update_id"} for update in await bot.do("getUpdates")]
    assert kinds == [{"message"}, {"edited_message"}]


async def test_messages_are_dropped_after_their_time() -> None:
    async with opened(limits=Limits(update_age=0.05)) as (park, bot):
        await (await park.stranger()).write("旧")
        assert (await bot.do("getWebhookInfo"))["pending_update_count"] == 1
        await asyncio.sleep(0.06)
        assert await bot.do("getUpdates") == []
        assert (await bot.do("getWebhookInfo"))["pending_update_count"] == 0


async def test_an_update_can_be_made_to_arrive_twice_under_its_number(bot: Bot, person: Phone) -> None:
    update = (await bot.do("getUpdates"))[-1]
    await bot.do("getUpdates", offset=update["update_id"] + 1)
    assert await person.repeat() == update["update_id"]
    assert await bot.do("getUpdates", offset=update["update_id"] + 1) == [update]
    assert await bot.do("getUpdates", offset=update["update_id"] + 1) == []


async def test_pending_updates_can_be_dropped_on_request(bot: Bot, person: Phone) -> None:
    await bot.do("deleteWebhook")
    assert (await bot.do("getWebhookInfo"))["pending_update_count"] == 1
    await bot.do("deleteWebhook", drop_pending_updates=True)
    assert await bot.do("getUpdates") == []
