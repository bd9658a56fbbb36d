"""Publishing on both databases: a month is frozen once, never changes, and later corrections appear beside it."""

import asyncio
import hashlib
import json
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from domain.errors import MonthNotOver, NotAMonth, NotPublished, NotPublisher
from domain.scoring import By, Measure, Rate
from services.publishing import (
    compared,
    month_named,
    public_month,
    publish,
    published_months,
    to_publish,
)
from services.scoreboard import behind, month_span
from storage.database import Database
from storage.tables import Firm, Person
from tests.services.people import MORNING, me, sample
from tests.services.situations import PROMISED, RESOLVED, act, brought, ids_of

NOVEMBER = date(2026, 11, 1)
LATER = MORNING + timedelta(days=8)  # 2 December


async def test_a_month_is_frozen_once_also_by_two_at_once_and_a_correction_stands_beside_it(db: Database) -> None:
    await sample(db)
    ticket = await brought(db, RESOLVED)
    await brought(db, PROMISED, key="other")
    assessor = await me(db, "K01", LATER)
    shown = await to_publish(db, NOVEMBER, by=assessor, at=LATER)
    first, second = await asyncio.gather(*[publish(db, NOVEMBER, by=assessor, at=LATER) for _ in range(2)])
    assert first.id == second.id and await published_months(db) == ["2026-11"]
    assert first.figures["park"]["solution"] == {"numerator": 1, "denominator": 2}
    assert Rate(**first.figures["park"]["response"]) == shown.park.response
    same = await compared(db, NOVEMBER, by=assessor, at=LATER)
    assert (same.changes, same.is_intact) == ((), True)
    await act(db, ticket, "C01 reject", LATER)
    again = await publish(db, NOVEMBER, by=assessor, at=LATER + timedelta(hours=1))
    assert (again.checksum, again.frozen_at) == (first.checksum, first.frozen_at)
    found = await compared(db, NOVEMBER, by=assessor, at=LATER)
    changed = {(each.by, each.measure): (each.frozen, each.now) for each in found.changes if each.by is By.PARK}
    assert changed[By.PARK, Measure.SOLUTION] == (Rate(1, 2), Rate(0, 2))
    assert changed[By.PARK, Measure.KEPT_WORD] == (Rate(1, 1), Rate(0, 1))
    assert found.is_intact and {By.PARK, By.CATEGORY} <= {each.by for each in found.changes}


async def test_the_tickets_behind_are_kept_and_the_checksum_is_that_of_canonical_json(db: Database) -> None:
    await sample(db)
    ticket = await brought(db, RESOLVED)
    row = await publish(db, NOVEMBER, by=await me(db, "K01", LATER), at=LATER)
    assert row.tickets["solution"] == [[ticket.number, 1]]
    for figure, numbers in row.tickets.items():
        now = await behind(db, figure, month_span(NOVEMBER), by=await me(db, "D01", LATER), at=LATER)
        assert numbers == [[each.number, int(each.good)] for each in now]
    whole = {"month": "2026-11", "figures": row.figures, "ranking": row.ranking, "tickets": row.tickets}
    words = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(words.encode()).hexdigest() == row.checksum


async def test_what_is_frozen_names_no_person_and_what_is_public_no_person_firm_or_ticket(db: Database) -> None:
    await sample(db)
    await brought(db, RESOLVED)
    row = await publish(db, NOVEMBER, by=await me(db, "K01", LATER), at=LATER)
    async with db.read() as session:
        people = [person.name for person in await session.exec(select(Person))]
        firms = list(await session.exec(select(Firm.name)))
    kept = json.dumps([row.figures, row.ranking, row.tickets], ensure_ascii=False)
    assert not [name for name in (*people, *firms) if name in kept]
    assert "L01" in kept
    public = json.dumps(await public_month(db, "2026-11"), ensure_ascii=False)
    assert not [word for word in (*people, *firms, "LL-2026", *(await ids_of(db, Person))) if f'"{word}' in public]
    assert "建设环保局" in public and row.checksum in public
    with pytest.raises(NotPublished):
        await public_month(db, "2026-10")


async def test_only_an_assessor_publishes_and_only_a_month_that_is_over(db: Database) -> None:
    await sample(db)
    for code in ("D01", "W01", "A01", "C01", "L01", "H03"):
        person = await me(db, code, LATER)
        with pytest.raises(NotPublisher):
            await publish(db, NOVEMBER, by=person, at=LATER)
        with pytest.raises(NotPublisher):
            await to_publish(db, NOVEMBER, by=person, at=LATER)
    assessor = await me(db, "K01", MORNING)
    with pytest.raises(MonthNotOver):
        await publish(db, NOVEMBER, by=assessor, at=MORNING)
    with pytest.raises(NotPublished):
        await compared(db, NOVEMBER, by=assessor, at=MORNING)
    assert await published_months(db) == []


@pytest.mark.parametrize("change", ["UPDATE published_month SET checksum = 'x'", "DELETE FROM published_month"])
async def test_the_database_itself_refuses_to_change_a_published_month(db: Database, change: str) -> None:
    await sample(db)
    await publish(db, NOVEMBER, by=await me(db, "K01", LATER), at=LATER)
    with pytest.raises(DBAPIError, match="published months never change"):
        async with db.engine.begin() as connection:
            await connection.execute(text(change))


@pytest.mark.parametrize(
    ("words", "month"),
    [
        ("2026-10", date(2026, 10, 1)),
        ("2026年9月", date(2026, 9, 1)),
        (" 2026/1 ", date(2026, 1, 1)),
        ("", date(2025, 12, 1)),
    ],
)
def test_a_month_can_be_written_in_several_ways(words: str, month: date) -> None:
    assert month_named(words, date(2026, 1, 15)) == month


@pytest.mark.parametrize("words", ["2026-13", "上个月", "26-1", "2026", "0000-01", "2026-10-01"])
def test_what_is_no_month_is_refused(words: str) -> None:
    with pytest.raises(NotAMonth):
        month_named(words, date(2026, 1, 15))
