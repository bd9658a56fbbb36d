"""Half-filled forms, one row a chat."""

from datetime import datetime
from typing import Any

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import METADATA, Draft
from storage.upsert import insert_into

drafts = METADATA.tables["draft"]


async def draft_at(session: AsyncSession, bot_id: int, chat_id: int) -> dict[str, Any]:
    """What is being filled in at the chat; empty when nothing is."""
    asked = select(Draft.content).where(Draft.bot_id == bot_id, Draft.chat_id == chat_id)
    return dict((await session.exec(asked)).first() or {})


async def keep_draft(session: AsyncSession, bot_id: int, chat_id: int, content: dict[str, Any], at: datetime) -> None:
    """Remember it."""
    row = {"bot_id": bot_id, "chat_id": chat_id, "content": content, "updated_at": at}
    new = insert_into(drafts, session.get_bind().dialect).values(row)
    changed = {"content": content, "updated_at": at}
    await session.exec(new.on_conflict_do_update(index_elements=["bot_id", "chat_id"], set_=changed))
