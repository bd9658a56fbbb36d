"""Visits on real databases: which firm is due when, and who hears it, once (issue 4)."""

import asyncio
from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from domain.calendar import PARK_ZONE
from domain.errors import UnknownTicket
from services.absence import be_away
from services.outgoing import letter
from services.visit_dates import tick_visits
from storage.database import Database
from storage.outbox import Owed
from storage.people import person_by_id
from storage.tables import Firm, Person, Push
from tests.services.people import me, sample

Told = dict[str, list[tuple[str, str, int]]]


def at(month: int, day: int, clock: str = "09:00") -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, month, day, hour, minute, tzinfo=PARK_ZONE)


async def firm(db: Database, code: str) -> Firm:
    async with db.read() as session:
        return (await session.exec(select(Firm).where(Firm.code == code))).one()


async def pushes(db: Database) -> list[Push]:
    async with db.read() as session:
        return list(await session.exec(select(Push).where(Push.kind == "visits").order_by(col(Push.id))))


async def read(db: Database, push: Push, when: datetime) -> tuple[str, list[tuple[str, str, int]]]:
    """Who gets a message, and what it tells him."""
    owed = Owed(push.id or 0, push.person_id, push.kind, None, push.args, quiet=False, tries=0)
    about = await letter(db, 1, owed, at=when)
    async with db.read() as session:
        code = (await person_by_id(session, push.person_id)).code
    return code, [(each.code, args["rung"], args["days"]) for each, args in about.due_visits]


async def told(db: Database, when: datetime) -> Told:
    """Who hears what at that tick; a second one owes nothing."""
    known = {push.id for push in await pushes(db)}
    await tick_visits(db, at=when)
    assert await tick_visits(db, at=when) == 0
    return dict([await read(db, push, when) for push in await pushes(db) if push.id not in known])


async def test_a_new_firm_is_due_one_interval_after_it_came_and_a_backbone_firm_sooner(db: Database) -> None:
    await sample(db)
    assert await told(db, at(11, 24)) == {}
    assert (await firm(db, "F01")).visit_due == date(2026, 12, 8)
    assert (await firm(db, "F05")).visit_due == date(2026, 12, 24)
    async with db.begin() as session:
        session.add(Firm(code="F99", name="新来的有限公司"))
    await tick_visits(db, at=at(11, 26))
    assert (await firm(db, "F99")).visit_due == date(2026, 12, 28)  # the 26th is a Saturday
    assert (await firm(db, "F05")).visit_due == date(2026, 12, 24)


async def test_the_liaison_hears_three_days_before_on_the_day_and_each_five_after(db: Database) -> None:
    await sample(db)
    await tick_visits(db, at=at(11, 24))
    assert await told(db, at(12, 3, "08:59")) == {}
    assert await told(db, at(12, 3)) == {"L01": [("F01", "soon", 3)], "L02": [("F02", "soon", 3)]}
    assert await told(db, at(12, 7, "17:00")) == {}
    assert await told(db, at(12, 8)) == {"L01": [("F01", "due", 0)], "L02": [("F02", "due", 0)]}
    assert await told(db, at(12, 14, "17:00")) == {}
    assert (await told(db, at(12, 15)))["L01"] == [("F01", "late", 5)]
    assert (await told(db, at(12, 22)))["L01"] == [("F01", "late", 10)]


async def test_several_firms_of_one_moment_are_one_message(db: Database) -> None:
    await sample(db)
    await tick_visits(db, at=at(11, 24))
    heard = await told(db, at(12, 21))
    assert heard["L04"] == [("F05", "soon", 3), ("F06", "soon", 3), ("F07", "soon", 3)]


async def test_an_outage_that_ends_at_night_leaves_one_message_for_the_morning(db: Database) -> None:
    await sample(db)
    await tick_visits(db, at=at(11, 24))
    assert await told(db, at(12, 12, "23:00")) == {}  # a Saturday night: two steps have been missed
    assert await told(db, at(12, 13, "12:00")) == {}
    heard = await told(db, at(12, 14, "08:00"))
    assert heard["L01"] == [("F01", "due", 0)]
    assert await told(db, at(12, 14, "09:00")) == {}
    assert [push.args["visits"][0]["rung"] for push in await pushes(db)] == ["due", "due"]


async def test_two_clocks_at_once_remind_once(db: Database) -> None:
    await sample(db)
    await asyncio.gather(*(tick_visits(db, at=at(11, 24)) for _ in range(4)))
    await asyncio.gather(*(tick_visits(db, at=at(12, 3)) for _ in range(4)))
    assert len(await pushes(db)) == 2


async def test_the_substitute_hears_it_and_what_is_no_longer_ones_own_is_not_read(db: Database) -> None:
    await sample(db)
    await tick_visits(db, at=at(11, 24))
    liaison, other = await me(db, "L01"), await me(db, "L03")
    await be_away(db, other.id, at(12, 7), by=liaison, at=at(12, 1), key="away")
    assert set(await told(db, at(12, 3))) == {"L03", "L02"}
    (push, *_) = [each for each in await pushes(db) if each.person_id == other.id]
    with pytest.raises(UnknownTicket):
        await read(db, push, at(12, 9))  # he stands in no longer


async def test_a_firm_without_a_liaison_waits_for_one_in_silence(db: Database) -> None:
    await sample(db)
    await tick_visits(db, at=at(11, 24))
    async with db.begin() as session:
        alone: Any = (await session.exec(select(Firm).where(Firm.code == "F01"))).one()
        alone.liaison_id = None
    assert set(await told(db, at(12, 3))) == {"L02"}
    async with db.begin() as session:
        alone = (await session.exec(select(Firm).where(Firm.code == "F01"))).one()
        alone.liaison_id = (await session.exec(select(Person.id).where(Person.code == "L06"))).one()
    assert (await told(db, at(12, 8)))["L06"] == [("F01", "due", 0)]
