"""Reception days from phone to phone: the proposal, a swap with a reason, declining, moving, calling off, coverage."""

from datetime import date, time, timedelta

import pytest
from sqlmodel import select

from services.day_moves import move_day
from storage.reception_tables import ReceptionDay
from tests.house import House
from tests.reliability.desk_work import somebody

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both


async def test_the_secretary_swaps_a_firm_and_the_invitation_says_nothing_of_others(house: House) -> None:
    secretary, invited, other, liaison = [await house.phone(code) for code in ("S01", "C03", "C08", "L02")]
    await house.advance(timedelta())
    told = await secretary.see("邀请名单已拟定（9 家）")
    await secretary.press("邀请名单", card=told)
    listed = await secretary.see("12月17日 周四 邀请名单")
    assert "1. 拾光笺包装印刷有限公司 — 从未接待过 · 小型" in listed.text
    await secretary.press("➖ 1", card=listed)
    await secretary.see("把 拾光笺包装印刷有限公司 移出")
    await secretary.photo()  # a photo is no reason, and nothing is lost
    await secretary.see("文字")
    await secretary.write("正在停产检修")
    swapped = await secretary.see("移出：正在停产检修")
    assert "还空 1 个名额" in swapped.text and "方静雯" in swapped.text
    await secretary.press("➕ 加企业", card=swapped)
    await secretary.see("把哪家企业加进")
    await secretary.write("禾穗岚")
    await secretary.press("F02 禾穗岚")
    await secretary.see("为什么加")
    await house.stop()
    await house.start()  # what was begun survives a restart
    await secretary.write("新投产的龙头企业")
    added = await secretary.see("加入：新投产的龙头企业")
    assert "10. 禾穗岚生物科技有限公司 — 从未接待过 · 大型" in added.text and "还空" not in added.text
    await house.advance(timedelta(days=2))
    card = await invited.see("主任企业接待日邀请")
    assert "禾穗岚" in card.text and "12月17日 周四 14:30–17:30" in card.text and "12月3日 周四 17:30 前" in card.text
    assert not [word for word in ("新投产", "从未接待", "拾光笺", "大型", "名单") if word in card.text]
    assert card.has_button("📅 预约") and card.has_button("🙅 这次不来")
    assert "您联系的 禾穗岚" in (await liaison.see("受邀参加")).text
    await other.quiet(0.3)
    await secretary.write("/invitations")
    later = await secretary.see("已邀请")
    assert not later.has_button("➖ 2")


async def test_an_invited_firm_books_from_its_card_comes_along_when_the_day_is_moved_and_stands_in_the_running_order(
    house: House,
) -> None:
    secretary, firm = [await house.phone(code) for code in ("S01", "C08")]
    await house.advance(timedelta())
    await secretary.see("已拟定")
    await house.advance(timedelta(days=2))
    await firm.press("预约", card=await firm.see("主任企业接待日邀请"))
    await firm.press("14:50", card=await firm.see("请选时段"))
    await firm.see("约好了")
    await firm.write("仓库门前积水")
    await firm.see("仓库门前积水")
    await firm.press("写完了")
    await firm.press("跳过", card=await firm.see("谁和您一起来"))
    await firm.press("确认", card=await firm.see("请核对"))
    await firm.see("议题 1 项")
    await secretary.write("/bookings")
    assert "拾光笺" in (await secretary.see("仓库门前积水")).text
    async with house.db.read() as session:
        day = (await session.exec(select(ReceptionDay).where(ReceptionDay.day == date(2026, 12, 17)))).one()
    later = house.db.park.reception.plan(date(2026, 12, 18))
    mover = await somebody(house.db, "D01")
    await move_day(house.db, day.id or 0, later, "主任出差", by=mover, at=house.clock.now())
    await firm.see("12月18日")
    await house.advance(house.db.park.calendar.at(date(2026, 12, 18), time(14)) - house.clock.now())
    assert "12月18日 周五 14:50" in (await firm.see("今天就是接待日")).text
    await secretary.write("/table")
    assert "拾光笺" in (await secretary.see("接待日现场")).text


async def test_who_declines_is_asked_once_more_and_the_next_is_invited(house: House) -> None:
    firm, following, secretary = [await house.phone(code) for code in ("C08", "C03", "S01")]
    await house.advance(timedelta())
    await secretary.see("已拟定")
    await house.advance(timedelta(days=2))
    card = await firm.see("主任企业接待日邀请")
    await firm.press("这次不来", card=card)
    await firm.see("确定不来吗")
    await firm.press("确定不来", card=card)
    await firm.see("不来。以后想来随时可以预约")
    assert "已按顺序邀请 禾穗岚" in (await secretary.see("谢绝了")).text
    await following.see("主任企业接待日邀请")
    await firm.write("/notcoming")
    await firm.see("没有待答复")
    await following.write("/notcoming")
    await following.see("哪一次不来")
    await following.press("🙅 12月17日")
    await following.see("确定不来吗")


async def test_a_day_is_moved_and_called_off_and_everybody_gets_the_calendar_file(house: House) -> None:
    secretary, head, firm = [await house.phone(code) for code in ("S01", "H02", "C08")]
    await house.advance(timedelta())
    await house.advance(timedelta(days=2))
    await firm.see("主任企业接待日邀请")
    await secretary.press_reply("接待日")
    days = await secretary.see("已安排 6 次")
    await secretary.press("12月17日", card=days)
    day = await secretary.see("已邀请 9 家")
    assert day.has_button("📋 预约情况") and day.has_button("🪑 现场")
    await secretary.press("🔁 改期", card=day)
    await secretary.see("改到哪一天")
    await secretary.write("12月19日")
    await secretary.see("是休息日")  # Saturday
    await secretary.write("12月18日")
    await secretary.press("14:30–17:30")
    await secretary.see("在哪里")
    await secretary.write("园区大楼二楼会议室")
    await secretary.see("为什么改")
    await secretary.write("主任出差")
    sure = await secretary.see("确定吗")
    assert "12月17日 周四 14:30–17:30 改到 12月18日 周五 14:30–17:30，地点：园区大楼二楼会议室" in sure.text
    await head.quiet(0.3)
    await secretary.press("确定改期")
    await secretary.see("已改期")
    for phone in (head, firm):
        moved = await phone.see("接待日改期")
        assert "原定 12月17日 周四 14:30" in moved.text and "12月18日" in moved.text and "主任出差" in moved.text
        if "document" not in moved.raw:  # one message where it has no buttons and no place, else one of its own
            await phone.see("")
        assert "reception-day.ics" in str([each.raw.get("document") for each in await phone.messages()])
    await secretary.write("/calloff 12月18日")
    await secretary.see("为什么？理由会告诉大家")
    await secretary.write("全市会议")
    await secretary.see("不能恢复")
    await secretary.press("不取消了")
    await secretary.see("接待日照常")
    await secretary.write("/calloff 12月18日")
    await secretary.write("全市会议")
    await secretary.press("确定取消")
    done = await secretary.see("已取消，已通知")
    assert "❌ 已取消" in done.text and not done.has_button("改期")
    off = await firm.see("接待日取消")
    assert "全市会议" in off.text
    await firm.write("/reception")
    left = await firm.see("已安排 5 次")
    assert "12月18日" not in left.text and left.has_button("📅 预约 1月21日")


async def test_a_day_is_added_by_hand_in_english_and_coverage_is_read(house: House) -> None:
    secretary, assessor, firm = [await house.phone(code) for code in ("S01", "K01", "C08")]
    await house.advance(timedelta())
    await secretary.write("/language")
    await secretary.press("English")
    await secretary.write("/addday")
    await secretary.see("on which date")
    await secretary.write("2026-12-04")
    await secretary.see("From when until when")
    await secretary.write("whenever")
    await secretary.see("as in 14:30-17:30")
    await secretary.write("9点到10点")
    await secretary.see("Where?")
    await secretary.press("Skip")
    await secretary.see("Why this extra day")
    await secretary.write("Foreign firms")
    assert "3 slots of 20 minutes" in (await secretary.see("Added")).text
    await house.advance(timedelta())
    assert "3 invitations have" in (await secretary.see("is near")).text
    assert "09:00–10:00" in (await firm.see("主任企业接待日邀请")).text
    await assessor.write("/coverage")
    seen = await assessor.see("接待覆盖情况")
    assert (
        "全部：10｜0｜0" in seen.text and "12 个月没有接待的企业：10 家" in seen.text and "2027年1月" not in seen.text
    )
    assert "按已排的接待日 2026年12月 全部接待完；按近 6 个月的进度 还看不到头" in seen.text
    await firm.write("/coverage")
    await firm.see("由接待日秘书")
    await firm.write("/moveday 12月17日")
    await firm.see("接待日由接待日秘书")
    await secretary.write("/invitations")
    await secretary.see("Invitations for")
    await secretary.write("/takeoff 99")
    await secretary.see("Invitations for")
    await secretary.write("/moveday 1月3日")
    await secretary.see("no such reception day")
