"""The facts of the board, written with each move in its transaction, and made anew from the events.

What counts, when and for whom is decided here and nowhere else; DOMAIN.md section 10 is the specification:

- A *call*: each dispatch (filing, hand-over, return, rejection) asks somebody to sign by the deadline in force then. It
  is good when it is accepted by it, and belongs to the day of that; late or never, to the day on which the deadline
  passed. A dispatch that ends in time without a signature (handed on, returned, withdrawn) is none.
- A *promise*: the first date of each round. It is good when the round's result is filed by it, and belongs to the day
  of that, else to the date itself. Extensions, pauses and new calendars never move it. A result that the firm rejects
  has kept no word. A ticket that is withdrawn before the date has broken none.
- The *ticket* belongs to the day it was filed, and is good while its outcome is solved and the firm has not rejected
  it. A withdrawn one is none.
- A *judgement* belongs to the day of the stars; good are 4 and 5. One that the clock has closed has no stars, and is
  neither satisfied nor rated: it only counts among those that could have been judged.
- A *coming* belongs to the day on which whoever owns a new ticket, or stands in for him, does something: working
  minutes since the filing. What he filed himself did not call him; where another signs or hands it on first, none.

Dates are the park's. A fact answers for the department that leads, else for the owner: a call for who was asked, a
promise for who had it when it was decided, a ticket for who has it now.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import Calendar
from domain.deadlines import yellow_at
from domain.lifecycle import OPEN, SATISFIED, Action, Outcome, Source, State
from domain.scoring import APART, By, Kind, Measure
from services.terms import term_of
from storage import scores
from storage.database import Database
from storage.score_tables import Score
from storage.scoreboard import RunOut
from storage.scores import Sum
from storage.tables import Event, Ticket

NEW_LIAISON, REDATE = "new_liaison", "redate"
NO_ACT = frozenset({Action.NOTE, NEW_LIAISON, REDATE})
A_MINUTE = 60
AT_ONCE = 500
Key = tuple[Kind, int]


@dataclass(frozen=True)
class Standing:
    """What of a ticket decides how it counts, as it stands after an event."""

    state: State
    filed_at: datetime
    level: int
    owner_id: int
    lead_id: int | None
    category_code: str
    source: Source
    due_at: datetime | None = None
    promised_for: datetime | None = None
    outcome: Outcome | None = None
    stars: int | None = None


@dataclass(frozen=True)
class Turn:
    """One event of a ticket. `by_owner`: who acts is its owner until then, or stands in for him."""

    action: str
    at: datetime
    now: Standing
    by_owner: bool


class Book:
    """The facts of one ticket, while events are entered."""

    def __init__(self, calendar: Calendar, ticket_id: int, chain: str, facts: Iterable[Score] = ()) -> None:
        self.calendar, self.ticket_id, self.chain = calendar, ticket_id, chain
        self.facts: dict[Key, Score] = {(Kind(fact.kind), fact.nth): fact for fact in facts}

    def add(self, kind: Kind, nth: int, turn: Turn, **values: Any) -> None:
        """A new fact."""
        now = turn.now
        row = {"owner_id": now.owner_id, "lead_id": now.lead_id, "category_code": now.category_code} | values
        self.facts[kind, nth] = Score(
            ticket_id=self.ticket_id, kind=kind, nth=nth, chain=self.chain, source=now.source, **row
        )

    def undecided(self, kind: Kind) -> Score | None:
        """The one of a kind that is open."""
        return next((fact for (its, _), fact in self.facts.items() if its is kind and fact.day is None), None)

    def decide(self, fact: Score, at: datetime) -> None:
        """Done by its deadline or not: it belongs to the moment that comes first."""
        due = fact.due_at or at
        fact.good, fact.day = at <= due, self.calendar.today(min(at, due))

    def over(self, fact: Score | None, at: datetime) -> bool:
        """It ends undone: late if its deadline is past, else it never was. True when it is to be forgotten."""
        if fact and fact.due_at and at > fact.due_at:
            self.decide(fact, at)
        return fact is not None and fact.day is None

    def drop(self, fact: Score) -> None:
        """It counts for nothing."""
        del self.facts[Kind(fact.kind), fact.nth]

    def enter(self, turn: Turn) -> None:
        """One event, in the order in which they happened."""
        self.come(turn)
        if note := NOTES.get(turn.action):
            note(self, turn)
        whole = self.facts.get((Kind.TICKET, 0))
        for fact in (whole, self.undecided(Kind.PROMISE)):
            if fact:
                fact.owner_id, fact.lead_id = turn.now.owner_id, turn.now.lead_id

    def come(self, turn: Turn) -> None:
        """The liaison's first act; where somebody else signs or hands on before him, nobody came who was called."""
        coming = self.undecided(Kind.COMING)
        if coming is None or turn.action in NO_ACT:
            return
        if turn.by_owner:
            worked = self.calendar.working_time(turn.now.filed_at, turn.at)
            coming.minutes, coming.good = int(worked.total_seconds()) // A_MINUTE, True
            coming.day = self.calendar.today(turn.at)
        elif turn.action in {Action.ACCEPT, Action.HAND_OVER, Action.WITHDRAW}:
            self.drop(coming)

    def file(self, turn: Turn) -> None:
        """A new ticket: it is registered, somebody is asked to sign, and to come."""
        self.add(Kind.TICKET, 0, turn, day=self.calendar.today(turn.at))
        self.add(Kind.CALL, 0, turn, due_at=turn.now.due_at)
        if not turn.by_owner:
            self.add(Kind.COMING, 0, turn, lead_id=None)

    def dispatch(self, turn: Turn) -> None:
        """Somebody else is asked to sign. In time, the one before has not been late."""
        before = self.undecided(Kind.CALL)
        if before and self.over(before, turn.at):
            before.due_at, before.owner_id, before.lead_id = turn.now.due_at, turn.now.owner_id, turn.now.lead_id
        else:
            self.add(Kind.CALL, sum(kind is Kind.CALL for kind, _ in self.facts), turn, due_at=turn.now.due_at)

    def accept(self, turn: Turn) -> None:
        """Signed."""
        if call := self.undecided(Kind.CALL):
            self.decide(call, turn.at)

    def promise(self, turn: Turn) -> None:
        """The round's first date."""
        self.add(Kind.PROMISE, turn.now.level, turn, due_at=turn.now.promised_for)

    def resolve(self, turn: Turn) -> None:
        """A result: the word is kept or not."""
        self.facts[Kind.TICKET, 0].outcome = turn.now.outcome
        self.facts[Kind.TICKET, 0].good = turn.now.outcome is Outcome.SOLVED
        if promise := self.undecided(Kind.PROMISE):
            promise.owner_id, promise.lead_id = turn.now.owner_id, turn.now.lead_id
            self.decide(promise, turn.at)

    def reject(self, turn: Turn) -> None:
        """The result was none."""
        self.facts[Kind.TICKET, 0].outcome, self.facts[Kind.TICKET, 0].good = None, False
        if kept := self.facts.get((Kind.PROMISE, turn.now.level - 1)):
            kept.good = False
        self.dispatch(turn)

    def judge(self, turn: Turn) -> None:
        """Stars, or none: then the clock has closed it."""
        stars = turn.now.stars if turn.action == Action.CONFIRM else None
        day, good = self.calendar.today(turn.at), stars is not None and stars >= SATISFIED
        self.add(Kind.JUDGEMENT, 0, turn, day=day, stars=stars, good=good)

    def withdraw(self, turn: Turn) -> None:
        """It is no ticket any more; what was late by then stays."""
        self.drop(self.facts[Kind.TICKET, 0])
        for fact in (self.undecided(Kind.CALL), self.undecided(Kind.PROMISE)):
            if fact and self.over(fact, turn.at):
                self.drop(fact)

    def hand_on(self, turn: Turn) -> None:
        """The firm has another liaison, who is asked now; or new days have moved the deadline."""
        for fact in (self.undecided(Kind.CALL), self.undecided(Kind.COMING)):
            if fact:
                fact.owner_id = turn.now.owner_id
        call = self.undecided(Kind.CALL)
        if call and turn.action == REDATE:
            call.due_at = turn.now.due_at


NOTES: Mapping[str, Callable[[Book, Turn], None]] = {
    Action.FILE: Book.file,
    Action.HAND_OVER: Book.dispatch,
    Action.RETURN: Book.dispatch,
    Action.ACCEPT: Book.accept,
    Action.COMMIT: Book.promise,
    Action.RESOLVE: Book.resolve,
    Action.REJECT: Book.reject,
    Action.CONFIRM: Book.judge,
    Action.AUTO_CLOSE: Book.judge,
    Action.WITHDRAW: Book.withdraw,
    NEW_LIAISON: Book.hand_on,
    REDATE: Book.hand_on,
}
# Moves that count; others only when the owner acts, who may have been waited for.
COUNTS = frozenset(map(str, NOTES))


async def count_in(session: AsyncSession, calendar: Calendar, ticket: Ticket, event: Event, *, by_owner: bool) -> None:
    """Enter an event that has just been written: the facts of its ticket, and what they change in the sums."""
    if event.action not in COUNTS and not (by_owner and ticket.accepted_at is None):
        return
    chain, facts = await scores.facts_of(session, ticket)
    book, before = Book(calendar, ticket.id or 0, chain, facts), sums(facts)
    book.enter(Turn(event.action, event.at, standing(ticket.model_dump()), by_owner))
    kept = list(book.facts.values())
    await scores.keep(session, kept, gone=[fact for fact in facts if fact not in kept])
    await scores.add_sums(session, changed(before, sums(kept)))


def standing(values: Mapping[str, Any]) -> Standing:
    """What counts of a ticket's values, as they are or as events keep them."""
    known = {name: values.get(name) for name in Standing.__dataclass_fields__}
    moments = {name: moment(known[name]) for name in ("filed_at", "due_at", "promised_for")}
    outcome = Outcome(known["outcome"]) if known["outcome"] else None
    made: Any = known | moments | {"state": State(values["state"]), "source": Source(values["source"])}
    return Standing(**made | {"outcome": outcome})


def moment(value: datetime | str | None) -> datetime | None:
    """A moment, also as an event keeps it."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def measures(fact: Score) -> Iterable[tuple[Measure, int, bool]]:
    """What a decided fact adds to: of which measure, with which value, and whether it is good."""
    match fact.kind:
        case Kind.CALL:
            yield Measure.RESPONSE, 0, fact.good
        case Kind.PROMISE:
            yield Measure.KEPT_WORD, 0, fact.good
        case Kind.TICKET:
            yield Measure.SOLUTION, 0, fact.good
            if fact.outcome in APART_BY_OUTCOME:
                yield APART_BY_OUTCOME[fact.outcome], 0, False
        case Kind.JUDGEMENT:
            yield Measure.ANSWERED, 0, fact.stars is not None
            if fact.stars is not None:
                yield Measure.SATISFACTION, 0, fact.good
        case Kind.COMING:
            yield Measure.COMING, fact.minutes or 0, True


APART_BY_OUTCOME = {Outcome(measure): measure for measure in APART}


def places(fact: Score | RunOut) -> Iterable[tuple[By, str]]:
    """Of what its sums are: the park, who answers for it, and its kinds. Comings only of the park and the liaison."""
    yield By.PARK, ""
    yield (By.DEPARTMENT, str(fact.lead_id)) if fact.lead_id else (By.LIAISON, str(fact.owner_id))
    if fact.kind is not Kind.COMING:
        yield from ((By.CATEGORY, fact.category_code), (By.CHAIN, fact.chain), (By.SOURCE, str(fact.source)))


def sums(facts: Iterable[Score]) -> dict[Sum, tuple[int, int]]:
    """What decided facts come to: of each sum how many, and how many good."""
    found: dict[Sum, tuple[int, int]] = {}
    for fact in facts:
        for by, key in places(fact) if fact.day else ():
            for measure, value, good in measures(fact):
                name = Sum(f"{fact.day:%Y-%m}", by, key, measure, value)
                n, of_them = found.get(name, (0, 0))
                found[name] = n + 1, of_them + good
    return found


def changed(before: Mapping[Sum, tuple[int, int]], now: Mapping[Sum, tuple[int, int]]) -> dict[Sum, tuple[int, int]]:
    """What has come to each sum, and what has gone from it."""
    differences = {}
    for name in dict.fromkeys([*before, *now]):
        (n, good), (was, was_good) = now.get(name, (0, 0)), before.get(name, (0, 0))
        differences[name] = n - was, good - was_good
    return {name: difference for name, difference in differences.items() if any(difference)}


async def gather(db: Database) -> int:
    """What moves have added since is gathered into one row a sum. Returns how many rows that were."""
    async with db.read() as session:
        if not await scores.anything_fresh(session):
            return 0
    async with db.begin() as session:
        return await scores.gather(session)


async def score_if_new(db: Database) -> int:
    """A desk that has tickets from before there was a board gets their facts, once. Returns of how many tickets."""
    async with db.read() as session:
        if not await scores.lacks_facts(session):
            return 0
    return await score_anew(db)


async def score_anew(db: Database) -> int:
    """Make all facts and sums from the events alone. Returns of how many tickets; nothing else changes.

    Minutes are reckoned by the calendar as it is now, and the industry chain is the one that the firm has now.
    """
    async with db.begin() as session:
        await scores.empty(session)
        away, total, count, last = await scores.absences(session), dict[Sum, tuple[int, int]](), 0, 0
        while some := await scores.tickets_after(session, last, limit=AT_ONCE):
            histories = await scores.histories(session, [ticket.id or 0 for ticket, _ in some])
            books = [replayed(db.park.calendar, t, chain, histories[t.id or 0], away) for t, chain in some]
            facts = [fact for book in books for fact in book.facts.values()]
            await scores.insert_facts(session, facts)
            for name, (n, good) in sums(facts).items():
                was, was_good = total.get(name, (0, 0))
                total[name] = was + n, was_good + good
            count, last = count + len(some), some[-1][0].id or 0
        await scores.add_sums(session, total, fresh=False)
        await light_up(session, db.park.calendar)
        return count


async def light_up(session: AsyncSession, calendar: Calendar) -> None:
    """When the lights of open tickets turn yellow."""
    for ticket in await scores.unlit(session):
        term = term_of(ticket)
        ticket.yellow_at = yellow_at(calendar, term) if term and ticket.state in OPEN else None
        session.add(ticket)


def replayed(
    calendar: Calendar, ticket: Ticket, chain: str, history: Sequence[Event], away: Sequence[scores.Away]
) -> Book:
    """A ticket's facts, from its events alone."""
    book, known = Book(calendar, ticket.id or 0, chain), dict[str, Any]()
    for event in history:
        owner, known = known.get("owner_id"), known | event.new
        owner = owner or known["owner_id"]
        by_owner = event.actor_id == owner or any(
            (each.person_id, each.substitute_id) == (owner, event.actor_id) and each.since <= event.at < each.until
            for each in away
        )
        if event.action in COUNTS or (event.action in ACTIONS and by_owner):
            book.enter(Turn(event.action, event.at, standing(known), by_owner))
    return book


ACTIONS = frozenset(map(str, Action))
