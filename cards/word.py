"""Lines of a message as a Word document: for what is too long for the chat, and for the file beside it."""

import re
from collections.abc import Sequence
from html import unescape
from io import BytesIO

from texts import Html

TAG = re.compile(r"</?[a-z]+>")
BOLD = "<b>"


def as_word(title: str, lines: Sequence[Html]) -> bytes:
    """A .docx: the title, then a paragraph a line; a line that begins in bold is a heading."""
    from docx import Document  # noqa: PLC0415 - 0.2 s that a start does not need

    made, content = Document(), BytesIO()
    made.add_heading(title, level=1)
    for line in "\n".join(lines).splitlines():
        if line.startswith(BOLD):
            made.add_heading(plain(line), level=2)
        elif line:
            made.add_paragraph(plain(line))
    made.save(content)
    return content.getvalue()


def plain(line: str) -> str:
    """Words without the chat's markup."""
    return unescape(TAG.sub("", line))
