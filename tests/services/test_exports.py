"""Files in the background: who may ask, once for each press, one of a kind at a time; what becomes of each."""

import asyncio
import json
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from domain.errors import NoSuchExport, NotAPeriod, NothingToExport, NotYourReport
from domain.exports import ExportEnd, ExportKind, Period, bar, percent, read_period
from services import exports
from services.exports import Made, ask_for
from services.own_data import own_data
from storage.database import Database
from storage.export_tables import Export
from storage.tables import Push
from tests.services.people import MORNING, me, sample

LEDGER, REPORT = ExportKind.LEDGER, ExportKind.REPORT


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026年", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("２０２６年２月", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026/2/3", date(2026, 2, 3), date(2026, 2, 3)),
        ("2026-01-15 2026-03-02", date(2026, 1, 15), date(2026, 3, 2)),
        ("2026年1月 到 2026年3月", date(2026, 1, 1), date(2026, 3, 31)),
        ("2025 ~ 2026-03", date(2025, 1, 1), date(2026, 3, 31)),
    ],
)
def test_a_period_is_read_as_people_type_it_and_as_it_is_kept(words: str, first: date, last: date) -> None:
    found = read_period(words)
    assert found == Period(first, last)
    assert read_period(found.text) == found


@pytest.mark.parametrize(
    "words", ["", "上个月", "2026-13", "2026-02-30", "2026-05 2026-03", "2026 2026 2026", "26-11", "9999-12", "0000"]
)
def test_what_is_no_period_is_none(words: str) -> None:
    assert read_period(words) is None


def test_how_far_it_is_is_cut_off() -> None:
    assert (percent(999, 1000), percent(1000, 1000), percent(0, 0), percent(7, 5)) == (99, 100, 0, 100)
    assert (bar(0), bar(99), bar(100)) == ("░" * 10, "▓" * 9 + "░", "▓" * 10)


async def test_a_press_that_comes_twice_asks_once_and_one_of_a_kind_is_made_at_a_time(db: Database) -> None:
    await sample(db)
    director, desk = await me(db, "D01"), await me(db, "W01")
    first = await ask_for(db, LEDGER, "2026-11", by=director, at=MORNING, key="a")
    assert (await ask_for(db, LEDGER, "2026-11", by=director, at=MORNING, key="a")).id == first.id
    assert (await ask_for(db, LEDGER, "2025", by=director, at=MORNING, key="b")).id == first.id
    other = await ask_for(db, REPORT, "2026-10", by=director, at=MORNING, key="c")
    theirs = await ask_for(db, LEDGER, "2026-11", by=desk, at=MORNING, key="d")
    assert len({first.id, other.id, theirs.id}) == 3
    assert await exports.is_over(db, first.id or 0, Made(ExportEnd.MADE, "x.xlsx", "ab"), at=MORNING)
    assert (await ask_for(db, LEDGER, "2026-11", by=director, at=MORNING, key="a")).id == first.id
    assert (await ask_for(db, LEDGER, "2026-11", by=director, at=MORNING, key="e")).id not in {first.id, None}


async def test_two_presses_at_once_ask_once(db: Database) -> None:
    await sample(db)
    director = await me(db, "D01")
    asked = [ask_for(db, LEDGER, "2026", by=director, at=MORNING, key=f"at once {n}") for n in range(6)]
    assert len({row.id for row in await asyncio.gather(*asked)}) == 1


@pytest.mark.parametrize(
    ("code", "kind", "refusal"),
    [
        ("C01", LEDGER, NothingToExport),
        ("C01", REPORT, NotYourReport),
        ("L01", REPORT, NotYourReport),
        ("O03", REPORT, NotYourReport),
        ("H03", REPORT, NotYourReport),
        ("S01", REPORT, NotYourReport),
        ("P01", REPORT, NotYourReport),
    ],
)
async def test_who_may_not_have_it_is_refused(
    db: Database, code: str, kind: ExportKind, refusal: type[Exception]
) -> None:
    await sample(db)
    with pytest.raises(refusal):
        await ask_for(db, kind, "", by=await me(db, code), at=MORNING, key="k")


@pytest.mark.parametrize(
    ("kind", "words"),
    [(LEDGER, "去年"), (LEDGER, "2026-12"), (LEDGER, "1999"), (REPORT, "2026"), (REPORT, "2026-10-01 2026-10-15")],
)
async def test_what_is_no_period_of_the_past_is_refused(db: Database, kind: ExportKind, words: str) -> None:
    await sample(db)
    with pytest.raises(NotAPeriod):
        await ask_for(db, kind, words, by=await me(db, "D01"), at=MORNING, key="k")


async def test_without_words_the_running_month_and_of_reports_the_last_one_is_meant(db: Database) -> None:
    await sample(db)
    director = await me(db, "D01")
    asked = [await ask_for(db, kind, " ", by=director, at=MORNING, key=kind) for kind in (LEDGER, REPORT)]
    assert [row.period for row in asked] == ["2026-11", "2026-10"]


async def test_one_that_was_stopped_is_never_over_and_nobody_else_can_stop_it(db: Database) -> None:
    await sample(db)
    director, liaison = await me(db, "D01"), await me(db, "L01")
    row = await ask_for(db, LEDGER, "2026", by=director, at=MORNING, key="k")
    with pytest.raises(NoSuchExport):
        await exports.stop(db, row.id or 0, by=liaison, at=MORNING)
    with pytest.raises(NoSuchExport):
        await exports.push_again(db, row.id or 0, by=liaison, at=MORNING, key="again")
    assert await exports.is_at(db, row.id or 0, done=5, total=10)
    assert (await exports.stop(db, row.id or 0, by=director, at=MORNING)).ended is ExportEnd.STOPPED
    assert (await exports.stop(db, row.id or 0, by=director, at=MORNING)).ended is ExportEnd.STOPPED
    assert not await exports.is_at(db, row.id or 0, done=6, total=10)
    assert not await exports.is_over(db, row.id or 0, Made(ExportEnd.MADE, "x.xlsx", "ab"), at=MORNING)
    assert await owed(db) == []


async def owed(db: Database) -> list[str]:
    """Keys of the files that are owed."""
    async with db.read() as session:
        return list(await session.exec(select(Push.key).where(Push.kind == "export").order_by(col(Push.id))))


async def test_its_end_is_told_once(db: Database) -> None:
    await sample(db)
    row = await ask_for(db, LEDGER, "2026", by=await me(db, "D01"), at=MORNING, key="k")
    over = [exports.is_over(db, row.id or 0, Made(ExportEnd.MADE, "x.xlsx", "ab"), at=MORNING) for _ in range(3)]
    assert sorted(await asyncio.gather(*over)) == [False, False, True]
    assert await owed(db) == [f"export:{row.id}"]


async def test_who_asks_for_his_own_data_reads_which_files_he_has_had(db: Database) -> None:
    await sample(db)
    director = await me(db, "D01")
    await ask_for(db, LEDGER, "2026", by=director, at=MORNING, key="k")
    told = json.loads(await own_data(db, by=director, at=MORNING))["exports"]
    assert [(each["kind"], each["period"], each["ended"]) for each in told] == [("ledger", "2026", None)]


async def test_one_that_takes_the_process_down_each_time_is_given_up(db: Database) -> None:
    await sample(db)
    await ask_for(db, LEDGER, "2026", by=await me(db, "D01"), at=MORNING, key="k")
    for _ in range(3):
        begun = await exports.begin_next(db, at=MORNING)
        assert begun and exports.may_go_on(*begun) is None
    begun = await exports.begin_next(db, at=MORNING)
    assert begun and exports.may_go_on(*begun) is ExportEnd.FAILED


async def test_after_a_week_the_file_is_thrown_away_and_the_row_stays(db: Database) -> None:
    await sample(db)
    director, desk = await me(db, "D01"), await me(db, "W01")
    for person, stored, ago in ((director, "old", 8), (desk, "both", 8)):
        at = MORNING - timedelta(days=ago)
        row = await ask_for(db, LEDGER, "2026-10", by=person, at=at, key=f"{person.id}")
        await exports.is_over(db, row.id or 0, Made(ExportEnd.MADE, "x.xlsx", stored), at=at)
    new = await ask_for(db, LEDGER, "2026-11", by=director, at=MORNING, key="new")
    await exports.is_over(db, new.id or 0, Made(ExportEnd.MADE, "x.xlsx", "both"), at=MORNING)
    assert await exports.kept_files(db, at=MORNING) == {"both"}
    async with db.read() as session:
        assert list(await session.exec(select(Export.stored).order_by(col(Export.id)))) == [None, None, "both"]
