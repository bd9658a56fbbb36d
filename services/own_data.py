"""我的数据: everything that is held about one person, for himself; of nobody else anything personal."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import own_data as held
from storage.database import Database
from storage.exports import exports_of
from storage.people import Me
from storage.tables import Chat

TICKET = {
    "number",
    "category_code",
    "summary",
    "details",
    "urgent",
    "confidential",
    "state",
    "filed_at",
    "closed_at",
    "outcome",
}
FILE = {"kind", "name", "mime", "size", "caption", "stored_at"}
EXPORT = {"kind", "period", "asked_at", "ended_at", "ended"}
MOST = 10_000
REQUEST = {"name", "firm_name", "credit_code", "phone", "asked_at", "decided_at", "reason"}
# Of what an event changed only what is nobody's: the rest are row ids of people and departments.
CHANGED = ("stars", "promised_for", "outcome")


async def own_data(db: Database, *, by: Me, at: datetime) -> bytes:
    """A JSON file (UTF-8, moments in UTC) with all that the tables hold about the person, asked for by himself."""
    async with db.read() as session:
        chats = await held.own_chats(session, by.id)
        links, asked = await held.own_invitations(session, by.id), await held.own_requests(session, by.id)
        found = {
            "made_at": at,
            "person": await himself(session, by),
            "chats": [only(chat, {"chat_id", "bound_at", "blocked_at"}) for chat in chats],
            "invitations": [only(each, {"expires_at", "used_at"}) for each in links],
            "binding_requests": [only(each, REQUEST) for each in asked],
            "absences": [only(each, {"since", "until"}) for each in await held.absences_of(session, by.id)],
            "tickets_filed": [only(each, TICKET) for each in await held.filed_by(session, by.id)],
            "acts": await acts(session, by.id),
            "files": [{"ticket": number} | only(each, FILE) for each, number in await held.files_of(session, by.id)],
            "letters": await letters(session, by.id),
            "exports": [only(each, EXPORT) for each in await exports_of(session, by.id, limit=MOST)],
            "messages_owed": await held.pushes_to(session, by.id),
            "unfinished_forms": await forms(session, chats),
            "received": [line for chat in chats for line in await received(session, chat)],
        }
    return json.dumps(found, ensure_ascii=False, indent=1, default=plain).encode()


def only(row: SQLModel, names: set[str]) -> dict[str, Any]:
    """Some columns of a row."""
    return row.model_dump(include=names)


def plain(value: object) -> str:
    """Moments as ISO 8601."""
    return value.isoformat() if isinstance(value, datetime) else str(value)


async def himself(session: AsyncSession, by: Me) -> dict[str, Any]:
    """Who he is, his roles, his firms."""
    firms = await held.firms_spoken_for(session, by.id)
    return only(by.person, {"code", "name", "phone", "language", "chain"}) | {
        "department": await held.department_name(session, by.person.department_id),
        "roles": sorted(by.roles),
        "firms": [{"code": firm.code, "name": firm.name, "owner": is_owner} for firm, is_owner in firms],
    }


async def acts(session: AsyncSession, person_id: int) -> list[dict[str, Any]]:
    """What he did with tickets, his words and ratings among it."""
    return [
        {"ticket": number, "at": event.at, "action": event.action, "text": event.text}
        | {name: event.new[name] for name in CHANGED if event.new.get(name) is not None}
        for event, number in await held.acts_of(session, person_id)
    ]


async def letters(session: AsyncSession, person_id: int) -> list[dict[str, Any]]:
    """What he wrote to a firm or its liaison outside tickets."""
    return [
        {"firm": firm, "at": each.at, "text": each.text, "files": [file.get("name") for file in each.files]}
        for each, firm in await held.letters_of(session, person_id)
    ]


async def forms(session: AsyncSession, chats: Sequence[Chat]) -> list[dict[str, Any]]:
    """What he has begun to fill in."""
    drafts = [draft for chat in chats for draft in await held.drafts_at(session, chat.bot_id, [chat.chat_id])]
    begun = [filling for draft in drafts for filling in draft.content.get("begun", {}).values()]
    return [{"form": filling["form"], "answers": filling["answers"]} for filling in begun]


async def received(session: AsyncSession, chat: Chat) -> list[dict[str, Any]]:
    """What he sent: his own words and presses, without what he replied to."""
    lines = []
    for at, body in await held.came_from(session, chat.bot_id, chat.chat_id, chat.bound_at):
        update = json.loads(body)
        message = update.get("message") or update.get("edited_message") or {}
        said = message.get("text") or message.get("caption")
        pressed = (update.get("callback_query") or {}).get("data")
        lines.append({"at": at, "text": said, "pressed": pressed})
    return lines
