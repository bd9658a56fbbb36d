"""The phones over HTTP: for the page, and for tests that play people."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from practice import directory, people
from practice.chats import phone_of
from practice.deeds import DEEDS, Act
from practice.files import KINDS, MEGABYTE, Upload
from practice.history import since
from practice.park import Park
from practice.reading import json_object
from practice.refusals import Refusal, bad
from practice.store import Json, packed

LONGEST_WAIT = 60.0


def answered(act: Callable[[Park, Request], Awaitable[Any]]) -> Callable[[Request], Awaitable[Response]]:
    """A deed as an HTTP endpoint: its result, or the reason why not."""

    async def endpoint(request: Request) -> Response:
        try:
            body, status = await act(request.app.state.park, request), 200
        except Refusal as refused:
            body, status = refused.body(), refused.code
        except (ValueError, TypeError) as wrong:
            body, status = bad(str(wrong)).body(), 400
        return Response(packed(body), status, media_type="application/json")

    return endpoint


async def wish_of(request: Request) -> Json:
    body = await request.body()
    return json_object(body) if body else {}


def deed(act: Act) -> Callable[[Request], Awaitable[Response]]:
    """What a person does; `event` is its number, so that a test can wait for what comes after."""

    async def done(park: Park, request: Request) -> Json:
        wish = await wish_of(request)
        with park.db.atomic():
            result = act(park, phone_of(park, request.path_params["chat"]), wish)
            return {"event": park.last_event(), **(result or {})}

    return answered(done)


async def list_phones(park: Park, _request: Request) -> Json:
    return {"event": park.last_event(), "bot": park.bot, "phones": await directory.listed(park)}


async def open_phone(park: Park, request: Request) -> Json:
    wish = await wish_of(request)
    if wish.get("crowd"):
        return {"chat_ids": directory.crowd(park, int(wish["crowd"]))}
    event = park.last_event()
    return {"event": event, **await directory.open_phone(park, wish)}


async def see_phone(park: Park, request: Request) -> Json:
    return {"event": park.last_event(), **await directory.one(park, request.path_params["chat"])}


async def send_files(park: Park, request: Request) -> Json:
    async with request.form(max_files=20, max_part_size=MEGABYTE) as form:
        wish = {name: value for name, value in form.items() if isinstance(value, str)}
        uploads = [await upload_of(file, wish) for file in form.getlist("file") if isinstance(file, UploadFile)]
    if not uploads or wish.get("kind") not in KINDS:
        raise bad(f"a file and its kind are wanted, one of {', '.join(KINDS)}")
    with park.db.atomic():
        phone = phone_of(park, request.path_params["chat"])
        frame = people.frame_of(park, phone, wish)
        messages = people.send_files(park, phone, uploads, wish.get("caption", ""), frame)
        return {"event": park.last_event(), "messages": messages}


async def upload_of(file: UploadFile, wish: dict[str, str]) -> Upload:
    size = int(wish["declared_size"]) if wish.get("declared_size") else None
    name, mime = file.filename or "file", file.content_type or ""
    return Upload(wish.get("kind", "document"), name, mime, await file.read(), size)


async def messages(park: Park, request: Request) -> Json:
    """What is new in a chat after an event; waits for it when asked to."""
    chat_id = phone_of(park, request.path_params["chat"])["chat_id"]
    after = int(request.query_params.get("after", -1))
    ends = time.monotonic() + min(LONGEST_WAIT, float(request.query_params.get("wait", 0)))
    while True:
        news = since(park, chat_id, after)
        if news["messages"] or news["toasts"] or time.monotonic() >= ends or park.pulse.stopped:
            return news
        await park.pulse.wait(chat_id, ends - time.monotonic())


ROUTES = [
    Route("/phones", answered(list_phones), methods=["GET"]),
    Route("/phones", answered(open_phone), methods=["POST"]),
    Route("/phones/{chat:int}", answered(see_phone), methods=["GET"]),
    Route("/phones/{chat:int}/messages", answered(messages), methods=["GET"]),
    Route("/phones/{chat:int}/files", answered(send_files), methods=["POST"]),
    *(Route(f"/phones/{{chat:int}}/{name}", deed(act), methods=["POST"]) for name, act in DEEDS.items()),
]
