"""The methods with which a bot sends one message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from practice.chats import phone_of, writable
from practice.entities import caption_of, text_of
from practice.files import Upload, check_sent, keep, reused, shown
from practice.messages import CONTENT, as_told, body_of, find, replied, write
from practice.park import Call, Park, Raw
from practice.refusals import bad
from practice.store import Json, Row, packed

ATTACH = "attach://"
LATITUDE, LONGITUDE = 90, 180


def post(park: Park, args: Json, content: Json) -> tuple[Json, Raw]:
    """Every send ends here: may the bot write, is it too fast, then write."""
    phone = writable(park, args.get("chat_id"))
    frame = framed(park, args)
    park.pace.admit(phone["chat_id"])
    message, raw = write(park, phone, content | frame, by_bot=True)
    told = as_told(message)
    return message, raw if told is message else Raw(packed(told))


def framed(park: Park, args: Json) -> Json:
    """What a message has around its content: the reply, the keyboard, the protection."""
    reply = args.get("reply_parameters") or {}
    number = reply.get("message_id") or args.get("reply_to_message_id")
    forgiving = bool(reply.get("allow_sending_without_reply") or args.get("allow_sending_without_reply"))
    frame = replied(park, args["chat_id"], number, forgiving=forgiving)
    if args.get("protect_content"):
        frame["has_protected_content"] = True
    return frame | ({"reply_markup": args["reply_markup"]} if args.get("reply_markup") else {})


def send_message(park: Park, call: Call) -> Raw:
    text, entities = text_of(call.args)
    return post(park, call.args, {"text": text} | ({"entities": entities} if entities else {}))[1]


def send_file(kind: str) -> Callable[[Park, Call], Raw]:
    """sendPhoto, sendDocument and their like differ in the name of the file only."""

    def send(park: Park, call: Call) -> Raw:
        row = taken(park, call, kind, call.args.get(kind), kind)
        return post(park, call.args, shown(row) | caption_of(call.args))[1]

    return send


def taken(park: Park, call: Call, kind: str, named: str | None, part: str) -> Row:
    """The file meant by a parameter: uploaded beside it, attached by name, or known by its file_id."""
    if named and named.startswith(ATTACH):
        part = named.removeprefix(ATTACH)
    elif named:
        return reused(park, kind, named)
    if part not in call.uploads:
        raise bad(f"there is no {kind} in the request")
    file = call.uploads[part]
    upload = Upload(kind, file.filename or kind, file.content_type or "", file.file.read())
    check_sent(upload)
    return keep(park, upload, extras(call.args))


def extras(args: Json) -> Json:
    names = ("duration", "performer", "title")
    return {name: args[name] for name in names if args.get(name) is not None}


def send_location(park: Park, call: Call) -> Raw:
    return post(park, call.args, {"location": spot(call.args)})[1]


def send_venue(park: Park, call: Call) -> Raw:
    """A place with a name and an address; its location stands beside it too."""
    place = spot(call.args)
    venue = {"location": place, "title": call.args["title"], "address": call.args["address"]}
    return post(park, call.args, {"venue": venue, "location": place})[1]


def spot(args: Json) -> Json:
    place: Json = {name: args[name] for name in ("latitude", "longitude")}
    if abs(place["latitude"]) > LATITUDE or abs(place["longitude"]) > LONGITUDE:
        raise bad("LOCATION_INVALID")
    return place


def send_chat_action(park: Park, call: Call) -> bool:
    writable(park, call.args.get("chat_id"))
    return True


def source(park: Park, args: Json, verb: str, done: str) -> Json:
    """The message to copy or to forward; protected ones stay where they are."""
    phone_of(park, args["from_chat_id"])
    row = find(park, args["from_chat_id"], args["message_id"])
    if row is None:
        raise bad(f"message to {verb} not found")
    message = body_of(row)
    if message.get("has_protected_content"):
        raise bad(f"message can't be {done}")
    return message


def content_of(message: Json) -> Json:
    return {name: message[name] for name in CONTENT if name in message}


def copy_message(park: Park, call: Call) -> Json:
    content = content_of(source(park, call.args, "copy", "copied"))
    if call.args.get("caption") is not None and "text" not in content:
        content = {name: value for name, value in content.items() if not name.startswith("caption")}
        content |= caption_of(call.args)
    return {"message_id": post(park, call.args, content)[0]["message_id"]}


def forward_message(park: Park, call: Call) -> Raw:
    message = source(park, call.args, "forward", "forwarded")
    return post(park, call.args, content_of(message) | origin_of(message["from"], message["date"]))[1]


def origin_of(user: Json, date: int) -> dict[str, Any]:
    return {"forward_origin": {"type": "user", "sender_user": user, "date": date}}
