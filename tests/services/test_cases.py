"""Cases on real databases: steps, materials, pauses, mandates; and who may do what (issue 6)."""

from datetime import datetime

from domain.agency import CaseState, StepState
from domain.agency_rules import CaseAction
from domain.calendar import PARK_ZONE
from services.cases import presences_in
from storage.database import Database
from tests.services.agency import (
    act,
    agency,
    case,
    looked,
    parts,
    signed,
    told,
)


def park(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in park time."""
    return datetime(2026, 11, day, hour, minute, tzinfo=PARK_ZONE)


async def states(db: Database, case_id: int) -> list[StepState]:
    return [step.state for step in (await parts(db, case_id))[0]]


async def test_a_case_waits_for_its_mandate_and_its_steps_begin_when_it_is_signed(db: Database) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0, mandate=False)
    assert (made.number, made.state) == ("DB-2026-000001", CaseState.PREPARING)
    assert await states(db, made.id or 0) == [StepState.AHEAD] * 4
    await signed(db, made.project_id, at=park(25, 10))
    seen = await looked(db, made.id or 0, at=park(25, 10))
    assert seen.case.state is CaseState.UNDER_WAY and not seen.needs_mandate
    assert [each.step.state for each in seen.steps] == [StepState.OPEN, *[StepState.AHEAD] * 3]
    assert seen.case.promised_for == datetime(2026, 12, 4, 17, 30, tzinfo=PARK_ZONE)
    assert seen.steps[0].owner and seen.steps[0].owner.code == "G01"
    assert ("case-steps", "G01") in await told(db)


async def test_steps_go_in_order_or_side_by_side_and_the_last_one_ends_the_case(db: Database) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    case_id = made.id or 0
    await act(db, case_id, "G01", CaseAction.FINISH, step=0)
    assert await states(db, case_id) == [StepState.FINISHED, StepState.OPEN, StepState.OPEN, StepState.AHEAD]
    await act(db, case_id, "O02", CaseAction.SIGN, step=1)
    await act(db, case_id, "C02", CaseAction.FINISH, step=2)
    await act(db, case_id, "O02", CaseAction.FINISH, step=1)
    await act(db, case_id, "G01", CaseAction.FINISH, step=3, text="证已送达")
    seen = await looked(db, case_id)
    assert (seen.case.state, seen.case.result, seen.case.remind_at) == (CaseState.FINISHED, "证已送达", None)
    heard = await told(db)
    assert {("case-steps", "O02"), ("case-steps", "C01"), ("case-finished", "C01"), ("case-finished", "L01")} <= set(
        heard
    )
    assert await presences_in(db, 2026) == 1
    assert await presences_in(db, 2025) == 0
