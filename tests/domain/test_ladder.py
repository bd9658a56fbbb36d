"""The reminder that is owed is found without walking the ladder, and is the same that walking finds."""

from datetime import datetime, timedelta
from itertools import takewhile

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import PARK_ZONE, Calendar
from domain.deadlines import Reminder, Term, ladder, latest_reminder, next_reminder
from storage.calendar import official_days

CALENDAR = Calendar(official_days()[0])
START = datetime(2026, 1, 1, tzinfo=PARK_ZONE)
moments = st.integers(0, 300 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
spans = st.integers(1, 20 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@settings(max_examples=150, deadline=None)
@given(since=moments, span=spans, later=st.integers(-600, 60 * 24 * 60), urgent=st.booleans())
def test_the_latest_and_the_next_reminder_are_those_of_the_ladder(
    *, since: datetime, span: timedelta, later: int, urgent: bool
) -> None:
    term = Term(since, since + span, urgent)
    at = term.due + timedelta(minutes=later)
    steps: list[Reminder] = list(takewhile(lambda step: step.at <= at, ladder(CALENDAR, term)))
    following = next(step for step in ladder(CALENDAR, term) if step.at > at)
    assert latest_reminder(CALENDAR, term, at) == (steps[-1] if steps else None)
    assert next_reminder(CALENDAR, term, at) == following


@settings(max_examples=100, deadline=None)
@given(since=moments, span=spans, urgent=st.booleans())
def test_no_two_late_reminders_of_a_deadline_fall_on_the_same_moment(
    *, since: datetime, span: timedelta, urgent: bool
) -> None:
    steps = [step.at for step, _ in zip(ladder(CALENDAR, Term(since, since + span, urgent)), range(12), strict=False)]
    assert steps == sorted(steps)
    assert len(set(steps[-8:])) == 8
