"""The park's levers over HTTP: its clock, its faults, the log of calls, the files for the page."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from practice.files import contents
from practice.park import Park
from practice.phones_api import answered, wish_of
from practice.refusals import Refusal, bad
from practice.store import Json, packed
from practice.stream import events

SAFE_INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/")


def clock_shown(park: Park) -> Json:
    return {"now": park.clock.now().isoformat()}


async def see_clock(park: Park, _request: Request) -> Json:
    return clock_shown(park)


async def move_clock(park: Park, request: Request) -> Json:
    wish = await wish_of(request)
    if wish.get("to") == "next_morning":
        await park.clock.next_morning()
    elif isinstance(wish.get("advance_seconds"), int | float):
        await park.clock.advance(timedelta(seconds=wish["advance_seconds"]))
    else:
        raise bad("say advance_seconds or to: next_morning")
    event = park.event("clock", 0, data=packed(clock_shown(park)))
    return clock_shown(park) | {"event": event}


async def see_faults(park: Park, _request: Request) -> Json:
    return {"faults": park.faults.report()}


async def switch_fault(park: Park, request: Request) -> Json:
    park.faults.switch(await wish_of(request))
    park.event("faults", 0, data=packed({"faults": park.faults.report()}))
    return {"faults": park.faults.report()}


async def see_calls(park: Park, request: Request) -> Json:
    newest = request.query_params.get("newest")
    return park.calls.report(int(newest) if newest else None)


async def forget_calls(park: Park, _request: Request) -> Json:
    park.calls.reset()
    return {}


async def file(request: Request) -> Response:
    """A file's bytes for the page; only pictures, sound and film may open inside it."""
    row = contents(request.app.state.park, request.path_params["file_id"])
    if row is None:
        return Response(packed(Refusal(404, "Not Found").body()), 404, media_type="application/json")
    meta = json.loads(row["meta"])
    inline = meta["mime_type"].startswith(SAFE_INLINE)
    disposition = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(meta['file_name'])}"
    kind = meta["mime_type"] if inline else "application/octet-stream"
    headers = {
        "Content-Disposition": disposition,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "max-age=86400",
    }
    return Response(row["data"], media_type=kind, headers=headers)


ROUTES = [
    Route("/clock", answered(see_clock), methods=["GET"]),
    Route("/clock", answered(move_clock), methods=["POST"]),
    Route("/faults", answered(see_faults), methods=["GET"]),
    Route("/faults", answered(switch_fault), methods=["POST"]),
    Route("/calls", answered(see_calls), methods=["GET"]),
    Route("/calls", answered(forget_calls), methods=["DELETE"]),
    Route("/events", events, methods=["GET"]),
    Route("/files/{file_id}", file, methods=["GET"]),
]
