"""Coverage on real databases: who may read it, and who counts as received."""

from datetime import date

import pytest

from domain.errors import NotForCoverage
from domain.reception import PlaceState
from services.coverage import see_coverage
from storage.database import Database
from tests.services.people import me
from tests.services.receptions import NOW, park, received_on


async def test_who_was_at_the_door_counts_and_who_did_not_come_does_not(db: Database) -> None:
    await park(db)
    by = (await me(db, "C01")).id
    for n, state in enumerate((PlaceState.RECEIVED, PlaceState.LATE, PlaceState.ARRIVED, PlaceState.NO_SHOW), start=1):
        await received_on(db, date(2026, 6, n), [f"F0{n}"], by, state)
    await received_on(db, date(2024, 6, 3), ["F01", "F05"], by, PlaceState.RECEIVED)
    seen = await see_coverage(db, by=await me(db, "S01"), at=NOW)
    assert (seen.total.firms, seen.total.in_year, seen.total.ever, seen.left) == (10, 3, 4, 6)
    assert {firm.code for firm in seen.waiting} == {"F04", "F05", "F06", "F07", "F08", "F09", "F10"}
    assert seen.by_plan == date(2026, 12, 17)  # nine slots for the six that are left
    assert seen.by_pace == date(2028, 5, 24)  # two firms were new in six months: eighteen months for the six


@pytest.mark.parametrize("code", ["C01", "L01", "H02", "O02", "P01"])
async def test_nobody_else_reads_coverage(db: Database, code: str) -> None:
    await park(db)
    with pytest.raises(NotForCoverage):
        await see_coverage(db, by=await me(db, code), at=NOW)
