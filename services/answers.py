"""An answer that is owed to a firm in its thread: the liaison is reminded, then somebody else takes care (issue 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import Calendar
from domain.deadlines import reply_moments
from domain.roles import Role
from services.pushes import owed
from services.roster import Roster, roster_at
from storage import threads
from storage.database import Database
from storage.outbox import owe
from storage.people import contacts_of, owner_of_firm
from storage.threads import Waiting

AT_ONCE = 1000
MINUTE = timedelta(minutes=1)
WAITS, PASSED, TAKEN = "thread-waits", "thread-passed", "thread-taken"


async def call_for_answers(db: Database, *, at: datetime) -> int:
    """Remind of what firms wrote and nobody has answered, or hand it on; each once. Returns how many were due.

    After an outage only the latest of the two is done. In quiet hours it waits.
    """
    async with db.begin() as session:
        due = await threads.waits_due(session, at, limit=AT_ONCE)
        if not due:
            return 0
        roster, calendar = await roster_at(session, at), db.park.calendar
        rows = [row for waiting in due for row in await called(session, calendar, roster, waiting, at)]
        await owe(session, rows)
    return len(due)


async def called(
    session: AsyncSession, calendar: Calendar, roster: Roster, waiting: Waiting, at: datetime
) -> list[dict[str, Any]]:
    """What one wait owes now; sets when the clock looks at it next."""
    if calendar.is_quiet(at):
        waiting.wait.remind_at = calendar.after_quiet(at)
        return []
    _, passes = reply_moments(calendar, waiting.wait.asked_at)
    if at < passes:
        return reminded(roster, waiting, passes, at)
    return await passed_on(session, roster, waiting, at)


def reminded(roster: Roster, waiting: Waiting, passes: datetime, at: datetime) -> list[dict[str, Any]]:
    """The liaison, or who stands in for him; the duty desk where there is none."""
    wait, liaison = waiting.wait, waiting.firm.liaison_id
    people = roster.present([liaison]) if liaison else roster.by_role[Role.DISPATCHER]
    wait.reminded_at, wait.remind_at, wait.taker_id = at, passes, people[0] if liaison else None
    return [push(WAITS, who, waiting, at) for who in people]


async def passed_on(session: AsyncSession, roster: Roster, waiting: Waiting, at: datetime) -> list[dict[str, Any]]:
    """To the substitute, if the liaison is away and it was not his already; else to the duty desk. The firm is told."""
    wait, substitute = waiting.wait, roster.away.get(waiting.firm.liaison_id or 0)
    taker = substitute if substitute != wait.taker_id else None
    wait.passed_at, wait.remind_at, wait.taker_id = at, None, taker
    takers = [taker] if taker else roster.by_role[Role.DISPATCHER]
    firm = await who_asked(session, waiting)
    told = [push(TAKEN, firm, waiting, at, taker=taker)] if firm and takers else []
    return [*(push(PASSED, who, waiting, at) for who in takers), *told]


async def who_asked(session: AsyncSession, waiting: Waiting) -> int | None:
    """Who wrote it, if he still speaks for the firm; else its owner."""
    author, firm_id = waiting.message.author_id, waiting.wait.firm_id
    return author if author in await contacts_of(session, firm_id) else await owner_of_firm(session, firm_id)


def push(kind: str, person_id: int, waiting: Waiting, at: datetime, **args: Any) -> dict[str, Any]:
    """One message about a wait, owed once."""
    wait_id = waiting.wait.id
    return owed(f"{kind}:{wait_id}:{person_id}", kind, person_id, at, thread=waiting.message.id, wait=wait_id, **args)


@dataclass(frozen=True)
class Response:
    """How a firm was answered: by whom, and in how many working minutes; None while it still waits."""

    firm_id: int
    liaison_id: int | None
    answered_by_id: int | None
    asked_at: datetime
    minutes: int | None


async def responses(db: Database, since: datetime, until: datetime) -> Sequence[Response]:
    """Every question that a firm put to its liaison between two moments (come when called, DOMAIN.md section 10)."""
    async with db.read() as session:
        found = await threads.waits_begun(session, since, until)
    calendar = db.park.calendar
    return [
        Response(
            wait.firm_id,
            wait.liaison_id,
            wait.answered_by_id,
            wait.asked_at,
            calendar.working_time(wait.asked_at, wait.answered_at) // MINUTE if wait.answered_at else None,
        )
        for wait in found
    ]
