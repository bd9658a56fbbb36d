"""Coverage: who has been received, who waits, and when everybody will have been."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.coverage import FirmSeen, all_by_pace, all_by_plan, coverage, months_after, months_before

TODAY = date(2026, 11, 24)
PLAN = [(date(2026, 12, 17), 9), (date(2027, 1, 21), 9)]


def firm(n: int, size: str, chain: str, first: date | None = None, last: date | None = None) -> FirmSeen:
    return FirmSeen(n, f"F{n:02}", f"企业{n}", size, chain, first, last or first)


def test_groups_count_the_last_twelve_months_and_ever() -> None:
    firms = [
        firm(1, "large", "生物医药", date(2025, 11, 24)),
        firm(2, "small", "生物医药", date(2025, 11, 25)),
        firm(3, "small", "电子信息"),
        firm(4, "medium", "电子信息", date(2024, 1, 1), date(2026, 6, 1)),
    ]
    seen = coverage(firms, PLAN, TODAY)
    assert (seen.total.firms, seen.total.in_year, seen.total.ever, seen.left) == (4, 2, 3, 1)
    assert [(each.name, each.firms, each.in_year, each.ever) for each in seen.sizes] == [
        ("small", 2, 1, 1),
        ("medium", 1, 1, 1),
        ("large", 1, 0, 1),
    ]
    assert [(each.name, each.in_year) for each in seen.chains] == [("生物医药", 1), ("电子信息", 1)]
    assert [each.code for each in seen.waiting] == ["F03", "F01"]  # never, then longest ago
    assert seen.by_plan == date(2026, 12, 17) and seen.by_pace is None


def test_when_all_will_have_been_by_the_plan_and_behind_it() -> None:
    assert all_by_plan(0, PLAN, TODAY) == TODAY
    assert all_by_plan(9, PLAN, TODAY) == date(2026, 12, 17)
    assert all_by_plan(10, PLAN, TODAY) == date(2027, 1, 21)
    assert all_by_plan(28, PLAN, TODAY) == date(2027, 3, 21)
    assert all_by_plan(1, [], TODAY) is None


def test_when_all_will_have_been_at_the_pace_of_six_months() -> None:
    assert all_by_pace(230, 54, TODAY) == months_after(TODAY, 26)
    assert all_by_pace(5, 0, TODAY) is None and all_by_pace(0, 0, TODAY) == TODAY
    halves = [
        firm(1, "small", "", months_before(TODAY, 6)),
        firm(2, "small", "", date(2026, 5, 25)),
        firm(3, "small", ""),
    ]
    assert coverage(halves, [], TODAY).by_pace == months_after(TODAY, 6)


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(-40, 40))
def test_months_keep_the_day_or_end_with_the_month(day: date, count: int) -> None:
    moved = months_after(day, count)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == count
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@given(st.integers(0, 500), st.lists(st.integers(1, 20), min_size=1, max_size=8))
def test_the_forecast_gives_every_firm_left_a_slot_and_no_day_more(left: int, rooms: list[int]) -> None:
    plan = [(months_after(TODAY, n), room) for n, room in enumerate(rooms, start=1)]
    end = all_by_plan(left, plan, TODAY)
    longer = plan + [(months_after(plan[-1][0], n), rooms[-1]) for n in range(1, 600)]
    assert end and sum(room for day, room in longer if day <= end) >= left
    assert left == 0 or sum(room for day, room in longer if day < end) < left
