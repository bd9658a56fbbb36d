"""Handle updates and send what the handlers returned, after the commit; keep trying while Telegram is away."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import AnswerCallbackQuery, EditMessageText, Response, SendMessage, TelegramMethod
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.inbox import Intake, Kept
from bot.lanes import Parsed
from bot.patience import FIRST_PAUSE, LONGEST_PAUSE, patiently
from services.people import follow_chat, unreachable
from storage.database import OUTAGES, Database

log = structlog.get_logger()
FINE = ("message is not modified", "query is too old", "query id is invalid")
# pydantic forgets a generic model that nobody holds, and builds it again for some later reply: 5 ms each.
HELD = (Response[bool], Response[Message], Response[Message | bool])
GONE = ("message to edit not found", "message can't be edited")


class Answers:
    """What a lane does with its updates."""

    def __init__(self, db: Database, bot: Bot, dispatcher: Dispatcher, clock: Clock) -> None:
        self.db = db
        self.bot = bot
        self.dispatcher = dispatcher
        self.clock = clock
        self.intake: Intake | None = None

    async def handle(self, batch: Sequence[Parsed]) -> None:
        """One contribution of one chat. What fails for good must not stop all others, again and again."""
        structlog.contextvars.bind_contextvars(update_id=batch[0].update.update_id)
        try:
            await self.answer(batch)
        except Exception as why:  # noqa: BLE001 - whatever it is, the update is put aside with it
            for part in batch:
                self.put_aside(part.row, why)
        else:
            log.info("update handled", parts=len(batch))
            self.done([part.row.id for part in batch])

    async def answer(self, batch: Sequence[Parsed]) -> None:
        """From the inbox row to the reply."""
        update = batch[0].update
        parts = [part.update for part in batch]
        reply = await self.until_possible(self.dispatcher.feed_update, self.bot, update, parts=parts)
        for method in with_answer(update.callback_query, reply):
            await self.send(method)

    def put_aside(self, row: Kept, why: Exception) -> None:
        """What cannot be read or handled is kept with the reason, for the operator; nobody tries it again."""
        log.error("update put aside", update_id=row.update_id, exc_info=why)
        self.done([row.id], type(why).__name__)

    def done(self, ids: Sequence[int], error: str | None = None) -> None:
        """Tell the inbox."""
        if self.intake:
            self.intake.done(ids, error)

    async def until_possible(self, work: Any, *args: Any, **kwargs: Any) -> Any:
        """While the database or Telegram is away the chat waits: the update stays in the inbox."""
        pause = FIRST_PAUSE
        while True:
            try:
                return await work(*args, **kwargs)
            except TelegramRetryAfter as busy:
                await asyncio.sleep(busy.retry_after)
            except (*OUTAGES, TelegramNetworkError, TelegramServerError, ClientDecodeError) as away:
                if isinstance(away, ClientDecodeError) and not isinstance(away.original, json.JSONDecodeError):
                    raise  # it was taken, only its answer is strange; no JSON at all is a proxy that says sorry
                log.warning("waiting", cause=type(away).__name__, seconds=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def send(self, method: TelegramMethod[Any]) -> None:
        """One call to Telegram; what it refuses for good is no reason to handle the update again."""
        chat_id = getattr(method, "chat_id", None)
        try:
            await self.until_possible(self.bot, method)
        except TelegramForbiddenError:
            await patiently(unreachable, self.db, self.bot.id, int(chat_id or 0), at=self.clock.now())
        except TelegramMigrateToChat as moved:
            await patiently(follow_chat, self.db, self.bot.id, int(chat_id or 0), moved.migrate_to_chat_id)
            await self.send(method.model_copy(update={"chat_id": moved.migrate_to_chat_id}))
        except TelegramBadRequest as refused:
            await self.refused(method, refused)
        except AiogramError as strange:
            log.exception("reply failed", method=type(method).__name__, cause=type(strange).__name__)

    async def refused(self, method: TelegramMethod[Any], why: TelegramBadRequest) -> None:
        """An edit that changes nothing is a success; a card that is gone is sent anew."""
        if any(known in why.message.lower() for known in FINE):
            return
        if isinstance(method, EditMessageText) and any(known in why.message.lower() for known in GONE):
            await self.send(as_message(method))
            return
        log.error("reply refused", method=type(method).__name__, why=why.message)


def as_message(edit: EditMessageText) -> SendMessage:
    """The same card as a new message."""
    return SendMessage(
        chat_id=edit.chat_id or 0, text=edit.text or "", parse_mode=edit.parse_mode, reply_markup=edit.reply_markup
    )


def with_answer(press: CallbackQuery | None, reply: Any) -> list[TelegramMethod[Any]]:
    """A press is always answered, and first: else the button keeps spinning."""
    methods = [] if reply is UNHANDLED or reply is None else list(reply)
    if press and not any(isinstance(method, AnswerCallbackQuery) for method in methods):
        return [AnswerCallbackQuery(callback_query_id=press.id), *methods]
    return methods
