"""Use cases of categories."""

from collections.abc import Sequence

from storage.categories import categories, handled_by
from storage.database import Database
from storage.tables import Category, Department


async def kinds(db: Database) -> Sequence[Category]:
    """The park's categories in the order they are offered."""
    async with db.read() as session:
        return await categories(session)


async def guide(db: Database) -> Sequence[tuple[Category, Department | None]]:
    """What the desk takes, and which department it suits."""
    async with db.read() as session:
        return await handled_by(session)
