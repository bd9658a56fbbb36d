"""sendMediaGroup: two to ten files that appear as one album, each a message of its own."""

from __future__ import annotations

import secrets
from typing import Any

from practice.chats import writable
from practice.entities import caption_of
from practice.files import shown
from practice.messages import write
from practice.park import Call, Park, Raw
from practice.refusals import bad
from practice.sending import framed, taken
from practice.store import Json

KINDS = ("photo", "video", "document", "audio")
ALONE = ("document", "audio")  # do not mix with other kinds
LEAST, MOST = 2, 10


def send_media_group(park: Park, call: Call) -> Raw:
    media = call.args.get("media") or []
    check_album(media)
    contents = [content_of(park, call, item) for item in media]
    phone = writable(park, call.args.get("chat_id"))
    frame = framed(park, {**call.args, "reply_markup": None}) | {"media_group_id": group_number()}
    park.pace.admit(phone["chat_id"])
    written = [write(park, phone, content | frame, by_bot=True)[1] for content in contents]
    return Raw(f"[{','.join(written)}]")


def check_album(media: list[Any]) -> None:
    if not LEAST <= len(media) <= MOST:
        raise bad(
            "too few messages to send as an album" if len(media) < LEAST else "too many messages to send as an album"
        )
    kinds = {item.get("type") if isinstance(item, dict) else None for item in media}
    if not kinds <= set(KINDS):
        raise bad("can't parse InputMedia: type must be photo, video, document or audio")
    if len(kinds) > 1 and kinds & set(ALONE):
        raise bad("document and audio can't be mixed with other media types")


def content_of(park: Park, call: Call, item: Json) -> Json:
    name = item.get("media")
    if not isinstance(name, str) or not name:
        raise bad("can't parse InputMedia: media not found")
    return shown(taken(park, call, item["type"], name, name)) | caption_of(item)


def group_number() -> str:
    return str(13_000_000_000_000_000 + secrets.randbelow(10**15))
