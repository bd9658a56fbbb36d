"""Reads a request's parameters: query, JSON, urlencoded or multipart, with uploaded files."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from practice.files import MEGABYTE, UPLOAD_LIMIT
from practice.refusals import bad, too_large
from practice.store import Json


@dataclass
class Fields:
    values: Json = field(default_factory=dict)
    uploads: dict[str, UploadFile] = field(default_factory=dict)


@asynccontextmanager
async def fields_of(request: Request) -> AsyncIterator[Fields]:
    """Uploaded files are open inside the block only."""
    check_length(request.headers.get("content-length", "0"))
    query: Json = dict(request.query_params) if request.url.query else {}
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        async with request.form(max_files=100, max_part_size=MEGABYTE) as form:
            yield split(query, form.multi_items())
    else:
        yield Fields(query | decoded(kind, await request.body()))


def check_length(length: str) -> None:
    if length.isdecimal() and int(length) > UPLOAD_LIMIT + MEGABYTE:
        raise too_large()


def split(query: Json, items: list[tuple[str, UploadFile | str]]) -> Fields:
    fields = Fields(query)
    for name, value in items:
        if isinstance(value, UploadFile):
            fields.uploads[name] = value
        else:
            fields.values[name] = value
    return fields


def decoded(kind: str, body: bytes) -> Json:
    if not body:
        return {}
    if kind.startswith("application/json"):
        return json_object(body)
    return dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))


def json_object(body: bytes) -> Json:
    try:
        found: Any = json.loads(body)
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(found, dict):
        raise bad("JSON object expected")
    return found
