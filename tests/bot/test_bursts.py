"""What comes in one burst is one contribution; commands, menu buttons and other replies never are a part of one."""

import asyncio
import json
import time

import pytest
from sqlalchemy import insert, update
from sqlmodel import col, select

from storage.tables import Draft, Inbox
from tests.house import House
from tests.phones import Message, Phone
from tests.reliability.desk_work import changed, paid, rows, said

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),  # it concerns the lanes alone
    pytest.mark.real_pace,
]
OFFER = "这些内容要怎么处理"


async def at_once(house: House, *deeds: object) -> None:
    """Everything arrives together: Telegram hands it over in one answer."""
    await house.stop()
    for deed in deeds:
        await deed  # type: ignore[misc]
    await house.start()


async def offers(phone: Phone) -> list[Message]:
    return await said(phone, OFFER)


async def test_five_forwarded_messages_become_one_draft_with_one_offer(house: House) -> None:
    firm = await house.phone("C01")
    for n in range(5):
        await firm.write(f"转来的第{n}句", forwarded=True)
    offer = await firm.see(OFFER)
    assert "\n".join(f"转来的第{n}句" for n in range(5)) in offer.text
    await firm.quiet(1)
    assert len(await offers(firm)) == 1
    assert len(await rows(house.db, select(Draft.chat_id))) == 1


async def test_an_album_and_the_words_that_come_with_it_are_one_contribution(house: House) -> None:
    firm = await house.phone("C01")
    await at_once(house, firm.write("三号门的路灯全灭了"), firm.photo(count=3), firm.write("晚上很危险"))
    offer = await firm.see(OFFER)
    assert "三号门的路灯全灭了\n晚上很危险" in offer.text
    assert "附件：3 个" in offer.text
    await paid(house)
    assert len(await offers(firm)) == 1


@pytest.mark.parametrize("between", ["/mine", "📋 我的事项"])
async def test_a_command_and_a_button_of_the_menu_end_a_burst(house: House, between: str) -> None:
    firm = await house.phone("C01")
    await at_once(house, firm.write("三号门的路灯全灭了"), firm.write(between), firm.write("晚上很危险"))
    await firm.see("您目前没有诉求")
    await firm.see("晚上很危险")
    assert len(await offers(firm)) == 2


async def test_what_is_typed_is_answered_at_once(house: House) -> None:
    firm = await house.phone("C01")
    began = time.monotonic()
    await firm.write("三号门的路灯全灭了")
    await firm.see(OFFER)
    assert time.monotonic() - began < 1.5


async def test_a_press_ends_the_waiting_for_more_pictures(house: House) -> None:
    firm = await house.phone("C01")
    await firm.write("三号门的路灯全灭了")
    card = await firm.see(OFFER)
    await firm.photo()
    await asyncio.sleep(0.3)
    began = time.monotonic()
    await firm.press("不用了", card=card)
    await firm.see("已取消")
    assert time.monotonic() - began < 1.5


async def test_replies_to_two_messages_stay_apart_and_plain_words_belong_to_the_reply_before(house: House) -> None:
    firm = await house.phone("C01")
    await firm.write("/help")
    told = [message for message in await firm.messages() if message.by_bot]
    told.append(await firm.see("怎么用"))
    first = firm.write("路灯全灭了", reply_to=told[0])
    await at_once(house, first, firm.write("晚上很危险"), firm.write("下水道也堵了", reply_to=told[-1]))
    await firm.see("下水道也堵了")
    one, two = await offers(firm)
    assert "«路灯全灭了\n晚上很危险»" in one.text
    assert "下水道也堵了" in two.text


async def test_an_edit_of_the_second_message_changes_the_draft_and_after_filing_supplements_it(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await firm.write("路灯全灭了", forwarded=True)
    second = await firm.write("在二号门", forwarded=True)
    await firm.see(OFFER)
    await firm.edit(second, "在三号门")
    await firm.see("已按您修改后的内容更新")
    await firm.press("提交为诉求")
    for label in ("道路环境物业", "跳过", "一般", "📮 提交"):
        await firm.press(label)
    filed_card = await firm.see("已提交，编号")
    assert "路灯全灭了\n在三号门" in filed_card.text
    await firm.edit(second, "在四号门")
    await firm.see("的补充记下")
    assert "在四号门" in (await desk.see("对方补充或修改了内容")).text


async def test_a_burst_too_long_for_a_summary_keeps_its_first_message_as_the_summary(house: House) -> None:
    firm = await house.phone("C01")
    await at_once(house, firm.write("路灯全灭了"), firm.write("长" * 1200), firm.write("就这些"))
    await firm.see(OFFER)
    draft = (await rows(house.db, select(Draft.content).where(Draft.chat_id == firm.chat_id)))[0]
    answers = draft["begun"]["report"]["answers"]
    assert answers == {"summary": "路灯全灭了", "details": "长" * 1200 + "\n就这些"}


async def test_messages_that_come_again_after_a_crash_as_one_burst_are_in_the_draft_once(house: House) -> None:
    firm = await house.phone("C01")
    for words in ("路灯全灭了", "晚上很危险"):
        await firm.write(words)
        await firm.see(words)
    await house.stop()
    await changed(house.db, update(Inbox).where(col(Inbox.body).contains("路灯全灭了")).values(done_at=None))
    await changed(house.db, update(Inbox).where(col(Inbox.body).contains("晚上很危险")).values(done_at=None))
    await house.start()
    assert "«路灯全灭了\n晚上很危险»" in (await firm.see(OFFER)).text
    draft = (await rows(house.db, select(Draft.content).where(Draft.chat_id == firm.chat_id)))[0]
    assert draft["begun"]["report"]["answers"] == {"summary": "路灯全灭了", "details": "晚上很危险"}


async def test_of_messages_that_come_again_with_a_new_one_the_new_one_alone_counts(house: House) -> None:
    firm = await house.phone("C01")
    await firm.write("路灯全灭了")
    await firm.see(OFFER)
    await at_once(house, firm.write("晚上很危险"), once_more(house))
    await firm.see("晚上很危险")
    draft = (await rows(house.db, select(Draft.content).where(Draft.chat_id == firm.chat_id)))[0]
    assert draft["begun"]["report"]["answers"] == {"summary": "路灯全灭了", "details": "晚上很危险"}


async def once_more(house: House) -> None:
    """The desk died before it could note that the first message is answered, and has just taken in the second."""
    await changed(house.db, update(Inbox).where(col(Inbox.body).contains("路灯全灭了")).values(done_at=None))
    bodies = house.practice.park.updates.take(100)
    for body in bodies:
        told = json.loads(body)
        row = {"bot_id": house.practice.park.bot["id"], "update_id": told["update_id"], "body": body}
        lane, at = told["message"]["chat"]["id"], house.clock.now()
        await changed(house.db, insert(Inbox).values(**row, lane=lane, received_at=at))
    assert bodies
