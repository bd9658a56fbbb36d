"""The methods with which a bot changes or deletes what it has sent."""

from __future__ import annotations

from practice.chats import phone_of
from practice.entities import caption_of, text_of
from practice.keyboards import inline_only
from practice.messages import body_of, find, remove, rewrite
from practice.park import Call, Park, Raw, unix
from practice.refusals import bad
from practice.store import Json

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE_FOR = 48 * 3600


def edit_text(park: Park, call: Call) -> Raw:
    text, entities = text_of(call.args)
    message = own(park, call.args)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    return changed(park, message, {"text": text, "entities": entities}, call.args)


def edit_caption(park: Park, call: Call) -> Raw:
    caption = caption_of(call.args)
    message = own(park, call.args)
    if "text" in message or "location" in message:
        raise bad("there is no caption in the message to edit")
    fields = {"caption": caption.get("caption"), "caption_entities": caption.get("caption_entities")}
    return changed(park, message, fields, call.args)


def edit_markup(park: Park, call: Call) -> Raw:
    return changed(park, own(park, call.args), {}, call.args)


def own(park: Park, args: Json) -> Json:
    """The message to edit, if it is the bot's own."""
    if args.get("chat_id") is None or args.get("message_id") is None:
        raise bad("message identifier is not specified")
    phone_of(park, args["chat_id"])
    row = find(park, args["chat_id"], args["message_id"])
    if row is None:
        raise bad("message to edit not found")
    message = body_of(row)
    if not row["by_bot"] or "forward_origin" in message:
        raise bad("message can't be edited")
    return message


def changed(park: Park, message: Json, content: Json, args: Json) -> Raw:
    """An edit without a keyboard takes the old keyboard away."""
    keyboard = inline_only(args.get("reply_markup")) or {}
    wanted = content | {"reply_markup": keyboard if keyboard.get("inline_keyboard") else None}
    if all((message.get(name) or None) == (value or None) for name, value in wanted.items()):
        raise bad(NOT_MODIFIED)
    fresh = {**message, **wanted, "edit_date": unix(park)}
    return rewrite(park, {name: value for name, value in fresh.items() if value not in (None, [])})


def delete_message(park: Park, call: Call) -> bool:
    delete_one(park, call.args["chat_id"], call.args.get("message_id"))
    return True


def delete_messages(park: Park, call: Call) -> bool:
    """Those that are gone already are passed over."""
    for message_id in call.args.get("message_ids") or []:
        if find(park, call.args["chat_id"], message_id):
            delete_one(park, call.args["chat_id"], message_id)
    return True


def delete_one(park: Park, chat_id: int, message_id: int | None) -> None:
    phone_of(park, chat_id)
    row = find(park, chat_id, message_id)
    if row is None:
        raise bad("message to delete not found")
    if unix(park) - body_of(row)["date"] > DELETABLE_FOR:
        raise bad("message can't be deleted")
    remove(park, chat_id, row["message_id"])
