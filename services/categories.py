"""Use cases of categories."""

from collections.abc import Sequence

from storage.categories import categories
from storage.database import Database
from storage.tables import Category


async def kinds(db: Database) -> Sequence[Category]:
    """The park's categories in the order they are offered."""
    async with db.read() as session:
        return await categories(session)
