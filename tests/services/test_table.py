"""At the table on real databases: each verdict's way through the life cycle, who is told, wording, twice and late."""

import asyncio
from contextlib import nullcontext
from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import col, select

from domain.errors import (
    AlreadyPromised,
    DayOff,
    InThePast,
    NotArrived,
    NotForTable,
    NotForYou,
    NotNow,
    Refusal,
    UnknownAtTable,
    UnknownTicket,
    WordingStands,
)
from domain.lifecycle import RULES, Action, Due, Outcome, Part, Source, State
from domain.reception import Verdict
from services.at_door import leave_table
from services.at_table import IN_ROOM, Entry, Words, confirm_wording, correct, enter, object_to, see_said, unconfirmed
from services.parts import facts_of
from services.record import File, Move
from services.table_close import close_day
from services.terms import due_of
from services.tickets import history_of, move, moved, see
from storage.database import Database
from storage.reception_tables import TableProblem
from storage.tables import Attachment, Department, Event, Push, Ticket
from tests.services.people import MORNING, me, sample
from tests.services.reception import day_with, minute, owed_of, seated, topic
from tests.services.situations import all_situations, ids_of, wanted

LATER = date(2026, 12, 10)
SAID = Entry("k1", 0, Verdict.ON_THE_SPOT, "门口路灯不亮，今晚修好")


@pytest.fixture
async def park(db: Database) -> Database:
    """The sample park."""
    await sample(db)
    return db


async def room(db: Database) -> int:
    """The first firm is at the table."""
    _, (first, *_) = await day_with(db, ("F01", "F02"))
    await seated(db, first, minute(0))
    return first


async def department(db: Database, code: str = "D3") -> int:
    return (await ids_of(db, Department))[code]


async def entered(db: Database, **what: object) -> tuple[TableProblem, Ticket]:
    """Written down by the secretary."""
    problem = await enter(db, replace(SAID, **what), by=await me(db, "S01"), at=minute(3))  # type: ignore[arg-type]
    async with db.read() as session:
        return problem, (await session.exec(select(Ticket).where(Ticket.id == problem.ticket_id))).one()


async def told_of(db: Database, ticket: Ticket) -> list[tuple[str, int]]:
    async with db.read() as session:
        pushes = await session.exec(select(Push).where(Push.ticket_id == ticket.id).order_by(col(Push.id)))
        return [(push.kind, push.person_id) for push in pushes]


async def test_solved_on_the_spot_is_a_result_that_the_firm_judges(park: Database) -> None:
    _, ticket = await entered(park, booking_id=await room(park))
    assert (ticket.state, ticket.outcome, ticket.source) == (State.RESOLVED, Outcome.SOLVED, Source.RECEPTION)
    assert (ticket.resolved_at, ticket.accepted_at, due_of(ticket)) == (minute(3), minute(3), Due.JUDGE)
    assert (ticket.reception_id, ticket.owner_id) == (1, (await me(park, "L01")).id)
    assert await told_of(park, ticket) == [("table-solved", ticket.owner_id)]
    assert ("table-problem", (await me(park, "C01")).id) in await owed_of(park)
    judged = await move(park, ticket.id or 0, Move(Action.CONFIRM, stars=5), by=await me(park, "C01"), at=minute(9))
    assert judged.state is State.CLOSED


async def test_a_date_given_in_the_room_is_the_first_promise_even_beyond_the_limit(park: Database) -> None:
    problem, ticket = await entered(
        park, booking_id=await room(park), verdict=Verdict.COMMITTED, wanted=date(2027, 1, 20)
    )
    assert (ticket.state, due_of(ticket), ticket.owner_id) == (State.IN_HAND, Due.RESOLVE, (await me(park, "L01")).id)
    assert ticket.first_promise == problem.promised_for == ticket.due_at == ticket.limit_at
    assert ticket.first_promise == park.park.calendar.closing(date(2027, 1, 20))
    assert await told_of(park, ticket) == [("table-committed", ticket.owner_id)]


async def test_a_department_that_is_to_keep_the_date_signs_and_is_bound_by_it(park: Database) -> None:
    d3 = await department(park)
    problem, ticket = await entered(
        park, booking_id=await room(park), verdict=Verdict.COMMITTED, wanted=LATER, department_id=d3
    )
    assert (ticket.state, ticket.lead_id, problem.department_id, due_of(ticket)) == (
        State.DISPATCHED,
        d3,
        d3,
        Due.ACCEPT,
    )
    assert ("hand-over", (await me(park, "O03")).id) in await told_of(park, ticket)
    signed = await move(park, ticket.id or 0, Move(Action.ACCEPT), by=await me(park, "O03"), at=minute(30))
    assert signed.due_at == signed.first_promise == park.park.calendar.closing(LATER)
    assert (signed.state, signed.owner_id) == (State.IN_HAND, (await me(park, "O03")).id)


async def test_handed_over_it_has_the_departments_usual_deadlines_and_kind(park: Database) -> None:
    d3 = await department(park)
    _, ticket = await entered(park, booking_id=await room(park), verdict=Verdict.HANDED_OVER, department_id=d3)
    assert (ticket.state, ticket.lead_id, ticket.category_code) == (State.DISPATCHED, d3, "utilities")
    assert (due_of(ticket), ticket.accepted_at, ticket.first_promise) == (Due.ACCEPT, None, None)
    told = await told_of(park, ticket)
    assert {code for code, _ in told} == {"hand-over", "moved-on"}
    secretary, guest = await me(park, "S01"), await me(park, "C01")
    assert secretary.id not in {who for _, who in told}
    assert guest.id not in {who for _, who in told}
    back = await move(park, ticket.id or 0, Move(Action.RETURN, "不归我们"), by=await me(park, "O03"), at=minute(60))
    assert ("return", secretary.id) in await told_of(park, back)  # who handed it over hears of it
    assert (await see(park, ticket.id or 0, secretary)).parts == {Part.FOLLOWER}


async def test_a_topic_is_used_instead_of_a_new_sentence_once_and_only_by_its_firm(park: Database) -> None:
    first = await room(park)
    own, strange = await topic(park, 1, "C01", "车间停电两次"), await topic(park, 1, "C03", "别家的议题")
    problem, ticket = await entered(park, booking_id=first, text="", topic_id=own)
    assert (ticket.id, problem.wording, ticket.source) == (own, "车间停电两次", Source.FIRM)
    assert ticket.state is State.RESOLVED
    for key, used in (("k2", own), ("k3", strange), ("k4", 999)):
        with pytest.raises(UnknownTicket):
            await entered(park, booking_id=first, text="", topic_id=used, key=key)


async def test_a_topic_that_has_its_promise_keeps_it(park: Database) -> None:
    first, own = await room(park), await topic(park, 1, "C01", "车间停电两次")
    liaison = await me(park, "L01")
    await move(park, own, Move(Action.ACCEPT), by=liaison, at=minute(-60))
    await move(park, own, Move(Action.COMMIT, wanted=date(2026, 11, 26)), by=liaison, at=minute(-50))
    with pytest.raises(AlreadyPromised):
        await entered(park, booking_id=first, text="", topic_id=own, verdict=Verdict.COMMITTED, wanted=LATER)
    _, ticket = await entered(park, booking_id=first, text="", topic_id=own)
    assert ticket.state is State.RESOLVED


async def test_a_topic_that_waits_for_a_signature_waits_no_more(park: Database) -> None:
    first, own = await room(park), await topic(park, 1, "C01", "车间停电两次")
    given = Move(Action.HAND_OVER, lead_id=await department(park))
    await move(park, own, given, by=await me(park, "L01"), at=minute(-60))
    _, ticket = await entered(park, booking_id=first, text="", topic_id=own, verdict=Verdict.COMMITTED, wanted=LATER)
    assert (ticket.state, ticket.lead_id, ticket.sender_id) == (State.IN_HAND, None, None)
    with pytest.raises((NotForYou, NotNow)):
        await move(park, own, Move(Action.ACCEPT), by=await me(park, "O03"), at=minute(10))


@pytest.mark.parametrize(
    ("wish", "refusal"), [(date(2026, 11, 25), InThePast), (date(2026, 11, 28), DayOff), (date(2026, 11, 26), None)]
)
async def test_a_date_that_cannot_be_is_refused_and_nothing_is_written(
    park: Database, wish: date, refusal: type[Exception] | None
) -> None:
    first = await room(park)
    if refusal is None:
        await entered(park, booking_id=first, verdict=Verdict.COMMITTED, wanted=wish)
        return
    with pytest.raises(refusal):
        await entered(park, booking_id=first, verdict=Verdict.COMMITTED, wanted=wish)
    async with park.read() as session:
        assert not (await session.exec(select(Ticket))).all()


async def test_a_sentence_that_is_sent_twice_or_ten_times_at_once_is_one_problem(park: Database) -> None:
    first, by = await room(park), await me(park, "S01")
    entry = replace(SAID, booking_id=first, files=(File("photo", "p1"),))
    made = await asyncio.gather(*(enter(park, entry, by=by, at=minute(3)) for _ in range(10)))
    again = await enter(park, entry, by=by, at=minute(60))
    assert {each.id for each in (*made, again)} == {1}
    async with park.read() as session:
        assert len((await session.exec(select(Ticket))).all()) == 1
        assert len((await session.exec(select(Event))).all()) == 2
        assert len((await session.exec(select(Attachment))).all()) == 1
    assert [kind for kind, _ in await owed_of(park)].count("table-problem") == 1


async def test_what_comes_late_is_written_down_all_the_same(park: Database) -> None:
    first, secretary = await room(park), await me(park, "S01")
    await leave_table(park, first, by=secretary, at=minute(20))
    await entered(park, booking_id=first)
    await close_day(park, 1, by=secretary, at=minute(190))
    await entered(park, booking_id=first, key="k2")
    async with park.read() as session:
        assert len((await session.exec(select(TableProblem))).all()) == 2


async def test_nobody_but_the_secretary_writes_and_only_of_who_was_called(park: Database) -> None:
    _, (first, second) = await day_with(park, ("F01", "F02"))
    await seated(park, first, minute(0))
    for code in ("D01", "C01", "L01", "W01", "O03"):
        with pytest.raises(NotForTable):
            await enter(park, replace(SAID, booking_id=first), by=await me(park, code), at=minute(3))
    with pytest.raises(NotArrived):
        await entered(park, booking_id=second)
    with pytest.raises(UnknownAtTable):
        await entered(park, booking_id=99)


async def test_the_firm_confirms_the_wording_once_and_nobody_else_does(park: Database) -> None:
    problem, _ = await entered(park, booking_id=await room(park))
    for code in ("C03", "S01", "D01", "L01"):
        with pytest.raises(UnknownAtTable):
            await confirm_wording(park, problem.id or 0, by=await me(park, code), at=minute(5))
    assert len(await unconfirmed(park, by=await me(park, "C02"))) == 1
    for code, at in (("C02", minute(5)), ("C01", minute(6))):
        said = await confirm_wording(park, problem.id or 0, by=await me(park, code), at=at)
    assert (said.problem.confirmed_at, said.problem.confirmed_by_id) == (minute(5), (await me(park, "C02")).id)
    assert not await unconfirmed(park, by=await me(park, "C01"))
    for refused in (
        object_to(park, problem.id or 0, Words("o", "不对"), by=await me(park, "C01"), at=minute(7)),
        correct(park, problem.id or 0, Words("c", "改改"), by=await me(park, "S01"), at=minute(7)),
    ):
        with pytest.raises(WordingStands):
            await refused


async def test_an_objection_is_kept_and_told_and_the_correction_stands_beside_the_first_words(park: Database) -> None:
    problem, ticket = await entered(park, booking_id=await room(park))
    guest, secretary = await me(park, "C01"), await me(park, "S01")
    with pytest.raises(UnknownAtTable):
        await object_to(park, problem.id or 0, Words("o", "不对"), by=await me(park, "C03"), at=minute(4))
    for _ in range(2):
        await object_to(park, problem.id or 0, Words("o", "是后门的路灯"), by=guest, at=minute(4))
    assert await owed_of(park, "table-objected") == [("table-objected", secretary.id)]
    with pytest.raises(NotForTable):
        await correct(park, problem.id or 0, Words("c", "后门路灯不亮"), by=guest, at=minute(5))
    for _ in range(2):
        said = await correct(park, problem.id or 0, Words("c", "后门路灯不亮"), by=secretary, at=minute(5))
    assert (said.problem.wording, said.problem.objection) == ("后门路灯不亮", "是后门的路灯")
    assert said.ticket.summary == SAID.text
    assert [kind for kind, who in await owed_of(park) if who == guest.id].count("table-problem") == 2
    events = (await history_of(park, ticket.id or 0, guest)).events
    assert [(each.action, each.text) for each in events][2:] == [
        ("supplement", "是后门的路灯"),
        ("supplement", "后门路灯不亮"),
    ]
    assert [each.actor_id for each in events][2:] == [guest.id, secretary.id]
    assert (await confirm_wording(park, problem.id or 0, by=guest, at=minute(6))).problem.confirmed_at


async def test_a_stranger_sees_nothing_of_the_table(park: Database) -> None:
    problem, _ = await entered(park, booking_id=await room(park))
    for code in ("C03", "L01", "O03", "W01", "K01"):
        with pytest.raises(UnknownAtTable):
            await see_said(park, problem.id or 0, by=await me(park, code))
    for code in ("C02", "S01", "D01"):
        assert (await see_said(park, problem.id or 0, by=await me(park, code))).problem.id == problem.id


async def test_every_row_of_the_secretary_is_done_in_every_situation_where_it_holds(db: Database) -> None:
    made, departments, secretary = await all_situations(db), await ids_of(db, Department), await me(db, "S01")
    rows = [rule for rule in RULES if rule.part is Part.SECRETARY and rule.source]
    reached = set[tuple[State | None, Action]]()
    for name, ticket in made.items():
        facts = facts_of(ticket)
        for action in dict.fromkeys(rule.action for rule in rows):
            rule = next((r for r in rows if r.source == ticket.state and r.action is action and r.holds(facts)), None)
            given, stands = wanted(action, departments), pytest.raises(Refusal) if rule is None else nullcontext()
            with stands:
                async with db.begin() as session:
                    at, row_id = MORNING, ticket.id or 0
                    done = await moved(session, db.park, row_id, given, by=secretary, at=at, as_=IN_ROOM)
                    assert rule and done.state is rule.target, (name, action)
                    assert rule.due is due_of(done), (name, action)
                    reached.add((rule.source, action))
                    await session.rollback()  # the next one finds it as it stood
    assert reached == {(rule.source, rule.action) for rule in rows}
