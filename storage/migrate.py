"""Bring the database's tables to what the code expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def config(connection: Connection) -> Config:
    """Alembic's settings for one open connection."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = connection
    return settings


async def migrate(db: Database) -> None:
    """Run every migration that the database has not seen. Safe to repeat."""
    async with db.engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(config(sync), "head"))
