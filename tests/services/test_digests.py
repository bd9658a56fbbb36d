"""Scheduled digests on real databases: who gets which, once, and nothing for whom nothing waits."""

import asyncio
from datetime import datetime

from sqlmodel import col, select

from cards.digests import scheduled_card
from domain.calendar import PARK_ZONE
from domain.lifecycle import Action, Outcome
from services.digests import send_digests
from services.outgoing import letter
from services.record import Move
from services.tickets import Problem, file_problem, move
from storage.database import Database
from storage.outbox import Owed
from storage.tables import Push, Ticket
from tests.services.people import me, sample
from texts import speaker

FILED = datetime(2026, 11, 24, 9, 30, tzinfo=PARK_ZONE)  # Tuesday
KINDS = ("daily", "weekly", "monthly")


def morning(day: int, month: int = 11, hour: int = 8, minute: int = 40) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARK_ZONE)


async def filed(db: Database, code: str, words: str, *, confidential: bool = False) -> Ticket:
    problem = Problem(f"k-{words}", "other", words, confidential=confidential)
    return await file_problem(db, problem, by=await me(db, code), at=FILED)


async def told(db: Database) -> dict[tuple[str, int], Push]:
    async with db.read() as session:
        found = await session.exec(select(Push).where(col(Push.kind).in_(KINDS)))
        return {(push.kind, push.person_id): push for push in found}


async def test_the_morning_tells_whom_something_waits_for_and_nobody_else_once(db: Database) -> None:
    await sample(db)
    await filed(db, "C01", "停电了")
    assert await send_digests(db, at=morning(25, minute=39)) == 0
    counted = await asyncio.gather(*[send_digests(db, at=morning(25)) for _ in range(4)])
    assert sum(counted) == 1
    assert await send_digests(db, at=morning(25, hour=15)) == 0
    liaison = await me(db, "L01")
    push = (await told(db))["daily", liaison.id]
    assert push.args["counts"] == {"late": 1, "to-sign": 1, "today": 0, "asked": 0}
    assert [line["ticket"] for line in push.args["lines"]] == [1]


async def test_after_an_outage_the_digest_still_comes_that_day_but_not_in_the_evening(db: Database) -> None:
    await sample(db)
    await filed(db, "C01", "停电了")
    assert await send_digests(db, at=morning(25, hour=18)) == 0
    assert await send_digests(db, at=morning(26, hour=11)) == 1


async def test_a_head_has_his_departments_week_and_the_director_his_month(db: Database) -> None:
    await sample(db)
    first, second = await filed(db, "C01", "停电了"), await filed(db, "C03", "路坏了")
    department = (await me(db, "O03")).person.department_id
    handed = Move(Action.HAND_OVER, lead_id=department)
    await move(db, first.id or 0, handed, by=await me(db, "L01"), at=FILED)
    await move(db, second.id or 0, Move(Action.ACCEPT), by=await me(db, "L02"), at=FILED)
    solved = Move(Action.RESOLVE, text="好了", outcome=Outcome.SOLVED)
    await move(db, second.id or 0, solved, by=await me(db, "L02"), at=FILED)
    await send_digests(db, at=morning(30))
    head, stranger = await me(db, "H03"), await me(db, "H01")
    known = await told(db)
    assert known["weekly", head.id].args["counts"]["to-sign"] == 1
    assert ("weekly", stranger.id) not in known
    await send_digests(db, at=morning(1, month=12))
    month = (await told(db))["monthly", (await me(db, "D01")).id].args["counts"]
    assert (month["filed"], month["solved"], month["late"]) == (2, 1, 1)


async def test_a_digest_is_worded_with_what_the_reader_may_know(db: Database) -> None:
    await sample(db)
    ticket = await filed(db, "C01", "澜砚星三号车间停电", confidential=True)
    officer = await me(db, "O03")
    handed = Move(Action.HAND_OVER, lead_id=officer.person.department_id)
    await move(db, ticket.id or 0, handed, by=await me(db, "L01"), at=FILED)
    await send_digests(db, at=morning(25))
    push = (await told(db))["daily", officer.id]
    owed = Owed(push.id or 0, push.person_id, push.kind, None, push.args, quiet=False, tries=0)
    about = await letter(db, 1, owed, at=morning(25))
    for language in ("zh-CN", "en"):
        card = scheduled_card(
            push.kind, push.args["counts"], about.sights, speaker(language), db.park.calendar, morning(25)
        )
        assert "澜砚星" not in card.text
        assert ticket.number in card.text and len(card.rows) == 1
