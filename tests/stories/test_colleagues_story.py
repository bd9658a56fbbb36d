"""From phone to phone: an owner invites, a colleague comes, moves to another phone, is removed."""

import re

import pytest

from tests.house import House
from tests.phones import Message, Phone

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both


def token_in(message: Message) -> str:
    """The one-time link's token, as it stands in the text that is passed on."""
    found = re.search(r"start=([\w-]+)", message.text)
    assert found, message.text
    return found[1]


async def invited(owner: Phone, name: str) -> Message:
    await owner.press_reply("同事")
    await owner.see("的联系人")
    await owner.press("邀请同事")
    await owner.see("请发同事的姓名")
    await owner.write(name)
    await owner.see("在下一条")
    return await owner.see("只能用一次")


async def test_an_owner_invites_a_colleague_who_comes_moves_and_is_removed(house: House) -> None:
    owner = await house.phone("C01")
    passed_on = await invited(owner, "林小满")
    assert passed_on.raw["photo"]
    assert "澜砚星" in passed_on.text
    new = await house.park.stranger("林小满", start=token_in(passed_on))
    await new.see("林小满，您好")
    await new.write("/colleagues")
    await new.see("由 李明远 管理")
    await new.write("/invite 别人")
    await new.see("由 李明远 管理")

    await new.write("/newphone")
    link = await new.see("仅供本人")
    newest = await house.park.stranger("林小满", start=token_in(link))
    await newest.see("林小满，您好")
    await new.see("另一部手机")
    await new.write("/mine")
    await new.see("还没有绑定")

    await owner.write("/colleagues")
    listed = await owner.see("的联系人")
    assert "林小满 C-" in listed.text and "✅ 已绑定" in listed.text
    await owner.press("林小满", card=listed)
    await owner.see("林小满")
    await owner.press("移除")
    await owner.see("确定把 林小满")
    await owner.press("确定移除")
    await owner.see("已移除")
    await newest.see("不再是 澜砚星精密机械有限公司 的联系人")
    await newest.write("/mine")
    await newest.see("还没有绑定")


async def test_every_button_of_the_list_has_its_command(house: House) -> None:
    owner, heir = await house.phone("C01"), await house.phone("C02")
    await owner.write("/invite 林小满")
    passed_on = await owner.see("只能用一次")
    assert "林小满" in passed_on.text
    await owner.write("/invite c02")
    assert "王慧敏" in (await owner.see("只能用一次")).text
    for command in ("/remove", "/owner"):
        await owner.write(command)
        await owner.see("请写上同事的编号")
        await owner.write(f"{command} C03")
        await owner.see("没有找到这位同事")
    await owner.write("/remove C01")
    await owner.see("先在 /colleagues 里把负责人移交")
    await owner.write("/owner C02")
    await owner.press("确定移交")
    await heir.see("您现在是 澜砚星精密机械有限公司 的负责人")
    await heir.write("/remove C01")
    await heir.see("确定把 李明远")
    await owner.write("/remove C02")
    await owner.see("由企业负责人 王慧敏")


async def test_what_is_no_name_is_asked_again_and_nothing_is_made(house: House) -> None:
    owner = await house.phone("C01")
    await owner.write("/invite")
    await owner.see("请发同事的姓名")
    await owner.photo()
    await owner.see("需要文字")
    await owner.write("名" * 60)
    await owner.see("太长了")
    await owner.write("<b>林小满</b>")
    assert "<b>林小满</b>" in (await owner.see("只能用一次")).text


async def test_a_contact_takes_his_data_along_and_leaves(house: House) -> None:
    owner, leaver = await house.phone("C01"), await house.phone("C02")
    await leaver.write("/mydata")
    file = await leaver.see("关于您的全部数据")
    assert file.raw["document"]["file_name"] == "my-data.json"
    await owner.write("/leave")
    await owner.see("先在 /colleagues 里把负责人移交")
    await leaver.write("/leave")
    await leaver.press("不退出")
    await leaver.see("一切照旧")
    await leaver.write("/leave 确定")
    await leaver.see("您已退出")
    await owner.see("一位联系人已退出")
    await leaver.write("/mine")
    await leaver.see("还没有绑定")
    await owner.write("/colleagues")
    assert "王慧敏" not in (await owner.see("的联系人")).text
