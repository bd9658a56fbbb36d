"""The one place that starts background tasks: one that fails is logged and takes the whole process down."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

log = structlog.get_logger()


class Crew:
    """Background tasks with names. `failed` is called when one of them dies, so that nobody works half."""

    def __init__(self, failed: Callable[[], None] = lambda: None) -> None:
        self.tasks: set[asyncio.Task[Any]] = set()
        self.failed = failed

    def start(self, name: str, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Start a task and keep hold of it."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self.tasks.add(task)
        task.add_done_callback(self.ended)
        return task

    def ended(self, task: asyncio.Task[Any]) -> None:
        """Let go of it; a failure is told."""
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.critical("background task failed", task=task.get_name(), exc_info=error)
            self.failed()

    async def stop(self) -> None:
        """Cancel what still runs and wait for it."""
        running = list(self.tasks)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
