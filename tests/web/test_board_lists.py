"""Each figure of the board and the list behind it, by role, figure and row: what opens, to whom, and what it holds."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlmodel import col, select

from domain.scoring import Measure
from services.scoreboard import board, month_span
from storage.tables import Department, Firm, Person, Ticket
from tests.services.people import me
from tests.services.situations import ids_of
from tests.services.test_scoreboard import told
from tests.web.busy import busy_park
from tests.web.desk import Desk
from tests.web.test_board_page import MEASURED, NUMBER, SEES_ALL, desk, text_of

__all__ = ["busy_park", "desk"]  # fixtures
SPAN = "since=2026-09&until=2026-11"
OPEN = ("response", "kept_word", "solution", "coming", "partly", "explained", "passed_up")
GUARDED = ("satisfaction", "answered", "uncalled")
LIGHTS = ("green", "yellow", "red", "asked", "suspended", "resolved")
NOBODY: tuple[str, ...] = ()
# Whose rows open to whom beside those who see everything; written by hand, not read from the code.
ROWS: dict[tuple[str, str], tuple[str, ...]] = {
    ("park", ""): MEASURED,
    ("department", "D3"): ("H03", "O03"),
    ("department", "D4"): ("H03", "O03"),  # as sums: its list holds only what he may see
    ("liaison", "L01"): ("L01",),
    ("liaison", "L03"): ("H03", "O03"),  # of their department
    ("liaison", "L02"): NOBODY,
    ("liaison", ""): NOBODY,  # the duty desk
    ("category", "people"): ("H03", "O03"),
    ("chain", "先进装备制造"): ("P01",),
    ("chain", "生物医药"): NOBODY,
    ("source", "firm"): ("H03", "O03"),
}


async def address(desk: Desk, figure: str, by: str, key: str) -> str:
    """Where the list behind a figure of a row is."""
    if by == "department":
        key = str((await ids_of(desk.db, Department))[key])
    if by == "liaison" and key:
        key = str((await ids_of(desk.db, Person))[key])
    row = "" if by == "park" else f"&by={by}&key={key}"
    return f"/board/behind/{figure}?{SPAN}{row}"


@pytest.mark.parametrize("code", [*SEES_ALL, *MEASURED, "S01"])
async def test_each_list_of_each_row_opens_to_whom_it_is_for(desk: Desk, code: str) -> None:
    browser = await desk.signed_in(code)
    for (by, key), others in ROWS.items():
        for figure in (*OPEN, *GUARDED):
            may = code in SEES_ALL or (figure in OPEN and (code in others or by == "park"))
            if figure == "uncalled" and by != "park":
                continue  # messages are not told apart
            page = await browser.get(await address(desk, figure, by, key))
            assert page.status_code == (200 if may else 403), (figure, by, key, page.text[:400])
            assert may or not NUMBER.search(page.text)


@pytest.mark.parametrize("code", [*SEES_ALL, *MEASURED, "S01"])
async def test_a_list_names_only_tickets_and_firms_that_he_may_see(desk: Desk, code: str) -> None:
    browser, who = await desk.signed_in(code), await me(desk.db, code)
    async with desk.db.read() as session:
        tickets = {ticket.number: ticket for ticket in await session.exec(select(Ticket))}
        firms = {firm.id: firm for firm in await session.exec(select(Firm))}
        homes = {person.id: person.department_id for person in await session.exec(select(Person))}
    for figure in (*OPEN, *LIGHTS):
        page = text_of(await browser.get(f"/board/behind/{figure}?{SPAN}"))
        found = [tickets[number] for number in NUMBER.findall(page)]
        for ticket in found if code in MEASURED else ():
            firm = firms[ticket.firm_id]
            own = {
                "H03": who.desk_id in (ticket.lead_id, homes[ticket.owner_id]),  # and his people's
                "O03": ticket.lead_id == who.desk_id,
                "L01": firm.liaison_id == who.id,
                "P01": firm.chain == who.person.chain,
            }
            assert own[code], (figure, ticket.number)
        assert found or code not in SEES_ALL or figure in ("asked", "yellow", "passed_up"), figure
        assert code != "S01" or not found


LINK = re.compile(r'<a id="[^"]*" href="(/board/behind/[^"]+)"[^>]*>([^<]*)</a>(?:<small>([^<]*)</small>)?')


@pytest.mark.parametrize("code", ["D01", "O03", "L01", "P01"])
async def test_every_figure_on_the_page_leads_to_a_list_that_opens(desk: Desk, code: str) -> None:
    browser = await desk.signed_in(code)
    text = text_of(await browser.get(f"/board?{SPAN}"))
    links = {unescape(found[0]): found for found in LINK.findall(text)}
    assert len(links) > 10
    for path, (_, shown, of) in links.items():
        page = text_of(await browser.get(path))
        if code == "D01" and (count := re.fullmatch(r"(\d+) / (\d+)", of)):
            assert len(NUMBER.findall(page)) == int(count[2]), path
            assert page.count("<span>计入</span>") == int(count[1]), path
        if code == "D01" and shown.isdecimal() and not of:
            solved = page.count("<span>计入</span>")  # whose list is the rate's
            assert int(shown) in (len(NUMBER.findall(page)), solved), path


async def test_who_sees_everything_finds_a_list_behind_every_cell(desk: Desk) -> None:
    text = text_of(await (await desk.signed_in("D01")).get(f"/board?{SPAN}"))
    tables = dict(re.findall(r'<div class="scroll"[^>]*aria-label="([^"]+)">(.*?)</table>', text, re.DOTALL))
    assert {"逐月走势", "部门排名", "类别与月份", "按联络员", "按月份", "办理结果"} <= set(tables), list(tables)
    for title, table in tables.items():
        if title in {"主任企业接待日", "接待日覆盖情况（至今）", "全程代办"}:
            continue  # their lists are in the back office
        for label, cell in re.findall(r'<td data-label="([^"]*)"[^>]*><span>(.*?)</span></td>', table, re.DOTALL):
            is_place = label == "名次"
            is_nothing = re.match(r"(–|0(?![\d.]))", cell)
            assert is_place or is_nothing or '<a id="' in cell, (title, label, cell)
    for light in ("red", "suspended", "resolved"):
        assert f'href="/board/behind/{light}"' in text
    for path in ("/admin/reception", "/admin/reception/coverage", "/admin/agency"):
        assert f'href="{path}"' in text or path != "/admin/reception/coverage"


async def test_a_light_lists_as_many_as_it_counts(desk: Desk) -> None:
    browser = await desk.signed_in("D01")
    seen = await board(
        desk.db, month_span(desk.db.park.calendar.today(desk.at)), by=await me(desk.db, "D01"), at=desk.at
    )
    assert seen.lights
    for light in LIGHTS:
        page = text_of(await browser.get(f"/board/behind/{light}"))
        assert len(NUMBER.findall(page)) == seen.lights.get(light, 0), light


async def test_behind_the_disturbances_stand_moment_and_ticket_and_nobody(desk: Desk) -> None:
    night = desk.at.replace(hour=14, minute=0) - timedelta(days=1)  # 22:00 in the park
    people = await ids_of(desk.db, Person)
    async with desk.db.begin() as session:
        ticket = (await session.exec(select(Ticket).order_by(col(Ticket.id)))).first()
        assert ticket
        for n, row_id in enumerate((ticket.id, None)):
            sent = told(f"n{n}", people["C01"], night)
            sent.ticket_id = row_id
            session.add(sent)
    browser = await desk.signed_in("K01")
    board_page = text_of(await browser.get("/board"))
    assert 'href="/board/behind/uncalled?' in board_page
    page = text_of(await browser.get("/board/behind/uncalled"))
    assert "共 2 条" in page and ticket.number in page and "22:00" in page
    async with desk.db.read() as session:
        name = (await session.exec(select(Person.name).where(Person.id == people["C01"]))).one()
    assert name not in page


async def test_a_month_further_back_than_can_be_chosen_still_opens_from_the_trend(desk: Desk) -> None:
    browser = await desk.signed_in("D01")
    old = text_of(await browser.get(f"/board/behind/{Measure.SOLUTION}?since=2024-12&until=2024-12"))
    assert "2024年12月" in old
