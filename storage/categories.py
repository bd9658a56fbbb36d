"""Questions about the kinds of problems."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import Category, Department

ALL = select(Category).order_by(col(Category.position))


async def categories(session: AsyncSession) -> Sequence[Category]:
    """All of them, in the order they are offered."""
    return (await session.exec(ALL)).all()


async def handled_by(session: AsyncSession) -> Sequence[tuple[Category, Department | None]]:
    """All of them, each with the department it suits."""
    asked = select(Category, Department).outerjoin(Department, col(Department.id) == col(Category.department_id))
    return (await session.exec(asked.order_by(col(Category.position)))).all()


async def category(session: AsyncSession, code: str) -> Category:
    """One that is known to exist."""
    return (await session.exec(select(Category).where(Category.code == code))).one()
