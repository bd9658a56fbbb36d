"""What people do on their phones, and what they see of the park."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, datetime, timedelta

import pytest

from practice import Hooks, Resident
from practice.clock import next_morning_after
from tests.phones import Park, Phone
from tests.practice.serving import Bot, Json, opened

WANG = Resident("C1", "王芳", ("contact",), "远景精密")


async def residents() -> list[Resident]:
    return [WANG, Resident("L1", "陈静", ("liaison",), "企业服务中心")]


async def invite(code: str) -> str:
    return f"token-{code}"


async def test_a_resident_opens_the_phone_once_with_an_invitation() -> None:
    async with opened(hooks=Hooks(residents=residents, invite=invite)) as (park, bot):
        phone = await park.phone("C1")
        again = await park.phone("C1")
        assert phone.chat_id == again.chat_id > 2**32
        assert [update["message"]["text"] for update in await bot.do("getUpdates")] == ["/start token-C1"]
        listed = (await park.ask("GET", "/phones"))["phones"]
        assert [(about["name"], about["opened"]) for about in listed] == [("王芳", True), ("陈静", False)]
        with pytest.raises(AssertionError, match="nobody in the park"):
            await park.phone("X9")


async def test_a_chat_id_belongs_to_a_code_in_every_park() -> None:
    chats = []
    for _ in range(2):
        async with opened(hooks=Hooks(residents=residents)) as (park, _bot):
            chats.append((await park.phone("L1")).chat_id)
    assert chats[0] == chats[1]


async def test_a_stranger_comes_with_a_token_of_a_link(park: Park, bot: Bot) -> None:
    await park.stranger(start="abc")
    assert (await bot.do("getUpdates"))[-1]["message"]["text"] == "/start abc"


async def test_ten_thousand_characters_go_out_in_three_parts(bot: Bot, person: Phone) -> None:
    await person.write("字" * 10_000)
    assert [len(update["message"]["text"]) for update in (await bot.do("getUpdates"))[1:]] == [4096, 4096, 1808]


async def test_an_edited_message_comes_as_an_update(bot: Bot, person: Phone) -> None:
    told = await person.write("停电")
    await person.edit(told, "停电了")
    update = (await bot.do("getUpdates"))[-1]["edited_message"]
    assert (update["text"], update["message_id"]) == ("停电了", told.id)
    photo = await person.photo("旧说明")
    await person.edit(photo, "新说明")
    assert (await bot.do("getUpdates"))[-1]["edited_message"]["caption"] == "新说明"
    with pytest.raises(AssertionError, match=r"can't be edited"):
        await person.edit(999, "x")


async def test_who_blocked_the_bot_cannot_write(person: Phone) -> None:
    await person.block()
    with pytest.raises(AssertionError, match="has blocked the bot"):
        await person.write("在吗")


async def test_seeing_waits_for_what_comes_and_not_for_what_was(bot: Bot, person: Phone) -> None:
    sent = await bot.do("sendMessage", chat_id=person.chat_id, text="第一条")
    assert (await person.see("第一")).id == sent["message_id"]
    with pytest.raises(AssertionError, match=r"did not see '第一条' within 0.1 s"):
        await person.see("第一条", timeout=0.1)
    waiting = asyncio.create_task(person.see("改好"))
    await asyncio.sleep(0.05)
    begun = time.monotonic()
    await bot.do("editMessageText", chat_id=person.chat_id, message_id=sent["message_id"], text="改好了")
    assert (await waiting).edited
    assert time.monotonic() - begun < 1
    await person.quiet(0.1)
    await bot.do("sendMessage", chat_id=person.chat_id, text="吵")
    with pytest.raises(AssertionError, match="was not left alone"):
        await person.quiet(0.5)


async def test_unread_messages_are_counted_until_the_phone_is_looked_at(park: Park, bot: Bot, person: Phone) -> None:
    await bot.do("sendMessage", chat_id=person.chat_id, text="a")
    assert (await park.ask("GET", f"/phones/{person.chat_id}"))["unread"] == 1
    await park.ask("POST", f"/phones/{person.chat_id}/read", json={})
    assert (await park.ask("GET", f"/phones/{person.chat_id}"))["unread"] == 0


async def test_a_menu_shows_the_narrowest_commands_in_the_persons_language(park: Park, bot: Bot, person: Phone) -> None:
    async def menu() -> list[str]:
        about = await park.ask("GET", f"/phones/{person.chat_id}")
        return [command["command"] for command in about["commands"]]

    def command(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": "x"}]

    await bot.do("setMyCommands", commands=command("all"))
    assert await menu() == ["all"]
    await bot.do("setMyCommands", commands=command("chinese"), language_code="zh")
    assert await menu() == ["chinese"]
    scope = {"type": "chat", "chat_id": person.chat_id}
    await bot.do("setMyCommands", commands=command("mine"), scope=scope)
    assert await menu() == ["mine"]
    await bot.do("deleteMyCommands", scope=scope)
    assert await menu() == ["chinese"]


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"commands": [{"command": "Groß", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 1}}, "chat not found"),
        ({"commands": [], "language_code": "chinesisch"}, "invalid language code specified"),
    ],
)
async def test_bad_commands_are_refused(bot: Bot, wish: dict[str, object], reason: str) -> None:
    assert await bot.refused("setMyCommands", **wish) == f"400 Bad Request: {reason}"


async def test_the_clock_moves_and_messages_carry_its_time(park: Park, bot: Bot, person: Phone) -> None:
    before = (await bot.do("sendMessage", chat_id=person.chat_id, text="a"))["date"]
    await park.advance(timedelta(days=1))
    after = (await bot.do("sendMessage", chat_id=person.chat_id, text="b"))["date"]
    assert 86_400 <= after - before < 86_410
    await park.next_morning()
    now = datetime.fromisoformat((await park.ask("GET", "/clock"))["now"])
    assert (now.hour, now.minute) == (1, 0)


def test_the_next_morning_is_no_weekend() -> None:
    friday = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    assert next_morning_after(friday) == datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


async def test_the_product_may_own_the_clock() -> None:
    moved: list[timedelta] = []

    async def advance(step: timedelta) -> None:
        moved.append(step)

    hooks = Hooks(now=lambda: datetime(2026, 1, 1, tzinfo=UTC), advance=advance)
    async with opened(hooks=hooks) as (park, _bot):
        await park.advance(timedelta(hours=1))
        assert moved == [timedelta(hours=1)]
        assert (await park.ask("GET", "/clock"))["now"].startswith("2026-01-01")


async def test_the_stream_tells_all_and_resumes_where_it_broke_off(park: Park, bot: Bot, person: Phone) -> None:
    start = (await park.ask("GET", "/phones"))["event"]
    sent = await bot.do("sendMessage", chat_id=person.chat_id, text="一")
    await bot.do("deleteMessage", chat_id=person.chat_id, message_id=sent["message_id"])
    events = await heard(park, {"Last-Event-ID": str(start)}, 2)
    assert [(event["kind"], event["event"]) for event in events] == [("message", start + 1), ("deleted", start + 2)]
    later = asyncio.create_task(heard(park, {}, 1))
    await asyncio.sleep(0.1)
    await bot.do("sendMessage", chat_id=person.chat_id, text="二")
    assert (await later)[0]["message"]["text"] == "二"
    forgotten = await heard(park, {"Last-Event-ID": "99999"}, 1)
    assert forgotten == [{}]


async def heard(park: Park, headers: dict[str, str], count: int) -> list[Json]:
    found: list[Json] = []
    async with park.http.stream("GET", "/events", headers=headers) as stream:
        async for line in stream.aiter_lines():
            if line.startswith("data: "):
                found.append(json.loads(line.removeprefix("data: ")))
            if len(found) == count:
                break
    return found
