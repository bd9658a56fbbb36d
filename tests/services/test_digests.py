"""Digests on both databases: who gets one, when, what stands in it, once whatever the clock goes through."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event as sql
from sqlmodel import col, select

from cards.digests import overview_card
from domain.digests import Digest
from domain.errors import UnknownTicket
from domain.lifecycle import Action, Outcome
from domain.scoring import Rate
from services.digests import Overview, Section, send_digests
from services.outgoing import letter
from services.record import Move
from services.tickets import Problem, file_problem, move
from storage.database import Database
from storage.outbox import Owed
from storage.tables import Absence, Department, Person, Push, Ticket
from tests.house import House
from tests.services.people import MORNING, me, sample
from texts import speaker

PROBLEM = Problem(key="k1", category="surroundings", summary="下水道堵了")
DAY = timedelta(days=1)
TUESDAY = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)  # 08:40 in the park
MONDAY = TUESDAY + 6 * DAY
FIRST = TUESDAY + 7 * DAY  # 1 December, a Tuesday


async def filed(db: Database, code: str = "C01", key: str = "k1", *, at: datetime = MORNING - DAY) -> Ticket:
    return await file_problem(db, replace(PROBLEM, key=key), by=await me(db, code), at=at)


async def did(db: Database, ticket: Ticket, code: str, wanted: Move, at: datetime) -> None:
    await move(db, ticket.id or 0, wanted, by=await me(db, code, at), at=at)


async def owed(db: Database, kind: str) -> list[tuple[str, Push]]:
    async with db.read() as session:
        asked = select(Person.code, Push).join(Push, col(Push.person_id) == col(Person.id)).where(Push.kind == kind)
        return list((await session.exec(asked.order_by(col(Person.code)))).all())


async def readers(db: Database, kind: str = "daily") -> list[str]:
    return [code for code, _ in await owed(db, kind)]


async def read(db: Database, kind: Digest, code: str, at: datetime) -> Overview:
    """What the digest says when it goes out."""
    row = next(push for who, push in await owed(db, kind) if who == code)
    claimed = Owed(row.id or 0, row.person_id, row.kind, row.ticket_id, row.args, row.quiet, 1)
    seen = (await letter(db, 1, claimed, at=at)).overview
    assert seen
    return seen


def found(seen: Overview) -> dict[Section, list[int | None]]:
    return {section: [sight.ticket.id for sight in sights] for section, sights in seen.sections.items() if sights}


async def department(db: Database, code: str) -> int:
    async with db.read() as session:
        return (await session.exec(select(Department.id).where(Department.code == code))).one() or 0


async def test_who_has_something_to_do_gets_one_message_at_twenty_to_nine_and_who_has_nothing_none(
    db: Database,
) -> None:
    await sample(db)
    await filed(db)
    await filed(db, key="k2")
    assert await send_digests(db, at=TUESDAY - timedelta(seconds=1)) == 0
    assert await send_digests(db, at=TUESDAY) == 1
    assert await readers(db) == ["L01"]
    assert [await send_digests(db, at=TUESDAY + timedelta(hours=n)) for n in range(12)] == [0] * 12


async def test_five_clocks_at_once_owe_each_digest_once(db: Database) -> None:
    await sample(db)
    for n, code in enumerate(("C01", "C03", "C05")):
        await filed(db, code, f"k{n}")
    counted = await asyncio.gather(*[send_digests(db, at=TUESDAY) for _ in range(5)])
    assert sorted(counted) == [0, 0, 0, 0, 3]
    assert await readers(db) == ["L01", "L02", "L03"]


async def test_a_digest_is_late_until_the_office_closes_and_then_skipped(db: Database) -> None:
    await sample(db)
    await filed(db)
    closing = db.park.calendar.closing(date(2026, 11, 24))
    assert await send_digests(db, at=closing) == 0
    assert await send_digests(db, at=closing - timedelta(seconds=1)) == 1
    assert await send_digests(db, at=TUESDAY + DAY) == 1
    assert await send_digests(db, at=TUESDAY + 4 * DAY) == 0  # a Saturday


async def test_the_clock_asks_the_database_nothing_when_no_digest_can_be_owed(db: Database) -> None:
    asked: list[str] = []
    sql.listen(db.engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for hours in (-1, 9, 12, 4 * 24):
        assert await send_digests(db, at=TUESDAY + timedelta(hours=hours)) == 0
    assert asked == []
    await send_digests(db, at=TUESDAY)
    asked.clear()
    await send_digests(db, at=TUESDAY + timedelta(seconds=20))
    assert len(asked) <= 2  # whether it has been done already


async def test_a_liaisons_day_is_to_sign_late_due_today_and_waiting_for_the_firm(db: Database) -> None:
    await sample(db)
    for n in range(4):
        await filed(db, key=f"k{n}", at=TUESDAY - timedelta(minutes=n))
    tickets = [await filed(db, key=f"k{n}") for n in range(4)]
    for ticket in tickets[1:]:
        await did(db, ticket, "L01", Move(Action.ACCEPT), MORNING)
    await did(db, tickets[1], "L01", Move(Action.COMMIT, wanted=date(2026, 11, 24)), MORNING)
    await did(db, tickets[2], "L01", Move(Action.COMMIT, wanted=date(2026, 11, 25)), MORNING)
    await did(db, tickets[3], "L01", Move(Action.ASK, text="照片？"), MORNING)
    at = TUESDAY + DAY
    assert await send_digests(db, at=at) == 1
    seen = await read(db, Digest.DAILY, "L01", at)
    ids = [ticket.id for ticket in tickets]
    assert found(seen) == {
        Section.TO_SIGN: [ids[0]],
        Section.LATE: [ids[1]],
        Section.TODAY: [ids[2]],
        Section.ASKED: [ids[3]],
    }
    card = overview_card(seen, speaker("zh-CN"), db.park.calendar, at)
    assert "今日待办" in card.text and "待签收 1 件" in card.text and "等企业补充 1 件" in card.text
    assert [button.label for row in card.rows for button in row] == [t.number for t in tickets]
    assert "Late: 1" in overview_card(seen, speaker("en"), db.park.calendar, at).text


async def test_a_long_digest_names_twenty_and_counts_the_rest(db: Database) -> None:
    await sample(db)
    for n in range(23):
        await filed(db, key=f"k{n}")
    await send_digests(db, at=TUESDAY)
    seen = await read(db, Digest.DAILY, "L01", TUESDAY)
    card = overview_card(seen, speaker("zh-CN"), db.park.calendar, TUESDAY)
    assert sum(len(row) for row in card.rows) == 20
    assert "待签收 23 件" in card.text and "还有 3 件" in card.text
    assert len(card.text) < 4096


async def test_the_substitute_gets_the_digest_of_whom_he_stands_in_for(db: Database) -> None:
    await sample(db)
    ticket = await filed(db)
    async with db.begin() as session:
        away, there = (await me(db, "L01")).id, (await me(db, "L02")).id
        session.add(Absence(person_id=away, substitute_id=there, since=MORNING - DAY, until=MORNING + DAY))
    assert await send_digests(db, at=TUESDAY) == 1
    assert await readers(db) == ["L02"]
    assert found(await read(db, Digest.DAILY, "L02", TUESDAY)) == {Section.TO_SIGN: [ticket.id]}


async def test_an_officer_reads_what_his_department_was_asked_for_and_assists_in(db: Database) -> None:
    await sample(db)
    asked, helped = await filed(db), await filed(db, "C03", "k2")
    building, economy = await department(db, "D3"), await department(db, "D2")
    await did(db, asked, "L01", Move(Action.HAND_OVER, lead_id=building), MORNING - DAY)
    await did(db, helped, "L02", Move(Action.HAND_OVER, lead_id=economy, assists={building: 1}), MORNING - DAY)
    await send_digests(db, at=TUESDAY)
    assert await readers(db) == ["L01", "L02", "O02", "O03"]  # until it is signed, who handed it on answers for it
    seen = await read(db, Digest.DAILY, "O03", TUESDAY)
    assert found(seen) == {Section.TO_SIGN: [asked.id], Section.TODAY: [helped.id]}


async def test_a_digest_with_nothing_left_to_say_is_not_sent(db: Database) -> None:
    await sample(db)
    ticket = await filed(db)
    await send_digests(db, at=TUESDAY)
    await did(db, ticket, "C01", Move(Action.WITHDRAW), TUESDAY)
    with pytest.raises(UnknownTicket):
        await read(db, Digest.DAILY, "L01", TUESDAY + timedelta(minutes=5))


async def test_a_head_reads_the_week_of_his_department_and_of_no_other(db: Database) -> None:
    await sample(db)
    late, wished, foreign = await filed(db), await filed(db, "C01", "k2"), await filed(db, "C05", "k3")
    for ticket in (late, wished):
        await did(db, ticket, "L01", Move(Action.ACCEPT), MORNING)
    await did(db, late, "L01", Move(Action.COMMIT, wanted=date(2026, 11, 25)), MORNING)
    await did(db, wished, "L01", Move(Action.COMMIT, wanted=date(2026, 11, 30)), MORNING)
    await did(db, wished, "L01", Move(Action.EXTEND, text="等配件", wanted=date(2026, 12, 2)), MORNING)
    await send_digests(db, at=MONDAY)
    assert await readers(db, "weekly") == ["H02", "H03"]
    assert found(await read(db, Digest.WEEKLY, "H02", MONDAY)) == {
        Section.WISHES: [wished.id],
        Section.LATE: [late.id],
    }
    assert found(await read(db, Digest.WEEKLY, "H03", MONDAY)) == {Section.TO_SIGN: [foreign.id]}


async def test_a_head_reads_who_keeps_his_people_waiting(db: Database) -> None:
    await sample(db)
    ticket = await filed(db)
    economy, building = await department(db, "D2"), await department(db, "D3")
    await did(db, ticket, "L01", Move(Action.HAND_OVER, lead_id=economy, assists={building: 1}), MORNING - DAY)
    await did(db, ticket, "O02", Move(Action.ACCEPT), MORNING)
    await send_digests(db, at=MONDAY)
    seen = await read(db, Digest.WEEKLY, "H02", MONDAY)
    assert found(seen) == {Section.BLOCKED: [ticket.id]}
    card = overview_card(seen, speaker("zh-CN"), db.park.calendar, MONDAY)
    assert "建设环保局 应于" in card.text
    assert found(await read(db, Digest.WEEKLY, "H03", MONDAY)) == {Section.LATE: [ticket.id]}


async def test_the_director_reads_the_month(db: Database) -> None:
    await sample(db)
    tickets = [await filed(db, key=f"k{n}") for n in range(4)]
    for ticket in tickets[:3]:
        await did(db, ticket, "L01", Move(Action.ACCEPT), MORNING)
    await did(db, tickets[0], "L01", Move(Action.RESOLVE, text="好了", outcome=Outcome.PARTLY), MORNING)
    await did(db, tickets[0], "C01", Move(Action.CONFIRM, stars=4), MORNING)
    await did(db, tickets[1], "L01", Move(Action.SUSPEND, text="要等省里的新政策"), MORNING)
    await did(db, tickets[1], "D01", Move(Action.APPROVE), MORNING)
    await did(db, tickets[2], "L01", Move(Action.SUSPEND, text="缺资金"), MORNING)
    await did(db, tickets[3], "C01", Move(Action.WITHDRAW), MORNING)
    await filed(db, "C05", "k9", at=FIRST - timedelta(minutes=5))  # December's
    assert await send_digests(db, at=FIRST) > 0
    assert await readers(db, "monthly") == ["D01"]
    seen = await read(db, Digest.MONTHLY, "D01", FIRST)
    assert seen.month and (seen.month.filed, seen.month.ended) == (4, {Outcome.PARTLY: 1, None: 1})
    assert found(seen) == {Section.WISHES: [tickets[2].id], Section.SUSPENDED: [tickets[1].id]}
    card = overview_card(seen, speaker("zh-CN"), db.park.calendar, FIRST)
    assert "11 月：企业填单 4 件，归档 1 件" in card.text
    assert "部分解决：1 件" in card.text and "撤单 1 件" in card.text and "原因：要等省里的新政策" in card.text
    await send_digests(db, at=FIRST + DAY)
    assert await readers(db, "monthly") == ["D01"]


async def test_a_confidential_firm_has_no_name_in_a_heads_digest(db: Database) -> None:
    await sample(db)
    by = await me(db, "C01")
    ticket = await file_problem(db, replace(PROBLEM, confidential=True), by=by, at=MORNING)
    await did(db, ticket, "L01", Move(Action.HAND_OVER, lead_id=await department(db, "D3")), MORNING)
    await send_digests(db, at=MONDAY)
    seen = await read(db, Digest.WEEKLY, "H03", MONDAY)
    assert found(seen) == {Section.TO_SIGN: [ticket.id]}
    card = overview_card(seen, speaker("zh-CN"), db.park.calendar, MONDAY)
    assert "某企业" in card.text and "澜砚星" not in card.text


async def test_the_digest_is_in_the_chat_in_the_morning(house: House) -> None:
    desk = await house.phone("L01")
    ticket = await filed(house.db, at=MORNING)
    await house.next_morning()
    digest = await desk.see("今日待办", timeout=30)
    assert ticket.number in digest.text


async def test_a_liaison_with_nothing_to_do_reads_on_the_first_working_day_how_he_stood(db: Database) -> None:
    await sample(db)
    for code, key in (("C01", "k1"), ("C03", "k2")):
        ticket = await filed(db, code, key)
        owner = "L01" if code == "C01" else "L02"
        await did(db, ticket, owner, Move(Action.ACCEPT), MORNING - DAY)
        await did(db, ticket, owner, Move(Action.RESOLVE, text="好了", outcome=Outcome.SOLVED), MORNING)
        await did(db, ticket, code, Move(Action.CONFIRM, stars=5), MORNING)
    async with db.begin() as session:
        away, there = (await me(db, "L02")).id, (await me(db, "L03")).id
        session.add(Absence(person_id=away, substitute_id=there, since=FIRST - DAY, until=FIRST + DAY))
    await send_digests(db, at=FIRST - DAY)
    assert await readers(db) == []
    await send_digests(db, at=FIRST)
    assert await readers(db) == ["L01"]  # L02 is away, and to nobody else there is anything to tell
    seen = await read(db, Digest.DAILY, "L01", FIRST)
    assert seen.standing and seen.standing.response == seen.standing.solution == Rate(1, 1)
    assert "您上月的成绩" in overview_card(seen, speaker("zh-CN"), db.park.calendar, FIRST).text
    await send_digests(db, at=FIRST + DAY)
    assert await readers(db) == ["L01"]
