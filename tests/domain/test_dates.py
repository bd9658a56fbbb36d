"""Dates as people type them, and ticket numbers as people type them."""

from datetime import date, datetime

import pytest

from domain.calendar import PARK_ZONE, Calendar
from domain.dates import read_date
from domain.numbers import read_number

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=PARK_ZONE)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-11-27", date(2026, 11, 27)),
        ("2026/11/27", date(2026, 11, 27)),
        ("2026年11月27日", date(2026, 11, 27)),
        ("11月27日", date(2026, 11, 27)),
        ("11-27", date(2026, 11, 27)),
        ("11.27", date(2026, 11, 27)),
        ("27日", date(2026, 11, 27)),
        ("3号", date(2026, 12, 3)),
        ("明天", date(2026, 11, 25)),
        ("后天", date(2026, 11, 26)),
        ("周五", date(2026, 11, 27)),
        ("周一", date(2026, 11, 30)),
        ("下周一", date(2026, 11, 30)),
        ("星期三", date(2026, 11, 25)),
        ("Friday", date(2026, 11, 27)),
        ("tomorrow", date(2026, 11, 25)),
        ("27 Nov", date(2026, 11, 27)),
        ("Nov 27", date(2026, 11, 27)),
        ("1-5", date(2027, 1, 5)),
        ("\uff11\uff11\uff0d\uff12\uff17", date(2026, 11, 27)),
    ],
)
def test_a_date_is_understood(words: str, day: date) -> None:
    assert read_date(words, Calendar(), NOW) == day


@pytest.mark.parametrize(
    ("words", "hour", "day"), [("明天 10:30", 10, 25), ("18:30", 18, 24), ("11月26日 16点", 16, 26)]
)
def test_a_date_with_a_clock_time_is_a_moment(words: str, hour: int, day: int) -> None:
    meant = read_date(words, Calendar(), NOW)
    assert isinstance(meant, datetime)
    assert (meant.astimezone(PARK_ZONE).day, meant.astimezone(PARK_ZONE).hour) == (day, hour)


@pytest.mark.parametrize("words", ["", "尽快", "13月1日", "2月30日", "99日", "25:00", "👍", "<b>", "明天吧", "1/2/3/4"])
def test_what_is_no_date_is_none(words: str) -> None:
    assert read_date(words, Calendar(), NOW) is None


@pytest.mark.parametrize(
    "words",
    [
        "LL-2026-000012",
        "ll-2026-12",
        "2026-12",
        "请看 LL-2026-000012 谢谢",
        "\uff2c\uff2c\uff0d2026\uff0d000012",
        "LL 2026 12",
        "#LL-2026-12",
    ],
)
def test_a_ticket_number_is_found_in_the_words(words: str) -> None:
    assert read_number(words, "LL") == "LL-2026-000012"


@pytest.mark.parametrize("words", ["", "12", "XX-2026-000012", "1999-12", "2026-11-27"])
def test_other_words_hold_no_number(words: str) -> None:
    assert read_number(words, "LL") is None
