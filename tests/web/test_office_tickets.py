"""Tickets in the back office: filters, what each role may read, handing over; failed messages and updates."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlmodel import col, select, update

from domain.lifecycle import Action, State
from services.record import Move
from services.tickets import Problem, file_problem, move
from storage.tables import Audit, Event, Inbox, Push, Ticket
from tests.services.people import me
from tests.web.desk import Desk

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HIDDEN = re.compile(r'name="(version|key)" value="([^"]+)"')


async def file(desk: Desk, code: str, summary: str, *, confidential: bool = False) -> int:
    ticket = await file_problem(
        desk.db, Problem(summary, "other", summary, confidential=confidential), by=await me(desk.db, code), at=desk.at
    )
    return ticket.id or 0


async def ticket_of(desk: Desk, row_id: int) -> Ticket:
    async with desk.db.read() as session:
        return (await session.exec(select(Ticket).where(Ticket.id == row_id))).one()


async def test_filters_find_tickets_by_state_light_department_firm_and_number(desk: Desk) -> None:
    first, second = await file(desk, "C01", "路灯不亮"), await file(desk, "C05", "下水道堵了")
    await move(desk.db, second, Move(Action.ACCEPT), by=await me(desk.db, "L03"), at=desk.at)
    desk.later(timedelta(hours=2))
    browser = await desk.signed_in("W01")
    for asked, found in (
        ("", {"路灯不亮", "下水道堵了"}),
        ("?state=in_hand", {"下水道堵了"}),
        ("?light=red", set()),
        ("?light=yellow", {"路灯不亮"}),
        ("?department=D3", {"下水道堵了"}),
        ("?firm=澜砚星", {"路灯不亮"}),
        ("?firm=f03", {"下水道堵了"}),
        ("?number=000002", {"下水道堵了"}),
        ("?firm=%25", set()),
        ("?state=no-such&light=x&page=99999", {"路灯不亮", "下水道堵了"}),
        ("?page=2", set()),
    ):
        page = (await browser.open(f"/tickets{asked}")).text
        assert {summary for summary in ("路灯不亮", "下水道堵了") if summary in page} == found, asked
    assert (await ticket_of(desk, first)).state is State.DISPATCHED


@on_sqlite
async def test_a_hidden_firm_and_its_people_are_read_by_the_duty_desk_alone(desk: Desk) -> None:
    row_id = await file(desk, "C01", "李明远说：澜砚星精密机械有限公司的奖励没到", confidential=True)
    for code, reads in (("W01", True), ("A01", False), ("K01", False), ("D01", False)):
        browser = await desk.signed_in(code)
        found = "LL-2026" in (await browser.open("/tickets?firm=澜砚星")).text
        pages = (await browser.open("/tickets")).text + (await browser.open(f"/tickets/{row_id}")).text
        assert "奖励没到" in pages and found == reads, code
        assert ("澜砚星" in pages, "李明远" in pages) == (reads, reads), code


@on_sqlite
async def test_of_an_open_ticket_the_assessor_and_the_administrator_read_no_contacts_name(desk: Desk) -> None:
    row_id = await file(desk, "C01", "路灯不亮")
    for code in ("A01", "K01"):
        browser = await desk.signed_in(code)
        page = (await browser.open(f"/tickets/{row_id}")).text
        assert "澜砚星" in page and "李明远" not in page and "刘建军" in page
        assert "/admin/tickets/999" not in page and (await browser.open("/tickets/999")).status_code == 404


async def test_the_duty_desk_hands_over_once_however_often_it_presses(desk: Desk) -> None:
    row_id, browser = await file(desk, "C01", "路灯不亮"), await desk.signed_in("W01")
    other = await desk.signed_in("W01")
    hidden = dict(HIDDEN.findall((await browser.open(f"/tickets/{row_id}")).text))
    stale = dict(HIDDEN.findall((await other.open(f"/tickets/{row_id}")).text))
    wanted = {**hidden, "target": "d3", "assist-2": "5", "assist-4": "", "text": "请先看现场"}
    assert (await browser.send_form(f"/tickets/{row_id}", **wanted)).status_code == 303
    ticket = await ticket_of(desk, row_id)
    assert (ticket.lead_id, ticket.sender_id) == (3, (await me(desk.db, "W01")).id)
    late = await other.send_form(f"/tickets/{row_id}", **stale, target="d2")
    assert late.status_code == 409 and "别人改过" in late.text
    again = await browser.send_form(f"/tickets/{row_id}", **wanted)
    assert again.status_code == 409
    async with desk.db.read() as session:
        assert len(list(await session.exec(select(Event).where(Event.action == "hand_over")))) == 1
        told = {push.person_id for push in await session.exec(select(Push).where(Push.kind == "hand-over"))}
    assert (await me(desk.db, "O03")).id in told
    assert "请先看现场" in (await browser.open(f"/tickets/{row_id}")).text


@on_sqlite
async def test_what_is_wrong_with_a_hand_over_is_said_and_who_only_reads_has_no_form(desk: Desk) -> None:
    row_id, browser = await file(desk, "C01", "路灯不亮"), await desk.signed_in("W01")
    hidden = dict(HIDDEN.findall((await browser.open(f"/tickets/{row_id}")).text))
    for fields, says in (({"target": ""}, "请选择主办部门"), ({"target": "d3", "assist-2": "99"}, "填 1 到 30")):
        refused = await browser.send_form(f"/tickets/{row_id}", **hidden, text="请看现场", **fields)
        assert refused.status_code == 409 and says in refused.text and "请看现场" in refused.text
    for code in ("A01", "D01", "K01"):
        assert 'name="target"' not in (await (await desk.signed_in(code)).open(f"/tickets/{row_id}")).text
    admin = await desk.signed_in("A01")
    refused = await admin.send_form(f"/tickets/{row_id}", **hidden, target="d3")
    assert refused.status_code == 403 and "这一步只能由" in refused.text
    assert (await ticket_of(desk, row_id)).lead_id is None


async def test_a_failed_message_is_listed_without_what_it_says_and_tried_once_more(desk: Desk) -> None:
    await file(desk, "C01", "路灯不亮")
    async with desk.db.begin() as session:
        push_id = (await session.exec(select(Push.id).order_by(col(Push.id)))).first()
        failed = update(Push).where(col(Push.id) == push_id)
        await session.exec(failed.values(settled_at=desk.at, outcome="refused", error="chat not found", tries=3))
    admin = await desk.signed_in("A01")
    page = unescape((await admin.open("/pushes")).text)
    assert "refused · chat not found · ×3" in page and "LL-2026-000001" in page and "路灯不亮" not in page
    desk.db.owed.clear()
    assert (await admin.send_form(f"/pushes/{push_id}")).status_code == 303
    assert desk.db.owed.is_set()
    async with desk.db.read() as session:
        push = (await session.exec(select(Push).where(Push.id == push_id))).one()
        trail = (await session.exec(select(Audit).where(Audit.what == "push"))).one()
    assert (push.settled_at, push.outcome, push.tries, push.due_at) == (None, None, 0, desk.at)
    assert (trail.act, trail.row) == ("retry", str(push_id))
    again = await admin.send_form(f"/pushes/{push_id}")
    assert again.status_code == 409 and "没有失败" in again.text
    assert (await admin.send_form("/pushes/99999999999")).status_code == 409


async def test_an_update_that_was_put_aside_is_handled_once_more(desk: Desk) -> None:
    async with desk.db.begin() as session:
        body = '{"update_id": 77, "message": {"text": "机密"}}'
        row = Inbox(bot_id=5, update_id=77, lane=1, body=body, received_at=desk.at, done_at=desk.at, error="KeyError")
        session.add(row)
    admin = await desk.signed_in("A01")
    page = (await admin.open("/inbox")).text
    assert "KeyError" in page and "message" in page and "机密" not in page
    for status in (303, 409):
        assert (await admin.send_form(f"/inbox/{row.id}")).status_code == status
    assert desk.handled == [77]
    async with desk.db.read() as session:
        kept = (await session.exec(select(Inbox))).one()
    assert (kept.done_at, kept.error) == (None, None)


@on_sqlite
async def test_the_settings_page_shows_what_is_set(desk: Desk) -> None:
    assert "8080" in (await (await desk.signed_in("D01")).open("/settings")).text
