"""Who is in the park: residents from the product, strangers from the street, and their phones."""

from __future__ import annotations

from practice.chats import add_phone, phone_by_code, phone_of
from practice.commands import commands_for
from practice.park import Park
from practice.people import write_text
from practice.refusals import Refusal
from practice.settings import Resident
from practice.store import Json, Row

LANGUAGE = "zh-hans"


async def residents_of(park: Park) -> list[Resident]:
    return await park.hooks.residents() if park.hooks.residents else []


async def listed(park: Park) -> list[Json]:
    """Residents in the order given, then strangers; opened or not."""
    phones = {row["code"]: row for row in park.db.all("SELECT * FROM phones ORDER BY rowid")}
    people = [shown(park, person, phones.pop(person.code, None)) for person in await residents_of(park)]
    return people + [shown(park, person_of(row), row) for row in phones.values()]


def person_of(row: Row) -> Resident:
    return Resident(row["code"], row["name"], ("stranger",) if row["stranger"] else (), "")


def shown(park: Park, person: Resident, row: Row | None) -> Json:
    about = {"code": person.code, "name": person.name, "roles": person.roles, "place": person.place}
    if row is None:
        return about | {"chat_id": None, "opened": False, "started": False, "blocked": False, "unread": 0}
    flags = {name: bool(row[name]) for name in ("opened", "started", "blocked", "deactivated", "stranger")}
    counted = {"chat_id": row["chat_id"], "unread": row["unread"], "language_code": row["language"]}
    return about | flags | counted | {"commands": commands_for(park, row)}


async def one(park: Park, chat_id: int) -> Json:
    row = phone_of(park, chat_id)
    people = {person.code: person for person in await residents_of(park)}
    return shown(park, people.get(row["code"]) or person_of(row), row)


async def open_phone(park: Park, wish: Json) -> Json:
    """A resident's phone, or a new one for a stranger; the first time it writes /start."""
    code = wish.get("code")
    row = phone_by_code(park, str(code)) if code else None
    if row is None:
        row = await new_resident(park, str(code), wish) if code else new_stranger(park, wish)
    if wish.get("language_code"):
        park.db.run("UPDATE phones SET language = ? WHERE chat_id = ?", wish["language_code"], row["chat_id"])
    await greet(park, phone_of(park, row["chat_id"]), wish)
    return await one(park, row["chat_id"])


async def new_resident(park: Park, code: str, wish: Json) -> Row:
    person = next((person for person in await residents_of(park) if person.code == code), None)
    if person is None:
        raise Refusal(404, "nobody in the park has this code")
    return phone_by_code(park, code) or added(park, code, person.name, wish, stranger=False)


def new_stranger(park: Park, wish: Json) -> Row:
    number = park.db.number("SELECT count(*) FROM phones WHERE stranger") + 1
    return added(park, f"stranger-{number}", str(wish.get("name") or "路人"), wish, stranger=True)


def added(park: Park, code: str, name: str, wish: Json, *, stranger: bool) -> Row:
    row = add_phone(park, code, name, wish.get("language_code") or LANGUAGE, stranger=stranger)
    park.event("chat", row["chat_id"])
    return row


async def greet(park: Park, row: Row, wish: Json) -> None:
    """`start`: a payload to send, or false for a phone that stays silent."""
    payload, invited = wish.get("start"), None
    if row["started"] or payload is False:
        return
    if payload is None and park.hooks.invite and not row["stranger"]:
        invited = await park.hooks.invite(row["code"])
    if payload is not None or invited:
        write_text(park, row, f"/start {payload or invited or ''}".strip(), {})


def crowd(park: Park, count: int) -> list[int]:
    """Many strangers at once who have all started the bot already: for benchmarks."""
    with park.db.atomic():
        rows = [new_stranger(park, {"name": f"路人{number + 1}"}) for number in range(count)]
        park.db.run("UPDATE phones SET started = 1 WHERE stranger")
    return [row["chat_id"] for row in rows]
