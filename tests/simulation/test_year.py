"""Months in a park on a movable clock: every reminder and escalation that the rules demand goes out exactly once."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database
from tests.conftest import PARK
from tests.simulation.park import FULL, SMALL, TINY
from tests.simulation.year import simulate

SEED = int(os.environ.get("SIDAN_SEED", "7"))
FULL_YEAR = pytest.mark.skipif(
    not os.environ.get("SIDAN_FULL_YEAR"),
    reason="a whole year takes minutes: python -m bench simulation, or SIDAN_FULL_YEAR=1",
)


async def test_two_months_of_a_small_park_owe_what_the_rules_demand(tmp_path: Path) -> None:
    found = await simulate(tmp_path, SMALL, SEED, PARK)
    assert found.is_right, found.words()
    assert found.figures["tickets"] > 110 and found.figures["reminders"] > 600, found.words()


@pytest.mark.parametrize("seed", [11, 2027])
async def test_a_month_with_another_seed_is_right_too(tmp_path: Path, seed: int) -> None:
    found = await simulate(tmp_path, TINY, seed, PARK)
    assert found.is_right, found.words()


@FULL_YEAR
@pytest.mark.timeout(900)
async def test_a_year_with_103_liaisons_230_firms_and_5000_tickets(tmp_path: Path) -> None:
    found = await simulate(tmp_path, FULL, SEED, PARK)
    assert found.is_right, found.words()
    assert found.figures["tickets"] > 4900, found.words()


async def meddled(db: Database, *statements: str) -> None:
    async with db.engine.begin() as connection:
        for each in statements:
            await connection.execute(text(each))


ONE = "SELECT min(id) FROM push WHERE kind = 'reminder'"
NAMES = "person_id, kind, ticket_id, args, quiet, tries"


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        (f"DELETE FROM push WHERE id = ({ONE})", "missing"),
        (
            f"INSERT INTO push (key, due_at, {NAMES}) SELECT 'twice', due_at, {NAMES} FROM push WHERE id = ({ONE})",
            "too_much",
        ),
        (f"UPDATE push SET due_at = '2026-01-03 04:00:00' WHERE id = ({ONE})", "quiet"),
        (f"UPDATE push SET person_id = person_id + 1 WHERE id = ({ONE})", "missing"),
    ],
)
async def test_one_reminder_that_is_lost_doubled_at_night_or_for_another_is_found(
    tmp_path: Path, statement: str, where: str
) -> None:
    found = await simulate(tmp_path, TINY, SEED, PARK, lambda db: meddled(db, statement))
    assert getattr(found, where), found.words()
