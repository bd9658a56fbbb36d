"""Every state of steps, materials and cases × everybody × every action, on real databases (issue 6)."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import select

from domain.agency import CaseState, MaterialState, StepState, Worker
from domain.agency_rules import GOING, CaseAction, CasePart, case_rule, parts_of
from domain.errors import CaseNotNow, NotForThisCase, Refusal, UnknownCase
from services.case_deeds import Deed
from services.case_parts import case_parts
from services.cases import do
from storage.agency_tables import Case, CaseMaterial, CaseStep
from storage.cases import case_seen_by, case_ties, materials_of, steps_of
from storage.database import Database
from storage.people import Me
from tests.services.agency import PHOTO, agency, case, parts
from tests.services.people import MORNING, me

CAST = ("C01", "G01", "O02", "H02", "O03", "W01", "D01", "L01", "C03", "K01")
DEEDS = tuple(each for each in CaseAction if each not in {CaseAction.BEGIN, CaseAction.STOP, CaseAction.HAND_OVER})
OF_STEPS = (CaseAction.SIGN, CaseAction.FINISH, CaseAction.RETURN, CaseAction.HAND_ON, CaseAction.SKIP)
OF_MATERIALS = (CaseAction.ASK, CaseAction.SEND, CaseAction.ACCEPT, CaseAction.REFUSE, CaseAction.WAIVE)
SHARE = 5
Place = tuple[str, int, Any]


def places() -> Iterator[Place]:
    """Each state of a step of each worker, of a material, and of a case."""
    yield from (("step", position, state) for position in range(3) for state in StepState)
    yield from (("material", 0, state) for state in MaterialState)
    yield from (("case", 0, state) for state in CaseState)


async def put(db: Database, case_id: int, place: Place) -> tuple[Case, CaseStep | None, CaseMaterial | None]:
    """Bring the case into that state: only that one thing differs from a case that goes on."""
    kind, position, state = place
    async with db.begin() as session:
        held = (await session.exec(select(Case).where(Case.id == case_id))).one()
        held.state, held.held_at, held.finished_at = state if kind == "case" else CaseState.UNDER_WAY, None, None
        steps, materials = await steps_of(session, case_id), await materials_of(session, case_id)
        for number, step in enumerate(steps):
            step.state = state if (kind, position) == ("step", number) else StepState.FINISHED
            step.opened_at = step.due_at = MORNING
        steps[-1].state = StepState.OPEN
        for number, material in enumerate(materials):
            material.state = state if (kind, position) == ("material", number) else MaterialState.MISSING
    return held, steps[position] if kind == "step" else None, materials[0] if kind == "material" else None


def expected(
    held: Case, place: Place, people: frozenset[CasePart], action: CaseAction, worker: Worker | None
) -> type[Refusal] | object:
    """The state that the table leads to, or the refusal that is the right one."""
    if CasePart.STRANGER in people:
        return UnknownCase
    if not people & parts_of(action):
        return NotForThisCase
    rule = case_rule(place[2], people, action, worker)
    goes_on = place[0] == "case" or held.state in GOING
    return rule.target if rule and goes_on else CaseNotNow


async def parts_to(db: Database, held: Case, person: Me, step: CaseStep | None) -> frozenset[CasePart]:
    """What the person is to the step, to the material or to the case."""
    async with db.read() as session:
        ties = await case_ties(session, held)
    whole = case_parts(held, ties, person)
    if step is None or CasePart.STRANGER in whole:
        return whole
    return (case_parts(held, ties, person, step) | (whole - {CasePart.DEPARTMENT})) - {CasePart.STRANGER}


@pytest.mark.parametrize("kind", ["step", "material", "case"])
async def test_every_state_part_and_action(db: Database, kind: str) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    cast = [await me(db, code) for code in CAST]
    actions = {"step": OF_STEPS, "material": OF_MATERIALS, "case": (CaseAction.MESSAGE,)}[kind]
    seen, refused = set[CaseAction](), 0
    # Refusals are Python, the same on both; PostgreSQL, where each takes longer, hears a share of them.
    share = 1 if db.engine.dialect.name == "sqlite" else SHARE
    for place in (each for each in places() if each[0] == kind):
        held, step, material = await put(db, made.id or 0, place)
        for person in cast:
            people = await parts_to(db, held, person, step)
            for action in actions:
                where = (place, person.person.code, action)
                deed = Deed(action, step.id if step else None, material.id if material else None, "说明", (PHOTO,))
                right = expected(held, place, people, action, step.worker if step else None)
                if isinstance(right, type):
                    refused += 1
                    if refused % share:
                        continue
                    with pytest.raises(right):
                        await do(db, held.id or 0, deed, by=person, at=MORNING)
                    continue
                await do(db, held.id or 0, deed, by=person, at=MORNING)
                seen.add(action)
                steps, materials = await parts(db, held.id or 0)
                rows = {"step": steps[place[1]].state, "material": materials[0].state, "case": held.state}
                assert rows[kind] == right, where
                held, step, material = await put(db, made.id or 0, place)
    assert seen == set(actions)


async def test_sql_and_python_agree_on_who_sees_a_case(db: Database) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    for code in (*CAST, "C02", "G02", "L02", "P01", "S01", "A01", "O01"):
        person = await me(db, code)
        async with db.read() as session:
            seen = await case_seen_by(session, made.id or 0, person)
            people = case_parts(made, await case_ties(session, made), person)
        assert bool(seen) is (CasePart.STRANGER not in people), code
