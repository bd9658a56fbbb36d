"""A park, a bare bot and a person for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.phones import Park, Phone
from tests.practice.serving import Bot, opened


@pytest.fixture
async def both() -> AsyncIterator[tuple[Park, Bot]]:
    async with opened() as pair:
        yield pair


@pytest.fixture
def park(both: tuple[Park, Bot]) -> Park:
    return both[0]


@pytest.fixture
def bot(both: tuple[Park, Bot]) -> Bot:
    return both[1]


@pytest.fixture
async def person(park: Park) -> Phone:
    """Somebody who has started the bot."""
    phone = await park.stranger("小王")
    await phone.write("/start")
    return phone
