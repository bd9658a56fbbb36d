"""What the bot says about itself: its names in each language, its menu button, its files."""

from __future__ import annotations

import re
from collections.abc import Callable

from practice.chats import phone_of
from practice.files import found
from practice.park import CAPABILITIES, Call, Park
from practice.refusals import bad
from practice.store import Json

LANGUAGE = re.compile(r"(?:[a-z]{2})?")
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
