"""GET /events: all that happens on all phones, as server-sent events."""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import StreamingResponse

from practice.history import events_after
from practice.park import EVENTS, Park
from practice.store import packed

HEARTBEAT = 15.0


async def events(request: Request) -> StreamingResponse:
    """Begins after Last-Event-ID or ?after=N; without either, now."""
    park: Park = request.app.state.park
    asked = request.headers.get("last-event-id") or request.query_params.get("after")
    start = int(asked) if asked and asked.isdecimal() else park.last_event()
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream(park, start), media_type="text/event-stream", headers=headers)


async def stream(park: Park, after: int) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    if after > park.last_event():  # the page remembers a park that is no more
        after = park.last_event()
        yield f"id: {after}\nevent: reset\ndata: {{}}\n\n"
    while not park.pulse.stopped:
        found = events_after(park, after)
        for event in found:
            after = event["event"]
            yield f"id: {after}\nevent: {event['kind']}\ndata: {packed(event)}\n\n"
        if not found:
            await park.pulse.wait(EVENTS, HEARTBEAT)
            yield ": \n\n"
