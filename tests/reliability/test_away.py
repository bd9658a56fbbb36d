"""Telegram away, slow or cross; the database locked, full or gone: nothing is lost, all in order, the desk lives."""

import asyncio
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import make_url
from sqlmodel import col, func, select

from domain.lifecycle import Action
from practice import PRACTICE_TOKEN
from services.drafts import look
from services.record import Move
from services.tickets import move
from storage.database import Database
from storage.tables import Inbox
from tests.house import KEYS, House, opened_house, until
from tests.phones import Phone
from tests.reliability.desk_work import (
    TOKEN_SECRET,
    alive,
    filed,
    later,
    paid,
    pushes,
    rows,
    said,
    somebody,
    told_of,
    unpaid,
    waiting,
)
from tests.reliability.line import Line

STORIES = ("一号楼漏水", "二号楼停电", "三号楼电梯坏了", "四号楼没有网")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PATIENCE = 40.0


async def file_all(house: House, stories: tuple[str, ...] = STORIES[:3], code: str = "C01") -> None:
    """One ticket of each story."""
    for story in stories:
        await filed(house.db, code, story, at=house.clock.now())


async def sends(house: House, phone: Phone) -> list[dict[str, Any]]:
    """Every call of the desk that wanted to write into the phone's chat."""
    calls = (await house.park.calls())["calls"]
    return [call for call in calls if call["chat_id"] == phone.chat_id and call["method"].startswith(("send", "edit"))]


async def accepted(house: House, ticket_id: int, code: str = "L01") -> None:
    """The liaison signs, without a phone."""
    by = await somebody(house.db, code)
    await move(house.db, ticket_id, Move(Action.ACCEPT), by=by, at=house.clock.now())


@pytest.fixture
async def line(house: House) -> Line:
    """A line of the desk's own."""
    laid = Line(house)
    await laid.lay()
    return laid


# Telegram is away.


async def test_after_an_hour_without_telegram_everything_goes_out_in_order_and_once(house: House, line: Line) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await file_all(house, STORIES[:1])
    card = await desk.see(STORIES[0])
    await line.cut()
    await file_all(house, STORIES[1:3])
    await firm.write("食堂的汤是冷的")
    await desk.press("签收", card=card)
    await waiting(house.db)
    await later(house, HOUR)
    await file_all(house, STORIES[3:])
    assert alive(house)
    await line.mend()
    await firm.see("食堂的汤是冷的", timeout=PATIENCE)
    await firm.see("已签收", timeout=PATIENCE)
    await desk.see(STORIES[3], timeout=PATIENCE)
    await paid(house)
    assert await told_of(desk, STORIES[1:]) == list(STORIES[1:])
    assert len(await said(firm, "食堂的汤是冷的")) == len(await said(firm, "您的诉求已签收")) == 1
    assert alive(house)


async def test_a_desk_that_starts_while_telegram_is_away_begins_when_it_is_back(house: House, line: Line) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await house.stop()
    await line.cut()
    await firm.write("门口的路灯坏了")
    await house.start()
    await file_all(house, STORIES[:1])
    await waiting(house.db)
    await line.mend()
    await later(house, HOUR)
    await firm.see("门口的路灯坏了", timeout=PATIENCE)
    await desk.see(STORIES[0], timeout=PATIENCE)
    assert len(await said(firm, "门口的路灯坏了")) == 1


# Telegram is cross: it answers, but not with yes.


FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "500"},
    {"kind": "502"},
    {"kind": "cut"},
    {"kind": "timeout", "seconds": 0.2},
    {"kind": "cut", "after": True},
)


async def test_a_push_that_fails_comes_again_and_later_ones_wait_for_it(house: House) -> None:
    desk = await house.phone("L01")
    for number, fault in enumerate(FAULTS):
        stories = tuple(f"第{number}{n}件事" for n in range(3))
        await house.park.faults(**fault, methods=["sendMessage"], times=2)
        await file_all(house, stories)
        for tries in (1, 2):
            await waiting(house.db, tries=tries)
            await later(house, timedelta(minutes=2))
        await desk.see(stories[2], timeout=PATIENCE)
        await paid(house)
        told = await told_of(desk, stories)
        assert list(dict.fromkeys(told)) == list(stories), fault
        assert len(told) == (5 if fault.get("after") else 3), fault  # taken but not answered: it is sent again


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # it concerns the wire alone
async def test_a_reply_that_fails_comes_again_even_when_a_page_of_a_proxy_comes_instead(house: House) -> None:
    trouble = [b"HTTP 502", b"gateway"]

    def way(app: Any) -> Any:
        async def proxied(scope: Any, receive: Any, send: Any) -> None:
            if scope["path"].lower().endswith("/sendmessage") and trouble:
                body = b"<html><body>" + trouble.pop() + b"</body></html>"
                await send({"type": "http.response.start", "status": 502, "headers": [(b"content-type", b"text/html")]})
                await send({"type": "http.response.body", "body": body})
                return
            await app(scope, receive, send)

        return proxied

    line = Line(house, way)
    firm = await house.phone("C01")
    await line.lay()
    await firm.write("/help")
    await firm.see("怎么用", timeout=PATIENCE)
    assert not trouble and len(await said(firm, "怎么用")) == 1


async def test_no_push_goes_out_before_telegrams_pause_is_over(house: House) -> None:
    phones = [await house.phone(code) for code in ("L01", "L02")]
    await house.park.calls(reset=True)
    await house.park.faults("429", seconds=1, times=1, methods=["sendMessage"])
    await file_all(house, STORIES[:2])
    await waiting(house.db)
    await file_all(house, STORIES[2:], code="C03")
    await phones[0].see(STORIES[1], timeout=PATIENCE)
    await phones[1].see(STORIES[3], timeout=PATIENCE)
    calls = [call for call in (await house.park.calls())["calls"] if call["method"] == "sendmessage"]
    refused = [call["at"] for call in calls if call["status"] == 429]
    assert len(refused) == 1
    assert [call["at"] - refused[0] >= 1 for call in calls if call["status"] == 200] == [True] * 4
    assert await told_of(phones[0], STORIES) == list(STORIES[:2])
    assert await told_of(phones[1], STORIES) == list(STORIES[2:])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # it concerns the wire alone
async def test_a_reply_waits_as_long_as_telegram_says(house: House) -> None:
    firm = await house.phone("C01")
    await house.park.calls(reset=True)
    await house.park.faults("429", seconds=1, times=1, methods=["sendMessage"])
    await firm.write("/help")
    await firm.see("怎么用", timeout=PATIENCE)
    first, second = await sends(house, firm)
    assert (first["status"], second["status"]) == (429, 200)
    assert second["at"] - first["at"] >= 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # it concerns the wire alone
async def test_a_second_process_that_polls_does_not_bring_the_desk_down(house: House) -> None:
    firm = await house.phone("C01")
    async with httpx.AsyncClient(base_url=house.address, trust_env=False, timeout=30) as http:
        for _ in range(3):
            await http.post(f"/bot{PRACTICE_TOKEN}/getUpdates", json={"timeout": 0})
            await asyncio.sleep(0.1)
    await firm.write("/help")
    await firm.see("怎么用", timeout=PATIENCE)
    assert "409" in (await house.park.calls())["statuses"]
    assert alive(house) and len(await said(firm, "怎么用")) == 1


async def test_a_clock_that_jumps_a_day_while_pushes_are_in_flight_sends_nothing_twice(house: House) -> None:
    desk, other = await house.phone("L01"), await house.phone("L02")
    await house.park.faults("slow", seconds=1, times=2, methods=["sendMessage"])
    await file_all(house, STORIES[:2])
    await filed(house.db, "C03", STORIES[2], at=house.clock.now())

    async def in_flight() -> bool:
        return bool(house.app and len(house.app.pusher.flying) >= 2)

    await until(in_flight)
    house.clock.advance(DAY)
    await file_all(house, STORIES[3:])
    await desk.see(STORIES[3], timeout=PATIENCE)
    await paid(house)
    assert await told_of(desk, STORIES) == [STORIES[0], STORIES[1], STORIES[3]]
    assert await told_of(other, STORIES) == [STORIES[2]]


# A person is away.


async def test_who_blocks_the_bot_is_left_alone_and_the_liaison_told_once_to_phone(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    first = await filed(house.db, "C01", STORIES[0], at=house.clock.now())
    second = await filed(house.db, "C01", STORIES[1], at=house.clock.now())
    await desk.see(STORIES[1])
    await firm.block()
    told = await desk.see("请打电话告知", timeout=PATIENCE)
    assert "李明远" in told.text and "13800000017" in told.text
    await house.park.calls(reset=True)
    for ticket in (first, second):
        await accepted(house, ticket.id or 0)
    await paid(house)
    assert await sends(house, firm) == []
    assert len(await pushes(house.db, "blocked")) == len(await said(desk, "请打电话告知")) == 1
    await firm.unblock()
    await firm.write("/mine")
    await firm.see("我的事项", timeout=PATIENCE)
    await desk.write("/progress LL-2026-000001")
    await desk.see("请写一句进展")
    await desk.write("师傅已经在路上")
    await desk.press("跳过")
    await firm.see("师傅已经在路上", timeout=PATIENCE)
    assert len(await said(desk, "请打电话告知")) == 1


async def test_who_is_gone_without_a_word_is_written_to_once_and_never_again(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    made = [await filed(house.db, "C01", story, at=house.clock.now()) for story in STORIES[:3]]
    await house.park.ask("POST", f"/phones/{firm.chat_id}/mark", json={"deactivated": True})
    await house.park.calls(reset=True)
    for ticket in made:
        await accepted(house, ticket.id or 0)
    told = await desk.see("请打电话告知", timeout=PATIENCE)
    assert "13800000017" in told.text
    await paid(house)
    assert [call["status"] for call in await sends(house, firm)] == [403]
    assert len(await said(desk, "请打电话告知")) == 1
    await house.park.ask("POST", f"/phones/{firm.chat_id}/mark", json={"deactivated": False})


# The database is away.


async def make_impatient(db: Database) -> None:
    """Let the desk wait a moment for a lock instead of ten seconds."""
    event.listen(db.engine.sync_engine, "connect", lambda raw, _: raw.cursor().execute("PRAGMA busy_timeout=100"))
    await db.engine.dispose()


def file_of(db: Database) -> str:
    """The SQLite file."""
    return str(make_url(str(db.engine.url)).database)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_database_locked_by_somebody_else_is_waited_for(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    await make_impatient(house.db)
    await house.park.faults("slow", seconds=0.5, times=1, methods=["sendMessage"])
    await file_all(house, STORIES[:2])
    await asyncio.sleep(0.2)  # the first push is on its way, and will find the door shut when it comes back
    other = sqlite3.connect(file_of(house.db), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await firm.write("/mine")
    await firm.write(STORIES[3])
    await asyncio.sleep(1.5)
    unconfirmed = house.practice.park.updates.count()
    other.execute("ROLLBACK")
    other.close()
    assert unconfirmed == 2, "an update was acknowledged that is not on disk"
    await firm.see(STORIES[3], timeout=PATIENCE)
    await desk.see(STORIES[1], timeout=PATIENCE)
    await paid(house)
    assert await told_of(desk, STORIES) == list(STORIES[:2])
    assert len(await said(firm, STORIES[3])) == len(await said(firm, "我的事项")) == 1
    assert alive(house)


class Disk:
    """The disk under an SQLite file: it can be full."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.full = False
        event.listen(db.engine.sync_engine, "checkout", self.measure)

    def measure(self, raw: Any, _record: object, _proxy: object) -> None:
        """Each connection may only take as much room as there is."""
        cursor = raw.cursor()
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages if self.full else 1 << 30}")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_on_a_full_disk_nothing_is_acknowledged_and_all_of_it_comes_again_when_there_is_room(
    db: Database, tmp_path: Path, *, webhook: bool
) -> None:
    async with opened_house(db, tmp_path, webhook=webhook) as house:
        phones = [await house.phone(code) for code in ("C01", "C03", "C05")]
        disk = Disk(db)
        disk.full = True
        long = [f"{story},说来话长：" + "长" * 900 for story in STORIES]
        for phone in phones:
            for words in long:
                await phone.write(words)
        kept = select(func.count()).select_from(Inbox)
        before = (await rows(db, kept))[0]
        await asyncio.sleep(1.5)
        assert house.practice.park.updates.count() > 6, "more was acknowledged than there was room for"
        if webhook:
            assert await posted(house, long[0]) == 503
        assert alive(house)
        disk.full = False

        async def all_answered() -> bool:
            return all([await kept_of(house, phone) == long for phone in phones])

        await until(all_answered, seconds=PATIENCE)
        await paid(house)
        assert (await rows(db, kept))[0] - before in range(13)
        assert (await rows(db, select(Inbox.error).where(col(Inbox.error).is_not(None)))) == []
        for phone in phones:
            assert 1 <= len(await said(phone, "这些内容要怎么处理")) <= len(STORIES), (
                "what comes at once is answered once"
            )
            assert await kept_of(house, phone) == long
        assert alive(house)


async def kept_of(house: House, phone: Phone) -> list[str]:
    """What lies on the desk of the phone's chat, message by message."""
    _, desk = await look(house.db, house.practice.park.bot["id"], phone.chat_id, at=house.clock.now())
    answers = desk.get("begun", {}).get("report", {}).get("answers", {})
    return [line for name in ("summary", "details") for line in answers.get(name, "").split("\n") if line]


async def posted(house: House, words: str) -> int:
    """Bring an update of the park's by hand, far above its own numbers; returns the answer."""
    assert house.app and house.app.webhook
    chat = {"id": 1, "type": "private", "first_name": "路人"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": chat | {"is_bot": False}, "text": words * 4}
    async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
        answer = await http.post(
            str(house.app.settings.webhook_url),
            json={"update_id": 990_000_000, "message": message},
            headers={TOKEN_SECRET: house.app.webhook.secret},
        )
    return answer.status_code


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_database_that_throws_everybody_out_is_waited_for(house: House, postgres_server: str) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    other = Database(postgres_server, keys=KEYS)
    name = make_url(str(house.db.engine.url)).database
    await house.park.faults("slow", seconds=0.4, times=1, methods=["sendMessage"])
    await file_all(house, STORIES[:2])
    await firm.write("/mine")
    await firm.write(STORIES[3])
    out = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
    for _ in range(30):
        async with other.engine.connect() as connection:
            await connection.execute(out, {"name": name})
        await asyncio.sleep(0.03)
    await other.close()
    await firm.see(STORIES[3], timeout=PATIENCE)
    await desk.see(STORIES[1], timeout=PATIENCE)
    await paid(house)
    assert list(dict.fromkeys(await told_of(desk, STORIES))) == list(STORIES[:2])
    assert alive(house)


async def test_an_update_that_nobody_can_read_is_put_aside_and_stops_nothing(db: Database, tmp_path: Path) -> None:
    async with opened_house(db, tmp_path, webhook=True) as house:
        firm = await house.phone("C01")
        assert house.app and house.app.webhook
        headers = {TOKEN_SECRET: house.app.webhook.secret}
        broken = {"update_id": 990_000_001, "message": {"chat": {"id": firm.chat_id}, "date": "yesterday"}}
        async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
            answer = await http.post(str(house.app.settings.webhook_url), json=broken, headers=headers)
        assert answer.status_code == 200
        await firm.write("/help")
        await firm.see("怎么用", timeout=PATIENCE)
        assert alive(house)
        await house.stop()
        aside = await rows(db, select(Inbox).where(col(Inbox.error).is_not(None)))
        assert [(row.update_id, row.done_at is not None) for row in aside] == [(990_000_001, True)]
        assert await unpaid(db) == []
