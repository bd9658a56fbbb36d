"""Keyboards: their shape, 64 bytes on a button, presses and their 150 seconds."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from practice import Limits
from tests.phones import Phone
from tests.practice.serving import Bot, opened


def keys(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "好", **button}]]}


async def test_a_button_carries_1_to_64_bytes_and_a_chinese_character_is_three(bot: Bot, person: Phone) -> None:
    for data in ("x" * 64, "字" * 21):
        await bot.do("sendMessage", chat_id=person.chat_id, text="a", reply_markup=keys(callback_data=data))
    for data in ("", "x" * 65, "字" * 22):
        wish = keys(callback_data=data)
        refusal = await bot.refused("sendMessage", chat_id=person.chat_id, text="a", reply_markup=wish)
        assert refusal == "400 Bad Request: BUTTON_DATA_INVALID"


BUTTON = "can't parse inline keyboard button: "
SHAPES: list[tuple[Any, str]] = [
    (keys(), f"{BUTTON}Text buttons are unallowed in the inline keyboard"),
    (keys(url="javascript:1"), "BUTTON_URL_INVALID"),
    (keys(url="https://a.cn", callback_data="a"), f"{BUTTON}exactly one action is expected"),
    (
        {"inline_keyboard": [{"text": "a"}]},
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ),
    ({"inline_keyboard": [[{"callback_data": "a"}]]}, f'{BUTTON}Field "text" must be of type String'),
    (
        {"keyboard": [[{"request_contact": True}]]},
        'can\'t parse keyboard button: Field "text" must be of type String',
    ),
    ([1], "object expected as reply markup"),
    ({"irgendwas": 1}, "can't parse reply keyboard markup JSON object"),
]


@pytest.mark.parametrize(("markup", "reason"), SHAPES)
async def test_a_keyboard_of_the_wrong_shape_is_refused(bot: Bot, person: Phone, markup: Any, reason: str) -> None:
    refusal = await bot.refused("sendMessage", chat_id=person.chat_id, text="a", reply_markup=markup)
    assert refusal == f"400 Bad Request: {reason}"


async def test_an_edited_message_takes_inline_keyboards_only(bot: Bot, person: Phone) -> None:
    sent = await bot.do("sendMessage", chat_id=person.chat_id, text="a")
    target = {"chat_id": person.chat_id, "message_id": sent["message_id"], "reply_markup": {"keyboard": [["a"]]}}
    assert await bot.refused("editMessageText", **target, text="b") == "400 Bad Request: inline keyboard expected"


async def test_a_reply_button_writes_its_text(bot: Bot, person: Phone) -> None:
    markup = {"keyboard": [["报问题", {"text": "我的事项"}]], "resize_keyboard": True}
    await bot.do("sendMessage", chat_id=person.chat_id, text="请选择", reply_markup=markup)
    assert (await person.press_reply("事项")).text == "我的事项"
    await bot.do("sendMessage", chat_id=person.chat_id, text="好", reply_markup={"remove_keyboard": True})
    await bot.do("sendMessage", chat_id=person.chat_id, text="哪里？", reply_markup={"force_reply": True})


async def test_a_press_brings_the_whole_message_and_gets_a_toast(bot: Bot, person: Phone) -> None:
    await bot.do("sendMessage", chat_id=person.chat_id, text="新事项", reply_markup=keys(callback_data="t:1"))
    press = await person.press("好")
    query = (await bot.do("getUpdates"))[-1]["callback_query"]
    assert (query["id"], query["data"], query["message"]["text"]) == (press, "t:1", "新事项")
    refusal = await bot.refused("answerCallbackQuery", callback_query_id=press, text="字" * 201)
    assert refusal == "400 Bad Request: MESSAGE_TOO_LONG"
    await bot.do("answerCallbackQuery", callback_query_id=press, text="好的")
    assert await person.toasts() == ["好的"]


async def test_a_button_that_is_not_there_cannot_be_pressed(bot: Bot, person: Phone) -> None:
    sent = await bot.do("sendMessage", chat_id=person.chat_id, text="新事项", reply_markup=keys(callback_data="t:1"))
    with pytest.raises(AssertionError, match="no such button"):
        await person.press_data(sent["message_id"], "t:2")


async def test_a_press_that_waited_too_long_is_dropped_and_cannot_be_answered() -> None:
    async with opened(limits=Limits(press_age=0.05)) as (park, bot):
        phone = await park.stranger(start="")
        await bot.do("sendMessage", chat_id=phone.chat_id, text="新事项", reply_markup=keys(callback_data="t:1"))
        press = await phone.press("好")
        await asyncio.sleep(0.06)
        assert [next(iter(set(update) - {"update_id"})) for update in await bot.do("getUpdates")] == ["message"]
        refusal = await bot.refused("answerCallbackQuery", callback_query_id=press)
        reason = "query is too old and response timeout expired or query ID is invalid"
        assert refusal == f"400 Bad Request: {reason}"
