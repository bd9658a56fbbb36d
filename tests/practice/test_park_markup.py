"""The keyboard in place of the letters is shown on the phone and never told to the bot, as with Telegram."""

from __future__ import annotations

import aiogram
from aiogram.types import KeyboardButton, ReplyKeyboardMarkup

from practice import PRACTICE_TOKEN
from tests.practice.serving import opened


async def test_a_reply_keyboard_is_not_told_back_to_the_bot() -> None:
    async with opened() as (park, bot):
        phone = await park.stranger()
        await phone.write("/start")
        markup = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="报问题")]])
        listener = aiogram.Bot(PRACTICE_TOKEN)
        listener.session.api = aiogram.client.telegram.TelegramAPIServer.from_base(bot.base_url)
        sent = await listener.send_message(phone.chat_id, "您好", reply_markup=markup)
        assert sent.reply_markup is None
        await phone.see("您好")
        assert (await phone.messages())[-1].keyboard == [["报问题"]]
        answer = await phone.write("好", reply_to=sent.message_id)
        assert "reply_markup" not in answer.raw["reply_to_message"]
        await listener.session.close()
