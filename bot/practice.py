"""The practice park in our process: its people, its invitations, its movable clock."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from bot.clock import Clock
from bot.practice_clock import keep_clock
from practice import Hooks, Practice, Resident
from services.directory import everybody
from services.people import invite
from storage.database import Database

PHONES_FILE = "practice.db"


def practice_park(folder: Path, db: Database, clock: Clock, tick: Callable[[], Awaitable[None]]) -> Practice:
    """The park's phones, kept in the folder."""

    async def residents() -> list[Resident]:
        return [Resident(who.code, who.name, who.roles, who.place) for who in await everybody(db)]

    async def advance(by: timedelta) -> None:
        clock.advance(by)
        keep_clock(folder, clock)
        await tick()

    async def next_morning() -> None:
        await advance(db.park.calendar.next_morning(clock.now()) - clock.now())

    async def invited(code: str) -> str:
        return await invite(db, code, at=clock.now())

    folder.mkdir(parents=True, exist_ok=True)
    return Practice(folder / PHONES_FILE, hooks=Hooks(clock.now, residents, invited, advance, next_morning))
