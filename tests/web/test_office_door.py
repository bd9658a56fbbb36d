"""The back office's door: a stolen, old or replayed link opens nothing, and a session ends when it should."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import delete, select

from domain.errors import NotForOffice
from domain.roles import Role
from services.office import make_office_link
from storage.tables import OfficeLink, OfficeSession, PersonRole
from tests.house import House
from tests.services.people import me
from tests.web.desk import ADDRESS, Browser, Desk

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def is_in(browser: Browser) -> bool:
    return (await browser.open("/")).status_code == 200


async def test_the_link_opens_once_and_only_by_its_button(desk: Desk) -> None:
    token = await desk.token("A01")
    browser, preview, thief = desk.browser(), desk.browser(), desk.browser()
    for _ in range(3):
        assert (await preview.open(f"/in/{token}")).status_code == 200
    assert not await is_in(preview)
    await browser.open(f"/in/{token}")
    assert (await browser.send_form("/in", token=token)).status_code == 303
    assert await is_in(browser)
    await thief.open(f"/in/{token}")
    again = await thief.send_form("/in", token=token)
    assert again.status_code == 403 and "打不开了" in again.text and not await is_in(thief)


async def test_two_who_press_the_button_of_one_link_at_once_do_not_both_get_in(desk: Desk) -> None:
    token, browsers = await desk.token("A01"), [desk.browser(), desk.browser()]
    for browser in browsers:
        await browser.open(f"/in/{token}")
    answers = await asyncio.gather(*(browser.send_form("/in", token=token) for browser in browsers))
    assert sorted(answer.status_code for answer in answers) == [303, 403]


@on_sqlite
async def test_an_old_a_replaced_and_a_made_up_link_open_nothing(desk: Desk) -> None:
    old = await desk.token("A01")
    desk.later(15 * MINUTE)
    replaced, newest = await desk.token("A01"), await desk.token("A01")
    browser = desk.browser()
    for token in (old, replaced, "made-up", ""):
        await browser.open(f"/in/{token or 'x'}")
        assert (await browser.send_form("/in", token=token)).status_code == 403
        assert not await is_in(browser)
    await browser.open(f"/in/{newest}")
    assert (await browser.send_form("/in", token=newest)).status_code == 303


@on_sqlite
async def test_neither_link_nor_cookie_can_be_read_in_the_database(desk: Desk) -> None:
    token = await desk.token("A01")
    browser = await desk.signed_in("W01")
    async with desk.db.read() as session:
        links, sessions = list(await session.exec(select(OfficeLink))), list(await session.exec(select(OfficeSession)))
    kept = str([row.model_dump() for row in (*links, *sessions)])
    assert token not in kept and browser.cookies["sidan_office"] not in kept


@on_sqlite
async def test_cookies_are_for_no_script_and_no_foreign_page(desk: Desk) -> None:
    browser, token = desk.browser(), await desk.token("A01")
    page = await browser.open(f"/in/{token}")
    entered = await browser.send_form("/in", token=token)
    for set_cookie in (page.headers["set-cookie"], entered.headers.get_list("set-cookie")[0]):
        assert all(word in set_cookie for word in ("HttpOnly", "SameSite=lax", "Secure", "Path=/"))


@on_sqlite
async def test_a_session_ends_after_an_idle_hour_and_after_eight(desk: Desk) -> None:
    idle, busy = await desk.signed_in("A01"), await desk.signed_in("W01")
    for _ in range(2):
        desk.later(HOUR - MINUTE)
        assert await is_in(busy)
    assert not await is_in(idle)
    for _ in range(6):
        desk.later(HOUR - MINUTE)
        assert await is_in(busy)
    desk.later(9 * MINUTE)
    assert not await is_in(busy)


async def test_a_session_ends_at_once_and_for_good_with_the_role(desk: Desk) -> None:
    browser, admin = await desk.signed_in("A01"), await me(desk.db, "A01")
    async with desk.db.begin() as session:
        await session.exec(delete(PersonRole).where(PersonRole.person_id == admin.id))  # type: ignore[arg-type]
    assert not await is_in(browser)
    async with desk.db.begin() as session:
        session.add(PersonRole(person_id=admin.id, role=Role.ADMIN))
    assert not await is_in(browser)


@on_sqlite
async def test_who_signs_out_is_out(desk: Desk) -> None:
    browser = await desk.signed_in("A01")
    stolen = browser.cookies["sidan_office"]
    assert (await browser.send_form("/out")).status_code == 303
    thief = desk.browser()
    thief.cookies.set("sidan_office", stolen, domain="park.example", path="/admin")
    assert not await is_in(browser) and not await is_in(thief)


@on_sqlite
async def test_a_form_from_elsewhere_is_refused(desk: Desk) -> None:
    browser, other = await desk.signed_in("A01"), await desk.signed_in("W01")
    foreign = await browser.post("/admin/out", data={"csrf": ""})
    assert foreign.status_code == 403
    browser_last, browser.last = browser.last, other.last
    assert (await browser.send_form("/out")).status_code == 403
    browser.last = browser_last
    browser.headers["origin"] = "https://evil.example"
    assert (await browser.send_form("/out")).status_code == 403
    browser.headers["origin"] = ADDRESS
    assert (await browser.send_form("/out")).status_code == 303


@on_sqlite
async def test_who_knocks_too_often_has_to_wait(desk: Desk) -> None:
    browser, token = desk.browser(), await desk.token("A01")
    await browser.open(f"/in/{token}")
    answers = [(await browser.send_form("/in", token="guess")).status_code for _ in range(21)]
    assert answers[:20] == [403] * 20 and answers[20] == 429
    desk.later(5 * MINUTE)
    assert (await browser.send_form("/in", token=token)).status_code == 303


@on_sqlite
async def test_who_sends_too_many_forms_has_to_wait_a_minute(desk: Desk) -> None:
    browser = await desk.signed_in("A01")
    answers = [(await browser.send_form("/inbox/1")).status_code for _ in range(61)]
    assert answers == [409] * 60 + [429]
    desk.later(MINUTE)
    await browser.open("/")
    assert (await browser.send_form("/inbox/1")).status_code == 409


@on_sqlite
async def test_every_answer_has_the_security_headers_and_nothing_is_kept(desk: Desk) -> None:
    browser = await desk.signed_in("A01")
    for path in ("/", "/no-such-page", "/in/x", "/static/office.css"):
        answer = await browser.open(path)
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"
        assert (answer.headers.get("cache-control") == "no-store") == ("static" not in path)
    huge = await browser.post("/admin/out", content=b"x", headers={"content-length": str(1 << 30)})
    assert huge.status_code == 413


@on_sqlite
async def test_who_has_no_such_role_gets_no_link(desk: Desk) -> None:
    for code in ("C01", "C02"):
        with pytest.raises(NotForOffice):
            await make_office_link(desk.db, by=await me(desk.db, code), at=desk.at)


@pytest.mark.parametrize("change", ["UPDATE audit SET act = 'x'", "DELETE FROM audit"])
async def test_the_database_itself_refuses_to_change_the_trail(desk: Desk, change: str) -> None:
    await desk.signed_in("A01")
    with pytest.raises(DBAPIError, match="the trail never changes"):
        async with desk.db.engine.begin() as connection:
            await connection.execute(text(change))


@on_sqlite
async def test_the_bot_sends_the_link_to_those_who_may_and_a_sentence_to_others(house: House) -> None:
    admin, contact = await house.phone("A01"), await house.phone("C01")
    await admin.write("/admin")
    sent = await admin.see("后台链接")
    assert house.app and f"{house.app.office_url}/admin/in/" in sent.text and "15 分钟" in sent.text
    await contact.write("/admin")
    await contact.see("后台供管理员")
