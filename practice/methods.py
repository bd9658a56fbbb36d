"""The table of Bot API methods: what each takes, of which kind, and who does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from practice import albums, answering, commands, editing, kinds, profile, receiving, sending
from practice.keyboards import markup
from practice.kinds import Kind
from practice.park import Call, Park
from practice.refusals import bad
from practice.store import Json

Run = Callable[[Park, Call], Any]


@dataclass(frozen=True)
class Method:
    run: Run
    takes: Mapping[str, Kind]
    needs: tuple[str, ...] = ()

    def checked(self, fields: Json) -> Json:
        """The known parameters as values; Telegram ignores the unknown ones."""
        wanted = {name: kind for name, kind in self.takes.items() if fields.get(name) is not None}
        args = {name: kind(name, fields[name]) for name, kind in wanted.items()}
        for name in self.needs:
            if args.get(name) is None:
                raise bad(f"{name} is empty")
        return args


TEXT = {"parse_mode": kinds.text}
CAPTION = TEXT | {"caption": kinds.text, "caption_entities": kinds.entities, "show_caption_above_media": kinds.boolean}
SEND: dict[str, Kind] = {
    "chat_id": kinds.chat,
    "message_thread_id": kinds.integer,
    "business_connection_id": kinds.text,
    "disable_notification": kinds.boolean,
    "protect_content": kinds.boolean,
    "allow_paid_broadcast": kinds.boolean,
    "message_effect_id": kinds.text,
    "reply_parameters": kinds.record,
    "reply_to_message_id": kinds.integer,
    "allow_sending_without_reply": kinds.boolean,
    "reply_markup": markup,
}
SIZE = {"width": kinds.integer, "height": kinds.integer, "duration": kinds.integer}
TITLE = {"duration": kinds.integer, "performer": kinds.text, "title": kinds.text}
EDIT: dict[str, Kind] = {
    "chat_id": kinds.chat,
    "message_id": kinds.integer,
    "inline_message_id": kinds.text,
    "business_connection_id": kinds.text,
    "reply_markup": markup,
}
LINES = {"entities": kinds.entities, "link_preview_options": kinds.record, "disable_web_page_preview": kinds.boolean}
FROM = {"from_chat_id": kinds.chat, "message_id": kinds.integer}
SCOPE = {"scope": kinds.record, "language_code": kinds.text}
LANGUAGE = {"language_code": kinds.text}
CHAT = {"chat_id": kinds.chat}
THUMBNAIL = {"thumbnail": kinds.media}


def sends_file(kind: str, **more: Kind) -> Method:
    return Method(sending.send_file(kind), {**SEND, **CAPTION, kind: kinds.media, **more}, ("chat_id",))


METHODS: dict[str, Method] = {
    "getme": Method(profile.get_me, {}),
    "logout": Method(profile.agree, {}),
    "close": Method(profile.agree, {}),
    "setwebhook": Method(
        receiving.set_webhook,
        {
            "url": kinds.text,
            "ip_address": kinds.text,
            "max_connections": kinds.integer,
            "allowed_updates": kinds.strings,
            "drop_pending_updates": kinds.boolean,
            "secret_token": kinds.text,
        },
    ),
    "deletewebhook": Method(receiving.delete_webhook, {"drop_pending_updates": kinds.boolean}),
    "getwebhookinfo": Method(receiving.webhook_info, {}),
    "sendmessage": Method(sending.send_message, {**SEND, **TEXT, **LINES, "text": kinds.text}, ("chat_id",)),
    "sendphoto": sends_file("photo", has_spoiler=kinds.boolean),
    "senddocument": sends_file("document", disable_content_type_detection=kinds.boolean, **THUMBNAIL),
    "sendvoice": sends_file("voice", duration=kinds.integer),
    "sendvideo": sends_file("video", supports_streaming=kinds.boolean, has_spoiler=kinds.boolean, **SIZE, **THUMBNAIL),
    "sendaudio": sends_file("audio", **TITLE, **THUMBNAIL),
    "sendlocation": Method(
        sending.send_location,
        {**SEND, "latitude": kinds.real, "longitude": kinds.real, "horizontal_accuracy": kinds.real},
        ("chat_id", "latitude", "longitude"),
    ),
    "sendvenue": Method(
        sending.send_venue,
        {**SEND, "latitude": kinds.real, "longitude": kinds.real, "title": kinds.text, "address": kinds.text},
        ("chat_id", "latitude", "longitude", "title", "address"),
    ),
    "sendmediagroup": Method(albums.send_media_group, {**SEND, "media": kinds.items}, ("chat_id", "media")),
    "sendchataction": Method(sending.send_chat_action, {**CHAT, "action": kinds.text}, ("chat_id", "action")),
    "copymessage": Method(sending.copy_message, {**SEND, **FROM, **CAPTION}, ("chat_id", "from_chat_id", "message_id")),
    "forwardmessage": Method(sending.forward_message, {**SEND, **FROM}, ("chat_id", "from_chat_id", "message_id")),
    "editmessagetext": Method(editing.edit_text, {**EDIT, **TEXT, **LINES, "text": kinds.text}),
    "editmessagecaption": Method(editing.edit_caption, {**EDIT, **CAPTION}),
    "editmessagereplymarkup": Method(editing.edit_markup, EDIT),
    "deletemessage": Method(editing.delete_message, {**CHAT, "message_id": kinds.integer}, ("chat_id",)),
    "deletemessages": Method(editing.delete_messages, {**CHAT, "message_ids": kinds.integers}, ("chat_id",)),
    "answercallbackquery": Method(
        answering.answer_press,
        {
            "callback_query_id": kinds.text,
            "text": kinds.text,
            "show_alert": kinds.boolean,
            "url": kinds.text,
            "cache_time": kinds.integer,
        },
    ),
    "setmycommands": Method(commands.set_commands, {**SCOPE, "commands": kinds.items}),
    "getmycommands": Method(commands.get_commands, SCOPE),
    "deletemycommands": Method(commands.delete_commands, SCOPE),
    "setchatmenubutton": Method(profile.set_menu_button, {**CHAT, "menu_button": kinds.record}),
    "getchatmenubutton": Method(profile.get_menu_button, CHAT),
    "setmyname": Method(profile.set_words("name"), {**LANGUAGE, "name": kinds.text}),
    "getmyname": Method(profile.get_words("name"), LANGUAGE),
    "setmydescription": Method(profile.set_words("description"), {**LANGUAGE, "description": kinds.text}),
    "getmydescription": Method(profile.get_words("description"), LANGUAGE),
    "setmyshortdescription": Method(
        profile.set_words("short_description"), {**LANGUAGE, "short_description": kinds.text}
    ),
    "getmyshortdescription": Method(profile.get_words("short_description"), LANGUAGE),
    "getfile": Method(profile.get_file, {"file_id": kinds.text}),
    "getchat": Method(profile.get_chat, CHAT, ("chat_id",)),
}
# getUpdates waits, all others answer at once.
GET_UPDATES = {
    "offset": kinds.integer,
    "limit": kinds.integer,
    "timeout": kinds.integer,
    "allowed_updates": kinds.strings,
}
