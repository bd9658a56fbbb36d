"""The bot's commands, registered for each scope and language; what a phone's menu shows of them."""

from __future__ import annotations

import re
from typing import Any

from practice.chats import phone_of
from practice.park import Call, Park
from practice.profile import language_of
from practice.refusals import bad
from practice.store import Json, Row

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
DESCRIPTION_LIMIT = 256
MOST_COMMANDS = 100
PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")


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
