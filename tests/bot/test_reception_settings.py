"""The rule of reception days is read from the settings, and what it cannot be is refused."""

from datetime import time
from typing import Any

import pytest
from pydantic import ValidationError

from bot.settings import Settings
from domain.calendar import Calendar
from domain.reception import DayRule, read_window, written_window


def settings(**wanted: Any) -> Settings:
    return Settings(_env_file=None, **wanted)


def test_without_settings_the_rule_is_the_third_thursday() -> None:
    assert settings().park({}, Calendar().official_until).reception == DayRule()


def test_every_part_of_the_rule_can_be_set() -> None:
    made = settings(
        reception_week=1,
        reception_weekday=2,
        reception_hours="09:00-11:30",
        reception_slot_minutes=30,
        reception_place="二楼会议室",
        reception_coordinates="28.19, 112.97",
        reception_invite_days=4,
        reception_reserved_days=9,
    ).reception
    assert made == DayRule(
        1, 2, time(9), time(11, 30), 30, "二楼会议室", 28.19, 112.97, 4, 4
    )  # not longer than there is


@pytest.mark.parametrize(
    "wrong",
    [
        {"reception_hours": "17:30-14:30"},
        {"reception_hours": "09:00-12:00,14:30-17:30"},
        {"reception_hours": "nine to five"},
        {"reception_week": 5},
        {"reception_weekday": 0},
        {"reception_coordinates": "here"},
    ],
)
def test_what_no_rule_can_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        settings(**wrong)


@pytest.mark.parametrize("typed", ["14:30-17:30", "1430-1730", "14：30 — 17：30", "14点30分到17点30分", "14:30至17:30"])
def test_hours_are_read_as_people_type_them(typed: str) -> None:
    assert read_window(typed) == (time(14, 30), time(17, 30))
    assert read_window(written_window(time(14, 30), time(17, 30))) == (time(14, 30), time(17, 30))


@pytest.mark.parametrize("typed", ["17:30-14:30", "25:00-26:00", "下午", "14:30", "9:70-10:00", ""])
def test_what_are_no_hours_is_not_guessed(typed: str) -> None:
    assert read_window(typed) is None
