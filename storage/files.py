"""Attachments by what is still to be done with them: fetched, sent on, joined by the rest of their album."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select as select_columns
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import METADATA, Attachment, Event

attachment = METADATA.tables["attachment"]


@dataclass(frozen=True)
class ToFetch:
    """A file that Telegram has and the shelf has not."""

    id: int
    file_id: str
    tries: int


FIELDS = (attachment.c.id, attachment.c.file_id, attachment.c.tries)


async def to_fetch(connection: AsyncConnection, at: datetime, *, limit: int) -> list[ToFetch]:
    """What is to be fetched by that moment, the longest waiting first."""
    due = select_columns(*FIELDS).where(attachment.c.fetch_at <= at)
    rows = await connection.execute(due.order_by(attachment.c.fetch_at, attachment.c.id).limit(limit))
    return [ToFetch(*row) for row in rows]


async def is_stored(connection: AsyncConnection, row_id: int, stored: str, at: datetime) -> None:
    """The file is on the shelf."""
    done = update(attachment).where(attachment.c.id == row_id)
    await connection.execute(done.values(stored=stored, stored_at=at, fetch_at=None, problem=None))


async def is_lost(connection: AsyncConnection, row_id: int, why: str) -> None:
    """The file can never be fetched."""
    lost = update(attachment).where(attachment.c.id == row_id)
    await connection.execute(lost.values(problem=why[:255], fetch_at=None, tries=attachment.c.tries + 1))


async def waits(connection: AsyncConnection, row_id: int, until: datetime) -> None:
    """Try again then."""
    later = update(attachment).where(attachment.c.id == row_id)
    await connection.execute(later.values(fetch_at=until, tries=attachment.c.tries + 1))


async def album_event(session: AsyncSession, album: str, person_id: int) -> Event | None:
    """The last thing the person did with parts of that album."""
    asked = select(Event).join(Attachment, col(Attachment.event_id) == Event.id)
    asked = asked.where(Attachment.album == album, Event.actor_id == person_id)
    return (await session.exec(asked.order_by(col(Event.id).desc()).limit(1))).first()


async def count_by_event(session: AsyncSession, ticket_id: int) -> dict[int, int]:
    """How many files each event of a ticket has brought."""
    asked = select(Attachment.event_id, func.count()).where(Attachment.ticket_id == ticket_id)
    found: Sequence[tuple[int, int]] = (await session.exec(asked.group_by(col(Attachment.event_id)))).all()
    return dict(found)
