"""The clock's reminders on real databases: who hears which rung, and when nobody does (DOMAIN.md, Deadlines)."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select

from domain.calendar import PARK_ZONE
from domain.lifecycle import Action, Outcome, State
from services.absence import be_away, come_back
from services.outgoing import letter
from services.record import Move
from services.reminders import end_waits, tick
from services.tickets import Problem, file_problem, move
from storage.database import Database
from storage.outbox import Owed
from storage.people import person_by_id
from storage.tables import Event, Push, Ticket
from tests.services.people import me, sample

Heard = set[tuple[str, str, str]]


def at(day: int, clock: str = "09:30", month: int = 11) -> datetime:
    """A moment of the park's autumn; 24 November is a Tuesday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, month, day, hour, minute, tzinfo=PARK_ZONE)


NOW = at(24)


async def filed(
    db: Database, code: str = "C05", *, kind: str = "other", when: datetime = NOW, urgent: bool = False
) -> int:
    """A problem of the contact's firm: C05's liaison is L03 of D3, the firm no backbone one."""
    problem = Problem(f"form-{code}-{when:%d%H%M}", kind, f"{code}停电", urgent=urgent)
    return (await file_problem(db, problem, by=await me(db, code), at=when)).id or 0


async def did(db: Database, ticket_id: int, code: str, wanted: Move, when: datetime = NOW) -> Ticket:
    return await move(db, ticket_id, wanted, by=await me(db, code, when), at=when)


async def promised(db: Database, wanted: date | datetime, *, when: datetime = NOW) -> int:
    """In the hands of L03, who has promised a date within fifteen working days."""
    ticket_id = await filed(db, kind="policy", when=when)
    await did(db, ticket_id, "L03", Move(Action.ACCEPT), when)
    await did(db, ticket_id, "L03", Move(Action.COMMIT, wanted=wanted), when)
    return ticket_id


async def department(db: Database, code: str) -> int:
    return (await me(db, code)).person.department_id or 0


async def pushes(db: Database) -> list[Push]:
    async with db.read() as session:
        asked = select(Push).where(col(Push.kind).in_(("reminder", "digest"))).order_by(col(Push.id))
        return list(await session.exec(asked))


async def heard(db: Database, when: datetime) -> Heard:
    """Who hears what of which rung when the clock ticks; a second tick owes nothing, and each may read what he gets."""
    known = {push.id for push in await pushes(db)}
    await tick(db, at=when)
    assert await tick(db, at=when) == 0
    new = [push for push in await pushes(db) if push.id not in known]
    return {line for push in new for line in await read(db, push, when)}


async def read(db: Database, push: Push, when: datetime) -> Heard:
    """What one message tells its reader, none of it about a ticket that he may not see."""
    owed = Owed(push.id or 0, push.person_id, push.kind, push.ticket_id, push.args, quiet=push.quiet, tries=0)
    about = await letter(db, 1, owed, at=when)
    assert len(about.sights) == len(push.args.get("lines", [1]))
    async with db.read() as session:
        code = (await person_by_id(session, push.person_id)).code
    return {(code, args["what"], args["rung"]) for _, args in about.sights}


def each(codes: str, what: str, rung: str) -> Heard:
    return {(code, what, rung) for code in codes.split()}


async def escalations(db: Database) -> list[tuple[datetime, int | None, int, int]]:
    async with db.read() as session:
        asked = select(Event).where(Event.action == Action.ESCALATE).order_by(col(Event.id))
        found = list(await session.exec(asked))
    return [(event.at, event.actor_id, event.old["escalated"], event.new["escalated"]) for event in found]


async def row(db: Database, ticket_id: int) -> Ticket:
    async with db.read() as session:
        return (await session.exec(select(Ticket).where(Ticket.id == ticket_id))).one()


async def test_the_owner_hears_every_rung_his_head_at_red_the_director_three_working_days_late(db: Database) -> None:
    await sample(db)
    await filed(db)
    ladder = [
        (at(24, "11:06"), each("L03", "accept", "yellow")),
        (at(24, "11:30"), each("L03 H03", "accept", "due")),
        (at(25, "11:30"), each("L03 H03", "accept", "late")),
        (at(26, "11:30"), each("L03 H03", "accept", "late")),
        (at(27, "11:30"), each("L03 H03 D01", "accept", "late")),
        (at(30, "11:30"), each("L03 H03 D01", "accept", "late")),
    ]
    for when, expected in ladder:
        assert await heard(db, when - timedelta(minutes=1)) == set()
        assert await heard(db, when) == expected
    assert [push.args["days"] for push in await pushes(db) if push.args["rung"] == "late"][::3] == [1, 2, 3, 4]


async def test_a_promise_is_reminded_of_at_yellow_two_working_hours_before_and_when_it_is_due(db: Database) -> None:
    await sample(db)
    await promised(db, date(2026, 11, 30))
    assert await heard(db, at(27, "17:29")) == set()
    assert await heard(db, at(30, "09:00")) == each("L03", "resolve", "yellow")
    assert await heard(db, at(30, "15:30")) == each("L03", "resolve", "soon")
    assert await heard(db, at(30, "17:30")) == each("L03 H03", "resolve", "due")


async def test_a_department_that_has_not_signed_hears_it_beside_the_owner_and_both_heads_at_red(db: Database) -> None:
    await sample(db)
    ticket_id = await filed(db)
    await did(db, ticket_id, "L03", Move(Action.HAND_OVER, lead_id=await department(db, "O02")))
    assert await heard(db, at(24, "11:06")) == each("L03 O02", "accept", "yellow")
    assert await heard(db, at(24, "11:30")) == each("L03 O02 H03 H02", "accept", "due")
    await did(db, ticket_id, "O02", Move(Action.ACCEPT), at(24, "11:31"))
    assert await heard(db, at(25, "11:31")) == each("O02 H02", "commit", "due")


async def test_where_the_owner_has_no_head_the_duty_desk_hears_it(db: Database) -> None:
    await sample(db)
    ticket_id = await filed(db)
    await did(db, ticket_id, "L03", Move(Action.HAND_OVER, lead_id=await department(db, "O04")))
    await did(db, ticket_id, "O04", Move(Action.ACCEPT))
    assert await heard(db, at(25)) == each("O04 W01", "commit", "due")


async def test_the_chain_lead_hears_of_a_backbone_firm_from_red_on(db: Database) -> None:
    await sample(db)
    await filed(db, "C01")
    assert await heard(db, at(24, "11:06")) == each("L01", "accept", "yellow")
    assert await heard(db, at(24, "11:30")) == each("L01 H02 P01", "accept", "due")
    assert await heard(db, at(27, "11:30")) == each("L01 H02 P01 D01", "accept", "late")


async def test_who_stands_in_hears_it_instead_of_who_is_away_until_he_is_back(db: Database) -> None:
    await sample(db)
    await promised(db, date(2026, 11, 27))
    by, substitute = await me(db, "L03"), await me(db, "L02")
    await be_away(db, substitute.id, at(9, month=12), by=by, at=at(25), key="leave")
    assert await heard(db, at(27, "09:00")) == each("L02", "resolve", "yellow")
    assert await heard(db, at(27, "17:30")) == each("L02 H03", "resolve", "due")
    await come_back(db, by=by, at=at(27, "18:00"))
    assert await heard(db, at(30, "17:30")) == each("L03 H03", "resolve", "late")


async def test_five_working_days_without_a_word_to_the_firm_are_reminded_of_and_again_after_five(db: Database) -> None:
    await sample(db)
    ticket_id = await promised(db, date(2026, 12, 15))
    assert await heard(db, at(1, "09:29", month=12)) == set()
    assert await heard(db, at(1, month=12)) == each("L03", "silence", "silence")
    assert await heard(db, at(8, "09:29", month=12)) == set()
    assert await heard(db, at(8, month=12)) == each("L03", "silence", "silence")
    assert [push.args["days"] for push in await pushes(db)] == [5, 10]
    await did(db, ticket_id, "L03", Move(Action.REPORT, text="在办"), at(8, "10:00", month=12))
    assert ("L03", "silence", "silence") not in await heard(db, at(15, "09:59", month=12))
    assert ("L03", "silence", "silence") in await heard(db, at(15, "10:00", month=12))


async def test_an_assisting_department_is_reminded_of_its_own_date_and_its_head_and_the_owner_when_it_is_late(
    db: Database,
) -> None:
    await sample(db)
    ticket_id = await filed(db, "C01", kind="policy")
    lead, helps = await department(db, "O02"), await department(db, "O03")
    await did(db, ticket_id, "L01", Move(Action.HAND_OVER, lead_id=lead, assists={helps: 3}))
    await did(db, ticket_id, "O02", Move(Action.ACCEPT))
    await did(db, ticket_id, "O02", Move(Action.COMMIT, wanted=date(2026, 12, 15)))
    assert await heard(db, at(26, "17:29")) == set()
    assert await heard(db, at(27, "09:00")) == each("O03", "assist", "yellow")
    assert await heard(db, at(27, "15:30")) == each("O03", "assist", "soon")
    assert await heard(db, at(27, "17:30")) == each("O03 H03 O02", "assist", "due")
    assert await heard(db, at(30, "17:30")) == each("O03 H03 O02", "assist", "late")
    await did(db, ticket_id, "O03", Move(Action.ASSIST, text="已协办"), at(30, "17:31"))
    assert await heard(db, at(1, "17:30", month=12)) == {("O02", "silence", "silence")}
    assert await escalations(db) == []


async def test_the_firm_is_reminded_of_what_it_was_asked_but_not_when_the_wait_is_over(db: Database) -> None:
    await sample(db)
    ticket_id = await promised(db, date(2026, 12, 10))
    await did(db, ticket_id, "L03", Move(Action.ASK, text="请补合同"))
    assert await heard(db, at(27, "17:29")) == set()
    assert await heard(db, at(30)) == each("C05", "answer", "yellow")
    assert await heard(db, at(30, "16:00")) == each("C05", "answer", "soon")
    assert (await row(db, ticket_id)).remind_at is None
    assert await heard(db, at(1, month=12)) == set()
    assert await end_waits(db, at=at(1, month=12)) == 0
    assert await end_waits(db, at=at(1, "09:31", month=12)) == 1
    assert await end_waits(db, at=at(1, "09:32", month=12)) == 0
    lapsed = await row(db, ticket_id)
    assert (lapsed.state, lapsed.held_due, lapsed.due_at) == (State.IN_HAND, None, at(18, "09:01", month=12))
    async with db.read() as session:
        told = set(await session.exec(select(Push.person_id).where(Push.kind == "lapse")))
    assert told == {(await me(db, code)).id for code in ("L03", "C05")}
    assert await heard(db, at(2, month=12)) == set()


async def test_after_an_outage_the_firm_is_told_that_the_wait_is_over_not_reminded_of_it(db: Database) -> None:
    await sample(db)
    ticket_id = await promised(db, date(2026, 12, 10))
    await did(db, ticket_id, "L03", Move(Action.ASK, text="请补合同"))
    assert await heard(db, at(1, "10:00", month=12)) == set()
    assert await end_waits(db, at=at(1, "10:00", month=12)) == 1


async def test_a_firm_that_has_answered_is_not_reminded_any_more(db: Database) -> None:
    await sample(db)
    ticket_id = await promised(db, date(2026, 12, 10))
    await did(db, ticket_id, "L03", Move(Action.ASK, text="请补合同"))
    await did(db, ticket_id, "C05", Move(Action.ANSWER, text="合同在此"), at(25))
    assert await heard(db, at(30, "16:00")) == set()
    assert await end_waits(db, at=at(2, month=12)) == 0


async def test_the_clock_escalates_once_to_the_head_and_once_to_the_director(db: Database) -> None:
    await sample(db)
    ticket_id = await filed(db)
    moments = [at(24, "11:06"), at(24, "11:30"), *(at(day, "11:30") for day in (25, 26, 27, 30))]
    for when in moments:
        await heard(db, when)
    assert await escalations(db) == [(at(24, "11:30"), None, 0, 1), (at(27, "11:30"), None, 1, 2)]
    assert (await row(db, ticket_id)).escalated == 2


async def test_after_an_outage_the_last_rung_alone_is_told_and_escalates_in_one_event(db: Database) -> None:
    await sample(db)
    await filed(db)
    assert await heard(db, at(27, "15:00")) == each("L03 H03 D01", "accept", "late")
    assert [push.args["days"] for push in await pushes(db)] == [3, 3, 3]
    assert await escalations(db) == [(at(27, "15:00"), None, 0, 2)]


async def test_what_the_head_was_told_of_once_is_not_escalated_to_him_again(db: Database) -> None:
    await sample(db)
    ticket_id = await filed(db)
    await heard(db, at(24, "11:30"))
    await did(db, ticket_id, "L03", Move(Action.ACCEPT), at(24, "11:31"))
    assert await heard(db, at(25, "11:31")) == each("L03 H03", "commit", "due")
    assert len(await escalations(db)) == 1


async def test_several_at_one_moment_are_one_message_to_each(db: Database) -> None:
    await sample(db)
    for code in ("C07", "C08", "C09"):
        await filed(db, code)
    assert await heard(db, at(24, "11:30")) == each("L04 H03", "accept", "due")
    found = {push.person_id: push for push in await pushes(db)}
    assert set(found) == {(await me(db, code)).id for code in ("L04", "H03")}
    for push in found.values():
        assert (push.kind, [line["ticket"] for line in push.args["lines"]]) == ("digest", [1, 2, 3])


async def test_a_date_and_a_silence_of_the_same_moment_are_one_message(db: Database) -> None:
    await sample(db)
    await promised(db, at(1, month=12))
    expected = each("L03 H03", "resolve", "due") | each("L03", "silence", "silence")
    assert await heard(db, at(1, month=12)) == expected
    assert sorted(push.kind for push in await pushes(db)) == ["digest", "reminder"]


async def test_a_promise_for_the_evening_is_reminded_of_in_the_morning(db: Database) -> None:
    await sample(db)
    await promised(db, at(27, "21:00"))
    await heard(db, at(27, "17:30"))
    assert await heard(db, at(27, "21:00")) == set()
    assert await heard(db, at(28, "10:00")) == set()  # a Saturday
    assert await heard(db, at(30, "07:59")) == set()
    assert await heard(db, at(30, "08:00")) == each("L03 H03", "resolve", "due")


@pytest.mark.parametrize("night", [at(1, "20:00", month=12), at(2, "07:59", month=12)])
async def test_what_fell_due_in_an_outage_that_ends_at_night_waits_for_the_morning(
    db: Database, night: datetime
) -> None:
    await sample(db)
    await promised(db, date(2026, 12, 1))
    ticket_id = await filed(db, "C01", kind="policy")
    lead, helps = await department(db, "O02"), await department(db, "O04")
    await did(db, ticket_id, "L01", Move(Action.HAND_OVER, lead_id=lead, assists={helps: 3}))
    await did(db, ticket_id, "O02", Move(Action.ACCEPT))
    await did(db, ticket_id, "O02", Move(Action.COMMIT, wanted=date(2026, 12, 15)))
    assert await heard(db, night) == set()
    expected = each("L03 H03", "resolve", "due") | each("L03 O02", "silence", "silence")
    assert await heard(db, at(2, "08:00", month=12)) == expected | each("O04 O02", "assist", "late")


async def test_urgent_tickets_write_to_people_at_night_too(db: Database) -> None:
    await sample(db)
    await filed(db, when=at(28, "23:00"), urgent=True)
    assert await heard(db, at(28, "23:24")) == each("L03", "accept", "yellow")
    assert await heard(db, at(28, "23:30")) == each("L03 H03", "accept", "due")


async def test_a_suspended_ticket_owes_its_stage_report_and_is_not_escalated(db: Database) -> None:
    await sample(db)
    ticket_id = await promised(db, date(2026, 12, 15))
    await did(db, ticket_id, "L03", Move(Action.SUSPEND, text="等上级政策"))
    await did(db, ticket_id, "D01", Move(Action.APPROVE))
    due = (await row(db, ticket_id)).due_at
    assert due == at(24, month=12)
    assert await heard(db, at(18, "09:00", month=12)) == each("L03", "stage", "yellow")
    assert await heard(db, due) == each("L03 H03", "stage", "due")
    await did(db, ticket_id, "L03", Move(Action.REPORT, text="上级在研究"), due + timedelta(minutes=1))
    assert await heard(db, due + timedelta(days=4)) == set()
    assert await escalations(db) == []


async def test_nobody_is_reminded_of_the_firms_judgement_or_of_what_has_ended(db: Database) -> None:
    await sample(db)
    resolved, withdrawn = await promised(db, date(2026, 12, 1)), await filed(db, "C01")
    await did(db, resolved, "L03", Move(Action.RESOLVE, text="好了", outcome=Outcome.SOLVED))
    await did(db, withdrawn, "C01", Move(Action.WITHDRAW))
    for when in (at(24, "11:30"), at(1, month=12), at(15, month=12)):
        assert await heard(db, when) == set()
    assert await end_waits(db, at=at(15, month=12)) == 1
    assert ((await row(db, resolved)).state, (await row(db, resolved)).stars) == (State.CLOSED, None)
