"""The clock and the papers of a reception day: pre-reading, absent, closing, minutes, report; who reads what."""

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from sqlmodel import select

from cards.card import Card
from cards.minutes import context_of, minutes_card
from cards.table_news import table_news_card
from cards.word import rendered
from domain.calendar import PARK_ZONE
from domain.errors import NotForTable, UnknownTicket
from domain.lifecycle import Action, Outcome
from domain.reception import DayState, Fate, PlaceState, Plan, Verdict, fate, lay_before, report_day
from services.at_door import call_next, check_in
from services.at_table import Entry, confirm_wording, enter
from services.outgoing import letter
from services.record import Move
from services.table_clock import tick_table
from services.table_close import close_day, minutes_of
from services.tickets import Problem, filed, move
from storage.database import Database
from storage.outbox import Owed
from storage.people import Me
from storage.reception_table import figures_of
from storage.tables import Department, Firm, Person, Push
from tests.conftest import PARK
from tests.services.people import me, sample
from tests.services.reception import (
    BOOKED,
    DAY,
    OPENS,
    day_with,
    minute,
    owed_of,
    place,
    seated,
    the_day,
    topic,
)
from tests.services.situations import ids_of
from texts import LANGUAGES, speaker

EVE = datetime(2026, 11, 25, 9, 0, tzinfo=PARK_ZONE)
NEXT = datetime(2026, 11, 27, 9, 0, tzinfo=PARK_ZONE)
MONTH = datetime(2026, 12, 28, 9, 0, tzinfo=PARK_ZONE)  # the 26th is a Saturday


@pytest.fixture
async def park(db: Database) -> Database:
    """The sample park."""
    await sample(db)
    return db


async def sent(db: Database, kind: str, code: str, at: datetime, language: str = "zh-CN") -> Card:
    """What a push of that kind says to somebody. Raises UnknownTicket when it is not his to read."""
    person = await me(db, code)
    async with db.read() as session:
        found = (await session.exec(select(Push).where(Push.kind == kind, Push.person_id == person.id))).one()
    owed = Owed(found.id or 0, person.id, kind, None, found.args, quiet=False, tries=0)
    about = await letter(db, 1, owed, at=at)
    assert about.table
    say = speaker(language, db.park.calendar.zone)
    return table_news_card(kind, about.table, say, db.park.calendar, at)


async def receivers(db: Database, kind: str) -> set[str]:
    people = {row_id: code for code, row_id in (await codes(db)).items()}
    return {people[person] for found, person in await owed_of(db, kind) if found == kind}


async def codes(db: Database) -> dict[str, int]:
    return await ids_of(db, Person)


async def written(db: Database, booking: int, key: str, verdict: Verdict, words: str, **more: object) -> int:
    entry = Entry(key, booking, verdict, words, **more)  # type: ignore[arg-type]
    return (await enter(db, entry, by=await me(db, "S01"), at=minute(5))).ticket_id


def test_dates_of_a_day() -> None:
    assert report_day(PARK.calendar, DAY) == MONTH.date()
    assert report_day(PARK.calendar, date(2026, 8, 31)) == date(2026, 9, 30)
    assert lay_before(PARK.calendar, DAY) == EVE
    assert lay_before(PARK.calendar, date(2026, 11, 30)) == datetime(2026, 11, 27, 9, tzinfo=PARK_ZONE)


def test_what_has_become_of_a_promise() -> None:
    promised, late = OPENS, OPENS + timedelta(seconds=1)
    assert fate(promised, promised, late, withdrawn=False) is Fate.KEPT
    assert fate(promised, late, late, withdrawn=False) is Fate.LATE
    assert fate(promised, None, promised, withdrawn=False) is Fate.RUNNING
    assert fate(promised, None, late, withdrawn=False) is Fate.BROKEN
    assert fate(None, None, late, withdrawn=False) is Fate.NO_DATE
    assert fate(None, promised, late, withdrawn=False) is Fate.KEPT
    assert fate(promised, None, late, withdrawn=True) is Fate.WITHDRAWN


async def test_the_pre_reading_goes_out_once_on_the_morning_of_the_working_day_before(park: Database) -> None:
    day_id, _ = await day_with(park, ("F01", "F02"))
    await topic(park, day_id, "C01", "车间停电两次", "utilities")
    assert await tick_table(park, at=EVE - timedelta(minutes=1)) == 0
    assert await tick_table(park, at=EVE) == 1
    assert await tick_table(park, at=EVE + timedelta(minutes=1)) == 0
    assert await receivers(park, "table-pack") == {"D01", "S01", "O03", "H03"}  # utilities are D3's
    card = await sent(park, "table-pack", "D01", EVE)
    assert "澜砚星" in card.text and "禾穗岚" in card.text and "车间停电两次" in card.text
    officer = await sent(park, "table-pack", "O03", EVE)
    assert "车间停电两次" in officer.text and "禾穗岚" not in officer.text


async def test_a_confidential_topic_stands_under_no_firms_name(park: Database) -> None:
    day_id, _ = await day_with(park, ("F01",))
    async with park.begin() as session:
        hidden = Problem(
            "h", "utilities", "澜砚星精密机械有限公司被断水，找李明远", confidential=True, reception_id=day_id
        )
        await filed(session, park.park, hidden, by=await me(park, "C01"), at=BOOKED)
    await tick_table(park, at=EVE)
    for language in LANGUAGES:
        card = await sent(park, "table-pack", "O03", EVE, language)
        assert not [name for name in ("澜砚星", "李明远") if name in card.text]
        assert "被断水" in card.text
    whole = await sent(park, "table-pack", "D01", EVE)
    assert "李明远" not in whole.text and "被断水" in whole.text
    firm_part, _, masked = whole.text.partition("隐去企业名称")
    assert "澜砚星" in firm_part and "被断水" in masked and "澜砚星" not in masked


async def test_a_pack_tells_what_was_promised_last_time_and_the_earlier_tickets(park: Database) -> None:
    first, (seat,) = await day_with(park, ("F01",))
    await seated(park, seat, minute(0))
    kept = await written(park, seat, "k1", Verdict.COMMITTED, "修路", wanted=date(2026, 12, 3))
    broken = await written(park, seat, "k2", Verdict.COMMITTED, "装灯", wanted=date(2026, 12, 4))
    done = Move(Action.RESOLVE, "修好了", outcome=Outcome.SOLVED)
    await move(park, kept, done, by=await me(park, "L01"), at=datetime(2026, 12, 2, 9, 30, tzinfo=PARK_ZONE))
    await close_day(park, first, by=await me(park, "S01"), at=minute(190))
    await day_with(park, ("F01",), Plan(date(2026, 12, 17)))
    eve = datetime(2026, 12, 16, 9, 0, tzinfo=PARK_ZONE)
    assert await tick_table(park, at=eve) == 1
    card = await sent(park, "table-pack", "D01", eve)
    assert "已兑现" in card.text and "超期未办结" in card.text
    assert broken != kept


async def test_who_did_not_come_is_recorded_when_the_day_ends_and_visited_when_it_is_closed(park: Database) -> None:
    day_id, (first, second) = await day_with(park, ("F01", "F02"))
    await seated(park, first, minute(0))
    assert [await tick_table(park, at=minute(180 + n)) for n in range(3)] == [1, 0, 0]
    assert (await place(park, second)).state is PlaceState.NO_SHOW
    assert (await the_day(park, day_id)).state is DayState.PLANNED
    assert await tick_table(park, at=NEXT) == 1
    closed = await the_day(park, day_id)
    assert (closed.state, closed.closed_at, closed.report_due) == (DayState.CLOSED, NEXT, MONTH.date())
    assert (await place(park, first)).state is PlaceState.RECEIVED  # nobody pressed: it was there
    async with park.read() as session:
        firm = (await session.exec(select(Firm).where(Firm.code == "F02"))).one()
    assert firm.visit_due == date(2026, 11, 30)
    assert await receivers(park, "table-no-show") == {"L02"}
    assert await receivers(park, "table-missed") == {"C03"}
    liaison = await sent(park, "table-no-show", "L02", NEXT)
    assert "11月30日" in liaison.text and liaison.rows[0][0].tap == f"v:log:{firm.id}"
    assert "/book" in (await sent(park, "table-missed", "C03", NEXT)).text
    assert await receivers(park, "table-closed") == {"S01", "D01"}


async def test_at_night_the_clock_waits(park: Database) -> None:
    await day_with(park, ("F01",))
    assert await tick_table(park, at=EVE.replace(hour=23)) == 0


async def test_a_message_that_is_not_so_any_more_is_not_sent(park: Database) -> None:
    day_id, (first, _) = await day_with(park, ("F01", "F02"))
    await seated(park, first, minute(0))
    assert "请进" in (await sent(park, "table-called", "C01", minute(1))).text
    await call_next(park, day_id, first, by=await me(park, "S01"), at=minute(2))
    for kind in ("table-called", "table-arrived"):
        with pytest.raises(UnknownTicket):
            await sent(park, kind, "C01", minute(3))


async def told_day(db: Database) -> int:
    """A day with one problem of each verdict, one of them confirmed; one firm late, one absent."""
    day_id, (first, second, _) = await day_with(db, ("F01", "F02", "F03"))
    secretary = await me(db, "S01")
    await seated(db, first, minute(0))
    d3 = (await ids_of(db, Department))["D3"]
    await written(db, first, "k1", Verdict.ON_THE_SPOT, "路灯 <坏> & 修好")
    await written(db, first, "k2", Verdict.COMMITTED, "门口修路", wanted=date(2026, 12, 10))
    await check_in(db, second, by=secretary, at=minute(30))
    await call_next(db, day_id, first, by=secretary, at=minute(31))
    await written(db, second, "k3", Verdict.HANDED_OVER, "污水管网", department_id=d3)
    await confirm_wording(db, 1, by=await me(db, "C01"), at=minute(6))
    await close_day(db, day_id, by=secretary, at=minute(185))
    return day_id


def words_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)


async def test_the_figures_of_the_day(park: Database) -> None:
    day_id = await told_day(park)
    async with park.read() as session:
        found = await figures_of(session, [day_id])
    assert (found.firms, found.problems, found.on_the_spot, found.committed, found.handed_over) == (2, 3, 1, 1, 1)
    assert (found.dispatched, found.late, found.no_show, found.confirmed) == (2, 1, 1, 1)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_minutes_read_back(park: Database, language: str, tmp_path: Path) -> None:
    await told_day(park)
    say = speaker(language, park.park.calendar.zone)
    minutes = await minutes_of(park, by=await me(park, "D01"), at=NEXT)
    card = minutes_card(minutes, tmp_path, say, NEXT)
    text = words_of(card.documents[0].content)
    for words in (
        "澜砚星精密机械有限公司",
        "路灯 <坏> & 修好",
        "门口修路",
        "污水管网",
        "建设环保局",
        "周启明",
        "云栈汐",
    ):
        assert words in text, words
    assert "{{" not in text and "{%" not in text
    assert card.documents[0].name.endswith("2026-11-26.docx")


async def test_a_template_of_the_parks_own_is_used_and_a_broken_one_is_named(park: Database, tmp_path: Path) -> None:
    await told_day(park)
    say = speaker("zh-CN", park.park.calendar.zone)
    minutes = await minutes_of(park, by=await me(park, "S01"), at=NEXT)
    own, made = tmp_path / "minutes.docx", Document()
    made.add_paragraph("本园纪要 {{ date }} 共 {{ figures.problems }} 个问题")
    made.save(str(own))
    card = minutes_card(minutes, tmp_path, say, NEXT)
    assert "本园纪要 2026-11-26 共 3 个问题" in words_of(card.documents[0].content)
    for broken in (b"no document", b""):
        own.write_bytes(broken)
        card = minutes_card(minutes, tmp_path, say, NEXT)
        assert "minutes.docx 用不了" in card.text and "门口修路" in words_of(card.documents[0].content)
    made.add_paragraph("{{ frims }}")
    made.save(str(own))
    assert "frims" in minutes_card(minutes, tmp_path, say, NEXT).text


async def test_what_the_guide_names_is_what_a_template_can_say(park: Database, tmp_path: Path) -> None:
    await told_day(park)
    minutes = await minutes_of(park, by=await me(park, "S01"), at=NEXT)
    context = context_of(minutes, speaker("zh-CN", park.park.calendar.zone), NEXT)
    guide = (Path(__file__).parents[2] / "docs/minutes-template.md").read_text("utf-8")
    firm = context["firms"][0]
    known = {*context} - {"figures"} | {*(f"figures.{name}" for name in context["figures"])}
    known |= {f"firm.{name}" for name in firm} | {f"problem.{name}" for name in firm["problems"][0]}
    assert not [name for name in known if f"`{name}`" not in guide]
    assert rendered(Path(__file__).parents[2] / "cards/minutes.docx", context)


@pytest.mark.parametrize("code", ["C01", "L01", "O03", "W01", "K01"])
async def test_minutes_are_for_secretary_and_director(park: Database, code: str) -> None:
    await told_day(park)
    by: Me = await me(park, code)
    with pytest.raises(NotForTable):
        await minutes_of(park, by=by, at=NEXT)


async def test_a_month_later_director_and_firms_read_what_was_kept(park: Database) -> None:
    await told_day(park)
    assert await tick_table(park, at=MONTH - timedelta(minutes=1)) == 0
    assert await tick_table(park, at=MONTH) == 1
    assert await tick_table(park, at=MONTH + timedelta(hours=1)) == 0
    assert await receivers(park, "table-report") == {"D01", "C01", "C03"}
    for language in LANGUAGES:
        whole = await sent(park, "table-report", "D01", MONTH, language)
        own = await sent(park, "table-report", "C01", MONTH, language)
        assert "门口修路" in whole.text and "污水管网" in whole.text
        assert "门口修路" in own.text and "污水管网" not in own.text and "禾穗岚" not in own.text
    assert "超期未办结" in (await sent(park, "table-report", "C01", MONTH)).text
