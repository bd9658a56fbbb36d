"""The board's figures a second time, from the events alone, in plain Python: another reading of DOMAIN.md section 10.

It knows no table of facts and no sums. Of each ticket it takes the whole history and asks, indicator by indicator.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from statistics import median
from typing import Any

from tests.simulation.oracle import Axis

PARK = timezone(timedelta(hours=8))
DISPATCHES = ("file", "hand_over", "return", "reject")


@dataclass(frozen=True)
class Happened:
    """An event, with the ticket's values before and after it."""

    at: datetime
    action: str
    actor: int | None
    before: dict[str, Any]
    after: dict[str, Any]


History = Sequence[Happened]


def told(rows: Sequence[Any]) -> list[Happened]:
    """Rows of the event table of one ticket, read from the first to the last."""
    known: dict[str, Any] = {}
    history = []
    for row in rows:
        before, known = known, known | row.new
        history.append(Happened(row.at, row.action, row.actor_id, before, known))
    return history


def on(at: datetime) -> date:
    return at.astimezone(PARK).date()


def moment(word: str) -> datetime:
    return datetime.fromisoformat(word)


def calls(history: History, now: datetime) -> Iterator[tuple[date, bool]]:
    """Each dispatch that was accepted, or whose deadline was over before it was done with."""
    for position, dispatch in enumerate(history):
        if dispatch.action not in DISPATCHES:
            continue
        due = moment(dispatch.after["due_at"])
        end, accepted = now, False
        for later in history[position + 1 :]:
            if later.action == "redate" and later.after["state"] == "dispatched":
                due = moment(later.after["due_at"])
            if later.action in (*DISPATCHES, "accept", "withdraw"):
                end, accepted = later.at, later.action == "accept"
                break
        if accepted and end <= due:
            yield on(end), True
        elif accepted or end > due:
            yield on(due), False


def promises(history: History, now: datetime) -> Iterator[tuple[date, bool]]:
    """The first date of each round, once it is past or the round has its result; rejected results are none."""
    for position, promise in enumerate(history):
        if promise.action != "commit":
            continue
        date_given = moment(promise.after["promised_for"])
        ends = [e for e in history[position + 1 :] if e.action in {"resolve", "withdraw"}]
        first = ends[0] if ends else None
        if first and first.action == "resolve":
            after = history[history.index(first) + 1 :]
            judged = next((e.action for e in after if e.action in {"reject", "confirm", "auto_close"}), None)
            yield on(min(first.at, date_given)), first.at <= date_given and judged != "reject"
        elif (first.at if first else now) > date_given:
            yield on(date_given), False


def tickets(history: History, _now: datetime) -> Iterator[tuple[date, bool]]:
    """Registered, without withdrawn ones; solved and not rejected."""
    last = history[-1].after
    if last["state"] != "withdrawn":
        yield on(history[0].at), last["state"] in {"resolved", "closed"} and last["outcome"] == "solved"


def stars(history: History, _now: datetime) -> Iterator[tuple[date, bool]]:
    """Rated by the firm: four and five stars."""
    yield from ((on(e.at), e.after["stars"] >= 4) for e in history if e.action == "confirm")


def answers(history: History, _now: datetime) -> Iterator[tuple[date, bool]]:
    """Judged by the firm, of all that were closed."""
    yield from ((on(e.at), e.action == "confirm") for e in history if e.action in {"confirm", "auto_close"})


RATES: dict[str, Callable[[History, datetime], Iterator[tuple[date, bool]]]] = {
    "response": calls,
    "kept_word": promises,
    "solution": tickets,
    "satisfaction": stars,
    "answered": answers,
}


def rate(name: str, histories: Sequence[History], holds: Callable[[date], bool], now: datetime) -> tuple[int, int]:
    """Numerator and denominator."""
    found = [good for history in histories for day, good in RATES[name](history, now) if holds(day)]
    return sum(found), len(found)


def comings(
    histories: Sequence[History], holds: Callable[[date], bool], axis: Axis, instead: set[tuple[int, int]]
) -> list[int]:
    """Working minutes until the owner, or who stands in for him, does something with a new ticket."""
    found = []
    for first, *later in histories:
        if first.actor == first.after["owner_id"] or (first.after["owner_id"], first.actor) in instead:
            continue
        for event in later:
            owner = event.before["owner_id"]
            his = event.actor == owner or (owner, event.actor) in instead
            if his and event.action not in {"note", "new_liaison", "redate"}:
                seconds = axis.place(event.at) - axis.place(first.at)
                found += [int(seconds) // 60] if holds(on(event.at)) else []
                break
            if event.action in {"accept", "hand_over", "withdraw"}:
                break
    return found


def middle(values: Sequence[int]) -> int | None:
    return int(median(values)) if values else None
