"""When a firm is due for a visit, and the steps of reminding, whatever the calendar."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar
from domain.park import Park
from domain.visits import (
    VisitRung,
    latest_visit_reminder,
    next_visit_reminder,
    visit_due,
    visit_ladder,
)

FIRST = date(2026, 1, 1)
DATES = st.dates(FIRST, date(2028, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2029, 3, 1), timezones=st.just(UTC))
CALENDARS = st.dictionaries(DATES, st.booleans(), max_size=60).map(Calendar)
INTERVALS = st.integers(1, 366)


@given(CALENDARS, DATES, INTERVALS)
def test_a_visit_is_due_on_the_first_working_day_from_the_interval_on(cal: Calendar, since: date, days: int) -> None:
    due, nominal = visit_due(cal, since, days), since + timedelta(days=days)
    assert due >= nominal and cal.is_workday(due)
    between = [nominal + timedelta(days=n) for n in range((due - nominal).days)]
    assert not any(cal.is_workday(day) for day in between)


@given(CALENDARS, DATES, DATES, INTERVALS)
def test_a_later_visit_is_never_due_sooner(cal: Calendar, one: date, other: date, days: int) -> None:
    first, last = sorted((one, other))
    assert visit_due(cal, first, days) <= visit_due(cal, last, days)


@given(CALENDARS, DATES)
def test_the_steps_come_three_working_days_before_on_the_day_and_each_five_after(cal: Calendar, day: date) -> None:
    due = visit_due(cal, day, 30)
    steps = list(islice(visit_ladder(cal, due), 6))
    days = [cal.today(step.at) for step in steps]
    assert [step.rung for step in steps] == [VisitRung.SOON, VisitRung.DUE, *[VisitRung.LATE] * 4]
    assert days[1] == due
    assert [cal.workdays_between(a, b) for a, b in pairwise(days)] == [3, 5, 5, 5, 5]
    assert [step.days for step in steps] == [3, 0, 5, 10, 15, 20]
    assert all(cal.is_workday(each) and not cal.is_quiet(step.at) for each, step in zip(days, steps, strict=True))


@given(CALENDARS, DATES, MOMENTS)
def test_at_any_moment_the_last_step_and_the_next_one_stand_side_by_side(
    cal: Calendar, day: date, at: datetime
) -> None:
    due = visit_due(cal, day, 14)
    steps = list(islice(visit_ladder(cal, due), 800))
    latest, following = latest_visit_reminder(cal, due, at), next_visit_reminder(cal, due, at)
    assert following.at > at and (latest is None or latest.at <= at)
    where = steps.index(following)
    assert latest == (steps[where - 1] if where else None)


def test_a_month_and_two_weeks_over_the_spring_festival() -> None:
    festival = Calendar({date(2027, 2, 5) + timedelta(days=n): False for n in range(7)} | {date(2027, 2, 14): True})
    park = Park(calendar=festival)
    month, fortnight = (park.days_between_visits(is_backbone=backbone) for backbone in (False, True))
    assert visit_due(festival, date(2027, 1, 6), month) == date(2027, 2, 12)  # 5 February is off until the 11th
    assert visit_due(festival, date(2027, 1, 31), fortnight) == date(2027, 2, 14)  # a Sunday that is worked
