"""What a person's phone can be told to do: one function for each /phones/{chat}/DEED."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from practice import people
from practice.park import Park
from practice.store import Json, Row

Act = Callable[[Park, Row, Json], Any]


def text(park: Park, phone: Row, wish: Json) -> Json:
    words = str(wish.get("text") or "")
    return {"messages": people.write_text(park, phone, words, people.frame_of(park, phone, wish))}


def location(park: Park, phone: Row, wish: Json) -> Json:
    place = {"latitude": float(wish.get("latitude", 30.274)), "longitude": float(wish.get("longitude", 120.155))}
    return {"messages": [people.say(park, phone, {"location": place})]}


def contact(park: Park, phone: Row, wish: Json) -> Json:
    number = str(wish.get("phone_number") or "13800000000")
    card = {"phone_number": number, "first_name": phone["name"], "user_id": wish.get("user_id", phone["chat_id"])}
    return {"messages": [people.say(park, phone, {"contact": card})]}


def press(park: Park, phone: Row, wish: Json) -> Json:
    return {"press": people.press(park, phone, int(wish.get("message_id") or 0), wish)}


def edit(park: Park, phone: Row, wish: Json) -> Json:
    return {"messages": [people.edit(park, phone, int(wish.get("message_id") or 0), str(wish.get("text") or ""))]}


def delete(park: Park, phone: Row, wish: Json) -> None:
    people.delete(park, phone, int(wish.get("message_id") or 0))


def block(park: Park, phone: Row, _wish: Json) -> None:
    people.block(park, phone, blocked=True)


def unblock(park: Park, phone: Row, _wish: Json) -> None:
    people.block(park, phone, blocked=False)


def repeat(park: Park, phone: Row, _wish: Json) -> Json:
    return {"update_id": park.updates.repeat(phone["chat_id"])}


def read(park: Park, phone: Row, _wish: Json) -> None:
    park.db.run("UPDATE phones SET unread = 0 WHERE chat_id = ?", phone["chat_id"])


def mark(park: Park, phone: Row, wish: Json) -> None:
    """Account states that cannot be reached by tapping: deactivated, migrated."""
    park.db.run("UPDATE phones SET deactivated = ? WHERE chat_id = ?", bool(wish.get("deactivated")), phone["chat_id"])
    park.db.run("UPDATE phones SET migrated_to = ? WHERE chat_id = ?", wish.get("migrated_to"), phone["chat_id"])


DEEDS: dict[str, Act] = {
    "text": text, "location": location, "contact": contact, "press": press, "edit": edit, "delete": delete,
    "block": block, "unblock": unblock, "repeat": repeat, "read": read, "mark": mark,
}  # fmt: skip
