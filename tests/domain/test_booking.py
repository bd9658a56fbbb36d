"""Who may book when, how long a freed slot is held, when a firm is reminded of its slot."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.booking import (
    LONGEST_HOLD,
    SHORTEST_HOLD,
    Opening,
    PlaceRung,
    Shut,
    held_until,
    latest_place_reminder,
    next_place_reminder,
    place_ladder,
)
from domain.calendar import Calendar

PARK = Calendar()
DAY = date(2026, 12, 17)  # a Thursday
STARTS = PARK.at(DAY, time(14, 30))
MOMENTS = st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 31), timezones=st.just(UTC))


def opening(*, until: datetime | None = None, opened: datetime | None = None, planned: bool = True) -> Opening:
    return Opening(planned, STARTS, until, opened)


AT = STARTS - timedelta(days=5)
BEFORE, AFTER = AT - timedelta(hours=1), AT + timedelta(hours=1)


@pytest.mark.parametrize(
    ("day", "invited", "others"),
    [
        (opening(until=AFTER), None, Shut.RESERVED),
        (opening(until=BEFORE), None, None),
        (opening(until=AT), None, None),
        (opening(), None, Shut.RESERVED),
        (opening(until=AFTER, opened=BEFORE), None, None),
        (opening(until=AFTER, opened=AFTER), None, Shut.RESERVED),
        (opening(planned=False, opened=BEFORE), Shut.OVER, Shut.OVER),
    ],
)
def test_the_invited_book_first_then_all(day: Opening, invited: Shut | None, others: Shut | None) -> None:
    assert (day.shut_for(AT, is_invited=True), day.shut_for(AT, is_invited=False)) == (invited, others)


@pytest.mark.parametrize("is_invited", [True, False])
def test_nobody_books_once_the_day_has_begun(*, is_invited: bool) -> None:
    open_to_all = opening(opened=BEFORE)
    assert open_to_all.shut_for(STARTS - timedelta(seconds=1), is_invited=is_invited) is None
    assert open_to_all.shut_for(STARTS, is_invited=is_invited) is Shut.OVER


@given(at=MOMENTS, starts_at=MOMENTS)
def test_an_offer_always_ends_before_the_day_begins_and_is_never_too_short(at: datetime, starts_at: datetime) -> None:
    until = held_until(PARK, at, starts_at)
    if until is None:
        assert PARK.after_quiet(at) + SHORTEST_HOLD >= starts_at
        return
    assert PARK.after_quiet(at) + SHORTEST_HOLD <= until < starts_at
    left = PARK.working_time(at, starts_at)
    held = PARK.working_time(at, until)
    assert held <= max(min(LONGEST_HOLD, left / 4), SHORTEST_HOLD)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ((10, 9, 0), (10, 14, 30 + 60)),  # a week before: 4 working hours
        ((16, 9, 0), (16, 11, 15)),  # 9 working hours left: a quarter
        ((17, 9, 0), (17, 9, 45)),
        ((17, 13, 0), (17, 13, 15)),  # no working time left: 15 minutes
        ((16, 22, 0), (17, 9, 45)),  # the night does not count
    ],
)
def test_an_offer_is_held_for_four_working_hours_and_shorter_near_the_day(
    at: tuple[int, int, int], until: tuple[int, int, int]
) -> None:
    def moment(day: int, hour: int, minute: int) -> datetime:
        return PARK.at(date(2026, 12, day), time(hour)) + timedelta(minutes=minute)

    assert held_until(PARK, moment(*at), STARTS) == moment(*until)


def test_it_is_too_late_to_offer_a_quarter_of_an_hour_before() -> None:
    assert held_until(PARK, STARTS - timedelta(minutes=15), STARTS) is None
    assert held_until(PARK, STARTS - timedelta(minutes=16), STARTS) == STARTS - timedelta(minutes=1)


def test_three_days_and_one_day_before_in_the_morning_and_two_hours_before() -> None:
    assert [(step.rung, PARK.local(step.at).strftime("%d %H:%M")) for step in place_ladder(PARK, STARTS)] == [
        (PlaceRung.DAYS, "14 09:00"),
        (PlaceRung.DAY, "16 09:00"),
        (PlaceRung.HOURS, "17 12:30"),
    ]


@given(starts_at=MOMENTS)
def test_nobody_is_reminded_at_night_on_a_day_off_or_when_it_has_begun(starts_at: datetime) -> None:
    steps = list(place_ladder(PARK, starts_at))
    assert all(not PARK.is_quiet(step.at) for step in steps)
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert all(step.at < starts_at for step in steps)


def test_after_an_outage_only_the_latest_step_is_told_and_none_once_the_slot_begins() -> None:
    late = latest_place_reminder(PARK, STARTS, STARTS - timedelta(hours=1))
    assert late and late.rung is PlaceRung.HOURS
    assert latest_place_reminder(PARK, STARTS, STARTS) is None
    assert latest_place_reminder(PARK, STARTS, STARTS - timedelta(days=9)) is None
    assert next_place_reminder(PARK, STARTS, STARTS - timedelta(hours=1)) is None
