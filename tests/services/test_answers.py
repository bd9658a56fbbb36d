"""找联络员 with an answer that is owed: counted, reminded after two working hours, handed on after four, each once."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from services.absence import be_away
from services.answers import Response, call_for_answers, responses
from services.assignment import assign
from services.thread import Words, write
from storage.database import Database
from storage.tables import Firm, Push, ThreadWait
from tests.services.people import MORNING, me, sample

HOUR = timedelta(hours=1)
REMINDED = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)  # 11:30, two working hours after Tuesday 09:30
PASSED = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # 16:00: from 12:00 to 14:30 the office rests
KINDS = ("thread-waits", "thread-passed", "thread-taken")


async def says(db: Database, code: str, words: str, at: datetime = MORNING, firm: str = "F01") -> None:
    async with db.read() as session:
        firm_id = (await session.exec(select(Firm.id).where(Firm.code == firm))).one()
    await write(db, firm_id or 0, Words(f"{code} {words} {at}", words), by=await me(db, code, at), at=at)


async def owed(db: Database, *kinds: str) -> list[tuple[str, str]]:
    """Kinds and the codes of who gets them, in order."""
    people = {(await me(db, code)).id: code for code in ("C01", "C02", "C03", "C06", "L01", "L02", "L03", "L06", "W01")}
    async with db.read() as session:
        asked = select(Push.kind, Push.person_id).where(col(Push.kind).in_(kinds or KINDS)).order_by(col(Push.id))
        return [(kind, people[person]) for kind, person in await session.exec(asked)]


async def tick(db: Database, at: datetime) -> None:
    """The clock, twice at once and once more: nothing comes of it that one look would not bring."""
    await asyncio.gather(call_for_answers(db, at=at), call_for_answers(db, at=at))
    await call_for_answers(db, at=at)


async def test_the_liaison_is_reminded_once_then_the_desk_takes_over_and_the_firm_is_told_who(db: Database) -> None:
    await sample(db)
    await says(db, "C02", "您明天在吗")
    await says(db, "C01", "急", at=MORNING + HOUR)  # a second message of the firm does not begin anew
    await tick(db, REMINDED - timedelta(seconds=1))
    assert await owed(db) == []
    await tick(db, REMINDED)
    await tick(db, PASSED - timedelta(seconds=1))
    assert await owed(db) == [("thread-waits", "L01")]
    await tick(db, PASSED)
    await tick(db, PASSED + 48 * HOUR)
    assert await owed(db) == [("thread-waits", "L01"), ("thread-passed", "W01"), ("thread-taken", "C02")]
    await says(db, "C01", "还在等", at=PASSED + HOUR)
    assert (await owed(db, "thread"))[-2:] == [("thread", "L01"), ("thread", "W01")]
    await says(db, "W01", "我来办", at=PASSED + HOUR)
    assert (await owed(db, "thread"))[-1] == ("thread", "C01")
    found = await responses(db, MORNING, MORNING + HOUR)
    firm, liaison, desk = await me(db, "C01"), await me(db, "L01"), await me(db, "W01")
    assert found == [Response(min(firm.firm_ids), liaison.id, desk.id, MORNING, 300)]


async def test_an_answer_ends_the_wait_and_the_next_message_begins_another(db: Database) -> None:
    await sample(db)
    await says(db, "C01", "您明天在吗")
    await says(db, "L01", "在的", at=MORNING + HOUR)
    await says(db, "L01", "下午也在", at=MORNING + 2 * HOUR)
    await tick(db, PASSED)
    assert await owed(db) == []
    await says(db, "C01", "三点来", at=PASSED)
    found = await responses(db, MORNING, PASSED + HOUR)
    assert [(each.asked_at, each.minutes) for each in found] == [(MORNING, 60), (PASSED, None)]


@pytest.mark.parametrize("outage", [timedelta(), timedelta(days=10)])
async def test_after_an_outage_only_the_latest_goes_out_and_nothing_in_quiet_hours(
    db: Database, outage: timedelta
) -> None:
    await sample(db)
    await says(db, "C01", "您明天在吗")
    night = datetime(2026, 11, 24, 15, 0, tzinfo=UTC) + outage
    await tick(db, night)
    assert await owed(db) == []
    await tick(db, db.park.calendar.after_quiet(night))
    assert await owed(db) == [("thread-passed", "W01"), ("thread-taken", "C01")]


async def test_a_question_of_friday_evening_is_counted_from_monday(db: Database) -> None:
    await sample(db)
    friday, monday = datetime(2026, 11, 27, 12, 0, tzinfo=UTC), datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
    await says(db, "C01", "周末有人吗", at=friday)
    await tick(db, monday + 2 * HOUR - timedelta(seconds=1))
    assert await owed(db) == []
    await tick(db, monday + 2 * HOUR)
    assert await owed(db) == [("thread-waits", "L01")]
    await says(db, "L01", "有", at=monday + 2 * HOUR + timedelta(minutes=7, seconds=59))
    assert [each.minutes for each in await responses(db, friday, monday)] == [127]


async def test_it_goes_to_the_substitute_and_on_to_the_desk_only_if_he_had_it_already(db: Database) -> None:
    await sample(db)
    liaison, substitute = await me(db, "L01"), await me(db, "L02")
    await says(db, "C01", "您在吗")
    await tick(db, REMINDED)
    await be_away(db, substitute.id, PASSED + 100 * HOUR, by=liaison, at=REMINDED + HOUR / 4, key="away")
    await tick(db, PASSED)
    assert await owed(db) == [("thread-waits", "L01"), ("thread-passed", "L02"), ("thread-taken", "C01")]
    await says(db, "L02", "我替他", at=PASSED)
    later = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
    await says(db, "C01", "再问一句", at=later)
    await tick(db, later + 2 * HOUR)
    await tick(db, later + 24 * HOUR)
    assert (await owed(db))[3:] == [("thread-waits", "L02"), ("thread-passed", "W01"), ("thread-taken", "C01")]


async def test_the_firms_new_liaison_is_reminded_of_what_the_one_before_left(db: Database) -> None:
    await sample(db)
    await says(db, "C01", "您在吗")
    firm, new = await me(db, "C01"), await me(db, "L06")
    await assign(db, min(firm.firm_ids), new.id, by=await me(db, "A01"), at=MORNING + HOUR)
    await tick(db, REMINDED)
    assert await owed(db) == [("thread-waits", "L06")]
    await says(db, "L06", "我是新来的", at=REMINDED)
    async with db.read() as session:
        wait = (await session.exec(select(ThreadWait))).one()
    assert (wait.answered_at, wait.answered_by_id, wait.remind_at) == (REMINDED, new.id, None)


async def test_ten_messages_at_once_are_one_wait(db: Database) -> None:
    await sample(db)
    await asyncio.gather(*[says(db, f"C0{n % 2 + 1}", f"{n}") for n in range(10)])
    async with db.read() as session:
        assert len((await session.exec(select(ThreadWait))).all()) == 1
