"""How figures are written: cut off, grey and with their n where they say little, and never as if nothing were none."""

from datetime import date

import pytest

from domain.scoring import Measure, Rate
from services.scoreboard import Sums
from storage.tables import Category
from texts import speaker
from web.board.drawing import render
from web.board.reading import Reader, bands_of, chart_of, coming, months_back, rate_cell, rated, services_of, step

SAY = speaker("zh-CN")
READER = Reader(SAY, {"people": Category(code="people", zh="用工与人才", en="Staff", resolve_days=5)})


@pytest.mark.parametrize(
    ("rate", "value", "of", "is_thin"),
    [
        (Rate(68, 73), "93.1", "68 / 73", False),
        (Rate(999, 1000), "99.9", "999 / 1000", False),
        (Rate(1999, 2000), "99.9", "1999 / 2000", False),
        (Rate(5, 5), "100", "5 / 5", False),
        (Rate(2, 3), "66.6", "2 / 3，仅 3 件", True),
        (Rate(), "–", "还没有数据。", True),
    ],
)
def test_a_rate_is_cut_off_and_shows_what_it_is_made_of(rate: Rate, value: str, of: str, is_thin: bool) -> None:  # noqa: FBT001
    figure = rated(Measure.RESPONSE, Sums(response=rate), READER)
    assert (figure.value, figure.of, figure.is_thin) == (value, of, is_thin)
    assert figure.unit == ("%" if rate.denominator else "")
    cell = rate_cell(rate, "/list")
    assert cell.text == rate.text and cell.is_thin == is_thin
    assert bool(cell.behind) == bool(rate.denominator)


def test_ratings_say_how_many_of_those_asked_have_answered() -> None:
    sums = Sums(satisfaction=Rate(15, 20), answered=Rate(20, 31))
    assert rated(Measure.SATISFACTION, sums, READER).of == "15 / 20 · 31 件可评，20 件已评"


def test_the_median_says_of_how_many_it_is() -> None:
    assert coming(Sums(coming=0, came=1), READER).of == "仅 1 件"
    assert coming(Sums(coming=40, came=25), READER).value == "40"
    assert coming(Sums(), READER).value == "–"


def test_inspections_that_nobody_records_are_not_counted_as_none() -> None:
    uncalled, *_ = services_of(Sums(), 2, None, READER)
    assert uncalled.value == "2" and "尚未登记" in uncalled.of
    uncalled, *_ = services_of(Sums(), 2, 1, READER)
    assert uncalled.value == "3" and "计划外检查 1 次" in uncalled.of


def test_a_thin_figure_is_grey_on_the_page() -> None:
    for rate, is_grey in ((Rate(2, 3), True), (Rate(4, 6), False)):
        figure = rated(Measure.RESPONSE, Sums(response=rate), READER)
        drawn = render("panel-figures.html", SAY, figures=[figure], heading="", **{"class": "rates"})
        assert ('class="figure thin"' in drawn) is is_grey


def test_what_stands_in_a_page_as_data_cannot_end_the_script() -> None:
    data = chart_of("ranking", "x", {"names": ["</script><b>", "a&b"]}).data
    assert "<" not in data and "&" not in data


def test_bands_fill_the_bar_and_the_most_is_the_darkest() -> None:
    bands = bands_of({"green": 1, "yellow": 0, "red": 2})
    assert [(band.start, band.width) for band in bands] == [("0.00", "33.33"), ("33.33", "0.00"), ("33.33", "66.67")]
    assert [step(count, 10) for count in (0, 1, 2, 3, 10)] == [0, 1, 1, 2, 5]
    assert bands_of({"green": 0})[0].width == "0.00" and step(0, 0) == 0


def test_months_go_back_over_the_year() -> None:
    assert months_back(date(2026, 2, 3), 4) == ["2026-02", "2026-01", "2025-12", "2025-11"]


def test_categories_stand_in_the_order_in_which_they_are_offered() -> None:
    assert READER.ordered(["other", "people", "building"]) == ["people", "building", "other"]
    assert READER.category("people") == "用工与人才" and READER.category("gone") == "gone"
    assert Reader(speaker("en"), READER.categories).category("people") == "Staff"
