"""Rates, the median and the ranking: cut off, never rounded up; thin ones are not ranked."""

from fractions import Fraction
from statistics import median as exact_median

from hypothesis import given
from hypothesis import strategies as st

from domain.scoring import HEADLINE, INDICATORS, RATES, THIN, Rate, median, ranked, withhold

RATE = st.integers(0, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))).map(lambda pair: Rate(*pair))


def test_68_of_73_is_931_and_999_of_1000_is_no_hundred() -> None:
    assert Rate(68, 73).text == "93.1 %"
    assert Rate(999, 1000).text == "99.9 %"
    assert Rate(1000, 1000).text == "100 %"
    assert Rate(10**15 - 1, 10**15).text == "99.9 %"
    assert Rate(2, 3).text == "66.6 %"
    assert Rate(0, 7).text == "0.0 %"
    assert Rate().text == "–"


def test_under_five_is_thin() -> None:
    assert Rate(4, 4).is_thin and Rate().is_thin
    assert not Rate(5, 5).is_thin


@given(RATE)
def test_a_rate_is_never_more_than_it_is_and_less_than_a_tenth_below(rate: Rate) -> None:
    if rate.denominator == 0:
        assert rate.tenths is None
        return
    exact, shown = Fraction((rate.numerator or 0) * 100, rate.denominator), Fraction(rate.tenths or 0, 10)
    assert shown <= exact < shown + Fraction(1, 10)
    assert (rate.text == "100 %") is (rate.numerator == rate.denominator)


@given(st.lists(RATE))
def test_months_add_up_by_their_parts(months: list[Rate]) -> None:
    total = sum(months, Rate())
    assert total == Rate(sum(m.numerator or 0 for m in months), sum(m.denominator for m in months))


@given(st.lists(st.integers(0, 500), min_size=1))
def test_the_median_of_counted_values_is_that_of_the_values(values: list[int]) -> None:
    assert median({value: values.count(value) for value in values}) == int(exact_median(values))


def test_there_is_no_median_of_nothing() -> None:
    assert median({}) is None
    assert median({7: 0}) is None


def test_the_best_comes_first_equals_share_a_place_and_thin_ones_have_none() -> None:
    good, other, thin = Rate(9, 10), Rate(5, 10), Rate(1, 1)
    rates = {"d": [thin, good], "c": [other, good], "b": [good, other], "a": [good, other], "e": [good, good]}
    assert ranked(rates) == ((1, "e"), (2, "a"), (2, "b"), (4, "c"), (None, "d"))


def test_every_rate_and_every_service_of_the_headline_has_its_formula() -> None:
    known = {each.key for each in INDICATORS}
    assert {*RATES, *HEADLINE} <= known
    assert len({each.formula for each in INDICATORS}) == len(INDICATORS)


@given(
    st.lists(st.integers(0, 12).flatmap(lambda n: st.builds(Rate, st.integers(0, n), st.just(n)))), st.integers(0, 9)
)
def test_what_is_shown_of_ratings_never_gives_fewer_than_five_away(rates: list[Rate], unseen: int) -> None:
    whole = sum(rates, Rate(unseen, unseen))
    shown = withhold(rates, whole)
    for was, now in zip(rates, shown, strict=True):
        assert now.denominator == was.denominator
        assert now == was if not now.is_withheld else was.denominator
        assert now.is_withheld or not now.denominator or not now.is_thin
    left = whole.denominator - sum(rate.denominator for rate in shown if not rate.is_withheld)
    assert left == 0 or left >= THIN or left == whole.denominator


def test_only_as_much_is_withheld_as_must_be() -> None:
    six, seven, three, none = Rate(6, 6), Rate(1, 7), Rate(2, 3), Rate()
    assert withhold([six, seven], Rate(7, 13)) == [six, seven]
    assert withhold([seven, three, six], Rate(9, 16)) == [seven, Rate(None, 3), Rate(None, 6)]
    assert withhold([seven, three, none], Rate(9, 20)) == [seven, Rate(None, 3), none]
    assert (Rate(None, 3).text, Rate(None, 3).tenths, Rate(None, 3) + six) == ("–", None, Rate(None, 9))
