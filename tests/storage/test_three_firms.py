"""A liaison's fourth firm, and a firm's second liaison, are impossible by the database itself, on both."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select, update

from services.park import FirmRow, load_park
from services.sample import small_park
from storage.assignment import orphans
from storage.database import Database
from storage.tables import Firm, FirmLiaison
from tests.services.people import me, sample

FOURTH = "three firms at most"
NEW = "INSERT INTO firm (code, name, chain, size, is_backbone, liaison_id) VALUES ('F99', 'F', '', 'small', false, {})"


async def give(db: Database, firm: str, liaison_id: int) -> None:
    async with db.begin() as session:
        await session.exec(update(Firm).where(col(Firm.code) == firm).values(liaison_id=liaison_id))


async def test_a_fourth_firm_is_refused_whether_it_is_new_or_comes_from_another_liaison(db: Database) -> None:
    await sample(db)
    full = (await me(db, "L04")).id
    with pytest.raises(DBAPIError, match=FOURTH):
        await give(db, "F01", full)
    with pytest.raises(DBAPIError, match=FOURTH):
        async with db.begin() as session:
            await session.exec(text(NEW.format(full)))  # type: ignore[call-overload]
    await give(db, "F05", full)  # his already: written again it is no fourth
    async with db.read() as session:
        assert len((await session.exec(select(Firm.id).where(Firm.liaison_id == full))).all()) == 3


async def test_of_many_who_give_a_liaison_his_third_firm_at_once_one_succeeds(db: Database) -> None:
    await sample(db)
    one_left = (await me(db, "L03")).id
    ended = await asyncio.gather(*[give(db, f"F0{n}", one_left) for n in (1, 2, 5, 6, 7, 8, 9)], return_exceptions=True)
    assert [type(each) for each in ended].count(type(None)) == 1
    assert all(FOURTH in str(each) for each in ended if each)


async def test_the_book_has_one_liaison_a_firm_at_a_time(db: Database) -> None:
    await sample(db)
    async with db.read() as session:
        assert len((await session.exec(select(FirmLiaison).where(col(FirmLiaison.until).is_(None)))).all()) == 10
    firm, other = await me(db, "C01"), await me(db, "L06")
    with pytest.raises(DBAPIError, match=r"(?i)unique"):
        async with db.begin() as session:
            session.add(FirmLiaison(firm_id=min(firm.firm_ids), liaison_id=other.id))


async def test_a_firm_may_be_new_and_without_a_liaison(db: Database) -> None:
    await sample(db)
    new = FirmRow(code="F11", name="新来的有限公司", size="small")
    await load_park(db, replace(small_park(), firms=(new,)))
    async with db.read() as session:
        assert [each.code for each in await orphans(session)] == ["F11"]
