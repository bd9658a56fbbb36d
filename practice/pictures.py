"""Width and height of a picture, read from its first bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator

FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # JPEG segments that carry the size
PNG = b"\x89PNG\r\n\x1a\n"


def dimensions(data: bytes) -> tuple[int, int] | None:
    """None: no picture that Telegram would take as a photo."""
    if data.startswith(PNG):
        return struct.unpack(">II", data[16:24]) if len(data) >= 24 else None
    if data.startswith(b"\xff\xd8"):
        return next(jpeg_sizes(data), None)
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return struct.unpack("<HH", data[6:10])
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return webp_size(data)
    return None


def jpeg_sizes(data: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if data[at + 1] in FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            yield width, height
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]


def webp_size(data: bytes) -> tuple[int, int]:
    if data[12:16] == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF
