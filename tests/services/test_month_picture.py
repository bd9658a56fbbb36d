"""The month as a picture: for everybody, readable on a phone, the figures of the card and no name that is not his."""

import shutil
import struct
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from cards.board import board_card, in_order
from cards.month_picture import KEPT_WORD, LISTED, SHOWN, drawn, month_picture
from cards.paper import INK, MUTED, PAPER, TILE, Paper, drawable, fitted, width_of
from domain.scoring import RATES, By, Measure, Rate
from services.scoreboard import Board, Row, Sums, board, month_span, ranking
from storage.database import Database
from storage.reception_table import Figures
from storage.tables import Firm, Person
from tests.conftest import PARK
from tests.house import KEYS
from tests.services.people import MORNING, me
from tests.web.busy import busy_park
from texts import LANGUAGES, Say, speaker

__all__ = ["busy_park"]  # a fixture
ROOT = Path(__file__).parents[2]
SEES = ("D01", "W01", "K01", "H03", "O02", "L01", "L03", "P01", "C01", "S01", "A01")
NOVEMBER, LONG_AGO = month_span(date(2026, 11, 1)), month_span(date(2025, 1, 1))
WIDTH, HIGHEST, SMALLEST, CONTRAST = 1080, 1350, 30, 4.5
LONG = "市场监督管理分局驻园区服务站和综合行政执法大队第二中队"


@pytest.fixture
async def busy(busy_park: Path, tmp_path: Path) -> AsyncIterator[Database]:
    shutil.copy(busy_park, tmp_path / "sidan.db")
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'sidan.db'}", PARK, KEYS)
    yield db
    await db.close()


async def seen_by(db: Database, code: str) -> Board:
    return await board(db, NOVEMBER, by=await me(db, code), at=MORNING)


def words(paper: Paper) -> list[str]:
    """Every text that is drawn."""
    return [text.get_text() for text in paper.axes.texts]


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def made_up(count: int, n: int, months: int = 12) -> Board:
    """A board of so many departments with long names, each with so many tickets."""
    rates: dict[str, Any] = {measure: Rate(max(n - off, 0), n) for off, measure in enumerate(RATES)}
    sums = Sums(**rates, coming=17 if n else None, came=n)
    rows = [Row(By.DEPARTMENT, str(number), f"{LONG}{number}", sums) for number in range(count)]
    trend = {f"2026-{month:02}": sums for month in range(12 - months, 12) if month}
    kinds = {By.DEPARTMENT: rows} if rows else {}
    at = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    nothing: dict[str, Any] = {"lights": {}, "suspended": [], "due": [], "coverage": [], "cases": {}, "heat": {}}
    places = {By.DEPARTMENT: ranking(rows)}
    received = Figures(*[0] * 8)
    span: dict[str, Any] = {"first": NOVEMBER.first, "last": NOVEMBER.last, "at": at}
    figures: dict[str, Any] = {
        "park": sums,
        "uncalled": 123,
        "inspections": None,
        "rows": kinds,
        "trend": trend,
        "ranking": places,
    }
    return Board(**span, **figures, **nothing, received=received)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_everybody_gets_a_picture_of_a_full_month_and_of_an_empty_one(busy: Database, language: str) -> None:
    say = speaker(language)
    for code in SEES:
        for span in (NOVEMBER, LONG_AGO):
            seen = await board(busy, span, by=await me(busy, code), at=MORNING)
            picture = month_picture(seen, say)
            width, height = size_of(picture.content)
            assert picture.is_picture and width == WIDTH and WIDTH / 2 < height <= HIGHEST, code
            assert (say.plain("board-picture-empty") in words(drawn(seen, say))) is (span is LONG_AGO)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_figures_are_those_of_the_card(busy: Database, language: str) -> None:
    say = speaker(language)
    for code in SEES:
        seen = await seen_by(busy, code)
        shown, card = words(drawn(seen, say)), board_card(seen, say).text
        rows = [row for _, row in in_order(seen.rows.get(By.DEPARTMENT, ()), seen.ranking.get(By.DEPARTMENT, ()))]
        own = [*seen.rows.get(By.LIAISON, ()), *seen.rows.get(By.CHAIN, ())]
        for sums in [seen.park, *(row.sums for row in (rows or own)[:LISTED])]:
            for rate in map(sums.rate, SHOWN):
                assert rate.text in shown and rate.text in card, (code, rate)
                counted = f"{rate.numerator}/{rate.denominator}"
                assert not rate.denominator or (any(each.startswith(counted) for each in shown) and counted in card)
        assert any(f"{seen.park.coming} " in each for each in shown)
        assert seen.park.coming is not None and str(seen.park.coming) in card


def test_the_best_department_stands_first_under_the_park_and_who_has_few_comes_last_without_a_place() -> None:
    kept = {"甲局": Rate(5, 9), "乙局": Rate(9, 9), "丙局": Rate(2, 2)}
    rows = [Row(By.DEPARTMENT, name, name, Sums(kept_word=rate)) for name, rate in kept.items()]
    seen = replace(made_up(0, 9), rows={By.DEPARTMENT: rows}, ranking={By.DEPARTMENT: ranking(rows)})
    shown = words(drawn(seen, speaker("zh-CN")))
    places = [shown.index(name) for name in ("全园区", "1. 乙局", "2. 甲局", "丙局")]
    assert places == sorted(places)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_firm_no_contact_and_no_other_liaison_is_named(busy: Database, language: str) -> None:
    async with busy.read() as session:
        firms = list(await session.exec(select(Firm.name)))
        people = {person.code: person.name for person in await session.exec(select(Person))}
    for code in SEES:
        seen = await seen_by(busy, code)
        shown = " ".join(words(drawn(seen, speaker(language))))
        assert not [name for name in firms if name in shown]
        named = {who for who, name in people.items() if name in shown}
        assert named <= {code}, code
        assert (code in named) is code.startswith("L")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("count", "n", "months"), [(12, 40, 12), (12, 9999, 12), (7, 3, 2), (1, 1, 1), (0, 0, 0)])
def test_it_is_readable_on_a_phone_and_nothing_overlaps(language: str, count: int, n: int, months: int) -> None:
    paper = drawn(made_up(count, n, months), speaker(language))
    assert paper.height <= HIGHEST
    assert (WIDTH, paper.height) == size_of(paper.png())
    boxes = []
    for text in paper.axes.texts:
        assert text.get_fontsize() * 100 / 72 >= SMALLEST
        assert contrast(text.get_color(), PAPER) >= CONTRAST and contrast(text.get_color(), TILE) >= CONTRAST
        box = text.get_window_extent()
        assert min(box.x0, box.y0) >= 0 and box.x1 <= WIDTH and box.y1 <= paper.height, text
        boxes.append((text.get_text(), box))
    for number, (one, here) in enumerate(boxes):
        for other, there in boxes[number + 1 :]:
            apart = here.x1 <= there.x0 or there.x1 <= here.x0
            over = min(here.y1, there.y1) - max(here.y0, there.y0)  # a comma may hang a little into the next line
            assert apart or over <= 6, (one, other, over)


def contrast(one: str, other: str) -> float:
    """As WCAG reckons it."""
    bright, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def brightness(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def marks(paper: Paper) -> list[Any]:
    """The marks of kept word: the line that ends the legend comes first."""
    return [line for line in paper.axes.lines if line.get_marker() == KEPT_WORD.mark][1:]


def test_of_few_the_mark_is_hollow_the_figure_grey_and_a_month_without_data_a_gap() -> None:
    say = speaker("zh-CN")
    few, many = made_up(1, 4, 2), made_up(1, 5, 2)
    for seen, is_thin in ((few, True), (many, False)):
        paper = drawn(seen, say)
        assert [mark.get_markerfacecolor() == PAPER for mark in marks(paper)] == [is_thin] * 2
        figures = [text for text in paper.axes.texts if text.get_text() == seen.park.kept_word.text]
        assert {text.get_color() for text in figures} == {MUTED if is_thin else INK}
        assert any("太少" in text for text in words(paper)) is is_thin
        whole = next(line for line in paper.axes.lines if len(line.get_ydata()) == 12)
        assert sum(value == value for value in whole.get_ydata()) == 2  # noqa: PLR0124 - what is no number is not itself


def test_where_lines_end_together_both_values_are_read() -> None:
    for numerator in (0, 2, 5):
        sums = replace(made_up(0, 5).park, kept_word=Rate(numerator, 5), solution=Rate(numerator, 5))
        paper = drawn(replace(made_up(0, 5), trend={"2026-11": sums}), speaker("zh-CN"))
        ends = [text for text in paper.axes.texts if text.get_text()[0] in "●■"]
        assert len(ends) == 2
        assert abs(ends[0].get_position()[1] - ends[1].get_position()[1]) >= SMALLEST


def test_how_many_are_not_listed_is_said() -> None:
    assert "还有 5 个没有列出" in words(drawn(made_up(12, 9), speaker("zh-CN")))
    assert not any("还有" in text for text in words(drawn(made_up(7, 9), speaker("zh-CN"))))


def test_what_the_font_cannot_draw_is_left_out_and_what_is_too_long_is_marked() -> None:
    assert drawable("📊 环保局\n\u0000 ①–9 %") == "环保局 ①–9 %"
    assert fitted(LONG, 32, 10_000) == LONG
    short = fitted(LONG, 32, 300)
    assert short.endswith("…") and LONG.startswith(short[:-1]) and width_of(short, 32) <= 300
    row = Row(By.DEPARTMENT, "1", r"$\frac{1}{2}$ <b>📊", Sums(kept_word=Rate(9, 9)))
    seen = replace(made_up(0, 9), rows={By.DEPARTMENT: [row]}, ranking={By.DEPARTMENT: ranking([row])})
    assert r"1. $\frac{1}{2}$ <b>" in words(drawn(seen, Say("en")))
    assert size_of(month_picture(seen, Say("en")).content)[0] == WIDTH
    assert seen.park.rate(Measure.KEPT_WORD).text in words(drawn(seen, Say("en")))


def test_a_machine_without_a_home_draws_it_without_a_word_and_keeps_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    script = "from cards.paper import tools; import os; tools(); assert 'MPLCONFIGDIR' not in os.environ"
    given = {"HOME": str(home), "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT), "PATH": ""}
    command = [sys.executable, "-W", "error", "-c", script]
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [*tmp_path.iterdir()] == [home] and not [*home.iterdir()]
