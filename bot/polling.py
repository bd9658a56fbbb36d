"""Our own small polling loop: the offset moves on only when the updates are on disk."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp
import structlog

from bot.clock import Clock
from bot.inbox import ALLOWED, Intake
from storage.database import OUTAGES

log = structlog.get_logger()
LONG_POLL = 25
MARGIN = 10
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
AWAY = (aiohttp.ClientError, TimeoutError, json.JSONDecodeError, *OUTAGES)


class Refused(Exception):
    """Telegram answered, but not with updates."""

    def __init__(self, code: int, description: str, retry_after: float) -> None:
        super().__init__(f"{code} {description}")
        self.retry_after = retry_after


@dataclass
class Polling:
    """Asks for updates for ever. `last_heard` is when Telegram last answered."""

    url: str
    intake: Intake
    clock: Clock
    offset: int = 0
    last_heard: datetime | None = None
    pause: float = field(default=FIRST_PAUSE)

    async def run(self) -> None:
        """Poll; whatever goes wrong is waited out, and nothing is dropped."""
        timeout = aiohttp.ClientTimeout(total=LONG_POLL + MARGIN)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                try:
                    await self.poll(session)
                    self.pause = FIRST_PAUSE
                except Refused as why:
                    await self.wait(str(why), why.retry_after)
                except AWAY as why:
                    await self.wait(type(why).__name__, 0)

    async def poll(self, session: aiohttp.ClientSession) -> None:
        """One question; the offset moves on when the answer is on disk."""
        question = {
            "offset": self.offset,
            "timeout": LONG_POLL if self.last_heard else 0,
            "allowed_updates": list(ALLOWED),
        }
        async with session.post(self.url, json=question) as response:
            answer = await response.json(content_type=None)
        updates = result_of(answer)
        self.last_heard = self.clock.now()
        if updates:
            await self.intake.accept(updates)
            self.offset = int(updates[-1]["update_id"]) + 1

    async def wait(self, why: str, retry_after: float) -> None:
        """Pause, longer each time, or as long as Telegram says."""
        seconds = max(retry_after, self.pause)
        log.warning("polling waits", why=why, seconds=seconds)
        await asyncio.sleep(seconds)
        self.pause = min(self.pause * 2, LONGEST_PAUSE)


def result_of(answer: Any) -> list[dict[str, Any]]:
    """The updates. Raises Refused: 409 when a second process polls, 429 when too often."""
    if not isinstance(answer, dict) or not answer.get("ok"):
        said = answer if isinstance(answer, dict) else {}
        later = said.get("parameters", {}).get("retry_after", 0)
        raise Refused(said.get("error_code", 0), said.get("description", "no answer"), later)
    return list(answer["result"])
