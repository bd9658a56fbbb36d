"""Steps of an item: what waits for what, how long the longest chain is, and what no item may look like."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Flaw, flaws, longest, waits_for


def step(days: int, after: list[int] | None = None) -> dict[str, Any]:
    return {"days": days} if after is None else {"days": days, "after": after}


def flawed(*steps: dict[str, Any], promised: int = 10, statutory: int = 20) -> list[tuple[Flaw, int | None]]:
    return [(each.flaw, each.step) for each in flaws(steps, promised, statutory)]


def test_a_step_waits_for_the_one_before_unless_it_says_otherwise() -> None:
    steps = [step(1), step(1), step(1, []), step(1, [0, 2])]
    assert [waits_for(steps, n) for n in range(4)] == [(), (0,), (), (0, 2)]


def test_steps_side_by_side_take_as_long_as_the_longer_one() -> None:
    assert longest([step(1), step(4, [0]), step(2, [0]), step(1, [1, 2])]) == 6
    assert longest([step(1), step(2)]) == 3
    assert longest([]) == 0


def test_a_ring_has_no_length() -> None:
    with pytest.raises(ValueError, match="ring"):
        longest([step(1, [1]), step(1, [0])])


@given(st.lists(st.integers(1, 30), min_size=1, max_size=20), st.randoms())
def test_the_longest_chain_lies_between_the_longest_step_and_the_sum(days: list[int], chance: Any) -> None:
    steps = [step(each, sorted(chance.sample(range(n), chance.randint(0, n)))) for n, each in enumerate(days)]
    assert max(days) <= longest(steps) <= sum(days)
    assert not flawed(*steps, promised=longest(steps), statutory=longest(steps))
    assert flawed(*steps, promised=longest(steps) - 1, statutory=999) == [(Flaw.TOO_LONG, None)]


def test_an_item_without_a_step_in_a_ring_or_with_a_step_that_is_not_there_is_none() -> None:
    assert flawed() == [(Flaw.NO_STEP, None)]
    assert flawed(step(1), step(1, [2]), step(1, [1])) == [(Flaw.STEP_CYCLE, 1), (Flaw.STEP_CYCLE, 2)]
    assert flawed(step(1, [0])) == [(Flaw.STEP_CYCLE, 0)]
    assert flawed(step(1), step(1, [7])) == [(Flaw.UNKNOWN_STEP, 1)]


def test_more_is_not_promised_than_the_law_allows_and_the_steps_need() -> None:
    assert flawed(step(3), promised=5, statutory=4) == [(Flaw.OVER_STATUTORY, None)]
    assert flawed(step(3), step(3), promised=5) == [(Flaw.TOO_LONG, None)]
    assert not flawed(step(3), step(3), promised=6, statutory=6)
