"""A real server on a loopback port for each test, with a bare Bot API client beside the phones."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette

from practice import PRACTICE_TOKEN, Hooks, Limits, Practice
from tests.phones import Park

Json = dict[str, Any]


class Bot:
    """Speaks to the Bot API with nothing between."""

    def __init__(self, base_url: str, token: str = PRACTICE_TOKEN) -> None:
        self.base_url = base_url
        self._http = httpx.AsyncClient(base_url=f"{base_url}/bot{token}/", trust_env=False, verify=False, timeout=20)

    async def ask(self, method: str, files: Json | None = None, /, **parameters: Any) -> Json:
        wish: Json = {"data": parameters, "files": files} if files else {"json": parameters}
        response = await self._http.post(method, **wish)
        body: Json = response.json()
        assert body["ok"] == (response.status_code == httpx.codes.OK)
        return body | {"status": response.status_code}

    async def do(self, method: str, files: Json | None = None, /, **parameters: Any) -> Any:
        answer = await self.ask(method, files, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, files: Json | None = None, /, **parameters: Any) -> str:
        """The status and the description with which a call is refused."""
        answer = await self.ask(method, files, **parameters)
        assert not answer["ok"], answer
        assert answer["error_code"] == answer["status"]
        return f"{answer['status']} {answer['description']}"

    async def aclose(self) -> None:
        await self._http.aclose()


@asynccontextmanager
async def serving(app: Starlette, practice: Practice, port: int = 0) -> AsyncIterator[str]:
    """The address of an app with a practice park in it, while the block runs."""
    config = uvicorn.Config(app, "127.0.0.1", port, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        practice.park.pulse.stop()
        await server.shutdown()


@asynccontextmanager
async def opened(
    path: Path | None = None, limits: Limits | None = None, hooks: Hooks | None = None, port: int = 0
) -> AsyncIterator[tuple[Park, Bot]]:
    practice = Practice(path, limits=limits or Limits.off(), hooks=hooks or Hooks())
    async with serving(practice.app, practice, port) as address:
        park, bot = Park(address), Bot(address)
        yield park, bot
        await park.aclose()
        await bot.aclose()
