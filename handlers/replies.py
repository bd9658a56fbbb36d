"""Cards become Telegram methods here. They are returned, and sent after the commit."""

from collections.abc import Sequence
from typing import Any

from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    SendDocument,
    SendMessage,
    SendPhoto,
    SendVenue,
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
)

from cards.card import Button, Card, Document, Place
from cards.qr import qr
from handlers.talk import Talk
from texts import Html

Reply = Sequence[TelegramMethod[Any]]
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
TOAST = 200


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """The buttons under a message."""
    made = [[InlineKeyboardButton(text=b.label, callback_data=b.tap) for b in row] for row in rows]
    return InlineKeyboardMarkup(inline_keyboard=made) if made else None


def send(talk: Talk, card: Card | Html) -> SendMessage:
    """A new message to the chat."""
    card = card if isinstance(card, Card) else Card(card)
    return SendMessage(
        chat_id=talk.chat_id,
        text=card.text,
        parse_mode="HTML",
        reply_markup=keyboard(card.rows),
        link_preview_options=NO_PREVIEW,
    )


def show(talk: Talk, card: Card | Html) -> Reply:
    """The card in place of the message whose button was pressed; a new message when nothing was pressed."""
    card = card if isinstance(card, Card) else Card(card)
    message = talk.pressed.message if talk.pressed else None
    if not isinstance(message, Message):
        return with_all(talk, card)
    return [
        EditMessageText(
            chat_id=talk.chat_id,
            message_id=message.message_id,
            text=card.text,
            parse_mode="HTML",
            reply_markup=keyboard(card.rows),
            link_preview_options=NO_PREVIEW,
        ),
        *beside(talk, card),
    ]


def with_all(talk: Talk, card: Card) -> Reply:
    """A new message, then its documents and its place."""
    return [send(talk, card), *beside(talk, card)]


def beside(talk: Talk, card: Card) -> Reply:
    """What comes with a card: its documents and its place."""
    return [*(document_message(talk, each) for each in card.documents), *place_message(talk, card.place)]


def document_message(talk: Talk, document: Document) -> TelegramMethod[Any]:
    """A file that was made for the chat: a picture is shown, anything else is offered."""
    made = BufferedInputFile(document.content, document.name)
    if document.is_picture:
        return SendPhoto(chat_id=talk.chat_id, photo=made)
    return SendDocument(chat_id=talk.chat_id, document=made)


def place_message(talk: Talk, place: Place | None) -> Reply:
    """A place on the map, if there is one."""
    return [SendVenue(chat_id=talk.chat_id, **place._asdict())] if place else []


def link_message(talk: Talk, link: str, text: Html) -> TelegramMethod[Any]:
    """A link with its QR picture, in one message that can be passed on; without a picture while there is no link."""
    if not link:
        return send(talk, text)
    picture = BufferedInputFile(qr(link), "invitation.png")
    return SendPhoto(chat_id=talk.chat_id, photo=picture, caption=text, parse_mode="HTML")


def toast(talk: Talk, text: str, *, alert: bool = False) -> Reply:
    """A short word over the chat when a button was pressed; a message when none was."""
    if talk.pressed is None:
        return [SendMessage(chat_id=talk.chat_id, text=text)]
    return [AnswerCallbackQuery(callback_query_id=talk.pressed.id, text=text[:TOAST], show_alert=alert)]


def reply_keyboard(rows: Sequence[Sequence[str]]) -> ReplyKeyboardMarkup:
    """The buttons in place of the letters: always there, for whoever does not know commands."""
    made = [[KeyboardButton(text=label) for label in row] for row in rows]
    return ReplyKeyboardMarkup(keyboard=made, resize_keyboard=True, is_persistent=True)
