"""python -m practice: the practice park alone, without the product around it."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

import uvicorn

from practice.server import Practice
from practice.settings import Limits


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m practice", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: this machine only)")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one (default: 8081)")
    parser.add_argument("--db", type=Path, help="keep the park in this file; without it, in memory")
    parser.add_argument("--no-limits", action="store_true", help="never answer 429")
    return parser.parse_args()


async def serve(host: str, port: int, practice: Practice) -> None:
    config = uvicorn.Config(
        practice.app, host, port, log_level="warning", access_log=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started and not running.done():
        await asyncio.sleep(0.01)
    if server.started:
        taken = server.servers[0].sockets[0].getsockname()[1]
        print(f"http://{host}:{taken}", flush=True)  # noqa: T201 - the address is the output
    await running


def main() -> None:
    wanted = options()
    limits = Limits.off() if wanted.no_limits else Limits()
    asyncio.run(serve(wanted.host, wanted.port, Practice(wanted.db, limits=limits)))


if __name__ == "__main__":
    main()
