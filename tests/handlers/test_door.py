"""The door: invitations, visitors, menu, help, language, and commands beside all buttons."""

import pytest

from domain.roles import Role
from handlers.menu import BOUND, BY_ROLE, OWNERS
from practice import PRACTICE_TOKEN
from services.people import invite
from tests.handlers.test_bad_input import at_step
from tests.house import House, until
from tests.phones import Phone

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both


async def commands_of(house: House, phone: Phone) -> list[str]:
    scope = {"type": "chat", "chat_id": phone.chat_id}
    shown = await house.park.ask("POST", f"/bot{PRACTICE_TOKEN}/getMyCommands", json={"scope": scope})
    return [command["command"] for command in shown["result"]]


async def test_each_role_gets_its_own_commands_and_menu(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")

    async def shown() -> bool:
        contact, liaison = await commands_of(house, firm), await commands_of(house, desk)
        return contact == [*BY_ROLE[Role.CONTACT], *OWNERS, *BOUND] and liaison == [*BY_ROLE[Role.LIAISON], *BOUND]

    await until(shown)
    await firm.press_reply("我的事项")
    await firm.see("没有诉求")
    await desk.press_reply("帮助")
    await desk.see("回复某张卡片")


async def test_a_visitor_is_told_how_to_get_in_whatever_he_sends(house: House) -> None:
    stranger = await house.park.stranger()
    for sent in (stranger.write("/start"), stranger.write("你好"), stranger.photo(), stranger.write("/mine")):
        await sent
        await stranger.see("还没有绑定企业")
    await stranger.write("/help")
    await stranger.see("需要邀请链接")


async def test_used_old_and_made_up_links_get_a_clear_sentence(house: House) -> None:
    stranger = await house.park.stranger()
    await stranger.write("/start made-up")
    await stranger.see("邀请链接无效")
    token = await invite(house.db, "C02", at=house.clock.now())
    other = await house.park.stranger("王慧敏")
    await other.write(f"/start {token}")
    await other.see("您好")
    await stranger.write(f"/start {token}")
    await stranger.see("已经用过了")
    late = await invite(house.db, "C03", at=house.clock.now() - house.db.park.invitation_lives)
    await stranger.write(f"/start {late}")
    await stranger.see("过期了")
    firm = await house.phone("C01")
    await firm.write(f"/start {await invite(house.db, 'C03', at=house.clock.now())}")
    await firm.see("已经绑定了另一个人")


async def test_the_language_changes_everything_that_is_read(house: House) -> None:
    firm = await house.phone("C01")
    await firm.write("/language")
    await firm.press("English")
    await firm.see("Welcome")
    await firm.press_reply("My tickets")
    await firm.see("You have no tickets")
    await firm.press_reply("Report")
    await firm.see("What is it about?")
    await firm.press("Water, power")
    await firm.see("Please say in a sentence")
    await firm.write("/cancel")
    await firm.see("Cancelled")


async def test_an_english_telegram_is_welcomed_in_english(house: House) -> None:
    stranger = await house.park.stranger("Ann", language_code="en-GB")
    await stranger.write("hello")
    await stranger.see("You are not bound to a firm yet")


async def test_every_button_has_its_command(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await at_step(firm, "review")
    await firm.press("提交")
    await firm.see("LL-2026-000001")
    number = "LL-2026-000001"
    await desk.see("新诉求")
    await desk.write(f"/accept {number}")
    await desk.see("请承诺办结时限")
    await desk.write("/cancel")
    await desk.see("已取消")
    await desk.write("/commit 2026-1")
    await desk.see("请承诺办结时限")
    await desk.write("今天")
    await desk.see("时限已承诺")
    await desk.write(f"/progress {number}")
    await desk.see("请写一句进展")
    await desk.write("在路上")
    await desk.see("有照片")
    await desk.press("跳过")
    await desk.see("进展已发给企业")
    await desk.write(f"/resolve {number}")
    await desk.see("结果是哪一种")
    await desk.press("已解决")
    await desk.see("请写明结果")
    await desk.write("已修好")
    await desk.see("有佐证")
    await desk.press("跳过")
    await desk.see("结果已提交")
    await firm.see("请评价")
    await firm.write(f"/reject {number}")
    await firm.see("哪里不满意")
    await firm.write("又坏了")
    await firm.see("上交一级")
    await firm.write(f"/withdraw {number}")
    await firm.press("确定撤单")
    assert "已撤单" in (await firm.see("已撤单")).text


async def test_a_number_typed_anywhere_shows_its_ticket_and_a_strangers_is_unknown(house: House) -> None:
    firm, other = await house.phone("C01"), await house.phone("C03")
    await at_step(firm, "review")
    await firm.press("提交")
    await firm.see("已提交")
    await firm.write("请问 LL-2026-000001 怎么样了")
    await firm.see("待签收")
    await firm.write("/ticket LL-2026-000001")
    await firm.see("待签收")
    for words in ("/ticket LL-2026-000001", "LL-2026-000001", "/history LL-2026-000001", "/ticket LL-2026-999999"):
        await other.write(words)
        await other.see("没有找到这个编号")
    await other.write("/ticket")
    await other.see("请写上编号")


async def test_a_strange_liaison_who_forges_a_button_is_refused_without_learning_anything(house: House) -> None:
    firm, desk, strange = await house.phone("C01"), await house.phone("L01"), await house.phone("L02")
    await at_step(firm, "review")
    await firm.press("提交")
    await desk.see("新诉求")
    await strange.write("/accept LL-2026-000001")
    await strange.see("没有找到这个编号")
    await strange.quiet(0.3)


async def test_a_card_that_is_out_of_date_is_refused_politely_and_drawn_anew(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await at_step(firm, "review")
    await firm.press("提交")
    await desk.see("新诉求")
    await firm.write("/withdraw LL-2026-000001")
    await firm.press("确定撤单")
    await desk.see("企业已撤单")
    card = next(message for message in await desk.messages() if "新诉求" in message.text)
    await desk.press("签收", card=card)
    assert "已撤单" in (await desk.see("LL-2026-000001")).text
    assert "不能“签收”" in (await desk.toasts())[-1]


async def test_a_reply_to_a_card_reaches_the_other_side_and_other_words_are_offered_a_place(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await at_step(firm, "review")
    await firm.press("提交")
    card = await desk.see("新诉求")
    await desk.press("签收")
    await desk.see("请承诺")
    await desk.write("/cancel")
    await desk.see("已取消")
    await desk.write("师傅十点到", reply_to=card)
    await desk.see("已转给 LL-2026-000001")
    told = await firm.see("来消息")
    assert "师傅十点到" in told.text
    await firm.write("好的，门卫放行", reply_to=told)
    await firm.see("已转给 LL-2026-000001")
    assert "门卫放行" in (await desk.see("来消息")).text
    await desk.write("随便说一句")
    await desk.see("这些内容要怎么处理")
    await desk.press("补充到一件诉求")
    await desk.press("LL-2026-000001")
    await desk.see("给谁看")
    await desk.press("内部备注")
    await desk.see("企业看不到")
    await firm.quiet(0.5)
    await firm.write("/history LL-2026-000001")
    assert "随便说一句" not in (await firm.see("办理过程")).text
    await desk.write("/history LL-2026-000001")
    assert "随便说一句" in (await desk.see("办理过程")).text


async def test_a_form_is_resumed_cancelled_and_gone_back_in(house: House) -> None:
    firm = await house.phone("C01")
    await at_step(firm, "files")
    await firm.press_reply("我的事项")
    await firm.see("没有诉求")
    await firm.write("/report")
    await firm.see("接着上次")
    await firm.see("照片")
    await firm.press("返回")
    await firm.see("请用一两句话说明")
    await firm.write("改成四号车间停电")
    await firm.see("照片")
    await firm.press("跳过")
    await firm.press("一般")
    assert "四号车间" in (await firm.see("请核对")).text
    await firm.press("取消")
    await firm.see("已取消")
    await firm.write("/cancel")
    await firm.see("没有正在填写")


async def test_a_button_of_an_earlier_step_or_of_a_form_that_is_over_does_no_harm(house: House) -> None:
    firm = await house.phone("C01")
    await firm.write("/report")
    first = await firm.see("哪一类")
    data = first.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await firm.press("水电气网")
    await firm.see("请用一两句话说明")
    await firm.write("三号车间停电")
    files = await firm.see("照片")
    await firm.write("/cancel")
    await firm.see("已取消")
    await firm.press("跳过", card=files)

    async def told() -> bool:
        return "这张表已经结束" in "".join(await firm.toasts())

    await until(told)
    assert data.startswith("f:")


@pytest.mark.parametrize("command", ["/nonsense", "/acceptance"])
async def test_an_unknown_command_points_to_help(house: House, command: str) -> None:
    firm = await house.phone("C01")
    await firm.write(command)
    await firm.see("没有这个命令")
