"""Ways to reach every situation of a ticket, each written as who did what; and rehearsals that leave no trace."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import Action, Outcome
from services.record import Move
from services.tickets import Problem, file_problem, move
from storage.database import Database
from storage.park import ids_by_code
from storage.tables import Absence, Department, Event, Firm, Person, Push, Ticket
from tests.services.people import MORNING, me, sample

HANDED = "L01 hand_over"
BACK = f"{HANDED}; O03 return"
TWICE = f"{BACK}; {BACK}"
SIGNED = f"{HANDED}; O03 accept"
PROMISED = f"{SIGNED}; O03 commit"
SUSPENDED = f"{PROMISED}; O03 suspend; D01 approve"
RESOLVED = f"{PROMISED}; O03 resolve"
SITUATIONS = {
    "filed": "",
    "handed over": HANDED,
    "returned": BACK,
    "returned twice": TWICE,
    "returned twice, the liaison signs": f"{TWICE}; L01 accept",
    "ruled": f"{TWICE}; W01 hand_over",
    "in hand of the liaison": "L01 accept; L01 commit",
    "in hand of the department": SIGNED,
    "handed on while in hand": f"{PROMISED}; L01 hand_over",
    "promised": PROMISED,
    "asked": f"{PROMISED}; O03 ask",
    "extension wished for": f"{PROMISED}; O03 extend",
    "extension wished for, firm asked": f"{PROMISED}; O03 extend; O03 ask",
    "a head's extension": f"{HANDED}; H03 accept; H03 commit; H03 extend",
    "extended": f"{PROMISED}; O03 extend; H03 approve",
    "second extension": f"{PROMISED}; O03 extend; H03 approve; O03 extend_more",
    "suspension wished for": f"{PROMISED}; O03 suspend",
    "suspended": SUSPENDED,
    "resumption wished for": f"{SUSPENDED}; O03 resume",
    "escalated": f"{PROMISED}; K01 escalate",
    "assisted": f"{PROMISED}; O04 assist",
    "resolved": RESOLVED,
    "reopened": f"{RESOLVED}; C01 reject",
    "closed": f"{RESOLVED}; C01 confirm",
    "withdrawn": f"{PROMISED}; C01 withdraw",
}
# Everybody who can be something to a ticket of the first firm, and strangers of each role; L05 stands in for O03,
# L06 for L01.
CAST = (
    *("C01", "C02", "C03", "L01", "L02", "L05", "L06", "H01", "H02", "H03", "O02", "O03", "O04"),
    *("W01", "D01", "K01", "P01", "P02", "S01", "A01"),
)
PROBLEM = Problem(key="k", category="surroundings", summary="下水道堵了")
MOVES = {
    "commit": Move(Action.COMMIT, wanted=date(2026, 12, 1)),
    "extend": Move(Action.EXTEND, wanted=date(2026, 12, 7), text="等材料"),
    "extend_more": Move(Action.EXTEND, wanted=date(2026, 12, 11), text="还在等材料"),
    "resolve": Move(Action.RESOLVE, text="办好了", outcome=Outcome.SOLVED),
    "approve": Move(Action.APPROVE),
    "confirm": Move(Action.CONFIRM, stars=5),
}


class Undone(Exception):
    """A rehearsal is over: nothing of it stays."""


class Rehearsal:
    """A database in which every transaction is looked at and then rolled back."""

    def __init__(self, db: Database) -> None:
        self.db, self.park = db, db.park
        self.events: list[Event] = []
        self.pushes: list[Push] = []
        self.ticket: Ticket

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        async with self.db.begin() as session:
            yield session
            await session.flush()
            self.events = list(await session.exec(select(Event).order_by(col(Event.id).desc()).limit(2)))
            self.ticket = (await session.exec(select(Ticket).where(Ticket.id == self.events[0].ticket_id))).one()
            newest_pushes = select(Push).order_by(col(Push.id).desc()).limit(20)
            self.pushes = [p for p in await session.exec(newest_pushes) if p.args.get("event") == self.events[0].id]
            session.expunge_all()
            raise Undone


class Open:
    """A database in the middle of a transaction: what is refused in it must leave nothing to be written."""

    def __init__(self, db: Database, session: AsyncSession) -> None:
        self.park, self.session = db.park, session

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        try:
            yield self.session
        finally:
            assert not (self.session.new or self.session.dirty or self.session.deleted)


def wanted(word: str, departments: dict[str, int]) -> Move:
    """What an action is given in these tests: a hand-over goes to D3, D4 assists."""
    if word == "hand_over":
        assists = {departments["D4"]: 3}
        return Move(Action.HAND_OVER, text="请尽快", lead_id=departments["D3"], assists=assists)
    return MOVES.get(word) or Move(Action(word), text="说明")


async def ids_of(db: Database, table: type[Department] | type[Firm] | type[Person]) -> dict[str, int]:
    """Row ids by code."""
    async with db.read() as session:
        return await ids_by_code(session, table)


async def away(db: Database, person: str, substitute: str, days: int = 60) -> None:
    """Somebody is away from now on."""
    ids = await ids_of(db, Person)
    async with db.begin() as session:
        until = MORNING + timedelta(days=days)
        session.add(Absence(person_id=ids[person], substitute_id=ids[substitute], since=MORNING, until=until))


async def brought(
    db: Database, way: str, *, key: str = "k", at: datetime = MORNING, problem: Problem = PROBLEM, by: str = "C01"
) -> Ticket:
    """A new ticket, brought along the way."""
    departments = await ids_of(db, Department)
    ticket = await file_problem(db, replace(problem, key=key), by=await me(db, by), at=at)
    for said in filter(None, way.split("; ")):
        ticket = await act(db, ticket, said, at, departments=departments)
    return ticket


async def act(
    db: Database, ticket: Ticket, said: str, at: datetime = MORNING, *, departments: dict[str, int] | None = None
) -> Ticket:
    """One step: `O03 accept`."""
    code, word = said.split()
    given = wanted(word, departments or await ids_of(db, Department))
    return await move(db, ticket.id or 0, given, by=await me(db, code, at), at=at)


async def all_situations(db: Database) -> dict[str, Ticket]:
    """The sample park with a ticket in every situation, and two substitutes."""
    await sample(db)
    made = {name: await brought(db, way, key=name[:40]) for name, way in SITUATIONS.items()}
    await away(db, "O03", "L05")
    await away(db, "L01", "L06")
    return made
