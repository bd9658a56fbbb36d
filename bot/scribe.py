"""The scribe: a process of its own that writes a long workbook behind the desk, so that nobody waits for it.

Writing keeps a processor busy for minutes; in a thread of the desk's it would take every reply's turn. The scribe is
told what to write through its standard input, answers each command with a line, and ends when the desk ends, however.
"""

import asyncio
import json
import os
import pickle
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO, Self

from cards.long_book import LongBook

ROOT = Path(__file__).parents[1]
LENGTH = struct.Struct("!I")
BEHIND = 10  # how much nicer than the desk
KEPT = ("PATH", "HOME", "LANG")


class NoRoom(Exception):
    """The disk takes nothing now."""


class Scribe:
    """The desk's side of it. What it has not finished goes with its folder."""

    def __init__(self, folder: Path) -> None:
        """`folder`: where its temporary files lie meanwhile."""
        self.folder = folder
        self.process: asyncio.subprocess.Process

    async def __aenter__(self) -> Self:
        """Start it; it knows no keys and no settings of the desk."""
        known = {name: os.environ[name] for name in KEPT if name in os.environ}
        pipe = asyncio.subprocess.PIPE
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot.scribe"),
            stdin=pipe,
            stdout=pipe,
            env=known | {"PYTHONPATH": str(ROOT), "TMPDIR": str(self.folder)},
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """It has saved what it was to save, or never will."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.communicate()

    async def write(self, command: str, *details: Any) -> None:
        """`begin`, `add` or `save`, as LongBook has them. Raises NoRoom."""
        frame = pickle.dumps((command, details))
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("the scribe has no pipes")
        self.process.stdin.write(LENGTH.pack(len(frame)) + frame)
        await self.process.stdin.drain()
        said = await self.process.stdout.readline()
        answer = json.loads(said) if said else {"error": "it has ended"}
        if answer["error"]:
            raise (NoRoom if answer.get("full") else RuntimeError)(answer["error"])


def serve(commands: BinaryIO) -> None:
    """The scribe's side: one command after the other, until there are no more."""
    os.nice(BEHIND)
    book = LongBook()
    while len(head := commands.read(LENGTH.size)) == LENGTH.size:
        command, details = pickle.loads(commands.read(*LENGTH.unpack(head)))  # noqa: S301 - the desk's own words
        try:
            getattr(book, command)(*details)
        except OSError as full:
            answer(error=str(full), full=True)
        except Exception as broken:  # noqa: BLE001 - the desk is told, and tells its log
            answer(error=f"{type(broken).__name__}: {broken}")
        else:
            answer(error="")
    os._exit(0)  # a book that was not saved must not try to save itself


def answer(**said: Any) -> None:
    """One line for the desk."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer)
