"""Phones and their private chats: who is who, and whom the bot may write to."""

from __future__ import annotations

import zlib

from practice.park import Park
from practice.refusals import bad, forbidden
from practice.store import Json, Row

FIRST_CHAT = 7_000_000_000  # above 2**32, as many real ids are
SPREAD = 1_000_000_000


def phone_of(park: Park, chat_id: int) -> Row:
    row = park.db.one("SELECT * FROM phones WHERE chat_id = ?", chat_id)
    if row is None:
        raise bad("chat not found")
    return row


def phone_by_code(park: Park, code: str) -> Row | None:
    return park.db.one("SELECT * FROM phones WHERE code = ?", code)


def chat_id_for(park: Park, code: str) -> int:
    """The same for one code in every park, so that a bot's database survives a fresh practice park."""
    number = zlib.crc32(code.encode()) % SPREAD
    while park.db.one("SELECT 1 FROM phones WHERE chat_id = ?", FIRST_CHAT + number):
        number = (number + 1) % SPREAD
    return FIRST_CHAT + number


def add_phone(park: Park, code: str, name: str, language: str, *, stranger: bool) -> Row:
    sql = "INSERT INTO phones (chat_id, code, name, language, stranger) VALUES (?, ?, ?, ?, ?)"
    chat_id = chat_id_for(park, code)
    park.db.run(sql, chat_id, code, name, language, stranger)
    return phone_of(park, chat_id)


def writable(park: Park, chat_id: int | None) -> Row:
    """The chat, if the bot may write to it."""
    if chat_id is None:
        raise bad("chat_id is empty")
    phone = phone_of(park, chat_id)
    if phone["migrated_to"]:
        reason = "group chat was upgraded to a supergroup chat"
        raise bad(reason, migrate_to_chat_id=phone["migrated_to"])
    for flag, reason in (("deactivated", "user is deactivated"), ("blocked", "bot was blocked by the user")):
        if phone[flag]:
            raise forbidden(reason)
    if not phone["started"]:
        raise forbidden("bot can't initiate conversation with a user")
    return phone


def user_of(phone: Row) -> Json:
    return {
        "id": phone["chat_id"],
        "is_bot": False,
        "first_name": phone["name"],
        "language_code": phone["language"],
    }


def chat_of(phone: Row) -> Json:
    return {"id": phone["chat_id"], "type": "private", "first_name": phone["name"]}
