"""Who is invited and why: nobody is left in a corner, whatever the park looks like."""

from datetime import UTC, date, datetime, timedelta
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar
from domain.invitations import (
    Candidate,
    capacity_left,
    in_quarter,
    invited_on,
    proposed_on,
    quarter,
    ranked,
    reserved_until,
)
from domain.reception import DayRule, coming_rule_days, reception_day
from storage.calendar import official_days

DAY = date(2026, 12, 17)
RULE = DayRule()
CALENDAR = Calendar(*official_days()[:1])
PAST = st.none() | st.dates(date(2020, 1, 1), DAY - timedelta(days=1))
MOMENTS = st.none() | st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC))


@st.composite
def parks(draw: st.DrawFn) -> list[Candidate]:
    """Firms of a park, in any order."""
    rows = draw(st.lists(st.tuples(st.sampled_from(["small", "medium", "large"]), PAST, MOMENTS), max_size=30))
    firms = [Candidate(n, size, last, asked_at=asked, entered=n) for n, (size, last, asked) in enumerate(rows, start=1)]
    return draw(st.permutations(firms))


@given(parks())
def test_nobody_who_was_never_received_stands_behind_somebody_who_was(firms: list[Candidate]) -> None:
    never = {firm.firm_id: firm.last is None for firm in firms}
    order = [never[line.firm_id] for line in ranked(firms, DAY)]
    assert order == sorted(order, reverse=True)


@given(parks())
def test_a_firm_of_this_quarter_comes_only_when_no_other_is_left(firms: list[Candidate]) -> None:
    again = {firm.firm_id: in_quarter(firm, DAY) for firm in firms}
    order = [again[line.firm_id] for line in ranked(firms, DAY)]
    assert order == sorted(order)


@given(parks(), st.randoms())
def test_the_order_is_total_and_does_not_depend_on_how_the_firms_were_found(
    firms: list[Candidate], luck: object
) -> None:
    shuffled = sorted(firms, key=lambda firm: hash((str(luck), firm.firm_id)))
    assert ranked(firms, DAY) == ranked(shuffled, DAY)
    assert sorted(line.firm_id for line in ranked(firms, DAY)) == sorted(firm.firm_id for firm in firms)


@given(st.integers(1, 60), st.integers(1, 12))
def test_with_every_proposal_accepted_each_firm_is_received_within_its_share_of_days(firms: int, capacity: int) -> None:
    last: dict[int, date | None] = dict.fromkeys(range(1, firms + 1))
    day = date(2026, 1, 15)
    for _ in range(ceil(firms / capacity)):
        known = [Candidate(n, "small", seen, entered=n) for n, seen in last.items()]
        last |= {line.firm_id: day for line in ranked(known, day)[:capacity]}
        day += timedelta(days=30)
    assert all(last.values())


def order(*firms: Candidate) -> list[int]:
    return [line.firm_id for line in ranked(firms, DAY)]


def test_longest_ago_goes_before_size_and_size_before_waiting_and_waiting_before_the_book() -> None:
    old, older = date(2025, 6, 1), date(2025, 5, 1)
    asked, sooner = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    assert order(Candidate(1, "small", old), Candidate(2, "large", older)) == [2, 1]
    assert order(Candidate(1, "large", asked_at=asked), Candidate(2, "medium"), Candidate(3, "small")) == [3, 2, 1]
    assert order(Candidate(1, "small", entered=1), Candidate(2, "small", asked_at=asked, entered=2)) == [2, 1]
    assert order(Candidate(1, "small", asked_at=asked), Candidate(2, "small", asked_at=sooner)) == [2, 1]
    assert order(Candidate(1, "small", entered=9), Candidate(2, "small", entered=3)) == [2, 1]
    assert order(Candidate(1, "tiny"), Candidate(2, "large")) == [2, 1]


def test_who_is_expected_on_another_day_counts_as_received_there() -> None:
    expected = Candidate(1, "small", coming=date(2026, 11, 30))
    assert order(expected, Candidate(2, "large", date(2026, 9, 30))) == [2, 1]
    (line,) = ranked([expected], DAY)
    assert line.why == {"last": None, "coming": "2026-11-30", "size": "small", "asked": None, "quarter": True}


def test_a_quarter_is_the_calendars() -> None:
    assert quarter(date(2026, 12, 31)) == quarter(date(2026, 10, 1)) != quarter(date(2026, 9, 30))
    assert quarter(date(2026, 11, 1)) != quarter(date(2025, 11, 1))


def test_the_dates_before_a_day() -> None:
    assert invited_on(CALENDAR, RULE, DAY) == date(2026, 11, 26)
    assert proposed_on(CALENDAR, RULE, DAY) == date(2026, 11, 19)


def test_the_right_is_shorter_in_the_same_measure_when_the_invitations_go_late() -> None:
    def days(left: int) -> int:
        at = CALENDAR.opening(CALENDAR.add_workdays(DAY, -left))
        until = reserved_until(CALENDAR, RULE, DAY, at)
        return CALENDAR.workdays_between(CALENDAR.today(at), CALENDAR.today(until))

    assert [days(left) for left in (20, 15, 8, 3, 2, 0)] == [5, 5, 2, 1, 0, 0]
    at = CALENDAR.opening(DAY)
    assert reserved_until(CALENDAR, RULE, DAY, at) == at
    assert capacity_left(9, range(7)) == 2 and capacity_left(9, range(11)) == 0


def test_the_rule_makes_these_days() -> None:
    made = {(year, month): reception_day(CALENDAR, year, month).day for year in (2025, 2026) for month in range(1, 13)}
    assert [made[2025, month] for month in range(1, 13)] == [16, 20, 20, 17, 15, 19, 17, 21, 18, 16, 20, 18]
    assert [made[2026, month] for month in range(1, 13)] == [15, 24, 19, 16, 21, 18, 16, 20, 17, 15, 19, 17]
    lent = Calendar({date(2027, 2, 18): False, date(2027, 2, 19): False, date(2027, 2, 20): True})
    assert reception_day(lent, 2027, 2) == date(2027, 2, 20)  # a make-up Saturday is a working day
    assert [reception_day(Calendar(), 2027, month).day for month in range(1, 13)] == [
        21, 18, 18, 15, 20, 17, 15, 19, 16, 21, 18, 16
    ]  # fmt: skip


def test_another_rule_makes_other_days() -> None:
    rule = DayRule(week=1, weekday=1, place="二楼会议室")
    assert reception_day(CALENDAR, 2026, 10, rule) == date(2026, 10, 8)  # the 5th lies in the national holiday
    assert rule.plan(DAY).place == "二楼会议室"


def test_six_months_are_made_ahead_and_none_that_is_too_near_to_invite_to() -> None:
    coming = coming_rule_days(CALENDAR, date(2026, 11, 24))
    assert [month.month for month, _ in coming] == [12, 1, 2, 3, 4, 5]
    assert coming_rule_days(CALENDAR, date(2026, 12, 10))[0][1] == DAY
    assert coming_rule_days(CALENDAR, date(2026, 12, 11))[0][1] == date(2027, 1, 21)
