"""The line between the desk and Telegram, apart from the phones' own: it can be cut and mended."""

import asyncio
from collections.abc import Callable
from typing import Any

import uvicorn

from tests.house import House

Way = Callable[[Any], Any]


class Line:
    """While it is cut the desk's connections are refused; the phones go on."""

    def __init__(self, house: House, way: Way = lambda app: app) -> None:
        self.house = house
        self.pages = way(house.practice.app)
        self.port = 0
        self.server: uvicorn.Server
        self.running: asyncio.Task[None]

    async def lay(self) -> None:
        """Lead the desk over this line from now on."""
        await self.house.stop()
        await self.mend()
        self.house.address = f"http://127.0.0.1:{self.port}"
        await self.house.start()

    async def mend(self) -> None:
        """Answer again, at the same address."""
        config = uvicorn.Config(
            self.pages, "127.0.0.1", self.port, log_config=None, timeout_graceful_shutdown=1, lifespan="off"
        )
        self.server = uvicorn.Server(config)
        self.running = asyncio.create_task(self.server.serve())
        while not self.server.started:
            await asyncio.sleep(0.005)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]
        self.house.servers.append((self.server, self.running))

    async def cut(self) -> None:
        """Nobody answers at the address any more; what is open breaks off."""
        self.server.should_exit = True
        await self.running
