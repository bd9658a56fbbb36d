"""申请绑定: one open request a chat, one decision, by the duty desk alone; and nobody gets into more than a firm."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import col, select

from domain.errors import AlreadyBound, AlreadyDecided, NoSuchFirm, UnknownRequest
from domain.firm_names import LIKE, name_likeness
from domain.roles import Role
from services.identifiers import made_up_code
from services.people import accept_invitation, invite, who_is
from services.requests import Asked, admit, ask_to_be_bound, firms_like, request_of, turn_away, waiting
from storage.database import Database
from storage.people import owner_of_firm
from storage.tables import BindingRequest, Contact, Firm, Person, PersonRole, Push
from tests.services.people import MORNING, me, sample
from tests.services.test_colleagues import BOT, CHAT, F01, LATER, bound, rows

ASKED = Asked("k1", "林小满", "澜砚星精密机械", made_up_code(1), "13800138000")


async def asks(db: Database, chat: int = CHAT, **changed: Any) -> BindingRequest:
    asked = replace(ASKED, **changed)
    return await ask_to_be_bound(db, asked, BOT, chat, language="zh-CN", at=MORNING)


async def second_dispatcher(db: Database) -> None:
    async with db.begin() as session:
        session.add(PersonRole(person_id=(await me(db, "S01")).id, role=Role.DISPATCHER))


async def test_a_request_goes_to_the_whole_desk_once_and_a_second_one_shows_the_first(db: Database) -> None:
    await sample(db)
    await second_dispatcher(db)
    first = await asks(db)
    assert (await asks(db)).id == first.id
    assert (await asks(db, key="k2", name="另一个名字")).name == "林小满"
    told = await rows(db, select(Push.person_id).where(Push.kind == "binding"))
    assert sorted(told) == sorted([(await me(db, "W01")).id, (await me(db, "S01")).id])


async def test_many_presses_at_once_are_one_request(db: Database) -> None:
    await sample(db)
    made = await asyncio.gather(*(asks(db, key=f"k{n}") for n in range(6)))
    assert len({row.id for row in made}) == 1
    assert len(await rows(db, select(BindingRequest))) == 1


async def test_the_firm_is_proposed_by_its_credit_code_and_by_its_name(db: Database) -> None:
    await sample(db)
    desk = await me(db, "W01")
    by_code = await request_of(db, (await asks(db, firm_name="随便写的")).id or 0, by=desk)
    assert by_code.known and by_code.known.code == "F01"
    row = await asks(db, CHAT + 1, key="k2", credit_code=made_up_code(77), firm_name="禾穗岚生物")
    by_name = await request_of(db, row.id or 0, by=desk)
    assert by_name.known is None
    assert [firm.code for firm in by_name.alike] == ["F02"]


@pytest.mark.parametrize(
    ("typed", "name", "alike"),
    [
        ("澜砚星精密机械", "澜砚星精密机械有限公司", True),
        ("澜砚星（精密）机械有限责任公司", "澜砚星精密机械有限公司", True),
        ("澜砚星", "澜砚星精密机械有限公司", True),
        ("云栈汐电子材料有限公司", "澜砚星精密机械有限公司", False),
        ("有限公司", "澜砚星精密机械有限公司", False),
        ("", "澜砚星精密机械有限公司", False),
    ],
)
def test_names_of_firms_are_alike_or_not(typed: str, name: str, *, alike: bool) -> None:
    assert (name_likeness(typed, name) >= LIKE) is alike


async def test_who_is_admitted_is_bound_at_once_and_speaks_for_the_firm(db: Database) -> None:
    await sample(db)
    row, desk = await asks(db), await me(db, "W01")
    for _ in range(2):
        decided, visitor = await admit(db, row.id or 0, F01, by=desk, at=LATER, key="p1")
        assert decided.person_id == visitor.id
    here = await who_is(db, BOT, CHAT, at=LATER)
    assert here and (here.person.name, here.person.phone, set(here.firm_ids), set(here.owned_ids)) == (
        "林小满",
        "13800138000",
        {F01},
        set(),
    )
    assert list(await rows(db, select(Person.name))).count("林小满") == 1
    with pytest.raises(AlreadyBound):
        await asks(db, key="k9")


async def test_the_first_contact_of_a_firm_owns_it(db: Database) -> None:
    await sample(db)
    async with db.begin() as session:
        session.add(Firm(code="F99", name="新来有限公司"))
    (firm_id,) = await rows(db, select(Firm.id).where(Firm.code == "F99"))
    _, visitor = await admit(db, (await asks(db)).id or 0, firm_id, by=await me(db, "W01"), at=LATER, key="p1")
    async with db.read() as session:
        assert await owner_of_firm(session, firm_id) == visitor.id
    assert visitor.owned_ids == {firm_id}


async def test_a_contact_of_the_workbook_who_asks_himself_is_that_contact(db: Database) -> None:
    await sample(db)
    _, visitor = await admit(
        db, (await asks(db, name="王慧敏")).id or 0, F01, by=await me(db, "W01"), at=LATER, key="p1"
    )
    assert visitor.person.code == "C02"


async def test_a_namesake_who_is_bound_or_is_more_than_a_contact_is_somebody_else(db: Database) -> None:
    await sample(db)
    desk = await me(db, "W01")
    await bound(db, "C02", CHAT + 5)
    _, first = await admit(db, (await asks(db, name="王慧敏")).id or 0, F01, by=desk, at=LATER, key="p1")
    assert first.person.code != "C02"
    async with db.begin() as session:
        liaison = await me(db, "L02")
        session.add(Contact(person_id=liaison.id, firm_id=F01))
        session.add(PersonRole(person_id=liaison.id, role=Role.CONTACT))
    row = await asks(db, CHAT + 1, key="k2", name=liaison.person.name)
    _, second = await admit(db, row.id or 0, F01, by=desk, at=LATER, key="p2")
    assert second.id != liaison.id
    assert second.roles == {Role.CONTACT}


async def test_two_dispatchers_at_once_make_one_decision_and_the_other_is_told_who(db: Database) -> None:
    await sample(db)
    await second_dispatcher(db)
    row = await asks(db)
    one, other = await me(db, "W01"), await me(db, "S01")
    done = await asyncio.gather(
        admit(db, row.id or 0, F01, by=one, at=LATER, key="p1"),
        turn_away(db, row.id or 0, "不是本企业的人", by=other, at=LATER, key="p2"),
        return_exceptions=True,
    )
    refused = [each for each in done if isinstance(each, AlreadyDecided)]
    assert len(refused) == 1
    (kept,) = await rows(db, select(BindingRequest))
    winner = one if kept.decided_by_id == one.id else other
    assert refused[0].details["who"] == winner.person.name
    assert (await who_is(db, BOT, CHAT, at=LATER) is not None) is (winner is one)


async def test_who_is_turned_away_may_ask_again(db: Database) -> None:
    await sample(db)
    row, desk = await asks(db), await me(db, "W01")
    for _ in range(2):
        told = await turn_away(db, row.id or 0, "信用代码不符", by=desk, at=LATER, key="p1")
        assert told.reason == "信用代码不符"
    assert await who_is(db, BOT, CHAT, at=LATER) is None
    assert (await asks(db, key="k2")).id != row.id


async def test_only_the_duty_desk_sees_and_decides(db: Database) -> None:
    await sample(db)
    row = await asks(db)
    for code in ("C01", "L01", "D01", "A01", "K01", "H01"):
        by = await me(db, code)
        for attempt in (
            waiting(db, by=by),
            request_of(db, row.id or 0, by=by),
            admit(db, row.id or 0, F01, by=by, at=LATER, key="p"),
            turn_away(db, row.id or 0, "不行不行", by=by, at=LATER, key="p"),
            firms_like(db, "机械", by=by),
        ):
            with pytest.raises(UnknownRequest):
                await attempt
    desk = await me(db, "W01")
    with pytest.raises(UnknownRequest):
        await request_of(db, 999, by=desk)
    with pytest.raises(NoSuchFirm):
        await admit(db, row.id or 0, 999, by=desk, at=LATER, key="p")
    assert [each.row.id for each in await waiting(db, by=desk)] == [row.id]


async def test_a_chat_that_was_bound_by_a_link_meanwhile_needs_no_decision(db: Database) -> None:
    await sample(db)
    row = await asks(db)
    await accept_invitation(db, await invite(db, "C02", at=MORNING), BOT, CHAT, language="zh-CN", at=MORNING)
    desk = await me(db, "W01")
    assert await waiting(db, by=desk) == []
    with pytest.raises(AlreadyDecided):
        await admit(db, row.id or 0, F01, by=desk, at=LATER, key="p")
    here = await who_is(db, BOT, CHAT, at=LATER)
    assert here and here.person.code == "C02"
    assert (
        await rows(db, select(Contact).where(col(Contact.firm_id) == F01, col(Contact.added_by_id).is_not(None))) == []
    )
