"""Bad input at each step of a form: a sentence that helps, and nothing that was typed is lost."""

import pytest
from sqlalchemy import text

from services.tickets import Sight, find, history_of
from services.visits import visits_of
from storage.tickets import attachments
from tests.house import House
from tests.phones import Phone
from tests.services.people import me

WORDS = "三号车间今早停电"
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both


async def at_step(firm: Phone, step: str) -> None:
    """Bring the form to a step."""
    await firm.write("/report")
    await firm.see("哪一类")
    if step == "category":
        return
    await firm.press("水电气网")
    await firm.see("请用一两句话说明")
    if step == "summary":
        return
    await firm.write(WORDS)
    await firm.see("照片")
    if step == "files":
        return
    await firm.press("跳过")
    await firm.see("急不急")
    if step == "urgency":
        return
    await firm.press("一般")
    await firm.see("请核对")


async def send(firm: Phone) -> str:
    """Send the form from wherever it is; returns the card's text."""
    asked = {"哪一类": "水电气网", "发上来": "form-next", "急不急": "一般", "请核对": "提交"}
    for _ in range(8):
        card = await firm.last_card()
        if "请核对" in card.text:
            await firm.press("提交", card=card)
            return (await firm.see("已提交，编号")).text
        label = next(button for question, button in asked.items() if question in card.text)
        if label == "form-next":
            label = "下一步" if card.has_button("下一步") else "跳过"
        await firm.press(label, card=card)
        await firm.see("")
    raise AssertionError("the form did not come to its end")


@pytest.mark.parametrize("step", ["category", "urgency", "review"])
async def test_words_and_photos_at_a_step_with_buttons_are_kept_and_the_buttons_are_pointed_at(
    house: House, step: str
) -> None:
    firm = await house.phone("C01")
    await at_step(firm, step)
    await firm.write("补充一句：影响两条生产线")
    told = await firm.see("请点下面的按钮")
    assert "已保留" in told.text
    await firm.photo(caption="配电房")
    await firm.see("已保留")
    if step == "category":
        await firm.press("水电气网")
        await firm.see("照片")
    await send(firm)
    ticket = (await my_ticket(house)).ticket
    kept = f"{ticket.summary}\n{ticket.details}"
    assert "影响两条生产线" in kept
    assert "配电房" in kept
    async with house.db.read() as session:
        assert len(await attachments(session, ticket.id or 0)) == 1


async def my_ticket(house: House) -> Sight:
    return await find(house.db, "LL-2026-000001", await me(house.db, "C01"))


@pytest.mark.parametrize(
    ("sent", "told"),
    [("👍", "至少写 4 个字"), ("<b>", "至少写 4 个字"), ("急", "至少写 4 个字"), ("。。。。。", "至少写 4 个字")],
)
async def test_what_says_nothing_is_asked_again_and_kept(house: House, sent: str, told: str) -> None:
    firm = await house.phone("C01")
    await at_step(firm, "summary")
    await firm.write(sent)
    assert "已保留" in (await firm.see(told)).text
    await firm.write(WORDS)
    await firm.see("照片")
    await send(firm)
    assert (await my_ticket(house)).ticket.summary == WORDS


async def test_ten_thousand_characters_are_kept_whole_and_a_summary_is_asked_for(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    long = "".join(f"第{n}条：设备损坏。" for n in range(1000))[:10_000]
    await at_step(firm, "summary")
    await firm.write(long)
    assert "已保留" in (await firm.see("太长了（10,000 字）")).text
    await firm.write(WORDS)
    await firm.see("照片")
    await send(firm)
    ticket = (await my_ticket(house)).ticket
    assert (ticket.summary, ticket.details) == (WORDS, long)
    await desk.see("新诉求")
    await desk.press("办理过程")
    await desk.see("办理过程")
    pages = "".join(message.text for message in await desk.messages())
    assert "第1条" in pages
    assert long[-6:] in pages


async def test_markup_is_text(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await at_step(firm, "summary")
    await firm.write("<b>漏水了</b> & <script>")
    await firm.see("照片")
    await send(firm)
    assert "<b>漏水了</b> & <script>" in (await desk.see("新诉求")).text


async def test_a_forwarded_message_is_an_answer_like_any_other(house: House) -> None:
    firm = await house.phone("C01")
    await at_step(firm, "summary")
    await firm.write("物业群里说二号门锁坏了", forwarded=True)
    await firm.see("照片")
    await send(firm)
    assert (await my_ticket(house)).ticket.summary == "物业群里说二号门锁坏了"


async def test_a_file_of_25_mb_is_noted_with_advice_and_the_desk_goes_on(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await at_step(firm, "files")
    await firm.document("图纸.zip", declared_size=25 * 1024 * 1024)
    told = await firm.see("超过 20MB")
    assert "图纸.zip" in told.text
    await send(firm)
    async with house.db.read() as session:
        (kept,) = await attachments(session, 1)
    assert (kept.name, kept.size) == ("图纸.zip", 25 * 1024 * 1024)
    await desk.see("LL-2026-000001")
    await desk.see("新诉求")


async def test_an_album_of_ten_with_one_caption_is_one_contribution(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await at_step(firm, "files")
    await firm.photo(count=10, caption="现场十张")
    await firm.see("已收到 10 个附件")
    prompts = [message for message in await firm.messages() if "已收到" in message.text]
    assert len(prompts) == 1
    await send(firm)
    assert "现场十张" in (await my_ticket(house)).ticket.details
    await desk.see("附件")
    await desk.see("新诉求")
    pictures = [message for message in await desk.messages() if "photo" in message.raw]
    assert len(pictures) == 10


async def test_an_album_typed_at_the_menu_is_offered_as_one_ticket(house: House) -> None:
    firm = await house.phone("C01")
    await firm.photo(count=3, caption="路灯全灭了，晚上很危险")
    offered = await firm.see("这些内容要怎么处理")
    assert "附件：3 个" in offered.text
    assert "路灯全灭了" in offered.text


async def test_a_picture_without_words_is_kept_and_words_are_asked_for(house: House) -> None:
    firm = await house.phone("C01")
    await firm.photo()
    await firm.see("附件：1 个")
    await firm.press("提交为诉求")
    await firm.press("水电气网")
    await firm.see("请用一两句话说明")


async def test_an_edited_message_changes_the_answer_before_filing_and_supplements_it_after(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await at_step(firm, "summary")
    said = await firm.write("一号车间停电了")
    await firm.see("照片")
    await firm.edit(said, "二号车间停电了")
    await firm.see("已按您修改后的内容更新")
    await send(firm)
    assert (await my_ticket(house)).ticket.summary == "二号车间停电了"
    await desk.see("新诉求")
    await firm.edit(said, "二号车间停电，还跳闸")
    await firm.see("补充记下")
    assert "还跳闸" in (await desk.see("补充或修改")).text
    events = (await history_of(house.db, 1, await me(house.db, "L01"))).events
    assert [event.text for event in events] == ["二号车间停电了", "二号车间停电，还跳闸"]
    stray = await firm.write("/help")
    await firm.edit(stray, "没什么")
    await firm.see("不影响任何诉求")


async def promised(house: House) -> Phone:
    """A liaison who is asked for a date."""
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await at_step(firm, "review")
    await firm.press("提交")
    await desk.see("新诉求")
    await desk.press("签收")
    await desk.see("请承诺办结时限")
    return desk


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("尽快", "没看懂日期"),
        ("👍", "没看懂日期"),
        ("<b>", "没看懂日期"),
        ("9" * 4000, "没看懂日期"),
        ("2027-12-01", "太晚了"),
        ("2026-11-23", "已经过去"),
    ],
)
async def test_words_that_are_no_possible_date_are_told_what_is(house: House, words: str, told: str) -> None:
    desk = await promised(house)
    await desk.write(words)
    asked = await desk.see(told)
    assert asked.has_button("11月24日")
    await desk.write("明天")
    assert "11月25日" in (await desk.see("时限已承诺")).text


async def test_a_photo_for_a_date_is_told_where_photos_belong(house: House) -> None:
    desk = await promised(house)
    await desk.photo()
    assert "跟单" in (await desk.see("没看懂日期")).text
    await desk.voice()
    await desk.see("没看懂日期")
    await desk.location()
    await desk.see("没看懂日期")


async def test_a_photo_before_the_words_of_a_progress_report_is_kept(house: House) -> None:
    desk = await promised(house)
    await desk.press("11月24日")
    await desk.see("时限已承诺")
    await desk.press("跟单")
    await desk.see("请写一句进展")
    await desk.photo()
    assert "已保留" in (await desk.see("需要文字")).text
    await desk.sticker()
    await desk.see("需要文字")
    await desk.write("已经派人")
    await desk.see("有照片")
    await desk.press("跳过")
    await desk.see("进展已发给企业")
    async with house.db.read() as session:
        assert len(await attachments(session, 1)) == 1


async def test_a_report_that_nobody_can_receive_is_kept_until_somebody_can(house: House) -> None:
    firm = await house.phone("C01")
    await at_step(firm, "review")
    async with house.db.engine.begin() as connection:
        await connection.execute(text("UPDATE firm SET liaison_id = NULL"))
        await connection.execute(text("DELETE FROM person_role WHERE role = 'dispatcher'"))
    await firm.press("提交")
    assert WORDS in (await firm.see("还没有联络员")).text
    back = "UPDATE firm SET liaison_id = (SELECT id FROM person WHERE code = 'L01') WHERE code = 'F01'"
    async with house.db.engine.begin() as connection:
        await connection.execute(text(back))
    await firm.press("提交")
    await firm.see("LL-2026-000001")


async def test_a_form_whose_ticket_has_moved_on_says_so_and_ends(house: House) -> None:
    desk, firm = await promised(house), await house.park.phone("C01")
    await firm.write("/withdraw LL-2026-000001")
    await firm.press("确定撤单")
    await firm.see("已撤单")
    await desk.write("明天")
    await desk.see("不能“承诺时限”")
    await desk.write("/cancel")
    await desk.see("没有正在填写")


async def test_on_a_visit_what_says_nothing_is_pointed_out_and_words_are_kept_whole_and_can_be_edited(
    house: House,
) -> None:
    desk = await house.phone("L01")
    await desk.write("/visit")
    await desk.see("说了什么")
    await desk.sticker()
    assert "请先发一点内容" in (await desk.see("请先发")).text
    await desk.press("完成")
    await desk.see("请先发一点内容")
    first = await desk.write("<b>缺人</b> & 缺电")
    assert "<b>缺人</b> & 缺电" in (await desk.see("已记下")).text
    await desk.edit(first, "缺人，招不到电工")
    await desk.see("")
    long = "".join(f"第{n}条：设备老旧。" for n in range(600))
    await desk.write(long)
    await desk.see("已记下")
    await desk.press("完成")
    await desk.see("走访已记录")
    page = await visits_of(house.db, 1, by=await me(house.db, "L01"))
    assert page.visits[0][0].text == f"缺人，招不到电工\n{long}"
