"""Reminders on both databases: who hears them, when, once; what waits for the morning; who is above whom at red."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlmodel import col, select

from domain.lifecycle import Action, Outcome, State
from services.park import load_park
from services.record import Move
from services.reminders import end_waits, tick
from services.sample import sample_park
from services.tickets import Problem, file_problem, move
from storage.database import Database
from storage.tables import Absence, Assist, Department, Event, Person, Push, Ticket
from tests.services.people import MORNING, me, sample

PROBLEM = Problem(key="k1", category="surroundings", summary="下水道堵了")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
MONDAY = MORNING - DAY  # 09:30 in the park
ACCEPT = Move(Action.ACCEPT)
Heard = list[tuple[str, str, str]]


async def filed(
    db: Database, code: str = "C01", key: str = "k1", *, at: datetime = MONDAY, urgent: bool = False
) -> int:
    problem = replace(PROBLEM, key=key, urgent=urgent)
    return (await file_problem(db, problem, by=await me(db, code), at=at)).id or 0


async def did(db: Database, ticket_id: int, code: str, wanted: Move, at: datetime) -> Ticket:
    return await move(db, ticket_id, wanted, by=await me(db, code, at), at=at)


async def promised(db: Database, day: date = date(2026, 11, 27), at: datetime = MONDAY) -> int:
    """A ticket of the first firm in the hands of its liaison, promised for that day."""
    await sample(db)
    ticket_id = await filed(db, at=at)
    await did(db, ticket_id, "L01", ACCEPT, at)
    await did(db, ticket_id, "L01", Move(Action.COMMIT, wanted=day), at)
    return ticket_id


async def heard(db: Database, at: datetime) -> Heard:
    """Who hears what at a tick of that moment: person, what, rung; sorted."""
    async with db.read() as session:
        known = set(await session.exec(select(Push.id)))
    await tick(db, at=at)
    async with db.read() as session:
        asked = select(Person.code, Push).join(Push, col(Push.person_id) == col(Person.id))
        new = [(code, push) for code, push in await session.exec(asked) if push.id not in known]
    lines = [(code, line) for code, push in new for line in push.args.get("lines") or [push.args]]
    return sorted((code, line["what"], line["rung"]) for code, line in lines)


async def due(db: Database, at: datetime) -> Heard:
    """The same, without silence."""
    return [line for line in await heard(db, at) if line[1] != "silence"]


def park_time(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def told(rung: str, *codes: str, what: str = "resolve") -> Heard:
    return sorted((code, what, rung) for code in codes)


async def department(db: Database, code: str) -> int:
    async with db.read() as session:
        return (await session.exec(select(Department.id).where(Department.code == code))).one() or 0


async def escalations(db: Database) -> list[tuple[int | None, int]]:
    async with db.read() as session:
        found = await session.exec(select(Event).where(Event.action == str(Action.ESCALATE)).order_by(col(Event.id)))
        return [(event.actor_id, event.new["escalated"]) for event in found]


async def ticks(db: Database, moments: Iterable[datetime]) -> list[Heard]:
    return [await heard(db, moment) for moment in moments]


async def test_the_owner_hears_yellow_two_hours_before_at_the_moment_and_each_working_day_after(db: Database) -> None:
    await promised(db)  # Friday 17:30
    just_before = await ticks(db, [park_time(27, 8, 59), park_time(27, 15, 29), park_time(27, 17, 29)])
    assert just_before[0] == []
    assert just_before[1] == told("yellow", "L01")  # by the clock's next look at the latest
    assert just_before[2] == told("soon", "L01")
    everybody = "L01", "H02", "P01"
    assert await heard(db, park_time(27, 17, 30)) == told("due", *everybody)
    assert await heard(db, park_time(28, 17, 30)) == []  # a Saturday
    assert await due(db, park_time(30, 17, 30)) == told("late", *everybody)
    assert await due(db, park_time(1, 17, 30, 12)) == told("late", *everybody)
    assert await due(db, park_time(2, 17, 30, 12)) == told("late", *everybody, "D01")
    assert await due(db, park_time(2, 17, 31, 12)) == []


async def test_the_clock_escalates_once_to_the_head_and_once_to_the_director(db: Database) -> None:
    await promised(db)
    moments = [park_time(27, 17, 30) + DAY * n for n in range(12)]
    await ticks(db, [moment for moment in moments for _ in range(2)])
    assert await escalations(db) == [(None, 1), (None, 2)]


async def test_after_an_outage_only_the_latest_is_said_and_it_reaches_as_high_as_it_should(db: Database) -> None:
    await promised(db)
    assert await due(db, park_time(3, 10, 0, 12)) == told("late", "D01", "H02", "L01", "P01")
    assert await heard(db, park_time(3, 10, 1, 12)) == []
    assert await escalations(db) == [(None, 2)]


async def test_a_firm_that_is_no_backbone_has_no_chain_lead_in_it_and_a_head_over_nobody_is_the_duty_desk(
    db: Database,
) -> None:
    await sample(db)
    ticket_id = await filed(db, "C05")
    assert await heard(db, MONDAY + 97 * MINUTE) == told("yellow", "L03", what="accept")
    assert await heard(db, MONDAY + 2 * timedelta(hours=1)) == told("due", "H03", "L03", what="accept")
    async with db.begin() as session:
        liaison = await session.get(Person, (await me(db, "L03")).id)
        assert liaison
        liaison.department_id = None
        session.add(liaison)
    assert await heard(db, MORNING + 2 * timedelta(hours=1)) == told("late", "L03", "W01", what="accept")
    assert ticket_id


async def test_a_department_that_has_not_signed_hears_it_beside_the_owner_and_its_head_at_red(db: Database) -> None:
    await sample(db)
    ticket_id = await filed(db, "C05")
    await did(db, ticket_id, "L03", Move(Action.HAND_OVER, lead_id=await department(db, "D2")), MONDAY)
    assert await heard(db, MONDAY + 97 * MINUTE) == told("yellow", "L03", "O02", what="accept")
    assert await heard(db, MONDAY + 120 * MINUTE) == told("due", "L03", "O02", "H02", "H03", what="accept")
    await did(db, ticket_id, "O02", ACCEPT, MONDAY + 121 * MINUTE)
    assert await heard(db, MORNING + 121 * MINUTE) == told("due", "O02", "H02", what="commit")


async def test_the_desk_is_reminded_of_the_ruling_it_owes(db: Database) -> None:
    await sample(db)
    ticket_id = await filed(db, "C05")
    for place, officer in (("D2", "O02"), ("D3", "O03")):
        await did(db, ticket_id, "L03", Move(Action.HAND_OVER, lead_id=await department(db, place)), MONDAY)
        await did(db, ticket_id, officer, Move(Action.RETURN, text="不归我们"), MONDAY)
    assert await heard(db, MONDAY + 97 * MINUTE) == told("yellow", "L03", "W01", what="accept")


async def test_the_substitute_hears_it_instead(db: Database) -> None:
    await promised(db)
    async with db.begin() as session:
        away, there = (await me(db, "L01")).id, (await me(db, "L05")).id
        session.add(Absence(person_id=away, substitute_id=there, since=MONDAY, until=park_time(27, 12)))
    assert await heard(db, park_time(27, 9)) == told("yellow", "L05")
    assert await heard(db, park_time(27, 15, 30)) == told("soon", "L01")


async def test_the_firm_is_reminded_of_what_it_was_asked_and_nobody_else(db: Database) -> None:
    ticket_id = await promised(db)
    await did(db, ticket_id, "L01", Move(Action.ASK, text="照片？"), MONDAY)  # until next Monday 09:30
    moments = [MONDAY + DAY * n for n in range(4)] + [park_time(27, 9, 30), park_time(27, 17), park_time(30, 9, 29)]
    said = [line for some in await ticks(db, moments) for line in some]
    assert said == told("yellow", "C01", what="answer") + told("soon", "C01", what="answer")
    assert await heard(db, park_time(30, 9, 30)) == []
    assert await end_waits(db, at=park_time(30, 9, 31)) == 1
    assert await end_waits(db, at=park_time(30, 9, 32)) == 0


async def test_five_working_days_of_silence_are_reminded_again_and_again_until_the_firm_is_told(db: Database) -> None:
    ticket_id = await promised(db, date(2026, 11, 30), at=park_time(23, 10))
    silent = told("silence", "L01", what="silence")
    week = [line for some in await ticks(db, [park_time(27, 12), park_time(30, 9, 59)]) for line in some]
    assert ("L01", "silence", "silence") not in week
    assert silent[0] in await heard(db, park_time(30, 10))
    assert silent[0] not in await heard(db, park_time(4, 10, 0, 12))
    assert silent[0] in await heard(db, park_time(7, 10, 0, 12))
    await did(db, ticket_id, "L01", Move(Action.REPORT, text="配件已到"), park_time(7, 11, 0, 12))
    assert silent[0] not in await heard(db, park_time(14, 10, 59, 12))
    assert silent[0] in await heard(db, park_time(14, 11, 0, 12))


async def test_silence_that_a_night_has_put_off_is_counted_from_the_last_word(db: Database) -> None:
    await promised(db, date(2026, 11, 30), at=park_time(23, 10))
    assert await heard(db, park_time(30, 22)) == []
    morning = await heard(db, park_time(1, 8, 0, 12))
    assert ("L01", "silence", "silence") in morning
    assert ("L01", "silence", "silence") not in await heard(db, park_time(7, 9, 59, 12))
    assert ("L01", "silence", "silence") in await heard(db, park_time(7, 10, 0, 12))


async def assisted(db: Database) -> int:
    """O02 has it, D3 assists until Thursday evening."""
    await sample(db)
    ticket_id = await filed(db, "C05")
    helpers = {await department(db, "D3"): 3}
    await did(db, ticket_id, "L03", Move(Action.HAND_OVER, lead_id=await department(db, "D2"), assists=helpers), MONDAY)
    await did(db, ticket_id, "O02", ACCEPT, MONDAY)
    await did(db, ticket_id, "O02", Move(Action.COMMIT, wanted=date(2026, 11, 30)), MONDAY)
    return ticket_id


async def test_an_assisting_department_has_its_own_date_and_the_lead_hears_who_blocks(db: Database) -> None:
    ticket_id = await assisted(db)
    moments = [park_time(26, 9), park_time(26, 15, 30), park_time(26, 17, 30), park_time(27, 17, 30)]
    said = [[line for line in some if line[1] == "assist"] for some in await ticks(db, moments)]
    late = "O03", "H03", "O02"
    assert said == [
        told("yellow", "O03", what="assist"),
        told("soon", "O03", what="assist"),
        told("due", *late, what="assist"),
        told("late", *late, what="assist"),
    ]
    await did(db, ticket_id, "O03", Move(Action.ASSIST, text="做完了"), park_time(27, 17, 40))
    assert [line for line in await heard(db, park_time(30, 17, 30)) if line[1] == "assist"] == []


async def test_who_still_has_to_assist_is_left_alone_while_the_result_is_judged_and_not_forgotten(db: Database) -> None:
    ticket_id = await assisted(db)
    await did(db, ticket_id, "O02", Move(Action.RESOLVE, text="好了", outcome=Outcome.SOLVED), MORNING)
    assert await heard(db, park_time(27, 10)) == []
    async with db.read() as session:
        assert (await session.exec(select(Assist.remind_at))).all() == [None]  # the clock looks no more
    await did(db, ticket_id, "C05", Move(Action.REJECT, text="没好"), park_time(27, 16))
    lines = await heard(db, park_time(27, 17, 30))
    assert ("O03", "assist", "late") in lines


async def test_in_the_quiet_hours_only_urgent_tickets_write(db: Database) -> None:
    await sample(db)
    await filed(db, "C01", at=park_time(24, 16, 30))
    await filed(db, "C03", "k2", at=park_time(24, 21), urgent=True)
    assert await heard(db, park_time(24, 21, 30)) == told("due", "L02", "H02", "P02", what="accept")
    nightly = [await heard(db, park_time(24, 22) + n * timedelta(hours=1)) for n in range(10)]
    assert not [line for some in nightly for line in some if line[0] == "L01"]


async def test_what_fell_due_in_an_outage_that_ends_at_night_waits_for_the_morning(db: Database) -> None:
    await promised(db)
    assert await heard(db, park_time(27, 21)) == []
    assert await heard(db, park_time(29, 12)) == []  # a Sunday
    assert await heard(db, park_time(30, 8)) == told("due", "L01", "H02", "P01")


async def test_several_at_one_moment_are_one_message_with_keys_of_their_own(db: Database) -> None:
    await load_park(db, sample_park())
    for n in range(3):
        await filed(db, "C01", f"k{n}")
    assert len(await heard(db, MONDAY + 97 * MINUTE)) == 3
    async with db.read() as session:
        rows = (await session.exec(select(Push).where(col(Push.kind).in_(("reminder", "digest"))))).all()
    assert [(push.kind, len(push.args["lines"])) for push in rows] == [("digest", 3)]
    assert rows[0].key.startswith("digest:remind:1:accept:yellow:2026-11-23T03:06:00+00:00:")


async def test_a_result_that_nobody_judges_is_not_reminded_of(db: Database) -> None:
    ticket_id = await promised(db)
    ticket = await did(db, ticket_id, "L01", Move(Action.RESOLVE, text="好了", outcome=Outcome.SOLVED), MONDAY)
    assert ticket.state is State.RESOLVED
    assert await ticks(db, [MONDAY + DAY * n for n in range(7)]) == [[]] * 7
