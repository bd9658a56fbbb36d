"""Use cases: the board on a screen in a hall, opened by an address of its own and by nobody who is signed in."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.errors import BadField, NotForOffice
from domain.roles import Role
from services.audit import note
from services.office import TOKEN_BYTES, digest
from storage.database import Database
from storage.people import Me
from storage.screen_tables import BoardScreen
from storage.screens import screen_locked, screen_of, screens

LIVES = timedelta(days=366)
LONGEST = 60
KEEPERS = frozenset({Role.ADMIN, Role.ASSESSOR})
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """The secret part of an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


async def hang(db: Database, place: str, token: str, *, by: Me, at: datetime) -> BoardScreen:
    """Let the address with this token show the board for a year. A second press hangs nothing more.

    Raises NotForOffice, BadField.
    """
    keeper(by)
    if not place or len(place) > LONGEST:
        raise BadField("place", "office-screen-wrong-place", most=LONGEST)
    if not TOKEN.fullmatch(token):
        raise BadField("token", "office-not-our-form")
    async with db.begin() as session:
        if known := await screen_of(session, digest(token)):
            return known
        row = BoardScreen(token_hash=digest(token), place=place, made_at=at, made_by_id=by.id, until=at + LIVES)
        session.add(row)
        note(session, "screen", place, "add", by=by, at=at)
    return row


async def take_down(db: Database, screen_id: int, *, by: Me, at: datetime) -> None:
    """Its address opens nothing any more. Twice is harmless. Raises NotForOffice."""
    keeper(by)
    async with db.begin() as session:
        row = await screen_locked(session, screen_id)
        if row is None or row.ended_at:
            return
        row.ended_at = at
        note(session, "screen", row.place, "end", by=by, at=at)


async def screens_listed(db: Database, *, by: Me) -> Sequence[BoardScreen]:
    """All screens that hang. Raises NotForOffice."""
    keeper(by)
    async with db.read() as session:
        return await screens(session)


async def hangs(db: Database, token: str, *, at: datetime) -> bool:
    """Whether the address with this token shows the board."""
    async with db.read() as session:
        row = await screen_of(session, digest(token))
    return row is not None and row.ended_at is None and at < row.until


def keeper(by: Me) -> None:
    """Administrators and assessors alone hang screens. Raises NotForOffice."""
    if not by.roles & KEEPERS:
        raise NotForOffice
