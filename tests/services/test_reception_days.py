"""Reception days on real databases: made by the rule, by hand, moved, called off, and who is told."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import select

from domain.calendar import PARK_ZONE
from domain.errors import DayOver, DayTaken, NotAWorkday, NotForReception, UnknownDay, UnknownTicket
from domain.notice import read_notice
from domain.reception import DayState, PlaceState, Plan
from services.calendar import load_year, open_calendar
from services.day_clock import tick_days
from services.day_moves import call_off, move_day
from services.reception_days import add_day, coming_days, see_day
from storage.database import Database
from storage.tables import Audit
from tests.services.people import me
from tests.services.receptions import (
    DECEMBER,
    INVITES,
    NOW,
    again,
    day_on,
    days,
    owed,
    park,
    place,
    placed,
    slots,
    told,
    worded,
)
from tests.services.test_calendar import NOTICE_2027

STAFF = {"D01", "H01", "H02", "H03"}
FRIDAY = Plan(date(2026, 12, 18), place="园区大楼二楼会议室")


async def test_the_days_of_the_next_six_months_are_made_once(db: Database) -> None:
    await park(db)
    await asyncio.gather(*(tick_days(db, at=NOW) for _ in range(4)))
    made = await days(db)
    assert [str(day.day)[5:] for day in made] == ["12-17", "01-21", "02-18", "03-18", "04-15", "05-20"]
    assert made[0].starts_at == datetime(2026, 12, 17, 14, 30, tzinfo=PARK_ZONE)
    assert [slot.number for slot in await slots(db, made[0])] == list(range(1, 10))
    assert (made[0].month, made[0].made_by_id, made[0].slot_minutes) == (date(2026, 12, 1), None, 20)
    assert await tick_days(db, at=NOW) == 0
    await tick_days(db, at=NOW + timedelta(days=26))
    assert [day.day for day in (await days(db))[6:]] == [date(2027, 6, 17)]


async def test_two_clocks_at_the_first_moment_make_each_day_once(db: Database) -> None:
    await asyncio.gather(*(tick_days(db, at=NOW) for _ in range(5)))
    assert len(await days(db)) == 6


async def test_the_parks_rule_is_a_setting(db: Database) -> None:
    rule = replace(db.park.reception, week=1, weekday=2, opens=time(9), closes=time(11), slot_minutes=30, place="大厅")
    db.park = replace(db.park, reception=rule)
    await tick_days(db, at=NOW)
    first = (await days(db))[0]
    assert (first.day, first.place, len(await slots(db, first))) == (date(2026, 12, 1), "大厅", 4)


async def test_a_day_by_hand_is_made_once_a_form_and_kept_with_its_reason(db: Database) -> None:
    await park(db)
    secretary = await me(db, "S01")
    made = [await add_day(db, FRIDAY, "外资企业专场", by=secretary, at=NOW, key="form") for _ in range(2)]
    assert made[0].id == made[1].id
    day = await day_on(db, FRIDAY.day)
    assert (day.month, day.made_by_id, day.reason, len(await slots(db, day))) == (None, secretary.id, "外资企业专场", 9)
    async with db.read() as session:
        (line,) = await session.exec(select(Audit).where(Audit.what == "reception"))
    assert (line.act, line.new) == ("add", {"day": "2026-12-18", "reason": "外资企业专场"})


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 12, 19), NotAWorkday),  # Saturday
        (DECEMBER, DayTaken),
        (date(2026, 11, 20), DayOver),
    ],
)
async def test_a_date_that_cannot_be_is_refused(db: Database, day: date, why: type[Exception]) -> None:
    made = await park(db)
    secretary, plan = await me(db, "S01"), Plan(day)
    with pytest.raises(why):
        await add_day(db, plan, "理由", by=secretary, at=NOW, key="form")
    if day != DECEMBER:
        with pytest.raises(why):
            await move_day(db, made.id or 0, plan, "理由", by=secretary, at=NOW)


@pytest.mark.parametrize("code", ["C01", "L01", "H02", "O02", "W01", "K01", "P01"])
async def test_nobody_else_keeps_reception_days(db: Database, code: str) -> None:
    day, somebody = await park(db), await me(db, code)
    with pytest.raises(NotForReception):
        await add_day(db, FRIDAY, "理由", by=somebody, at=NOW, key="form")
    with pytest.raises(NotForReception):
        await move_day(db, day.id or 0, FRIDAY, "理由", by=somebody, at=NOW)
    with pytest.raises(NotForReception):
        await call_off(db, day.id or 0, "理由", by=somebody, at=NOW)
    assert len(await coming_days(db, at=NOW)) == 6  # when they are everybody may know


async def test_a_moved_day_takes_its_places_along_and_tells_everybody_once(db: Database) -> None:
    day = await park(db)
    firm, secretary = await me(db, "C05"), await me(db, "S01")
    booked = await placed(db, day, "F03", firm.id, 2)
    for _ in range(2):  # pressed twice
        await move_day(db, day.id or 0, FRIDAY, "主任出差", by=secretary, at=NOW)
    moved = await again(db, day)
    assert (moved.day, moved.sequence, moved.reason, moved.uid) == (FRIDAY.day, 1, "主任出差", day.uid)
    second = (await slots(db, moved))[1]
    assert second.starts_at == datetime(2026, 12, 18, 14, 50, tzinfo=PARK_ZONE)
    assert (await place(db, booked)).slot_id == second.id
    assert set(await told(db, "rd-moved")) == STAFF | {"C05", "L03"}
    (push,) = [push for push in await owed(db, "rd-moved") if push.person_id == firm.id]
    news = (await worded(db, push, NOW)).reception
    assert news and news.slot and news.slot.starts_at == second.starts_at


async def test_a_message_of_an_earlier_move_is_not_told_after_a_later_one(db: Database) -> None:
    day, secretary = await park(db), await me(db, "S01")
    await move_day(db, day.id or 0, FRIDAY, "主任出差", by=secretary, at=NOW)
    await move_day(db, day.id or 0, replace(FRIDAY, day=date(2026, 12, 21)), "再改", by=secretary, at=NOW)
    first, *_, last = await owed(db, "rd-moved")
    with pytest.raises(UnknownTicket):
        await worded(db, first, NOW)
    assert (await worded(db, last, NOW)).reception


async def test_with_fewer_slots_those_without_one_are_first_to_be_offered_what_is_free(db: Database) -> None:
    day = await park(db)
    people = [await me(db, code) for code in ("C05", "C06", "C07", "C08")]
    first = await placed(db, day, "F03", people[0].id, 1)
    gone = [await placed(db, day, "F05", people[2].id, 9), await placed(db, day, "F04", people[1].id, 8)]
    waits = await placed(db, day, "F06", people[3].id, state=PlaceState.WAITING)
    cancelled = await placed(db, day, "F07", people[0].id, 7, state=PlaceState.CANCELLED)
    shorter = replace(FRIDAY, closes=time(15, 30))
    await move_day(db, day.id or 0, shorter, "时间缩短", by=await me(db, "S01"), at=NOW)
    assert len(await slots(db, day)) == 3
    kept, *lost = [await place(db, each) for each in (first, *gone)]
    assert kept.slot_id and {each.state for each in lost} == {PlaceState.OFFERED}
    one, two, three = await slots(db, day)
    assert [each.slot_id for each in (kept, *reversed(lost))] == [one.id, two.id, three.id]
    assert (await place(db, cancelled)).slot_id is None and (await place(db, waits)).state is PlaceState.WAITING
    turns = sorted([*lost, await place(db, waits)], key=lambda each: each.since)
    assert [each.id for each in turns] == [gone[1], gone[0], waits]  # by the number of the slot they had
    heard = {push.person_id: push.args for push in await owed(db, "rd-moved")}
    assert heard[people[1].id]["waits"] and "waits" not in heard[people[0].id]


async def test_with_more_slots_there_are_more(db: Database) -> None:
    day = await park(db)
    longer = replace(FRIDAY, opens=time(14), closes=time(18), slot_minutes=15)
    await move_day(db, day.id or 0, longer, "企业多", by=await me(db, "S01"), at=NOW)
    found = await slots(db, day)
    assert [slot.number for slot in found] == list(range(1, 17))
    assert found[-1].ends_at == datetime(2026, 12, 18, 18, 0, tzinfo=PARK_ZONE)


async def test_a_day_called_off_ends_its_places_tells_everybody_and_is_not_made_again(db: Database) -> None:
    day = await park(db)
    firm, secretary = await me(db, "C05"), await me(db, "S01")
    booked = await placed(db, day, "F03", firm.id, 2)
    await call_off(db, day.id or 0, "全市会议", by=secretary, at=NOW)
    with pytest.raises(UnknownDay):
        await call_off(db, day.id or 0, "全市会议", by=secretary, at=NOW)
    off = await again(db, day)
    assert (off.state, off.sequence, off.reason) == (DayState.CALLED_OFF, 1, "全市会议")
    ended = await place(db, booked)
    assert (ended.state, ended.ended_at) == (PlaceState.LAPSED, NOW)
    assert set(await told(db, "rd-off")) == STAFF | {"C05", "L03"}
    await tick_days(db, at=INVITES)
    assert [each.day for each in await days(db)].count(DECEMBER) == 1 and await told(db, "rd-invited") == []


async def test_nobody_is_told_of_a_day_when_it_is_over(db: Database) -> None:
    day = await park(db)
    await call_off(db, day.id or 0, "全市会议", by=await me(db, "S01"), at=NOW)
    push = (await owed(db, "rd-off"))[0]
    with pytest.raises(UnknownTicket):
        await worded(db, push, day.starts_at + timedelta(hours=1))


async def test_what_is_done_at_night_arrives_without_a_sound(db: Database) -> None:
    day = await park(db)
    night = datetime(2026, 11, 24, 22, 0, tzinfo=PARK_ZONE)
    await move_day(db, day.id or 0, FRIDAY, "主任出差", by=await me(db, "S01"), at=night)
    assert {(push.due_at, push.quiet) for push in await owed(db, "rd-moved")} == {(night, True)}


async def test_a_day_that_the_official_calendar_closes_is_moved_and_told_in_the_morning(db: Database) -> None:
    await open_calendar(db, at=NOW)
    await park(db)
    later = ("2月12日（农历除夕、周五）至18日（周四）放假调休", "2月28日（周日）上班")
    notice = NOTICE_2027.replace("2月5日（农历除夕、周五）至11日（周四）放假调休", later[0])
    night = datetime(2026, 11, 24, 22, 0, tzinfo=PARK_ZONE)
    await load_year(db, read_notice(notice.replace("2月14日（周日）上班", later[1])), by=await me(db, "A01"), at=night)
    assert await tick_days(db, at=night) == 1 and await tick_days(db, at=night) == 0
    moved = await day_on(db, date(2027, 2, 19))
    assert (moved.month, moved.sequence, moved.reason) == (date(2027, 2, 1), 1, "")
    assert moved.starts_at == datetime(2027, 2, 19, 14, 30, tzinfo=PARK_ZONE)
    assert set(await told(db, "rd-moved")) == STAFF | {"S01"}
    assert {push.due_at for push in await owed(db, "rd-moved")} == {datetime(2026, 11, 25, 8, 0, tzinfo=PARK_ZONE)}


async def test_a_day_has_its_figures(db: Database) -> None:
    day = await park(db)
    await placed(db, day, "F03", (await me(db, "C05")).id, 2)
    await placed(db, day, "F04", (await me(db, "C06")).id, state=PlaceState.WAITING)
    seen = await see_day(db, day.id or 0, by=await me(db, "D01"))
    assert (seen.slots, seen.taken, seen.waiting, seen.invited, seen.declined) == (9, 1, 1, 9, 0)
    with pytest.raises(UnknownDay):
        await see_day(db, 4711, by=await me(db, "S01"))
    with pytest.raises(NotForReception):
        await see_day(db, day.id or 0, by=await me(db, "C01"))
