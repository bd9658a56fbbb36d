"""Questions about the kinds of problems."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import Category

ALL = select(Category).order_by(col(Category.position))


async def categories(session: AsyncSession) -> Sequence[Category]:
    """All of them, in the order they are offered."""
    return (await session.exec(ALL)).all()


async def category(session: AsyncSession, code: str) -> Category:
    """One that is known to exist."""
    return (await session.exec(select(Category).where(Category.code == code))).one()
