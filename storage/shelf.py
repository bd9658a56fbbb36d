"""The shelf: files on disk, each under the hash of what is in it. A half file never stands there."""

import asyncio
import hashlib
import os
import secrets
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

HALF = "half"


class FileTooBig(Exception):
    """More came than may come."""


class Shelf:
    """A folder of files. What comes is written aside, forced to the disk, and then put in its place at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.halves = folder / HALF

    def place_of(self, stored: str) -> Path:
        """Where the file of that hash stands: two folders deep, so that no folder holds too many."""
        return self.folder / stored[:2] / stored[2:4] / stored

    def sweep(self) -> None:
        """Throw away what a process that died has left half written, folders too. Raises OSError."""
        self.halves.mkdir(parents=True, exist_ok=True)
        for left in self.halves.iterdir():
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()

    async def keep(self, pieces: AsyncIterator[bytes], *, most: int) -> str:
        """Keep a file as it comes in; returns its hash. Raises OSError, FileTooBig, and what the source raises."""
        self.halves.mkdir(parents=True, exist_ok=True)
        half = self.halves / secrets.token_hex(8)
        try:
            stored = await written(half, pieces, most)
            await asyncio.to_thread(self.put, half, stored)
        finally:
            half.unlink(missing_ok=True)
        return stored

    def put(self, half: Path, stored: str) -> None:
        """In its place, whole; the folders know of it before anybody is told."""
        place = self.place_of(stored)
        place.parent.mkdir(parents=True, exist_ok=True)
        half.replace(place)
        for folder in (place.parent, place.parent.parent, self.folder):
            force(folder)


async def written(half: Path, pieces: AsyncIterator[bytes], most: int) -> str:
    """Write and force to the disk; the hash of it."""
    known, size = hashlib.sha256(), 0
    with half.open("wb") as file:
        async for piece in pieces:
            size += len(piece)
            if size > most:
                raise FileTooBig
            known.update(piece)
            file.write(piece)
        file.flush()
        await asyncio.to_thread(os.fsync, file.fileno())
    return known.hexdigest()


def force(folder: Path) -> None:
    """A name survives a power cut only when its folder is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
