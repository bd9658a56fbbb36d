"""Conversation: words find their ticket by reply, by number or by a choice, never by guess; the liaison's thread."""

from domain.lifecycle import Action
from services.record import Move
from services.tickets import Problem, file_problem, move
from tests.house import House
from tests.services.people import me


async def filed(house: House, code: str, words: str, *, confidential: bool = False) -> str:
    """A ticket of the firm; returns its number."""
    problem = Problem(f"k-{words}", "other", words, confidential=confidential)
    at = house.clock.now()
    return (await file_problem(house.db, problem, by=await me(house.db, code, at), at=at)).number


async def test_several_open_tickets_in_one_chat_are_kept_apart(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    power, water = await filed(house, "C01", "停电了"), await filed(house, "C01", "水管漏了")
    first, second = await desk.see("停电了"), await desk.see("水管漏了")
    await desk.write("电工马上到", reply_to=first)
    await desk.see(f"已转给 {power}")
    await desk.press("签收", card=second)
    await desk.see("请承诺")
    await desk.write("备用电源有吗", reply_to=first)  # a form of another ticket is active: a reply belongs to its card
    await desk.see(f"已转给 {power}")
    assert power in (await firm.see("电工马上到")).text
    asked = await firm.see("备用电源有吗")
    await firm.photo("有一台，见照片", count=2)
    await firm.see("这些内容要怎么处理")
    await firm.press("补充到一件诉求")
    await firm.press(power)
    await firm.see("已发给对方")
    assert "见照片" in (await desk.see("来消息")).text
    await firm.write(f"{water} 现在小一点了")
    await firm.see(f"已转给 {water}")
    assert water in (await desk.see("现在小一点了")).text
    await firm.write(f"请问 {water} 怎么样了")
    await firm.see("办理中")
    await firm.write("谢谢", reply_to=asked)
    await firm.see(f"已转给 {power}")


async def test_an_answer_to_what_was_asked_lets_the_clock_run_and_a_late_word_is_kept(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    number = await filed(house, "C01", "停电了")
    await desk.press("签收")
    await desk.see("请承诺")
    await desk.write(f"/ask {number}")
    await desk.see("需要企业补充什么")
    await desk.write("请发配电房照片")
    await desk.see("时限暂停")
    asked = await firm.see("需要您补充")
    assert "请发配电房照片" in asked.text and "时限暂停" in asked.text
    await firm.photo("配电房")
    await firm.see("这些内容要怎么处理")
    await firm.press("不用了")
    await firm.write("照片下午发", reply_to=asked)
    await firm.see("时限恢复")
    assert "照片下午发" in (await desk.see("企业已补充")).text
    at, liaison = house.clock.now(), await me(house.db, "L01", house.clock.now())
    await move(house.db, 1, Move(Action.RESOLVE, text="好了"), by=liaison, at=at)
    await firm.see("请评价")
    await firm.press("5★")
    await firm.see("想补充一句吗")
    await firm.press("不用了")
    await firm.write("又停了", reply_to=asked)
    kept = await firm.see("不再接收消息")
    assert "又停了" in kept.text
    await firm.press("提交为诉求")
    await firm.see("哪一类")


async def test_the_firm_and_its_liaison_write_to_each_other_without_numbers(house: House) -> None:
    firm, desk, stranger = await house.phone("C01"), await house.phone("L01"), await house.phone("L02")
    await firm.press_reply("找联络员")
    await firm.see("想说什么")
    await firm.write("您明天在吗？")
    await firm.see("已发出")
    letter = await desk.see("您明天在吗")
    assert "澜砚星" in letter.text and "1380" not in letter.text
    await desk.write("在的，九点来", reply_to=letter)
    await desk.see("已发出")
    answer = await firm.see("在的，九点来")
    await firm.photo("这个零件")
    await firm.see("这些内容要怎么处理")
    await firm.press("发给联络员")
    await firm.see("已发出")
    await desk.see("这个零件")
    await firm.press("回复", card=answer)
    await firm.write("好的")
    assert "好的" in (await desk.see("好的")).text
    await stranger.quiet(0.3)


async def test_a_question_is_offered_the_guide_and_the_guide_files(house: House) -> None:
    firm = await house.phone("C01")
    await firm.write("请问建厂房需要什么材料？")
    await firm.see("想了解怎么办理")
    await firm.press("看办事指南")
    await firm.see("多久办结")
    await firm.press("规划建设用地")
    await firm.see("照片")
    await firm.press("跳过")
    await firm.press("一般")
    await firm.see("请核对")
    assert "建厂房" in (await firm.last_card()).text


async def test_a_liaison_files_for_his_firm_and_goes_away_with_a_substitute(house: House) -> None:
    firm, desk, other = await house.phone("C05"), await house.phone("L03"), await house.phone("L04")
    await desk.write("/report")
    await desk.see("替哪家企业填单")
    await desk.press("云栈汐")
    await desk.see("哪一类")
    await desk.press("其他")
    await desk.write("食堂蒸箱坏了，走访时发现")
    await desk.press("跳过")
    await desk.press("一般")
    await desk.see("请核对")
    await desk.press("隐去企业名称：否")
    await desk.see("请核对")
    await desk.press("提交")
    await desk.see("已提交，编号")
    assert "食堂蒸箱坏了" in (await firm.see("已替贵企业填单")).text
    await desk.write("/away")
    await desk.see("从哪天起外出")
    await desk.press("现在起")
    await desk.see("哪天回来上班")
    await desk.write("今天")
    await desk.see("回来要晚于外出")
    await desk.write("下周一")
    await desk.see("请谁代班")
    await desk.write("没有这个人")
    await desk.see("没有叫“没有这个人”的联络员")
    await desk.write("L04")
    await desk.see("由 谢丽娟 代班")
    await other.see("请您代班")
    await filed(house, "C05", "门禁坏了")
    assert "门禁坏了" in (await other.see("新诉求")).text
    await other.press_reply("待签收")
    waiting = await other.see("待签收")
    assert "食堂蒸箱坏了" in waiting.text and "门禁坏了" in waiting.text
    await desk.write("/back")
    await desk.see("代班已结束")
