"""A park to measure with: firms with a contact each, liaisons, all bound to phones of the practice server."""

import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from sqlalchemy import text

from bot.settings import Settings
from domain.park import Park
from domain.roles import MOST_FIRMS_A_LIAISON, Role
from practice import PRACTICE_TOKEN
from services.park import DepartmentRow, FirmRow, ParkSheets, PersonRow, load_park
from services.people import accept_invitation, invite
from storage.calendar import official_days
from storage.database import Database
from storage.migrate import migrate
from storage.sealed import KeyRing, new_key

BOT_ID = int(PRACTICE_TOKEN.partition(":")[0])
KEY_WORDS = f"1:{new_key()}"
KEYS = KeyRing.read(KEY_WORDS)
LANGUAGE = "zh-CN"


@dataclass(frozen=True)
class Town:
    """Chat ids of those who file, and of those who are told."""

    contacts: list[int]
    liaisons: list[int]


def now() -> datetime:
    """The moment, as a row is stamped with it."""
    return datetime.now(UTC)  # noqa: TID251 - the benchmark stands outside the product


def park_rules() -> Park:
    """The park as the default settings describe it."""
    return Settings(_env_file=None).park(*official_days())


def sheets(firms: int) -> ParkSheets:
    """That many firms, one contact each, and as many liaisons as they need."""
    liaisons = -(-firms // MOST_FIRMS_A_LIAISON)
    people = [person(f"C{number}", Role.CONTACT) for number in range(firms)]
    people += [person(f"L{number}", Role.LIAISON) for number in range(liaisons)]
    return ParkSheets(
        departments=(DepartmentRow(code="D1", name="综合服务窗口"),),
        people=(*people, person("W1", Role.DISPATCHER)),
        firms=tuple(firm(number, liaisons) for number in range(firms)),
    )


def person(code: str, role: Role) -> PersonRow:
    """Somebody."""
    return PersonRow(code=code, name=f"某人{code}", roles=frozenset({role}))


def firm(number: int, liaisons: int) -> FirmRow:
    """A firm with its contact and its liaison."""
    return FirmRow(
        code=f"F{number}",
        name=f"第{number}号精密机械有限公司",
        size="small",
        liaison=f"L{number % liaisons}",
        contacts=(f"C{number}",),
    )


async def phones(server: str, count: int) -> list[int]:
    """Chat ids of that many phones that have started the bot."""
    async with aiohttp.ClientSession() as http, http.post(f"{server}/phones", json={"crowd": count}) as answer:
        opened: dict[str, list[int]] = await answer.json()
    return opened["chat_ids"]


async def settle(db: Database, server: str, firms: int) -> Town:
    """Make the tables, load the park, bind everybody to a phone."""
    await migrate(db)
    planned = sheets(firms)
    await load_park(db, planned)
    codes = [row.code for row in planned.people]
    chats = dict(zip(codes, await phones(server, len(codes)), strict=True))
    for code, chat in chats.items():
        token = await invite(db, code, at=now())
        await accept_invitation(db, token, BOT_ID, chat, language=LANGUAGE, at=now())
    return Town(starting("C", chats), starting("L", chats))


def starting(letter: str, chats: dict[str, int]) -> list[int]:
    """Chats of those whose code begins so."""
    return [chat for code, chat in chats.items() if code.startswith(letter)]


async def count(db: Database, question: str) -> int:
    """How many rows: `question` is what stands behind FROM."""
    async with db.reader.connect() as connection:
        return int((await connection.execute(text(f"SELECT count(*) FROM {question}"))).scalar_one())


def make_presses(folder: Path, ids: Iterable[str]) -> None:
    """Presses that the practice server will let a bot answer: they come from us and not from its phones."""
    rows: Sequence[tuple[str, int, float]] = [(press, 0, time.time() + 3600) for press in ids]
    kept = sqlite3.connect(folder / "practice.db", timeout=30)
    with kept:
        kept.executemany("INSERT INTO presses VALUES (?, ?, ?)", rows)
    kept.close()
