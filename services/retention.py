"""What is not kept for ever: updates as Telegram sent them, and drafts that nobody went on with."""

from datetime import datetime, timedelta

from storage import drafts, inbox
from storage.database import Database

AT_ONCE = 1000


async def forget(db: Database, days: int, *, at: datetime) -> int:
    """Delete what has been done with for so many days; returns how many rows.

    In small transactions, so that nobody waits for it. What is not done is kept, however old: it is still owed.
    """
    before, total = at - timedelta(days=days), 0
    while some := await forget_some(db, before):
        total += some
    return total


async def forget_some(db: Database, before: datetime) -> int:
    """One small transaction of it."""
    async with db.write() as connection:
        return await inbox.forget(connection, before, most=AT_ONCE) + await drafts.forget(connection, before)
