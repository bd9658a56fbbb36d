"""Booking a reception day from phone to phone: topics, companions, a colleague, the waiting list, reminders."""

from datetime import date, time, timedelta

import pytest

from tests.house import House, until
from tests.reliability.desk_work import later, paid
from tests.services.days import a_day, change_day, invite_firms, moment, places

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both


async def test_a_firm_books_names_its_topics_and_gets_file_and_route(house: House) -> None:
    await a_day(house.db, 3)
    firm, colleague, desk = await house.phone("C01"), await house.phone("C02"), await house.phone("L01")
    await firm.press_reply("预约接待日")
    days = await firm.see("请选日期")
    assert days.has_button("12月17日 周四 · 余 3 个")
    await firm.press("12月17日")
    slots = await firm.see("请选时段")
    assert slots.has_button("14:30") and slots.has_button("15:10")
    await firm.press("14:50")
    booked = await firm.see("约好了")
    assert "12月17日 周四 14:50–15:10" in booked.text and "综合服务中心三楼会议室" in booked.text
    await firm.see("想和主任谈什么")
    await firm.sticker()
    await firm.see("请用一句话写议题")
    await firm.write("二期用电负荷不够")
    await firm.see("已记下")
    await firm.press("水电气网")
    await house.stop()
    await house.start()  # what was written survives a restart
    await firm.write("招不到熟练焊工")
    await firm.see("2. 招不到熟练焊工（其他）")
    await firm.photo()
    await firm.see("📎1")
    await firm.press("写完了")
    await firm.see("谁和您一起来")
    await firm.photo()
    await firm.see("已保留")
    await firm.write("总工程师 赵工")
    review = await firm.see("请核对")
    assert "1. 二期用电负荷不够（水电气网）" in review.text and "📎2" in review.text and "赵工" in review.text
    await firm.press("确认")
    card = await firm.see("已记下")
    assert "议题 2 项" in card.text and "LL-2026-000002" in card.text and card.has_button("LL-2026-000001")
    await desk.see("招不到熟练焊工")
    await firm.press("日历文件")
    await firm.press("路线")
    await paid(house)
    file, place = (await firm.messages())[-2:]
    assert file.raw["document"]["file_name"].endswith(".ics")
    assert place.raw["venue"]["title"] == "综合服务中心三楼会议室"
    await colleague.write("/book 15:10")
    refused = await colleague.see("贵企业已经预约")
    assert "李明远 约了 12月17日 周四 14:50" in refused.text
    await colleague.write("/booking")
    await colleague.see("李明远 预约")


async def test_a_slot_that_is_taken_meanwhile_is_refused_and_the_free_ones_are_shown(house: House) -> None:
    await a_day(house.db, 2)
    first, second, third = [await house.phone(code) for code in ("C01", "C03", "C05")]
    for phone in (first, second):
        await phone.write("/book")
        await phone.press("12月17日")
        await phone.see("请选时段")
    card = await second.last_card()
    await first.press("14:30")
    await first.see("约好了")
    await second.press("14:30", card=card)
    fresh = await second.see("请选时段")
    assert not fresh.has_button("14:30") and fresh.has_button("14:50")
    assert any("刚刚被别的企业约走" in toast for toast in await second.toasts())
    await second.press("14:50")
    await second.see("约好了")
    await third.write("/book")
    await third.press("约满，候补 0 家")
    await third.see("时段都约满了")
    await third.press("加入候补")
    await third.see("已加入候补")
    await third.press("先不写议题")
    await third.press("跳过")
    await third.press("确认")
    await third.write("/booking")
    await third.see("候补第 1 位")


async def test_what_is_given_back_is_offered_held_and_goes_to_the_next(house: House) -> None:
    await a_day(house.db, 1)
    first, second, third = [await house.phone(code) for code in ("C01", "C03", "C05")]
    await first.write("/book 12-17 14:30")
    await first.see("约好了")
    await first.write("车间道路积水")
    await first.press("写完了")
    await first.press("跳过")
    await first.press("确认")
    await first.see("议题 1 项")
    for phone in (second, third):
        await phone.write("/wait")
        await phone.see("已加入候补")
        await phone.press("不写了")
        await phone.see("预约不变")
    await first.write("/unbook")
    await first.see("为什么不来了")
    await first.write("要出差")
    sure = await first.see("真的取消吗")
    assert "1 项议题不作废" in sure.text
    await first.press("取消预约", card=sure)
    gone = await first.see("已取消")
    assert "仍作为普通诉求办理" in gone.text and gone.has_button("LL-2026-000001")
    offer = await second.see("有时段空出来了")
    assert "12月17日 周四 14:30" in offer.text and "保留到 11月24日 周二 16:" in offer.text
    await later(house, timedelta(hours=6))
    await second.quiet(0.3)
    await later(house, timedelta(hours=1))
    await second.see("没有等到确认")
    await third.see("有时段空出来了")
    await second.press("接受", card=offer)

    async def refused() -> bool:
        return any("不再为贵企业保留" in toast for toast in await second.toasts())

    await until(refused)
    await third.write("/take")
    await third.see("约好了")
    await third.write("/rebook")
    await third.see("没有别的空余时段")


async def test_reminders_come_in_time_with_the_calendar_file_and_the_liaison_hears_the_day_before(house: House) -> None:
    day = await a_day(house.db, 2)
    firm, desk, gone = await house.phone("C05"), await house.phone("L03"), await house.phone("C01")
    for phone, clock in ((firm, "14:30"), (gone, "14:50")):
        await phone.write(f"/book {clock}")
        await phone.see("约好了")
    await later(house, moment(house.db, date(2026, 12, 14), time(9)) - house.clock.now())
    told = await firm.see("快到接待日了")
    assert "14:30–14:50" in told.text
    await paid(house)
    assert (await firm.messages())[-1].raw["document"]["file_name"].endswith(".ics")
    await firm.write("/rebook 14:50")
    await gone.write("/unbook 有事")
    await gone.press("取消预约", card=await gone.see("真的取消吗"))
    await gone.see("已取消")
    await firm.write("/rebook 14:50")
    await firm.see("已改期")
    await later(house, moment(house.db, date(2026, 12, 16), time(9)) - house.clock.now())
    assert "14:50–15:10" in (await firm.see("下个工作日就是接待日")).text
    assert "云栈汐" in (await desk.see("下个工作日参加")).text
    await later(house, day.starts_at - timedelta(hours=1, minutes=40) - house.clock.now())
    await firm.see("今天就是接待日")
    await gone.quiet(0.2)


async def test_the_secretary_books_for_a_firm_and_reads_the_list(house: House) -> None:
    await a_day(house.db, 2)
    secretary, firm = await house.phone("S01"), await house.phone("C03")
    await secretary.write("/book 禾穗岚")
    await secretary.press("12月17日")
    await secretary.press("14:30")
    await secretary.see("约好了")
    await firm.see("已替贵企业登记接待日")
    await secretary.see("想和主任谈什么")
    await secretary.write("冷库用地")
    await secretary.press("写完了")
    await secretary.write("总经理 钱总")
    await secretary.press("确认")
    await secretary.see("已记下。各部门")
    await secretary.write("/bookings")
    seen = await secretary.see("预约名单")
    assert "14:30 ✅ 禾穗岚生物科技有限公司" in seen.text and "冷库用地" in seen.text and "钱总" in seen.text
    assert "14:50 —— 空" in seen.text
    await firm.write("/bookings")
    await firm.see("接待日秘书")
    await secretary.press("14:30 禾穗岚")
    await secretary.see("方静雯 预约")


async def test_a_liaison_books_for_his_firm_in_english_and_strangers_wait_for_their_turn(house: House) -> None:
    day = await a_day(house.db, 2)
    until = house.clock.now() + timedelta(days=5)
    await invite_firms(house.db, day, ["F03"], until=until)
    desk, stranger = await house.phone("L03"), await house.phone("C01")
    await stranger.write("/book 14:30")
    await stranger.see("先由受邀企业预约")
    await stranger.write("/book")
    assert (await stranger.see("请选日期")).has_button("🔒")
    await desk.write("/language")
    await desk.press("English")
    await desk.write("/book")
    await desk.press("云栈汐")
    await desk.press("17 Dec")
    await desk.press("14:30")
    await desk.see("Booked!")
    await desk.write("nothing")
    await desk.see("Noted. If the category")
    await change_day(house.db, day, place="新会议室", latitude=None)
    await desk.write("/route")
    await desk.see("not on the map")
    assert list(await places(house.db, day)) == ["F03"]
