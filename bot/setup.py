"""Open the database that the settings name, for the park they describe."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlmodel import select

from bot.keys import keys_of
from bot.settings import Settings
from storage.calendar import official_days
from storage.database import Database
from storage.tables import Person


def open_database(settings: Settings) -> Database:
    """The database; the folder of an SQLite file is made."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    return Database(settings.database_url, settings.park(*official_days()), keys_of(settings))


async def is_empty(db: Database) -> bool:
    """Whether nobody is known yet."""
    async with db.read() as session:
        return (await session.exec(select(Person.id).limit(1))).first() is None
