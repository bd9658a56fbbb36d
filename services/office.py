"""Use cases at the back office's door: a one-time link, signing in, who is signed in, signing out."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import NotForOffice, OfficeLinkGone
from domain.roles import BOARD
from services.audit import note
from storage.database import Database
from storage.office import end_links, office_link, office_session, set_session
from storage.people import Me, as_me, person_by_id
from storage.tables import OfficeLink, OfficeSession

TOKEN_BYTES = 32
LINK_LIVES = timedelta(minutes=15)
SESSION_LIVES = timedelta(hours=8)
IDLE = timedelta(hours=1)
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class SignedIn:
    """Who sits at the back office, and the secret of his session, as his cookie holds it."""

    me: Me
    cookie: str


def digest(secret: str) -> str:
    """What is stored of a link or a cookie: whoever reads the database cannot use it."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def make_office_link(db: Database, *, by: Me, at: datetime) -> str:
    """A token that opens the back office once within 15 minutes; an earlier one of the person's opens nothing now.

    To departments, liaisons and chain leads it opens the board alone. Raises NotForOffice.
    """
    if not by.roles & BOARD:
        raise NotForOffice
    token = secrets.token_urlsafe(TOKEN_BYTES)
    async with db.begin() as session:
        await end_links(session, by.id, at)
        session.add(OfficeLink(token_hash=digest(token), person_id=by.id, expires_at=at + LINK_LIVES))
    return token


async def sign_in(db: Database, token: str, *, at: datetime) -> SignedIn:
    """Use the link up and begin a session. Raises OfficeLinkGone, NotForOffice."""
    cookie = secrets.token_urlsafe(TOKEN_BYTES)
    async with db.begin() as session:
        link = await office_link(session, digest(token))
        if link is None or link.used_at is not None or link.expires_at <= at:
            raise OfficeLinkGone
        me = await as_me(session, await person_by_id(session, link.person_id), at)
        if not me.roles & BOARD:
            raise NotForOffice
        link.used_at = at
        session.add(link)
        session.add(OfficeSession(cookie_hash=digest(cookie), person_id=me.id, started_at=at, seen_at=at))
        note(session, "session", me.person.code, "sign-in", by=me, at=at)
    return SignedIn(me, cookie)


async def signed_in(db: Database, cookie: str, *, at: datetime, is_there: bool = True) -> SignedIn | None:
    """Who shows this cookie; None when the session is over: signed out, 8 hours old, an hour idle, or without a role.

    A session of somebody who has no role for it any more has ended for good. `is_there`: he does something himself,
    it is not a page that looks for news.
    """
    hashed = digest(cookie)
    async with db.read() as session:
        found = await office_session(session, hashed)
        if found is None or is_over(found[0], at):
            return None
        row, person = found
        me = await as_me(session, person, at)
    if not me.roles & BOARD:
        await sign_out(db, cookie, at=at)
        return None
    if is_there and at - row.seen_at >= SEEN_EVERY:
        await note_presence(db, hashed, at)
    return SignedIn(me, cookie)


def is_over(row: OfficeSession, at: datetime) -> bool:
    """Whether its time has run out."""
    return at - row.started_at >= SESSION_LIVES or at - row.seen_at >= IDLE


async def note_presence(db: Database, cookie_hash: str, at: datetime) -> None:
    """He is at work."""
    async with db.begin() as session:
        await set_session(session, cookie_hash, seen_at=at)


async def sign_out(db: Database, cookie: str, *, at: datetime) -> None:
    """The cookie opens nothing from now on. Twice is harmless."""
    async with db.begin() as session:
        await set_session(session, digest(cookie), ended_at=at)
