"""Many press few slots in the same second: each goes to one, all others are told at once and may wait. And repeats."""

import asyncio
from unittest.mock import patch

import pytest
from sqlmodel import col, select

from domain.errors import Refusal, SlotTaken
from domain.reception import PlaceState
from services.bookings import Wanted, book, wait
from services.park import load_park
from storage.bookings import coming_places, free_slots
from storage.bookings import waiting as waiting_list
from storage.database import Database
from storage.people import Me
from storage.reception_tables import Booking
from storage.tables import Ticket
from tests.house import House
from tests.phones import Phone
from tests.reliability.desk_work import paid, rows, said
from tests.reliability.mortal import large_park
from tests.services.days import a_day, places, slots
from tests.services.people import MORNING, me

CONTACTS, SLOTS = 200, 10
CODES = ("C01", "C03", "C05", "C06", "C07", "C08")


async def test_of_two_hundred_contacts_in_one_second_each_slot_goes_to_one_and_all_others_wait_in_order(
    db: Database,
) -> None:
    await load_park(db, large_park(67, 3))
    day = await a_day(db, SLOTS)
    ids = await slots(db, day)
    people = [await me(db, f"C{number:02}") for number in range(CONTACTS)]

    async def press(number: int, person: Me) -> Booking | Refusal:
        wanted = Wanted(f"press-{number}")
        try:
            return await book(db, ids[number % SLOTS], wanted, by=person, at=MORNING)
        except SlotTaken as told:
            return told

    got = await asyncio.gather(*(press(number, person) for number, person in enumerate(people)))
    assert sum(isinstance(each, Booking) for each in got) == SLOTS
    losers = [person for person, each in zip(people, got, strict=True) if isinstance(each, SlotTaken)]
    assert len(losers) == CONTACTS - SLOTS
    joined = await asyncio.gather(
        *(wait(db, day.id or 0, Wanted(f"w-{person.id}"), by=person, at=MORNING) for person in losers)
    )
    async with db.read() as session:
        held, free = await coming_places(session, day.id or 0), await free_slots(session, day.id or 0)
        order = [place.id for place in await waiting_list(session, day.id or 0)]
    assert sorted(place.slot_id for place in held if place.slot_id) == ids
    assert not free and sorted(order, key=str) == sorted((place.id for place in joined), key=str)
    assert order == sorted(order, key=lambda place_id: place_id or 0)


async def cards(house: House, phones: list[Phone]) -> None:
    """Everybody looks at the same free slots."""
    for phone in phones:
        await phone.write("/book")
        await phone.press("12月17日")
        await phone.see("请选时段")
    await paid(house)


async def data_of(phone: Phone, label: str) -> tuple[int, str]:
    """The message and what its button carries."""
    card = await phone.last_card()
    keys = [key for row in card.raw["reply_markup"]["inline_keyboard"] for key in row]
    return card.id, next(key["callback_data"] for key in keys if key["text"] == label)


async def test_the_same_from_real_phones_and_who_came_too_late_is_offered_the_waiting_list(house: House) -> None:
    day = await a_day(house.db, 2)
    phones = [await house.phone(code) for code in CODES]
    await cards(house, phones)
    taps = [await data_of(phone, ("14:30", "14:50")[n % 2]) for n, phone in enumerate(phones)]
    await asyncio.gather(*(phone.press_data(*tap) for phone, tap in zip(phones, taps, strict=True)))
    await paid(house)
    booked = [phone for phone in phones if await said(phone, "约好了")]
    late = [phone for phone in phones if phone not in booked]
    assert (len(booked), len(late)) == (2, 4)
    for phone in late:
        assert any("刚刚被别的企业约走" in toast for toast in await phone.toasts())
    await asyncio.gather(*(phone.press("其他日期") for phone in late))
    for phone in late:
        await phone.press("12月17日")
        await phone.press("加入候补")
        await phone.see("已加入候补")
    states = [place.state for place in (await places(house.db, day)).values()]
    assert sorted(states) == sorted([PlaceState.BOOKED] * 2 + [PlaceState.WAITING] * 4)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_two_taps_at_once_and_the_same_update_twice_book_once(house: House) -> None:
    await a_day(house.db, 2)
    phone = await house.phone("C05")
    await cards(house, [phone])
    tap = await data_of(phone, "14:30")
    await asyncio.gather(phone.press_data(*tap), phone.press_data(*tap))
    await phone.repeat()
    await paid(house)
    assert len(await rows(house.db, select(Booking.id))) == 1
    for text in ("食堂漏雨", "缺二十个普工"):
        await phone.write(text)
        await phone.repeat()
        await phone.see(text)
    for label, shown in (("写完了", "谁和您一起来"), ("跳过", "请核对"), ("确认", "议题 2 项")):
        await phone.press(label)
        await phone.repeat()
        await phone.see(shown)
    await paid(house)
    topics = await rows(house.db, select(Ticket.summary).order_by(col(Ticket.id)))
    assert list(topics) == ["食堂漏雨", "缺二十个普工"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_desk_that_dies_between_the_booking_and_its_reply_replies_after_the_start_and_books_once(
    house: House,
) -> None:
    await a_day(house.db, 2)
    phone = await house.phone("C05")
    await cards(house, [phone])
    committed, never = asyncio.Event(), asyncio.Event()

    async def silenced(_method: object) -> None:
        committed.set()
        await never.wait()

    assert house.app
    with patch.object(house.app.answers, "send", silenced):
        await phone.press("14:30")
        await asyncio.wait_for(committed.wait(), 10)
    assert len(await rows(house.db, select(Booking.id))) == 1
    await house.stop()
    await house.start()
    await phone.see("约好了")
    await phone.see("想和主任谈什么")
    assert len(await rows(house.db, select(Booking.id))) == 1
