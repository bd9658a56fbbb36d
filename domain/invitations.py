"""Who is invited to a reception day, in which order, and why (DOMAIN.md section 3: nobody is left in a corner)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.calendar import Calendar
from domain.reception import DayRule

SIZES = ("small", "medium", "large")
REVIEW_DAYS = 5  # working days that the secretary has for the proposal before the invitations go out


@dataclass(frozen=True)
class Candidate:
    """A firm as the ranking sees it. `last`: when it was last received, None for never.

    `coming`: the other day on which it is expected (invited, or with a place there). `asked_at`: since when it has
    asked for a slot that it did not get. `entered`: its turn in the park's book, the first one is longest here.
    """

    firm_id: int
    size: str
    last: date | None = None
    coming: date | None = None
    asked_at: datetime | None = None
    entered: int = 0

    @property
    def counts_as(self) -> date | None:
        """The day that its turn counts from: who is expected on another day counts as received there."""
        return max((day for day in (self.last, self.coming) if day), default=None)


@dataclass(frozen=True)
class Ranked:
    """A line of the proposal: which firm, and the facts for which it stands where it stands."""

    firm_id: int
    why: dict[str, Any]


def quarter(day: date) -> tuple[int, int]:
    """The calendar quarter of a date."""
    return day.year, (day.month - 1) // 3


def in_quarter(firm: Candidate, day: date) -> bool:
    """Whether the firm is received in the same quarter as the day already."""
    return firm.counts_as is not None and quarter(firm.counts_as) == quarter(day)


def turn(firm: Candidate, day: date) -> tuple[Any, ...]:
    """What decides: not this quarter, never received, longest ago, smaller, asked in vain and since when, longest here.

    Total: no two firms have the same turn.
    """
    since = firm.counts_as
    size = SIZES.index(firm.size) if firm.size in SIZES else len(SIZES)
    waits = (firm.asked_at is None, firm.asked_at.timestamp() if firm.asked_at else 0)
    return in_quarter(firm, day), since is not None, since or date.min, size, *waits, firm.entered, firm.firm_id


def ranked(firms: Iterable[Candidate], day: date) -> list[Ranked]:
    """All firms in the order in which they are invited to the day."""
    return [Ranked(firm.firm_id, why(firm, day)) for firm in sorted(firms, key=lambda each: turn(each, day))]


def why(firm: Candidate, day: date) -> dict[str, Any]:
    """The facts behind a line, as JSON keeps them."""
    return {
        "last": firm.last.isoformat() if firm.last else None,
        "coming": firm.coming.isoformat() if firm.coming else None,
        "size": firm.size,
        "asked": firm.asked_at.isoformat() if firm.asked_at else None,
        "quarter": in_quarter(firm, day),
    }


def proposed_on(calendar: Calendar, rule: DayRule, day: date) -> date:
    """The date on which the secretary is shown the proposal."""
    return calendar.add_workdays(day, -(rule.invite_days + REVIEW_DAYS))


def invited_on(calendar: Calendar, rule: DayRule, day: date) -> date:
    """The date on which the invitations go out."""
    return calendar.add_workdays(day, -rule.invite_days)


def reserved_until(calendar: Calendar, rule: DayRule, day: date, at: datetime) -> datetime:
    """Until when only invited firms may book, when the invitations go out at that moment.

    Invited late, the right is shorter in the same measure; it ends with a working day, and at once when none is left.
    """
    today = calendar.today(at)
    left = min(calendar.workdays_between(today, day), rule.invite_days)
    days = rule.reserved_days * left // rule.invite_days
    return calendar.closing(calendar.add_workdays(today, days)) if days > 0 else at


def capacity_left(capacity: int, standing: Sequence[object]) -> int:
    """How many more firms can be invited."""
    return max(capacity - len(standing), 0)
