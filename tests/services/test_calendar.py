"""The day table on real databases: seeding, loading a year, deadlines reckoned anew, and who is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from cards.ticket import ticket_card
from domain.errors import BadNotice, NotAdministrator
from domain.lifecycle import Action, Outcome, State
from domain.notice import Notice, read_notice
from services.calendar import days_listed, foresee, load_year, open_calendar, outlook, refresh_calendar, years_listed
from services.outgoing import letter
from services.record import Move
from services.tickets import Problem, file_problem, history_of, move, see
from storage.database import Database
from storage.outbox import Owed
from storage.tables import CalendarYear, Event, Push, Ticket
from tests.conftest import PARK
from tests.services.people import me, sample
from texts import speaker

NOTICE_2027 = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至4日（周一）放假调休，共4天。1月23日（周六）上班。
二、春节：2月5日（农历除夕、周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""
ANNOUNCED = read_notice(NOTICE_2027)
LATE_DECEMBER = datetime(2026, 12, 28, 2, 0, tzinfo=UTC)  # Monday 10:00 in the park
LOADED_AT = datetime(2026, 12, 30, 7, 0, tzinfo=UTC)
LONG = Problem(key="k1", category="policy", summary="奖励资金没有到账")  # 15 working days


def park(month: int, day: int, clock: time = time(17, 30), year: int = 2027) -> datetime:
    return PARK.calendar.at(date(year, month, day), clock)


async def filed(db: Database, problem: Problem = LONG, at: datetime = LATE_DECEMBER) -> Ticket:
    await sample(db)
    await open_calendar(db, at=at)
    return await file_problem(db, problem, by=await me(db, "C01"), at=at)


async def now_is(db: Database, ticket: Ticket) -> Ticket:
    async with db.read() as session:
        return (await session.exec(select(Ticket).where(Ticket.id == ticket.id))).one()


async def redates(db: Database) -> list[Push]:
    async with db.read() as session:
        return list(await session.exec(select(Push).where(Push.kind == "redate").order_by(col(Push.id))))


async def load(db: Database, notice: Notice = ANNOUNCED, at: datetime = LOADED_AT) -> int:
    return (await load_year(db, notice, by=await me(db, "A01"), at=at)).tickets


async def test_the_library_fills_the_table_once_and_what_is_reckoned_stays_the_same(db: Database) -> None:
    calendar = await open_calendar(db, at=LATE_DECEMBER)
    assert calendar == await open_calendar(db, at=LATE_DECEMBER + timedelta(days=1)) == db.park.calendar
    assert [row.year for row in await years_listed(db)][-2:] == [2025, 2026]
    whole = [date(2024, 1, 1) + timedelta(days=n) for n in range(365 * 5)]
    assert all(calendar.is_workday(day) == PARK.calendar.is_workday(day) for day in whole)
    assert calendar.official_until == date(2026, 12, 31)
    assert (calendar.hours, calendar.zone) == (PARK.calendar.hours, PARK.calendar.zone)


async def test_statutory_days_reach_as_far_as_the_clock_however_late_a_year_is_loaded(db: Database) -> None:
    calendar = await open_calendar(db, at=datetime(2031, 1, 1, tzinfo=UTC))
    assert not calendar.is_workday(date(2033, 10, 3))
    assert calendar.is_provisional(date(2031, 1, 2))


async def test_a_ticket_that_reaches_the_new_year_gets_its_date_anew_when_the_year_is_loaded(db: Database) -> None:
    ticket = await filed(db)
    assert ticket.limit_at == park(1, 19)
    assert db.park.calendar.is_provisional(date(2027, 1, 19))
    assert await foresee(db, ANNOUNCED, by=await me(db, "A01"), at=LOADED_AT) == 1
    assert await load(db) == 1
    moved = await now_is(db, ticket)
    assert moved.limit_at == park(1, 20)
    assert moved.limit_at == db.park.calendar.closing(db.park.calendar.add_workdays(date(2026, 12, 28), 15))
    assert not db.park.calendar.is_provisional(date(2027, 1, 20))
    assert moved.due_at == ticket.due_at


async def test_owner_and_firm_are_told_the_old_and_the_new_date_and_it_stands_in_the_history(db: Database) -> None:
    ticket = await filed(db)
    await load(db)
    owner, firm = await me(db, "L01"), await me(db, "C01")
    pushes = await redates(db)
    assert {push.person_id for push in pushes} == {owner.id, firm.id}
    line = pushes[0].args["lines"][0]
    assert (line["what"], line["old"], line["new"]) == ("limit", park(1, 19).isoformat(), park(1, 20).isoformat())
    told = await history_of(db, ticket.id or 0, firm)
    events, actors = told.events, told.actors
    assert events[-1].action == "redate"
    assert (list(events[-1].old), list(events[-1].new)) == (["limit_at"], ["limit_at"])
    assert actors[events[-1].actor_id or 0].code == "A01"


async def test_several_tickets_are_one_message_to_each_person(db: Database) -> None:
    await filed(db)
    for key in ("k2", "k3"):
        await file_problem(db, replace(LONG, key=key), by=await me(db, "C01"), at=LATE_DECEMBER)
    assert await load(db) == 3
    pushes = await redates(db)
    assert [len(push.args["lines"]) for push in pushes] == [3, 3]
    owed = Owed(1, pushes[0].person_id, "redate", None, pushes[0].args, quiet=False, tries=0)
    assert len((await letter(db, 1, owed, at=LATE_DECEMBER)).sights) == 3


async def test_loading_twice_is_harmless(db: Database) -> None:
    await filed(db)
    await load(db)
    before = await redates(db)
    again = await load_year(db, ANNOUNCED, by=await me(db, "A01"), at=LOADED_AT + timedelta(hours=1))
    assert (again.changed, again.tickets) == (False, 0)
    assert len(await redates(db)) == len(before)
    assert (await years_listed(db))[-1].loaded_at == LOADED_AT


async def test_a_correction_of_an_official_year_moves_dates_again(db: Database) -> None:
    ticket = await filed(db)
    await load(db)
    corrected = read_notice(NOTICE_2027.replace("至4日（周一）放假调休，共4天", "至3日（周日）放假，共3天"))
    assert await load(db, corrected, LOADED_AT + timedelta(hours=1)) == 1
    assert (await now_is(db, ticket)).limit_at == park(1, 19)
    assert db.park.calendar.is_workday(date(2027, 1, 4))


async def test_each_running_deadline_moves_by_its_working_days_and_the_firms_too(db: Database) -> None:
    evening = datetime(2026, 12, 31, 9, 0, tzinfo=UTC)  # Thursday 17:00
    ticket = await filed(db, at=evening)
    by = await me(db, "L01")
    assert ticket.due_at == park(1, 4, time(10, 30))
    other = await file_problem(db, replace(LONG, key="k2"), by=await me(db, "C01"), at=evening)
    other = await move(db, other.id or 0, Move(Action.ACCEPT), by=by, at=evening)
    assert other.due_at == park(1, 4, time(17))
    third = await file_problem(db, replace(LONG, key="k3"), by=await me(db, "C01"), at=evening)
    await move(db, third.id or 0, Move(Action.ACCEPT), by=by, at=evening)
    resolved = Move(Action.RESOLVE, text="已拨付", outcome=Outcome.SOLVED)
    third = await move(db, third.id or 0, resolved, by=by, at=evening)
    assert third.due_at == park(1, 8, time(17))
    assert await load(db, at=evening + timedelta(minutes=10)) == 3
    dues = [(await now_is(db, each)).due_at for each in (ticket, other, third)]
    assert dues == [park(1, 5, time(10, 30)), park(1, 5, time(17)), park(1, 11, time(17))]
    lines = (await redates(db))[0].args["lines"]
    assert [line["what"] for line in lines] == ["accept", "commit", "judge"]
    assert (await now_is(db, third)).remind_at is None


async def test_a_card_says_that_its_date_is_provisional_until_the_year_is_loaded(db: Database) -> None:
    evening = datetime(2026, 12, 31, 9, 0, tzinfo=UTC)
    ticket = await filed(db, at=evening)

    async def card() -> str:
        sight = await see(db, ticket.id or 0, await me(db, "C01"))
        return ticket_card(sight, speaker("zh-CN"), db.park.calendar, evening).text

    assert "2027 年放假安排尚未公布" in await card()
    await load(db, at=evening)
    assert "尚未公布" not in await card()


async def test_the_clock_looks_when_the_new_date_wants_it(db: Database) -> None:
    ticket = await filed(db, at=datetime(2026, 12, 31, 9, 0, tzinfo=UTC))
    assert ticket.remind_at and ticket.remind_at <= park(1, 4, time(10, 30))
    await load(db, at=datetime(2026, 12, 31, 9, 10, tzinfo=UTC))
    moved = await now_is(db, ticket)
    assert moved.remind_at and park(1, 5, time(8)) <= moved.remind_at <= park(1, 5, time(10, 30))


@pytest.mark.parametrize(("promised", "stays"), [(date(2027, 1, 4), park(1, 5)), (date(2027, 1, 6), park(1, 6))])
async def test_a_promise_stays_unless_the_park_is_closed_then_and_the_first_one_always(
    db: Database, promised: date, stays: datetime
) -> None:
    ticket, by = await filed(db), await me(db, "L01")
    await move(db, ticket.id or 0, Move(Action.ACCEPT), by=by, at=LATE_DECEMBER)
    await move(db, ticket.id or 0, Move(Action.COMMIT, wanted=promised), by=by, at=LATE_DECEMBER)
    await load(db)
    now = await now_is(db, ticket)
    assert (now.promised_for, now.due_at) == (stays, stays)
    assert now.first_promise == PARK.calendar.closing(promised)
    assert bool(await redates(db)) is (stays != PARK.calendar.closing(promised))


async def test_urgent_and_ended_tickets_and_those_of_the_old_year_stay_as_they_are(db: Database) -> None:
    night = datetime(2026, 12, 31, 14, 0, tzinfo=UTC)
    urgent = await filed(db, replace(LONG, urgent=True), at=night)
    ended = await file_problem(db, replace(LONG, key="k2"), by=await me(db, "C01"), at=LATE_DECEMBER)
    ended = await move(db, ended.id or 0, Move(Action.WITHDRAW), by=await me(db, "C01"), at=LATE_DECEMBER)
    short = await file_problem(
        db, replace(LONG, key="k3", category="utilities"), by=await me(db, "C01"), at=LATE_DECEMBER
    )
    assert await load(db, at=night) == 0
    for ticket in (urgent, ended, short):
        assert (await now_is(db, ticket)).model_dump() == ticket.model_dump()
    assert ended.state is State.WITHDRAWN


async def test_a_year_that_is_loaded_late_makes_nobody_late(db: Database) -> None:
    january = park(1, 22, time(16))  # Friday; the notice makes Saturday the 23rd a working day
    ticket = await filed(db, replace(LONG, category="utilities"), at=january)
    assert (ticket.due_at, ticket.limit_at) == (park(1, 25, time(9, 30)), park(1, 25))
    sunday = park(1, 24, time(12))
    assert await load(db, at=sunday) == 0
    assert (await now_is(db, ticket)).due_at == park(1, 25, time(9, 30))


async def test_only_an_administrator_looks_and_loads(db: Database) -> None:
    await sample(db)
    for code in ("L01", "C01", "D01"):
        person = await me(db, code)
        with pytest.raises(NotAdministrator):
            await load_year(db, ANNOUNCED, by=person, at=LOADED_AT)
        with pytest.raises(NotAdministrator):
            await outlook(db, by=person, at=LOADED_AT)
    assert await years_listed(db) == []


async def test_a_year_far_away_is_a_typing_mistake(db: Database) -> None:
    with pytest.raises(BadNotice):
        await load_year(db, replace(ANNOUNCED, year=2072), by=None, at=LOADED_AT)


async def test_a_year_that_the_administrator_has_loaded_is_not_overwritten_by_the_library(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filed(db)
    await load(db)
    known = {2027: {date(2027, 1, 1): (False, "元旦")}, 2028: {date(2028, 1, 3): (False, "元旦")}}
    monkeypatch.setattr("services.calendar.official_years", lambda: known)
    calendar = await open_calendar(db, at=LOADED_AT + timedelta(days=1))
    assert not calendar.is_workday(date(2027, 1, 4))
    assert not calendar.is_workday(date(2028, 1, 3))
    assert calendar.official_until == date(2028, 12, 31)


async def test_a_year_that_comes_with_the_library_moves_dates_as_well(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = await filed(db)
    known = {2027: {day: (works, "元旦") for day, works in ANNOUNCED.days.items()}}
    monkeypatch.setattr("services.calendar.official_years", lambda: known)
    await open_calendar(db, at=LOADED_AT)
    assert (await now_is(db, ticket)).limit_at == park(1, 20)
    assert len(await redates(db)) == 2


async def test_another_process_takes_up_what_was_loaded_and_corrects_what_it_reckoned_meanwhile(db: Database) -> None:
    first = await filed(db)
    stale = db.park
    await load(db)
    db.park = stale  # a process that has not heard of it files one more
    late = await file_problem(db, replace(LONG, key="k2"), by=await me(db, "C01"), at=LOADED_AT + timedelta(seconds=5))
    assert late.limit_at == park(1, 21)
    assert await refresh_calendar(db, at=LOADED_AT + timedelta(seconds=20)) == 1
    assert await refresh_calendar(db, at=LOADED_AT + timedelta(seconds=40)) == 0
    assert [(await now_is(db, each)).limit_at for each in (first, late)] == [park(1, 20), park(1, 22)]
    assert not db.park.calendar.is_workday(date(2027, 1, 4))


async def test_without_a_day_table_there_is_nothing_to_take_up(db: Database) -> None:
    before = db.park
    assert await refresh_calendar(db, at=LOADED_AT) == 0
    assert db.park is before


async def test_the_administrator_sees_years_and_the_next_days_off(db: Database) -> None:
    await sample(db)
    await open_calendar(db, at=LATE_DECEMBER)
    seen = await outlook(db, by=await me(db, "A01"), at=LATE_DECEMBER)
    assert (seen.years[-1], seen.provisional_from) == (2026, 2027)
    assert [(b.name, b.first) for b in seen.coming][:1] == [("元旦", date(2027, 1, 1))]
    await load(db)
    seen = await outlook(db, by=await me(db, "A01"), at=LATE_DECEMBER)
    assert (seen.years[-1], seen.provisional_from) == (2027, 2028)
    assert [(b.name, b.length) for b in seen.coming] == [("元旦", 4), ("春节", 7), ("清明节", 3), ("劳动节", 5)]
    assert [row.day for row in seen.workdays] == [date(2027, 1, 23), date(2027, 1, 31), date(2027, 2, 14)]


async def test_the_days_of_a_year_are_listed_official_or_not(db: Database) -> None:
    await open_calendar(db, at=LATE_DECEMBER)
    made_up = [(row.day, row.name) for row in await days_listed(db, 2026) if row.is_workday]
    assert made_up[:2] == [(date(2026, 1, 4), "元旦"), (date(2026, 2, 14), "春节")]
    assert (await days_listed(db, 2027))[0].day == date(2027, 1, 1)
    await load_year(db, ANNOUNCED, by=None, at=LOADED_AT)
    assert len([day for day in await days_listed(db, 2027) if day.is_workday]) == 6


async def count(db: Database, kind: Any) -> int:
    async with db.read() as session:
        return len((await session.exec(select(kind))).all())


async def test_what_fails_leaves_everything_as_it_was(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = await filed(db)
    before, events, years = db.park, await count(db, Event), await count(db, CalendarYear)

    async def fails(*_args: object, **_how: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("services.redating.owe", fails)
    with pytest.raises(RuntimeError):
        await load(db)
    assert db.park is before
    assert (await count(db, Event), await count(db, CalendarYear)) == (events, years)
    assert (await now_is(db, ticket)).limit_at == ticket.limit_at


async def test_a_year_can_be_loaded_before_anything_else_and_the_years_before_it_are_there(db: Database) -> None:
    await load_year(db, ANNOUNCED, by=None, at=LOADED_AT)
    assert [row.year for row in await years_listed(db)][-2:] == [2026, 2027]
    assert db.park.calendar.is_workday(date(2026, 2, 14))
    assert db.park.calendar.official_until == date(2027, 12, 31)
