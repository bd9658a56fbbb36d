"""What the bot says about itself: its names, its commands for each scope and language, its menu button."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from practice.chats import phone_of
from practice.files import found
from practice.park import CAPABILITIES, Call, Park
from practice.refusals import bad
from practice.store import Json, Row

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"(?:[a-z]{2})?")
DESCRIPTION_LIMIT = 256
MOST_COMMANDS = 100
PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(park: Park, _call: Call) -> Json:
    return park.bot | CAPABILITIES


def get_chat(park: Park, call: Call) -> Json:
    phone = phone_of(park, call.args["chat_id"])
    return {
        "id": phone["chat_id"],
        "type": "private",
        "first_name": phone["name"],
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }


GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_file(park: Park, call: Call) -> Json:
    return found(park, call.args.get("file_id") or "")


def agree(_park: Park, _call: Call) -> bool:
    """close and logOut have nothing to do here."""
    return True


def language_of(args: Json) -> str:
    language: str = args.get("language_code") or ""
    if not LANGUAGE.fullmatch(language):
        raise bad("invalid language code specified")
    return language


def scope_of(park: Park, args: Json) -> str:
    scope = args.get("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind in PLAIN_SCOPES:
        return str(kind)
    if kind not in CHAT_SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    return f"{kind}:{phone_of(park, number(scope.get('chat_id')))['chat_id']}"


def number(value: Any) -> int:
    return int(value) if str(value).lstrip("-").isdecimal() else 0


def commands_key(park: Park, args: Json) -> str:
    return f"commands:{scope_of(park, args)}:{language_of(args)}"


def set_commands(park: Park, call: Call) -> bool:
    commands = call.args.get("commands") or []
    if len(commands) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    park.db.keep(commands_key(park, call.args), [checked(command) for command in commands])
    park.event("commands", 0)
    return True


def checked(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad("can't parse BotCommand: expected an Object")
    name, description = str(command.get("command") or "").removeprefix("/"), str(command.get("description") or "")
    if not COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= DESCRIPTION_LIMIT:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def get_commands(park: Park, call: Call) -> list[Json]:
    commands: list[Json] = park.db.setting(commands_key(park, call.args), [])
    return commands


def delete_commands(park: Park, call: Call) -> bool:
    park.db.run("DELETE FROM settings WHERE name = ?", commands_key(park, call.args))
    park.event("commands", 0)
    return True


def commands_for(park: Park, phone: Row) -> list[Json]:
    """What this phone's menu shows: the narrowest scope, the person's language first."""
    language = phone["language"][:2]
    for scope in (f"chat:{phone['chat_id']}", "all_private_chats", "default"):
        for spoken in (language, ""):
            commands: list[Json] = park.db.setting(f"commands:{scope}:{spoken}", [])
            if commands:
                return commands
    return []


def set_words(what: str) -> Callable[[Park, Call], bool]:
    """setMyName, setMyDescription, setMyShortDescription."""

    def put(park: Park, call: Call) -> bool:
        words = call.args.get(what) or ""
        if len(words) > LIMITS[what]:
            raise bad(f"bot {what.replace('_', ' ')} is too long")
        if words:
            park.db.keep(f"{what}:{language_of(call.args)}", words)
        else:
            park.db.run("DELETE FROM settings WHERE name = ?", f"{what}:{language_of(call.args)}")
        park.rename()
        return True

    return put


def get_words(what: str) -> Callable[[Park, Call], Json]:
    def get(park: Park, call: Call) -> Json:
        fallback = park.bot["first_name"] if what == "name" else ""
        return {what: park.db.setting(f"{what}:{language_of(call.args)}", park.db.setting(f"{what}:", fallback))}

    return get


def set_menu_button(park: Park, call: Call) -> bool:
    chat_id = call.args.get("chat_id") or 0
    if chat_id:
        phone_of(park, chat_id)
    park.db.keep(f"menu:{chat_id}", call.args.get("menu_button") or {"type": "default"})
    return True


def get_menu_button(park: Park, call: Call) -> Json:
    button: Json = park.db.setting(f"menu:{call.args.get('chat_id') or 0}", {"type": "commands"})
    return button
