"""The sample park's people for tests of services."""

from datetime import UTC, datetime

from services.park import load_park
from services.sample import small_park
from storage.database import Database
from storage.people import Me, as_me, person_by_code

MORNING = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)  # Tuesday 09:30 in the park


async def sample(db: Database) -> None:
    """Load the sample park."""
    await load_park(db, small_park())


async def me(db: Database, code: str, at: datetime = MORNING) -> Me:
    """A person of the sample park, as he acts at that moment."""
    async with db.read() as session:
        person = await person_by_code(session, code)
        assert person, code
        return await as_me(session, person, at)
