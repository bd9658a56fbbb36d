"""Working time with any timetables and any days: what must hold whatever a park sets and a year brings."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.calendar import OFFICE_HOURS, PARK_ZONE, Calendar, Season, Window, promise_kept, redated
from storage.calendar import official_days

DAYS, LAST = official_days()
SUMMER: tuple[Window, ...] = ((time(9), time(12)), (time(15), time(18)))
SEASONS = (Season((5, 1), (9, 30), SUMMER),)
OFFICIAL = Calendar(DAYS, official_until=LAST)
TWO_TIMETABLES = Calendar(DAYS, official_until=LAST, seasons=SEASONS)
FIRST, FINAL = date(2026, 1, 1), date(2026, 12, 31)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(PARK_ZONE))
DURATIONS = st.integers(0, 40 * 3600).map(lambda seconds: timedelta(seconds=seconds))
COUNTS = st.integers(1, 25)
EXAMPLES = settings(max_examples=80, deadline=None)


def park(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=PARK_ZONE)


@st.composite
def timetables(draw: st.DrawFn) -> tuple[Window, ...]:
    """One to three windows in order."""
    count = 2 * draw(st.integers(1, 3))
    minutes = sorted(draw(st.lists(st.integers(0, 24 * 60 - 1), min_size=count, max_size=count, unique=True)))
    clocks = [time(*divmod(minute, 60)) for minute in minutes]
    return tuple(zip(clocks[::2], clocks[1::2], strict=True))


@st.composite
def day_tables(draw: st.DrawFn) -> dict[date, bool]:
    """Days off and make-up days of a year, anywhere in the week."""
    return draw(st.dictionaries(st.dates(FIRST, FINAL), st.booleans(), max_size=40))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Two timetables, the second of them in a season that may go over New Year."""
    edges = draw(st.tuples(st.dates(FIRST, FINAL), st.dates(FIRST, FINAL)))
    first, last = ((day.month, day.day) for day in edges)
    return Calendar(draw(day_tables()), draw(timetables()), seasons=(Season(first, last, draw(timetables())),))


@EXAMPLES
@given(calendars(), MOMENTS, DURATIONS)
def test_adding_lands_in_office_hours_and_adds_exactly_that(calendar: Calendar, at: datetime, step: timedelta) -> None:
    end = calendar.add_working_time(at, step)
    assert end.tzinfo is UTC
    assert any(opens <= end <= closes for opens, closes in calendar.windows(calendar.today(end)))
    assert calendar.working_time(at, end) == step


@EXAMPLES
@given(calendars(), MOMENTS, DURATIONS, DURATIONS)
def test_adding_twice_is_adding_the_sum(calendar: Calendar, at: datetime, one: timedelta, two: timedelta) -> None:
    assert calendar.add_working_time(calendar.add_working_time(at, one), two) == calendar.add_working_time(
        at, one + two
    )


@EXAMPLES
@given(calendars(), MOMENTS, MOMENTS, DURATIONS, DURATIONS)
def test_adding_is_monotone(calendar: Calendar, a: datetime, b: datetime, one: timedelta, two: timedelta) -> None:
    (early, late), (less, more) = sorted((a, b)), sorted((one, two))
    assert calendar.add_working_time(early, less) <= calendar.add_working_time(late, less)
    assert calendar.add_working_time(early, less) <= calendar.add_working_time(early, more)


@EXAMPLES
@given(calendars(), MOMENTS, DURATIONS)
def test_subtracting_is_the_way_back(calendar: Calendar, at: datetime, step: timedelta) -> None:
    end = calendar.add_working_time(at, step)
    begin = calendar.subtract_working_time(end, step)
    assert calendar.working_time(begin, end) == step
    if any(opens <= at < closes for opens, closes in calendar.windows(calendar.today(at))):
        assert begin == at
    assert calendar.working_time(calendar.subtract_working_time(at, step), at) == step


@EXAMPLES
@given(calendars(), MOMENTS, MOMENTS, COUNTS, COUNTS)
def test_working_days_later_is_a_working_day_in_its_hours(
    calendar: Calendar, a: datetime, b: datetime, one: int, two: int
) -> None:
    end = calendar.add_working_days(a, one)
    assert any(opens <= end <= closes for opens, closes in calendar.windows(calendar.today(end)))
    day, _ = calendar.last_worked(a)
    assert calendar.today(end) == calendar.add_workdays(day, one)
    (early, late), (less, more) = sorted((a, b)), sorted((one, two))
    assert calendar.add_working_days(early, less) <= calendar.add_working_days(early, more)
    if calendar.hours_on(early.date()) == calendar.hours_on(late.date()):
        assert calendar.add_working_days(early, less) <= calendar.add_working_days(late, less)


@EXAMPLES
@given(timetables(), day_tables(), MOMENTS, COUNTS)
def test_with_one_timetable_a_working_day_is_its_office_hours(
    hours: tuple[Window, ...], days: dict[date, bool], at: datetime, count: int
) -> None:
    calendar = Calendar(days, hours)
    length = calendar.working_time(park(2025, 6, 2, 0), park(2025, 6, 3, 0))  # a Monday
    assert calendar.add_working_days(at, count) == calendar.add_working_time(at, length * count)
    assert calendar.working_day_before(at) == calendar.subtract_working_time(at, length)


@EXAMPLES
@given(calendars(), MOMENTS, MOMENTS, MOMENTS)
def test_a_pause_moves_a_date_by_no_more_and_no_less(
    calendar: Calendar, due: datetime, a: datetime, b: datetime
) -> None:
    since, until = sorted((a, b))
    moved, pause = calendar.shifted(due, since, until), calendar.working_time(since, until)
    assert calendar.working_time(due, moved) == pause
    assert pause or moved is due


@EXAMPLES
@given(calendars(), MOMENTS, st.lists(MOMENTS, min_size=4, max_size=4))
def test_two_pauses_are_their_sum(calendar: Calendar, due: datetime, marks: list[datetime]) -> None:
    a, b, c, d = sorted(marks)
    sum_of_both = calendar.working_time(a, b) + calendar.working_time(c, d)
    twice = calendar.shifted(calendar.shifted(due, a, b), c, d)
    assert twice == (calendar.add_working_time(due, sum_of_both) if sum_of_both else due)
    assert calendar.shifted(calendar.shifted(due, a, b), b, c) == calendar.shifted(due, a, c)


def test_a_question_asked_and_answered_at_night_moves_nothing() -> None:
    due = park(2026, 11, 27, 18, 30)  # a promise may stand for a moment outside office hours
    assert OFFICIAL.shifted(due, park(2026, 11, 24, 18), park(2026, 11, 25, 8)) is due
    assert OFFICIAL.shifted(due, park(2026, 11, 24, 17), park(2026, 11, 25, 9, 30)) == park(2026, 11, 30, 10)


def test_known_days_of_2026() -> None:
    assert OFFICIAL.add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert OFFICIAL.is_workday(date(2026, 2, 14))
    assert OFFICIAL.add_working_time(park(2026, 2, 13, 16, 30), timedelta(hours=2)) == park(2026, 2, 14, 10)


@pytest.mark.parametrize(
    ("since", "later"),
    [
        (park(2026, 4, 30, 16), park(2026, 5, 6, 16)),
        (park(2026, 4, 30, 17, 30), park(2026, 5, 6, 18)),  # the end of a day stays the end
        (park(2026, 4, 30, 14, 45), park(2026, 5, 6, 12)),  # in summer the office is still at lunch
        (park(2026, 4, 30, 20), park(2026, 5, 6, 18)),
        (park(2026, 9, 30, 17, 45), park(2026, 10, 8, 17, 30)),
        (park(2026, 9, 30, 9, 30), park(2026, 10, 8, 9, 30)),
    ],
)
def test_a_working_day_from_one_timetable_into_the_other(since: datetime, later: datetime) -> None:
    assert TWO_TIMETABLES.add_working_days(since, 1) == later


def test_closing_follows_the_timetable() -> None:
    assert TWO_TIMETABLES.closing(date(2026, 5, 6)) == park(2026, 5, 6, 18)
    assert TWO_TIMETABLES.closing(date(2026, 4, 30)) == park(2026, 4, 30, 17, 30)
    assert TWO_TIMETABLES.working_day_before(park(2026, 5, 6, 18)) == park(2026, 5, 6, 9)
    assert TWO_TIMETABLES.working_day_before(park(2026, 5, 6, 9)) == park(2026, 4, 30, 9)


def test_a_season_may_go_over_new_year() -> None:
    winter = Season((11, 1), (2, 28), SUMMER)
    covered = [
        day for day in (date(2026, 10, 31), date(2026, 11, 1), date(2027, 1, 1), date(2027, 3, 1)) if winter.covers(day)
    ]
    assert covered == [date(2026, 11, 1), date(2027, 1, 1)]


@pytest.mark.parametrize(
    "hours",
    [(), ((time(9), time(9)),), ((time(12), time(9)),), ((time(9), time(12)), (time(11), time(13)))],
)
def test_hours_in_which_nobody_comes_to_an_end_are_refused(hours: tuple[Window, ...]) -> None:
    with pytest.raises(ValueError, match="in order"):
        Calendar(hours=hours)
    with pytest.raises(ValueError, match="in order"):
        Calendar(seasons=(Season((5, 1), (9, 30), hours),))


@EXAMPLES
@given(day_tables(), MOMENTS, COUNTS)
def test_a_deadline_reckoned_anew_is_what_it_would_have_been_from_the_start(
    later_known: dict[date, bool], since: datetime, count: int
) -> None:
    assume(since.date() < date(2026, 11, 1))
    changed = {day: works for day, works in later_known.items() if day > since.date()}
    old, new = TWO_TIMETABLES, Calendar({**DAYS, **changed}, seasons=SEASONS)
    was, shall = (calendar.add_working_days(since, count) for calendar in (old, new))
    assert redated(was, since, old, new, since) == shall
    was, shall = (calendar.add_working_time(since, timedelta(hours=2)) for calendar in (old, new))
    if old.hours_on(old.today(was)) == new.hours_on(new.today(shall)):
        assert redated(was, since, old, new, since) == shall


@EXAMPLES
@given(day_tables(), MOMENTS, COUNTS, MOMENTS)
def test_a_new_calendar_makes_nobody_late(
    later_known: dict[date, bool], since: datetime, count: int, at: datetime
) -> None:
    new = Calendar({**DAYS, **later_known})
    due = OFFICIAL.add_working_days(since, count)
    moved = redated(due, since, OFFICIAL, new, at)
    assert new.is_workday(new.today(moved)) or moved == due
    assert moved > at or moved >= due
    assert redated(due, since, OFFICIAL, OFFICIAL, at) == due


def test_a_promise_stays_unless_the_park_is_closed_then() -> None:
    due = park(2026, 11, 27, 10)
    assert promise_kept(due, OFFICIAL) is due
    assert promise_kept(due, Calendar({date(2026, 11, 27): False})) == park(2026, 11, 30, 17, 30)


def test_hours_are_reckoned_once_a_day() -> None:
    calendar = Calendar(DAYS, OFFICE_HOURS)
    assert calendar.windows(date(2026, 11, 24)) is calendar.windows(date(2026, 11, 24))


def test_nothing_added_at_the_end_of_a_window_stays_there() -> None:
    noon = OFFICIAL.add_working_time(park(2026, 11, 24, 9), timedelta(hours=3))
    assert noon == park(2026, 11, 24, 12) == OFFICIAL.add_working_time(noon, timedelta())
    assert OFFICIAL.subtract_working_time(park(2026, 11, 24, 14, 30), timedelta()) == park(2026, 11, 24, 14, 30)


MONDAY_OFF = Calendar({**DAYS, date(2026, 11, 23): False})
SUNDAY_WORKED = Calendar({**DAYS, date(2026, 11, 22): True})


@pytest.mark.parametrize(
    ("since", "was", "new", "at", "shall"),
    [
        # filed on a day that turns out to be off: the next working day, same clock time
        (park(2026, 11, 23, 9), park(2026, 11, 23, 11), MONDAY_OFF, park(2026, 11, 20, 9), park(2026, 11, 24, 11)),
        (park(2026, 11, 20, 16), park(2026, 11, 23, 16), MONDAY_OFF, park(2026, 11, 20, 17), park(2026, 11, 24, 16)),
        # late already, and right to be later
        (park(2026, 11, 20, 16), park(2026, 11, 23, 16), MONDAY_OFF, park(2026, 11, 25, 9), park(2026, 11, 24, 16)),
        (park(2026, 11, 20, 16), park(2026, 11, 23, 16), SUNDAY_WORKED, park(2026, 11, 20, 17), park(2026, 11, 22, 16)),
        # the made-up day is over when the calendar comes: what was told stays
        (park(2026, 11, 20, 16), park(2026, 11, 23, 16), SUNDAY_WORKED, park(2026, 11, 22, 17), park(2026, 11, 23, 16)),
        (park(2026, 11, 20, 16), park(2026, 11, 23, 16), SUNDAY_WORKED, park(2026, 11, 24, 9), park(2026, 11, 23, 16)),
    ],
)
def test_a_deadline_reckoned_anew_day_by_day(
    since: datetime, was: datetime, new: Calendar, at: datetime, shall: datetime
) -> None:
    assert redated(was, since, OFFICIAL, new, at) == shall
