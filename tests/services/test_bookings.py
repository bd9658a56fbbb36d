"""Places on a reception day: who gets a slot, who waits, what is offered, and what becomes of the topics."""

import asyncio
from datetime import date, datetime, time, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from sqlmodel import col, select

from domain.errors import (
    BookedAlready,
    BookingOver,
    NoSuchFirm,
    NotForYou,
    OfferOver,
    PlaceOver,
    SlotsFree,
    SlotsReserved,
    SlotTaken,
    UnknownPlace,
    WaitsAlready,
)
from domain.lifecycle import Source, State
from domain.reception import DayState, PlaceState
from services.booking_clock import redate_places, tick_bookings
from services.bookings import Topic, Wanted, accept, book, cancel, decline, firms_to_book_for, prepare, rebook, wait
from services.place_sights import days_to_book, list_of_day, own_places, see_place, slots_to_book
from storage import bookings
from storage.database import Database
from storage.people import firm_by_code
from storage.reception_tables import Booking, ReceptionDay, ReceptionSlot
from storage.tables import Ticket
from tests.services.days import THE_DAY, a_day, change_day, invite_firms, moment, owed_of, places, slots
from tests.services.people import MORNING, me, sample

FIRMS = {"C01": "F01", "C02": "F01", "C03": "F02", "C05": "F03", "C06": "F04", "C07": "F05", "C08": "F06"}
TOPICS = (Topic("people", "招不到熟练焊工"), Topic("utilities", "二期用电负荷不够", details="要 800 千伏安"))


async def opened(db: Database, count: int = 2) -> tuple[ReceptionDay, list[int]]:
    await sample(db)
    day = await a_day(db, count)
    return day, await slots(db, day)


async def booked(db: Database, code: str, slot_id: int, at: datetime = MORNING, **wanted: Any) -> Booking:
    return await book(db, slot_id, Wanted(f"b-{code}-{slot_id}", **wanted), by=await me(db, code), at=at)


async def waits(db: Database, code: str, day: ReceptionDay, at: datetime = MORNING) -> Booking:
    return await wait(db, day.id or 0, Wanted(f"w-{code}"), by=await me(db, code), at=at)


async def full(db: Database) -> tuple[ReceptionDay, Booking, Booking, Booking]:
    """A day of one slot: C01 has it, C03 and then C05 wait."""
    day, (only,) = await opened(db, 1)
    first = await booked(db, "C01", only)
    second = await waits(db, "C03", day)
    return day, first, second, await waits(db, "C05", day, MORNING + timedelta(minutes=1))


async def test_a_slot_is_booked_with_topics_that_become_tickets_of_the_day(db: Database) -> None:
    day, (first, _) = await opened(db)
    place = await booked(db, "C01", first, topics=TOPICS, companions="总工程师 赵工")
    again = await booked(db, "C01", first, topics=TOPICS, companions="总工程师 赵工")
    assert again.id == place.id
    sight = await see_place(db, place.id or 0, by=await me(db, "C01"), at=MORNING)
    assert sight.is_booked and sight.may_change and sight.place.companions == "总工程师 赵工"
    assert [(t.summary, t.category_code, t.reception_id, t.source) for t in sight.topics] == [
        ("招不到熟练焊工", "people", day.id, Source.FIRM),
        ("二期用电负荷不够", "utilities", day.id, Source.FIRM),
    ]


async def test_a_firm_has_one_place_a_day_and_its_colleague_hears_who_booked_it(db: Database) -> None:
    day, (first, second) = await opened(db)
    await booked(db, "C01", first)
    with pytest.raises(BookedAlready) as refused:
        await booked(db, "C02", second)
    starts = moment(db, THE_DAY, time(14, 30))
    assert refused.value.details == {"name": "李明远", "at": starts}
    with pytest.raises(BookedAlready):
        await booked(db, "C01", second)
    with pytest.raises(BookedAlready):
        await waits(db, "C02", day)


async def test_the_same_person_on_the_same_slot_by_another_press_changes_nothing(db: Database) -> None:
    _, (first, _) = await opened(db)
    place = await booked(db, "C01", first)
    again = await book(db, first, Wanted("another-press"), by=await me(db, "C01"), at=MORNING)
    assert again.id == place.id


@pytest.mark.parametrize("code", ["D01", "O03", "W01", "H02"])
async def test_only_contacts_liaisons_and_the_secretary_book(db: Database, code: str) -> None:
    _, (first, _) = await opened(db)
    with pytest.raises(NotForYou):
        await booked(db, code, first)


async def test_a_liaison_books_for_his_firm_alone_and_the_firm_is_told(db: Database) -> None:
    _, (first, second) = await opened(db)
    async with db.read() as session:
        own, strange = await firm_by_code(session, "F01"), await firm_by_code(session, "F02")
    assert own and strange
    with pytest.raises(NoSuchFirm):
        await booked(db, "L01", first, firm_id=strange.id)
    await booked(db, "L01", first, firm_id=own.id, topics=TOPICS)
    contact = await me(db, "C01")
    assert [person for person, _ in await owed_of(db, "place-booked")] == [contact.id]
    await booked(db, "S01", second, firm_id=strange.id)
    assert len(await owed_of(db, "place-booked")) == 2
    with pytest.raises(NoSuchFirm):
        await book(db, second, Wanted("x", strange.id), by=contact, at=MORNING)


async def test_the_secretary_finds_any_firm_by_name_a_liaison_his_own(db: Database) -> None:
    await sample(db)
    assert [firm.code for firm in await firms_to_book_for(db, "澜砚星", by=await me(db, "S01"))] == ["F01"]
    assert await firms_to_book_for(db, "澜砚星", by=await me(db, "L03")) == []
    assert [firm.code for firm in await firms_to_book_for(db, by=await me(db, "L03"))] == ["F03", "F04"]


async def test_invited_firms_book_first_the_others_after_the_date(db: Database) -> None:
    day, (first, second) = await opened(db)
    until = MORNING + timedelta(days=3)
    await invite_firms(db, day, ["F01"], until=until)
    with pytest.raises(SlotsReserved) as refused:
        await booked(db, "C03", second)
    assert refused.value.details == {"until": until}
    with pytest.raises(SlotsReserved):
        await waits(db, "C03", day)
    await booked(db, "C01", first)
    _, (sight,) = await days_to_book(db, None, by=await me(db, "C03"), at=MORNING)
    assert (sight.room, sight.shut) == (1, "reserved")
    await booked(db, "C03", second, until)


@pytest.mark.parametrize("change", [{"state": DayState.CALLED_OFF}, {"state": DayState.CLOSED}, {}])
async def test_nothing_is_booked_or_changed_on_a_day_that_is_over(db: Database, change: dict[str, Any]) -> None:
    day, (first, second) = await opened(db)
    place = await booked(db, "C01", first)
    await change_day(db, day, **change)
    at = MORNING if change else day.starts_at
    by = await me(db, "C01")
    for deed in (
        booked(db, "C03", second, at),
        waits(db, "C03", day, at),
        rebook(db, place.id or 0, second, by=by, at=at),
        cancel(db, place.id or 0, by=by, at=at),
        prepare(db, place.id or 0, Wanted("k", topics=TOPICS), by=by, at=at),
    ):
        with pytest.raises(BookingOver):
            await deed


async def test_nobody_waits_while_a_slot_is_free_and_two_of_a_firm_wait_once(db: Database) -> None:
    day, first, second, third = await full(db)
    assert (await waits(db, "C03", day)).id == second.id
    free = await a_day(db, 1, day=THE_DAY + timedelta(days=1))
    with pytest.raises(SlotsFree):
        await wait(db, free.id or 0, Wanted("w2"), by=await me(db, "C06"), at=MORNING)
    sight = await see_place(db, third.id or 0, by=await me(db, "C05"), at=MORNING)
    assert (sight.position, sight.is_booked) == (2, False)
    await cancel(db, first.id or 0, by=await me(db, "C01"), at=MORNING)
    await waits(db, "C01", day)
    with pytest.raises(WaitsAlready):
        await waits(db, "C02", day)


async def test_a_slot_that_is_given_back_is_offered_to_the_first_who_waits_and_held(db: Database) -> None:
    day, first, second, third = await full(db)
    await cancel(db, first.id or 0, "要出差", by=await me(db, "C01"), at=MORNING)
    now = await places(db, day)
    assert (now["F01"].state, now["F01"].reason) == (PlaceState.CANCELLED, "要出差")
    assert (now["F02"].state, now["F02"].slot_id) == (PlaceState.OFFERED, first.slot_id)
    assert now["F02"].offered_until == MORNING + timedelta(hours=6, minutes=30)  # 4 working hours over the lunch break
    assert now["F03"].state is PlaceState.WAITING
    assert [person for person, _ in await owed_of(db, "place-offer")] == [(await me(db, "C03")).id]
    with pytest.raises(SlotTaken):
        await booked(db, "C06", first.slot_id or 0)
    with pytest.raises(UnknownPlace):
        await accept(db, second.id or 0, by=await me(db, "C05"), at=MORNING)
    taken = await accept(db, second.id or 0, by=await me(db, "C03"), at=MORNING)
    assert taken.state is PlaceState.BOOKED and taken.offered_until is None
    assert (await accept(db, second.id or 0, by=await me(db, "C03"), at=MORNING)).id == second.id
    with pytest.raises(OfferOver):
        await decline(db, second.id or 0, by=await me(db, "C03"), at=MORNING)  # a late press gives nothing back
    with pytest.raises(OfferOver):
        await accept(db, third.id or 0, by=await me(db, "C05"), at=MORNING)


async def test_an_offer_that_is_declined_or_lapses_goes_to_the_next(db: Database) -> None:
    day, first, second, third = await full(db)
    fourth = await waits(db, "C06", day, MORNING + timedelta(minutes=2))
    await cancel(db, first.id or 0, by=await me(db, "C01"), at=MORNING)
    await decline(db, second.id or 0, by=await me(db, "C03"), at=MORNING)
    await decline(db, second.id or 0, by=await me(db, "C03"), at=MORNING)
    now = await places(db, day)
    until = now["F03"].offered_until
    assert now["F03"].state is PlaceState.OFFERED and until
    assert await tick_bookings(db, at=until - timedelta(seconds=1)) == 0
    with pytest.raises(OfferOver):
        await accept(db, third.id or 0, by=await me(db, "C05"), at=until)
    assert await tick_bookings(db, at=until) == 1
    assert await tick_bookings(db, at=until) == 0
    now = await places(db, day)
    assert (now["F03"].state, now["F04"].state) == (PlaceState.LAPSED, PlaceState.OFFERED)
    assert [person for person, _ in await owed_of(db, "place-lapsed")] == [(await me(db, "C05")).id]
    assert (await accept(db, fourth.id or 0, by=await me(db, "C06"), at=until)).slot_id == first.slot_id


async def test_a_move_leaves_the_old_slot_to_who_waits(db: Database) -> None:
    day, (first, second, third) = await opened(db, 3)
    place = await booked(db, "C01", first)
    other = await booked(db, "C03", second)
    await booked(db, "C05", third)
    waiter = await waits(db, "C06", day)
    with pytest.raises(SlotTaken):
        await rebook(db, place.id or 0, second, by=await me(db, "C01"), at=MORNING)
    await cancel(db, other.id or 0, by=await me(db, "C03"), at=MORNING)
    await decline(db, waiter.id or 0, by=await me(db, "C06"), at=MORNING)  # nobody waits: the slot is free
    moved = await rebook(db, place.id or 0, second, by=await me(db, "C02"), at=MORNING)  # a colleague may
    assert (await rebook(db, place.id or 0, second, by=await me(db, "C02"), at=MORNING)).id == moved.id
    assert moved.slot_id == second
    free = await slots_to_book(db, day.id or 0, None, by=await me(db, "C06"))
    assert [slot.id for slot in free.slots] == [first]


async def test_who_waits_books_a_free_slot_and_who_is_offered_one_may_take_another(db: Database) -> None:
    """Slots are free beside a waiting list only when it is too late to offer them."""
    day, first, _, third = await full(db)
    late = day.starts_at - timedelta(minutes=10)
    await cancel(db, first.id or 0, by=await me(db, "C01"), at=late)
    assert (await places(db, day))["F02"].state is PlaceState.WAITING
    place = await booked(db, "C05", first.slot_id or 0, late)
    assert (place.id, place.state) == (third.id, PlaceState.BOOKED)


async def test_a_place_that_is_given_back_leaves_its_topics_as_ordinary_tickets(db: Database) -> None:
    _, (first, _) = await opened(db)
    place = await booked(db, "C01", first, topics=TOPICS)
    left = await cancel(db, place.id or 0, by=await me(db, "C01"), at=MORNING)
    assert [ticket.summary for ticket in left] == [topic.summary for topic in TOPICS]
    assert await cancel(db, place.id or 0, by=await me(db, "C01"), at=MORNING) == ()
    async with db.read() as session:
        tickets = (await session.exec(select(Ticket).order_by(col(Ticket.id)))).all()
    assert [(ticket.state, ticket.reception_id) for ticket in tickets] == [(State.DISPATCHED, None)] * 2
    new = await book(db, first, Wanted("again"), by=await me(db, "C01"), at=MORNING)  # and may come back
    assert new.id != place.id


async def test_topics_can_be_added_until_the_day_and_the_same_form_adds_them_once(db: Database) -> None:
    _, _, second, _ = await full(db)
    by = await me(db, "C03")
    for _ in range(2):
        await prepare(db, second.id or 0, Wanted("form", topics=TOPICS, companions="两人"), by=by, at=MORNING)
    await prepare(db, second.id or 0, Wanted("later", topics=TOPICS[:1]), by=by, at=MORNING)
    sight = await see_place(db, second.id or 0, by=by, at=MORNING)
    assert len(sight.topics) == 3 and sight.place.companions == "两人"
    await cancel(db, second.id or 0, by=by, at=MORNING)
    with pytest.raises(PlaceOver):
        await prepare(db, second.id or 0, Wanted("too-late", topics=TOPICS), by=by, at=MORNING)


@pytest.mark.parametrize("code", ["C03", "L02", "O03"])
async def test_a_strangers_place_is_an_unknown_one(db: Database, code: str) -> None:
    _, (first, second) = await opened(db)
    place = await booked(db, "C01", first, topics=TOPICS)
    by, place_id = await me(db, code), place.id or 0
    for deed in (
        see_place(db, place_id, by=by, at=MORNING),
        rebook(db, place_id, second, by=by, at=MORNING),
        cancel(db, place_id, by=by, at=MORNING),
        accept(db, place_id, by=by, at=MORNING),
        decline(db, place_id, by=by, at=MORNING),
        prepare(db, place_id, Wanted("k", topics=TOPICS), by=by, at=MORNING),
        see_place(db, 999, by=by, at=MORNING),
    ):
        with pytest.raises(UnknownPlace):
            await deed
    assert await own_places(db, by=by, at=MORNING) == []


async def test_the_list_of_a_day_shows_slots_firms_topics_and_who_waits_to_secretary_and_director(db: Database) -> None:
    day, (first, _second, third) = await opened(db, 3)
    await booked(db, "C01", first, topics=TOPICS)
    await booked(db, "C03", third)
    await booked(db, "C06", _second)
    await waits(db, "C05", day)
    seen = await list_of_day(db, None, by=await me(db, "S01"), at=MORNING)
    assert seen
    assert [firm.code if firm else None for _, _, firm in seen.slots] == ["F01", "F04", "F02"]
    assert [firm.code for _, firm in seen.waiting] == ["F03"]
    assert [len(found) for found in seen.topics.values()] == [2]
    assert await list_of_day(db, day.id, by=await me(db, "D01"), at=MORNING)
    with pytest.raises(NotForYou):
        await list_of_day(db, day.id, by=await me(db, "C01"), at=MORNING)


async def test_reminders_go_to_who_booked_and_the_day_before_to_the_liaison(db: Database) -> None:
    day, (first, _) = await opened(db)
    await booked(db, "C02", first)
    cal, contact, liaison = db.park.calendar, (await me(db, "C02")).id, (await me(db, "L01")).id
    three, one = moment(db, date(2026, 12, 14), time(9)), moment(db, date(2026, 12, 16), time(9))
    assert await tick_bookings(db, at=three - timedelta(seconds=1)) == 0
    for at in (three, one, day.starts_at - timedelta(hours=2)):
        assert await tick_bookings(db, at=at) == 1
        assert await tick_bookings(db, at=at) == 0
    assert await owed_of(db, "place-remind") == [
        (contact, at) for at in (three, one, day.starts_at - timedelta(hours=2))
    ]
    assert await owed_of(db, "place-liaison") == [(liaison, one)]
    assert cal.today(one) == date(2026, 12, 16)


async def test_what_was_cancelled_called_off_or_slept_through_is_not_reminded(db: Database) -> None:
    day, (first, second, third) = await opened(db, 3)
    place = await booked(db, "C01", first)
    await booked(db, "C03", second)
    await cancel(db, place.id or 0, by=await me(db, "C01"), at=MORNING)
    assert await tick_bookings(db, at=day.starts_at - timedelta(hours=1)) == 1  # an outage of weeks: one, the latest
    assert len(await owed_of(db, "place-remind")) == 1
    await booked(db, "C05", third)
    await change_day(db, day, state=DayState.CALLED_OFF)
    await tick_bookings(db, at=day.starts_at - timedelta(minutes=1))
    assert len(await owed_of(db, "place-remind")) == 1


async def test_an_outage_that_ends_at_night_reminds_in_the_morning(db: Database) -> None:
    _, (first, _) = await opened(db)
    await booked(db, "C01", first)
    night, morning = moment(db, date(2026, 12, 16), time(23)), moment(db, date(2026, 12, 17), time(8))
    assert await tick_bookings(db, at=night) == 1
    assert await owed_of(db, "place-remind") == []
    assert await tick_bookings(db, at=morning) == 1
    assert len(await owed_of(db, "place-remind")) == 1


async def test_when_the_day_begins_who_still_waits_is_told(db: Database) -> None:
    day, *_ = await full(db)
    assert await tick_bookings(db, at=day.starts_at) == 3
    now = await places(db, day)
    assert [now[code].state for code in ("F02", "F03")] == [PlaceState.LAPSED] * 2
    assert {person for person, _ in await owed_of(db, "place-none")} == {
        (await me(db, "C03")).id,
        (await me(db, "C05")).id,
    }


async def test_after_a_move_of_the_day_places_are_reminded_by_the_new_date(db: Database) -> None:
    day, first, second, _ = await full(db)
    await cancel(db, first.id or 0, by=await me(db, "C01"), at=MORNING)
    await accept(db, second.id or 0, by=await me(db, "C03"), at=MORNING)
    earlier = timedelta(days=10)
    async with db.begin() as session:
        row = await session.get_one(ReceptionDay, day.id)
        row.starts_at, row.ends_at = day.starts_at - earlier, day.ends_at - earlier
        for slot in await session.exec(select(ReceptionSlot)):
            slot.starts_at, slot.ends_at = slot.starts_at - earlier, slot.ends_at - earlier
        await redate_places(session, db.park, row, MORNING)
    now = await places(db, day)
    assert now["F02"].remind_at == moment(db, date(2026, 12, 2), time(9))
    assert now["F03"].remind_at == day.starts_at - earlier


async def test_the_constraints_have_the_last_word(db: Database) -> None:
    """Even if a question had answered that a slot is free, or that the firm has none."""
    _, (first, second) = await opened(db)
    await booked(db, "C01", first)

    async def nobody(*_: object) -> None:
        return None

    with patch.object(bookings, "holder", nobody), pytest.raises(SlotTaken):
        await booked(db, "C03", first)
    known = bookings.place_of
    calls = []

    async def forgetful(*asked: Any) -> Booking | None:
        calls.append(asked)
        return await known(*asked) if len(calls) > 1 else None

    with patch.object(bookings, "place_of", forgetful), pytest.raises(BookedAlready):
        await booked(db, "C02", second)
    assert len(calls) == 2


async def test_of_many_who_press_few_slots_at_once_each_slot_goes_to_one_and_the_others_are_told(db: Database) -> None:
    await sample(db)
    day = await a_day(db, 3)
    ids = await slots(db, day)
    codes = ("C01", "C02", "C03", "C05", "C06", "C07", "C08", "C09", "C10", "C11")

    async def press(number: int, code: str) -> Booking:
        return await booked(db, code, ids[number % 3])

    got = await asyncio.gather(*(press(n, code) for n, code in enumerate(codes)), return_exceptions=True)
    assert sum(isinstance(each, Booking) for each in got) == 3
    assert all(isinstance(each, Booking | SlotTaken | BookedAlready) for each in got)
    held = [place.slot_id for place in (await places(db, day)).values()]
    assert sorted(held, key=str) == sorted(ids, key=str)


async def test_who_gives_back_and_who_joins_at_the_same_moment_leave_no_slot_free_beside_a_waiting_firm(
    db: Database,
) -> None:
    day, (only,) = await opened(db, 1)
    place = await booked(db, "C01", only)
    done = await asyncio.gather(
        cancel(db, place.id or 0, by=await me(db, "C01"), at=MORNING),
        *(waits(db, code, day) for code in ("C03", "C05", "C06")),
        return_exceptions=True,
    )
    assert all(isinstance(each, Booking | SlotsFree | tuple | list) for each in done)
    states = [place.state for code, place in (await places(db, day)).items() if code != "F01"]
    assert not states or states.count(PlaceState.OFFERED) == 1
