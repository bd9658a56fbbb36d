"""Patience: what a database that is away, full or busy could not do is asked of it again until it can."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

import structlog

from storage.database import OUTAGES

log = structlog.get_logger()
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


async def patiently(work: Callable[Asked, Awaitable[Answer]], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
    """The answer, however long it takes. Only for work that can be asked for twice."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await work(*args, **kwargs)
        except OUTAGES as away:
            log.warning("the database is waited for", cause=type(away).__name__, seconds=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
