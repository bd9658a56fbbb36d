"""Both libraries that the product uses read this server's answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import aiogram
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BotCommand, BotCommandScopeChat, BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.types import InputMediaPhoto as AiogramPhoto
from telegram.error import BadRequest, Forbidden, RetryAfter

from practice import PRACTICE_TOKEN, Limits
from tests.phones import Park, Phone, png
from tests.practice.serving import Bot, opened

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="签收", callback_data="accept:1")]])


@pytest.fixture
async def listener(bot: Bot) -> AsyncIterator[aiogram.Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(bot.base_url))
    async with aiogram.Bot(PRACTICE_TOKEN, session=session) as found:
        yield found


@pytest.fixture
async def speaker(bot: Bot) -> AsyncIterator[telegram.Bot]:
    async with speaking_to(bot) as found:
        yield found


def speaking_to(bot: Bot) -> telegram.Bot:
    return telegram.Bot(PRACTICE_TOKEN, base_url=f"{bot.base_url}/bot", base_file_url=f"{bot.base_url}/file/bot")


async def test_aiogram_reads_what_people_send(listener: aiogram.Bot, person: Phone) -> None:
    await person.photo("两张照片", count=2)
    await person.document("合同.pdf", declared_size=25_000_000)
    await person.voice()
    await person.location()
    await person.contact()
    await person.sticker()
    await person.write("转来的话", forwarded=True)
    start, *rest = [update.message for update in await listener.get_updates()]
    assert start and start.entities and start.entities[0].type == "bot_command"
    assert [message.content_type for message in rest if message] == [
        "photo", "photo", "document", "voice", "location", "contact", "sticker", "text",
    ]  # fmt: skip
    first, second, document, *_, forward = rest
    assert first and second and first.media_group_id == second.media_group_id
    assert (first.caption, second.caption) == ("两张照片", None)
    assert document and document.document and document.document.file_size == 25_000_000
    assert forward and forward.forward_origin


async def test_aiogram_sends_edits_and_answers(listener: aiogram.Bot, person: Phone) -> None:
    card = await listener.send_message(person.chat_id, "<b>新事项</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    assert card.entities and card.entities[0].type == "bold"
    await person.press("签收")
    updates = await listener.get_updates(offset=-1)
    query = updates[0].callback_query
    assert query and query.data == "accept:1" and isinstance(query.message, aiogram.types.Message)
    assert await listener.answer_callback_query(query.id, text="已签收", show_alert=True)
    edited = await listener.edit_message_text("已签收", chat_id=person.chat_id, message_id=card.message_id)
    assert isinstance(edited, aiogram.types.Message) and edited.edit_date
    assert await person.toasts() == ["已签收"]
    assert (await person.see("已签收")).edited


async def test_aiogram_uploads_an_album_and_a_file(listener: aiogram.Bot, person: Phone) -> None:
    media = [AiogramPhoto(media=BufferedInputFile(png(n), "a.png"), caption=f"第{n}张") for n in range(3)]
    album = await listener.send_media_group(person.chat_id, media)  # type: ignore[arg-type]
    assert len({message.media_group_id for message in album}) == 1
    sent = await listener.send_document(person.chat_id, BufferedInputFile(b"a,b\n", "台账.csv"), caption="台账")
    assert sent.document and sent.document.file_name == "台账.csv"
    again = await listener.send_document(person.chat_id, sent.document.file_id)
    assert again.document == sent.document
    downloaded = await listener.download(sent.document.file_id)
    assert downloaded and downloaded.read() == b"a,b\n"


async def test_aiogram_registers_commands_for_one_chat(listener: aiogram.Bot, person: Phone, park: Park) -> None:
    scope = BotCommandScopeChat(chat_id=person.chat_id)
    await listener.set_my_commands([BotCommand(command="report", description="报问题")], scope=scope)
    assert (await listener.get_my_commands(scope=scope))[0].description == "报问题"
    assert await listener.get_my_commands() == []
    shown = await park.ask("GET", f"/phones/{person.chat_id}")
    assert shown["commands"] == [{"command": "report", "description": "报问题"}]


async def test_the_other_library_sends_every_kind(speaker: telegram.Bot, person: Phone) -> None:
    assert (await speaker.get_me()).username == "sidan_practice_bot"
    to = person.chat_id
    text = await speaker.send_message(to, "<i>你好</i> 😀", parse_mode="HTML")
    assert text.entities[0].type == "italic"
    assert (await speaker.send_photo(to, png(), caption="图")).photo[-1].width == 64
    assert (await speaker.send_document(to, b"x", filename="文.txt")).document
    assert (await speaker.send_voice(to, b"OggS", duration=2)).voice
    assert (await speaker.send_video(to, b"mp4")).video
    assert (await speaker.send_audio(to, b"mp3", title="歌")).audio
    assert (await speaker.send_location(to, 30.2, 120.1)).location
    assert (await speaker.send_venue(to, 30.2, 120.1, "中心", "大道 1 号")).venue
    assert await speaker.send_chat_action(to, "typing")
    assert (await speaker.copy_message(to, to, text.message_id)).message_id
    assert (await speaker.forward_message(to, to, text.message_id)).forward_origin
    assert await speaker.delete_message(to, text.message_id)


async def test_the_other_library_sends_an_album(speaker: telegram.Bot, person: Phone) -> None:
    media = [telegram.InputMediaPhoto(png(number)) for number in range(2)]
    album = await speaker.send_media_group(person.chat_id, media)
    assert len(album) == 2
    assert len({message.media_group_id for message in album}) == 1


async def test_the_other_library_knows_each_refusal(speaker: telegram.Bot, person: Phone) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await speaker.send_message(1, "你好")
    await person.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await speaker.send_message(person.chat_id, "你好")


async def test_the_other_library_is_told_how_long_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with opened(limits=Limits(per_chat_burst=1)) as (park, bot), speaking_to(bot) as speaker:
        phone = await park.stranger(start="")
        await speaker.send_message(phone.chat_id, "一")
        with pytest.raises(RetryAfter) as refused:
            await speaker.send_message(phone.chat_id, "二")
        assert refused.value.retry_after == timedelta(seconds=1)
