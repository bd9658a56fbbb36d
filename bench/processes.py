"""Programs under test: each its own process, started, waited for, and always stopped."""

import asyncio
import contextlib
import os
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bench.park import KEY_WORDS
from practice import PRACTICE_TOKEN

ROOT = Path(__file__).parent.parent
LONGEST_START, LONGEST_STOP = 60, 15
SECRET = "bench-secret"
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ")


@dataclass(frozen=True)
class Program:
    """A running program and the line by which it said that it is ready."""

    pid: int
    line: str

    @property
    def resident_mb(self) -> float:
        """Resident memory now, in megabytes."""
        status = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


@contextlib.asynccontextmanager
async def program(folder: Path, *arguments: str, ready: str, **settings: str) -> AsyncIterator[Program]:
    """Run Python with these arguments until the block ends. It sees no .env and no settings but these."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    environment = {**kept, "PYTHONPATH": str(ROOT), **settings}
    with errors_file(folder) as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, stderr=errors, cwd=folder, env=environment
        )
    try:
        yield Program(process.pid, await line_with(process, ready))
    except Exception as error:
        error.add_note(complaints(folder))
        raise
    finally:
        await end(process)


def errors_file(folder: Path) -> BinaryIO:
    """Where a program complains; its folder is made."""
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / "stderr.log").open("ab")


def complaints(folder: Path) -> str:
    """What programs in this folder have written to stderr, the end of it."""
    return (folder / "stderr.log").read_text()[-2000:]


async def line_with(process: asyncio.subprocess.Process, words: str) -> str:
    """The first line it writes that holds the words. Raises RuntimeError when it ends before that."""
    assert process.stdout
    async with asyncio.timeout(LONGEST_START):
        while line := (await process.stdout.readline()).decode():
            if words in line:
                return line.strip()
    raise RuntimeError("it ended before it was ready")


async def end(process: asyncio.subprocess.Process) -> None:
    """Ask it to stop; if it does not, make it."""
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), LONGEST_STOP)
    except TimeoutError:
        process.kill()
        await process.wait()


@contextlib.asynccontextmanager
async def practice_server(folder: Path, *, limits: bool = False) -> AsyncIterator[str]:
    """The practice server's address; it keeps its phones in practice.db in the folder."""
    wishes = [] if limits else ["--no-limits"]
    arguments = ("-m", "practice", "--port", "0", "--db", str(folder / "practice.db"), *wishes)
    async with program(folder, *arguments, ready="http://") as server:
        yield server.line


def desk_settings(folder: Path, database_url: str, server: str, port: int) -> dict[str, str]:
    """The product by webhook, talking to the practice server."""
    return {
        "BOT_TOKEN": PRACTICE_TOKEN,
        "DATA_KEYS": KEY_WORDS,
        "BOT_API_URL": server,
        "WEBHOOK_URL": webhook_url(port),
        "WEBHOOK_SECRET": SECRET,
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }


def desk(folder: Path, database_url: str, server: str, port: int) -> contextlib.AbstractAsyncContextManager[Program]:
    """The product itself, `python -m bot run`."""
    settings = desk_settings(folder, database_url, server, port)
    return program(folder, "-m", "bot", "run", ready="Sidan is ready:", **settings)


def webhook_url(port: int) -> str:
    """Where updates are posted."""
    return f"http://127.0.0.1:{port}/telegram"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
