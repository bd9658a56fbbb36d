"""Deadlines, lights and the ladder of reminders (DOMAIN.md section 2, Deadlines)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import count

from domain.calendar import Calendar
from domain.errors import DayOff, InThePast, TooFar, TooLate, TooLateToExtend
from domain.lifecycle import Light

ACCEPT_WITHIN = timedelta(hours=2)
ACCEPT_URGENT_WITHIN = timedelta(minutes=30)
RESOLVE_URGENT_WITHIN = timedelta(hours=24)
COMMIT_WITHIN_DAYS = 1
JUDGE_WITHIN_DAYS = 5
ANSWER_WITHIN_DAYS = 5
REPLY_WITHIN = timedelta(hours=2)
RETURN_WITHIN_DAYS = 1
ASSIST_WITHIN_DAYS = 3
SILENT_FOR_DAYS = 5
EXTEND_BEFORE_DAYS = 1
EXTEND_BY_DAYS = 10
STAGE_EVERY = timedelta(days=30)
SOON = timedelta(hours=2)
DIRECTOR_AFTER_DAYS = 3
GONE = 0.8
LONGEST = 30


class Rung(StrEnum):
    """A step of the reminder ladder."""

    YELLOW = "yellow"
    SOON = "soon"
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True)
class Reminder:
    """One reminder owed: which rung, when, and how many working days late it is then."""

    rung: Rung
    at: datetime
    days_late: int = 0

    @property
    def reaches_director(self) -> bool:
        """Whether escalation has come to its end."""
        return self.days_late >= DIRECTOR_AFTER_DAYS


@dataclass(frozen=True)
class Term:
    """One running deadline. Urgent ones run by the clock, all others in working time. Moments are aware."""

    since: datetime
    due: datetime
    urgent: bool = False


def accept_term(calendar: Calendar, at: datetime, *, urgent: bool) -> Term:
    """Until when a ticket dispatched at that moment is to be accepted."""
    if urgent:
        return Term(at, at + ACCEPT_URGENT_WITHIN, urgent)
    return Term(at, calendar.add_working_time(at, ACCEPT_WITHIN))


def commit_term(calendar: Calendar, at: datetime, limit: datetime, *, urgent: bool) -> Term:
    """Until when a date is to be promised after acceptance; never later than the category's limit."""
    return Term(at, max(at, min(limit, calendar.add_working_days(at, COMMIT_WITHIN_DAYS))), urgent)


def judge_term(calendar: Calendar, at: datetime) -> Term:
    """Until when the firm may judge a result before it is closed unrated."""
    return Term(at, calendar.add_working_days(at, JUDGE_WITHIN_DAYS))


def answer_term(calendar: Calendar, at: datetime) -> Term:
    """How long the clock may stand still for the firm's answer (PEERS.md: a pause needs an end)."""
    return Term(at, calendar.add_working_days(at, ANSWER_WITHIN_DAYS))


def stage_term(calendar: Calendar, at: datetime) -> Term:
    """Until when a suspended ticket owes its next stage report: the last working day within thirty days."""
    last = calendar.today(at + STAGE_EVERY)
    day = last if calendar.is_workday(last) else calendar.add_workdays(last, -1)
    return Term(at, min(calendar.closing(day), at + STAGE_EVERY))


def assist_term(calendar: Calendar, at: datetime, days: int = ASSIST_WITHIN_DAYS) -> Term:
    """Until when an assisting department has done its part: the end of the last working day."""
    return Term(at, calendar.closing(calendar.today(calendar.add_working_days(at, days))))


def may_return(calendar: Calendar, asked_at: datetime, at: datetime) -> bool:
    """Whether a department may still return what it was asked for at that moment."""
    return at <= calendar.add_working_days(asked_at, RETURN_WITHIN_DAYS)


def silent_at(calendar: Calendar, told_at: datetime) -> datetime:
    """When a ticket in hand has been without a word to the firm for too long."""
    return calendar.add_working_days(told_at, SILENT_FOR_DAYS)


def resumed(calendar: Calendar, moment: datetime, paused_at: datetime, at: datetime, *, urgent: bool) -> datetime:
    """A moment as far away as before the clock stood still: moved on by the pause, in the time it runs by."""
    return moment + (at - paused_at) if urgent else calendar.shifted(moment, paused_at, at)


def extension(calendar: Calendar, wanted: date | datetime, promised: datetime, at: datetime) -> datetime:
    """The moment an extension asks for. Raises TooLateToExtend, TooFar, DayOff."""
    if not may_extend(calendar, promised, at):
        raise TooLateToExtend(date=promised)
    moment = wanted if isinstance(wanted, datetime) else calendar.closing(wanted)
    day, furthest = calendar.today(moment), last_extension(calendar, promised)
    if not promised < moment <= furthest:
        raise TooFar(date=promised, limit=furthest)
    if not calendar.is_workday(day):
        raise DayOff(date=moment, next=calendar.closing(calendar.add_workdays(day, 1)))
    return moment


def may_extend(calendar: Calendar, promised: datetime, at: datetime) -> bool:
    """Whether an extension may still be asked for at that moment."""
    return at <= days_on(calendar, promised, -EXTEND_BEFORE_DAYS)


def last_extension(calendar: Calendar, promised: datetime) -> datetime:
    """The latest moment an extension may ask for."""
    return calendar.closing(calendar.add_workdays(calendar.today(promised), EXTEND_BY_DAYS))


def extensions(calendar: Calendar, promised: datetime) -> list[datetime]:
    """Moments worth offering for an extension, soonest first."""
    days = [calendar.add_workdays(calendar.today(promised), n) for n in (1, 2, 3, 5, EXTEND_BY_DAYS)]
    return [calendar.closing(day) for day in days]


def days_on(calendar: Calendar, moment: datetime, days: int) -> datetime:
    """The same clock time so many working days later, or earlier."""
    local = calendar.local(moment)
    return calendar.at(calendar.add_workdays(local.date(), days), local.time())


def resolve_limit(calendar: Calendar, at: datetime, days: int, *, urgent: bool) -> datetime:
    """The latest moment that may be promised, counted from dispatch."""
    if urgent:
        return at + RESOLVE_URGENT_WITHIN
    return calendar.closing(calendar.today(calendar.add_working_days(at, days)))


def promise(calendar: Calendar, wanted: date | datetime, limit: datetime, at: datetime, *, urgent: bool) -> datetime:
    """The moment a promise stands for: of a date, the end of its office hours.

    Raises DayOff, InThePast or TooLate.
    """
    moment = wanted if isinstance(wanted, datetime) else calendar.closing(wanted)
    day = calendar.today(moment)
    if urgent and day == calendar.today(limit) and not isinstance(wanted, datetime):
        moment = min(moment, limit) if limit > at else moment
    if moment <= at:
        raise InThePast(date=moment)
    if moment > limit > at:
        raise TooLate(limit=limit)
    if not urgent and not calendar.is_workday(day):
        raise DayOff(date=moment, next=calendar.closing(calendar.add_workdays(day, 1)))
    return moment


def promises(calendar: Calendar, limit: datetime, at: datetime, *, urgent: bool) -> list[datetime]:
    """Moments worth offering as buttons, soonest first; the last is the limit when it lies ahead."""
    if urgent:
        hours = [at + timedelta(hours=n) for n in (2, 4, 8)]
        return [*(moment for moment in hours if moment < limit), limit] if limit > at else hours
    day = calendar.add_workdays(calendar.today(at) - timedelta(days=1), 1)
    days = [calendar.closing(calendar.add_workdays(day, n)) for n in range(LONGEST)]
    ahead = [moment for moment in days if at < moment <= limit]
    return sorted({*ahead[:3], *ahead[4:5], *ahead[-1:]}) or days[1:2]


def yellow_at(calendar: Calendar, term: Term) -> datetime:
    """When the light turns yellow: at 80 % of the time, or a working day before if that is sooner and still ahead."""
    if term.urgent:
        return term.since + (term.due - term.since) * GONE
    span = calendar.working_time(term.since, term.due)
    most = calendar.add_working_time(term.since, span * GONE)
    day_before = calendar.working_day_before(term.due)
    return min(most, day_before) if day_before > term.since else min(most, term.due)


def light(calendar: Calendar, term: Term, at: datetime) -> Light:
    """The light of an open ticket at that moment."""
    if at > term.due:
        return Light.RED
    return Light.YELLOW if at >= yellow_at(calendar, term) else Light.GREEN


def ladder(calendar: Calendar, term: Term) -> Iterator[Reminder]:
    """Every reminder a deadline owes, in order, without end: one for each working day it is late."""
    yield from until_due(calendar, term)
    for days_late in count(1):
        yield late_reminder(calendar, term, days_late)


def until_due(calendar: Calendar, term: Term) -> list[Reminder]:
    """The reminders up to the deadline itself, in order."""
    early = {Rung.YELLOW: yellow_at(calendar, term), Rung.SOON: soon_at(calendar, term)}
    steps = [(rung, at) for rung, at in early.items() if term.since < at < term.due]
    steps = [*sorted(steps, key=lambda step: step[1]), (Rung.DUE, term.due)]
    return [Reminder(rung, waking(calendar, at, term)) for rung, at in steps]


def late_reminder(calendar: Calendar, term: Term, days_late: int) -> Reminder:
    """The reminder of a working day after the deadline."""
    return Reminder(Rung.LATE, waking(calendar, late_at(calendar, term, days_late), term), days_late)


def late_reminders(calendar: Calendar, term: Term, at: datetime) -> int:
    """How many reminders of days after the deadline are owed by a moment, without walking there."""
    days = calendar.workdays_between(calendar.today(term.due), calendar.today(at)) if at > term.due else 0
    while days and late_reminder(calendar, term, days).at > at:
        days -= 1
    return days


def soon_at(calendar: Calendar, term: Term) -> datetime:
    """Two working hours before the deadline; by the clock when it is urgent."""
    return term.due - SOON if term.urgent else calendar.subtract_working_time(term.due, SOON)


def late_at(calendar: Calendar, term: Term, days: int) -> datetime:
    """The same clock time so many working days after the deadline."""
    return days_on(calendar, term.due, days)


def waking(calendar: Calendar, at: datetime, term: Term) -> datetime:
    """Only urgent tickets write to people in the quiet hours: the rest waits for the morning."""
    return at if term.urgent else calendar.after_quiet(at)


def next_reminder(calendar: Calendar, term: Term, after: datetime) -> Reminder:
    """The first reminder owed later than that moment."""
    ahead = next((step for step in until_due(calendar, term) if step.at > after), None)
    return ahead or late_reminder(calendar, term, late_reminders(calendar, term, after) + 1)


def latest_reminder(calendar: Calendar, term: Term, at: datetime) -> Reminder | None:
    """The last reminder owed by that moment: after an outage one goes out, not all that were missed."""
    if days_late := late_reminders(calendar, term, at):
        return late_reminder(calendar, term, days_late)
    return next((step for step in reversed(until_due(calendar, term)) if step.at <= at), None)


def reply_moments(calendar: Calendar, asked: datetime) -> tuple[datetime, datetime]:
    """When the liaison is reminded of what a firm wrote to him, and when somebody else is to answer.

    Two working hours after the firm's first unanswered message, and two more. Source: issue 4, 找联络员.
    """
    return calendar.add_working_time(asked, REPLY_WITHIN), calendar.add_working_time(asked, 2 * REPLY_WITHIN)
