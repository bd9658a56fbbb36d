"""Chats and people: a chat becomes a person's, goes with him to another phone, or is nobody's any more."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from services.pushes import owed
from storage.binding import close_requests
from storage.colleagues import chat_of, chats_of, drop_drafts, settle_all, void_invitations
from storage.outbox import owe, release
from storage.tables import Chat, Invitation

TOKEN_BYTES = 24


def token_hash(token: str) -> str:
    """What is stored of an invitation: whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_for(session: AsyncSession, person_id: int, at: datetime, lives: timedelta) -> str:
    """A one-time link for a person; returns its token."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(Invitation(token_hash=token_hash(token), person_id=person_id, expires_at=at + lives))
    return token


async def only_link_for(session: AsyncSession, person_id: int, at: datetime, lives: timedelta) -> str:
    """A one-time link for a person, and the only one: older ones that nobody has used open nothing any more."""
    await void_invitations(session, person_id, at)
    return link_for(session, person_id, at, lives)


async def bind(session: AsyncSession, person_id: int, bot_id: int, chat_id: int, at: datetime) -> None:
    """The person is written to in this chat from now on; a chat he had before is his no longer, and is told so.

    What the chat, still a visitor's, has asked for needs no decision any more.
    """
    chat = await chat_of(session, bot_id, person_id)
    old = chat.chat_id if chat else chat_id
    if chat is None:
        chat = Chat(bot_id=bot_id, chat_id=chat_id, person_id=person_id, bound_at=at)
        await drop_drafts(session, bot_id, [chat_id])
    if old != chat_id:
        await drop_drafts(session, bot_id, [old, chat_id])
        key = f"moved:{person_id}:{old}:{at.isoformat()}"
        await owe(session, [owed(key, "moved", person_id, at, chat=old)])
    chat.chat_id, chat.bound_at, chat.blocked_at = chat_id, at, None
    session.add(chat)
    await session.flush()
    await close_requests(session, bot_id, chat_id, at)
    await release(session, person_id, at)


async def unbind(session: AsyncSession, person_id: int, at: datetime) -> list[int]:
    """The person's chats are nobody's any more, his links open nothing, what was owed to him never goes out.

    Returns the chats, so that they can be told.
    """
    chats = await chats_of(session, person_id)
    for chat in chats:
        await drop_drafts(session, chat.bot_id, [chat.chat_id])
        await session.delete(chat)
    await void_invitations(session, person_id, at)
    await settle_all(session, person_id, at, "unbound")
    await session.flush()
    return [chat.chat_id for chat in chats]
