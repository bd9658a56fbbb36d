"""What many look at is reckoned once: the board of each audience, and its sections as each kind of page shows them."""

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

import structlog

from storage.database import OUTAGES

log = structlog.get_logger()
EVERY = 4.0  # seconds: what is filed shows within five, on all screens
BEAT = 15.0
FORGOTTEN = 120.0
CHECKED = 60.0
MOST = 400
T = TypeVar("T")
Sections = Mapping[str, str]
Allowed = Callable[[], Awaitable[bool]]


class Kept(Generic[T]):
    """What is reckoned anew at most every four seconds, by the first who asks then; the others wait for him."""

    def __init__(self, reckon: Callable[[], Awaitable[T]], every: float) -> None:
        self.reckon = reckon
        self.every = every
        self.turn = asyncio.Lock()
        self.due = 0.0
        self.asked = time.monotonic()
        self.value: T | None = None

    async def fresh(self) -> T:
        """The newest there is, at most `every` seconds old."""
        self.asked = time.monotonic()
        async with self.turn:
            if self.value is None or time.monotonic() >= self.due:
                begun = time.monotonic()
                self.value = await self.anew()
                self.due = begun + self.every  # not when it was broken off: then the next one reckons
            return self.value

    async def anew(self) -> T:
        """Reckoned now; while the database is away the last one, which tells of when it is."""
        try:
            return await self.reckon()
        except OUTAGES as away:
            if self.value is None:
                raise
            log.warning("the board waits for the database", cause=type(away).__name__)
            return self.value


@dataclass(frozen=True)
class Part:
    """A section of a page, and the version in which it changed last."""

    version: int
    html: str


class View(Generic[T]):
    """One kind of page: sections drawn from what is kept, each with the version in which it changed."""

    def __init__(self, kept: Kept[T], draw: Callable[[T], Sections]) -> None:
        self.kept = kept
        self.draw = draw
        self.drawn: T | None = None
        self.version = 0
        self.name = secrets.token_hex(4)
        self.parts: dict[str, Part] = {}

    async def fresh(self) -> Mapping[str, Part]:
        """Its sections now. Drawn once for all who look."""
        value = await self.kept.fresh()
        if value is not self.drawn:
            self.take(self.draw(value))
            self.drawn = value
        return self.parts

    @property
    def mark(self) -> str:
        """What a page is told of how new it is; to another view, or after a restart, it means nothing."""
        return f"{self.name}-{self.version}"

    def seen(self, mark: str) -> int:
        """Which version somebody has who shows this mark."""
        name, _, version = mark.partition("-")
        return int(version) if name == self.name and version.isdecimal() and version.isascii() else -1

    def take(self, sections: Sections) -> None:
        """Note what is different from before."""
        known = {name: part.html for name, part in self.parts.items()}
        if known == dict(sections):
            return
        self.version += 1
        self.parts = {
            name: self.parts[name] if known.get(name) == html else Part(self.version, html)
            for name, html in sections.items()
        }


class Hub:
    """Everything that is looked at now, and the way to end it when the process stops."""

    def __init__(self, every: float = EVERY) -> None:
        self.every = every
        self.kept: dict[Hashable, Kept[object]] = {}
        self.views: dict[Hashable, View[object]] = {}
        self.closing = asyncio.Event()
        self.readers = 0

    def view(
        self,
        board: Hashable,
        page: Hashable,
        reckon: Callable[[], Awaitable[T]],
        draw: Callable[[T], Sections],
    ) -> View[T]:
        """The view of a board, as one kind of page draws it; what nobody has asked for lately is let go."""
        kept = self.keep(board, reckon)
        self.views = {key: view for key, view in self.views.items() if view.kept in self.kept.values()}
        return self.views.setdefault((board, page), View(kept, draw))  # type: ignore[arg-type,return-value]

    def keep(self, key: Hashable, reckon: Callable[[], Awaitable[T]]) -> Kept[T]:
        """What is reckoned once for all who ask."""
        now = time.monotonic()
        self.kept = {known: kept for known, kept in self.kept.items() if now - kept.asked < FORGOTTEN}
        return self.kept.setdefault(key, Kept(reckon, self.every))  # type: ignore[return-value]

    async def stream(self, view: View[T], mark: str, allowed: Allowed) -> AsyncIterator[str]:
        """Server-sent events: the sections that are newer than what the page has, then a beat while nothing changes.

        Each reader takes what is newest when he is ready for it: who is slow misses versions and holds up nobody.
        """
        self.readers += 1
        try:
            yield "retry: 3000\n\n"
            seen, told, checked = view.seen(mark), time.monotonic(), time.monotonic()
            while not self.closing.is_set():
                changed = {name: part.html for name, part in (await view.fresh()).items() if part.version > seen}
                if changed:
                    seen, told = view.version, time.monotonic()
                    yield f"id: {view.mark}\ndata: {json.dumps(changed, ensure_ascii=False)}\n\n"
                elif time.monotonic() - told >= BEAT:
                    told = time.monotonic()
                    yield ": beat\n\n"
                if time.monotonic() - checked >= CHECKED:
                    checked = time.monotonic()
                    if not await allowed():
                        return
                await self.rest(view.kept.due - time.monotonic())
        finally:
            self.readers -= 1

    async def rest(self, seconds: float) -> None:
        """Until the next reckoning is due, or the process stops."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.closing.wait(), max(seconds, 0.02))

    @property
    def is_full(self) -> bool:
        """Whether more streams are open than any park has screens."""
        return self.readers >= MOST

    def close(self) -> None:
        """End all streams: their pages come back by themselves."""
        self.closing.set()
