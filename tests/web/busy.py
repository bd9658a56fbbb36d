"""A park that has been at work for three months: tickets of many firms, driven through the real services."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from domain import deadlines
from domain.lifecycle import Action, Outcome
from services.record import Move
from services.tickets import Problem, file_problem, move
from storage.database import Database
from storage.migrate import migrate
from storage.tables import Department, Person, Ticket
from tests.conftest import PARK, apart
from tests.house import KEYS
from tests.services.people import MORNING, me, sample
from tests.services.situations import ids_of

CATEGORIES = ("utilities", "surroundings", "people", "safety", "finance", "policy", "building", "other")
OFFICERS = {"D2": "O02", "D3": "O03", "D4": "O04"}
WORDS = ("三号车间夜里跳闸", "厂门口路灯不亮", "员工子女入学", "环评报告怎么补", "流动资金贷款", "技改奖补没到账")
OUTCOMES = (Outcome.SOLVED, Outcome.SOLVED, Outcome.SOLVED, Outcome.EXPLAINED, Outcome.SOLVED, Outcome.PARTLY)
STARS = (5, 4, 5, 3, None, 5, 4, 2, 5)
SLOW = timedelta(hours=30)
A_THIRD = 3


@dataclass
class Busy:
    """Files and moves; `at` is when the next thing happens."""

    db: Database
    departments: dict[str, int]
    codes: dict[int, str]

    async def do(self, ticket: Ticket, wanted: Move, code: str, at: datetime) -> Ticket:
        return await move(self.db, ticket.id or 0, wanted, by=await me(self.db, code, at), at=at)

    async def ticket(self, number: int, at: datetime, contact: str, *, until: datetime) -> None:
        """One ticket's life; what would be later than `until` has not happened yet."""
        problem = Problem(f"busy-{number}", CATEGORIES[number * 5 % len(CATEGORIES)], WORDS[number % len(WORDS)])
        made = await file_problem(self.db, problem, by=await me(self.db, contact, at), at=at)
        who, at = self.codes[made.owner_id], at + timedelta(minutes=7 + number % 50)
        if number % A_THIRD:
            lead = ("D2", "D3", "D3", "D4")[number % 4]
            handed = Move(Action.HAND_OVER, text="请办理", lead_id=self.departments[lead])
            await self.do(made, handed, who, at)
            who = OFFICERS[lead]
        at += SLOW if number % 11 == 0 else timedelta(minutes=20)
        if at > until:
            return
        made = await self.do(made, Move(Action.ACCEPT), who, at)
        dates = deadlines.promises(self.db.park.calendar, made.limit_at, at, urgent=False)
        wanted = Move(Action.COMMIT, wanted=dates[-1 if number % 4 else 0])
        made = await self.do(made, wanted, who, at)
        if number % 17 == 5:
            asked = await self.do(made, Move(Action.SUSPEND, text="要等市里的规划批下来"), who, at)
            await self.do(asked, Move(Action.APPROVE), "D01", at)
            return
        at += timedelta(days=1 + number % 6)
        if at > until or number % 13 == 7:
            return
        done = Move(Action.RESOLVE, text="已经办好", outcome=OUTCOMES[number % len(OUTCOMES)])
        made = await self.do(made, done, who, at)
        if (stars := STARS[number % len(STARS)]) and at + timedelta(hours=1) <= until:
            await self.do(made, Move(Action.CONFIRM, stars=stars), contact, at + timedelta(hours=1))


async def busy(db: Database, until: datetime, count: int = 60, first: date = date(2026, 9, 1)) -> None:
    """So many tickets, spread over the working days since the first, of firms that have a liaison."""
    async with db.read() as session:
        codes = {row_id: code for row_id, code in await session.exec(select(Person.id, Person.code)) if row_id}
    park = Busy(db, await ids_of(db, Department), codes)
    calendar, last = db.park.calendar, db.park.calendar.today(until)
    days = [
        first + timedelta(days=n) for n in range((last - first).days) if calendar.is_workday(first + timedelta(days=n))
    ]
    for number in range(count):
        day = days[number * len(days) // count]
        contact = f"C{number % 10 + 1:02d}"
        await park.ticket(number, calendar.opening(day) + timedelta(minutes=number % 9 * 13), contact, until=until)


async def make_busy(url: str) -> None:
    """A database with such a park."""
    db = Database(url, PARK, KEYS)
    await migrate(db)
    await sample(db)
    await busy(db, MORNING)
    await db.close()


@pytest.fixture(scope="session")
def busy_park(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its SQLite file, made once."""
    file = tmp_path_factory.mktemp("busy") / "sidan.db"
    apart(make_busy(f"sqlite+aiosqlite:///{file}"))
    return file
