"""What the rules of DOMAIN.md demand, reckoned a second time from the history of each ticket and nothing else of ours.

Its calendar is an axis of working seconds: a working day is six hours long, whatever lies between two of them. It knows
no ladder, no rung, no service: only events, people, absences, and the days that are worked.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, NamedTuple

PARK = timezone(timedelta(hours=8))
DAY = 6 * 3600
TELLS = {"accept", "commit", "report", "ask", "answer", "lapse", "resume", "approve"}
UNFINISHED = {"dispatched", "in_hand", "suspended"}
DESK = "desk"


class Demand(NamedTuple):
    """One reminder to one person."""

    ticket: int
    what: str
    rung: str
    days: int
    at: int
    person: int


class Escalation(NamedTuple):
    """The clock has brought a ticket one level up, or two."""

    ticket: int
    at: int
    level: int


@dataclass
class Axis:
    """Working time of the park as one line of seconds."""

    days: list[date]
    outages: Sequence[tuple[datetime, datetime]] = ()
    every: int = 1

    def place(self, at: datetime) -> float:
        """Where a moment lies on the line; the time between two windows has no length."""
        local = at.astimezone(PARK)
        position = bisect_left(self.days, local.date())
        if position == len(self.days) or self.days[position] != local.date():
            return position * DAY
        second = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6
        morning = min(max(second - 9 * 3600, 0), 3 * 3600)
        return position * DAY + morning + min(max(second - 14.5 * 3600, 0), 3 * 3600)

    def moment(self, place: float, *, early: bool) -> datetime:
        """The moment at a place; between two windows the end of the one before, or the beginning of the next."""
        position, rest = divmod(place, DAY)
        if early and rest == 0:
            position, rest = position - 1, DAY
        noon = rest <= 3 * 3600 if early else rest < 3 * 3600
        second = 9 * 3600 + rest if noon else 14.5 * 3600 + rest - 3 * 3600
        return datetime.combine(self.days[int(position)], time(), PARK) + timedelta(seconds=second)

    def later(self, at: datetime, seconds: float) -> datetime:
        """So much working time later."""
        return self.moment(self.place(at) + seconds, early=True)

    def before(self, at: datetime, seconds: float) -> datetime:
        """So much working time earlier."""
        return self.moment(self.place(at) - seconds, early=False)

    def same_clock(self, at: datetime, days: int) -> datetime:
        """The same clock time so many working days later."""
        local = at.astimezone(PARK)
        day = self.days[bisect_right(self.days, local.date()) + days - 1]
        return datetime.combine(day, local.timetz())

    def is_quiet(self, at: datetime) -> bool:
        """From 20:00 to 08:00, and all day when the park does not work."""
        local = at.astimezone(PARK)
        position = bisect_left(self.days, local.date())
        works = position < len(self.days) and self.days[position] == local.date()
        return not works or not time(8) <= local.time() < time(20)

    def awake(self, at: datetime) -> datetime:
        """The moment, or 08:00 of the first working day on which somebody may be written to."""
        if not self.is_quiet(at):
            return at
        local = at.astimezone(PARK)
        works = bisect_left if local.time() < time(8) else bisect_right
        return datetime.combine(self.days[works(self.days, local.date())], time(8), PARK)

    def told(self, at: datetime, *, urgent: bool) -> datetime:
        """When a clock that ticks every so many seconds, but not in an outage, comes to what fell due then."""
        at = at if urgent else self.awake(at)
        late = at.timestamp() % self.every
        at = at + timedelta(seconds=self.every - late) if late else at
        at = at if urgent else self.awake(at)
        for since, until in self.outages:
            if since <= at < until:
                return until if urgent else self.awake(until)
        return at


@dataclass(frozen=True)
class Folk:
    """Who holds which office; `away`: since, until, whom, who instead, in the order they were noted."""

    officers: Mapping[int, list[int]]
    heads: Mapping[int, list[int]]
    department: Mapping[int, int | None]
    desk: list[int]
    directors: list[int]
    chain_leads: Mapping[int, list[int]]
    contact: Mapping[int, int | None]
    away: Sequence[tuple[datetime, datetime, int, int]]

    def present(self, person: int, at: datetime) -> int:
        """He, or who stands in for him."""
        instead = [there for since, until, who, there in self.away if who == person and since <= at < until]
        return instead[-1] if instead else person

    def signers(self, department: int) -> list[int]:
        """Officers, else heads."""
        return self.officers.get(department) or self.heads.get(department, [])


@dataclass
class Step:
    """One event of a ticket's history."""

    at: datetime
    action: str
    actor: int | None
    new: Mapping[str, Any]


@dataclass
class Story:
    """A ticket's history, as far as it has been read."""

    ticket: int
    state: dict[str, Any] = field(default_factory=dict)
    level: int = 0

    @property
    def urgent(self) -> bool:
        """Whether it runs by the clock."""
        return bool(self.state["urgent"])

    def what(self) -> str:
        """Which deadline runs."""
        now = self.state
        if now["resolved_at"]:
            return "judge"
        if now["held_at"]:
            return "stage" if now["state"] == "suspended" else "answer"
        if not now["accepted_at"]:
            return "accept"
        return "resolve" if now["promised_for"] else "commit"

    def owes_a_ruling(self) -> bool:
        """Back for the second time, and the desk has not ruled."""
        now = self.state
        back = now["state"] == "dispatched" and not now["sender_id"] and not now["ruled"]
        return bool(back and now["returns"] >= 2)


class Rung(NamedTuple):
    """A reminder that a deadline owes: when it is said."""

    name: str
    days: int
    at: datetime


def rungs(
    axis: Axis, since: datetime, due: datetime, start: datetime, end: datetime, *, urgent: bool
) -> Iterator[Rung]:
    """What is said of a deadline that runs from `start` until `end`; of several at one moment the last one."""
    said: dict[datetime, Rung] = {}
    for name, days, at in steps(axis, since, due, end, urgent=urgent):
        awake = at if urgent else axis.awake(at)
        told = axis.told(at, urgent=urgent)
        if start < awake and told <= end:
            said[told] = Rung(name, days, told)
    yield from said.values()


def steps(
    axis: Axis, since: datetime, due: datetime, end: datetime, *, urgent: bool
) -> Iterator[tuple[str, int, datetime]]:
    """Yellow, two hours before, at the moment, and each working day after, in order."""
    early = [("yellow", yellow(axis, since, due, urgent=urgent))]
    early.append(("soon", due - timedelta(hours=2) if urgent else axis.before(due, 2 * 3600)))
    for name, at in sorted(early, key=lambda step: step[1]):
        if since < at < due:
            yield name, 0, at
    yield "due", 0, due
    days = 1
    while (at := axis.same_clock(due, days)) <= end:
        yield "late", days, at
        days += 1


def yellow(axis: Axis, since: datetime, due: datetime, *, urgent: bool) -> datetime:
    """When 80 % of the time are gone, or a working day before if that is sooner and still ahead."""
    if urgent:
        return since + (due - since) * 0.8
    most = axis.later(since, (axis.place(due) - axis.place(since)) * 0.8)
    if axis.place(due) == axis.place(since):
        most = axis.moment(axis.place(since), early=False)
    day_before = axis.before(due, DAY)
    return min(most, day_before) if day_before > since else min(most, due)


def second(at: datetime) -> int:
    """A moment in whole seconds, as it is compared."""
    return round(at.timestamp())


def stamp(value: Any) -> datetime | None:
    """A moment of an event's values."""
    return datetime.fromisoformat(value) if value else None


class Oracle:
    """Reads the histories; gathers what they demand."""

    def __init__(self, axis: Axis, folk: Folk, until: datetime) -> None:
        self.axis = axis
        self.folk = folk
        self.until = until
        self.demands: list[Demand] = []
        self.escalations: list[Escalation] = []
        self.faults: list[str] = []

    def read(self, ticket: int, history: Sequence[Step], helped: Sequence[tuple[int, int, datetime]]) -> None:
        """One ticket, from its first event to its last. What the clock has escalated is reckoned, not believed."""
        story = Story(ticket)
        deeds = [step for step in history if step.action != "escalate" or step.actor is not None]
        silence: tuple[datetime, datetime] | None = None
        helps: dict[int, tuple[datetime, datetime, datetime]] = {}
        running = history[0].at
        for position, step in enumerate(deeds):
            until = deeds[position + 1].at if position + 1 < len(deeds) else self.until
            old = (story.state.get("due_since"), story.state.get("due_at"))
            story.state |= step.new
            if step.action in {"file", "hand_over", "reject"}:
                story.level = 0
            elif step.action == "escalate":
                story.level = min(story.level + 1, 2)
            self.check(story, step)
            if (story.state["due_since"], story.state["due_at"]) != old:
                running = step.at
            self.deadline(story, running, step.at, until)
            silence = self.silence(story, step, silence, until)
            self.helpers(story, step, helps, helped, until)

    def deadline(self, story: Story, start: datetime, since: datetime, until: datetime) -> None:
        """What the running deadline demands between two events."""
        now, what = story.state, story.what()
        begun, due = stamp(now["due_since"]), stamp(now["due_at"])
        if begun is None or due is None or what == "judge":
            return
        urgent = story.urgent and what in {"accept", "commit", "resolve"}
        for rung in rungs(self.axis, begun, due, start, until, urgent=urgent):
            if since < rung.at <= until and not (what == "answer" and rung.at >= due):
                self.say(story, what, rung)

    def say(self, story: Story, what: str, rung: Rung) -> None:
        """One rung: to whom, and how high it goes."""
        height = 2 if rung.days >= 3 else int(rung.name in {"due", "late"})
        if what in {"accept", "commit", "resolve"} and height > story.level:
            story.level = height
            self.escalations.append(Escalation(story.ticket, second(rung.at), height))
        for person in dict.fromkeys(self.hearers(story, what, rung, height)):
            self.demands.append(Demand(story.ticket, what, rung.name, rung.days, second(rung.at), person))

    def hearers(self, story: Story, what: str, rung: Rung, height: int) -> Iterator[int]:
        """The firm of what it was asked; else the owner, who is on turn, and at red those above."""
        now, folk = story.state, self.folk
        if what == "answer":
            yield from [now["contact_id"]] if now["contact_id"] else []
            return
        waits = now["sender_id"] is not None
        yield folk.present(now["owner_id"], rung.at)
        yield from folk.signers(now["lead_id"]) if waits else []
        yield from folk.desk if story.owes_a_ruling() else []
        if rung.name in {"due", "late"}:
            place = folk.department.get(now["owner_id"])
            own = [head for head in folk.heads.get(place or 0, []) if head != now["owner_id"]]
            yield from [*own, *(folk.heads.get(now["lead_id"], []) if waits else [])] or folk.desk
            yield from folk.directors if max(height, story.level) >= 2 else []
            yield from folk.chain_leads.get(now["firm_id"], []) if story.level else []

    def silence(
        self, story: Story, step: Step, running: tuple[datetime, datetime] | None, until: datetime
    ) -> tuple[datetime, datetime] | None:
        """In hand, and the firm has been told nothing for five working days: the owner hears it, and again after five.

        Kept between events: since when, and when it is said next.
        """
        now = story.state
        if now["state"] != "in_hand" or now["held_at"]:
            return None
        by_firm = step.actor is not None and step.actor == now["contact_id"]
        if running is None or step.action in TELLS or (step.action == "message" and not by_firm):
            running = step.at, self.axis.later(step.at, 5 * DAY)
        since, due = running
        while (told := self.axis.told(due, urgent=story.urgent)) <= until:
            while due <= told:
                due = self.axis.later(due, 5 * DAY)
            owner = self.folk.present(now["owner_id"], told)
            self.demands.append(Demand(story.ticket, "silence", "silence", 0, second(told), owner))
        return since, due

    def helpers(
        self,
        story: Story,
        step: Step,
        helps: dict[int, tuple[datetime, datetime, datetime]],
        helped: Sequence[tuple[int, int, datetime]],
        until: datetime,
    ) -> None:
        """Assisting departments: each its own date; late, its head and the owner hear it too."""
        now = story.state
        if step.action == "hand_over":
            helps.pop(now["lead_id"] if now["sender_id"] else 0, None)
            for department, days, at in helped:
                if at == step.at:
                    end = self.axis.later(at, days * DAY).astimezone(PARK)
                    helps[department] = at, datetime.combine(end.date(), time(17, 30), PARK), at
        if step.action == "assist":
            helps.pop(self.folk.department.get(step.actor or 0) or 0, None)
        if step.action == "reject":
            helps |= {department: (since, due, step.at) for department, (since, due, _) in helps.items()}
        if now["state"] in UNFINISHED:
            for department, (since, due, start) in helps.items():
                for rung in rungs(self.axis, since, due, start, until, urgent=False):
                    if step.at < rung.at <= until:
                        self.press(story, department, rung)

    def press(self, story: Story, department: int, rung: Rung) -> None:
        """One rung of an assisting department."""
        people = list(self.folk.signers(department))
        if rung.name in {"due", "late"}:
            people += self.folk.heads.get(department, [])
            people.append(self.folk.present(story.state["owner_id"], rung.at))
        for person in dict.fromkeys(people):
            self.demands.append(Demand(story.ticket, "assist", rung.name, rung.days, second(rung.at), person))

    def check(self, story: Story, step: Step) -> None:
        """The dates that an event has set are those of DOMAIN.md, and nobody has a ticket without one."""
        now, at = story.state, step.at
        due = stamp(now["due_at"])
        if now["state"] in UNFINISHED and not (due and now["owner_id"]):
            self.faults.append(f"{story.ticket}: no owner or no date after {step.action}")
        wanted: datetime | None = None
        if step.action in {"file", "hand_over", "return", "reject"}:
            wanted = at + timedelta(minutes=30) if story.urgent else self.axis.later(at, 2 * 3600)
        elif step.action in {"ask", "resolve"}:
            wanted = self.axis.later(at, 5 * DAY)
        elif step.action == "accept" and not now["promised_for"]:
            limit = stamp(now["limit_at"]) or at
            wanted = max(at, min(limit, self.axis.later(at, DAY)))
        elif step.action == "commit":
            wanted = stamp(now["promised_for"])
        if wanted and due and second(wanted) != second(due):
            self.faults.append(f"{story.ticket}: after {step.action} at {at} due {due}, not {wanted}")
