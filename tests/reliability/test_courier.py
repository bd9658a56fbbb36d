"""Telegram's limits on: the courier keeps to them by itself, and what is refused all the same is not lost."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.lifecycle import Action
from practice import Limits
from storage.database import Database
from tests.house import House, opened_house
from tests.reliability.desk_work import NEW, filed, paid, pushes, said, told_of

CONTACTS = ("C01", "C03", "C05", "C06", "C07", "C10", "C12")
LIAISONS = ("L01", "L02", "L03", "L04", "L05", "L06")


@pytest.fixture
async def strict_house(db: Database, tmp_path: Path) -> AsyncIterator[House]:
    """A house whose Telegram refuses what is too fast: over 30 a second, or one a second to a chat in the long run."""
    async with opened_house(db, tmp_path, limits=Limits()) as made:
        yield made


async def test_more_than_thirty_pushes_at_once_are_spread_so_that_none_is_refused(strict_house: House) -> None:
    house = strict_house
    phones = [await house.phone(code) for code in LIAISONS]
    await asyncio.sleep(1.1)  # the welcomes, which the courier knows nothing of, count for a second
    await house.park.calls(reset=True)
    for n in range(49):
        await filed(house.db, CONTACTS[n % len(CONTACTS)], f"第{n:02}件事", at=house.clock.now())
    await paid(house)
    assert len(await pushes(house.db, Action.FILE)) == 49
    assert sum([len(await said(phone, NEW)) for phone in phones]) == 49
    report = await house.park.calls()
    assert "429" not in report["statuses"]
    sent = [call["at"] for call in report["calls"] if call["method"] == "sendmessage"]
    assert max(sum(first <= at < first + 1 for at in sent) for first in sent) <= 30


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # it concerns the wire alone
async def test_one_person_who_is_owed_more_than_telegram_takes_gets_all_of_it_in_order(strict_house: House) -> None:
    house = strict_house
    desk = await house.phone("L01")
    stories = [f"第{n:02}件事" for n in range(22)]
    for story in stories:
        await filed(house.db, "C01", story, at=house.clock.now())
    await desk.see(stories[-1], timeout=40)
    await paid(house)
    assert await told_of(desk, stories) == stories
