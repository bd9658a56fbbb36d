"""The story that the product exists for, from one phone to the other, through real HTTP."""

from pathlib import Path

import pytest

from storage.database import Database
from tests.house import House, opened_house
from tests.phones import Phone


async def file_by_form(firm: Phone, words: str = "三号车间今早停电，生产线全停了", *, urgent: bool = False) -> str:
    """Fill in the guided form; returns the number."""
    await firm.press_reply("报问题")
    await firm.see("哪一类")
    await firm.press("水电气网")
    await firm.see("请用一两句话说明")
    await firm.write(words)
    await firm.see("照片")
    await firm.press("跳过")
    await firm.see("急不急")
    await firm.press("紧急" if urgent else "一般")
    await firm.see("请核对")
    await firm.press("提交")
    filed = await firm.see("已提交，编号")
    return next(word for word in filed.text.split() if word.startswith("LL-"))


async def tell_the_story(house: House) -> None:
    """File, sign, promise, report, resolve, rate."""
    firm, desk = await house.phone("C01"), await house.phone("L01")
    number = await file_by_form(firm)
    assert number == "LL-2026-000001"
    card = await desk.see("新诉求，请签收", timeout=2)
    assert number in card.text
    assert "三号车间" in card.text

    await desk.press("签收", card=card)
    await desk.see("办理中")
    await firm.see("已签收")
    await desk.see("请承诺办结时限")
    await desk.press("11月24日")
    await desk.see("时限已承诺")
    promised = await firm.see("承诺了办结时限")
    assert "11月24日 周二 17:30" in promised.text

    await desk.press("跟单")
    await desk.see("请写一句进展")
    await desk.write("抢修队已到，换变压器")
    await desk.see("有照片")
    await desk.photo(count=2)
    await desk.see("已收到 2 个附件")
    await desk.press("下一步")
    await desk.see("进展已发给企业")
    await firm.see("LL-2026-000001 附件")
    await firm.see("抢修队已到")

    await desk.press("办结")
    await desk.press("已解决")
    await desk.see("请写明结果")
    await desk.write("变压器已更换，恢复供电")
    await desk.see("有佐证")
    await desk.press("跳过")
    await desk.see("结果已提交")
    result = await firm.see("已有结果，请评价")
    assert "变压器已更换" in result.text

    await firm.press("5★", card=result)
    await firm.see("★★★★★")
    await firm.see("想补充一句吗")
    await firm.write("反应很快")
    await firm.see("已记下")
    closed = await desk.see("诉求已归档")
    assert "★" not in closed.text
    await firm.write("/history LL-2026-000001")
    told = await firm.see("办理过程")
    for step in ("填单", "签收", "承诺时限", "跟单", "办结", "企业已评价", "反应很快"):
        assert step in told.text


async def test_a_firm_files_its_liaison_answers_and_the_firm_rates_by_polling(house: House) -> None:
    await tell_the_story(house)


async def test_a_firm_files_its_liaison_answers_and_the_firm_rates_by_webhook(db: Database, tmp_path: Path) -> None:
    async with opened_house(db, tmp_path, webhook=True) as house:
        await tell_the_story(house)


@pytest.mark.parametrize("words", ["食堂后面的下水道堵了三天，臭得不行"])
async def test_a_sentence_typed_at_any_time_becomes_a_ticket_with_the_text_kept(house: House, words: str) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await firm.write(words)
    await firm.see(words)
    await firm.press("提交为诉求")
    await firm.see("哪一类")
    await firm.press("道路环境物业")
    await firm.see("照片")
    await firm.photo()
    await firm.see("已收到 1 个附件")
    await firm.press("下一步")
    await firm.press("一般")
    await firm.press("提交")
    await firm.see("LL-2026-000001")
    await desk.see("附件")
    assert words in (await desk.see("新诉求")).text
