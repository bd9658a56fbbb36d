"""What we measure against: the same filing as a bare aiogram webhook bot. Memory for state, no database, no pushes."""

import argparse
import asyncio
import secrets

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from bench.processes import SECRET
from practice import PRACTICE_TOKEN

CATEGORIES = ("用水用电", "消防安全", "道路交通", "环境卫生", "审批办证", "用工招聘", "融资贷款", "其他")
router = Router()


class Filing(StatesGroup):
    """Where somebody is."""

    offered = State()
    category = State()
    files = State()
    urgency = State()
    review = State()


def buttons(key: str, *rows: tuple[tuple[str, str], ...]) -> InlineKeyboardMarkup:
    """Rows of label and value."""
    made = [[InlineKeyboardButton(text=label, callback_data=f"f:{key}:{value}") for label, value in r] for r in rows]
    return InlineKeyboardMarkup(inline_keyboard=made)


async def show(callback: CallbackQuery, text: str, markup: InlineKeyboardMarkup | None = None) -> None:
    """Answer the press and change the card."""
    await callback.answer()
    if isinstance(callback.message, Message):
        await callback.message.edit_text(text, reply_markup=markup)


@router.message(F.text)
async def words(message: Message, state: FSMContext) -> None:
    """Offer to file what was written."""
    key = secrets.token_urlsafe(9)
    await state.set_state(Filing.offered)
    await state.set_data({"summary": message.text, "key": key})
    await message.answer(
        f"<b>要报这个问题吗？</b>\n{message.text}", reply_markup=buttons(key, (("报", "yes"), ("不", "no")))
    )


@router.callback_query(Filing.offered, F.data.endswith(":yes"))
async def offered(callback: CallbackQuery, state: FSMContext) -> None:
    """Ask for the category."""
    known = await state.get_data()
    await state.set_state(Filing.category)
    await show(callback, f"好的：{known['summary']}")
    pairs = [(label, f"0:{number}") for number, label in enumerate(CATEGORIES)]
    rows = [tuple(pairs[first : first + 2]) for first in range(0, len(pairs), 2)]
    if isinstance(callback.message, Message):
        await callback.message.answer("是哪一类问题？", reply_markup=buttons(known["key"], *rows))


@router.callback_query(Filing.category)
async def category(callback: CallbackQuery, state: FSMContext) -> None:
    """Ask for files."""
    known = await state.update_data(category=callback.data)
    await state.set_state(Filing.files)
    await show(callback, "有照片或文件吗？", buttons(known["key"], (("没有", "2:>"), ("取消", "2:x"))))


@router.callback_query(Filing.files)
async def files(callback: CallbackQuery, state: FSMContext) -> None:
    """Ask how urgent it is."""
    known = await state.get_data()
    await state.set_state(Filing.urgency)
    await show(callback, "急不急？", buttons(known["key"], (("一般", "3:0"), ("紧急", "3:1"))))


@router.callback_query(Filing.urgency)
async def urgency(callback: CallbackQuery, state: FSMContext) -> None:
    """Show it all once more."""
    known = await state.update_data(urgency=callback.data)
    await state.set_state(Filing.review)
    await show(callback, f"请核对：\n{known['summary']}", buttons(known["key"], (("提交", "4:send"), ("取消", "4:x"))))


@router.callback_query(Filing.review)
async def review(callback: CallbackQuery, state: FSMContext) -> None:
    """Done."""
    known = await state.get_data()
    await state.clear()
    await show(callback, f"<b>已提交</b>\n{known['summary']}", buttons(known["key"], (("我的事项", "mine"),)))


async def serve(server: str, port: int) -> None:
    """Until the process is told to stop."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(server))
    bot = Bot(PRACTICE_TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(router)
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, "/telegram")
    setup_application(app, dispatcher, bot=bot)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print("bare bot is ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("server")
    parser.add_argument("port", type=int)
    wanted = parser.parse_args()
    asyncio.run(serve(wanted.server, wanted.port))
