"""Kinds of parameters: each turns what came over the wire into a value, or refuses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from practice.refusals import bad

Kind = Callable[[str, Any], Any]
TRUE = ("true", "yes", "1")
FALSE = ("false", "no", "0", "")


def text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise bad(f'field "{name}" must be of type String')
    if "\x00" in value:
        raise bad("strings must be encoded in UTF-8")
    return value


def integer(name: str, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lstrip("-").isdecimal():
        return int(value)
    raise bad(f'field "{name}" must be of type Number')


def real(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise bad(f'field "{name}" must be of type Number') from None


def boolean(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str | int) and str(value).lower() in TRUE + FALSE:
        return str(value).lower() in TRUE
    raise bad(f'field "{name}" must be of type Boolean')


def chat(_name: str, value: Any) -> int:
    """Usernames name channels and groups, and this park has none."""
    if value == "":
        raise bad("chat_id is empty")
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lstrip("-").isdecimal():
        return int(value)
    raise bad("chat not found")


def parsed(name: str, value: Any) -> Any:
    """Objects and lists arrive as JSON text, or as they are in a JSON body."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None


def items(name: str, value: Any) -> list[Any]:
    found = parsed(name, value) if value != "" else []
    if not isinstance(found, list):
        raise bad(f"expected an Array of {name}")
    return found


def record(name: str, value: Any) -> dict[str, Any] | None:
    found = parsed(name, value) if value != "" else None
    if found is not None and not isinstance(found, dict):
        raise bad(f"object expected as {name.replace('_', ' ')}")
    return found


def strings(name: str, value: Any) -> list[str]:
    return [text(name, item) for item in items(name, value)]


def integers(name: str, value: Any) -> list[int]:
    return [integer(name, item) for item in items(name, value)]


def entities(name: str, value: Any) -> list[dict[str, Any]]:
    found = items(name, value)
    for entity in found:
        if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
            raise bad("can't parse MessageEntity: an Object with a type is expected")
        integer("offset", entity.get("offset"))
        integer("length", entity.get("length"))
    return found


def media(_name: str, value: Any) -> str:
    """A file_id, an address, or attach://NAME; the bytes themselves arrive beside it."""
    return text("file", value)
