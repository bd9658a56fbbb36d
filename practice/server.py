"""The practice park as one Starlette app: the Bot API, the phones, the levers and the page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from practice import control_api, phones_api
from practice.bot_api import BotApi, download
from practice.park import Park
from practice.replies import carry_out
from practice.settings import PRACTICE_TOKEN, Hooks, Limits
from practice.webhook import Webhook

STATIC = Path(__file__).with_name("static")
POLICY = "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; frame-ancestors 'self'"
ALONE, LIMITS = Hooks(), Limits()
PARTING = 0.05  # time for those who wait to leave before the memory closes


class Practice:
    """Mount `app`, or serve it alone; `close` lets waiting polls and streams go and stops the webhook."""

    def __init__(
        self, path: Path | None, *, token: str = PRACTICE_TOKEN, hooks: Hooks = ALONE, limits: Limits = LIMITS
    ) -> None:
        self.park = Park(path, token, hooks, limits)
        self._webhook = Webhook(self.park, partial(carry_out, self.park))
        self.app = Starlette(routes=self._routes(), lifespan=self._lifespan)
        self.app.state.park = self.park

    def _routes(self) -> list[Route | Mount]:
        return [
            Route("/bot{token}/{method}", BotApi(self.park, self._webhook)),
            Route("/file/bot{token}/{path:path}", download),
            *phones_api.ROUTES,
            *control_api.ROUTES,
            Route("/", page),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        self.start()
        yield
        await self.close()

    def start(self) -> None:
        """Resumes a webhook that was set before a restart. The app does it by itself when it is not mounted."""
        self._webhook.refresh()

    async def close(self) -> None:
        self.park.pulse.stop()
        self._webhook.stop()
        await asyncio.sleep(PARTING)
        self.park.db.close()


async def page(_request: Request) -> Response:
    return FileResponse(STATIC / "index.html", headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})
