"""The inbox: updates on disk before they are acknowledged, each once. Core statements: this is a hot path."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import METADATA
from storage.upsert import insert_into

inbox = METADATA.tables["inbox"]


FIELDS = (inbox.c.id, inbox.c.update_id, inbox.c.lane, inbox.c.body)


@cache
def keeping(dialect: str) -> Executable:
    """The insert of the hot path, built once for each database."""
    new = insert_into(inbox, dialect).on_conflict_do_nothing(index_elements=["bot_id", "update_id"])
    return new.returning(*FIELDS)


async def store(connection: AsyncConnection, updates: Sequence[dict[str, Any]]) -> Sequence[Row[int, int, int, str]]:
    """Keep the updates that are new; returns those, oldest first. What came before is left as it is."""
    unique = {(update["bot_id"], update["update_id"]): update for update in updates}
    rows = await connection.execute(keeping(connection.dialect.name), list(unique.values()))
    return sorted(rows.all(), key=lambda row: row.update_id)


async def open_updates(connection: AsyncConnection) -> Sequence[Row[int, int, int, str]]:
    """What is not done yet, in the order it came: id, update_id, lane, body."""
    asked = select(*FIELDS).where(inbox.c.done_at.is_(None))
    return (await connection.execute(asked.order_by(inbox.c.id))).all()


async def done(connection: AsyncConnection, ids: Collection[int], at: datetime, error: str | None = None) -> None:
    """The updates are handled and answered."""
    await connection.execute(update(inbox).where(inbox.c.id.in_(ids)).values(done_at=at, error=error))


async def forget(connection: AsyncConnection, before: datetime, *, most: int) -> int:
    """Delete the oldest updates, as far as they were done before that moment; returns how many, `most` at a time."""
    oldest = select(inbox.c.id, inbox.c.done_at).order_by(inbox.c.id).limit(most).subquery()
    over = select(oldest.c.id).where(oldest.c.done_at < before)
    return (await connection.execute(delete(inbox).where(inbox.c.id.in_(over)))).rowcount
