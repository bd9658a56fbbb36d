"""A small HTTP client for webhooks: POST only, connections kept alive."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import urlsplit

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


class Poster:
    """Raises OSError, EOFError, TimeoutError or ValueError when the other side does not answer properly."""

    def __init__(self, url: str, timeout: float) -> None:
        self._url = urlsplit(url)
        self._timeout = timeout
        self._idle: list[Line] = []

    async def post(self, body: bytes, headers: dict[str, str]) -> Reply:
        async with asyncio.timeout(self._timeout):
            line = await self._line()
            try:
                reply = await self._exchange(line, body, headers)
            except BaseException:
                line[1].close()
                raise
        self._put_back(line, reply)
        return reply

    async def _line(self) -> Line:
        while self._idle:
            reader, writer = self._idle.pop()
            if not reader.at_eof() and not writer.is_closing():
                return reader, writer
            writer.close()
        secure = ssl.create_default_context() if self._url.scheme == "https" else None
        port = self._url.port or (443 if secure else 80)
        return await asyncio.open_connection(self._url.hostname, port, ssl=secure)

    def _put_back(self, line: Line, reply: Reply) -> None:
        if reply.headers.get("connection", "").lower() == "close":
            line[1].close()
        else:
            self._idle.append(line)

    async def _exchange(self, line: Line, body: bytes, headers: dict[str, str]) -> Reply:
        reader, writer = line
        writer.write(self._head(len(body), headers) + body)
        await writer.drain()
        return await read_reply(reader)

    def _head(self, length: int, headers: dict[str, str]) -> bytes:
        path = (self._url.path or "/") + (f"?{self._url.query}" if self._url.query else "")
        wanted = {
            "Host": self._url.netloc,
            "Content-Type": "application/json",
            "Content-Length": str(length),
            **headers,
        }
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in wanted.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def close(self) -> None:
        for _, writer in self._idle:
            writer.close()
        self._idle.clear()


async def read_reply(reader: asyncio.StreamReader) -> Reply:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    status = int(head[0].split()[1])
    return Reply(status, headers, await read_body(reader, status, headers))


async def read_body(reader: asyncio.StreamReader, status: int, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return b"".join([chunk async for chunk in chunks(reader)])
    if status in (204, 304):
        return b""
    return await reader.readexactly(int(headers.get("content-length", 0)))


async def chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while size := int((await reader.readline()).split(b";")[0], 16):
        yield await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
