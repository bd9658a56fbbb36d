"""Sums are read exactly as typed, or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.money import MOST, read_yuan, yuan


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("1,234,567.8", "1234567.80"),
        ("123.45万", "1234500.00"),
        ("￥31,176,000.00元", "31176000.00"),
        ("３１１７．６万元", "31176000.00"),
        ("1.2亿", "120000000.00"),
        ("0.01", "0.01"),
        ("人民币 500 元整", "500.00"),
        ("123.456789万", "1234567.89"),
        ("9999999999999.99", "9999999999999.99"),
    ],
)
def test_a_sum_is_read_in_the_ways_people_write_it(words: str, amount: str) -> None:
    read = read_yuan(words)
    assert read == Decimal(amount) and str(read) == amount


@pytest.mark.parametrize(
    "words",
    [
        "",
        "很多",
        "0",
        "-5",
        "1.234",
        "0.001万元吧",
        "12,34",
        "1,2345",
        "1.2.3",
        "10000000000000",
        "0.0000001万",
        "1e5",
        "五百",
    ],
)
def test_what_is_no_exact_sum_is_not_guessed(words: str) -> None:
    assert read_yuan(words) is None


@given(some.decimals(min_value="0.01", max_value=MOST, places=2, allow_nan=False))
def test_what_is_shown_is_read_again_to_the_fen(amount: Decimal) -> None:
    assert read_yuan(yuan(amount)) == amount
