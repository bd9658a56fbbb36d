"""办事指南 from phone to phone: by field, by words, item by item; visitors read it too, and nothing else."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select

from services.park import load_park
from services.sample import sample_park, small_park
from storage.agency_tables import ServiceItem
from storage.database import Database
from tests.house import House
from tests.phones import Message

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both


async def id_of(db: Database, code: str) -> int:
    async with db.read() as session:
        asked = select(ServiceItem.id).where(ServiceItem.code == code, ServiceItem.is_current)
        return (await session.exec(asked)).one() or 0


async def new_version(db: Database, code: str, **changes: Any) -> None:
    item = next(item for item in small_park().items if item.code == code)
    await load_park(db, replace(small_park(), items=(item.model_copy(update=changes),)))


def labels(message: Message) -> list[str]:
    return [label for row in message.buttons for label in row]


async def test_a_contact_finds_an_item_by_field_and_by_words_and_can_have_it_done(house: House) -> None:
    firm = await house.phone("C01")
    await firm.press_reply("办事指南")
    home = await firm.see("园区能办 12 件事")
    assert home.has_button("规划用地 2") and home.has_button("全程网办 2") and home.has_button("报问题")
    await firm.press("规划用地", card=home)
    listed = await firm.see("点一件看材料和时限")
    assert listed.id == home.id and "建设工程规划许可证核发：5 个工作日" in listed.text
    await firm.press("建设工程规划许可证核发", card=listed)
    page = await firm.see("（YD08）")
    assert page.id != listed.id
    for words in (
        "承诺 5 个工作日",
        "法定 20 个",
        "不收费",
        "材料（5 份）",
        "1. 申请表",
        "原件 1 份",
        "环节（3 步）",
        "代办员",
    ):
        assert words in page.text, words
    assert page.has_button("替我办")
    await firm.press("材料清单", card=page)
    papers = await firm.see("建设工程规划许可证核发 材料清单")
    assert "审定的设计方案" in papers.text and papers.buttons == []
    await firm.press("← 规划用地", card=page)
    again = await firm.see("规划用地 共 2 件")
    await firm.press("全部领域", card=again)
    await firm.see("园区能办 12 件事")

    await firm.write("想开个公司要办啥")  # in the guide words are looked up, with or without the command
    found = await firm.see("最像这几件")
    assert labels(found)[0] == "企业设立登记(工商注册)"
    await firm.write("/guide 买块地")
    assert labels(await firm.see("买块地"))[0] == "国有建设用地使用权竞买摘牌"
    await firm.write("/guide 登月")
    assert (await firm.see("没有找到")).has_button("全部领域")


async def test_what_is_a_problem_after_all_is_filed_with_the_words_and_the_guide_closes(house: House) -> None:
    firm = await house.phone("C01")
    await firm.write("/guide")
    await firm.see("园区能办")
    await firm.photo()
    await firm.see("这些内容要怎么处理")  # a picture is no question: it is offered a place
    await firm.write("/guide 三号车间漏水")
    found = await firm.see("三号车间漏水")
    await firm.press("要反映的问题", card=found)
    await firm.see("哪一类")
    await firm.press("道路环境物业")
    await firm.see("照片")
    await firm.press("跳过")
    await firm.press("一般")
    assert "三号车间漏水" in (await firm.see("请核对")).text
    await firm.press("提交")
    await firm.see("已提交，编号")
    await firm.write("/guide")
    await firm.see("园区能办")
    await house.advance(house.db.park.calendar.next_morning(house.clock.now()) - house.clock.now())
    await firm.write("食堂没有热水")
    assert "最像" not in (await firm.see("食堂没有热水")).text


async def test_a_visitor_reads_the_catalogue_and_nothing_else(house: House) -> None:
    await load_park(house.db, sample_park())
    visitor = await house.park.stranger("林小满")
    await visitor.write("/start")
    await visitor.see("您还没有绑定企业")
    await visitor.press_reply("办事指南")
    home = await visitor.see("园区能办 143 件事，其中 5 件全程网办")
    await visitor.press("全程网办 5", card=home)
    assert "易地人防建设审批" in (await visitor.see("全程网办的 5 件事")).text
    await visitor.press("全部领域")
    await visitor.see("园区能办")
    await visitor.press("建设施工 18")
    assert "第 1 / 2 页" in (await visitor.see("建设施工 共 18 件")).text
    await visitor.press("下一页")
    assert "项目投产服务" in (await visitor.see("第 2 / 2 页")).text
    await visitor.write("对公户怎么开")
    await visitor.see("最像这几件")
    await visitor.press("银行对公账户开立")
    page = await visitor.see("（SW02）")
    assert "需到场：银行开户须法定代表人当面核验身份" in page.text and not page.has_button("替我办")
    await visitor.write("/mine")
    await visitor.see("您还没有绑定企业")


async def test_an_old_button_and_an_old_link_show_the_current_version_and_say_so(house: House) -> None:
    firm = await house.phone("C01")
    await firm.write("/guide 摘牌")
    found = await firm.see("最像这几件")
    old = await id_of(house.db, "YD02")
    await new_version(house.db, "YD02", fees="现在免费")
    await firm.press("国有建设用地使用权竞买摘牌", card=found)
    page = await firm.see("（YD02）")
    assert "已更新" in page.text and "现在免费" in page.text
    visitor = await house.park.stranger("林小满", start=f"item-{old}")
    linked = await visitor.see("（YD02）")
    assert "已更新" in linked.text and f"item-{await id_of(house.db, 'YD02')}" in linked.text
    await new_version(house.db, "YD02", withdrawn=True)
    await visitor.write(f"/start item-{old}")
    await visitor.see("已停办")
    await visitor.write("/start item-99999999")
    await visitor.see("没有这个事项")


async def test_an_item_longer_than_a_message_comes_in_several(house: House) -> None:
    firm = await house.phone("C01")
    long = next(item for item in small_park().items if item.code == "JS02")
    paper = long.materials[0].model_copy(update={"name": "很长的材料名称" * 15})
    await new_version(house.db, "JS02", materials=(paper,) * 60)
    await firm.write("/guide 施工许可证")
    await firm.press("建筑工程施工许可证核发", card=await firm.see("最像这几件"))
    first = await firm.see("（JS02）")
    last = await firm.see("环节（")
    assert first.buttons == [] and last.has_button("替我办")
    assert max(len(message.text) for message in await firm.messages()) <= 4096


async def test_an_english_reader_gets_english_and_the_same_items(house: House) -> None:
    firm = await house.phone("C01")
    await firm.write("/language")
    await firm.press("English")
    await firm.see("Welcome")
    await firm.write("/guide business licence")
    found = await firm.see("These fit best")
    await firm.press("企业设立登记", card=found)
    page = await firm.see("(QY01)")
    assert "Promised in 1 working day" in page.text and page.has_button("Have it done for me")
