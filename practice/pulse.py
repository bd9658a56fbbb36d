"""Wakes those who wait for something to change, and costs nothing when nobody does."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Hashable


class Pulse:
    def __init__(self) -> None:
        self._waiting: defaultdict[Hashable, set[asyncio.Future[None]]] = defaultdict(set)
        self.stopped = False

    def beat(self, key: Hashable) -> None:
        for waiter in self._waiting.pop(key, ()):
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self, key: Hashable, seconds: float) -> None:
        """Until the next beat of this key, or until the time is over."""
        if self.stopped or seconds <= 0:
            return
        waiter = asyncio.get_running_loop().create_future()
        self._waiting[key].add(waiter)
        await asyncio.wait([waiter], timeout=seconds)
        self._forget(key, waiter)

    def _forget(self, key: Hashable, waiter: asyncio.Future[None]) -> None:
        waiter.cancel()
        if key in self._waiting:
            self._waiting[key].discard(waiter)
            if not self._waiting[key]:
                del self._waiting[key]

    def stop(self) -> None:
        """Lets everybody go, for ever: the server closes."""
        self.stopped = True
        for key in list(self._waiting):
            self.beat(key)
