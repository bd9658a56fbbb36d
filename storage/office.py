"""Questions of the back office: its links, who is signed in, its trail; and one change of the park at a time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import Audit, OfficeLink, OfficeSession, Person

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(20101)")


async def one_at_a_time(session: AsyncSession) -> None:
    """Who changes people, firms or departments waits for whoever does so already. SQLite's writers queue anyway."""
    if session.get_bind().dialect.name == "postgresql":
        await (await session.connection()).execute(ONE_AT_A_TIME)


async def office_link(session: AsyncSession, token_hash: str) -> OfficeLink | None:
    """The link, locked: pressed twice at once it opens once."""
    asked = select(OfficeLink).where(OfficeLink.token_hash == token_hash).with_for_update()
    return (await session.exec(asked)).first()


async def end_links(session: AsyncSession, person_id: int, at: datetime) -> None:
    """Links of the person that wait open nothing any more."""
    waiting = update(OfficeLink).where(col(OfficeLink.person_id) == person_id, col(OfficeLink.used_at).is_(None))
    await session.exec(waiting.values(used_at=at))


async def office_session(session: AsyncSession, cookie_hash: str) -> tuple[OfficeSession, Person] | None:
    """Who is signed in with that cookie, unless he has signed out."""
    asked = select(OfficeSession, Person).join(Person, col(Person.id) == col(OfficeSession.person_id))
    here = asked.where(OfficeSession.cookie_hash == cookie_hash, col(OfficeSession.ended_at).is_(None))
    return (await session.exec(here)).first()


async def set_session(session: AsyncSession, cookie_hash: str, **values: datetime) -> None:
    """Note that the session was seen, or is over."""
    row = update(OfficeSession).where(col(OfficeSession.cookie_hash) == cookie_hash)
    await session.exec(row.values(**values))


async def trail(
    session: AsyncSession, what: str | None, row: str | None, *, limit: int, offset: int = 0
) -> Sequence[tuple[Audit, Person | None]]:
    """What was changed, the newest first, and by whom."""
    asked = select(Audit, Person).outerjoin(Person, col(Person.id) == col(Audit.actor_id))
    if what:
        asked = asked.where(Audit.what == what)
    if row:
        asked = asked.where(Audit.row == row)
    return (await session.exec(asked.order_by(col(Audit.id).desc()).limit(limit).offset(offset))).all()
