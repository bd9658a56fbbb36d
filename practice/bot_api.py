"""The Bot API over HTTP: /bot{token}/{method} and /file/bot{token}/{path}."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from practice.faults import Fault
from practice.files import DOWNLOAD_LIMIT, contents
from practice.methods import GET_UPDATES, METHODS, Method
from practice.park import Call, Park, Raw
from practice.reading import Fields, fields_of
from practice.receiving import get_updates
from practice.refusals import Refusal
from practice.store import packed
from practice.webhook import Webhook

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
NOT_FOUND = Refusal(404, "Not Found")
UNAUTHORIZED = Refusal(401, "Unauthorized")
WAITING = Method(lambda _park, _call: None, GET_UPDATES)


class BotApi:
    """A bare ASGI endpoint: some faults end the connection without any answer."""

    def __init__(self, park: Park, webhook: Webhook) -> None:
        self._park = park
        self._webhook = webhook

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        name = scope["path_params"]["method"].lower()
        fault = self._park.faults.next(name)
        if fault and fault.kind in ("cut", "timeout"):
            await self._lose(request, name, fault)
            return
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        response = await respond(self._park, request, name, fault.refusal() if fault else None)
        self._webhook.refresh()
        await response(scope, receive, send)

    async def _lose(self, request: Request, name: str, fault: Fault) -> None:
        """The bot gets no answer; with `after` its call was carried out all the same."""
        if fault.after:
            await respond(self._park, request, name, None)
            self._webhook.refresh()
        else:
            await request.body()
            self._park.calls.note(name, None, 0)
        if fault.kind == "timeout":
            await self._park.pulse.wait("closing", fault.seconds)
        await cut(request.receive)


async def cut(receive: Receive) -> None:
    """Closes the connection as a broken line does. ASGI has no word for it: uvicorn's `receive` knows its transport."""
    transport = receive.__self__.transport  # type: ignore[attr-defined]
    transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass


async def respond(park: Park, request: Request, name: str, refusal: Refusal | None) -> Response:
    chat_id = None
    try:
        check_token(park, request.path_params["token"])
        async with fields_of(request) as fields:
            chat_id = number(fields.values.get("chat_id"))
            body, status = success(await perform(park, name, fields, refusal)), 200
    except Refusal as refused:
        body, status = packed(refused.body()), refused.code
    park.calls.note(name, chat_id, status)
    return Response(body, status, media_type="application/json")


def number(value: Any) -> int | None:
    return int(value) if str(value).lstrip("-").isdecimal() else None


def check_token(park: Park, token: str) -> None:
    if not TOKEN.fullmatch(token):
        raise NOT_FOUND
    if token != park.token:
        raise UNAUTHORIZED


async def perform(park: Park, name: str, fields: Fields, refusal: Refusal | None = None) -> Any:
    """One call of a method, all or nothing."""
    if refusal:
        raise refusal
    if name == "getupdates":
        return await get_updates(park, Call(WAITING.checked(fields.values)))
    method = METHODS.get(name)
    if method is None:
        raise NOT_FOUND
    with park.db.atomic():
        return method.run(park, Call(method.checked(fields.values), fields.uploads))


def success(result: Any) -> str:
    """Plain words as a result are Telegram's remark beside `true`."""
    if isinstance(result, Raw):
        return f'{{"ok":true,"result":{result}}}'
    if isinstance(result, str):
        return packed({"ok": True, "result": True, "description": result})
    return packed({"ok": True, "result": result})


async def download(request: Request) -> Response:
    """A file by the path that getFile named."""
    park: Park = request.app.state.park
    name = request.path_params["path"].rsplit("/", 1)[-1].split(".")[0]
    row = contents(park, name)
    if request.path_params["token"] != park.token or row is None or row["size"] > DOWNLOAD_LIMIT:
        return Response(packed(NOT_FOUND.body()), 404, media_type="application/json")
    return Response(row["data"], media_type="application/octet-stream")
