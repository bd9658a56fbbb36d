"""Signing day and the ledgers, from phone to phone: the forms, wrong answers, the files that come along."""

from datetime import timedelta

import pytest

from domain.agency import Kind
from tests.house import House
from tests.services.agency_rows import Plan, agents, write_case

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both


async def test_an_agent_lands_a_project_in_one_form_and_all_owners_have_their_steps_within_seconds(
    house: House,
) -> None:
    await agents(house.db)
    agent, director, officer, lead, firm = [await house.phone(code) for code in ("G01", "D01", "O03", "P01", "C01")]
    await agent.press_reply("签约落地")
    await agent.see("哪家企业")
    await agent.photo()  # instead of a name
    await agent.see("哪家企业")
    await agent.write("不存在的新公司")
    assert "后台" in (await agent.see("没有找到")).text
    await agent.write("澜砚")
    await agent.press("澜砚星")
    await agent.see("项目叫什么名字")
    await agent.write("年产五千套部件项目")
    await agent.press("今天")
    await agent.see("落地推进会什么时候开")
    await agent.write("下午")
    await agent.see("请写日期和时间")
    await agent.press("15:00")
    await agent.see("用哪份落地清单")
    await agent.press("拿地建厂")
    card = await agent.see("共 10 件事项")
    assert "落地推进会 11月24日 周二 15:00" in card.text and "10. 项目投产服务" in card.text
    assert (await sheet(agent)).startswith("落地清单-澜砚星")
    assert "共 10 件事项" in (await director.see("签约落地")).text
    assert (await sheet(director)).startswith("落地清单-澜砚星")
    own = await officer.see("您部门负责")
    assert "建筑工程施工许可证" in own.text and "企业设立登记" not in own.text
    for phone in (lead, firm):
        await phone.see("签约落地")
    await lead.press_reply("代办进度")
    await lead.see("在办的代办事项")
    await director.press("落地清单")
    await lead.write("/landing")
    await lead.see("只能由")


async def sheet(phone: object) -> str:
    """The name of the newest workbook on the phone, as soon as it is there."""
    for _ in range(100):
        names = [m.raw["document"]["file_name"] for m in await phone.messages() if "document" in m.raw]  # type: ignore[attr-defined]
        if names:
            return str(names[-1])
    raise AssertionError("no workbook")


async def test_a_reward_and_a_certificate_are_entered_in_chat_and_the_director_reads_the_ledger_and_the_year(
    house: House,
) -> None:
    await agents(house.db)
    await write_case(house.db, Plan(name="招商协议约定奖励兑现", kind=Kind.REWARD))
    await write_case(house.db, Plan("DB-2026-000002", "F02", "历史遗留厂房补办不动产权证", Kind.CERTIFICATE))
    agent, officer, director, firm = [await house.phone(code) for code in ("G01", "O03", "D01", "C01")]
    await agent.write("/where DB-2026-000001")
    await agent.press("登记奖励")
    await agent.see("奖励金额是多少元")
    for wrong in ("很多钱", "12,34", "0.001"):
        await agent.write(wrong)
        await agent.see("请写清楚金额")
    await agent.write("123.456789万")
    await agent.see("哪天核定的")
    await agent.press("跳过")
    await agent.see("哪天兑付的")
    await agent.press("跳过")
    assert "1,234,567.89 元" in (await agent.see("已登记")).text
    await officer.write("/reward")
    await officer.press("000001")
    await officer.see("现在登记的是 1,234,567.89 元")
    await officer.press("跳过")
    await officer.see("哪天核定的")
    await officer.write("明年")
    await officer.see("请写已经发生的日期")
    await officer.press("今天")
    await officer.see("哪天兑付的")
    await officer.write("2026-11-01")
    await officer.see("登记顺序不对")
    await officer.press("今天")
    assert "兑付：11月24日" in (await officer.see("已登记")).text
    assert "1,234,567.89 元" in (await firm.see("奖励已兑付")).text
    await agent.write("/certificate db-2026-2")
    await agent.see("证书编号是什么")
    await agent.write("湘（2026）不动产权第0001号")
    await agent.see("哪天发的证")
    await agent.press("今天")
    assert "第0001号" in (await agent.see("已登记")).text
    await director.write("/ledger")
    seen = await director.see("代办台账")
    assert "2026 年：核定 1,234,567.89 元，兑付 1,234,567.89 元" in seen.text and "已发证 1 件" in seen.text
    await director.press("下载台账")
    assert (await sheet(director)).endswith("2026-11-24.xlsx")
    await director.write("/yearreport 2026")
    told = (await director.see("年度报告")).text
    assert "奖励兑现 1 家：核定 1,234,567.89 元" in told and "历史遗留办证 1 件，涉及 1 家企业" in told
    await firm.write("/ledger")
    await firm.see("台账由主任")
    await firm.write("/reward DB-2026-000001")
    await firm.see("台账由主任")
    await firm.write("/certificate DB-2026-000002")
    await firm.see("没有找到这件办件")
    await house.advance(timedelta())
