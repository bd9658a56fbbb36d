"""The courier speaks: every push goes through python-telegram-bot and its rate limiter. Nothing else imports it."""

import asyncio
import os
import time
from collections.abc import Sequence
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, BaseRateLimiter, ExtBot
from telegram.request import HTTPXRequest

from cards.card import Card, Document
from services.files import KeptFile
from services.record import PLACE
from storage.shelf import Shelf

os.environ.setdefault("PTB_TIMEDELTA", "true")  # else python-telegram-bot warns with each 429
A_SECOND = 30
AT_ONCE = 3  # what a busy machine has sent late may catch up
SENDS_AT_ONCE = 8
TIMEOUT = 20.0
UPLOAD_TIMEOUT = 120.0
CAPTION = 1024
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
IN_ALBUM = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "document": InputMediaDocument,
    "audio": InputMediaAudio,
}


class Undelivered(Exception):
    """It could not be delivered; the subclass says what to do about it."""


class Blocked(Undelivered):
    """The person has blocked the bot or is gone: stop writing."""


class Later(Undelivered):
    """Try again in so many seconds; 0 leaves the pause to the caller."""

    def __init__(self, why: str, seconds: float = 0) -> None:
        super().__init__(why)
        self.seconds = seconds


class Moved(Undelivered):
    """The chat has a new id."""

    def __init__(self, chat_id: int) -> None:
        super().__init__(chat_id)
        self.chat_id = chat_id


class Unacceptable(Undelivered):
    """Telegram will never take this message."""


class Paced(AIORateLimiter):
    """30 a second evenly spaced, and never more in any one second: a place is taken until a second after the answer.

    The spacing alone does not do it: a busy machine sends late and then too close together, and Telegram refuses.
    """

    def __init__(self) -> None:
        super().__init__(overall_max_rate=AT_ONCE, overall_time_period=AT_ONCE / A_SECOND)
        self.places = asyncio.Semaphore(A_SECOND)

    async def process_request(self, callback: Any, *args: Any, **kwargs: Any) -> Any:
        """Wait for the turn, then for a place."""

        async def placed(*sent: Any, **how: Any) -> Any:
            await self.places.acquire()
            try:
                return await callback(*sent, **how)
            finally:
                asyncio.get_running_loop().call_later(1.0, self.places.release)

        return await super().process_request(placed, *args, **kwargs)


class Courier:
    """Delivers cards and files to chats, 30 a second evenly spaced: Telegram counts every single second."""

    def __init__(self, token: str, api_url: str, shelf: Shelf) -> None:
        limiter: BaseRateLimiter[Any] = Paced()
        request = HTTPXRequest(
            connection_pool_size=SENDS_AT_ONCE,
            read_timeout=TIMEOUT,
            connect_timeout=TIMEOUT,
            media_write_timeout=UPLOAD_TIMEOUT,
        )
        self.shelf = shelf
        self.silent_until = 0.0
        self.bot: ExtBot[None] = ExtBot(token, base_url=f"{api_url}/bot", rate_limiter=limiter, request=request)

    async def close(self) -> None:
        """Give back the connections."""
        for request in self.bot._request:  # noqa: SLF001 - Bot.shutdown wants an initialize that asks Telegram first
            await request.shutdown()

    async def deliver(self, chat_id: int, card: Card, *, quiet: bool) -> int:
        """Send a card, then its documents and its place; returns the card's message id. Raises an Undelivered.

        What fits into one message is one: refused half-way, nothing of it comes a second time.
        """
        if is_one_message(card):
            return int((await self.delivered(self.made(chat_id, card.documents[0], card.text, quiet=quiet))).message_id)
        sent = await self.delivered(
            self.bot.send_message(
                chat_id,
                card.text,
                parse_mode="HTML",
                reply_markup=keyboard(card),
                disable_notification=quiet,
                link_preview_options=NO_PREVIEW,
            )
        )
        for document in card.documents:
            await self.delivered(self.made(chat_id, document, quiet=quiet))
        if card.place:
            await self.delivered(self.bot.send_venue(chat_id, *card.place, disable_notification=quiet))
        return int(sent.message_id)

    async def redraw(self, chat_id: int, message_id: int, card: Card) -> None:
        """A card in place of one that was sent. Raises a kind of Undelivered, also when it says the same."""
        await self.delivered(
            self.bot.edit_message_text(
                card.text,
                chat_id,
                message_id,
                parse_mode="HTML",
                reply_markup=keyboard(card),
                link_preview_options=NO_PREVIEW,
            )
        )

    def made(self, chat_id: int, document: Document, caption: str = "", *, quiet: bool) -> Any:
        """The call that sends a file made for the message, with words under it if there are any."""
        send = self.bot.send_photo if document.is_picture else self.bot.send_document
        file = InputFile(document.content, filename=document.name)
        return send(chat_id, file, caption=caption or None, parse_mode="HTML", disable_notification=quiet)

    async def deliver_files(
        self, chat_id: int, files: Sequence[KeptFile], caption: str, *, quiet: bool, neutral: bool = False
    ) -> list[KeptFile]:
        """Send files by the ids Telegram knows them by, or from the shelf; returns those that can't be sent.

        `neutral`: from the shelf only, for what is sent by its id keeps its first name.
        """
        if not neutral and await self.known(chat_id, files, caption, quiet=quiet):
            return []
        left = []
        for file in files:
            if not await self.alone(chat_id, file, caption, quiet=quiet, neutral=neutral):
                left.append(file)  # noqa: PERF401 - one after the other, for each waits for Telegram
        return left

    async def known(self, chat_id: int, files: Sequence[KeptFile], caption: str, *, quiet: bool) -> bool:
        """Whether Telegram has taken all of them by their ids: one alone, or several as an album."""
        try:
            if len(files) == 1:
                await self.delivered(self.one(chat_id, files[0], files[0].file_id, caption, quiet=quiet))
                return True
            album = [IN_ALBUM[f.kind](f.file_id, caption=None if i else caption) for i, f in enumerate(files)]
            await self.delivered(self.bot.send_media_group(chat_id, album, disable_notification=quiet))
        except Unacceptable:
            return False
        return True

    async def alone(self, chat_id: int, file: KeptFile, caption: str, *, quiet: bool, neutral: bool) -> bool:
        """Whether Telegram has taken one file: from the shelf if it is there, else by its id."""
        content = self.upload(file) or (None if neutral else file.file_id)
        if content is None:
            return False
        try:
            await self.delivered(self.one(chat_id, file, content, caption, quiet=quiet))
        except Unacceptable:
            return False
        return True

    def upload(self, file: KeptFile) -> InputFile | None:
        """The file from the shelf, under its name; None when it is not there."""
        place = self.shelf.place_of(file.stored) if file.stored else None
        if place is None or not place.exists():
            return None
        return InputFile(place.read_bytes(), filename=file.name or f"{file.kind}{file.number}")

    async def delivered(self, call: Any) -> Any:
        """Await a call, but none while Telegram has asked for silence: it does not say whether one chat is meant."""
        left = self.silent_until - time.monotonic()
        if left > 0:
            call.close()
            raise Later("429", left)
        try:
            return await delivered(call)
        except Later as later:
            self.silent_until = max(self.silent_until, time.monotonic() + later.seconds)
            raise

    def one(self, chat_id: int, file: KeptFile, content: InputFile | str, caption: str, *, quiet: bool) -> Any:
        """The call that sends one file of its kind."""
        if file.kind == PLACE:
            latitude, longitude = map(float, file.file_id.split(","))
            return self.bot.send_location(chat_id, latitude, longitude, disable_notification=quiet)
        if file.kind == "video_note":
            return self.bot.send_video_note(chat_id, content, disable_notification=quiet)
        send = getattr(self.bot, f"send_{file.kind}")
        return send(chat_id, content, caption=caption, disable_notification=quiet)


def is_one_message(card: Card) -> bool:
    """Whether its words stand under its one file: there are no buttons, whose presses would change words alone."""
    return len(card.documents) == 1 and not card.rows and card.place is None and len(card.text) <= CAPTION


def keyboard(card: Card) -> InlineKeyboardMarkup | None:
    """The buttons under a message."""
    rows = [[InlineKeyboardButton(b.label, callback_data=b.tap) for b in row] for row in card.rows]
    return InlineKeyboardMarkup(rows) if rows else None


async def delivered(call: Any) -> Any:
    """Await a call; translate what python-telegram-bot raises into what is to be done."""
    try:
        return await call
    except RetryAfter as busy:
        seconds = busy.retry_after
        raise Later("429", seconds if isinstance(seconds, int) else seconds.total_seconds()) from busy
    except Forbidden as blocked:
        raise Blocked(blocked.message) from blocked
    except ChatMigrated as moved:
        raise Moved(moved.new_chat_id) from moved
    except BadRequest as refused:
        raise (Blocked if "chat not found" in refused.message.lower() else Unacceptable)(refused.message) from refused
    except NetworkError as away:
        raise Later(type(away).__name__) from away
    except TelegramError as unknown:
        raise Later(unknown.message) from unknown
