"""A webhook may answer an update with a method call, which is then carried out."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser

from practice.bot_api import number, perform
from practice.park import Park
from practice.posting import Reply
from practice.reading import Fields, decoded, split
from practice.refusals import Refusal


async def carry_out(park: Park, reply: Reply) -> None:
    """A webhook may answer with a method call; what becomes of it the bot never learns, as at Telegram."""
    status = 200
    try:
        fields = await fields_of_reply(reply)
        name = str(fields.values.pop("method", "")).lower()
        if not name:
            return
        await perform(park, name, fields)
    except Refusal as refused:
        status = refused.code
    park.calls.note(name, number(fields.values.get("chat_id")), status)


async def fields_of_reply(reply: Reply) -> Fields:
    kind = reply.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        form = await MultiPartParser(Headers(reply.headers), once(reply.body)).parse()
        return split({}, form.multi_items())
    if kind.startswith("application/json") and not reply.body.lstrip().startswith(b"{"):
        return Fields()  # "ok" or null is no method call
    return Fields(decoded(kind, reply.body)) if kind.startswith("application/") else Fields()


async def once(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body
