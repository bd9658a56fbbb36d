"""Keyboards under messages: their shape, and the 64 bytes a button may carry."""

from __future__ import annotations

from typing import Any

from practice.kinds import record
from practice.refusals import bad
from practice.store import Json

DATA_BYTES = 64
BUTTON_LIMIT = 100
COPY_LIMIT = 256
ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip


def markup(_name: str, value: Any) -> Json | None:
    """A kind of parameter, like those of practice.kinds."""
    found = record("reply_markup", value)
    if not found:
        return None
    if "inline_keyboard" in found:
        return {"inline_keyboard": inline_rows(found["inline_keyboard"])}
    if "keyboard" in found:
        return found | {"keyboard": reply_rows(found["keyboard"])}
    if found.get("remove_keyboard") is True or found.get("force_reply") is True:
        return found
    raise bad("can't parse reply keyboard markup JSON object")


def inline_only(found: Json | None) -> Json | None:
    """An edited message can carry no other keyboard."""
    if found and "inline_keyboard" not in found:
        raise bad("inline keyboard expected")
    return found


def rows_of(rows: Any, name: str, owner: str) -> list[list[Any]]:
    if not isinstance(rows, list):
        raise bad(f'field "{name}" of the {owner} must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad(f'field "{name}" of the {owner} must be an Array of Arrays')
    if sum(map(len, rows)) > BUTTON_LIMIT:
        raise bad("reply markup is too long")
    return [row for row in rows if row]


def inline_rows(rows: Any) -> list[list[Json]]:
    checked = rows_of(rows, "inline_keyboard", "InlineKeyboardMarkup")
    return [[inline_button(button) for button in row] for row in checked]


def inline_button(button: Any) -> Json:
    problem = "can't parse inline keyboard button"
    if not isinstance(button, dict):
        raise bad(f"{problem}: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str) or not button["text"]:
        raise bad(f'{problem}: Field "text" must be of type String')
    actions = [name for name in ACTIONS if button.get(name) is not None]
    if not actions:
        raise bad(f"{problem}: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad(f"{problem}: exactly one action is expected")
    check_action(button)
    return {name: value for name, value in button.items() if value is not None}


def check_action(button: Json) -> None:
    data, url, copied = button.get("callback_data"), button.get("url"), button.get("copy_text")
    if data is not None and not (isinstance(data, str) and 1 <= len(data.encode()) <= DATA_BYTES):
        raise bad("BUTTON_DATA_INVALID")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://")):
        raise bad("BUTTON_URL_INVALID")
    if copied is not None and not 1 <= len(str(copied.get("text") or "")) <= COPY_LIMIT:
        raise bad("BUTTON_COPY_TEXT_INVALID")


def reply_rows(rows: Any) -> list[list[Json]]:
    checked = rows_of(rows, "keyboard", "ReplyKeyboardMarkup")
    return [[reply_button(button) for button in row] for row in checked]


def reply_button(button: Any) -> Json:
    found = {"text": button} if isinstance(button, str) else button
    if not isinstance(found, dict) or not isinstance(found.get("text"), str) or not found["text"]:
        raise bad('can\'t parse keyboard button: Field "text" must be of type String')
    return found
