"""What the clock says of cases: steps that are due, materials that are waited for, once, and not at night (issue 6)."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import col, select

from domain.agency import CaseState
from domain.agency_rules import CaseAction
from domain.calendar import PARK_ZONE
from domain.errors import UnknownTicket
from services.absence import be_away
from services.case_clock import tick_cases
from services.cases import open_case
from services.mandates import ask_mandate, mark_of, sign, tick_mandates
from services.outgoing import letter
from storage.database import Database
from storage.outbox import Owed
from storage.tables import Person, Push
from tests.services.agency import PHOTO, act, agency, case, item, looked, person_id, project
from tests.services.people import MORNING, me


def park(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in park time."""
    return datetime(2026, 11, day, hour, minute, tzinfo=PARK_ZONE)


async def heard(db: Database) -> list[tuple[str, list[str]]]:
    """Who is reminded of which rungs, oldest first."""
    async with db.read() as session:
        asked = select(Push, Person.code).join(Person, col(Person.id) == col(Push.person_id))
        rows = await session.exec(asked.where(Push.kind == "case-lines").order_by(col(Push.id)))
        return [(code, [line["rung"] for line in push.args["cases"]]) for push, code in rows]


async def last(db: Database, kind: str) -> Owed:
    """The newest push of a kind, as the pusher claims it."""
    async with db.read() as session:
        push = (await session.exec(select(Push).where(Push.kind == kind).order_by(col(Push.id).desc()))).first()
    assert push
    return Owed(push.id or 0, push.person_id, kind, None, push.args, quiet=False, tries=0)


async def ticked(db: Database, at: datetime) -> list[tuple[str, list[str]]]:
    """What a tick adds; a second one at the same moment adds nothing."""
    before = len(await heard(db))
    await tick_cases(db, at=at)
    now = await heard(db)
    assert await tick_cases(db, at=at) == 0
    return now[before:]


async def test_a_steps_owner_is_reminded_and_when_it_is_late_the_head_too(db: Database) -> None:
    version = await agency(db)
    case_id = (await case(db, version.id or 0)).id or 0
    await act(db, case_id, "G01", CaseAction.FINISH, step=0)  # the department has until Friday 27 November
    await act(db, case_id, "C01", CaseAction.FINISH, step=2)
    assert await ticked(db, park(25, 10)) == []
    assert await ticked(db, park(27, 10)) == [("O02", ["yellow"])]
    assert await ticked(db, park(27, 17, 31)) == [("O02", ["due"])]
    assert await ticked(db, park(28, 10)) == []  # Saturday
    assert await ticked(db, park(30, 17, 31)) == [("O02", ["late"]), ("H02", ["late"])]
    await act(db, case_id, "O02", CaseAction.SIGN, step=1, at=park(30, 17, 40))
    assert (await letter(db, 1, await last(db, "case-lines"), at=park(30, 17, 40))).agency
    await act(db, case_id, "O02", CaseAction.FINISH, step=1, at=park(30, 17, 45))
    try:
        gone: Any = await letter(db, 1, await last(db, "case-lines"), at=park(30, 17, 45))
    except UnknownTicket:
        gone = None
    assert gone is None  # what is done is not told any more


async def test_several_steps_of_one_person_are_one_message(db: Database) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    owner = await me(db, "C01")
    await open_case(db, made.project_id, version.id or 0, "c2", by=owner, at=MORNING)
    assert await ticked(db, park(25, 17, 31)) == [("G01", ["due", "due"])]


async def test_the_firm_is_reminded_every_two_working_days_and_then_its_liaison_is_told(db: Database) -> None:
    version = await agency(db)
    case_id = (await case(db, version.id or 0)).id or 0
    await act(db, case_id, "G01", CaseAction.ASK, material=0)
    assert await ticked(db, park(25, 10)) == []
    assert await ticked(db, park(26, 10)) == [("C01", ["asked"])]
    assert await ticked(db, park(30, 10)) == [("C01", ["asked"]), ("L01", ["asked"])]
    await act(db, case_id, "C01", CaseAction.SEND, material=0, files=(PHOTO,), at=park(30, 11))
    assert await ticked(db, park(30, 12)) == []


async def test_while_the_firm_is_asked_nobody_is_reminded_of_steps(db: Database) -> None:
    version = await agency(db)
    case_id = (await case(db, version.id or 0)).id or 0
    await act(db, case_id, "G01", CaseAction.ASK, material=0)
    await tick_cases(db, at=park(25, 17, 31))
    assert await heard(db) == []
    assert (await looked(db, case_id, at=park(25, 17, 31))).case.state is CaseState.WAITING


async def test_a_substitute_hears_what_the_agent_would(db: Database) -> None:
    version = await agency(db)
    await case(db, version.id or 0)
    await be_away(
        db, await person_id(db, "G03"), park(30, 9), by=await me(db, "G01"), at=MORNING + timedelta(hours=1), key="a"
    )
    assert await ticked(db, park(25, 17, 31)) == [("G03", ["due"])]


async def test_an_agent_is_told_once_when_the_clock_alone_makes_a_case_late(db: Database) -> None:
    await agency(db)
    tight = await item(db, "I002", promised_days=5, materials=[])
    made = await case(db, tight.id or 0)
    for moment in (park(25, 17, 31), park(26, 17, 31), park(27, 17, 31)):
        await tick_cases(db, at=moment)
    async with db.read() as session:
        late = (await session.exec(select(Push).where(Push.kind == "case-late"))).all()
    assert [push.args["case"] for push in late] == [made.id]
    assert (await letter(db, 1, await last(db, "case-late"), at=park(27, 18))).agency


async def test_a_mandate_that_ends_on_a_day_off_is_told_of_in_the_morning(db: Database) -> None:
    version = await agency(db)
    made = await project(db)
    owner, friday = await me(db, "C01"), date(2026, 11, 27)
    asked = await ask_mandate(db, "m", made.id or 0, "委托", friday, by=owner, at=MORNING)
    await sign(db, asked.id or 0, mark_of(asked), by=owner, at=MORNING)
    opened = await open_case(db, made.id or 0, version.id or 0, "c", by=owner, at=MORNING)
    await act(db, opened.id or 0, "G01", CaseAction.FINISH, step=0)
    assert await tick_mandates(db, at=park(28, 10)) == 1  # Saturday
    assert (await looked(db, opened.id or 0, at=park(28, 10))).case.state is CaseState.STOPPED
    async with db.read() as session:
        ends = (await session.exec(select(Push).where(col(Push.kind).in_(("case-stopped", "mandate-expired"))))).all()
    assert {push.due_at for push in ends} == {park(30, 8)} and len(ends) >= 4
