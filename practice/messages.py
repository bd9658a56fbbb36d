"""Messages: written, found, changed and deleted; each change is an event that phones see."""

from __future__ import annotations

import json
from typing import Any

from practice.chats import chat_of, user_of
from practice.park import Park, Raw, unix
from practice.refusals import bad
from practice.store import Json, Row, packed

CONTENT = (
    "text", "entities", "photo", "document", "voice", "video", "audio", "sticker", "location", "venue", "contact",
    "caption", "caption_entities",
)  # fmt: skip


def write(park: Park, phone: Row, content: Json, *, by_bot: bool) -> tuple[Json, Raw]:
    """A new message of a chat, as an object and as JSON."""
    message: Json = {
        "message_id": next_number(park, phone["chat_id"], by_bot=by_bot),
        "from": park.bot if by_bot else user_of(phone),
        "chat": chat_of(phone),
        "date": unix(park),
        **content,
    }
    text = packed(message)
    event = park.event("message", phone["chat_id"], message["message_id"])
    sql = "INSERT INTO messages (chat_id, message_id, by_bot, event, body) VALUES (?, ?, ?, ?, ?)"
    park.db.run(sql, phone["chat_id"], message["message_id"], by_bot, event, text)
    return message, Raw(text)


def next_number(park: Park, chat_id: int, *, by_bot: bool) -> int:
    sql = """UPDATE phones SET last_message = last_message + 1, unread = unread + ?
        WHERE chat_id = ? RETURNING last_message"""
    return park.db.number(sql, by_bot, chat_id)


def find(park: Park, chat_id: int, message_id: Any) -> Row | None:
    """A message that is still there."""
    sql = "SELECT * FROM messages WHERE chat_id = ? AND message_id = ? AND NOT deleted"
    return park.db.one(sql, chat_id, message_id)


def body_of(row: Row) -> Json:
    body: Json = json.loads(row["body"])
    return body


def rewrite(park: Park, message: Json) -> Raw:
    """The same message with another content."""
    chat_id, message_id = message["chat"]["id"], message["message_id"]
    text = packed(message)
    event = park.event("edited", chat_id, message_id)
    sql = "UPDATE messages SET body = ?, event = ? WHERE chat_id = ? AND message_id = ?"
    park.db.run(sql, text, event, chat_id, message_id)
    return Raw(text)


def remove(park: Park, chat_id: int, message_id: int) -> None:
    event = park.event("deleted", chat_id, message_id)
    sql = "UPDATE messages SET deleted = 1, event = ? WHERE chat_id = ? AND message_id = ?"
    park.db.run(sql, event, chat_id, message_id)


def replied(park: Park, chat_id: int, message_id: int | None, *, forgiving: bool = False) -> Json:
    """The field that shows what a message replies to; a reply shows one step only."""
    if not message_id:
        return {}
    row = find(park, chat_id, message_id)
    if row is None and not forgiving:
        raise bad("message to be replied not found")
    if row is None:
        return {}
    original = body_of(row)
    original.pop("reply_to_message", None)
    return {"reply_to_message": as_told(original)}


def as_told(message: Json) -> Json:
    """The message as Telegram tells it: with its inline keyboard, never with the one in place of the letters."""
    inline = "inline_keyboard" in message.get("reply_markup", {})
    return message if inline else {name: value for name, value in message.items() if name != "reply_markup"}
