"""Use cases of half-filled forms: they are kept in SQL, so that a restart loses nothing that was typed."""

from datetime import datetime
from typing import Any

from storage.database import Database
from storage.drafts import draft_at, keep_draft
from storage.people import Me, me_at


async def look(db: Database, bot_id: int, chat_id: int, *, at: datetime) -> tuple[Me | None, dict[str, Any]]:
    """Who the chat is bound to, and what is being filled in there."""
    async with db.read() as session:
        return await me_at(session, bot_id, chat_id, at), await draft_at(session, bot_id, chat_id)


async def keep(db: Database, bot_id: int, chat_id: int, content: dict[str, Any], *, at: datetime) -> None:
    """Remember what is being filled in."""
    async with db.write() as connection:
        await keep_draft(connection, bot_id, chat_id, content, at)
