"""Deadlines, lights and the ladder of reminders, with the figures of DOMAIN.md."""

from datetime import date, datetime, timedelta
from itertools import islice

import pytest

from domain import deadlines
from domain.calendar import PARK_ZONE, Calendar
from domain.deadlines import Rung, Term
from domain.errors import DayOff, InThePast, TooLate
from domain.lifecycle import Light
from storage.calendar import official_days

CALENDAR = Calendar(official_days()[0])
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=PARK_ZONE)  # a Tuesday


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=PARK_ZONE)


def test_acceptance_is_due_in_two_working_hours_and_urgent_in_thirty_minutes_by_the_clock() -> None:
    assert deadlines.accept_term(CALENDAR, NOW, urgent=False).due == moment(24, 11, 30)
    night = moment(24, 23, 0)
    assert deadlines.accept_term(CALENDAR, night, urgent=False).due == moment(25, 11, 0)
    assert deadlines.accept_term(CALENDAR, night, urgent=True).due == night + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("days", "last"), [(1, moment(25, 17, 30)), (5, datetime(2026, 12, 1, 17, 30, tzinfo=PARK_ZONE))]
)
def test_a_promise_may_reach_to_the_end_of_the_categorys_last_day(days: int, last: datetime) -> None:
    limit = deadlines.resolve_limit(CALENDAR, NOW, days, urgent=False)
    assert limit == last
    assert deadlines.promise(CALENDAR, last.date(), limit, NOW, urgent=False) == last


def test_urgent_is_to_be_resolved_within_twenty_four_hours_by_the_clock() -> None:
    assert deadlines.resolve_limit(CALENDAR, NOW, 15, urgent=True) == NOW + timedelta(hours=24)


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (date(2026, 12, 2), TooLate),
        (date(2026, 11, 23), InThePast),
        (date(2026, 11, 28), DayOff),
        (moment(24, 9, 0), InThePast),
    ],
)
def test_a_date_that_cannot_be_promised_is_refused(wanted: date | datetime, refusal: type[Exception]) -> None:
    limit = deadlines.resolve_limit(CALENDAR, NOW, 5, urgent=False)
    with pytest.raises(refusal):
        deadlines.promise(CALENDAR, wanted, limit, NOW, urgent=False)


def test_every_offered_date_can_be_promised_and_the_last_is_the_limit() -> None:
    for days, urgent in ((1, False), (5, False), (15, False), (1, True)):
        limit = deadlines.resolve_limit(CALENDAR, NOW, days, urgent=urgent)
        offered = deadlines.promises(CALENDAR, limit, NOW, urgent=urgent)
        assert offered[-1] == limit
        assert [deadlines.promise(CALENDAR, day, limit, NOW, urgent=urgent) for day in offered] == offered


def test_after_the_limit_is_past_a_date_can_still_be_given() -> None:
    limit, late = moment(23, 17, 30), moment(25, 10)
    offered = deadlines.promises(CALENDAR, limit, late, urgent=False)
    assert offered
    assert deadlines.promise(CALENDAR, offered[0], limit, late, urgent=False) > late
    hurried = deadlines.promises(CALENDAR, limit, late, urgent=True)
    assert [deadlines.promise(CALENDAR, hour, limit, late, urgent=True) for hour in hurried] == hurried != []


def test_the_light_turns_yellow_on_the_last_working_day_or_at_eighty_percent_and_red_after_the_date() -> None:
    term = Term(NOW, moment(27, 17, 30))
    assert deadlines.light(CALENDAR, term, moment(26, 17, 0)) is Light.GREEN
    assert deadlines.light(CALENDAR, term, moment(27, 9, 0)) is Light.YELLOW
    assert deadlines.light(CALENDAR, term, moment(27, 17, 30)) is Light.YELLOW
    assert deadlines.light(CALENDAR, term, moment(27, 17, 31)) is Light.RED
    short = deadlines.accept_term(CALENDAR, NOW, urgent=False)
    assert deadlines.light(CALENDAR, short, NOW) is Light.GREEN
    assert deadlines.light(CALENDAR, short, moment(24, 11, 6)) is Light.YELLOW


def test_the_ladder_is_yellow_two_hours_before_at_the_moment_and_each_working_day_after() -> None:
    term = Term(NOW, moment(27, 17, 30))
    steps = list(islice(deadlines.ladder(CALENDAR, term), 6))
    assert [step.rung for step in steps] == [Rung.YELLOW, Rung.SOON, Rung.DUE, Rung.LATE, Rung.LATE, Rung.LATE]
    assert [step.at.astimezone(PARK_ZONE).day for step in steps] == [27, 27, 27, 30, 1, 2]
    assert [step.reaches_director for step in steps] == [False] * 5 + [True]


def test_only_urgent_tickets_remind_in_the_quiet_hours() -> None:
    due = moment(24, 22, 0)
    calm = deadlines.ladder(CALENDAR, Term(moment(24, 9), due))
    assert not any(CALENDAR.is_quiet(step.at) for step in islice(calm, 6))
    urgent = islice(deadlines.ladder(CALENDAR, Term(moment(24, 9), due, urgent=True)), 4)
    assert due in [step.at for step in urgent]


def test_after_an_outage_only_the_latest_reminder_is_owed() -> None:
    term = Term(NOW, moment(27, 17, 30))
    late = deadlines.latest_reminder(CALENDAR, term, datetime(2026, 12, 1, 18, tzinfo=PARK_ZONE))
    assert late and (late.rung, late.days_late) == (Rung.LATE, 2)
    assert deadlines.latest_reminder(CALENDAR, term, NOW) is None
    following = deadlines.next_reminder(CALENDAR, term, datetime(2026, 12, 1, 18, tzinfo=PARK_ZONE))
    assert following.days_late == 3
