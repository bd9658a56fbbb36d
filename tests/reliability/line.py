"""The line between the desk and Telegram, apart from the phones' own: it can be cut and mended."""

from collections.abc import Callable
from typing import Any

import uvicorn

from tests.house import House, started

Way = Callable[[Any], Any]


class Line:
    """While it is cut the desk's connections are refused; the phones go on."""

    def __init__(self, house: House, way: Way = lambda app: app) -> None:
        self.house = house
        self.pages = way(house.practice.app)
        self.port = 0
        self.server: uvicorn.Server

    async def lay(self) -> None:
        """Lead the desk over this line from now on."""
        await self.house.stop()
        await self.mend()
        self.house.address = f"http://127.0.0.1:{self.port}"
        await self.house.start()

    async def mend(self) -> None:
        """Answer again, at the same address."""
        self.server, self.port = await started(self.pages, self.port)
        self.house.servers.append(self.server)

    async def cut(self) -> None:
        """Nobody answers at the address any more; what is open breaks off."""
        await self.server.shutdown()
