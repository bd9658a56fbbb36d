"""Workbooks (.xlsx) of any length: written sheet by sheet and row by row, never whole in memory.

Each sheet has filters in its heads, which stay in sight; dates and moments are real ones, in the park's time.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from cards.book import DAY, LONGEST_TITLE, MONEY

MOMENT = "yyyy-mm-dd hh:mm"
LONGEST_CELL = 32_767  # what a cell takes
UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML, and so a workbook, cannot hold
LOOKS_LIKE_MORE = "=#"  # openpyxl takes the one for a formula, the other for an error
SHAPES = {datetime: MOMENT, date: DAY, Decimal: MONEY}
Cell = str | int | Decimal | date | datetime | None


class Head(NamedTuple):
    """A column: what stands above it, and how many characters wide it is."""

    title: str
    width: int = 12


class LongBook:
    """A workbook that grows. Its methods take time: bot/scribe.py has a process of its own for them."""

    def __init__(self) -> None:
        from openpyxl import Workbook  # noqa: PLC0415 - 0.13 s that nobody needs before he asks for a workbook

        self.made = Workbook(write_only=True)
        self.page: Any = None
        self.rows = 0

    def begin(self, title: str, heads: Sequence[Head]) -> None:
        """A new sheet, with its heads. Raises OSError."""
        from openpyxl.styles import Font  # noqa: PLC0415 - as above

        self.end()
        self.page = self.made.create_sheet(title[:LONGEST_TITLE])
        self.page.freeze_panes = "B2"
        for number, head in enumerate(heads):
            self.page.column_dimensions[letter(number)].width = head.width
        bold = [made_cell(self.page, head.title) for head in heads]
        for each in bold:
            each.font = Font(bold=True)
        with plainly():
            self.page.append(bold)
        self.rows = 1

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        """More rows for the sheet. Raises OSError."""
        with plainly():
            for row in rows:
                self.page.append([self.shown(each) for each in row])
        self.rows += len(rows)

    def end(self) -> None:
        """The sheet is whole: its filters reach to its last row."""
        if self.page is not None:
            widest = letter(len(self.page.column_dimensions) - 1)
            self.page.auto_filter.ref = f"A1:{widest}{self.rows}"

    def save(self, place: Path) -> None:
        """To the disk. Raises OSError."""
        self.end()
        with plainly():
            self.made.save(place)

    def shown(self, value: Cell) -> Any:
        """A value as it is shown; a text that looks like a formula stays a text, and what Excel cannot hold goes."""
        if isinstance(value, str):
            text = UNHELD.sub("", value)[:LONGEST_CELL] or None
            return text if text is None or text[0] not in LOOKS_LIKE_MORE else made_cell(self.page, text)
        shape = SHAPES.get(type(value))
        return value if shape is None else made_cell(self.page, value, shape)


def made_cell(page: Any, value: Any, shape: str = "") -> Any:
    """A cell that says itself what it is: a text, or a value with its shape."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above

    cell = WriteOnlyCell(page, value)
    if shape:
        cell.number_format = shape
    else:
        cell.data_type = "s"
    return cell


@contextmanager
def plainly() -> Iterator[None]:
    """A disk that takes nothing is an OSError, whoever wrote: lxml has a word of its own for it."""
    from lxml.etree import SerialisationError  # noqa: PLC0415 - as above

    try:
        yield
    except SerialisationError as full:
        raise OSError(str(full)) from full


def letter(number: int) -> str:
    """What a column is called, counted from 0."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    return get_column_letter(number + 1)
