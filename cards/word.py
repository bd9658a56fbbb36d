"""Word documents: lines of a message as a file, and templates, a park's own or ours, filled in."""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

from cards.card import Document as Made
from texts import Html

HERE = Path(__file__).parent
TAG = re.compile(r"</?[a-z]+>")
BOLD = "<b>"
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PICTURE_WIDTH = 120  # millimetres


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


def written(ours: Path, folder: Path, context: Mapping[str, Any]) -> tuple[bytes, str]:
    """A template filled in: the park's own of that name if it has one; and what is wrong with that, then ours."""
    own = folder / ours.name
    if not own.is_file():
        return rendered(ours, context), ""
    try:
        return rendered(own, context), ""
    except Exception as why:  # noqa: BLE001 - whatever is wrong with a file that somebody made in Word
        return rendered(ours, context), f"{type(why).__name__}: {why}"


def rendered(template: Path, context: Mapping[str, Any]) -> bytes:
    """A template filled in. A name that is not in the context is a fault, not a blank. A picture is shown."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - 0.3 s that a start does not need
    from jinja2 import StrictUndefined  # noqa: PLC0415
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415

    made, content = DocxTemplate(template), BytesIO()
    made.render(fit(made, context), SandboxedEnvironment(undefined=StrictUndefined, autoescape=True))
    made.save(content)
    return content.getvalue()


def fit(template: Any, value: Any) -> Any:
    """A value as a template takes it: words without the signs that no XML can hold, pictures as pictures."""
    from docx.shared import Mm  # noqa: PLC0415 - as above
    from docxtpl import InlineImage  # noqa: PLC0415

    if isinstance(value, Made):
        return InlineImage(template, BytesIO(value.content), width=Mm(PICTURE_WIDTH))
    if isinstance(value, Mapping):
        return {name: fit(template, each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [fit(template, each) for each in value]
    return NO_XML.sub("", value) if isinstance(value, str) else value
