"""The outbox: messages that are owed, claimed for a while, settled once. Core statements: this is a hot path."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, Integer, Select, and_, bindparam, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import OWES
from storage.tables import METADATA
from storage.upsert import insert_into

push = METADATA.tables["push"]


@dataclass(frozen=True)
class Owed:
    """One claimed push."""

    id: int
    person_id: int
    kind: str
    ticket_id: int | None
    args: dict[str, Any]
    quiet: bool
    tries: int


@cache
def owing(dialect: str) -> Executable:
    """The insert of the hot path, built once for each database."""
    return insert_into(push, dialect).on_conflict_do_nothing(index_elements=["key"])


async def owe(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Owe messages; a key that is owed already is left as it is, so that nothing is said twice."""
    if not rows:
        return
    await session.flush()
    connection = await session.connection()
    await connection.execute(owing(connection.dialect.name), list(rows))
    session.info[OWES] = True


def due_now() -> Select[int]:
    """The question of the hot path, built once: what is due, free, and not behind an earlier one that has to wait."""
    at, earlier = bindparam("at", type_=push.c.due_at.type), push.alias()
    waits = and_(earlier.c.person_id == push.c.person_id, earlier.c.settled_at.is_(None), earlier.c.id < push.c.id)
    held = exists().where(waits, and_(earlier.c.tries > 0, earlier.c.due_at > at) | (earlier.c.leased_until > at))
    free = (push.c.leased_until.is_(None)) | (push.c.leased_until <= at)
    others = push.c.person_id.not_in(bindparam("busy", expanding=True))
    due = select(push.c.id).where(push.c.settled_at.is_(None), push.c.due_at <= at, free, others, ~held)
    return due.order_by(push.c.id).limit(bindparam("most", type_=Integer)).with_for_update(skip_locked=True)


DUE_NOW = due_now()
FIELDS = (push.c.id, push.c.person_id, push.c.kind, push.c.ticket_id, push.c.args, push.c.quiet, push.c.tries)
CLAIMED = select(*FIELDS).where(push.c.id.in_(bindparam("ids", expanding=True))).order_by(push.c.id)


async def claim(
    connection: AsyncConnection, at: datetime, until: datetime, *, limit: int, busy: Collection[int] = ()
) -> list[Owed]:
    """Lease due pushes, each person's in order: one that has to wait keeps the person's later ones waiting.

    People who are `busy` get none: theirs are on the way, even if a clock that jumps has ended the lease.
    """
    asked = {"at": at, "busy": list(busy), "most": limit}
    ids = list((await connection.execute(DUE_NOW, asked)).scalars())
    if not ids:
        return []
    await connection.execute(update(push).where(push.c.id.in_(ids)).values(leased_until=until, tries=push.c.tries + 1))
    return [Owed(*row) for row in await connection.execute(CLAIMED, {"ids": ids})]


async def settle(connection: AsyncConnection, ids: Collection[int], at: datetime, outcome: str) -> None:
    """The pushes are sent, or will never be: `outcome` says which."""
    await connection.execute(
        update(push).where(push.c.id.in_(ids)).values(settled_at=at, leased_until=None, outcome=outcome)
    )


async def postpone(connection: AsyncConnection, ids: Collection[int], due_at: datetime, error: str) -> None:
    """Nothing was sent: try again then."""
    await connection.execute(
        update(push).where(push.c.id.in_(ids)).values(due_at=due_at, leased_until=None, error=error[:255])
    )


async def release(session: AsyncSession, person_id: int, at: datetime) -> None:
    """The person can be reached now: what waited for that is due."""
    waiting = update(push).where(push.c.person_id == person_id, push.c.settled_at.is_(None), push.c.due_at > at)
    await session.exec(waiting.values(due_at=at))
    session.info[OWES] = True
