"""From phone to phone: a visitor asks to be bound, the duty desk lets him in or tells him why not."""

import asyncio

import pytest
from sqlmodel import select

from domain.roles import Role
from services.identifiers import made_up_code
from storage.tables import PersonRole
from tests.house import House, until
from tests.phones import Message, Phone
from tests.services.people import me

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both
CODE = made_up_code(1)


async def to_code(visitor: Phone, name: str = "林小满") -> None:
    await visitor.write("你好")
    await visitor.see("还没有绑定企业")
    await visitor.press_reply("申请绑定")
    await visitor.see("请发您的姓名")
    await visitor.write(name)
    await visitor.see("请发企业名称")
    await visitor.write("澜砚星精密机械")
    await visitor.see("请发统一社会信用代码")


async def asked(visitor: Phone, name: str = "林小满") -> None:
    await to_code(visitor, name)
    await visitor.write(CODE.lower())
    await visitor.see("请留一个电话")
    await visitor.press("跳过")
    await visitor.see("请核对")
    await visitor.press("提交")
    await visitor.see("已交综合服务窗口")


def carried(card: Message, label: str) -> str:
    buttons = [button for row in card.raw["reply_markup"]["inline_keyboard"] for button in row]
    return str(next(button["callback_data"] for button in buttons if label in button["text"]))


async def test_a_visitor_asks_is_let_in_and_files_at_once(house: House) -> None:
    desk = await house.phone("W01")
    visitor = await house.park.stranger("林小满")
    await asked(visitor)
    card = await desk.see("绑定申请")
    assert "这个信用代码是 澜砚星精密机械有限公司" in card.text
    await visitor.write("/apply")
    await visitor.see("不用重复提交")
    await desk.press("✅ 澜砚星精密机械有限公司", card=card)
    await desk.see("何晓岚 已通过")
    await visitor.see("您已绑定 澜砚星精密机械有限公司")
    await visitor.see("林小满，您好")
    await visitor.press_reply("报问题")
    await visitor.see("哪一类")


async def test_bad_input_at_the_door_is_told_what_is_wrong_and_nothing_is_lost(house: House) -> None:
    visitor = await house.park.stranger("林小满")
    await to_code(visitor)
    await visitor.photo()
    await visitor.see("是 18 位")
    await visitor.write("澜砚星")
    await visitor.see("是 18 位，您发的是 3 位")
    await visitor.write(CODE[:-1] + ("0" if CODE[-1] != "0" else "1"))
    await visitor.see("校验位不对")
    await visitor.write("/mine")
    await visitor.see("还没有绑定企业")
    await visitor.write("/guide")
    guide = await visitor.see("办事指南")
    await visitor.press("报问题", card=guide)
    kinds = await visitor.see("水电气网")
    assert kinds.buttons == []
    await visitor.press_reply("申请绑定")
    await visitor.see("请发统一社会信用代码")
    said = await visitor.write(CODE)
    await visitor.see("请留一个电话")
    await visitor.write("13800138OOO")
    await visitor.see("没看懂电话号码")
    await visitor.write("13800138000")
    assert "林小满" in (await visitor.see("请核对")).text
    await visitor.edit(said, "改了")
    await visitor.see("已按您修改后的内容更新")
    await visitor.press("提交")
    await visitor.see("是 18 位，您发的是 2 位")
    await visitor.edit(said, CODE)
    await visitor.see("已按您修改后的内容更新")
    await visitor.press("提交")
    await visitor.see("已交综合服务窗口")
    await visitor.edit(said, "再改")
    await visitor.see("还没有绑定企业")
    await visitor.write("/start")
    await visitor.see("还没有绑定企业")
    await visitor.write("/cancel")
    await visitor.see("没有正在填写")


async def test_who_is_turned_away_reads_why_and_asks_again_by_command(house: House) -> None:
    desk, contact = await house.phone("W01"), await house.phone("C01")
    visitor = await house.park.stranger("林小满")
    await asked(visitor)
    await desk.see("绑定申请")
    await contact.write("/bindings")
    await contact.see("没有找到这个绑定申请")
    await desk.write("/bindings")
    await desk.see("绑定申请")
    await desk.press("不通过")
    await desk.see("为什么不通过")
    await desk.write("请用营业执照上的全称")
    await desk.see("未通过")
    await visitor.see("请用营业执照上的全称")
    await asked(visitor)
    await desk.see("绑定申请")
    await desk.write("/admit 2")
    await desk.see("绑定到哪家企业")
    await desk.write("禾穗")
    await desk.press("禾穗岚")
    await desk.see("已通过")
    await visitor.see("您已绑定 禾穗岚生物科技有限公司")
    await desk.write("/refuse 2 不是本企业的人")
    await desk.see("已由 何晓岚")
    for words, told in (("/admit", "请写上申请号"), ("/admit 9 F01", "没有找到这个绑定申请")):
        await desk.write(words)
        await desk.see(told)


async def test_two_dispatchers_press_at_once_and_one_decides(house: House) -> None:
    async with house.db.begin() as session:
        session.add(PersonRole(person_id=(await me(house.db, "S01")).id, role=Role.DISPATCHER))
    one, other = await house.phone("W01"), await house.phone("S01")
    visitor = await house.park.stranger("林小满")
    await asked(visitor)
    cards = [await phone.see("绑定申请") for phone in (one, other)]
    data = [carried(card, "澜砚星") for card in cards]
    await asyncio.gather(*(p.press_data(c, d) for p, c, d in zip((one, other), cards, data, strict=True)))
    await visitor.see("林小满，您好")

    async def told() -> bool:
        return "处理过了" in "".join([*await one.toasts(), *await other.toasts()])

    await until(told)
    async with house.db.read() as session:
        assert len(list(await session.exec(select(PersonRole).where(PersonRole.role == Role.CONTACT)))) == 13


async def test_a_removed_colleague_finds_the_door_on_his_phone_at_once(house: House) -> None:
    owner, gone = await house.phone("C01"), await house.phone("C02")
    await gone.write("/report")
    await gone.see("哪一类")
    await owner.write("/remove C02")
    await owner.press("确定移除")
    await gone.see("不再是")
    await gone.press("办事指南")
    await gone.see("园区能办")
    await gone.press("申请绑定")
    await gone.see("请发您的姓名")
    await gone.write("王慧敏")
    await gone.see("请发企业名称")
