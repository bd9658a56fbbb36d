"""People, firms, departments and categories in the browser: lists, forms, two editors at once, the trail."""

import asyncio
import re
from html import unescape

import pytest
from sqlmodel import select

from services.people import accept_invitation
from storage.tables import Audit, Push, Ticket
from tests.reliability.desk_work import filed, rows
from tests.services.people import me
from tests.web.desk import Browser, Desk

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
INPUT = re.compile(r'<input name="(\w+)"[^>]* value="([^"]*)"')
CHECKED = re.compile(r'name="(roles)" value="(\w+)" checked')
CHOSEN = re.compile(r'<select name="(\w+)">(.*?)</select>', re.DOTALL)
VERSION = re.compile(r'name="version" value="(\w*)"')


def form_of(page: str) -> dict[str, object]:
    """What a browser would send back of the page's form, unchanged."""
    version = VERSION.search(page)
    found: dict[str, object] = {"version": version.group(1) if version else ""}
    found |= {name: unescape(value) for name, value in INPUT.findall(page)}
    for name, options in CHOSEN.findall(page):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen.group(1) if chosen else ""
    return found | {"roles": [value for _, value in CHECKED.findall(page)]}


async def change(browser: Browser, path: str, **fields: object) -> tuple[int, str]:
    """Open a form, type, save."""
    form = form_of((await browser.open(path)).text) | fields
    answer = await browser.send_form(path, **form)
    return answer.status_code, unescape(answer.text)


async def trail(desk: Desk, what: str) -> list[Audit]:
    async with desk.db.read() as session:
        return list(await session.exec(select(Audit).where(Audit.what == what).order_by(Audit.id)))  # type: ignore[arg-type]


async def test_a_person_is_added_edited_and_invited_and_all_of_it_is_on_the_trail(desk: Desk) -> None:
    admin = await desk.signed_in("A01")
    new = {"code": "L07", "name": "袁知秋", "roles": ["liaison", "officer"], "phone": "13900001111", "department": "D2"}
    assert (await change(admin, "/people/new", **new))[0] == 303
    assert "袁知秋" in (await admin.open("/people?role=liaison&words=知秋")).text
    assert (await change(admin, "/people/L07", phone="13900002222", roles=["liaison"]))[0] == 303
    invited = await admin.send_form("/people/L07/invite")
    token = re.search(r"start=([\w-]+)", invited.text)
    assert token and "<svg" in invited.text and "7 天" in invited.text
    bound = await accept_invitation(desk.db, token.group(1), 5, 6, language="zh-CN", at=desk.at)
    assert bound.person.code == "L07" and bound.roles == {"liaison"}
    added, changed, invitation = await trail(desk, "person")
    assert (added.act, added.row, added.new["name"], added.new["phone"]) == ("add", "L07", "袁**", "139****1111")
    assert (changed.old, changed.new) == (
        {"roles": ["liaison", "officer"], "phone": "139****1111"},
        {"roles": ["liaison"], "phone": "139****2222"},
    )
    assert invitation.act == "invite" and {row.actor_id for row in (added, changed, invitation)} == {
        (await me(desk.db, "A01")).id
    }
    page = unescape((await admin.open("/trail?what=person&row=L07")).text)
    assert (
        "A01 罗子墨" in page
        and "电话：139****1111" in page
        and "角色：驻企联络员、部门经办人" in page
        and "2026-11-24 09:30" in page
    )


async def test_two_administrators_at_once_the_second_is_told_and_loses_nothing(desk: Desk) -> None:
    first, second = await desk.signed_in("A01"), await desk.signed_in("W01")
    mine = form_of((await first.open("/firms/F03")).text)
    theirs = form_of((await second.open("/firms/F03")).text)
    assert (await first.send_form("/firms/F03", **mine | {"chain": "集成电路"})).status_code == 303
    refused = await second.send_form("/firms/F03", **theirs | {"chain": "新型显示", "size": "large"})
    page = unescape(refused.text)
    assert refused.status_code == 409 and "别人改过这一条" in page
    assert "现在是：集成电路" in page and form_of(page)["chain"] == "新型显示" and form_of(page)["size"] == "large"
    assert "集成电路" in (await first.open("/firms?words=F03")).text
    assert (await second.send_form("/firms/F03", **form_of(page))).status_code == 303
    assert "新型显示" in (await first.open("/firms?words=F03")).text
    assert [row.new.get("chain") for row in await trail(desk, "firm")] == ["集成电路", "新型显示"]


async def test_of_two_who_save_at_the_same_moment_one_is_told(desk: Desk) -> None:
    first, second = await desk.signed_in("A01"), await desk.signed_in("W01")
    forms = [form_of((await browser.open("/firms/F03")).text) for browser in (first, second)]
    saves = (
        browser.send_form("/firms/F03", **form | {"chain": chain})
        for browser, form, chain in zip((first, second), forms, ("集成电路", "新型显示"), strict=True)
    )
    answers = await asyncio.gather(*saves)
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(await trail(desk, "firm")) == 1


@on_sqlite
async def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(desk: Desk) -> None:
    admin = await desk.signed_in("A01")
    for path, fields, says in (
        ("/people/new", {"code": "L01", "name": "某人", "roles": ["liaison"]}, "这个编号已经有了"),
        ("/people/new", {"code": "L 9", "name": "某人", "roles": ["liaison"]}, "编号只能用字母"),
        ("/people/new", {"code": "L99", "name": "某人"}, "这一项要填"),
        ("/people/L01", {"name": "某人" * 50}, "太长了"),
        ("/people/L01", {"name": "某人", "roles": ["officer"]}, "还在负责 F01"),
        ("/people/C01", {"name": "某人", "roles": ["officer"]}, "还在负责 F01"),
        ("/people/A01", {"name": "某人", "roles": ["officer"]}, "最后一位管理员"),
        ("/people/L01", {"name": "某人", "department": "D9"}, "没有 D9"),
        ("/firms/F01", {"name": "某人", "liaison": "L04"}, "L04 已有 3 家企业"),
        ("/firms/F01", {"name": "某人", "liaison": "C01"}, "没有 C01"),
        ("/firms/F01", {"name": "某人", "contacts": "C01、L01"}, "没有 L01"),
        ("/firms/F01", {"name": "某人", "size": "huge"}, "填得不对"),
        ("/categories/other", {"zh": "某人", "resolve_days": "0"}, "填得不对"),
        ("/departments/new", {"code": "", "name": "某人"}, "这一项要填"),
    ):
        status, page = await change(admin, path, **fields)
        assert status == 409 and says in page, (path, fields)
        assert "某人" in page
    assert await trail(desk, "person") == [] and await trail(desk, "firm") == []


@on_sqlite
async def test_a_saved_row_that_was_wrong_first_is_still_guarded_against_other_editors(desk: Desk) -> None:
    first, second = await desk.signed_in("A01"), await desk.signed_in("W01")
    mine = form_of((await first.open("/firms/F03")).text)
    assert (await change(second, "/firms/F03", chain="集成电路"))[0] == 303
    wrong = await first.send_form("/firms/F03", **mine | {"size": "huge"})
    again = await first.send_form("/firms/F03", **form_of(wrong.text) | {"size": "large"})
    assert again.status_code == 409 and "别人改过这一条" in again.text


@on_sqlite
async def test_a_category_keeps_its_place_and_a_new_one_stands_last(desk: Desk) -> None:
    admin = await desk.signed_in("A01")
    assert (await change(admin, "/categories/safety", resolve_days="3"))[0] == 303
    new = {"code": "transport", "zh": "交通物流", "en": "Transport", "resolve_days": "5", "department": "D3"}
    assert (await change(admin, "/categories/new", **new))[0] == 303
    listed = re.findall(r'href="/admin/categories/(\w+)"', (await admin.open("/categories")).text)
    assert [code for code in listed if code != "new"][-2:] == ["building", "transport"]
    assert [code for code in listed if code != "new"][3] == "safety"


async def test_a_firms_new_liaison_gets_its_open_tickets_and_a_firm_is_not_left_without_one(desk: Desk) -> None:
    admin = await desk.signed_in("A01")
    ticket = await filed(desk.db, "C01", "三号车间停电", at=desk.at)
    status, text = await change(admin, "/firms/F01", liaison="")
    assert status == 409 and "企业不能没有联络员" in text and "刘建军 L01" in text
    status, text = await change(admin, "/firms/F01", liaison="L04")
    assert status == 409 and "已有 3 家企业，不能再多。还有空位的联络员：刘建军 L01" in text
    assert (await change(admin, "/firms/F01", liaison="L05"))[0] == 303
    owner = (await rows(desk.db, select(Ticket.owner_id).where(Ticket.id == ticket.id)))[0]
    assert owner == (await me(desk.db, "L05")).id
    told = {push.kind for push in await rows(desk.db, select(Push))}
    assert {"firm-yours", "firm-gone", "new-liaison"} <= told
    firm = form_of((await admin.open("/firms/F01")).text)
    assert firm["liaison"] == "L05" and str(firm["credit_code"]).startswith("91")


@on_sqlite
async def test_english_is_complete_and_what_was_typed_is_escaped(desk: Desk) -> None:
    admin, person = await desk.signed_in("A01"), (await me(desk.db, "A01")).person
    assert (await change(admin, "/departments/D4", name="<script>alert(1)</script>"))[0] == 303
    assert "<script>" not in (await admin.open("/departments")).text
    async with desk.db.begin() as session:
        person.language = "en"
        session.add(person)
    for path in ("/", "/people", "/people/new", "/firms", "/categories", "/trail"):
        page = (await admin.open(path)).text
        assert 'lang="en"' in page and "Sidan back office" in page and "四单后台" not in page


@on_sqlite
async def test_saving_what_nobody_changed_leaves_no_line_on_the_trail(desk: Desk) -> None:
    admin = await desk.signed_in("A01")
    for path in ("/people/C01", "/people/P01", "/firms/F01", "/departments/D1", "/categories/other"):
        assert (await change(admin, path))[0] == 303
    assert [row for kind in ("person", "firm", "department", "category") for row in await trail(desk, kind)] == []
