"""Use cases of people: invitations, binding a chat, language, chats that cannot be reached."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import OldInvitation, UnknownInvitation, UsedInvitation
from domain.roles import Role
from services.binding import bind, link_for, only_link_for, token_hash
from services.colleagues import joins
from services.pushes import owed
from storage.database import Database
from storage.outbox import owe, release
from storage.people import (
    Me,
    as_me,
    chat_at,
    contact_liaisons,
    invitation,
    mark_blocked,
    me_at,
    move_chat,
    people_with,
    person_by_code,
    person_by_id,
    person_locked,
)
from storage.tables import Invitation, Person

MOVE_LIVES = timedelta(minutes=15)


async def invite(db: Database, code: str, *, at: datetime) -> str:
    """Make a one-time invitation for the person with that code and return its token.

    It lives for the park's `invitation_lives`. Raises KeyError when nobody has the code.
    """
    async with db.begin() as session:
        return await add_invitation(session, code, at, db.park.invitation_lives)


async def add_invitation(session: AsyncSession, code: str, at: datetime, lives: timedelta) -> str:
    """A new invitation's token. Raises KeyError when nobody has the code, or who had it has left."""
    person = await person_by_code(session, code)
    if person is None or person.left_at:
        raise KeyError(code)
    return link_for(session, person.id or 0, at, lives)


async def own_link(db: Database, *, by: Me, at: datetime) -> str:
    """换手机: the token of a link that brings the person to another chat, within `MOVE_LIVES`; older ones are void."""
    async with db.begin() as session:
        return await only_link_for(session, by.id, at, MOVE_LIVES)


async def accept_invitation(db: Database, token: str, bot_id: int, chat_id: int, *, language: str, at: datetime) -> Me:
    """Bind the chat to the invited person; what waited for him goes out. Pressing the same link again is harmless.

    Who is here already and is invited as a colleague of another firm speaks for both from now on.
    Raises UnknownInvitation, UsedInvitation, OldInvitation, OtherPersonHere.
    """
    async with db.begin() as session:
        card = await invitation(session, token_hash(token))
        if card is None:
            raise UnknownInvitation
        bound = await chat_at(session, bot_id, chat_id)
        check_invitation(card, chat_id, at)
        if bound and bound.person_id != card.person_id:
            return await as_me(session, await joins(session, card, bound, at), at)
        person = await person_locked(session, card.person_id)  # two links of one person come one after the other
        if card.used_at is None:
            card.used_at, card.used_chat_id, person.language = at, chat_id, language
            session.add_all((card, person))
            await bind(session, person.id or 0, bot_id, chat_id, at)
        return await as_me(session, person, at)


def check_invitation(card: Invitation, chat_id: int, at: datetime) -> None:
    """Refuse what is used or old."""
    if card.used_at is not None and card.used_chat_id != chat_id:
        raise UsedInvitation
    if card.used_at is None and card.expires_at <= at:
        raise OldInvitation


async def who_is(db: Database, bot_id: int, chat_id: int, *, at: datetime) -> Me | None:
    """The person a chat is bound to, with roles and firms."""
    async with db.read() as session:
        return await me_at(session, bot_id, chat_id, at)


async def choose_language(db: Database, me: Me, language: str) -> Me:
    """From now on the person is written to in that language."""
    async with db.begin() as session:
        person = await person_by_id(session, me.id)
        person.language = language
        session.add(person)
        return replace(me, person=person)


async def unreachable(db: Database, bot_id: int, chat_id: int, *, at: datetime) -> None:
    """The chat takes nothing any more: stop writing to it, and tell those who have a telephone."""
    async with db.begin() as session:
        chat = await mark_blocked(session, bot_id, chat_id, at)
        if chat is None:
            return
        person = await person_by_id(session, chat.person_id)
        stamp = at.isoformat()
        helpers = await who_can_phone(session, person)
        rows = [owed(f"blocked:{chat.id}:{stamp}:{h}", "blocked", h, at, person=person.id) for h in helpers]
        await owe(session, rows)


async def reachable(db: Database, bot_id: int, chat_id: int, *, at: datetime) -> None:
    """The chat takes messages again; what still waits goes out."""
    async with db.begin() as session:
        chat = await mark_blocked(session, bot_id, chat_id, None)
        if chat is not None:
            await release(session, chat.person_id, at)


async def not_bound(db: Database, person_id: int, *, at: datetime) -> None:
    """Somebody is owed a message and has no chat yet: tell once those who can give him a link."""
    async with db.begin() as session:
        person = await person_by_id(session, person_id)
        helpers = await who_can_phone(session, person)
        rows = [owed(f"unbound:{person_id}:{h}", "unbound", h, at, person=person_id) for h in helpers]
        await owe(session, rows)


async def who_can_phone(session: AsyncSession, person: Person) -> list[int]:
    """A contact's liaisons; for everybody else, and where there is none, the duty desk."""
    liaisons = {liaison for _, liaison in await contact_liaisons(session, person.id or 0)}
    desk = {desk.id or 0 for desk in await people_with(session, Role.DISPATCHER)}
    return sorted((liaisons or desk) - {person.id})


async def follow_chat(db: Database, bot_id: int, old: int, new: int) -> None:
    """Telegram gave a chat another id."""
    async with db.begin() as session:
        await move_chat(session, bot_id, old, new)
