"""What a message says: words and files, of one message or of a whole album. And how a step reads it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiogram.types import Message

from domain.errors import NotAnAnswer
from handlers.desk import joined
from services.record import DOWNLOAD_LIMIT, File

LETTERS = re.compile(r"\w", re.UNICODE)
FEWEST_LETTERS = 2


@dataclass
class Answer:
    """The words and the files of what was sent; `parts` are the words of each of its messages."""

    text: str = ""
    files: list[File] = field(default_factory=list)
    message_id: int = 0
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def too_large(self) -> list[File]:
        """Files that a bot cannot fetch: they are noted and forwarded, and the person is told."""
        return [file for file in self.files if (file.size or 0) > DOWNLOAD_LIMIT]


def read(messages: Sequence[Message]) -> Answer:
    """Everything one contribution holds; a caption is text."""
    files = [file for message in messages if (file := file_in(message))]
    first = messages[0].message_id if messages else 0
    parts = {str(message.message_id): message.text or message.caption or "" for message in messages}
    return Answer(joined(parts.values()), files, first, parts)


def file_in(message: Message) -> File | None:
    """The file a message carries; a place counts as one."""
    if message.photo:
        best = message.photo[-1]
        return File("photo", best.file_id, size=best.file_size, **around(message))
    if message.location:
        return File("location", f"{message.location.latitude},{message.location.longitude}")
    for kind in ("document", "video", "voice", "audio", "video_note", "animation"):
        if sent := getattr(message, kind):
            return described(kind, sent, **around(message))
    return None


def around(message: Message) -> dict[str, str]:
    """What was written under the file, and the album it is a part of."""
    return {"caption": message.caption or "", "album": message.media_group_id or ""}


def described(kind: str, sent: Any, *, caption: str, album: str) -> File:
    """Name, type and size as the message tells them: getFile may have lost them later."""
    name, mime = getattr(sent, "file_name", None) or "", getattr(sent, "mime_type", None) or ""
    return File(kind, sent.file_id, name=name, mime=mime, size=sent.file_size, caption=caption, album=album)


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
