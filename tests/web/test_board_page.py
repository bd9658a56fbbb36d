"""The board in the browser: who opens it, what each may see of it, and that nobody is named who must not be."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from domain.errors import NotForOffice, NotForYou
from domain.lifecycle import Action, Outcome, State
from domain.scoring import THIN, Measure
from services.office import make_office_link, signed_in
from services.publishing import publish
from services.record import Move
from services.scoreboard import behind, month_span
from services.screens import hang, new_token, take_down
from services.tickets import move
from storage.database import Database
from storage.score_tables import PublishedMonth
from storage.tables import Contact, Department, Firm, Person, Ticket
from tests.conftest import PARK
from tests.house import KEYS
from tests.services.people import me
from tests.services.situations import ids_of
from tests.web.busy import busy_park
from tests.web.desk import Browser, Desk
from web.office.visit import csrf_of

__all__ = ["busy_park"]  # a fixture
SEES_ALL = ("D01", "W01", "K01", "A01")
MEASURED = ("H03", "O03", "L01", "P01")
LISTS = {
    Measure.RESPONSE: (*SEES_ALL, *MEASURED),
    Measure.KEPT_WORD: (*SEES_ALL, *MEASURED),
    Measure.SOLUTION: (*SEES_ALL, *MEASURED),
    Measure.COMING: (*SEES_ALL, *MEASURED),
    Measure.SATISFACTION: SEES_ALL,
    Measure.ANSWERED: SEES_ALL,
    Measure.UNCALLED: SEES_ALL,
    Measure.PARTLY: (*SEES_ALL, *MEASURED),
    Measure.EXPLAINED: (*SEES_ALL, *MEASURED),
    Measure.PASSED_UP: (*SEES_ALL, *MEASURED),
}
NUMBER = re.compile(r"LL-2026-\d{6}")
OCTOBER = date(2026, 10, 1)


@pytest.fixture
async def desk(busy_park: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    """The back office and the board of a park that has been at work."""
    shutil.copy(busy_park, tmp_path / "sidan.db")
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'sidan.db'}", PARK, KEYS)
    made = Desk(db)
    yield made
    for browser in made.browsers:
        await browser.aclose()
    await db.close()


async def firm_names(db: Database) -> list[str]:
    async with db.read() as session:
        return list(await session.exec(select(Firm.name)))


async def names_of_people(db: Database, *, contacts_only: bool = False) -> list[str]:
    async with db.read() as session:
        speakers = set(await session.exec(select(Contact.person_id)))
        people = list(await session.exec(select(Person)))
    return [person.name for person in people if person.id in speakers or not contacts_only]


def text_of(page: httpx.Response, status: int = 200) -> str:
    assert page.status_code == status, (page.request.url, page.status_code, page.text[:300])
    return page.text


async def test_who_is_not_signed_in_sees_no_figure(desk: Desk) -> None:
    browser = desk.browser()
    for path in ("/board", "/board?screen=hall", "/board/behind/response"):
        text = text_of(await browser.get(path), 401)
        assert "发 /screen" in text and not re.search(r"\d %|data-part", text)
    assert (await browser.get("/board/events")).status_code == 401


@pytest.mark.parametrize("code", [*SEES_ALL, *MEASURED])
async def test_who_works_in_the_park_opens_the_board(desk: Desk, code: str) -> None:
    text = text_of(await (await desk.signed_in(code)).get("/board"))
    for name in ("不叫不到", "随叫随到", "说到做到", "服务周到", "响应率", "解决率", "满意率", "亮灯", "逐月走势"):
        assert name in text, name
    assert ("部门排名" in text) == (code not in {"L01", "P01"})


async def test_departments_and_liaisons_find_nothing_else_in_the_browser(desk: Desk) -> None:
    for code in MEASURED:
        browser = await desk.signed_in(code)
        for path in ("/", "/tickets", "/people", "/screens"):
            assert (await browser.open(path)).status_code == 403
        assert "/admin/tickets" not in (await browser.get("/board")).text


async def test_a_firms_contact_gets_no_way_in(desk: Desk) -> None:
    with pytest.raises(NotForOffice):
        await make_office_link(desk.db, by=await me(desk.db, "C01"), at=desk.at)


async def test_every_figure_shows_formula_numerator_and_denominator_and_leads_to_its_list(desk: Desk) -> None:
    browser = await desk.signed_in("D01")
    figures = re.findall(r'<li class="figure.*?</li>', text_of(await browser.get("/board")), re.DOTALL)
    assert len(figures) == 8
    for figure in figures:
        assert re.search(r'class="formula">\S', figure)
        if "不叫不到" in figure:
            continue
        assert re.search(r"\d+ / \d+|\d+ 件的中位数", figure)
        address = re.search(r'href="(/board/behind/[^"]+)"', figure)
        assert address
        assert NUMBER.search(text_of(await browser.get(address[1].replace("&amp;", "&"))))


async def test_the_list_behind_a_figure_is_its_denominator_and_marks_its_numerator(desk: Desk) -> None:
    browser = await desk.signed_in("D01")
    board = text_of(await browser.get("/board"))
    found = re.search(r"解决率</h3>.*?<p class=\"of\">(\d+) / (\d+)", board, re.DOTALL)
    assert found
    text = text_of(await browser.get("/board/behind/solution"))
    assert len(NUMBER.findall(text)) == int(found[2]) and text.count("<span>计入</span>") == int(found[1])


@pytest.mark.parametrize("code", [*SEES_ALL, *MEASURED])
async def test_each_list_opens_to_those_who_may_see_it_and_nobody_else(desk: Desk, code: str) -> None:
    browser = await desk.signed_in(code)
    board = text_of(await browser.get("/board"))
    for measure, may in LISTS.items():
        page = await browser.get(f"/board/behind/{measure}?since=2026-09&until=2026-11")
        assert page.status_code == (200 if code in may else 403), measure
        assert (f"/board/behind/{measure}" in board) <= (code in may)
    nothing = ["red?by=category&key=people", "nonsense", "response?key=1", "response?by=moon&key=1"]
    nothing += [f"response?by=department&key={key}" for key in ("", "x", "1" * 10)]
    for path in nothing:
        assert (await browser.get(f"/board/behind/{path}")).status_code == 404, path


async def test_who_rated_stands_in_no_list_of_those_who_were_rated(desk: Desk) -> None:
    officer = await desk.signed_in("O03")
    departments = await ids_of(desk.db, Department)
    for measure in (Measure.SATISFACTION, Measure.ANSWERED):
        with pytest.raises(NotForYou):
            await behind(desk.db, measure, month_span(OCTOBER), by=await me(desk.db, "O03"), at=desk.at)
        for row in ("", f"?by=department&key={departments['D3']}", "?by=category&key=people"):
            page = await officer.get(f"/board/behind/{measure}{row}")
            assert page.status_code == 403 and not NUMBER.search(page.text)


def few_rated(text: str) -> list[str]:
    """The satisfaction rates on a page of which fewer than five ratings are told apart."""
    cells = re.findall(r'data-label="满意率" class="[^"]*"><span>(.*?)</span></td>', text, re.DOTALL)
    figures = re.findall(r"<h3>(?:满意率|服务周到)</h3>.*?</li>", text, re.DOTALL)
    parts = [re.search(r">(\d+) / (\d+)", each) for each in (*cells, *figures)]
    assert any(parts)
    return [found[0] for found in parts if found and int(found[2]) < THIN]


async def test_no_page_tells_ratings_of_few_but_to_who_sees_everything(desk: Desk) -> None:
    await publish(desk.db, OCTOBER, by=await me(desk.db, "K01"), at=desk.at)
    token = new_token()
    await hang(desk.db, "大厅", token, by=await me(desk.db, "K01"), at=desk.at)
    director, spans = await desk.signed_in("D01"), "since=2026-09&until=2026-11"
    assert few_rated(text_of(await director.get(f"/board?{spans}")))
    pages = [
        await director.get(f"/board?screen=hall&{spans}"),
        await desk.browser().get(f"/board/hall/{token}?{spans}"),
    ]
    pages += [await (await desk.signed_in(code)).get(f"/board?{spans}") for code in MEASURED]
    pages.append(await desk.browser().get("/board/published/2026-10"))
    assert not [few for page in pages for few in few_rated(text_of(page))]
    public = (await desk.browser().get("/board/published/2026-10.json")).json()["figures"]
    rates = [row["sums"]["satisfaction"] for rows in public["rows"].values() for row in rows]
    assert all(rate["numerator"] is None for rate in rates if 0 < rate["denominator"] < THIN)


async def test_a_list_holds_only_tickets_that_the_reader_may_see(desk: Desk) -> None:
    departments, people = await ids_of(desk.db, Department), await ids_of(desk.db, Person)
    async with desk.db.read() as session:
        tickets = {ticket.number: ticket for ticket in await session.exec(select(Ticket))}
        firms = {firm.id: firm for firm in await session.exec(select(Firm))}
    spans = "since=2026-09&until=2026-11"
    officer, liaison = await desk.signed_in("O03"), await desk.signed_in("L01")
    seen = set(NUMBER.findall(text_of(await officer.get(f"/board/behind/response?{spans}"))))
    assert seen and all(tickets[number].lead_id == departments["D3"] for number in seen)
    others = await officer.get(f"/board/behind/response?by=department&key={departments['D4']}&{spans}")
    assert not NUMBER.search(text_of(others))
    own = f"by=liaison&key={people['L01']}"
    seen = set(NUMBER.findall(text_of(await liaison.get(f"/board/behind/response?{own}&{spans}"))))
    assert seen and all(firms[tickets[number].firm_id].liaison_id == people["L01"] for number in seen)
    for row in (f"by=liaison&key={people['L02']}", f"by=department&key={departments['D3']}"):
        assert (await liaison.get(f"/board/behind/response?{row}&{spans}")).status_code == 403


async def test_a_hidden_firm_has_no_name_on_the_board_nor_behind_it(desk: Desk) -> None:
    async with desk.db.begin() as session:
        for ticket in await session.exec(select(Ticket)):
            ticket.confidential = True
            session.add(ticket)
    names, spans = await firm_names(desk.db), "since=2026-09&until=2026-11"
    for code in ("K01", "D01", "O03", "H03"):
        browser = await desk.signed_in(code)
        pages = [await browser.get(f"/board{path}") for path in ("", f"?{spans}", f"/behind/response?{spans}")]
        text = "".join(map(text_of, pages))
        assert NUMBER.search(text) and not [name for name in names if name in text], code


async def test_the_assessor_reads_no_contacts_name(desk: Desk) -> None:
    browser = await desk.signed_in("K01")
    pages = [text_of(await browser.get(f"/board{path}")) for path in ("", *(f"/behind/{each}" for each in LISTS))]
    assert not [name for name in await names_of_people(desk.db, contacts_only=True) if name in "".join(pages)]


async def test_a_hall_needs_no_sign_in_and_names_nobody(desk: Desk) -> None:
    token = new_token()
    await hang(desk.db, "一楼大厅", token, by=await me(desk.db, "K01"), at=desk.at)
    hall = desk.browser()
    text = text_of(await hall.get(f"/board/hall/{token}"))
    assert text.count('class="panel"') == 6 and "服务周到" in text
    forbidden = await firm_names(desk.db) + await names_of_people(desk.db)
    assert not [name for name in forbidden if name in text] and not NUMBER.search(text)
    assert "/board/behind" not in text and "/admin/" not in text.replace("/admin/static", "")
    director = await desk.signed_in("D01")
    as_signed_in = text_of(await director.get("/board?screen=hall"))
    assert not [name for name in forbidden if name in as_signed_in] and not NUMBER.search(as_signed_in)


async def test_a_screens_address_ends_when_it_is_taken_down_and_after_a_year(desk: Desk) -> None:
    keeper, browser = await me(desk.db, "A01"), desk.browser()
    old, gone = new_token(), new_token()
    await hang(desk.db, "一楼", old, by=keeper, at=desk.at)
    row = await hang(desk.db, "二楼", gone, by=keeper, at=desk.at)
    assert (await hang(desk.db, "二楼", gone, by=keeper, at=desk.at)).id == row.id
    await take_down(desk.db, row.id or 0, by=keeper, at=desk.at)
    await take_down(desk.db, row.id or 0, by=keeper, at=desk.at)
    for token in (gone, new_token(), "x"):
        for path in ("", "/events"):
            assert (await browser.get(f"/board/hall/{token}{path}")).status_code == 404
    assert (await browser.get(f"/board/hall/{old}")).status_code == 200
    desk.later(timedelta(days=366))
    assert "停用或到期" in text_of(await browser.get(f"/board/hall/{old}"), 404)
    for code in ("D01", "W01", "O03"):
        with pytest.raises(NotForOffice):
            await hang(desk.db, "三楼", new_token(), by=await me(desk.db, code), at=desk.at)


async def test_a_screen_is_hung_and_taken_down_in_the_back_office(desk: Desk) -> None:
    browser = await desk.signed_in("K01")
    page = text_of(await browser.open("/screens"))
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    assert "请写明挂在哪里" in text_of(await browser.send_form("/screens", token=token[1], place=""), 409)
    hung = text_of(await browser.send_form("/screens", token=token[1], place="政务大厅"))
    assert f"https://park.example/board/hall/{token[1]}" in hung
    listed = text_of(await browser.open("/screens"))
    assert "政务大厅" in listed and token[1] not in listed
    ended = re.search(r'action="/admin(/screens/\d+)"', listed)
    assert ended
    assert (await browser.send_form(ended[1])).status_code == 303
    assert "政务大厅" not in text_of(await browser.open("/screens"))
    assert (await desk.browser().get(f"/board/hall/{token[1]}")).status_code == 404
    assert "大屏" in text_of(await browser.open("/trail"))


async def test_language_and_light_are_chosen_and_remembered(desk: Desk) -> None:
    browser = await desk.signed_in("D01")
    assert "data-theme" not in text_of(await browser.get("/board"))
    chosen = text_of(await browser.get("/board?theme=dark&lang=en"))
    again = text_of(await browser.get("/board"))
    for text in (chosen, again):
        assert 'data-theme="dark"' in text and 'lang="en"' in text and "The four services" in text
    assert 'lang="zh-CN"' in text_of(await browser.get("/board?lang=zh-CN&theme=nonsense"))


async def test_months_are_chosen_and_nonsense_is_this_month(desk: Desk) -> None:
    browser = await desk.signed_in("D01")
    assert "2026年9月 至 2026年11月" in text_of(await browser.get("/board?since=2026-11&until=2026-09"))
    assert "2026年10月" in text_of(await browser.get("/board?since=2026-10"))
    for nonsense in ("since=2026-13", "since=x&until=y", "since=1999-01"):
        page = text_of(await browser.get(f"/board?{nonsense}"))
        assert re.search(r'data-part="period">2026年11月<', page)


async def test_a_page_that_only_looks_for_news_keeps_no_session_alive(desk: Desk) -> None:
    browser = await desk.signed_in("D01")
    cookie = browser.cookies["sidan_office"]
    for _ in range(3):
        desk.later(timedelta(minutes=19))
        assert await signed_in(desk.db, cookie, at=desk.at, is_there=False)
    desk.later(timedelta(minutes=4))
    assert await signed_in(desk.db, cookie, at=desk.at) is None
    assert (await browser.get("/board/events")).status_code == 401


async def test_a_published_month_is_open_to_all_and_names_nobody(desk: Desk) -> None:
    month = await publish(desk.db, OCTOBER, by=await me(desk.db, "K01"), at=desk.at)
    browser = desk.browser()
    assert "2026年10月" in text_of(await browser.get("/board/published"))
    page, data = await browser.get("/board/published/2026-10"), await browser.get("/board/published/2026-10.json")
    assert month.checksum in text_of(page) and data.json()["checksum"] == month.checksum
    forbidden = await firm_names(desk.db) + await names_of_people(desk.db)
    for text in (page.text, data.text):
        assert not [name for name in forbidden if name in text] and not NUMBER.search(text)
    assert "发布之后没有变动" in page.text and data.json()["corrections"] == []
    for path in ("2026-09", "2026-9", "x"):
        assert (await browser.get(f"/board/published/{path}")).status_code == 404
        assert (await browser.get(f"/board/published/{path}.json")).status_code == 404


async def test_corrections_of_a_published_month_stand_beside_its_figures(desk: Desk) -> None:
    await publish(desk.db, OCTOBER, by=await me(desk.db, "K01"), at=desk.at)
    browser = desk.browser()
    before = (await browser.get("/board/published/2026-10.json")).json()
    await undo_a_result_of_october(desk)
    desk.hub.kept.clear()
    after = (await browser.get("/board/published/2026-10.json")).json()
    assert after["figures"] == before["figures"] and after["checksum"] == before["checksum"]
    parks = [each for each in after["corrections"] if each["by"] == "park" and each["measure"] == "solution"]
    assert parks[0]["frozen"]["numerator"] == parks[0]["now"]["numerator"] + 1
    text = text_of(await browser.get("/board/published/2026-10"))
    assert "全区 · " in text and "原来的数字不改" in text


async def test_the_assessor_looks_a_month_through_and_publishes_it_in_the_browser_once(desk: Desk) -> None:
    browser = await desk.signed_in("K01")
    assert 'href="/board/publish"' in text_of(await browser.get("/board"))
    review = text_of(await browser.get("/board/publish"))  # the month before this one
    shown = [each.replace("&amp;", "&") for each in re.findall(r'href="(/board/behind/[^"]+)"', review)]
    assert "待发布：2026年10月" in review and shown and all("since=2026-10&until=2026-10" in each for each in shown)
    assert NUMBER.search(text_of(await browser.get(shown[0])))
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', review))
    answers = await asyncio.gather(*(browser.post("/board/publish", data=fields) for _ in range(3)))
    assert {(a.status_code, a.headers["location"]) for a in answers} == {(303, "/board/published/2026-10")}
    async with desk.db.read() as session:
        (row,) = await session.exec(select(PublishedMonth))
    month = text_of(await desk.browser().get("/board/published/2026-10"))
    assert row.checksum in month and "已核对" in month
    again = await browser.get("/board/publish?month=2026-10")
    assert (again.status_code, again.headers["location"]) == (303, "/board/published/2026-10")
    other = text_of(await browser.get("/board/publish?month=2026-9"))
    assert "2026-10" not in re.findall(r'option value="([^"]+)"', other)


async def test_nobody_else_publishes_nor_a_running_month_nor_by_a_foreign_form(desk: Desk) -> None:
    assert (await desk.browser().get("/board/publish")).status_code == 401
    for code in ("D01", "W01", "A01", "H03", "L01", "S01"):
        browser = await desk.signed_in(code)
        assert (await browser.get("/board/publish")).status_code == 403
        csrf = csrf_of(browser.cookies["sidan_office"])
        sent = await browser.post("/board/publish", data={"csrf": csrf, "month": "2026-10"})
        assert sent.status_code == 403 and '"/board/publish"' not in text_of(await browser.get("/board"))
    assessor = await desk.signed_in("K01")
    csrf = csrf_of(assessor.cookies["sidan_office"])
    for month in ("2026-11", "2027-01", "x"):
        assert (await assessor.get(f"/board/publish?month={month}")).status_code == 409
        assert (await assessor.post("/board/publish", data={"csrf": csrf, "month": month})).status_code == 409
    for proof in ({}, {"csrf": "0" * 64}):
        assert (await assessor.post("/board/publish", data={**proof, "month": "2026-10"})).status_code == 403
    async with desk.db.read() as session:
        assert not list(await session.exec(select(PublishedMonth)))


async def test_who_sees_everything_reads_liaisons_corrections_and_ratings_of_few_and_the_public_neither(
    desk: Desk,
) -> None:
    await publish(desk.db, OCTOBER, by=await me(desk.db, "K01"), at=desk.at)
    await undo_a_result_of_october(desk)
    inside = await (await desk.signed_in("K01")).get("/board/published/2026-10")
    outside = [await desk.browser().get("/board/published/2026-10")]
    outside.append(await (await desk.signed_in("O03")).get("/board/published/2026-10"))
    assert few_rated(text_of(inside)) and not [few for page in outside for few in few_rated(text_of(page))]
    for page in (inside, *outside):
        assert "全区 · 解决率" in text_of(page)
    codes = re.compile(r"按联络员 L\d\d · ")
    assert not any(codes.search(page.text) for page in outside)


async def undo_a_result_of_october(desk: Desk) -> None:
    """A firm rejects a result of a ticket that was filed in October."""
    async with desk.db.read() as session:
        asked = select(Ticket, Contact.person_id, Person.code)
        asked = asked.join(Contact, Contact.firm_id == Ticket.firm_id).join(Person, Person.id == Contact.person_id)  # type: ignore[arg-type]
        rows = (await session.exec(asked.where(Ticket.state == State.RESOLVED, Ticket.outcome == Outcome.SOLVED))).all()
    ticket, _, code = next(row for row in rows if row[0].filed_at.month == OCTOBER.month)
    await move(desk.db, ticket.id or 0, Move(Action.REJECT, text="又坏了"), by=await me(desk.db, code), at=desk.at)


async def test_every_answer_has_the_security_headers_and_no_page_a_foreign_address(desk: Desk) -> None:
    browser = await desk.signed_in("D01")
    for path in ("", "?screen=hall", "/behind/response", "/published", "/no-such-page", "/static/board.css"):
        answer = await browser.get(f"/board{path}")
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', answer.text)
        assert "style=" not in answer.text and not re.search(r"<script(?![^>]*(?:src=|application/json))", answer.text)
    assert (await browser.get("/board/vendor/echarts-6.1.0.min.js")).status_code == 200


async def test_all_who_see_everything_share_one_reckoning(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    browsers: list[Browser] = [await desk.signed_in(code) for code in ("K01", "A01", "K01")]
    token = new_token()
    await hang(desk.db, "大厅", token, by=await me(desk.db, "K01"), at=desk.at)
    hall = desk.browser()
    await asyncio.gather(*(browser.get("/board") for browser in browsers), hall.get(f"/board/hall/{token}"))
    assert len(desk.hub.kept) == 1 and len(desk.hub.views) == 2
