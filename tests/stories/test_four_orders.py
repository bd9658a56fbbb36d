"""Every row of the life-cycle table from phone to phone through real HTTP: by button, and again by command."""

from datetime import timedelta

import pytest

from tests.house import House, until
from tests.phones import Message, Phone
from tests.stories.test_main_story import file_by_form

N = "LL-2026-000001"
# What is stored is tested on both databases beside the services; here it is what people see.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def phones(house: House, *codes: str) -> list[Phone]:
    """Bound phones."""
    return [await house.phone(code) for code in codes]


async def tell(phone: Phone, words: str, question: str, *answers: str, done: str) -> Message:
    """A command, the question it asks, the answers, and what is said in the end. «…» presses a button."""
    await phone.write(words)
    await phone.see(question)
    return await answered(phone, answers, done)


async def answered(phone: Phone, answers: tuple[str, ...], done: str) -> Message:
    """Give the answers one after the other."""
    for number, answer in enumerate(answers):
        if number:
            await phone.see("")
        if answer.startswith("«"):
            await phone.press(answer.strip("«»"))
        else:
            await phone.write(answer)
    return await phone.see(done)


async def tap(phone: Phone, card: Message, button: str, question: str, *answers: str, done: str) -> Message:
    """A button of a card, the question it asks, the answers, and what is said in the end."""
    await phone.press(button, card=card)
    await phone.see(question)
    return await answered(phone, answers, done)


async def test_by_button_a_department_returns_takes_over_is_helped_and_asks(house: House) -> None:
    firm, liaison, lead, helper = await phones(house, "C01", "L01", "O03", "O04")
    await file_by_form(firm)
    new = await liaison.see("新诉求，请签收")
    assert new.buttons[0] == ["⚡ 一键交办：建设环保局"]
    await liaison.press("一键交办", card=new)
    asked = await lead.see("交办到贵部门，请签收")
    assert asked.buttons[0][:2] == ["签收", "退单"]
    await tap(lead, asked, "退单", "为什么退单", "这是供电所的事", done="已退单")
    returned = await liaison.see("部门退单")
    assert "这是供电所的事" in returned.text
    assert not returned.has_button("一键交办")

    hand = ("«建设环保局»", "«☐ 社会事业局»", "«下一步»", "厂里有病人家属，尽快")
    await tap(liaison, returned, "交办", "交给哪个部门主办", *hand, done="已交办")
    assert (await liaison.last_card()).buttons[0][:2] == ["收回自办", "交办"]
    assert "病人家属" not in (await firm.see("诉求已交办")).text
    helping = await helper.see("请协办")
    assert "病人家属" in helping.text
    card = await lead.see("交办到贵部门")
    assert "签收前由 刘建军 负责" in card.text
    assert "协办：社会事业局 🟢 11月27日 周五 17:30 前" in card.text
    await lead.press("签收", card=card)
    await firm.see("已签收")
    await liaison.see("已签收")
    await lead.see("请承诺办结时限")
    await lead.press("11月25日")
    await firm.see("承诺了办结时限")
    await tap(helper, helping, "协办完成", "协办结果", "已联系医院", "«跳过»", done="协办已完成")
    card = await lead.see("协办部门已完成")
    await tap(lead, card, "请企业补充", "需要企业补充什么", "请发配电房照片", done="时限暂停")
    question = await firm.see("办理人需要您补充")
    assert "请发配电房照片" in question.text
    assert question.buttons[0][0] == "补充材料"
    await firm.press("补充材料", card=question)
    await firm.see("请发补充的内容")
    await firm.photo()
    await firm.see("还有照片")
    await firm.press("跳过")
    await firm.see("已补充")
    await lead.see("企业已补充，时限恢复")


async def test_by_button_a_date_is_extended_and_what_the_firm_rejects_is_done_again_by_the_head(house: House) -> None:
    firm, liaison, lead, head = await phones(house, "C01", "L01", "O03", "H03")
    await file_by_form(firm)
    await liaison.press("一键交办", card=await liaison.see("新诉求，请签收"))
    await lead.press("签收", card=await lead.see("交办到贵部门"))
    await lead.see("请承诺办结时限")
    await lead.press("11月25日")
    card = await lead.see("时限已承诺")
    await lead.press("更多", card=card)
    more = await lead.see("更多操作")
    await tap(lead, more, "申请延期", "延期到哪天", "11月26日", "变压器没到", done="延期申请已提交")
    await tap(head, await head.see("申请延期，请审批"), "不批准", "为什么不批准", "写明到货日期", done="不批准")
    declined = await lead.see("申请未获批准")
    await lead.press("更多", card=declined)
    more = await lead.see("更多操作")
    await tap(lead, more, "申请延期", "延期到哪天", "11月27日", "变压器明天才到", done="延期申请已提交")
    wish = await head.see("申请延期，请审批")
    assert "变压器明天才到" in wish.text
    assert wish.buttons[0][:2] == ["批准", "不批准"]
    await head.press("批准", card=wish)
    card = await lead.see("已批准延期")
    granted = await firm.see("已批准延期")
    assert "变压器明天才到" in granted.text
    assert "11月27日" in granted.text
    await tap(lead, card, "跟单", "请写一句进展", "换好了一半", "«跳过»", done="进展已发给企业")
    await firm.see("换好了一半")
    outcome = ("«部分解决»", "临时供电", "«跳过»")
    await tap(lead, await lead.last_card(), "办结", "结果是哪一种", *outcome, done="结果已提交")
    result = await firm.see("已有结果，请评价")
    await tap(firm, result, "不满意重办", "哪里不满意", "还是没电", done="已退回重办")
    await lead.see("上交一级")
    again = await head.see("企业不满意，请重新办理")
    assert "还是没电" in again.text
    await head.press("签收", card=again)
    await head.see("请承诺办结时限")


async def test_by_command_the_same_and_the_third_extension_is_refused(house: House) -> None:
    firm, liaison, lead, helper, head = await phones(house, "C01", "L01", "O03", "O04", "H03")
    await file_by_form(firm)
    await liaison.see("新诉求")
    hand = ("«建设环保局»", "«社会事业局»", "«下一步»", "«跳过»")
    await tell(liaison, f"/handover {N}", "交给哪个部门主办", *hand, done="已交办")
    await lead.see("交办到贵部门")
    await tell(lead, f"/return {N}", "为什么退单", "不归我们管", done="已退单")
    await liaison.see("部门退单")
    await tell(liaison, f"/handover {N}", "交给哪个部门主办", *hand, done="已交办")
    await lead.see("交办到贵部门")
    await lead.write(f"/accept {N}")
    await lead.see("请承诺办结时限")
    await tell(lead, f"/commit {N}", "请承诺办结时限", "11月25日", done="时限已承诺")
    await tell(helper, f"/assist {N}", "协办结果", "已办", "«跳过»", done="协办已完成")
    await tell(lead, f"/ask {N}", "需要企业补充什么", "请发照片", done="时限暂停")
    await lead.write(f"/extend {N}")
    await lead.see("正在等企业补充")
    await firm.see("办理人需要您补充")
    await tell(firm, f"/answer {N}", "请发补充的内容", "照片下午发", "«跳过»", done="已补充")
    await tell(lead, f"/extend {N}", "延期到哪天", "12月25日", "料没到", done="最晚")
    await answered(lead, ("11月27日",), "延期申请已提交")
    await head.see("申请延期，请审批")
    await tell(head, f"/decline {N}", "为什么不批准", "抓紧办", done="不批准")
    declined = await lead.see("申请未获批准")
    assert "抓紧办" in declined.text
    await tell(lead, f"/extend {N}", "延期到哪天", "11月27日", "料没到", done="延期申请已提交")
    await head.see("申请延期，请审批")
    await head.write(f"/approve {N}")
    await head.see("已批准，办理人和企业马上会收到")
    await lead.see("已批准延期")
    await head.write(f"/approve {N}")
    await head.see("没有等待审批的申请")
    await tell(lead, f"/progress {N}", "请写一句进展", "料到了", "«跳过»", done="进展已发给企业")
    await tell(lead, f"/resolve {N}", "结果是哪一种", "«已解决»", "通电了", "«跳过»", done="结果已提交")
    await firm.see("已有结果")
    await firm.write(f"/rate {N} 5")
    await firm.see("想补充一句吗")
    await firm.press("不用了")
    closed = await lead.see("诉求已归档")
    assert "★" not in closed.text
    await lead.write(f"/resolve {N}")
    await lead.see("不能“办结”")


async def test_by_button_what_needs_a_higher_level_is_suspended_reported_escalated_and_resumed(house: House) -> None:
    firm, liaison, director, assessor, chain = await phones(house, "C01", "L01", "D01", "K01", "P01")
    await file_by_form(firm)
    await liaison.press("签收", card=await liaison.see("新诉求"))
    await liaison.press("11月24日")
    card = await liaison.see("时限已承诺")
    await tap(liaison, card, "发消息", "想说什么", "我下午到厂里", done="已发给对方")
    message = await firm.see("来消息")
    assert "我下午到厂里" in message.text
    await tap(firm, message, "发消息", "想说什么", "好，门口等您", done="已发给对方")
    await liaison.press("更多", card=await liaison.see("好，门口等您"))
    await tap(liaison, await liaison.see("更多操作"), "内部备注", "内部备注", "带上电工", done="企业看不到")
    await assessor.write(N)
    card = await assessor.see(N)
    await assessor.press("更多", card=card)
    more = await assessor.see("更多操作")
    await tap(assessor, more, "督办", "督办意见", "今天必须有进展", done="已督办")
    urged = await liaison.see("督办")
    assert "今天必须有进展" in urged.text
    seen = await chain.see("督办：请过问")
    assert "澜砚星" in seen.text

    await liaison.press("更多", card=urged)
    more = await liaison.see("更多操作")
    await tap(liaison, more, "申请挂账", "为什么要挂账", "要等市里的电网规划", done="挂账申请已提交")
    await director.press("批准", card=await director.see("申请挂账，请审批"))
    rest = await firm.see("已挂账")
    assert "要等市里的电网规划" in rest.text
    assert "阶段报告" in (await liaison.see("已挂账")).text
    await house.advance(timedelta(days=29))
    await liaison.see("阶段报告")
    await liaison.press("跟单")
    await answered(liaison, ("规划已上会", "«跳过»"), "进展已发给企业")
    await firm.see("规划已上会")
    await liaison.press("销账")
    await answered(liaison, ("规划批了",), "已提交")
    await director.press("批准", card=await director.see("申请销账，请审批"))
    await liaison.see("已销账")
    await firm.see("已销账")
    card = await firm.last_card()
    await firm.press("更多", card=card)
    await firm.press("撤单")
    await firm.press("确定撤单")
    await firm.see("已撤单")
    await liaison.see("企业已撤单")


async def test_by_command_suspension_resumption_escalation_messages_notes_and_withdrawal(house: House) -> None:
    firm, liaison, director, assessor = await phones(house, "C01", "L01", "D01", "K01")
    await file_by_form(firm)
    await liaison.see("新诉求")
    await liaison.write(f"/accept {N}")
    await liaison.see("请承诺办结时限")
    await tell(assessor, f"/escalate {N}", "督办意见", "请今天回复", done="已督办")
    await liaison.see("请今天回复")
    await tell(liaison, f"/note {N}", "内部备注", "老板很急", done="企业看不到")
    await tell(liaison, f"/message {N}", "想说什么", "我在路上", done="已发给对方")
    assert "我在路上" in (await firm.see("来消息")).text
    await tell(firm, f"/message {N}", "想说什么", "好的，等您", done="已发给对方")
    await liaison.see("好的，等您")
    await firm.write(f"/history {N}")
    history = await firm.see("办理过程")
    assert "老板很急" not in history.text
    assert "请今天回复" not in history.text
    await tell(liaison, f"/suspend {N}", "为什么要挂账", "要等政策", done="挂账申请已提交")
    await liaison.write(f"/suspend {N}")
    await liaison.see("已有一项申请在等审批")
    await director.see("申请挂账")
    await director.write(f"/approve {N}")
    await firm.see("已挂账")
    await liaison.write(f"/resolve {N}")
    await liaison.see("现在是“已挂账”，不能“办结”")
    await tell(director, f"/resume {N}", "为什么可以销账", "政策到了", done="已提交")
    assert "政策到了" in (await liaison.see("已销账")).text
    await firm.see("已销账")
    await firm.write(f"/withdraw {N}")
    await firm.press("确定撤单")
    await liaison.see("企业已撤单")


async def test_the_second_return_is_ruled_by_the_duty_desk(house: House) -> None:
    firm, liaison, lead, desk, other = await phones(house, "C01", "L01", "O03", "W01", "O02")
    await file_by_form(firm)
    card = await liaison.see("新诉求")
    for _ in range(2):
        await tell(liaison, f"/handover {N}", "交给哪个部门主办", "«建设环保局»", "«跳过»", "«跳过»", done="已交办")
        asked = await lead.see("交办到贵部门")
        await tap(lead, asked, "退单", "为什么退单", "不归我们管", done="已退单")
        card = await liaison.see("部门退单")
    assert not card.has_button("交办")
    await liaison.write(f"/handover {N}")
    await liaison.see("由派单员裁定")
    ruling = await desk.see("请裁定由谁办理")
    assert "不归我们管" in ruling.text
    await tap(desk, ruling, "交办", "交给哪个部门主办", "«经济发展局»", "«跳过»", "«跳过»", done="已交办")
    ruled = await other.see("已裁定由贵部门办理")
    assert not ruled.has_button("退单")
    await other.write(f"/return {N}")
    await other.see("不能退单")
    await other.press("签收", card=ruled)
    await firm.see("已签收")


async def test_what_comes_too_late_is_refused_before_anything_is_asked(house: House) -> None:
    firm, liaison, lead = await phones(house, "C01", "L01", "O03")
    await file_by_form(firm)
    await liaison.press("一键交办", card=await liaison.see("新诉求"))
    card = await lead.see("交办到贵部门")
    await house.advance(timedelta(hours=25))
    await lead.press("退单", card=card)

    async def refused() -> bool:
        return any("已超过 1 个工作日，不能退单" in toast for toast in await lead.toasts())

    await until(refused)
    await lead.write(f"/accept {N}")
    await lead.see("请承诺办结时限")
    await lead.press("17:30")
    await lead.see("时限已承诺")
    await lead.write(f"/extend {N}")
    await lead.see("来不及了")


async def test_the_clock_ends_what_the_firm_leaves_unanswered(house: House) -> None:
    firm, liaison = await phones(house, "C01", "L01")
    await file_by_form(firm)
    await liaison.press("签收", card=await liaison.see("新诉求"))
    await liaison.press("11月24日")
    await liaison.see("时限已承诺")
    await tell(liaison, f"/ask {N}", "需要企业补充什么", "请发照片", done="时限暂停")
    await firm.see("办理人需要您补充")
    await house.advance(timedelta(days=8))
    await firm.see("逾期未补充")
    await liaison.see("逾期未补充")
    await tell(liaison, f"/resolve {N}", "结果是哪一种", "«解释说明»", "按规定不能办", "«跳过»", done="结果已提交")
    await firm.see("解释说明")
    await house.advance(timedelta(days=10))
    await firm.see("自动归档")
    closed = await liaison.see("诉求已归档")
    assert "★" not in closed.text
