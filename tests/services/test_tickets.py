"""Use cases of tickets on real databases: every state, part and action; strangers of each role; who is told."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from sqlmodel import select

from domain.errors import AlreadyPromised, NotForYou, NotNow, Refusal, UnknownTicket
from domain.lifecycle import RULES, Action, Outcome, Part, Rule, State, rule_for
from domain.roles import Role
from services.record import Move
from services.reminders import end_waits
from services.tickets import Problem, file_problem, find, history_of, move, my_tickets, see, supplement
from storage.database import Database
from storage.people import Me, firm_of
from storage.tables import Event, Push, Ticket
from tests.services.people import MORNING, me, sample

MOVES = {
    Action.ACCEPT: Move(Action.ACCEPT),
    Action.COMMIT: Move(Action.COMMIT, wanted=date(2026, 11, 25)),
    Action.REPORT: Move(Action.REPORT, text="正在办"),
    Action.RESOLVE: Move(Action.RESOLVE, text="办好了", outcome=Outcome.SOLVED),
    Action.CONFIRM: Move(Action.CONFIRM, stars=5),
    Action.REJECT: Move(Action.REJECT, text="没有解决"),
    Action.WITHDRAW: Move(Action.WITHDRAW),
    Action.SUSPEND: Move(Action.SUSPEND, text="需要市里定"),
    Action.APPROVE: Move(Action.APPROVE),
}
WAY = {
    State.DISPATCHED: (),
    State.IN_HAND: (("L01", Action.ACCEPT),),
    State.SUSPENDED: (("L01", Action.ACCEPT), ("L01", Action.SUSPEND), ("D01", Action.APPROVE)),
    State.RESOLVED: (("L01", Action.ACCEPT), ("L01", Action.RESOLVE)),
    State.CLOSED: (("L01", Action.ACCEPT), ("L01", Action.RESOLVE), ("C01", Action.CONFIRM)),
    State.WITHDRAWN: (("C01", Action.WITHDRAW),),
}
PROBLEM = Problem(key="k1", category="surroundings", summary="下水道堵了")
PEOPLE = {Part.FIRM: "C01", Part.OWNER: "L01", Part.STRANGER: "L02"}


async def filed(db: Database, state: State = State.DISPATCHED, problem: Problem = PROBLEM) -> Ticket:
    """A ticket of the first firm, brought to a state."""
    await sample(db)
    ticket = await file_problem(db, problem, by=await me(db, "C01"), at=MORNING)
    for code, action in WAY[state]:
        ticket = await move(db, ticket.id or 0, MOVES[action], by=await me(db, code), at=MORNING)
    return ticket


async def rows(db: Database, kind: Any) -> list[Any]:
    async with db.read() as session:
        return list(await session.exec(select(kind).order_by(kind.id)))


@pytest.mark.parametrize(("state", "part"), list(product(State, PEOPLE)))
async def test_what_the_table_does_not_allow_is_refused_and_changes_nothing(
    db: Database, state: State, part: Part
) -> None:
    ticket = await filed(db, state)
    by, before = await me(db, PEOPLE[part]), len(await rows(db, Event))
    parts = {part, Part.LIAISON} if part is Part.OWNER else {part}
    for action in [action for action in MOVES if rule_for(state, parts, action) is None]:
        with pytest.raises(Refusal) as refused:
            await move(db, ticket.id or 0, MOVES[action], by=by, at=MORNING)
        assert isinstance(refused.value, UnknownTicket) is (part is Part.STRANGER), action
    assert len(await rows(db, Event)) == before


@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES if rule.action in MOVES and rule.part in PEOPLE],
    ids=lambda r: f"{r.source}-{r.action}",
)
async def test_what_the_table_allows_is_done_with_one_event(db: Database, rule: Rule) -> None:
    ticket = await filed(db, rule.source or State.DISPATCHED)
    before = len(await rows(db, Event))
    moved = await move(db, ticket.id or 0, MOVES[rule.action], by=await me(db, PEOPLE[rule.part]), at=MORNING)
    assert moved.state is rule.target
    assert len(await rows(db, Event)) == before + 1


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.DIRECTOR, Role.DISPATCHER, Role.ASSESSOR}])
async def test_a_stranger_of_each_role_neither_sees_nor_moves_the_ticket(db: Database, role: Role) -> None:
    ticket = await filed(db)
    stranger = Me((await me(db, "S01")).person, frozenset({role}), frozenset({999}))
    for attempt in (
        lambda: see(db, ticket.id or 0, stranger),
        lambda: find(db, ticket.number, stranger),
        lambda: history_of(db, ticket.id or 0, stranger),
        lambda: move(db, ticket.id or 0, MOVES[Action.ACCEPT], by=stranger, at=MORNING),
    ):
        with pytest.raises(UnknownTicket):
            await attempt()
    assert ticket.id not in [known.id for known in await my_tickets(db, stranger)]


@pytest.mark.parametrize("code", ["D01", "W01"])
async def test_director_and_duty_desk_see_every_ticket_but_do_not_sign_for_the_owner(db: Database, code: str) -> None:
    ticket, overseer = await filed(db), await me(db, code)
    assert (await see(db, ticket.id or 0, overseer)).ticket.id == ticket.id
    with pytest.raises(NotForYou):
        await move(db, ticket.id or 0, MOVES[Action.ACCEPT], by=overseer, at=MORNING)


async def test_a_refusal_says_the_state_and_what_is_possible(db: Database) -> None:
    ticket = await filed(db)
    with pytest.raises(NotNow) as refused:
        await move(db, ticket.id or 0, MOVES[Action.RESOLVE], by=await me(db, "L01"), at=MORNING)
    assert refused.value.details["state"] is State.DISPATCHED
    assert refused.value.details["possible"] == (Action.ACCEPT, Action.HAND_OVER)


async def test_the_clock_starts_at_dispatch_and_each_action_sets_its_deadline(db: Database) -> None:
    ticket = await filed(db)
    assert ticket.due_at == MORNING + timedelta(hours=2)
    ticket = await move(db, ticket.id or 0, MOVES[Action.ACCEPT], by=await me(db, "L01"), at=MORNING)
    assert ticket.due_at == MORNING + timedelta(days=1)
    ticket = await move(db, ticket.id or 0, MOVES[Action.COMMIT], by=await me(db, "L01"), at=MORNING)
    assert ticket.promised_for == ticket.first_promise == ticket.due_at
    with pytest.raises(AlreadyPromised):
        await move(db, ticket.id or 0, MOVES[Action.COMMIT], by=await me(db, "L01"), at=MORNING)
    ticket = await move(db, ticket.id or 0, MOVES[Action.RESOLVE], by=await me(db, "L01"), at=MORNING)
    assert ticket.due_at == MORNING + timedelta(days=7)
    assert ticket.remind_at is None


async def test_a_rejected_ticket_goes_one_level_up_with_a_new_clock_and_its_history(db: Database) -> None:
    ticket = await filed(db, State.RESOLVED)
    later = MORNING + timedelta(days=1)
    ticket = await move(db, ticket.id or 0, MOVES[Action.REJECT], by=await me(db, "C01"), at=later)
    desk, liaison = await me(db, "W01"), await me(db, "L01")
    assert (ticket.state, ticket.level, ticket.owner_id) == (State.DISPATCHED, 1, desk.id)
    assert (ticket.outcome, ticket.promised_for, ticket.due_at) == (None, None, later + timedelta(hours=2))
    sight = await see(db, ticket.id or 0, liaison)
    assert sight.parts == {Part.FOLLOWER, Part.LIAISON}
    assert Action.ACCEPT not in sight.actions
    events = (await history_of(db, ticket.id or 0, liaison)).events
    assert "办好了" in [event.text for event in events]
    told = [(push.kind, push.person_id) for push in await rows(db, Push)][-2:]
    assert told == [("reject", desk.id), ("handed-up", liaison.id)]
    for code, action in (("W01", Action.ACCEPT), ("W01", Action.RESOLVE), ("C01", Action.REJECT)):
        ticket = await move(db, ticket.id or 0, MOVES[action], by=await me(db, code), at=later)
    assert ticket.owner_id == (await me(db, "D01")).id


async def test_the_same_key_moves_once(db: Database) -> None:
    ticket, owner = await filed(db), await me(db, "L01")
    for _ in range(2):
        await move(db, ticket.id or 0, MOVES[Action.ACCEPT], by=owner, at=MORNING, key="press-1")
    assert [event.action for event in await rows(db, Event)] == ["file", "accept"]


async def test_the_same_form_is_one_ticket(db: Database) -> None:
    first = await filed(db)
    again = await file_problem(db, PROBLEM, by=await me(db, "C01"), at=MORNING)
    assert again.id == first.id
    other = await file_problem(db, replace(PROBLEM, key="k2"), by=await me(db, "C01"), at=MORNING)
    assert other.number == "LL-2026-000002"


async def test_numbers_begin_anew_each_year_by_the_parks_calendar(db: Database) -> None:
    await sample(db)
    by = await me(db, "C01")
    new_year = MORNING.replace(month=12, day=31, hour=16, minute=0)  # midnight in the park
    last = await file_problem(db, PROBLEM, by=by, at=new_year - timedelta(minutes=1))
    first = await file_problem(db, replace(PROBLEM, key="k2"), by=by, at=new_year)
    assert (last.number, first.number) == ("LL-2026-000001", "LL-2027-000001")


async def test_a_firm_without_a_liaison_is_served_by_the_duty_desk(db: Database) -> None:
    await sample(db)
    by = await me(db, "C01")
    async with db.begin() as session:
        firm = await firm_of(session, by.id)
        assert firm
        firm.liaison_id = None
        session.add(firm)
    ticket = await file_problem(db, PROBLEM, by=by, at=MORNING)
    assert ticket.owner_id == (await me(db, "W01")).id


async def test_who_is_no_contact_cannot_file(db: Database) -> None:
    await sample(db)
    with pytest.raises(NotForYou):
        await file_problem(db, PROBLEM, by=await me(db, "L01"), at=MORNING)


async def test_five_working_days_without_an_answer_close_the_ticket_unrated(db: Database) -> None:
    ticket = await filed(db, State.RESOLVED)
    assert await end_waits(db, at=MORNING + timedelta(days=7)) == 0
    assert await end_waits(db, at=MORNING + timedelta(days=7, minutes=1)) == 1
    assert await end_waits(db, at=MORNING + timedelta(days=8)) == 0
    closed = (await see(db, ticket.id or 0, await me(db, "C01"))).ticket
    assert (closed.state, closed.stars, closed.outcome) == (State.CLOSED, None, Outcome.SOLVED)


async def test_an_edit_after_filing_is_a_supplement_and_the_first_words_stay(db: Database) -> None:
    ticket = await filed(db, problem=replace(PROBLEM, message_id=77))
    by = await me(db, "C01")
    for _ in range(2):
        await supplement(db, 77, "下水道堵了，还漏水", by=by, at=MORNING, key="u1")
    events = await rows(db, Event)
    assert [(event.action, event.text) for event in events] == [
        ("file", "下水道堵了"),
        ("supplement", "下水道堵了，还漏水"),
    ]
    assert (await see(db, ticket.id or 0, by)).ticket.summary == "下水道堵了"
    assert await supplement(db, 77, "别人改的", by=await me(db, "C03"), at=MORNING, key="u2") is None


async def test_every_event_keeps_time_actor_and_old_and_new_value(db: Database) -> None:
    await filed(db, State.IN_HAND)
    accepted = (await rows(db, Event))[-1]
    assert (accepted.at, accepted.actor_id) == (MORNING, (await me(db, "L01")).id)
    assert (accepted.old["state"], accepted.new["state"]) == ("dispatched", "in_hand")


async def test_in_the_quiet_hours_a_push_makes_no_sound_but_urgent_ones_do(db: Database) -> None:
    await sample(db)
    by, night = await me(db, "C01"), MORNING + timedelta(hours=13)
    await file_problem(db, PROBLEM, by=by, at=night)
    await file_problem(db, replace(PROBLEM, key="k2", urgent=True), by=by, at=night)
    assert [push.quiet for push in await rows(db, Push)] == [True, False]
