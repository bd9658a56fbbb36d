"""Whom the bot may write to, and what it may reply to, change and delete."""

from __future__ import annotations

from datetime import timedelta

from tests.phones import Park, Phone
from tests.practice.serving import Bot


async def test_an_unknown_chat_is_not_found(bot: Bot) -> None:
    for chat_id in (1, "@irgendwer"):
        assert await bot.refused("sendMessage", chat_id=chat_id, text="a") == "400 Bad Request: chat not found"


async def test_the_bot_cannot_write_first(park: Park, bot: Bot) -> None:
    silent = await park.stranger()
    refusal = await bot.refused("sendMessage", chat_id=silent.chat_id, text="a")
    assert refusal == "403 Forbidden: bot can't initiate conversation with a user"
    await silent.write("你好")
    assert await bot.do("sendMessage", chat_id=silent.chat_id, text="a")


async def test_a_person_who_blocked_the_bot_is_out_of_reach_until_unblocking(bot: Bot, person: Phone) -> None:
    await person.block()
    refusal = await bot.refused("sendMessage", chat_id=person.chat_id, text="a")
    assert refusal == "403 Forbidden: bot was blocked by the user"
    await person.unblock()
    assert await bot.do("sendMessage", chat_id=person.chat_id, text="a")
    changes = [update["my_chat_member"] for update in await bot.do("getUpdates") if "my_chat_member" in update]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]


async def test_a_deactivated_account_and_a_migrated_chat_say_so(park: Park, bot: Bot, person: Phone) -> None:
    await park.ask("POST", f"/phones/{person.chat_id}/mark", json={"deactivated": True})
    refusal = await bot.refused("sendMessage", chat_id=person.chat_id, text="a")
    assert refusal == "403 Forbidden: user is deactivated"
    await park.ask("POST", f"/phones/{person.chat_id}/mark", json={"migrated_to": -1001})
    answer = await bot.ask("sendMessage", chat_id=person.chat_id, text="a")
    assert answer["parameters"] == {"migrate_to_chat_id": -1001}


async def test_a_reply_needs_its_message_unless_forgiven(bot: Bot, person: Phone) -> None:
    question = await person.write("在吗")
    wish = {"chat_id": person.chat_id, "text": "在"}
    sent = await bot.do("sendMessage", **wish, reply_parameters={"message_id": question.id})
    assert sent["reply_to_message"]["text"] == "在吗"
    refusal = await bot.refused("sendMessage", **wish, reply_parameters={"message_id": 999})
    assert refusal == "400 Bad Request: message to be replied not found"
    forgiven = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await bot.do("sendMessage", **wish, reply_parameters=forgiven)


async def test_an_edit_must_change_something(bot: Bot, person: Phone) -> None:
    keys = {"inline_keyboard": [[{"text": "好", "callback_data": "1"}]]}
    sent = await bot.do("sendMessage", chat_id=person.chat_id, text="一", reply_markup=keys)
    target = {"chat_id": person.chat_id, "message_id": sent["message_id"]}
    refusal = await bot.refused("editMessageText", **target, text="一", reply_markup=keys)
    assert refusal == (
        "400 Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
    assert "reply_markup" not in await bot.do("editMessageText", **target, text="一")
    assert (await bot.do("editMessageReplyMarkup", **target, reply_markup=keys))["reply_markup"] == keys
    assert (await bot.refused("editMessageReplyMarkup", **target, reply_markup=keys)).endswith("of the message")


async def test_only_the_bots_own_message_can_be_edited(bot: Bot, person: Phone) -> None:
    own = await person.write("我的")
    refusal = await bot.refused("editMessageText", chat_id=person.chat_id, message_id=own.id, text="x")
    assert refusal == "400 Bad Request: message can't be edited"
    refusal = await bot.refused("editMessageText", chat_id=person.chat_id, message_id=999, text="x")
    assert refusal == "400 Bad Request: message to edit not found"


async def test_a_caption_is_edited_as_a_caption(bot: Bot, person: Phone) -> None:
    sent = await bot.do("sendDocument", {"document": ("a.txt", b"x")}, chat_id=person.chat_id, caption="一")
    target = {"chat_id": person.chat_id, "message_id": sent["message_id"]}
    assert (await bot.do("editMessageCaption", **target, caption="二"))["caption"] == "二"
    refusal = await bot.refused("editMessageText", **target, text="三")
    assert refusal == "400 Bad Request: there is no text in the message to edit"


async def test_a_deleted_message_is_gone_on_the_phone(park: Park, bot: Bot, person: Phone) -> None:
    sent = await bot.do("sendMessage", chat_id=person.chat_id, text="错了")
    await park.advance(timedelta(hours=1))
    target = {"chat_id": person.chat_id, "message_id": sent["message_id"]}
    assert await bot.do("deleteMessage", **target)
    assert [message.text for message in await person.messages()] == ["/start"]
    assert await bot.refused("deleteMessage", **target) == "400 Bad Request: message to delete not found"


async def test_after_two_days_a_message_cannot_be_deleted(park: Park, bot: Bot, person: Phone) -> None:
    sent = await bot.do("sendMessage", chat_id=person.chat_id, text="旧")
    await park.advance(timedelta(hours=49))
    refusal = await bot.refused("deleteMessage", chat_id=person.chat_id, message_id=sent["message_id"])
    assert refusal == "400 Bad Request: message can't be deleted"


async def test_a_protected_message_can_be_neither_copied_nor_forwarded(bot: Bot, person: Phone) -> None:
    sent = await bot.do("sendMessage", chat_id=person.chat_id, text="秘密", protect_content=True)
    wish = {"chat_id": person.chat_id, "from_chat_id": person.chat_id, "message_id": sent["message_id"]}
    assert await bot.refused("copyMessage", **wish) == "400 Bad Request: message can't be copied"
    assert await bot.refused("forwardMessage", **wish) == "400 Bad Request: message can't be forwarded"


async def test_a_copy_has_no_trace_of_its_source_and_a_forward_has(bot: Bot, person: Phone) -> None:
    told = await person.write("原话")
    wish = {"chat_id": person.chat_id, "from_chat_id": person.chat_id, "message_id": told.id}
    await bot.do("copyMessage", **wish)
    assert "forward_origin" not in (await person.see("原话")).raw
    assert (await bot.do("forwardMessage", **wish))["forward_origin"]["sender_user"]["id"] == person.chat_id
