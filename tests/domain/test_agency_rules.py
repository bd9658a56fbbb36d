"""The table of cases, the arithmetic of pauses, and the end that is seen ahead."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.settings import Settings
from domain.agency import CaseState, MaterialState, StepState, Worker
from domain.agency_rules import (
    RULES,
    CaseAction,
    CasePart,
    case_actions,
    case_light,
    case_rule,
    days_late,
    expected_end,
    needs_words,
    resumed,
)
from domain.calendar import PARK_ZONE, Calendar
from domain.lifecycle import Light
from domain.numbers import case_number, read_case_number, read_number

CALENDAR = Calendar()
START = datetime(2026, 11, 2, tzinfo=UTC)
moments = st.integers(0, 60 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


@dataclass
class Step:
    """A step as the reckoning sees it."""

    position: int
    days: int
    after: list[int] = field(default_factory=list)
    state: StepState = StepState.AHEAD
    opened_at: datetime | None = None
    due_at: datetime | None = None


@given(st.lists(moments, min_size=3, max_size=3), moments)
def test_a_pause_split_in_two_moves_a_date_as_far_as_the_whole(cuts: Sequence[datetime], due: datetime) -> None:
    since, between, until = sorted(cuts)
    assume(due >= since)
    once = resumed(CALENDAR, due, since, since, until)
    first = resumed(CALENDAR, due, since, since, between)
    assert resumed(CALENDAR, first, since, between, until) == once


@given(moments, moments, moments)
def test_a_date_moves_by_exactly_the_working_time_of_the_pause(one: datetime, other: datetime, due: datetime) -> None:
    since, until = sorted((one, other))
    moved = resumed(CALENDAR, due, since, since, until)
    assert CALENDAR.working_time(due, moved) == CALENDAR.working_time(since, until)
    if not CALENDAR.working_time(since, until):
        assert moved == due  # asked and answered at night


@given(st.lists(moments, min_size=3, max_size=3).map(sorted), moments)
def test_what_begins_in_a_pause_is_held_from_then_on(pause: list[datetime], due: datetime) -> None:
    held, begun, ends = pause
    assert resumed(CALENDAR, due, begun, held, ends) == CALENDAR.shifted(due, begun, ends)


def park(day: int, hour: int = 9, minute: int = 30) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=PARK_ZONE)


def test_the_end_is_that_of_the_longest_chain_of_the_steps_left() -> None:
    steps = [Step(0, 1), Step(1, 5, [0]), Step(2, 2, [0]), Step(3, 1, [1, 2])]
    assert expected_end(CALENDAR, steps, None, park(2)) == park(11, 17, 30)
    steps[0].state = steps[1].state = StepState.FINISHED
    assert expected_end(CALENDAR, steps, None, park(3)) == park(6, 17, 30)


def test_a_running_step_is_done_at_its_date_a_late_one_now_and_a_pause_moves_both() -> None:
    steps = [Step(0, 1, state=StepState.SIGNED, opened_at=park(2), due_at=park(3, 17)), Step(1, 1, [0])]
    assert expected_end(CALENDAR, steps, None, park(2)) == park(4, 17, 30)
    assert expected_end(CALENDAR, steps, None, park(5)) == park(6, 17, 30)
    assert expected_end(CALENDAR, steps, park(3), park(4)) == park(5, 17, 30)


def test_a_circle_of_steps_comes_to_an_end() -> None:
    assert expected_end(CALENDAR, [Step(0, 1, [1]), Step(1, 1, [0])], None, park(2)) > park(2)


def test_lateness_is_counted_in_working_days_and_turns_the_light() -> None:
    friday, monday = park(6, 17, 30), park(9, 17, 30)
    assert [days_late(CALENDAR, friday, end) for end in (friday, park(6, 18), monday)] == [0, 1, 1]
    assert case_light(friday, friday, park(6)) is Light.GREEN
    assert case_light(friday, monday, park(6)) is Light.YELLOW
    assert case_light(friday, monday, park(9)) is Light.RED


def test_each_row_stands_once_and_states_of_one_name_are_kept_apart() -> None:
    keys = [(type(r.source), r.source, r.part, r.action, r.worker) for r in RULES]
    assert len(keys) == len(set(keys))
    assert case_rule(CaseState.FINISHED, [CasePart.AGENT], CaseAction.HAND_OVER) is None
    assert case_actions(StepState.FINISHED, list(CasePart), Worker.AGENT) == ()


def test_a_stranger_can_do_nothing_and_reasons_are_asked_for() -> None:
    assert not [rule for rule in RULES if rule.part in {CasePart.STRANGER, CasePart.FOLLOWER}]
    assert {each for each in CaseAction if needs_words(each)} == {
        CaseAction.FINISH,
        CaseAction.RETURN,
        CaseAction.SKIP,
        CaseAction.REFUSE,
        CaseAction.WAIVE,
        CaseAction.MESSAGE,
    }


def test_every_state_that_is_not_an_end_can_be_left() -> None:
    ends = {MaterialState.WAIVED, CaseState.FINISHED, StepState.FINISHED, StepState.SKIPPED}
    for kind in (StepState, MaterialState, CaseState):
        for state in kind:
            ways = [rule for rule in RULES if type(rule.source) is kind and rule.source == state]
            assert bool(ways) is (state not in ends), state


@pytest.mark.parametrize("words", ["db-2026-12", "编号 DB－2026－000012，请看", "LL-2026-000001 与 DB-2026-000012"])
def test_a_case_number_is_read_and_never_taken_for_a_tickets(words: str) -> None:
    assert read_case_number(words) == case_number(2026, 12) == "DB-2026-000012"
    assert read_number(words, "LL") in {None, "LL-2026-000001"}


def test_a_bare_number_is_a_tickets_and_the_park_may_not_be_called_as_cases_are() -> None:
    assert read_case_number("2026-000012") is None
    with pytest.raises(ValueError, match="cases of the agency service"):
        Settings(_env_file=None, park_prefix="DB")
