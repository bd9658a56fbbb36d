"""When somebody is owed a digest: each working day, each week or each month at 08:40 (DOMAIN.md sections 1 and 9)."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.calendar import Calendar
from domain.roles import Role

DIGEST_AT = time(8, 40)


class Digest(StrEnum):
    """A message that sums up: a liaison's or officer's day, a head's week, the director's month."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


READERS: dict[Digest, frozenset[Role]] = {
    Digest.DAILY: frozenset({Role.LIAISON, Role.OFFICER}),
    Digest.WEEKLY: frozenset({Role.HEAD}),
    Digest.MONTHLY: frozenset({Role.DIRECTOR}),
}


def digests_of(calendar: Calendar, day: date) -> tuple[Digest, ...]:
    """Which digests belong to a date: none on a day off, the daily one on each working day."""
    if not calendar.is_workday(day):
        return ()
    firsts = {Digest.WEEKLY: monday(day), Digest.MONTHLY: day.replace(day=1)}
    first = [kind for kind, since in firsts.items() if not works_between(calendar, since, day)]
    return (Digest.DAILY, *first)


def owed_digests(calendar: Calendar, at: datetime) -> tuple[Digest, ...]:
    """Which digests are owed at that moment: from 08:40 until the day's office hours are over, then they are skipped.

    Nobody is written to in the quiet hours: where those are longer, the digest waits for their end.
    """
    day = calendar.today(at)
    begins = calendar.after_quiet(calendar.at(day, DIGEST_AT))
    return digests_of(calendar, day) if begins <= at < calendar.closing(day) else ()


def monday(day: date) -> date:
    """The first day of the date's week; a make-up Sunday belongs to the week it ends."""
    return day - timedelta(days=day.weekday())


def works_between(calendar: Calendar, first: date, until: date) -> bool:
    """Whether the park works on any date from `first` to before `until`."""
    return any(calendar.is_workday(first + timedelta(days=n)) for n in range((until - first).days))


def last_of_week(calendar: Calendar, day: date) -> datetime:
    """The end of office hours on the last working day of the date's week; at the least of the date itself."""
    week = [monday(day) + timedelta(days=n) for n in range(7)]
    return calendar.closing(max([day, *(each for each in week if calendar.is_workday(each))]))


def month_before(calendar: Calendar, day: date) -> tuple[datetime, datetime]:
    """The month before the date's, as moments: its beginning, and the beginning of the next one."""
    until = day.replace(day=1)
    since = (until - timedelta(days=1)).replace(day=1)
    return calendar.at(since, time()), calendar.at(until, time())


def day_of(calendar: Calendar, day: date) -> tuple[datetime, datetime]:
    """A date as moments: its beginning, and the beginning of the next one."""
    return calendar.at(day, time()), calendar.at(day + timedelta(days=1), time())
