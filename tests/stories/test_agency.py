"""The agency service from phone to phone: wanted, signed for, papers sent, refused and sent again, finished."""

from datetime import timedelta

import pytest
from sqlmodel import select

from storage.agency_tables import CaseFile, ServiceItem
from tests.house import House, until
from tests.phones import Phone, png
from tests.services.agency import item, with_agents

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both
NUMBER = "DB-2026-000001"


@pytest.fixture
async def agency(house: House) -> House:
    """The sample house with agents and one item."""
    await with_agents(house.db)
    await item(house.db, name="样板立项办理")  # not the sample catalogue's own
    return house


async def wanted(phone: Phone, project: str = "二期扩建") -> None:
    """Somebody wants the item done for a new project."""
    await phone.write("/agency 立项")
    await phone.press("样板立项办理")
    await phone.see("哪个项目")
    await phone.photo()  # no name; nothing breaks
    await phone.see("文字")
    await phone.write(project)


async def test_a_contact_wants_an_item_the_owner_signs_and_it_is_finished(agency: House) -> None:
    contact, owner, agent, officer = [await agency.phone(code) for code in ("C02", "C01", "G01", "O02")]
    await wanted(contact)
    await contact.see("已请主联系人 李明远")
    await agent.see("这个项目由您代办")
    await sign_for_half_a_year(owner)
    turn = await agent.see("轮到您了：收件核对")
    await agent.press("请企业提供全部材料", card=turn)
    await agent.see("已请企业提供")
    await papers_come_and_go(contact, agent)
    await agent.write("/steps")
    await agent.see("收件核对")
    await agent.press(NUMBER)
    await finish(agent, "收件核对", "材料齐")
    turn = await officer.see("轮到您了：审查")
    await officer.press("签收 审查", card=turn)
    await officer.see("已签收")
    await finish(officer, "审查", "同意备案")
    come = await contact.see("轮到您了：现场确认")
    assert "须到场：须当面核对印章" in come.text
    await finish(contact, "现场确认", "已确认")
    await agent.see("轮到您了：领证送达")
    await finish(agent, "领证送达", "证已送到")
    done = await contact.see("已办结：样板立项办理")
    assert "结果：证已送到" in done.text and "4/4" in done.text
    async with agency.db.read() as session:
        assert len((await session.exec(select(CaseFile))).all()) == 5  # with the photo beside the reason


async def sign_for_half_a_year(owner: Phone) -> None:
    """The owner reads, chooses until when, and signs; the card from before does not count any more."""
    card = await owner.see("请为「二期扩建」签署")
    assert "澜砚星精密机械有限公司委托园区代办员（目前为罗思齐）" in card.text and "2027-11-24" in card.text
    await owner.write("/mandates")
    await owner.press("⏳ 二期扩建")
    anew = await owner.see("等您签署")
    await owner.press("改为半年", card=anew)
    await owner.see("2027-05-25")
    await owner.press("签署", card=card)
    await until(lambda: warned(owner, "刚有变化"))
    await owner.press("签署", card=anew)
    await owner.see("已签署，代办开始")


async def warned(phone: Phone, words: str) -> bool:
    """Whether a press was answered with these words."""
    return any(words in toast for toast in await phone.toasts())


async def papers_come_and_go(contact: Phone, agent: Phone) -> None:
    """An album is chosen for, refused and sent again by a reply; another is sent by its button."""
    asked = await contact.see("请提供：营业执照 · 法人身份证")
    await contact.photo("执照", count=2)
    await contact.see("是哪份材料")
    await contact.press("营业执照 · DB")
    await contact.see("已收到，代办员会核对")
    await agent.press("请重发", card=await agent.see("请核对"))
    await agent.see("请写明原因")
    await agent.photo()
    await agent.see("请写明原因")
    await agent.write("看不清公章")
    await agent.see("已请企业重发")
    again = await contact.see("「营业执照」需要重发")
    assert "看不清公章" in again.text
    await contact._send_files("photo", [("a.png", png(3), "image/png")], reply_to=again.id)
    await contact.see("已收到，代办员会核对")
    await agent.press("材料合格", card=await agent.see("请核对"))
    await agent.see("材料合格")
    await contact.press("发「法人身份证」", card=asked)
    await contact.see("请发「法人身份证」")
    await contact.document("id.pdf")
    await contact.see("已收 1 个")
    await contact.press("发完了")
    await contact.see("已收到，代办员会核对")


async def finish(phone: Phone, step: str, result: str) -> None:
    """A step is finished with its result."""
    await phone.press(f"办结 {step}")
    await phone.see("请写明原因")
    await phone.write(result)
    await phone.see("这个环节已办结")


async def test_what_is_no_material_becomes_something_else_and_words_reach_the_agent(agency: House) -> None:
    owner, agent = await agency.phone("C01"), await agency.phone("G01")
    await wanted(owner)
    await owner.see("请看委托内容")
    await owner.press("签署")
    await owner.see("已签署")
    turn = await agent.see("轮到您了")
    await agent.press("请企业提供全部材料", card=turn)
    asked = await owner.see("请提供")
    await owner.photo("厂房漏水了")
    await owner.see("是哪份材料")
    await owner.press("不是材料")
    await owner.see("厂房漏水了")
    await owner.write("公章下周才能盖", reply_to=asked)
    await owner.see("已转达")
    await agent.see("公章下周才能盖")
    await agency.advance(timedelta(days=2, minutes=1))
    await owner.see("等了 2 个工作日")


async def test_the_owner_withdraws_and_the_department_is_told_to_stop(agency: House) -> None:
    owner, agent, officer, stranger = [await agency.phone(code) for code in ("C01", "G01", "O02", "C03")]
    await wanted(owner)
    await owner.press("签署")
    await owner.see("已签署")
    turn = await agent.see("轮到您了")
    assert turn
    await finish(agent, "收件核对", "齐了")
    await officer.see("轮到您了：审查")
    await stranger.write(f"/case {NUMBER}")
    unknown = (await stranger.see("没有找到这件办件")).text
    await stranger.write("/case DB-2026-000099")
    assert (await stranger.see("没有找到这件办件")).text == unknown
    await owner.write("/mandates")
    await owner.press("二期扩建")
    await owner.press("撤回委托")
    await owner.see("请写原因")
    await owner.write("暂缓投资")
    await owner.see("确定撤回")
    await owner.press("确定撤回")
    await owner.see("已撤回")
    assert "暂缓投资" in (await agent.see("已撤回")).text
    await officer.see("请停办：样板立项办理")
    await officer.write(f"/case {NUMBER}")
    assert not (await officer.see("已停办")).has_button("签收")


async def test_the_agents_desk_hands_a_project_over_and_a_substitute_stands_in(agency: House) -> None:
    owner, agent, other, third = [await agency.phone(code) for code in ("C01", "G01", "G02", "G03")]
    await wanted(owner)
    await owner.press("签署")
    await agent.see("轮到您了")
    await agent.press_reply("我的项目")
    await agent.press("二期扩建")
    await agent.see("办件 1 件")
    await agent.press("移交给同事")
    await agent.press("田雨声")
    await agent.see("已移交")
    await other.see("这个项目由您代办")
    await agent.write(f"/case {NUMBER}")
    await agent.see("没有找到这件办件")
    await other.write("/away")
    await other.press("现在")
    await other.see("哪天回来")
    await other.press("12月1日")
    await other.see("请谁代班")
    await other.press("夏知秋")
    await other.see("夏知秋")
    await third.write("/waits")
    waits = await third.see("各办件在等谁")
    assert "收件核对" in waits.text
    await third.press(NUMBER, card=waits)
    await finish(third, "收件核对", "代收")


async def test_after_a_mandate_has_ended_a_new_one_lets_it_go_on_and_more_items_follow_at_once(agency: House) -> None:
    owner, agent = await agency.phone("C01"), await agency.phone("G01")
    await wanted(owner)
    await owner.press("暂不签署")
    await owner.see("没有签署")
    await agent.see("没有签署，事项先不办")
    await agent.write(f"/case {NUMBER}")
    waiting = await agent.see("还没有生效的委托")
    await agent.press("新签委托", card=waiting)
    await agent.see("已请主联系人")
    await owner.press("签署", card=await owner.see("请为「二期扩建」签署"))
    await owner.see("已签署")
    await agent.see("轮到您了")
    await agent.press("跳过环节")
    await agent.press("跳过 现场确认", card=await agent.see("哪个环节不用办"))
    await agent.see("请写明原因")
    await agent.write("已在线核验")
    assert "⏭ 3. 现场确认" in (await agent.see("已跳过")).text
    await agent.write("/agency 立项")
    await agent.press("样板立项办理", card=await agent.see("要替您办哪一项"))
    await agent.press("澜砚星精密机械有限公司 · 二期扩建")
    assert "DB-2026-000002" in (await agent.see("已开始代办")).text
    await owner.see("新的代办事项")


async def test_a_photo_with_a_tickets_number_or_a_voice_message_is_no_material(agency: House) -> None:
    owner, agent = await agency.phone("C01"), await agency.phone("G01")
    await owner.write("车间屋顶漏水，雨天没法生产")
    await owner.press("提交为诉求")
    await owner.press("其他")
    await owner.press("跳过")
    await owner.press("一般")
    await owner.press("提交")
    await owner.see("已提交，编号")
    await wanted(owner)
    await owner.press("签署")
    await agent.press("请企业提供全部材料", card=await agent.see("轮到您了"))
    await owner.see("请提供")
    await owner.photo("LL-2026-000001 又漏了")
    await owner.see("LL-2026-000001")
    await owner.voice()
    await owner.see("这些内容要怎么处理")


async def test_agency_finds_by_everyday_words_and_an_old_cards_button_opens_the_version_in_force(agency: House) -> None:
    phone = await agency.phone("C01")
    await phone.write("/agency 样扳立项")  # a typing error
    card = await phone.see("要替您办哪一项")
    async with agency.db.read() as session:
        code = (await session.exec(select(ServiceItem.code).where(ServiceItem.name == "样板立项办理"))).one()
    await phone.write(f"/agency {code}")
    assert (await phone.last_card()).has_button("样板立项办理")
    async with agency.db.begin() as session:
        old = (await session.exec(select(ServiceItem).where(ServiceItem.name == "样板立项办理"))).one()
        values = old.model_dump(exclude={"id"})
        old.is_current = False
        await session.flush()
        session.add(ServiceItem(**values | {"version": old.version + 1, "is_current": True}))
    await phone.press("样板立项办理", card=card)
    await phone.see("已有新版本")
    await phone.see("哪个项目")


async def test_help_tells_an_agent_of_his_desk(agency: House) -> None:
    agent = await agency.phone("G01")
    await agent.write("/help")
    assert "/agency" in (await agent.see("代办工作台：/desk")).text
