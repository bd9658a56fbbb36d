"""The director's reception day (DOMAIN.md section 3): by rule the third Thursday, else the next working day."""

from datetime import date, timedelta

from domain.calendar import Calendar

THURSDAY = 3
THIRD = 3


def reception_day(calendar: Calendar, year: int, month: int) -> date:
    """The day the rule makes for a month; a day off moves it to the next working day."""
    first = date(year, month, 1)
    thursday = first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 7 * (THIRD - 1))
    return thursday if calendar.is_workday(thursday) else calendar.add_workdays(thursday, 1)


def next_reception_day(calendar: Calendar, today: date) -> date:
    """The next reception day from today on."""
    this = reception_day(calendar, today.year, today.month)
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return this if this >= today else reception_day(calendar, following.year, following.month)
