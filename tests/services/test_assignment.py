"""Assigning liaisons: who may, who has room, what moves along, who is told once; and two who do it at once."""

import asyncio
from dataclasses import replace

import pytest
from sqlmodel import col, select

from domain.errors import AssignedMeanwhile, NoRoom, NoSuchFirm, NoSuchLiaison, NotAssigner, ProposalOver
from domain.lifecycle import Action, State
from services.absence import be_away
from services.assignment import Assigned, accept_proposal, assign, choice, proposal, red_firms
from services.park import FirmRow, load_park
from services.record import Move
from services.sample import small_park
from services.scores import NEW_LIAISON
from services.tickets import Problem, file_problem, move, see
from storage.assignment import liaisons_of
from storage.database import Database
from storage.people import firm_by_code
from storage.tables import Event, Firm, Push, Ticket
from tests.services.people import MORNING, me, sample

LATER = MORNING.replace(hour=6)


async def firm_id(db: Database, code: str) -> int:
    async with db.read() as session:
        firm = await firm_by_code(session, code)
        assert firm
        return firm.id or 0


async def filed(db: Database, code: str, words: str) -> Ticket:
    return await file_problem(db, Problem(f"k-{words}", "other", words), by=await me(db, code), at=MORNING)


async def pushes(db: Database, *kinds: str) -> list[tuple[str, int]]:
    async with db.read() as session:
        asked = select(Push.kind, Push.person_id).where(col(Push.kind).in_(kinds)).order_by(col(Push.id))
        return [(kind, person) for kind, person in await session.exec(asked)]


async def with_new_firms(db: Database, count: int) -> None:
    await sample(db)
    new = [FirmRow(code=f"N{n:02}", name=f"新{n}号有限公司", size="small", chain="生物医药") for n in range(count)]
    await load_park(db, replace(small_park(), firms=tuple(new)))


async def test_a_firm_is_handed_over_with_its_open_tickets_and_everybody_is_told_once(db: Database) -> None:
    await sample(db)
    firm, desk, old, new = await firm_id(db, "F01"), await me(db, "W01"), await me(db, "L01"), await me(db, "L02")
    waiting, asked, done = [await filed(db, "C01", words) for words in ("停电了", "路灯不亮", "水压太低")]
    department = (await me(db, "O03")).person.department_id
    await move(db, asked.id or 0, Move(Action.HAND_OVER, lead_id=department), by=old, at=MORNING)
    await move(db, done.id or 0, Move(Action.ACCEPT), by=old, at=MORNING)
    await move(db, done.id or 0, Move(Action.WITHDRAW, text="好了"), by=await me(db, "C01"), at=MORNING)
    seen = await choice(db, firm, by=desk)
    assert (seen.now and seen.now.code, seen.tickets) == ("L01", 2)
    for _ in range(2):
        done_so = await assign(db, firm, new.id, by=desk, at=LATER)
    assert (done_so.changed, done_so.liaison.code) == (False, "L02")
    async with db.read() as session:
        owners = {t.id: (t.owner_id, t.sender_id, t.state) for t in await session.exec(select(Ticket))}
        events = (await session.exec(select(Event).where(Event.action == NEW_LIAISON))).all()
        book = [(person.code, row.since, row.until) for row, person in await liaisons_of(session, firm)]
    assert owners[waiting.id] == (new.id, None, State.DISPATCHED)
    assert owners[asked.id] == (new.id, new.id, State.DISPATCHED)
    assert owners[done.id] == (old.id, None, State.WITHDRAWN)
    assert [(e.actor_id, e.old["owner_id"], e.new["owner_id"]) for e in events] == [(desk.id, old.id, new.id)] * 2
    assert book == [("L01", None, LATER), ("L02", LATER, None)]
    told = await pushes(db, "firm-yours", "firm-gone", "new-liaison")
    firm_people = [("new-liaison", (await me(db, code)).id) for code in ("C01", "C02")]
    assert sorted(told) == sorted([("firm-yours", new.id), ("firm-gone", old.id), *firm_people])
    assert (await see(db, waiting.id or 0, old)).ticket.id == waiting.id  # who had it before stays a follower
    await move(db, waiting.id or 0, Move(Action.ACCEPT), by=new, at=LATER)


async def test_what_came_to_a_substitute_or_the_desk_stays_where_it_is(db: Database) -> None:
    await sample(db)
    old, stands_in = await me(db, "L01"), await me(db, "L03")
    await be_away(db, stands_in.id, LATER, by=old, at=MORNING, key="away")
    ticket = await filed(db, "C01", "停电了")
    done = await assign(db, await firm_id(db, "F01"), (await me(db, "L06")).id, by=await me(db, "A01"), at=MORNING)
    assert done.tickets == 0
    async with db.read() as session:
        assert (await session.exec(select(Ticket.owner_id).where(Ticket.id == ticket.id))).one() == stands_in.id


async def test_a_full_liaison_an_unknown_one_and_who_may_not_are_refused(db: Database) -> None:
    await sample(db)
    firm, desk = await firm_id(db, "F01"), await me(db, "W01")
    with pytest.raises(NoRoom) as refused:
        await assign(db, firm, (await me(db, "L04")).id, by=desk, at=MORNING)
    assert refused.value.details["free"] == "杨春燕 L02、曾秀兰 L06、黄志强 L03"
    for nobody in ((await me(db, "C01")).id, 987654):
        with pytest.raises(NoSuchLiaison):
            await assign(db, firm, nobody, by=desk, at=MORNING)
    with pytest.raises(NoSuchFirm):
        await assign(db, 987654, (await me(db, "L02")).id, by=desk, at=MORNING)
    for code in ("L01", "C01", "D01", "H01", "K01", "S01"):
        person = await me(db, code)
        for deed in (
            assign(db, firm, (await me(db, "L02")).id, by=person, at=MORNING),
            accept_proposal(db, None, by=person, at=MORNING),
            proposal(db, by=person),
            choice(db, firm, by=person),
        ):
            with pytest.raises(NotAssigner):
                await deed
        assert await red_firms(db, by=person) == 0
    assert await pushes(db, "firm-yours", "firm-gone", "new-liaison") == []


async def test_a_proposal_is_accepted_by_exactly_one_of_two_administrators(db: Database) -> None:
    await with_new_firms(db, 5)
    desk, admin = await me(db, "W01"), await me(db, "A01")
    seen = await proposal(db, by=admin)
    assert len(seen.suggestions) == await red_firms(db, by=desk) == 5
    deeds = [accept_proposal(db, seen.proof, by=who, at=MORNING) for who in (desk, admin, desk, admin)]
    ended = await asyncio.gather(*deeds, return_exceptions=True)
    assert sorted(type(each).__name__ for each in ended) == [*["ProposalOver"] * 3, "list"]
    assert await accept_proposal(db, None, by=admin, at=MORNING) == []
    assert await red_firms(db, by=desk) == 0
    assert len(await pushes(db, "firm-yours")) == 5
    async with db.read() as session:
        loads = list(await session.exec(select(Firm.liaison_id)))
    assert max(loads.count(who) for who in loads) == 3


async def test_of_two_who_choose_for_one_firm_at_once_the_second_is_told_who_has_it(db: Database) -> None:
    await with_new_firms(db, 1)
    firm, desk, admin = await firm_id(db, "N00"), await me(db, "W01"), await me(db, "A01")
    wanted = [(desk, "L01"), (admin, "L02")]
    deeds = [assign(db, firm, (await me(db, code)).id, by=who, at=MORNING, seen=0) for who, code in wanted]
    ended = await asyncio.gather(*deeds, return_exceptions=True)
    won = [each for each in ended if isinstance(each, Assigned)]
    lost = [each for each in ended if isinstance(each, AssignedMeanwhile)]
    assert (len(won), len(lost)) == (1, 1)
    assert lost[0].details["name"] == won[0].liaison.name


async def test_many_firms_given_to_one_liaison_at_once_fill_his_three_places(db: Database) -> None:
    await with_new_firms(db, 6)
    desk, liaison = await me(db, "W01"), await me(db, "L01")
    firms = [await firm_id(db, f"N{n:02}") for n in range(6)]
    deeds = [assign(db, each, liaison.id, by=desk, at=MORNING, seen=0) for each in firms]
    ended = await asyncio.gather(*deeds, return_exceptions=True)
    assert sorted(type(each).__name__ for each in ended) == [*["Assigned"] * 2, *["NoRoom"] * 4]


async def test_an_old_proposal_is_not_accepted(db: Database) -> None:
    await with_new_firms(db, 2)
    admin = await me(db, "A01")
    seen = await proposal(db, by=admin)
    await assign(db, await firm_id(db, "N00"), (await me(db, "L06")).id, by=admin, at=MORNING)
    with pytest.raises(ProposalOver):
        await accept_proposal(db, seen.proof, by=admin, at=MORNING)
