"""同事: the owner's rights end where his firm ends; links are void in time; one owner a firm, whoever hurries."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from domain.errors import (
    HeldElsewhere,
    LastOwner,
    NoSuchFirm,
    NotBoundYet,
    NotTheOwner,
    OldInvitation,
    OtherPersonHere,
    UnknownColleague,
    UsedInvitation,
)
from domain.roles import Role
from services.colleagues import (
    hand_ownership,
    invite_again,
    invite_colleague,
    my_staff,
    remove_colleague,
    staff_of,
)
from services.drafts import keep
from services.people import accept_invitation, invite, own_link, who_is
from services.tickets import Problem, file_problem, find
from storage.database import Database
from storage.drafts import draft_at
from storage.people import Me, owner_of_firm
from storage.tables import Chat, Contact, Invitation, Person, Push, Ticket
from tests.services.people import MORNING, me, sample

BOT, CHAT = 5_000_000_001, 7_000_000_001
F01, F02 = 1, 2  # 澜砚星: C01 owns it, C02 is there too; 禾穗岚: C03, C04
LATER = MORNING + timedelta(minutes=1)


async def bound(db: Database, code: str, chat: int) -> Me:
    await accept_invitation(db, await invite(db, code, at=MORNING), BOT, chat, language="zh-CN", at=MORNING)
    return await me(db, code)


async def opened(db: Database, token: str, chat: int, at: Any = LATER) -> Me:
    return await accept_invitation(db, token, BOT, chat, language="zh-CN", at=at)


async def rows(db: Database, asked: Any) -> list[Any]:
    async with db.read() as session:
        return list(await session.exec(asked))


async def owed(db: Database) -> list[tuple[str, int]]:
    return await rows(
        db, select(Push.kind, Push.person_id).where(col(Push.settled_at).is_(None)).order_by(col(Push.id))
    )


async def test_an_invited_colleague_is_bound_by_his_link_and_files_for_the_firm(db: Database) -> None:
    await sample(db)
    owner = await me(db, "C01")
    invited = await invite_colleague(db, F01, "林小满", by=owner, at=MORNING, key="k1")
    new = await opened(db, invited.token, CHAT)
    assert (new.person.name, set(new.roles), set(new.firm_ids), set(new.owned_ids)) == (
        "林小满",
        {Role.CONTACT},
        {F01},
        set(),
    )
    ticket = await file_problem(db, Problem("f1", "utilities", "三号车间停电"), by=new, at=LATER)
    assert ticket.firm_id == F01
    assert [(each.person.name, each.is_bound) for each in (await staff_of(db, F01, by=owner)).people] == [
        ("李明远", False),
        ("王慧敏", False),
        ("林小满", True),
    ]


async def test_the_form_sent_twice_makes_one_colleague_and_the_newest_link_opens(db: Database) -> None:
    await sample(db)
    owner = await me(db, "C01")
    first, second = [await invite_colleague(db, F01, "林小满", by=owner, at=MORNING, key="k1") for _ in range(2)]
    assert first.person.id == second.person.id
    with pytest.raises(OldInvitation):
        await opened(db, first.token, CHAT)
    assert (await opened(db, second.token, CHAT)).id == second.person.id


async def test_inviting_again_voids_the_old_link(db: Database) -> None:
    await sample(db)
    owner = await me(db, "C01")
    old = await invite(db, "C02", at=MORNING)
    new = await invite_again(db, F01, (await me(db, "C02")).id, by=owner, at=MORNING)
    with pytest.raises(OldInvitation):
        await opened(db, old, CHAT)
    assert (await opened(db, new.token, CHAT)).person.code == "C02"
    with pytest.raises(UsedInvitation):
        await opened(db, new.token, CHAT + 1)


async def test_who_owns_no_firm_is_told_who_does_and_a_stranger_that_there_is_no_such_firm(db: Database) -> None:
    await sample(db)
    colleague, other, liaison = await me(db, "C02"), await me(db, "C03"), await me(db, "L01")
    target = (await me(db, "C01")).id
    for who, why in ((colleague, NotTheOwner), (other, NoSuchFirm), (liaison, NoSuchFirm)):
        for attempt in (
            invite_colleague(db, F01, "某人", by=who, at=MORNING, key=f"k{who.id}"),
            invite_again(db, F01, target, by=who, at=MORNING),
            remove_colleague(db, F01, target, by=who, at=MORNING),
            hand_ownership(db, F01, who.id, by=who, at=MORNING),
            staff_of(db, F01, by=who),
        ):
            with pytest.raises(why):
                await attempt
    assert "某人" not in await rows(db, select(Person.name))
    assert [staff.firm.id for staff in await my_staff(db, by=other)] == [F02]


async def test_an_owner_cannot_touch_another_firms_contact_through_his_own(db: Database) -> None:
    await sample(db)
    owner, strange = await me(db, "C01"), (await me(db, "C03")).id
    for attempt in (
        invite_again(db, F01, strange, by=owner, at=MORNING),
        remove_colleague(db, F01, strange, by=owner, at=MORNING),
        hand_ownership(db, F01, strange, by=owner, at=MORNING),
    ):
        with pytest.raises(UnknownColleague):
            await attempt


async def test_who_is_more_than_the_firms_contact_gets_no_link_from_its_owner(db: Database) -> None:
    """Else an owner who makes a liaison his colleague could open the liaison's desk."""
    await sample(db)
    async with db.begin() as session:
        session.add(Contact(person_id=(await me(db, "L02")).id, firm_id=F01))
        session.add(Contact(person_id=(await me(db, "C03")).id, firm_id=F01))
    for code in ("L02", "C03"):
        with pytest.raises(HeldElsewhere):
            await invite_again(db, F01, (await me(db, code)).id, by=await me(db, "C01"), at=MORNING)


async def test_a_removed_colleague_has_no_chat_at_once_and_his_tickets_have_somebody_to_write_to(db: Database) -> None:
    await sample(db)
    owner, gone = await bound(db, "C01", CHAT), await bound(db, "C02", CHAT + 1)
    await file_problem(db, Problem("f1", "utilities", "三号车间停电"), by=gone, at=MORNING)
    await keep(db, BOT, CHAT + 1, {"active": "report"}, at=MORNING)
    unused = await invite(db, "C02", at=MORNING)
    await remove_colleague(db, F01, gone.id, by=owner, at=LATER)
    assert await who_is(db, BOT, CHAT + 1, at=LATER) is None
    async with db.read() as session:
        assert await draft_at(session, BOT, CHAT + 1) == {}
    with pytest.raises(OldInvitation):
        await opened(db, unused, CHAT + 1)
    (ticket,) = await rows(db, select(Ticket))
    assert (ticket.firm_id, ticket.contact_id, ticket.filed_by_id) == (F01, owner.id, gone.id)
    (told,) = await rows(db, select(Push).where(Push.kind == "removed"))
    assert (told.person_id, told.args) == (gone.id, {"firm": F01, "chat": CHAT + 1})
    with pytest.raises(UnknownColleague):
        await remove_colleague(db, F01, gone.id, by=owner, at=LATER)
    assert (await find(db, ticket.number, owner)).contact is not None


async def test_a_removed_colleague_of_two_firms_keeps_his_chat_for_the_other(db: Database) -> None:
    await sample(db)
    owner, both = await bound(db, "C01", CHAT), await bound(db, "C04", CHAT + 1)
    async with db.begin() as session:
        session.add(Contact(person_id=both.id, firm_id=F01))
    await remove_colleague(db, F01, both.id, by=owner, at=LATER)
    left = await who_is(db, BOT, CHAT + 1, at=LATER)
    assert left and (set(left.firm_ids), set(left.roles)) == ({F02}, {Role.CONTACT})
    assert ("removed", both.id) in await owed(db)


async def test_the_owner_is_removed_by_nobody_and_hands_over_first(db: Database) -> None:
    await sample(db)
    owner, heir = await bound(db, "C01", CHAT), await me(db, "C02")
    with pytest.raises(LastOwner):
        await remove_colleague(db, F01, owner.id, by=owner, at=LATER)
    with pytest.raises(NotBoundYet):
        await hand_ownership(db, F01, heir.id, by=owner, at=LATER)
    await bound(db, "C02", CHAT + 1)
    await hand_ownership(db, F01, heir.id, by=owner, at=LATER)
    async with db.read() as session:
        assert await owner_of_firm(session, F01) == heir.id
    assert ("owner", heir.id) in await owed(db)
    with pytest.raises(NotTheOwner):
        await hand_ownership(db, F01, owner.id, by=owner, at=LATER)
    await remove_colleague(db, F01, owner.id, by=await me(db, "C02"), at=LATER)


async def test_two_owners_at_once_cannot_be(db: Database) -> None:
    await sample(db)
    owner = await bound(db, "C01", CHAT)
    await bound(db, "C02", CHAT + 1)
    new = await opened(db, (await invite_colleague(db, F01, "林小满", by=owner, at=MORNING, key="k")).token, CHAT + 2)
    heirs = (await me(db, "C02")).id, new.id
    done = await asyncio.gather(
        *(hand_ownership(db, F01, heir, by=owner, at=LATER) for heir in heirs), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in done) == ["NotTheOwner", "Person"]
    owners = await rows(db, select(Contact.person_id).where(Contact.firm_id == F01, col(Contact.is_owner)))
    assert len(owners) == 1


async def test_removing_somebody_while_he_becomes_the_owner_leaves_one_owner(db: Database) -> None:
    await sample(db)
    owner, heir = await bound(db, "C01", CHAT), await bound(db, "C02", CHAT + 1)
    await asyncio.gather(
        hand_ownership(db, F01, heir.id, by=owner, at=LATER),
        remove_colleague(db, F01, heir.id, by=owner, at=LATER),
        return_exceptions=True,
    )
    owners = await rows(db, select(Contact.person_id).where(Contact.firm_id == F01, col(Contact.is_owner)))
    assert len(owners) == 1


async def test_who_is_here_already_opens_a_colleagues_link_and_speaks_for_both_firms(db: Database) -> None:
    await sample(db)
    owner, guest = await me(db, "C01"), await bound(db, "C04", CHAT)
    invited = await invite_colleague(db, F01, "林雪梅", by=owner, at=MORNING, key="k")
    for _ in range(2):
        both = await opened(db, invited.token, CHAT)
        assert (both.id, set(both.firm_ids)) == (guest.id, {F01, F02})
    assert [each.person.code for each in (await staff_of(db, F01, by=owner)).people] == ["C01", "C02", "C04"]
    with pytest.raises(UsedInvitation):
        await opened(db, invited.token, CHAT + 1)


async def test_a_link_of_somebody_who_was_bound_before_is_not_taken_over_by_another_chats_person(db: Database) -> None:
    await sample(db)
    owner = await me(db, "C01")
    await bound(db, "C04", CHAT)
    invited = await invite_colleague(db, F01, "林小满", by=owner, at=MORNING, key="k")
    await opened(db, invited.token, CHAT + 1)
    again = await invite_again(db, F01, invited.person.id or 0, by=owner, at=LATER)
    with pytest.raises(OtherPersonHere):
        await opened(db, again.token, CHAT)


async def test_two_strangers_with_one_link_at_once_and_only_one_is_bound(db: Database) -> None:
    await sample(db)
    invited = await invite_colleague(db, F01, "林小满", by=await me(db, "C01"), at=MORNING, key="k")
    done = await asyncio.gather(*(opened(db, invited.token, CHAT + n) for n in range(4)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["Me", *["UsedInvitation"] * 3]
    assert len(await rows(db, select(Chat).where(Chat.person_id == invited.person.id))) == 1


async def test_ones_own_link_moves_the_binding_tells_the_old_chat_and_lives_a_quarter_of_an_hour(db: Database) -> None:
    await sample(db)
    mine = await bound(db, "C01", CHAT)
    await keep(db, BOT, CHAT, {"active": "report"}, at=MORNING)
    late = await own_link(db, by=mine, at=MORNING)
    with pytest.raises(OldInvitation):
        await opened(db, late, CHAT + 1, MORNING + timedelta(minutes=15))
    first = await own_link(db, by=mine, at=MORNING)
    link = await own_link(db, by=mine, at=MORNING)
    with pytest.raises(OldInvitation):
        await opened(db, first, CHAT + 1)
    for _ in range(2):
        assert (await opened(db, link, CHAT + 1)).id == mine.id
    assert await who_is(db, BOT, CHAT, at=LATER) is None
    async with db.read() as session:
        assert await draft_at(session, BOT, CHAT) == {}
    told = await rows(db, select(Push.args).where(Push.kind == "moved"))
    assert told == [{"chat": CHAT}]


async def test_ones_own_link_opened_in_the_same_chat_changes_nothing(db: Database) -> None:
    await sample(db)
    mine = await bound(db, "C01", CHAT)
    await keep(db, BOT, CHAT, {"active": "report"}, at=MORNING)
    await opened(db, await own_link(db, by=mine, at=MORNING), CHAT)
    async with db.read() as session:
        assert await draft_at(session, BOT, CHAT) == {"active": "report"}
    assert await rows(db, select(Push).where(Push.kind == "moved")) == []


async def test_no_token_is_kept(db: Database) -> None:
    await sample(db)
    invited = await invite_colleague(db, F01, "林小满", by=await me(db, "C01"), at=MORNING, key="k")
    kept = [row.model_dump() for row in await rows(db, select(Invitation))]
    assert invited.token not in str(kept)


async def test_the_parks_people_do_not_become_contacts_by_a_colleagues_link(db: Database) -> None:
    await sample(db)
    await bound(db, "L01", CHAT)
    invited = await invite_colleague(db, F01, "刘建军", by=await me(db, "C01"), at=MORNING, key="k")
    with pytest.raises(OtherPersonHere):
        await opened(db, invited.token, CHAT)
    assert (await me(db, "L01")).firm_ids == frozenset()


async def test_a_lost_phone_is_replaced_by_the_owners_link_and_the_lost_one_reads_nothing_any_more(
    db: Database,
) -> None:
    await sample(db)
    owner, loser = await bound(db, "C01", CHAT), await bound(db, "C02", CHAT + 1)
    link = await invite_again(db, F01, loser.id, by=owner, at=LATER)
    assert (await opened(db, link.token, CHAT + 2)).id == loser.id
    assert await who_is(db, BOT, CHAT + 1, at=LATER) is None
    assert await rows(db, select(Push.args).where(Push.kind == "moved")) == [{"chat": CHAT + 1}]
    for chat in (CHAT + 1, CHAT + 3):
        with pytest.raises(UsedInvitation):
            await opened(db, link.token, chat)
