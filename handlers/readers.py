"""What a message says: words and files, of one message or of a whole album. And how a step reads it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiogram.types import Message

from domain.errors import NotAnAnswer
from services.record import File

LETTERS = re.compile(r"\w", re.UNICODE)
FEWEST_LETTERS = 2
SPLIT_FROM = 4000
DOWNLOAD_LIMIT = 20 * 1024 * 1024


@dataclass
class Answer:
    """The words and the files of what was sent."""

    text: str = ""
    files: list[File] = field(default_factory=list)
    message_id: int = 0

    @property
    def too_large(self) -> list[File]:
        """Files that a bot cannot fetch: they are noted and forwarded, and the person is told."""
        return [file for file in self.files if (file.size or 0) > DOWNLOAD_LIMIT]


def read(messages: Sequence[Message]) -> Answer:
    """Everything one contribution holds; a caption is text."""
    files = [file for message in messages if (file := file_in(message))]
    first = messages[0].message_id if messages else 0
    return Answer(text_of(messages), files, first)


def text_of(messages: Sequence[Message]) -> str:
    """The words of all parts: those of a text that the sender's app has cut are put together without a seam."""
    words = [message.text or message.caption or "" for message in messages]
    seams = ["" if len(part) >= SPLIT_FROM else "\n" for part in words]
    return "".join(part + seam for part, seam in zip(words, seams, strict=True) if part).strip()


def file_in(message: Message) -> File | None:
    """The file a message carries; a place counts as one."""
    if message.photo:
        best = message.photo[-1]
        return File("photo", best.file_id, size=best.file_size, caption=message.caption or "")
    if message.location:
        return File("location", f"{message.location.latitude},{message.location.longitude}")
    for kind in ("document", "video", "voice", "audio", "video_note", "animation"):
        if sent := getattr(message, kind):
            return described(kind, sent, message.caption or "")
    return None


def described(kind: str, sent: Any, caption: str) -> File:
    """Name, type and size as the message tells them: getFile may have lost them later."""
    name, mime = getattr(sent, "file_name", None) or "", getattr(sent, "mime_type", None) or ""
    return File(kind, sent.file_id, name=name, mime=mime, size=sent.file_size, caption=caption)


def words(answer: Answer, *, least: int, most: int) -> str:
    """The text, if it says something. Raises NotAnAnswer."""
    text = answer.text
    if not text:
        raise NotAnAnswer("form-need-words")
    if len(LETTERS.findall(text)) < FEWEST_LETTERS or len(text) < least:
        raise NotAnAnswer("form-too-short", least=least)
    if len(text) > most:
        raise NotAnAnswer("form-too-long", most=most, length=len(text))
    return text
