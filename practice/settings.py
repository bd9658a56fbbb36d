"""What the surrounding product may tell the practice park: its people, its clock, its limits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

PRACTICE_TOKEN = "5000000001:practice-park-no-secret"  # noqa: S105 - the bot of the practice park has no secret
BOT_USERNAME = "sidan_practice_bot"


@dataclass(frozen=True)
class Resident:
    """A person of the park for whom a phone can be opened."""

    code: str
    name: str
    roles: tuple[str, ...]
    place: str  # firm or department, in Chinese


@dataclass(frozen=True)
class Hooks:
    """All optional: without them the park has no residents, its own clock, and invites nobody."""

    now: Callable[[], datetime] | None = None  # aware UTC
    residents: Callable[[], Awaitable[list[Resident]]] | None = None
    invite: Callable[[str], Awaitable[str]] | None = None  # person code -> fresh start payload
    advance: Callable[[timedelta], Awaitable[None]] | None = None
    next_morning: Callable[[], Awaitable[None]] | None = None


@dataclass(frozen=True)
class Limits:
    """Telegram's limits. None or infinity switches one off; ages and pauses are in seconds of real time."""

    overall_per_second: float | None = 30
    per_chat_per_second: float | None = 1.0
    per_chat_burst: int = 20
    press_age: float = 150.0
    update_age: float = 86_400.0
    first_pause: float = 0.2  # before a webhook is called again; doubles each time
    longest_pause: float = 60.0
    webhook_timeout: float = 60.0

    @classmethod
    def off(cls) -> Limits:
        """No rate limits at all, for tests and benchmarks of other things."""
        return cls(overall_per_second=None, per_chat_per_second=None)
