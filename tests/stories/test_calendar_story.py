"""The administrator loads a year in chat; firm and owner hear of the date that moves."""

from datetime import timedelta

from handlers.menu import commands, menu
from services.calendar import open_calendar
from services.tickets import Problem, file_problem
from tests.house import House
from tests.services.people import me
from tests.services.test_calendar import LATE_DECEMBER, NOTICE_2027
from texts import speaker


async def test_a_year_is_pasted_reviewed_and_loaded_and_the_people_are_told(house: House) -> None:
    await house.advance(LATE_DECEMBER + timedelta(hours=1) - house.clock.now())
    await open_calendar(house.db, at=LATE_DECEMBER)
    firm, owner, admin = [await house.phone(code) for code in ("C01", "L01", "A01")]
    problem = Problem(key="k1", category="policy", summary="奖励资金没有到账")
    for key in ("k1", "k2"):
        filed = Problem(key=key, category=problem.category, summary=problem.summary)
        await file_problem(house.db, filed, by=await me(house.db, "C01"), at=LATE_DECEMBER)
    await owner.press("签收", card=await owner.see("新诉求"))
    assert "1月19日 周二 17:30，暂定" in (await owner.see("请承诺办结时限")).text

    await admin.press_reply("日历")
    card = await admin.see("日历表")
    assert "2026" in card.text and "2027 年起尚未公布" in card.text and "元旦：1月1日" in card.text
    await admin.press("载入放假通知", card=card)
    await admin.see("全文粘贴到这里")
    await admin.write(NOTICE_2027.replace("2月14日（周日）", "2月14日（周六）"))
    wrong = await admin.see("星期对不上")
    assert "2月14日(周六)" in wrong.text and "2月14日 周日" in wrong.text
    await admin.write(NOTICE_2027)
    review = await admin.see("请核对 2027 年")
    assert "有 2 件未结诉求的日期会重算" in review.text
    assert "元旦：1月1日 周五 至 1月4日 周一（4 天）" in review.text and "1月23日 周六 上班（元旦调休）" in review.text
    await admin.press("载入", card=review)
    await admin.see("2027 年已载入")
    for phone in (firm, owner):
        told = await phone.see("放假安排已公布")
        assert told.text.count("1月19日 周二 17:30 → 1月20日 周三 17:30") == 2
    await firm.write("/history LL-2026-000001")
    assert "放假安排公布，日期重算" in (await firm.see("办理过程")).text


async def test_who_is_no_administrator_has_no_button_and_is_refused_politely(house: House) -> None:
    owner, admin = await house.phone("L01"), await house.phone("A01")
    await owner.write("/calendar")
    await owner.see("日历由管理员维护")
    await admin.write("/calendar")
    await admin.see("日历表")
    say = speaker("zh-CN")
    for code, sees in (("A01", True), ("L01", False), ("C01", False), ("D01", False)):
        person = await me(house.db, code)
        buttons = [label for row in menu(person, say) for label in row]
        offered = [command.command for command in commands(person, say)]
        assert (say.plain("menu-calendar") in buttons, "calendar" in offered) == (sees, sees)
