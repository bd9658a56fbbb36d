"""From phone to phone: what is known already is seen before it is filed again; several firms get one answer."""

from sqlmodel import select

from storage.tables import Ticket
from tests.house import House
from tests.phones import Phone

FIRST, AGAIN = "三号车间今早停电，生产线全停了", "车间停电了，机器不转"


async def file(firm: Phone, words: str, *, send: bool = True) -> None:
    """Fill in the form, to the end or to its review."""
    await firm.write("/report")
    await firm.press("水电气网")
    await firm.see("请用一两句话说明")
    await firm.write(words)
    await firm.see("照片")
    await firm.press("跳过")
    await firm.press("一般")
    if send:
        await firm.press("提交")
        await firm.see("已提交，编号")


async def tickets(house: House) -> int:
    async with house.db.read() as session:
        return len((await session.exec(select(Ticket.id))).all())


async def test_a_firm_that_files_again_sees_its_ticket_and_adds_to_it_instead(house: House) -> None:
    firm, other, liaison = await house.phone("C01"), await house.phone("C03"), await house.phone("L01")
    await file(other, "园区停电了")
    await file(firm, FIRST)
    await liaison.see("新诉求")
    await file(firm, AGAIN, send=False)
    review = await firm.see("请核对")
    assert "反映过类似的问题" in review.text
    assert "LL-2026-000002" in review.text and "LL-2026-000001" not in review.text
    assert "另有 1 家企业反映过类似问题" in review.text and "禾穗岚" not in review.text
    await firm.press("🔍 LL-2026-000002", card=review)
    card = await firm.see("待签收")
    assert card.id != review.id and FIRST in card.text
    await firm.press("补充到 LL-2026-000002", card=review)
    assert "已发给对方" in (await firm.see("LL-2026-000002")).text
    assert AGAIN in (await liaison.see("来消息")).text
    assert await tickets(house) == 2

    await firm.press_reply("查找")
    await firm.see("找什么")
    await firm.write("电")
    await firm.see("至少两个字")
    await firm.write("机器不转")
    found = await firm.see("找到 1 件")
    assert "LL-2026-000002" in found.text and found.has_button("LL-2026-000002")
    await other.write("/find 机器不转")
    await other.see("没有找到")


async def test_the_desk_ties_tickets_of_several_firms_and_tells_all_the_result(house: House) -> None:
    one, two, desk = await house.phone("C01"), await house.phone("C03"), await house.phone("W01")
    await file(one, FIRST)
    await file(two, AGAIN)
    await desk.write("/ticket LL-2026-000001")
    await desk.press("共性问题")
    await desk.see("哪些诉求是同一个问题")
    await desk.press("☐ LL-2026-000002")
    await desk.press("下一步")
    await desk.see("叫什么")
    await desk.press("三号车间")
    made = await desk.see("共性问题：三号车间今早停电")
    assert "禾穗岚" in made.text and "刘建军" in made.text
    await desk.press("写结果", card=made)
    await desk.see("结果怎么写")
    await desk.write("澜砚星精密机械有限公司的变压器已更换")
    await desk.see("将告知 2 家企业")
    await desk.press("📣 发出")
    await desk.see("去掉企业名称")
    await desk.press("返回")
    await desk.see("结果怎么写")
    await desk.write("变压器已更换，全部恢复供电")
    await desk.see("将告知 2 家企业")
    await desk.press("📣 发出")
    await desk.see("已告知：变压器已更换")
    for firm, others in ((one, ("禾穗岚", "000002")), (two, ("澜砚星", "000001"))):
        told = await firm.see("综合服务窗口的答复")
        assert "变压器已更换" in told.text
        assert not [name for name in others if name in told.text]
    await one.write("/history LL-2026-000001")
    history = await one.see("办理过程")
    assert "共性问题统一答复" in history.text and "并入" not in history.text
    await desk.write("/common")
    await desk.see("现在没有未答复的共性问题")

    late = await house.phone("C05")
    await file(late, "园区停电了")
    await desk.press("按编号加入", card=made)
    await desk.see("要加入哪些诉求")
    await desk.write("LL-2026-000003")
    await desk.see("（3 件）")
    assert "变压器已更换" in (await late.see("综合服务窗口的答复")).text
    await desk.write("/untie LL-2026-000003")
    await desk.see("LL-2026-000003 已移出")
    await one.write("/tie LL-2026-000001 LL-2026-000003")
    await one.see("只能由派单员来做")
