"""Coverage (覆盖情况): how many of all firms the director has received, who waits longest, when all will have been."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

YEAR_MONTHS = 12
PACE_MONTHS = 6


@dataclass(frozen=True)
class FirmSeen:
    """A firm with the days on which it was received, the first and the last; both None for never."""

    firm_id: int
    code: str
    name: str
    size: str
    chain: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Share:
    """How many firms of a group have been received: in the last twelve months, and ever."""

    name: str
    firms: int
    in_year: int
    ever: int


@dataclass(frozen=True)
class Coverage:
    """The whole picture on a date. `waiting`: firms not received for twelve months, who waits longest on top.

    `by_plan`, `by_pace`: when every firm will have been received, by the days that are planned, and at the pace of the
    last six months; None when it never will.
    """

    day: date
    total: Share
    sizes: Sequence[Share]
    chains: Sequence[Share]
    waiting: Sequence[FirmSeen]
    left: int
    by_plan: date | None
    by_pace: date | None


def months_before(day: date, months: int) -> date:
    """The same date so many months earlier, or the last one of a shorter month."""
    return months_after(day, -months)


def months_after(day: date, months: int) -> date:
    """The same date so many months later, or the last one of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    following = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return min(date(count // 12, count % 12 + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def is_recent(firm: FirmSeen, day: date) -> bool:
    """Whether it was received in the twelve months before the date."""
    return firm.last is not None and firm.last > months_before(day, YEAR_MONTHS)


def share(name: str, firms: Sequence[FirmSeen], day: date) -> Share:
    """One group."""
    return Share(name, len(firms), sum(is_recent(firm, day) for firm in firms), sum(bool(firm.last) for firm in firms))


def shares(firms: Sequence[FirmSeen], of: Callable[[FirmSeen], str], names: Iterable[str], day: date) -> list[Share]:
    """The groups in that order."""
    return [share(name, [firm for firm in firms if of(firm) == name], day) for name in names]


def coverage(firms: Sequence[FirmSeen], planned: Sequence[tuple[date, int]], day: date) -> Coverage:
    """The picture. `planned`: the days to come, each with how many firms it has room for."""
    left = sum(firm.last is None for firm in firms)
    waiting = [firm for firm in firms if not is_recent(firm, day)]
    since = months_before(day, PACE_MONTHS)
    new = sum(firm.first is not None and firm.first > since for firm in firms)
    return Coverage(
        day,
        share("", firms, day),
        shares(firms, lambda firm: firm.size, in_order({firm.size for firm in firms}), day),
        shares(firms, lambda firm: firm.chain, sorted({firm.chain for firm in firms}), day),
        sorted(waiting, key=lambda firm: (firm.last is not None, firm.last or date.min, firm.code)),
        left,
        all_by_plan(left, planned, day),
        all_by_pace(left, new, day),
    )


def in_order(sizes: set[str]) -> list[str]:
    """Small ones first."""
    known = ("small", "medium", "large")
    return sorted(sizes, key=lambda size: (known.index(size) if size in known else len(known), size))


def all_by_plan(left: int, planned: Sequence[tuple[date, int]], day: date) -> date | None:
    """The day on which the last of the firms left is received, if every slot goes to one of them.

    Behind the last planned day it goes on at one day a month with as much room.
    """
    if left <= 0:
        return day
    last, room = day, 0
    for last, room in planned:
        left -= room
        if left <= 0:
            return last
    return months_after(last, -(-left // room)) if room else None


def all_by_pace(left: int, new: int, day: date) -> date | None:
    """The date by which all will have been, at so many firms received for the first time in six months."""
    if left <= 0:
        return day
    return months_after(day, -(-left * PACE_MONTHS // new)) if new else None
