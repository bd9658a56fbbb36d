"""The park's first reception day, from phone to phone: 9 firms, 17 problems, 3 solved on the spot, 14 dispatched.

All of it goes through the real chat, and comes out in the figures, the minutes and the report (DOMAIN.md section 10).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from docx import Document
from sqlmodel import col, select

from domain.calendar import PARK_ZONE
from domain.reception import Plan
from services.bookings import Topic, Wanted, book
from services.reception_days import planned
from services.scoreboard import board, month_span
from storage.database import Database
from storage.reception_days import slots_of
from storage.reception_table import figures_of
from storage.reception_tables import Booking, ReceptionDay
from storage.tables import Firm, Ticket
from tests.house import MORNING, House
from tests.phones import Message, Phone
from tests.reliability.desk_work import paid, somebody
from tests.services.reception import DAY
from tests.web.desk import Desk
from tests.web.reading import rows_under

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),  # tests/services/ has both
    pytest.mark.timeout(240),
]
DOORS_OPEN = datetime(2026, 11, 26, 14, 20, tzinfo=PARK_ZONE)
MONTH_LATER = datetime(2026, 12, 28, 9, 5, tzinfo=PARK_ZONE)
GUESTS = {
    "F01": ("C01", "澜砚星"),
    "F02": ("C03", "禾穗岚"),
    "F03": ("C05", "云栈汐"),
    "F04": ("C06", "青砚曜"),
    "F05": ("C07", "石桥畔"),
    "F06": ("C08", "拾光笺"),
    "F07": ("C09", "橘洲渡"),
    "F08": ("C10", "微岚雀"),
    "F09": ("C11", "松果坞"),
}
SPOT, DATED, HANDED = "当场解决", "当场承诺", "转部门"
# 17 problems of 9 firms: what was decided, the words, and which department.
SAID = {
    "F01": [(SPOT, "门口路灯三盏不亮，今晚派人修好", ""), (DATED, "二期变压器十二月十日前送电", "建设环保局")],
    "F02": [(HANDED, "冷链车进不了北门", "建设环保局"), (DATED, "人才公寓再给六间", "")],
    "F03": [(SPOT, "出口退税资料当场收齐", ""), (HANDED, "污水管网接口", "建设环保局")],
    "F04": [(DATED, "奖补资金拨付", "经济发展局"), (HANDED, "厂区门前公交站", "建设环保局")],
    "F05": [(HANDED, "食堂燃气改造", "建设环保局"), (DATED, "子女入学名额", "社会事业局")],
    "F06": [(SPOT, "营业执照地址变更当场办结", ""), (DATED, "技工招聘专场", "社会事业局")],
    "F07": [(HANDED, "农产品检测站用地", "经济发展局"), (DATED, "仓库消防验收", "")],
    "F08": [(HANDED, "光纤专线", "建设环保局"), (DATED, "贷款贴息", "经济发展局")],
    "F09": [(HANDED, "环保设备入库目录", "经济发展局")],
}


@dataclass
class Room:
    """The day with its phones."""

    house: House
    secretary: Phone
    day_id: int
    codes: dict[str, str]


async def booked_day(db: Database) -> tuple[int, dict[str, str]]:
    """A day that all firms may book; nine have. Returns the codes for the door."""
    async with db.begin() as session:
        day = await planned(session, db.park.calendar, Plan(DAY, place="综合服务中心三楼"), at=MORNING)
        day.opened_at = day.invited_at = MORNING
        slots = await slots_of(session, day.id or 0)
    for slot, (firm, (contact, _)) in zip(slots, GUESTS.items(), strict=False):
        topics = (Topic("utilities", "二期用电负荷不够"),) if firm == "F09" else ()
        by = await somebody(db, contact)
        await book(db, slot.id or 0, Wanted(f"b{firm}", topics=topics), by=by, at=MORNING)
    async with db.read() as session:
        asked = select(Firm.code, Booking.code).join(Booking, col(Booking.firm_id) == col(Firm.id))
        return day.id or 0, dict((await session.exec(asked)).all())


@pytest.fixture
async def room(house: House) -> Room:
    """Ten minutes before the doors open."""
    day_id, codes = await booked_day(house.db)
    secretary = await house.phone("S01")
    await house.advance(DOORS_OPEN - house.clock.now())
    return Room(house, secretary, day_id, codes)


async def write_down(desk: Phone, verdict: str, words: str, department: str, *, date: str = "12月10日") -> Message:
    """Two taps were made: the firm is open. The third names the verdict, then the sentence, then what is missing."""
    await desk.press(verdict)
    await desk.see("用一句话写下来")
    await desk.write(words)
    if verdict == DATED:
        await desk.see("承诺哪一天")
        await desk.write(date)
    if verdict != SPOT:
        await desk.see("由哪个部门")
        await desk.press(department or "联络员")
    return await desk.see("已记下")


async def test_nine_firms_seventeen_problems_three_on_the_spot_fourteen_dispatched(room: Room) -> None:
    desk, house = room.secretary, room.house
    first, second = await house.phone("C01"), await house.phone("C03")
    await first.write("/code")
    assert "入场码" in (await first.see("入场码")).text
    await first.write(f"/start in-{room.codes['F01']}")
    await first.see("您自己打开不会签到")
    for firm in GUESTS:
        await desk.write(f"/start in-{room.codes[firm]}")
        await desk.see("已签到")
    await first.see("轮到时手机上会通知您")
    for position, (firm, (_, name)) in enumerate(GUESTS.items()):
        await desk.write("/table")
        order = await desk.see("接待日现场")
        await desk.press("请下一家", card=order)
        await desk.see(f"🎙 {14 + (30 + 20 * position) // 60}:{(30 + 20 * position) % 60:02} {name}")
        await desk.press(f"记问题：{name}")
        await desk.see(f"🎙 {name}")
        for verdict, words, department in SAID[firm]:
            await write_down(desk, verdict, words, department)
        if firm == "F01":
            await confirms(first)
        if firm == "F02":
            await objects(second, desk)
    await desk.press("结束接待")
    await desk.see("接待结束")
    await house.advance(timedelta(hours=3, minutes=15))
    await desk.write("/table")
    await desk.press("结束接待日", card=await desk.see("接待日现场"))
    await desk.see("还没签到的 0 家")
    await desk.press("确定结束")
    closed = await desk.see("接待日已结束")
    assert "接待企业 9 家，迟到 0 家，未到 0 家" in closed.text
    assert "问题 17 个：当场解决 3 个，交办 14 个（当场承诺 7，转部门 7）" in closed.text
    async with house.db.read() as session:
        found = await figures_of(session, [room.day_id])
        tickets = (await session.exec(select(Ticket).where(Ticket.reception_id == room.day_id))).all()
    assert (found.firms, found.problems, found.on_the_spot, found.dispatched) == (9, 17, 3, 14)
    seen = await board(house.db, month_span(DAY), by=await somebody(house.db, "D01"), at=house.clock.now())
    assert seen.received == found and seen.coverage[0].in_year == 9
    desk_page = Desk(house.db)
    desk_page.at = house.clock.now()
    shown = (await (await desk_page.signed_in("D01")).get("/board")).text
    assert rows_under(shown, "主任企业接待日")["全园"] == ["9", "17", "3", "7", "7", "0", "0"]
    assert len(tickets) == 18  # and the topic that nobody came to
    await minutes_say_it(desk)
    await kept_a_month_later(room, first)


async def confirms(phone: Phone) -> None:
    """The firm reads both, confirms both, and judges what was solved."""
    await phone.see("请进")
    spot = await phone.see("门口路灯三盏不亮")
    await phone.press("确认", card=spot)
    assert "请评价" in (await phone.see("当场解决了")).text
    await phone.press("5★")
    await phone.see("谢谢评价")
    await phone.write("/wording")
    dated = await phone.see("二期变压器十二月十日前送电")
    assert "12月10日" in dated.text
    await phone.press("确认", card=dated)
    await phone.see("企业已确认")


async def objects(phone: Phone, desk: Phone) -> None:
    """The firm says that it is not so; the secretary corrects it, the firm confirms."""
    card = await phone.see("人才公寓再给六间")
    await phone.press("有出入", card=card)
    await phone.see("哪里有出入")
    await phone.photo()
    await phone.see("请")
    await phone.write("是十六间，不是六间")
    await phone.see("告诉了秘书")
    told = await desk.see("认为现场记录有出入")
    assert "十六间" in told.text
    await desk.press("更正", card=told)
    await desk.see("更正后的文字")
    await desk.write("人才公寓再给十六间")
    await desk.see("已更正")
    await phone.see("人才公寓再给十六间")
    await phone.press("确认")
    await phone.see("企业已确认")


async def minutes_say_it(desk: Phone) -> None:
    """The .docx read back: every firm, every sentence, the corrected one in its place."""
    await desk.write("/minutes")
    await desk.see("会议纪要")
    file = await next_file(desk)
    content = (await desk.park.http.get(f"/files/{file.raw['document']['file_id']}")).content
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)
    said = [words for problems in SAID.values() for _, words, _ in problems if words != "人才公寓再给六间"]
    assert not [words for words in [*said, "人才公寓再给十六间", *(n for _, n in GUESTS.values())] if words not in text]
    assert "人才公寓再给六间" not in text and text.count("LL-2026-") == 17
    assert "问题 17 个：当场解决 3 个，交办 14 个" in text


async def next_file(phone: Phone) -> Message:
    """The newest document."""
    for _ in range(100):
        files = [message for message in await phone.messages() if "document" in message.raw]
        if files:
            return files[-1]
        await phone.quiet(0.05)
    raise AssertionError("no file came")


async def kept_a_month_later(room: Room, first: Phone) -> None:
    """Director and firms read what was kept: nobody has done anything, so the dates of the tenth are broken."""
    director = await room.house.phone("D01")
    await room.house.advance(MONTH_LATER - room.house.clock.now())
    await paid(room.house)
    whole = await director.see("接待日兑现情况", timeout=20)
    assert "问题 17 个：兑现 3，超期 7，办理中 7" in whole.text
    own = await first.see("接待日兑现情况")
    assert "二期变压器" in own.text and "冷链车" not in own.text


async def test_a_bad_network_loses_nothing_and_doubles_nothing(room: Room) -> None:
    desk, house = room.secretary, room.house
    guest = await house.phone("C01")
    await desk.write(f"/start in-{room.codes['F01']}")
    await desk.press("请进")
    await guest.see("请进")
    await desk.press("当场承诺")
    await desk.see("用一句话写下来")
    await desk.photo()  # a picture where words are expected is kept
    await desk.see("用一句话写下来")
    await house.stop()
    await desk.write("门前积水，修排水沟")  # written while the desk is away
    await house.start()
    await desk.see("承诺哪一天")
    await house.stop()
    await house.start()  # the draft survives
    await desk.write("12月4日")
    await desk.see("由哪个部门")
    await desk.repeat()  # the same update again changes nothing
    await house.park.faults("cut", methods=["editMessageText", "sendMessage"], times=1)
    await desk.press("联络员")
    await guest.see("门前积水，修排水沟", timeout=20)
    await desk.repeat()
    await paid(house)
    async with house.db.read() as session:
        tickets = (await session.exec(select(Ticket).where(Ticket.reception_id == room.day_id))).all()
    mine = [ticket for ticket in tickets if ticket.summary == "门前积水，修排水沟"]
    assert len(mine) == 1
    assert mine[0].first_promise == house.db.park.calendar.closing(datetime(2026, 12, 4, tzinfo=PARK_ZONE).date())
    assert len([message for message in await guest.messages() if "门前积水" in message.text]) == 1


async def test_a_firm_without_a_booking_a_wrong_tap_and_one_that_does_not_come(room: Room) -> None:
    desk, house = room.secretary, room.house
    director, liaison = await house.phone("D01"), await house.phone("L02")
    await desk.press_reply("接待现场")
    await desk.press("未预约企业")
    await desk.see("没有预约就来了")
    await desk.write("白鹭汀")
    await desk.press("白鹭汀", card=await desk.see("找到的企业见下"))
    await desk.see("没有空的时段")
    await desk.press("取消")
    await desk.write("/table")
    await desk.press("禾穗岚")
    await desk.press("未到")
    await desk.see("❌ 未到")
    await desk.press("现场名单")
    await desk.press("未预约企业")
    await desk.see("没有预约就来了")
    await desk.write("白鹭汀")
    await desk.press("白鹭汀", card=await desk.see("找到的企业见下"))
    await desk.see("签到")
    await desk.press("撤销一步")
    await desk.see("还没有签到")
    await desk.press("签到")
    await desk.see("🟢")
    await desk.press("现场名单")
    await desk.see("接待日现场")
    await director.write("/table")
    seen = await director.see("接待日现场")
    assert "白鹭汀" in seen.text and not seen.has_button("未预约企业") and not seen.has_button("请下一家")
    await house.advance(timedelta(hours=4))
    await house.next_morning()
    task = await liaison.see("没有来参加", timeout=10)
    assert "禾穗岚" in task.text and task.has_button("记走访")
    async with house.db.read() as session:
        day = (await session.exec(select(ReceptionDay).where(ReceptionDay.day == DAY))).one()
    assert day.closed_at
