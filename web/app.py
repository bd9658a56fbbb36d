"""The HTTP side: Telegram's webhook, health, the back office, and the practice park's pages when it is on."""

import hmac
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

log = structlog.get_logger()
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LARGEST = 1 << 20
Accept = Callable[[list[dict[str, Any]]], Awaitable[None]]
Checks = Callable[[], Awaitable[dict[str, str]]]


@dataclass(frozen=True)
class Webhook:
    """Where Telegram posts updates, with the secret it must show. `bad` is what `accept` raises for nonsense."""

    path: str
    secret: str
    accept: Accept
    bad: type[Exception]

    async def __call__(self, request: Request) -> Response:
        """200 only when the update is on disk: any other answer lets Telegram send it again."""
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(), self.secret.encode()):
            return PlainTextResponse("wrong secret", 403)
        body = await request.body()
        if len(body) > LARGEST:
            return PlainTextResponse("too large", 413)
        return await self.take(body)

    async def take(self, body: bytes) -> Response:
        """Keep the update."""
        try:
            await self.accept([json.loads(body)])
        except (self.bad, json.JSONDecodeError, UnicodeDecodeError):
            return PlainTextResponse("no update", 400)
        except Exception as error:  # noqa: BLE001 - whatever it is, the update was not kept and has to come again
            log.warning("webhook could not keep an update", cause=type(error).__name__)
            return PlainTextResponse("try again", 503)
        return Response()


def build(
    *,
    ready: Checks,
    webhook: Webhook | None = None,
    practice: ASGIApp | None = None,
    office: Sequence[BaseRoute] = (),
) -> Starlette:
    """The app. `ready` tells what is wrong, by part; empty when all is well."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        wrong = await ready()
        return JSONResponse({"ready": not wrong, "wrong": wrong}, 503 if wrong else 200)

    routes: list[BaseRoute] = [Route("/healthz", healthz), Route("/readyz", readyz)]
    if webhook:
        routes.append(Route(webhook.path, webhook.__call__, methods=["POST"]))
    routes += office
    if practice:
        routes.append(Mount("/", practice))
    return Starlette(routes=routes)
