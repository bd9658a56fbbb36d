"""Where an item under way stands (代办进度): its number in words, its expected end, its light, its bar of steps."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.agency import CASES_PREFIX, CaseState
from domain.calendar import Calendar
from domain.deadlines import Term, light
from domain.lifecycle import Light
from domain.numbers import ticket_number
from domain.questions import asks_after

GOING = frozenset({CaseState.PREPARING, CaseState.UNDER_WAY, CaseState.WAITING})
NUMBER = re.compile(rf"{CASES_PREFIX}[-\s]?(20\d{{2}})[-\s](\d{{1,6}})(?![-\d])")
# What only paperwork is asked after with: a problem has no steps and no licence.
PAPERWORK = re.compile(
    "代办|手续|执照|许可|证照|办件|办证|产权证|不动产|审批|立项|备案|登记|奖励|兑现|落地|哪一步|哪个环节"
    r"|\b(licen[cs]e|permit|certificate|paperwork|registration|reward)s?\b"
)
ASKS = re.compile(r"到哪|哪一步|哪个环节|办好|办完|下来了|批了|多久|什么时候")
FULL, EMPTY = "▰", "▱"
WIDEST = 12


@dataclass(frozen=True)
class Leg:
    """A step as the reckoning sees it: `after` are positions that it waits for; `due_at` once its turn has come."""

    position: int
    days: int
    after: Collection[int]
    is_over: bool
    due_at: datetime | None = None


def read_case_number(words: str) -> str | None:
    """The case's number that stands in the words, in its full spelling; None when there is none."""
    found = NUMBER.search(unicodedata.normalize("NFKC", words).upper())
    return ticket_number(CASES_PREFIX, int(found[1]), int(found[2])) if found else None


def asks_where(words: str) -> bool:
    """Whether the words ask how far paperwork has come."""
    clean = unicodedata.normalize("NFKC", words).casefold()
    return bool(PAPERWORK.search(clean)) and (asks_after(clean) or bool(ASKS.search(clean)))


def expected_end(calendar: Calendar, legs: Sequence[Leg], at: datetime) -> datetime | None:
    """When the last step will be over if each takes its days from now on; None when all are.

    A step whose turn has come ends on its date, at the earliest now; the others begin when those before them end.
    """
    ends: dict[int, datetime] = {}
    for leg in sorted(legs, key=lambda each: each.position):
        if leg.is_over:
            continue
        begins = max([at, *(ends[position] for position in leg.after if position in ends)])
        own = max(leg.due_at, at) if leg.due_at else calendar.add_working_days(begins, leg.days)
        ends[leg.position] = max(own, begins)
    return max(ends.values(), default=None)


def case_light(
    calendar: Calendar, since: datetime, promised: datetime, expected: datetime | None, at: datetime
) -> Light:
    """The light of a case: red past the promised end; yellow near it, or when the steps left will go beyond it."""
    found = light(calendar, Term(since, promised), at)
    will_be_late = expected is not None and expected > promised
    return Light.YELLOW if found is Light.GREEN and will_be_late else found


def bar(done: int, total: int) -> str:
    """So many of all steps, as a bar that fits a narrow phone."""
    width = min(total, WIDEST)
    full = done * width // total if total else 0
    return FULL * full + EMPTY * (width - full)
