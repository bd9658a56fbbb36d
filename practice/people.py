"""What a person does on the phone: each deed is kept as a message and becomes an update for the bot."""

from __future__ import annotations

import secrets
import time
from typing import Any

from practice.albums import group_number
from practice.chats import chat_of, user_of
from practice.entities import TEXT_LIMIT, with_found
from practice.files import Upload, keep, shown
from practice.formatting import utf16
from practice.messages import body_of, find, remove, replied, rewrite, write
from practice.park import Park, unix
from practice.refusals import Refusal, bad
from practice.store import Json, Row

ALBUM_KINDS = ("photo", "document", "video", "audio")


def say(park: Park, phone: Row, content: Json) -> Json:
    """One message of a person; the first one lets the bot write back."""
    if phone["blocked"] or phone["deactivated"]:
        raise Refusal(409, "this phone has blocked the bot")
    message, _ = write(park, phone, content, by_bot=False)
    park.db.run("UPDATE phones SET started = 1 WHERE chat_id = ? AND NOT started", phone["chat_id"])
    park.updates.add(phone["chat_id"], "message", message)
    return message


def write_text(park: Park, phone: Row, text: str, frame: Json) -> list[Json]:
    """As a Telegram app does, a text that is too long goes out in parts."""
    if not text.strip():
        raise bad("message text is empty")
    return [say(park, phone, worded(part) | frame) for part in parts(text.strip())]


def worded(text: str) -> Json:
    entities = with_found(text, [])
    return {"text": text} | ({"entities": entities} if entities else {})


def parts(text: str) -> list[str]:
    if utf16(text) <= TEXT_LIMIT:
        return [text]
    half = TEXT_LIMIT if utf16(text[:TEXT_LIMIT]) <= TEXT_LIMIT else TEXT_LIMIT // 2
    return [text[:half], *parts(text[half:])]


def frame_of(park: Park, phone: Row, wish: Json) -> Json:
    """What a person's message may have around it: a reply, a forward."""
    frame = replied(park, phone["chat_id"], wish.get("reply_to"))
    if wish.get("forwarded_from"):
        origin = {"type": "hidden_user", "sender_user_name": str(wish["forwarded_from"]), "date": unix(park)}
        frame["forward_origin"] = origin
    return frame


def send_files(park: Park, phone: Row, uploads: list[Upload], caption: str, frame: Json) -> list[Json]:
    """Several files are one album: separate messages, the caption on the first only."""
    album = len(uploads) > 1 and uploads[0].kind in ALBUM_KINDS
    group = {"media_group_id": group_number()} if album else {}
    extra = {"duration": 3} if uploads and uploads[0].kind == "voice" else {}
    contents = [shown(keep(park, upload, extra)) | frame | group for upload in uploads]
    if caption and contents:
        contents[0] |= captioned(caption)
    return [say(park, phone, content) for content in contents]


def captioned(text: str) -> Json:
    entities = with_found(text, [])
    return {"caption": text} | ({"caption_entities": entities} if entities else {})


def press(park: Park, phone: Row, message_id: int, wanted: Json) -> str:
    """The id of the callback query that the bot gets."""
    row = find(park, phone["chat_id"], message_id)
    message = body_of(row) if row else {}
    button = button_of(message, wanted)
    query = str(secrets.randbits(62))
    expires = time.time() + park.limits.press_age
    park.db.run("INSERT INTO presses VALUES (?, ?, ?)", query, phone["chat_id"], expires)
    payload = {"id": query, "from": user_of(phone), "message": message, "chat_instance": str(phone["chat_id"])}
    park.updates.add(phone["chat_id"], "callback_query", payload | {"data": button["callback_data"]})
    return query


def button_of(message: Json, wanted: Json) -> Json:
    name = "callback_data" if wanted.get("data") is not None else "text"
    value = wanted.get("data") if name == "callback_data" else wanted.get("label")
    rows = (message.get("reply_markup") or {}).get("inline_keyboard") or []
    for button in (button for row in rows for button in row):
        if button.get(name) == value and "callback_data" in button:
            return dict(button)
    raise bad("the message has no such button")


def edit(park: Park, phone: Row, message_id: int, text: str) -> Json:
    row = find(park, phone["chat_id"], message_id)
    message = body_of(row) if row else {}
    if row is None or row["by_bot"] or not ({"text", "photo", "document", "video", "audio", "voice"} & set(message)):
        raise bad("message can't be edited")
    if text == message.get("text", message.get("caption")):
        raise bad("message is not modified")
    fields = worded(text) if "text" in message else captioned(text)
    kept = {name: value for name, value in message.items() if name not in ("entities", "caption_entities")}
    fresh = kept | fields | {"edit_date": unix(park)}
    rewrite(park, fresh)
    park.updates.add(phone["chat_id"], "edited_message", fresh)
    return fresh


def delete(park: Park, phone: Row, message_id: int) -> None:
    """Telegram does not tell a bot."""
    if find(park, phone["chat_id"], message_id) is None:
        raise bad("message to delete not found")
    remove(park, phone["chat_id"], message_id)


def block(park: Park, phone: Row, *, blocked: bool) -> None:
    if bool(phone["blocked"]) == blocked:
        return
    park.db.run("UPDATE phones SET blocked = ? WHERE chat_id = ?", blocked, phone["chat_id"])
    park.event("chat", phone["chat_id"])
    park.updates.add(phone["chat_id"], "my_chat_member", membership(park, phone, blocked=blocked))


def membership(park: Park, phone: Row, *, blocked: bool) -> dict[str, Any]:
    member = {"user": park.bot, "status": "member"}
    kicked = {"user": park.bot, "status": "kicked", "until_date": 0}
    before, after = (member, kicked) if blocked else (kicked, member)
    frame = {"chat": chat_of(phone), "from": user_of(phone), "date": unix(park)}
    return frame | {"old_chat_member": before, "new_chat_member": after}
