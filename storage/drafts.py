"""Half-filled forms, one row a chat."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, delete
from sqlalchemy.ext.asyncio import AsyncConnection
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


@cache
def keeping(dialect: str) -> Executable:
    """The upsert of the hot path, built once for each database."""
    new = insert_into(drafts, dialect)
    changed = {"content": new.excluded.content, "updated_at": new.excluded.updated_at}
    return new.on_conflict_do_update(index_elements=["bot_id", "chat_id"], set_=changed)


async def keep_draft(
    connection: AsyncConnection, bot_id: int, chat_id: int, content: dict[str, Any], at: datetime
) -> None:
    """Remember it."""
    row = {"bot_id": bot_id, "chat_id": chat_id, "content": content, "updated_at": at}
    await connection.execute(keeping(connection.dialect.name), row)


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Delete what nobody has gone on with since that moment; returns how many."""
    return (await connection.execute(delete(drafts).where(drafts.c.updated_at < before))).rowcount
