"""Invitations: one-time, expiring, only their hash is stored; and chats that cannot be reached."""

from datetime import timedelta

import pytest
from sqlmodel import select

from domain.errors import OldInvitation, OtherPersonHere, UnknownInvitation, UsedInvitation
from services.people import accept_invitation, invite, not_bound, reachable, unreachable, who_is
from storage.database import Database
from storage.people import address_of
from storage.tables import Invitation, Push
from tests.services.people import MORNING, me, sample

BOT, CHAT = 5_000_000_001, 7_000_000_001


async def test_only_the_hash_of_an_invitation_is_stored(db: Database) -> None:
    await sample(db)
    token = await invite(db, "C01", at=MORNING)
    async with db.read() as session:
        kept = (await session.exec(select(Invitation))).one()
    assert token not in str(kept.model_dump())
    assert len(token) <= 64


async def test_a_link_binds_once_and_pressing_it_again_in_the_same_chat_is_harmless(db: Database) -> None:
    await sample(db)
    token = await invite(db, "C01", at=MORNING)
    for _ in range(2):
        bound = await accept_invitation(db, token, BOT, CHAT, language="zh-CN", at=MORNING)
        assert bound.person.code == "C01"
    with pytest.raises(UsedInvitation):
        await accept_invitation(db, token, BOT, CHAT + 1, language="zh-CN", at=MORNING)


async def test_an_old_or_made_up_link_is_refused(db: Database) -> None:
    await sample(db)
    token = await invite(db, "C01", at=MORNING)
    with pytest.raises(OldInvitation):
        await accept_invitation(db, token, BOT, CHAT, language="en", at=MORNING + timedelta(days=7))
    with pytest.raises(UnknownInvitation):
        await accept_invitation(db, "made-up", BOT, CHAT, language="en", at=MORNING)


async def test_a_chat_of_somebody_else_is_not_taken_over(db: Database) -> None:
    await sample(db)
    first, second = await invite(db, "C01", at=MORNING), await invite(db, "C02", at=MORNING)
    await accept_invitation(db, first, BOT, CHAT, language="en", at=MORNING)
    with pytest.raises(OtherPersonHere):
        await accept_invitation(db, second, BOT, CHAT, language="en", at=MORNING)


async def test_a_new_phone_takes_the_place_of_the_old_one(db: Database) -> None:
    await sample(db)
    for chat in (CHAT, CHAT + 1):
        token = await invite(db, "C01", at=MORNING)
        await accept_invitation(db, token, BOT, chat, language="en", at=MORNING)
    assert await who_is(db, BOT, CHAT, at=MORNING) is None
    async with db.read() as session:
        assert (await address_of(session, BOT, (await me(db, "C01")).id)).chat_id == CHAT + 1


async def test_another_bot_is_another_world(db: Database) -> None:
    await sample(db)
    await accept_invitation(db, await invite(db, "C01", at=MORNING), BOT, CHAT, language="en", at=MORNING)
    assert await who_is(db, BOT + 1, CHAT, at=MORNING) is None


async def test_nobody_has_an_unknown_code(db: Database) -> None:
    with pytest.raises(KeyError):
        await invite(db, "C99", at=MORNING)


async def test_a_blocked_chat_is_told_once_to_the_firms_liaison_and_can_come_back(db: Database) -> None:
    await sample(db)
    await accept_invitation(db, await invite(db, "C01", at=MORNING), BOT, CHAT, language="en", at=MORNING)
    for _ in range(2):
        await unreachable(db, BOT, CHAT, at=MORNING)
    async with db.read() as session:
        owed = [(push.kind, push.person_id) for push in await session.exec(select(Push))]
    assert owed == [("blocked", (await me(db, "L01")).id)]
    await reachable(db, BOT, CHAT, at=MORNING)
    async with db.read() as session:
        assert not (await address_of(session, BOT, (await me(db, "C01")).id)).blocked


async def test_of_a_person_without_a_chat_his_helpers_are_told_once(db: Database) -> None:
    await sample(db)
    liaison = await me(db, "L01")
    for _ in range(2):
        await not_bound(db, liaison.id, at=MORNING)
    async with db.read() as session:
        owed = [(push.kind, push.person_id) for push in await session.exec(select(Push))]
    assert owed == [("unbound", (await me(db, "W01")).id)]
