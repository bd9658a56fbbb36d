"""Visits from phone to phone: a liaison's, with photo, place, problem and answer; a leader's; what the firm denies."""

from datetime import timedelta

import pytest

from tests.house import House

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both


async def test_a_liaison_records_a_visit_the_firm_confirms_it_and_a_problem_becomes_a_ticket(house: House) -> None:
    firm, desk = await house.phone("C05"), await house.phone("L03")
    await desk.press_reply("走访")
    await desk.see("走访了哪家企业")
    await desk.write("随便写一句")
    await desk.see("请点下面的按钮")
    await desk.press("云栈汐")
    await desk.see("随便写一句")
    await desk.photo("车间漏水处", count=2)
    await desk.see("📷 2")
    await desk.location(28.19, 112.97)
    await desk.see("📍 1")
    await house.stop()
    await house.start()  # what was sent survives a restart
    await desk.voice()
    await desk.see("🎤 1")
    await desk.press("返回")
    await desk.see("走访了哪家企业")
    await desk.press("云栈汐")
    await desk.see("🎤 1")
    await desk.press("完成")
    card = await desk.see("走访已记录")
    assert "车间漏水处" in card.text and "28.19000, 112.97000" in card.text and "还没有确认" in card.text
    asked = await firm.see("请核对是否属实")
    assert "黄志强" in asked.text and "车间漏水处" in asked.text
    await firm.press("属实", card=asked)
    assert "企业确认属实（徐振华" in (await firm.see("企业确认属实")).text
    await desk.press("发现问题", card=card)
    await desk.see("哪一类")
    await desk.press("其他")
    await desk.write("车间屋顶漏水")
    await desk.press("跳过")
    await desk.press("一般")
    await desk.see("请核对")
    await desk.press("提交")
    await desk.see("已提交，编号")
    await firm.see("已替贵企业填单")
    await desk.write("/visits")
    await desk.see("哪家企业")
    await desk.press("云栈汐")
    listed = await desk.see("走访记录")
    assert listed.has_button("✅ 11月24日")
    await desk.press("✅ 11月24日")
    opened = await desk.see("发现问题 1 件")
    assert opened.has_button("LL-2026-000001") and "企业确认属实" in opened.text
    await desk.press("附件")
    await desk.see("云栈汐电子材料有限公司 附件")


async def test_a_leader_goes_to_any_firm_and_what_the_firm_denies_is_told(house: House) -> None:
    leader, firm, liaison, window = [await house.phone(code) for code in ("D01", "C07", "L04", "W01")]
    await leader.write("/visit")
    await leader.see("走访了哪家企业")
    await leader.write("石桥")
    await leader.press("石桥畔")
    await leader.see("石桥畔食品")
    await leader.press("完成")
    await leader.see("请先发一点内容")
    await leader.write("看了冷库，缺电")
    await leader.see("已记下")
    await leader.press("完成")
    assert "四下基层" in (await leader.see("走访已记录")).text
    await firm.see("请核对是否属实")
    await firm.write("/notcame")
    await firm.see("企业说没有来")
    assert "走访领导 周启明" in (await liaison.see("请核实")).text
    await window.see("请核实")
    await leader.press("发现问题")
    await leader.press("水电气网")
    await leader.write("冷库限电")
    await leader.press("跳过")
    await leader.press("一般")
    await leader.see("请核对")
    await leader.press("提交")
    await leader.see("已提交，编号")
    await liaison.see("冷库限电")


async def test_the_clock_reminds_and_the_button_begins_the_record(house: House) -> None:
    liaison = await house.phone("L04")
    await house.advance(timedelta())
    await house.advance(timedelta(days=27, minutes=10))  # Monday, three working days before Christmas Eve
    reminder = await liaison.see("3 家企业该走访了")
    assert "12月24日" in reminder.text and reminder.has_button("拾光笺")
    await liaison.press("记走访：拾光笺", card=reminder)
    await liaison.see("拾光笺")
    await liaison.write("设备正常")
    await liaison.see("已记下")
    await liaison.press("记走访：石桥畔", card=reminder)  # what was begun is not lost
    await liaison.see("接着上次")
    await liaison.see("设备正常")
    await liaison.press("完成")
    await liaison.see("走访已记录")


async def test_the_firm_card_leads_on_and_a_strangers_firm_is_unknown(house: House) -> None:
    firm, liaison, director = [await house.phone(code) for code in ("C07", "L04", "D01")]
    await house.advance(timedelta())
    await firm.write("冷库停电两小时了")
    await firm.press("提交为诉求")
    await firm.press("水电气网")
    await firm.press("跳过")
    await firm.press("一般")
    await firm.see("请核对")
    await firm.press("提交")
    await liaison.see("新诉求")
    await liaison.press_reply("企业")
    await liaison.see("看哪家企业")
    await liaison.press("石桥畔")
    card = await liaison.see("石桥畔食品")
    assert "胡大勇 1380000" in card.text and "1 件 🟢1" in card.text and "还没有走访过" in card.text
    assert card.has_button("🟢 LL-2026-000001") and card.has_button("记走访")
    await liaison.press("写给企业", card=card)
    await liaison.see("想说什么")
    await liaison.write("马上来看")
    await firm.see("马上来看")
    await liaison.write("/firm F01")
    assert (await liaison.see("没有找到这家企业")).text
    await director.write("/firm 有限公司")
    await director.press("石桥畔")
    told = await director.see("石桥畔食品")
    assert "胡大勇" in told.text and "1380000" not in told.text
    await firm.write("/firm F05")
    await firm.see("只能由")
