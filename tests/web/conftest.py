"""The back office on both databases."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.web.desk import Desk, opened_desk


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    """The back office of the sample park."""
    async with opened_desk(db) as made:
        yield made
