"""Structured logs without personal data: ids and kinds, never names, phones, texts or the token."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

import structlog

TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{10,}")
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
NOISY = ("httpx", "httpcore", "aiogram", "apscheduler", "uvicorn", "telegram", "alembic", "aiosqlite", "asyncio")


def redact(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Whatever slipped into a line that looks like a token or a phone is blotted out."""
    return {name: blotted(value) if isinstance(value, str) else value for name, value in event.items()}


def trace(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Which exceptions, and where: never their messages, for libraries quote in them what people wrote."""
    error = event.pop("exc_info", None)
    error = sys.exc_info()[1] if error is True else error
    if isinstance(error, BaseException):
        event["exceptions"] = [type(cause).__name__ for cause in causes(error)]
        frames = traceback.extract_tb(error.__traceback__)
        event["where"] = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return event


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """The exception and what led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def blotted(text: str) -> str:
    """The text without tokens and phones."""
    return PHONE.sub("[phone]", TOKEN.sub("[token]", text))


def set_up_logs(level: str = "INFO") -> None:
    """One JSON line an event on stderr; libraries only from WARNING on."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            trace,
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s", force=True
    )
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # a stream cut at shutdown is no error
    for handler in logging.getLogger().handlers:
        handler.addFilter(redact_record)


def redact_record(record: logging.LogRecord) -> bool:
    """Library lines are blotted like our own."""
    record.msg, record.args = blotted(record.getMessage()), ()
    return True
