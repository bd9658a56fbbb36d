"""Half-filled forms, one row a chat."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import METADATA, Draft
from storage.upsert import insert_into

drafts = METADATA.tables["draft"]
AT_CHAT = select(Draft.content).where(col(Draft.bot_id) == bindparam("bot"), col(Draft.chat_id) == bindparam("chat"))


async def draft_at(session: AsyncSession, bot_id: int, chat_id: int) -> dict[str, Any]:
    """What is being filled in at the chat; empty when nothing is."""
    found = await session.exec(AT_CHAT, params={"bot": bot_id, "chat": chat_id})
    return dict(found.first() or {})


async def keep_draft(session: AsyncSession, bot_id: int, chat_id: int, content: dict[str, Any], at: datetime) -> None:
    """Remember it."""
    row = {"bot_id": bot_id, "chat_id": chat_id, "content": content, "updated_at": at}
    new = insert_into(drafts, session.get_bind().dialect.name).values(row)
    changed = {"content": content, "updated_at": at}
    await session.exec(new.on_conflict_do_update(index_elements=["bot_id", "chat_id"], set_=changed))
