"""Fixtures: each test on SQLite and on PostgreSQL, with its own database made from a migrated template."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.logs import set_up_logs
from bot.settings import Settings
from domain.park import Park
from storage.calendar import official_days
from storage.database import Database
from storage.migrate import migrate
from tests.house import KEYS, QUICK, House, opened_house
from tests.postgres import temporary_postgres

set_up_logs("WARNING")
PARK: Park = Settings(_env_file=None).park(*official_days())


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file."""
    file = tmp_path_factory.mktemp("template") / "sidan.db"
    apart(make(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL with a migrated template database."""
    with temporary_postgres() as url:
        apart(statement(url, "CREATE DATABASE template_park"))
        apart(make(at_database(url, "template_park")))
        yield url


def apart(work: Coroutine[Any, Any, None]) -> None:
    """Run it in a thread with its own loop: these fixtures are asked for in the middle of a running one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


async def make(url: str) -> None:
    """Migrate an empty database."""
    db = Database(url, PARK, KEYS)
    await migrate(db)
    await db.close()


async def statement(url: str, sql: str) -> None:
    """One statement outside any transaction."""
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(sql))
    await engine.dispose()


def at_database(url: str, name: str) -> str:
    """The URL of another database of the same server."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """An empty, migrated database of each kind."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "sidan.db")
        yield f"sqlite+aiosqlite:///{tmp_path / 'sidan.db'}"
        return
    server: str = request.getfixturevalue("postgres_server")
    name = f"park_{uuid4().hex[:12]}"
    await statement(server, f"CREATE DATABASE {name} TEMPLATE template_park STRATEGY FILE_COPY")
    yield at_database(server, name)
    await statement(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """A migrated database without a park."""
    opened = Database(database_url, PARK, KEYS)
    yield opened
    await opened.close()


@pytest.fixture
async def house(request: pytest.FixtureRequest, db: Database, tmp_path: Path) -> AsyncIterator[House]:
    """The whole desk with the sample park, talking to a practice park over real HTTP, by polling."""
    pace = 1.0 if request.node.get_closest_marker("real_pace") else QUICK
    async with opened_house(db, tmp_path, pace=pace) as made:
        yield made
