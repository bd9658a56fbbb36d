"""Text as Telegram keeps it: parsed, trimmed, measured, with the links and commands it finds by itself."""

from __future__ import annotations

import re

from practice.formatting import parse_html, utf16
from practice.refusals import bad
from practice.store import Json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
OPAQUE = ("code", "pre", "text_link", "text_mention")
FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"，。；）]+)"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]+\w)"
    r"|(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w+)?)"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31})"
    r"|(?P<hashtag>(?<!\w)#(?=\w*[^\W\d_])\w+)"
)


def formatted(text: str, parse_mode: str | None, given: list[Json] | None) -> tuple[str, list[Json]]:
    """The plain text and its entities."""
    if parse_mode and parse_mode.lower() != "html":
        raise bad("unsupported parse_mode")
    plain, entities = parse_html(text) if parse_mode else (text, list(given or []))
    plain, entities = trimmed(plain, entities)
    return plain, with_found(plain, entities)


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    short = text.strip()
    if short == text:
        return text, entities
    shift, length = utf16(text[: len(text) - len(text.lstrip())]), utf16(short)
    moved = [moved_by(entity, shift, length) for entity in entities]
    return short, [entity for entity in moved if entity["length"] > 0]


def moved_by(entity: Json, shift: int, length: int) -> Json:
    start = max(0, entity["offset"] - shift)
    end = min(length, entity["offset"] + entity["length"] - shift)
    return entity | {"offset": start, "length": end - start}


def with_found(text: str, entities: list[Json]) -> list[Json]:
    if not any(mark in text for mark in "/@#"):
        return entities
    hidden = [entity for entity in entities if entity["type"] in OPAQUE]
    found = [entity for entity in map(entity_of, FOUND.finditer(text)) if not overlaps(entity, hidden)]
    return sorted([*entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def entity_of(found: re.Match[str]) -> Json:
    offset, length = utf16(found.string[: found.start()]), utf16(found.group())
    return {"offset": offset, "length": length, "type": str(found.lastgroup)}


def overlaps(entity: Json, others: list[Json]) -> bool:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return any(start < other["offset"] + other["length"] and other["offset"] < end for other in others)


def text_of(args: Json) -> tuple[str, list[Json]]:
    """A message's text, refused when empty or too long."""
    text, entities = formatted(args.get("text") or "", args.get("parse_mode"), args.get("entities"))
    if not text:
        raise bad("message text is empty")
    if utf16(text) > TEXT_LIMIT:
        raise bad("message is too long")
    return text, entities


def caption_of(args: Json) -> Json:
    """The caption fields of a message; nothing when there is no caption."""
    text, entities = formatted(args.get("caption") or "", args.get("parse_mode"), args.get("caption_entities"))
    if utf16(text) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    fields: Json = {"caption": text} if text else {}
    return fields | ({"caption_entities": entities} if text and entities else {})
