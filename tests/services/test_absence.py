"""Leave with a substitute, from a day to a day: nobody stands in before it, nobody after it."""

from datetime import datetime, timedelta

import pytest

from domain.errors import NotForYou
from services.absence import be_away, come_back, possible_substitutes
from storage.database import Database
from storage.people import substitutes
from tests.reliability.desk_work import filed
from tests.services.people import MORNING, me, sample

DAY = timedelta(days=1)


async def standing_in(db: Database, at: datetime) -> dict[int, int]:
    async with db.read() as session:
        return await substitutes(session, at)


async def test_a_leave_that_begins_later_changes_nothing_before_and_ends_by_itself(db: Database) -> None:
    await sample(db)
    by, other = await me(db, "L03"), await me(db, "L04")
    since, until = MORNING + 2 * DAY, MORNING + 5 * DAY
    await be_away(db, other.id, until, by=by, at=MORNING, key="k", since=since)
    before = await filed(db, "C05", "门禁坏了", at=MORNING + DAY)
    during = await filed(db, "C05", "路灯坏了", at=since)
    after = await filed(db, "C05", "水压低", at=until)
    assert [ticket.owner_id for ticket in (before, during, after)] == [by.id, other.id, by.id]
    assert await standing_in(db, since - timedelta(seconds=1)) == await standing_in(db, until) == {}


async def test_a_leave_that_has_not_begun_is_called_off(db: Database) -> None:
    await sample(db)
    by, other = await me(db, "L03"), await me(db, "L04")
    await be_away(db, other.id, MORNING + 5 * DAY, by=by, at=MORNING, key="k", since=MORNING + 2 * DAY)
    assert await come_back(db, by=by, at=MORNING + DAY)
    assert await standing_in(db, MORNING + 3 * DAY) == {}
    assert not await come_back(db, by=by, at=MORNING + DAY)


async def test_a_few_near_ones_are_proposed_and_any_is_found_by_name_or_code(db: Database) -> None:
    await sample(db)
    by = await me(db, "L03")
    assert [each.code for each in await possible_substitutes(db, by=by)] == ["L04", "L01", "L02", "L05", "L06"]
    assert [each.code for each in await possible_substitutes(db, "l05", by=by)] == ["L05"]
    assert [each.code for each in await possible_substitutes(db, "曾秀", by=by)] == ["L06"]
    assert list(await possible_substitutes(db, "L03", by=by)) == []
    with pytest.raises(NotForYou):
        await be_away(db, by.id, MORNING + DAY, by=by, at=MORNING, key="k")
