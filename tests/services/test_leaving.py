"""退出 and 我的数据: what goes, what stays, what is refused; and a file that tells of oneself alone."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select, update

from cards.history import history_cards
from domain.errors import LastOfDesk, LastOwner, OldInvitation, StillAnswers, StillLooksAfter
from domain.lifecycle import Action
from domain.roles import Role
from services.colleagues import remove_colleague
from services.drafts import keep
from services.leaving import leave, may_leave
from services.own_data import own_data
from services.people import accept_invitation, invite, who_is
from services.record import Move
from services.thread import Words, write
from services.tickets import Problem, file_problem, find, history_of, move
from storage.database import Database
from storage.drafts import draft_at
from storage.people import Me
from storage.tables import Contact, Event, Firm, Inbox, Person, PersonRole, Push, Ticket
from tests.services.people import MORNING, me, sample
from tests.services.test_colleagues import BOT, CHAT, F01, LATER, bound, rows
from texts import speaker


async def filed(db: Database, by: Me, key: str = "f1", *, confidential: bool = False) -> Ticket:
    problem = Problem(key, "utilities", "三号车间停电", confidential=confidential)
    return await file_problem(db, problem, by=by, at=MORNING)


async def test_who_leaves_has_no_chat_no_name_and_no_telephone_and_his_tickets_stay(db: Database) -> None:
    await sample(db)
    owner, gone = await bound(db, "C01", CHAT), await bound(db, "C02", CHAT + 1)
    ticket = await filed(db, gone)
    await keep(db, BOT, CHAT + 1, {"active": "report"}, at=MORNING)
    unused = await invite(db, "C02", at=MORNING)
    await leave(db, by=gone, at=LATER)
    assert await who_is(db, BOT, CHAT + 1, at=LATER) is None
    (row,) = await rows(db, select(Person).where(Person.id == gone.id))
    assert (row.name, row.phone, row.left_at) == ("–", None, LATER)
    async with db.read() as session:
        assert await draft_at(session, BOT, CHAT + 1) == {}
    with pytest.raises(OldInvitation):
        await accept_invitation(db, unused, BOT, CHAT + 1, language="en", at=LATER)
    with pytest.raises(KeyError):
        await invite(db, "C02", at=LATER)
    (kept,) = await rows(db, select(Ticket))
    assert (kept.firm_id, kept.contact_id, kept.filed_by_id) == (F01, owner.id, gone.id)
    assert await rows(db, select(Contact).where(Contact.person_id == gone.id)) == []
    assert await rows(db, select(PersonRole).where(PersonRole.person_id == gone.id)) == []
    told = await rows(db, select(Push.person_id).where(Push.kind == "colleague-left"))
    assert told == [owner.id]
    unpaid = await rows(db, select(Push).where(Push.person_id == gone.id, col(Push.settled_at).is_(None)))
    assert unpaid == []
    liaison = await me(db, "L01")
    cards = history_cards(
        await find(db, ticket.number, liaison), await history_of(db, ticket.id or 0, liaison), {}, speaker("zh-CN")
    )
    assert "已退出的人员" in "".join(card.text for card in cards)
    assert "王慧敏" not in "".join(card.text for card in cards)


async def test_who_answers_for_open_tickets_or_firms_hands_over_first(db: Database) -> None:
    await sample(db)
    liaison = await me(db, "L01")
    ticket = await filed(db, await me(db, "C01"))
    for attempt in (may_leave(db, by=liaison), leave(db, by=liaison, at=LATER)):
        with pytest.raises(StillAnswers) as why:
            await attempt
        assert why.value.details == {"count": 1, "numbers": ticket.number}
    async with db.begin() as session:
        await session.exec(update(Ticket).values(owner_id=(await me(db, "L02")).id))
    with pytest.raises(StillLooksAfter):
        await leave(db, by=liaison, at=LATER)
    async with db.begin() as session:
        await session.exec(update(Firm).where(col(Firm.liaison_id) == liaison.id).values(liaison_id=None))
    await leave(db, by=liaison, at=LATER)
    assert (await me(db, "L01")).roles == frozenset()


async def test_an_owner_hands_the_firm_over_first(db: Database) -> None:
    await sample(db)
    with pytest.raises(LastOwner):
        await leave(db, by=await me(db, "C01"), at=LATER)
    assert (await me(db, "C01")).person.name == "李明远"


async def test_the_last_of_the_duty_desk_stays_and_of_two_who_leave_at_once_one(db: Database) -> None:
    await sample(db)
    desk = await me(db, "W01")
    with pytest.raises(LastOfDesk):
        await leave(db, by=desk, at=LATER)
    async with db.begin() as session:
        session.add(PersonRole(person_id=(await me(db, "K01")).id, role=Role.DISPATCHER))
    both = (desk, await me(db, "K01"))
    done = await asyncio.gather(*(leave(db, by=by, at=LATER) for by in both), return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["LastOfDesk", "NoneType"]


async def test_leaving_twice_is_harmless(db: Database) -> None:
    await sample(db)
    gone = await bound(db, "C02", CHAT)
    for _ in range(2):
        await leave(db, by=gone, at=LATER)
    assert len(await rows(db, select(Push).where(Push.kind == "colleague-left"))) == 1


async def test_a_removed_contacts_name_stays_hidden_in_the_firms_confidential_ticket(db: Database) -> None:
    await sample(db)
    owner, gone = await bound(db, "C01", CHAT), await bound(db, "C02", CHAT + 1)
    ticket = await filed(db, owner, confidential=True)
    await move(db, ticket.id or 0, Move(Action.MESSAGE, text="我是王慧敏，请打我电话"), by=gone, at=MORNING)
    await remove_colleague(db, F01, gone.id, by=owner, at=LATER)
    director = await me(db, "D01")
    sight = await find(db, ticket.number, director)
    cards = history_cards(sight, await history_of(db, ticket.id or 0, director), {}, speaker("zh-CN"))
    shown = "".join(card.text for card in cards)
    assert "请打我电话" in shown
    assert "王慧敏" not in shown


async def test_my_data_is_all_of_mine_and_nobody_elses(db: Database) -> None:
    await sample(db)
    mine, other = await bound(db, "C01", CHAT), await bound(db, "C02", CHAT + 1)
    ticket, strange = await filed(db, mine), await filed(db, other, "f2")
    await write(db, F01, Words("w1", "请回电"), by=mine, at=MORNING)
    await write(db, F01, Words("w2", "同事写的"), by=other, at=MORNING)
    liaison = await me(db, "L01")
    await move(db, ticket.id or 0, Move(Action.MESSAGE, text="联络员刘建军写的"), by=liaison, at=MORNING)
    await came(db, CHAT, "我发的话", MORNING)
    await came(db, CHAT, "别人以前在这个聊天里发的", MORNING - timedelta(days=1))
    await came(db, CHAT + 1, "同事发的话", MORNING)
    content = await own_data(db, by=mine, at=LATER)
    found = json.loads(content)
    assert found["person"] == {
        "code": "C01",
        "name": "李明远",
        "phone": mine.person.phone,
        "language": "zh-CN",
        "chain": None,
        "department": None,
        "roles": ["contact"],
        "firms": [{"code": "F01", "name": "澜砚星精密机械有限公司", "owner": True}],
    }
    assert [each["number"] for each in found["tickets_filed"]] == [ticket.number]
    assert [(act["action"], act["ticket"]) for act in found["acts"]] == [("file", ticket.number)]
    assert [letter["text"] for letter in found["letters"]] == ["请回电"]
    assert [line["text"] for line in found["received"]] == ["我发的话"]
    assert [chat["chat_id"] for chat in found["chats"]] == [CHAT]
    told = content.decode()
    for word in ("王慧敏", other.person.phone or "–", "刘建军", "同事", strange.number, "别人以前"):
        assert word not in told, word


async def came(db: Database, chat: int, text: str, at: Any) -> None:
    body = json.dumps({"message": {"text": text, "reply_to_message": {"text": "联络员 刘建军"}}}, ensure_ascii=False)
    async with db.begin() as session:
        session.add(Inbox(bot_id=BOT, update_id=abs(hash(text)) % 10**9, lane=chat, body=body, received_at=at))


async def test_ratings_are_in_my_data(db: Database) -> None:
    await sample(db)
    mine = await me(db, "C01")
    ticket = await filed(db, mine)
    async with db.begin() as session:
        session.add(
            Event(
                ticket_id=ticket.id or 0, at=LATER, actor_id=mine.id, action="confirm", new={"stars": 5, "owner_id": 3}
            )
        )
    acts = json.loads(await own_data(db, by=mine, at=LATER))["acts"]
    assert acts[-1]["stars"] == 5
    assert "owner_id" not in acts[-1]
