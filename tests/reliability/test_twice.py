"""Whatever comes twice, happens once: updates, forms, taps, links, moves; and what has happened stays as it was."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, func, select

from domain.errors import NotNow
from domain.lifecycle import Action
from services.park import load_park
from services.people import invite, reachable, unreachable
from services.record import Move
from services.sample import small_park
from services.tickets import move
from storage.database import Database
from storage.tables import Chat, Event, Inbox, Person, Ticket
from tests.house import MORNING, House, opened_house, until
from tests.phones import Json, Message, Phone
from tests.reliability.desk_work import (
    NEW,
    TOKEN_SECRET,
    actions,
    at_once,
    changed,
    filed,
    numbers,
    paid,
    pushes,
    rows,
    said,
    somebody,
)

WORDS = "三号车间今早停电，生产线全停了"
BOT = 5000000001


async def to_review(firm: Phone, words: str = WORDS, *, repeating: bool = False) -> Message:
    """Fill in the form up to its last question; `repeating`: every update is delivered a second time."""
    steps = (
        ("提交为诉求", "哪一类"),
        ("水电气网", "照片"),
        ("跳过", "急不急"),
        ("一般", "请核对"),
    )
    await firm.write(words)
    shown = await firm.see(words)
    for label, question in steps:
        if repeating:
            await firm.repeat()
        await firm.press(label)
        shown = await firm.see(question)
    return shown


def carried(card: Message, label: str) -> str:
    """What a button carries."""
    buttons = [button for row in card.raw["reply_markup"]["inline_keyboard"] for button in row]
    return str(next(button["callback_data"] for button in buttons if label in button["text"]))


async def came(house: House, count: int) -> None:
    """Wait until so many updates were handled, and all that came are."""

    async def handled() -> bool:
        done = await rows(house.db, select(func.count()).select_from(Inbox).where(col(Inbox.done_at).is_not(None)))
        return int(done[0]) >= count

    await until(handled)


class Postman:
    """Brings updates to the desk's webhook, as Telegram does."""

    def __init__(self, house: House) -> None:
        assert house.app and house.app.webhook
        self.url = str(house.app.settings.webhook_url)
        self.headers = {TOKEN_SECRET: house.app.webhook.secret}
        self.number = 900_000

    async def bring(self, *updates: Json) -> list[int]:
        """All of them at once; returns the answers."""
        async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
            posts = [http.post(self.url, json=update, headers=self.headers) for update in updates]
            return [answer.status_code for answer in await asyncio.gather(*posts)]

    def sentence(self, phone: Phone, words: str) -> Json:
        """A message."""
        who = {"id": phone.chat_id, "is_bot": False, "first_name": phone.name, "language_code": "zh-hans"}
        chat = {"id": phone.chat_id, "type": "private", "first_name": phone.name}
        message = {"message_id": 800_000 + self.next(), "date": 1_800_000_000, "chat": chat, "from": who, "text": words}
        return {"update_id": self.number, "message": message}

    def press(self, phone: Phone, card: Message, data: str) -> Json:
        """A press of a button, whether the card has it or not."""
        who = {"id": phone.chat_id, "is_bot": False, "first_name": phone.name, "language_code": "zh-hans"}
        pressed = {"id": str(self.next()), "from": who, "message": card.raw, "chat_instance": "1", "data": data}
        return {"update_id": self.number, "callback_query": pressed}

    def next(self) -> int:
        """A number that was not used yet."""
        self.number += 1
        return self.number


async def test_every_update_delivered_a_second_time_changes_nothing(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await to_review(firm, repeating=True)
    await firm.press("提交")
    await firm.see("已提交，编号")
    await firm.repeat()
    await desk.press("签收")
    await desk.see("办理中")
    await desk.repeat()
    await firm.see("已签收")
    await desk.write("/help")
    await desk.see("怎么用")
    await desk.repeat()
    await firm.write("/help")
    await firm.see("怎么用")
    await paid(house)
    assert await numbers(house.db) == [1]
    assert len(await actions(house.db, Action.FILE)) == len(await actions(house.db, Action.ACCEPT)) == 1
    assert len(await said(desk, NEW)) + len(await said(desk, "办理中")) == 1
    assert len(await said(firm, "您的诉求已签收")) == 1
    assert len(await said(firm, "提交为诉求吗")) == 0
    assert len(await said(desk, "怎么用")) == len(await said(firm, "怎么用")) == 1


async def test_the_same_update_posted_twice_at_once_is_handled_once(db: Database, tmp_path: Path) -> None:
    async with opened_house(db, tmp_path, webhook=True) as house:
        firm, desk = await house.phone("C01"), await house.phone("L01")
        postman = Postman(house)
        update = postman.sentence(firm, WORDS)
        assert await postman.bring(*[update] * 5) == [200] * 5
        await firm.see(WORDS)
        for label, question in (("提交为诉求", "哪一类"), ("水电气网", "照片"), ("跳过", "急不急"), ("一般", "请核对")):
            await firm.press(label)
            review = await firm.see(question)
        submitted = postman.press(firm, review, carried(review, "提交"))
        assert await postman.bring(*[submitted] * 5) == [200] * 5
        card = await desk.see(NEW)
        accepted = postman.press(desk, card, carried(card, "签收"))
        assert await postman.bring(*[accepted] * 5) == [200] * 5
        await firm.see("已签收")
        assert await postman.bring(update, submitted, accepted) == [200] * 3
        await paid(house)
        assert await numbers(db) == [1]
        assert len(await actions(db, Action.ACCEPT)) == 1
        assert len(await said(firm, "这些内容要怎么处理")) == 0  # the one offer was taken, no second came
        assert len(await said(firm, "您的诉求已签收")) == 1


async def test_submit_pressed_twice_at_once_gives_one_ticket_and_leaves_no_gap(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    for _ in range(2):
        review = await to_review(firm)
        data = carried(review, "提交")
        await asyncio.gather(*[firm.press_data(review, data) for _ in range(2)])
        await firm.see("已提交，编号")
    await came(house, 16)
    await paid(house)
    assert await numbers(house.db) == [1, 2]
    assert len(await said(desk, NEW)) == 2
    assert len(await pushes(house.db, Action.FILE)) == 2


async def test_two_taps_at_once_on_accept_are_one_move_and_the_second_is_told_so(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await filed(house.db, "C01", WORDS, at=house.clock.now())
    card = await desk.see(NEW)
    await asyncio.gather(*[desk.press_data(card, carried(card, "签收")) for _ in range(2)])
    await firm.see("已签收")
    await came(house, 4)
    await paid(house)
    assert len(await actions(house.db, Action.ACCEPT)) == 1
    assert len(await pushes(house.db, Action.ACCEPT)) == 1
    assert len(await said(firm, "您的诉求已签收")) == 1
    assert [toast for toast in await desk.toasts() if "办理中" in toast]


async def test_a_stranger_who_taps_at_the_same_moment_as_the_owner_moves_nothing(house: House) -> None:
    firm, desk, other = await house.phone("C01"), await house.phone("L01"), await house.phone("L02")
    await filed(house.db, "C01", WORDS, at=house.clock.now())
    card = await desk.see(NEW)
    await asyncio.gather(desk.press("签收", card=card), other.write("/accept LL-2026-000001"))
    await firm.see("已签收")
    await other.see("没有找到这个编号")
    await paid(house)
    assert await actions(house.db, Action.ACCEPT) == [(await somebody(house.db, "L01")).id]
    assert len(await pushes(house.db, Action.ACCEPT)) == 1


async def test_a_press_forged_by_a_stranger_moves_nothing(db: Database, tmp_path: Path) -> None:
    async with opened_house(db, tmp_path, webhook=True) as house:
        firm, desk, other = await house.phone("C01"), await house.phone("L01"), await house.phone("L02")
        await filed(db, "C01", WORDS, at=house.clock.now())
        card, own, postman = await desk.see(NEW), (await other.messages())[-1], Postman(house)
        data = carried(card, "签收")
        assert await postman.bring(postman.press(other, own, data), postman.press(desk, card, data)) == [200, 200]
        await firm.see("已签收")
        await paid(house)
        assert await actions(db, Action.ACCEPT) == [(await somebody(db, "L01")).id]


async def test_one_link_opened_by_two_phones_at_once_binds_one_of_them(house: House) -> None:
    token = await invite(house.db, "C01", at=house.clock.now())
    phones = await asyncio.gather(*[house.park.stranger(name, start=token) for name in ("甲", "乙")])

    async def answered() -> bool:
        return all([await said(phone, "四单") or await said(phone, "已经用过了") for phone in phones])

    await until(answered)
    welcomed = [phone for phone in phones if await said(phone, "李明远，您好")]
    refused = [phone for phone in phones if await said(phone, "每条只能用一次")]
    assert len(welcomed) == len(refused) == 1 and welcomed != refused
    bound = await rows(house.db, select(Chat.chat_id))
    assert bound == [welcomed[0].chat_id]


async def test_two_links_of_one_person_opened_at_once_end_in_one_chat(house: House) -> None:
    for code in ("C01", "C02", "C03"):
        tokens = [await invite(house.db, code, at=house.clock.now()) for _ in range(2)]
        phones = await asyncio.gather(*[house.park.stranger("甲", start=token) for token in tokens])
        for phone in phones:
            await phone.see("您好")
        person = (await somebody(house.db, code)).id
        bound = await rows(house.db, select(Chat.chat_id).where(Chat.person_id == person))
        assert len(bound) == 1 and bound[0] in {phone.chat_id for phone in phones}


async def test_twenty_moves_at_once_on_one_ticket_are_one_event(db: Database) -> None:
    await load_park(db, small_park())
    ticket, owner = await filed(db, "C01", WORDS, at=MORNING), await somebody(db, "L01")
    deeds = [move(db, ticket.id or 0, Move(Action.ACCEPT), by=owner, at=MORNING, key=f"tap{n}") for n in range(20)]
    ended = await at_once(*deeds)
    assert sum(isinstance(one, Ticket) for one in ended) == 1
    assert sum(isinstance(one, NotNow) for one in ended) == 19
    assert await actions(db, Action.ACCEPT) == [owner.id]
    assert len(await pushes(db, Action.ACCEPT)) == 1


async def test_one_press_carried_out_twenty_times_at_once_is_one_event_and_no_refusal(db: Database) -> None:
    await load_park(db, small_park())
    ticket, owner = await filed(db, "C01", WORDS, at=MORNING), await somebody(db, "L01")
    deeds = [move(db, ticket.id or 0, Move(Action.ACCEPT), by=owner, at=MORNING, key="tap") for _ in range(20)]
    assert {one.id for one in await at_once(*deeds)} == {ticket.id}
    assert await actions(db, Action.ACCEPT) == [owner.id]


async def test_fifty_firms_filing_at_once_get_fifty_numbers_without_a_gap(db: Database) -> None:
    await load_park(db, small_park())
    people = [f"C{n % 12 + 1:02}" for n in range(50)]
    made = await at_once(*[filed(db, code, f"{WORDS}{n}", at=MORNING) for n, code in enumerate(people)])
    assert all(isinstance(one, Ticket) for one in made), made
    assert await numbers(db) == list(range(1, 51))
    assert len(await pushes(db, Action.FILE)) == 50


async def test_one_form_filed_ten_times_at_once_is_one_ticket(db: Database) -> None:
    await load_park(db, small_park())
    made = await at_once(*[filed(db, "C01", WORDS, at=MORNING, key="form") for _ in range(10)])
    assert [getattr(one, "number", one) for one in made] == ["LL-2026-000001"] * 10
    await filed(db, "C01", WORDS, at=MORNING)
    assert await numbers(db) == [1, 2]
    assert len(await actions(db, Action.FILE)) == 2


async def test_a_chat_found_blocked_by_two_at_once_is_told_once(db: Database) -> None:
    await load_park(db, small_park())
    async with db.begin() as session:
        person = (await session.exec(select(Person.id).where(Person.code == "C01"))).one()
        session.add(Chat(bot_id=BOT, chat_id=77, person_id=person or 0, bound_at=MORNING))
    for told in (1, 2):
        await at_once(*[unreachable(db, BOT, 77, at=MORNING.replace(second=n, hour=told)) for n in range(5)])
        assert len(await pushes(db, "blocked", "L01")) == told
        await at_once(*[reachable(db, BOT, 77, at=MORNING) for _ in range(3)])


@pytest.mark.parametrize("meddling", ["UPDATE event SET text = 'x'", "DELETE FROM event"])
async def test_the_database_refuses_to_change_what_has_happened(db: Database, meddling: str) -> None:
    await load_park(db, small_park())
    await filed(db, "C01", WORDS, at=MORNING)
    before: Any = [event.model_dump() for event in await rows(db, select(Event))]
    with pytest.raises(DBAPIError, match="events never change"):
        await changed(db, text(meddling))
    assert [event.model_dump() for event in await rows(db, select(Event))] == before
