"""Invitations on real databases: the proposal, the secretary's changes, the cards, who may book first, declining."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import col, select

from domain.calendar import PARK_ZONE
from domain.errors import (
    AlreadyInvited,
    DayOpen,
    HasPlace,
    ListFull,
    NotForReception,
    NotInvited,
    OnTheList,
    UnknownDay,
    UnknownTicket,
)
from domain.reception import PlaceState, Plan
from services.absence import be_away
from services.day_clock import tick_days
from services.day_moves import move_day
from services.invitations import add_firm, decline, my_invitations, remove_firm, see_invitations
from services.reception_days import add_day
from storage.database import Database
from storage.reception_tables import ReceptionDay
from storage.tables import Audit
from tests.services.people import me
from tests.services.receptions import (
    DECEMBER,
    INVITES,
    NOW,
    OPENS,
    again,
    day_on,
    firm_id,
    lines,
    owed,
    park,
    placed,
    received_on,
    standing,
    told,
    worded,
)

# Small before large, longest in the park first: nobody has been received yet.
FIRST = ["F06", "F07", "F08", "F09", "F10", "F03", "F04", "F05", "F01"]
SECOND = timedelta(seconds=1)


async def line_id(db: Database, day: ReceptionDay, code: str) -> int:
    return dict(await lines(db, day))[code].id or 0


async def test_the_proposal_fills_the_slots_says_why_and_is_shown_to_the_secretary_once(db: Database) -> None:
    day = await park(db)
    assert await standing(db, day) == FIRST
    (_, first), *_ = await lines(db, day)
    assert first.why == {"last": None, "coming": None, "size": "small", "asked": None, "quarter": False}
    await asyncio.gather(*(tick_days(db, at=NOW) for _ in range(3)))
    assert await told(db, "rd-proposal") == ["S01"] and len(await lines(db, day)) == 9
    page = await see_invitations(db, day.id or 0, by=await me(db, "S01"))
    assert [each.firm.code for each in page.lines] == FIRST[:6] and page.has_more
    rest = await see_invitations(db, day.id or 0, by=await me(db, "D01"), page=1)
    assert [each.firm.code for each in rest.lines] == FIRST[6:] and not rest.has_more


async def test_the_proposal_is_made_twenty_working_days_before(db: Database) -> None:
    rule = replace(db.park.reception, week=4)  # 24 December
    db.park = replace(db.park, reception=rule)
    before = datetime(2026, 11, 25, 23, 0, tzinfo=PARK_ZONE)
    await tick_days(db, at=before)
    assert await told(db, "rd-proposal") == []
    await tick_days(db, at=before + timedelta(hours=1, minutes=1))
    assert await told(db, "rd-proposal") == []  # an empty park has no secretary
    day = await day_on(db, date(2026, 12, 24))
    assert await lines(db, day) == []


async def test_who_was_received_long_ago_comes_behind_and_this_quarter_last(db: Database) -> None:
    day = await park(db, at=NOW - timedelta(days=40))
    by = (await me(db, "C01")).id
    await received_on(db, date(2026, 3, 19), ["F06", "F07"], by, PlaceState.RECEIVED)
    await received_on(db, date(2026, 10, 15), ["F08"], by, PlaceState.LATE)
    await received_on(db, date(2025, 10, 16), ["F10"], by, PlaceState.ARRIVED)
    await received_on(db, date(2026, 9, 17), ["F09"], by, PlaceState.NO_SHOW)
    await tick_days(db, at=NOW)
    order = await standing(db, day)
    assert order == ["F09", "F03", "F04", "F05", "F01", "F02", "F10", "F06", "F07"]  # F08: received this quarter
    known = dict(await lines(db, day))
    assert known["F10"].why["last"] == "2025-10-16" and known["F09"].why["last"] is None


async def test_who_asked_in_vain_goes_before_its_like(db: Database) -> None:
    day = await park(db, at=NOW - timedelta(days=40))
    by = (await me(db, "C01")).id
    full = await received_on(db, date(2026, 9, 17), ["F06"], by, PlaceState.RECEIVED)
    asked = datetime(2026, 9, 10, 9, 0, tzinfo=PARK_ZONE)
    await placed(db, full, "F09", by, state=PlaceState.LAPSED, since=asked)
    await tick_days(db, at=NOW)
    assert (await standing(db, day))[:2] == ["F09", "F07"]
    why = dict(await lines(db, day))["F09"].why["asked"]
    assert datetime.fromisoformat(why) == asked


async def test_a_firm_is_not_invited_to_two_days_of_a_quarter_while_others_wait(db: Database) -> None:
    day = await park(db)
    other = await add_day(db, Plan(date(2026, 12, 10)), "加场", by=await me(db, "S01"), at=NOW, key="extra")
    await tick_days(db, at=INVITES)
    assert (await standing(db, other))[0] == "F02"  # the only one that the other day has not invited
    assert set((await standing(db, other))[1:]) < set(await standing(db, day))


async def test_the_invitations_go_out_exactly_fifteen_working_days_before(db: Database) -> None:
    day = await park(db)
    await tick_days(db, at=INVITES - SECOND)
    assert (await again(db, day)).invited_at is None and await told(db, "rd-invited") == []
    await asyncio.gather(*(tick_days(db, at=INVITES) for _ in range(3)))
    sent = await again(db, day)
    assert (sent.invited_at, sent.book_until, sent.opened_at) == (INVITES, OPENS, None)
    assert sorted(await told(db, "rd-invited")) == ["C01", *[f"C{n:02}" for n in range(5, 13)]]  # owners of nine firms
    assert sorted(await told(db, "rd-liaison")) == ["L01", "L03", "L03", "L04", "L04", "L04", "L05", "L05", "L06"]
    assert {push.due_at for push in await owed(db, "rd-invited")} == {INVITES}


async def test_what_fell_due_at_night_waits_for_the_morning(db: Database) -> None:
    day = await park(db)
    await tick_days(db, at=datetime(2026, 11, 26, 22, 0, tzinfo=PARK_ZONE))
    assert (await again(db, day)).invited_at is None
    morning = datetime(2026, 11, 27, 8, 0, tzinfo=PARK_ZONE)
    await tick_days(db, at=morning)
    assert (await again(db, day)).invited_at == morning


async def test_the_substitute_hears_it_while_the_liaison_is_away(db: Database) -> None:
    await park(db)
    substitute = await me(db, "L02")
    await be_away(db, substitute.id, OPENS, by=await me(db, "L01"), at=NOW, key="away")
    await tick_days(db, at=INVITES)
    assert "L02" in await told(db, "rd-liaison") and "L01" not in await told(db, "rd-liaison")


async def test_a_day_by_hand_in_eight_working_days_invites_at_once_with_a_shorter_right(db: Database) -> None:
    await park(db)
    day = await add_day(db, Plan(date(2026, 12, 4)), "加场", by=await me(db, "S01"), at=NOW, key="extra")
    await tick_days(db, at=NOW)
    sent = await again(db, day)
    assert sent.invited_at == NOW
    assert sent.book_until == datetime(2026, 11, 26, 17, 30, tzinfo=PARK_ZONE)
    await tick_days(db, at=datetime(2026, 11, 26, 17, 30, tzinfo=PARK_ZONE))
    assert (await again(db, day)).opened_at


async def test_a_day_by_hand_tomorrow_is_open_to_all_at_once(db: Database) -> None:
    await park(db)
    day = await add_day(db, Plan(date(2026, 11, 25)), "急", by=await me(db, "S01"), at=NOW, key="extra")
    await tick_days(db, at=NOW)
    assert (await again(db, day)).opened_at == NOW


async def test_the_secretary_swaps_a_firm_and_the_reasons_are_kept(db: Database) -> None:
    day, secretary = await park(db), await me(db, "S01")
    with pytest.raises(ListFull):
        await add_firm(db, day.id or 0, await firm_id(db, "F02"), "新投产", by=secretary, at=NOW)
    await remove_firm(db, await line_id(db, day, "F06"), "正在停产", by=secretary, at=NOW)
    await remove_firm(db, await line_id(db, day, "F06"), "再按一次", by=secretary, at=INVITES - SECOND)
    await add_firm(db, day.id or 0, await firm_id(db, "F02"), "新投产", by=secretary, at=NOW)
    with pytest.raises(OnTheList):
        await add_firm(db, day.id or 0, await firm_id(db, "F02"), "新投产", by=secretary, at=NOW)
    assert await standing(db, day) == [*FIRST[1:], "F02"]
    known = dict(await lines(db, day))
    assert (known["F06"].reason, known["F06"].removed_by_id, known["F06"].removed_at) == ("正在停产", secretary.id, NOW)
    assert (known["F02"].reason, known["F02"].added_by_id) == ("新投产", secretary.id)
    assert datetime.fromisoformat(known["F02"].why["added"]) == NOW and known["F02"].why["size"] == "large"
    async with db.read() as session:
        trail = list(await session.exec(select(Audit).where(Audit.what == "reception").order_by(col(Audit.id))))
    assert [(line.act, line.new["firm"]) for line in trail] == [("remove", "F06"), ("invite", "F02")]
    await tick_days(db, at=INVITES)
    assert "C08" not in await told(db, "rd-invited") and "C03" in await told(db, "rd-invited")


async def test_a_place_that_was_freed_is_filled_by_the_ranking_when_the_invitations_go_out(db: Database) -> None:
    day, secretary = await park(db), await me(db, "S01")
    await remove_firm(db, await line_id(db, day, "F06"), "正在停产", by=secretary, at=NOW)
    await tick_days(db, at=INVITES)
    assert await standing(db, day) == [*FIRST[1:], "F02"]


async def test_a_firm_that_was_taken_off_can_be_put_back(db: Database) -> None:
    day, secretary = await park(db), await me(db, "S01")
    await remove_firm(db, await line_id(db, day, "F06"), "弄错了", by=secretary, at=NOW)
    await add_firm(db, day.id or 0, await firm_id(db, "F06"), "还是要来", by=secretary, at=NOW)
    assert await standing(db, day) == FIRST


async def test_an_invited_firm_is_not_taken_off_and_a_new_one_is_invited_at_once(db: Database) -> None:
    day, secretary = await park(db), await me(db, "S01")
    await tick_days(db, at=INVITES)
    with pytest.raises(AlreadyInvited):
        await remove_firm(db, await line_id(db, day, "F06"), "理由", by=secretary, at=INVITES)
    await tick_days(db, at=OPENS)
    with pytest.raises(DayOpen):
        await add_firm(db, day.id or 0, await firm_id(db, "F02"), "理由", by=secretary, at=OPENS)
    with pytest.raises(UnknownDay):
        await add_firm(db, 4711, await firm_id(db, "F02"), "理由", by=secretary, at=OPENS)


@pytest.mark.parametrize("code", ["C08", "L04", "H02", "W01", "K01"])
async def test_nobody_else_changes_the_list(db: Database, code: str) -> None:
    day, somebody = await park(db), await me(db, code)
    with pytest.raises(NotForReception):
        await remove_firm(db, await line_id(db, day, "F06"), "理由", by=somebody, at=NOW)
    with pytest.raises(NotForReception):
        await add_firm(db, day.id or 0, await firm_id(db, "F02"), "理由", by=somebody, at=NOW)
    if code in {"C08", "L04", "H02"}:
        with pytest.raises(NotForReception):
            await see_invitations(db, day.id or 0, by=somebody)


async def test_who_declines_makes_room_for_the_next_while_the_right_lasts(db: Database) -> None:
    day = await park(db)
    await tick_days(db, at=INVITES)
    contact = await me(db, "C08")
    await asyncio.gather(*(decline(db, line, by=contact, at=INVITES) for line in [await line_id(db, day, "F06")] * 3))
    assert await standing(db, day) == [*FIRST[1:], "F02"]
    assert "C03" in await told(db, "rd-invited") and await told(db, "rd-declined") == ["S01"]
    news = (await worded(db, (await owed(db, "rd-declined"))[0], INVITES)).reception
    assert news and news.firm and news.following and (news.firm.code, news.following.code) == ("F06", "F02")
    await tick_days(db, at=OPENS)
    assert "C08" not in await told(db, "rd-open") and "C09" in await told(db, "rd-open")
    (push,) = [push for push in await owed(db, "rd-invited") if push.person_id == contact.id]
    with pytest.raises(UnknownTicket):  # it had not gone out yet: who has declined is not invited
        await worded(db, push, INVITES)


async def test_who_declines_later_makes_room_for_all(db: Database) -> None:
    day = await park(db)
    await tick_days(db, at=INVITES)
    await tick_days(db, at=OPENS)
    await decline(db, await line_id(db, day, "F06"), by=await me(db, "C08"), at=OPENS)
    assert await standing(db, day) == FIRST[1:]


async def test_only_the_firm_itself_declines_and_not_with_a_slot_in_hand(db: Database) -> None:
    day = await park(db)
    line = await line_id(db, day, "F06")
    with pytest.raises(NotInvited):  # not yet
        await decline(db, line, by=await me(db, "C08"), at=NOW)
    await tick_days(db, at=INVITES)
    for code in ("C05", "L04", "S01"):
        with pytest.raises(NotInvited):
            await decline(db, line, by=await me(db, code), at=INVITES)
    await placed(db, day, "F06", (await me(db, "C08")).id, 3)
    with pytest.raises(HasPlace):
        await decline(db, line, by=await me(db, "C08"), at=INVITES)
    ((_, mine, firm),) = await my_invitations(db, by=await me(db, "C08"), at=INVITES)
    assert (mine.day, firm.code) == (DECEMBER, "F06")
    assert not await my_invitations(db, by=await me(db, "C03"), at=INVITES)


async def test_at_the_end_of_the_right_the_day_opens_and_only_who_asked_or_was_invited_is_told(db: Database) -> None:
    day = await park(db, at=NOW - timedelta(days=40))
    by = (await me(db, "C01")).id
    past = await received_on(db, date(2026, 9, 17), ["F02", "F05"], by, PlaceState.RECEIVED)
    await placed(db, past, "F02", by, state=PlaceState.LAPSED, since=datetime(2026, 9, 18, 9, 0, tzinfo=PARK_ZONE))
    await tick_days(db, at=NOW)
    await tick_days(db, at=INVITES)
    await placed(db, day, "F06", (await me(db, "C08")).id, 1)
    await tick_days(db, at=OPENS - SECOND)
    assert (await again(db, day)).opened_at is None
    await asyncio.gather(*(tick_days(db, at=OPENS) for _ in range(3)))
    assert (await again(db, day)).opened_at == OPENS
    heard = await told(db, "rd-open")
    assert len(heard) == len(set(heard)) and "C08" not in heard  # who has a slot needs none
    assert {"C03", "C10"} <= set(heard)  # one has asked in vain, one is invited
    assert (await worded(db, (await owed(db, "rd-open"))[0], OPENS)).reception


async def test_who_has_booked_meanwhile_is_not_reminded(db: Database) -> None:
    day = await park(db)
    await tick_days(db, at=INVITES)
    await tick_days(db, at=OPENS)
    (push,) = [push for push in await owed(db, "rd-open") if push.person_id == (await me(db, "C08")).id]
    assert (await worded(db, push, OPENS)).reception
    await placed(db, day, "F06", (await me(db, "C08")).id, 1)
    with pytest.raises(UnknownTicket):
        await worded(db, push, OPENS)


async def test_a_day_that_was_moved_near_ends_the_right_before_it(db: Database) -> None:
    day = await park(db)
    await tick_days(db, at=INVITES)
    near = Plan(date(2026, 12, 2), time(14, 30), time(17, 30))
    await move_day(db, day.id or 0, near, "提前", by=await me(db, "S01"), at=INVITES)
    assert (await again(db, day)).book_until == datetime(2026, 12, 1, 17, 30, tzinfo=PARK_ZONE)
