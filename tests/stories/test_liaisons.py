"""The duty desk gives firms their liaisons: by one press, by choosing, by words; everybody hears of it."""

from dataclasses import replace
from datetime import timedelta

from handlers.menu import commands, menu
from services.park import FirmRow, load_park
from services.sample import small_park
from services.tickets import Problem, file_problem
from tests.house import House
from tests.services.people import me
from texts import speaker


async def test_new_firms_get_their_liaisons_by_one_press_and_one_is_handed_over_with_its_ticket(house: House) -> None:
    new = [FirmRow(code=f"N0{n}", name=f"新{n}号有限公司", chain="生物医药", size="small") for n in (1, 2)]
    await load_park(house.db, replace(small_park(), firms=tuple(new)))
    problem = Problem("k1", "other", "停电了")
    await file_problem(house.db, problem, by=await me(house.db, "C01"), at=house.clock.now())
    desk = await house.park.phone("W01")
    await desk.see("没有联络员的企业：2 家")
    firm, old, other = [await house.phone(code) for code in ("C01", "L01", "L02")]
    await desk.press_reply("分配联络员")
    card = await desk.see("建议")
    assert "N01 新1号有限公司（生物医药）→ 杨春燕：同产业链，现有 1 家" in card.text
    assert "N02 新2号有限公司（生物医药）→ 曾秀兰：同产业链，现有 1 家" in card.text
    await desk.press("另选", card=card)
    chosen = await desk.see("请选新的联络员")
    assert "没有未结的诉求" in chosen.text and chosen.has_button("杨春燕（1 家，同链）")
    await desk.write("L99")
    await desk.see("没有叫“L99”的联络员")
    await desk.write("黄志强")
    await desk.see("新1号有限公司 的联络员现在是 黄志强")
    await desk.press("全部采纳", card=card)
    await desk.see("没有联络员的企业：1 家")
    assert any("这份方案已经过时" in toast for toast in await desk.toasts())
    await desk.write("/assign all")
    await desk.see("已分配 1 家")
    await other.see("新2号有限公司 由您担任联络员")

    await desk.write("/assign F01 L04")
    refused = await desk.see("谢丽娟 已有 3 家企业")
    assert "可以分给：曾秀兰 L06" in refused.text
    await desk.write("/assign F01 L06")
    await desk.see("移交未结诉求 1 件")
    await old.see("改由 曾秀兰 担任联络员")
    told = await firm.see("贵企业的驻企联络员现在是 曾秀兰")
    assert "1 件诉求由他接着办" in told.text and told.has_button("找联络员")
    await firm.write("/history LL-2026-000001")
    await firm.see("更换联络员，转由新联络员负责")
    after = await house.phone("L06")
    await after.see("澜砚星精密机械有限公司 由您担任联络员")
    await after.write("/accept LL-2026-000001")
    await after.see("请承诺")


async def test_only_administrator_and_duty_desk_have_the_button_and_the_command(house: House) -> None:
    owner = await house.phone("L01")
    await owner.write("/assign")
    await owner.see("联络员由管理员和派单员分配")
    say = speaker("zh-CN")
    for code, sees in (("A01", True), ("W01", True), ("L01", False), ("C01", False), ("D01", False)):
        person = await me(house.db, code)
        buttons = [label for row in menu(person, say) for label in row]
        offered = [command.command for command in commands(person, say)]
        assert (say.plain("menu-assign") in buttons, "assign" in offered) == (sees, sees)


async def test_what_the_liaison_does_not_answer_is_reminded_and_taken_over_by_the_desk_in_the_same_thread(
    house: House,
) -> None:
    firm, liaison, desk = [await house.phone(code) for code in ("C01", "L01", "W01")]
    await firm.press_reply("找联络员")
    await firm.see("想说什么")
    await firm.write("配电房钥匙在谁那里？")
    await firm.see("已发出")
    await liaison.see("配电房钥匙")
    await house.advance(timedelta(hours=2))
    reminded = await liaison.see("还没有人回复")
    assert "配电房钥匙" in reminded.text and reminded.has_button("回复")
    await house.advance(timedelta(hours=5))
    await firm.see("现由 综合服务窗口 负责答复")
    await desk.press("回复", card=await desk.see("请您答复"))
    await desk.see("想说什么")
    await desk.write("在门卫室")
    assert "综合服务窗口 何晓岚" in (await firm.see("在门卫室")).text
