"""Random histories of tickets, driven through the real services: who may do something does it, early, late, never."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlmodel import col, select

from domain import deadlines
from domain.errors import Refusal
from domain.lifecycle import Action, Outcome, actions_for
from services.assignment import assign
from services.parts import facts_of, part_in
from services.record import Move
from services.reminders import end_waits, tick
from services.tickets import Problem, file_problem, move
from storage.database import Database
from storage.people import Me
from storage.tables import Absence, Department, Event, Firm, Person, Ticket
from storage.tickets import ties_of
from tests.services.naive import History, told
from tests.services.people import me
from tests.services.situations import ids_of

CAST = ("C01", "C05", "C07", "L01", "L03", "L04", "L05", "L06", "O02", "O03", "O04", "H02", "H03", "W01", "D01")
FILERS = (("C01", None), ("C05", None), ("C07", None), ("L01", "F01"), ("D01", "F05"), ("C01", None))
CATEGORIES = ("utilities", "surroundings", "policy", "other")
GAPS = (0.05, 0.5, 1.5, 2.5, 4, 5, 15, 26, 150)
OUTCOMES = (Outcome.SOLVED, Outcome.SOLVED, Outcome.PARTLY, Outcome.EXPLAINED, Outcome.PASSED_UP)
SELDOM = frozenset(
    {Action.ESCALATE, Action.NOTE, Action.MESSAGE, Action.WITHDRAW, Action.ASSIST, Action.REPORT, Action.SUSPEND}
)


class Choice(NamedTuple):
    """What happens next: after which gap, with which ticket, which of the possible things, and with what."""

    gap: int
    ticket: int
    what: int
    detail: int


class Course:
    """A park in which things happen by choices."""

    def __init__(self, db: Database, start: datetime) -> None:
        self.db, self.at = db, start
        self.ids: list[int] = []
        self.known: dict[tuple[str, date], Me] = {}

    async def prepare(self) -> None:
        """L03 is away for all of it, L04 from the second day on."""
        known = await ids_of(self.db, Person)
        async with self.db.begin() as session:
            for who, instead, days in (("L03", "L05", 0), ("L04", "L06", 1)):
                since = self.at.replace(hour=0) + timedelta(days=days - 1)
                until = self.at + timedelta(days=days + 20)
                session.add(Absence(person_id=known[who], substitute_id=known[instead], since=since, until=until))

    async def me(self, code: str) -> Me:
        """Somebody, as he is on that day."""
        place = (code, self.at.date())
        self.known[place] = self.known.get(place) or await me(self.db, code, self.at)
        return self.known[place]

    async def run(self, choices: Sequence[Choice]) -> None:
        """All of it."""
        for number, choice in enumerate(choices):
            self.at += timedelta(hours=GAPS[choice.gap % len(GAPS)])
            await self.clock()
            if choice.what % 13 == 0 or not self.ids:
                await self.file(number, choice)
            elif choice.what % 31 == 0:
                await self.change_liaison(choice)
            else:
                await self.act(choice)

    async def clock(self) -> None:
        """What time does."""
        await tick(self.db, at=self.at)
        await end_waits(self.db, at=self.at)

    async def file(self, number: int, choice: Choice) -> None:
        """Somebody files."""
        code, firm = FILERS[choice.detail % len(FILERS)]
        problem = Problem(
            key=f"course-{number}",
            category=CATEGORIES[choice.ticket % len(CATEGORIES)],
            summary="下水道堵了",
            urgent=choice.detail % 5 == 0,
            firm_id=(await ids_of(self.db, Firm))[firm] if firm else None,
        )
        try:
            made = await file_problem(self.db, problem, by=await self.me(code), at=self.at)
        except Refusal:
            return  # the firm has another liaison by now
        self.ids.append(made.id or 0)

    async def change_liaison(self, choice: Choice) -> None:
        """A firm gets another liaison."""
        firms, people = await ids_of(self.db, Firm), await ids_of(self.db, Person)
        firm, to = firms[("F01", "F05")[choice.ticket % 2]], people[("L01", "L02", "L06")[choice.detail % 3]]
        try:
            await assign(self.db, firm, to, by=await self.me("W01"), at=self.at)
        except Refusal:
            return

    async def act(self, choice: Choice) -> None:
        """Somebody does one of the things that can be done with a ticket."""
        ticket_id = self.ids[choice.ticket % len(self.ids)]
        possible = await self.possible(ticket_id, often=choice.what % 5 != 0)
        if not possible:
            return
        actions = list(dict.fromkeys(action for _, action in possible))
        promises = Action.COMMIT in actions and choice.what % 3 > 0  # without dates there are no words to keep
        action = Action.COMMIT if promises else actions[choice.what % len(actions)]
        who = next(person for person, its in possible[choice.detail % len(possible) :] + possible if its is action)
        ticket, departments = await self.ticket(ticket_id), await ids_of(self.db, Department)
        wanted = self.wanted(ticket, action, choice.detail, list(departments.values())[1:])
        try:
            await move(self.db, ticket_id, wanted, by=who, at=self.at)
        except Refusal:
            return

    async def ticket(self, ticket_id: int) -> Ticket:
        async with self.db.read() as session:
            return (await session.exec(select(Ticket).where(Ticket.id == ticket_id))).one()

    async def possible(self, ticket_id: int, *, often: bool) -> list[tuple[Me, Action]]:
        """Everything that anybody may do with it now, each action by one person; seldom what changes little."""
        people = [await self.me(code) for code in CAST]
        async with self.db.read() as session:
            ticket = (await session.exec(select(Ticket).where(Ticket.id == ticket_id))).one()
            ties = await ties_of(session, ticket_id)
        found = [
            (who, action)
            for who in people
            for action in actions_for(ticket.state, part_in(ticket, who, ties), facts_of(ticket))
        ]
        rare = SELDOM | ({Action.HAND_OVER} if self.at.minute % 3 else set())
        return [pair for pair in found if pair[1] not in rare] if often else found

    def wanted(self, ticket: Ticket, action: Action, detail: int, departments: list[int]) -> Move:
        """The action with what it needs."""
        calendar = self.db.park.calendar
        match action:
            case Action.COMMIT:
                dates = deadlines.promises(calendar, ticket.limit_at, self.at, urgent=ticket.urgent)
                return Move(action, wanted=dates[detail % len(dates)])
            case Action.EXTEND:
                dates = deadlines.extensions(calendar, ticket.promised_for or self.at)
                return Move(action, text="等材料", wanted=dates[detail % len(dates)])
            case Action.HAND_OVER:
                return Move(action, text="请办理", lead_id=departments[detail % len(departments)])
            case Action.RESOLVE:
                return Move(action, text="办好了", outcome=OUTCOMES[detail % len(OUTCOMES)])
            case Action.CONFIRM:
                return Move(action, stars=1 + detail % 5)
        return Move(action, text="说明")

    async def histories(self) -> list[History]:
        """What happened to each ticket."""
        async with self.db.read() as session:
            asked = select(Event).order_by(col(Event.ticket_id), col(Event.id))
            events = (await session.exec(asked)).all()
        return [told([e for e in events if e.ticket_id == ticket_id]) for ticket_id in self.ids]

    async def instead(self) -> set[tuple[int, int]]:
        """Who stands in for whom."""
        async with self.db.read() as session:
            return {(a.person_id, a.substitute_id) for a in await session.exec(select(Absence))}


def working(db: Database, first: date, days: int) -> Iterator[date]:
    """The working days from a date on."""
    dates = (first + timedelta(days=n) for n in range(days))
    return (day for day in dates if db.park.calendar.is_workday(day))
