"""Workbooks (.xlsx) of any length: written sheet by sheet and row by row, never whole in memory.

Each sheet has filters in its heads, which stay in sight; dates and moments are real ones, in the park's time.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, Self

from cards.book import DAY, LONGEST_TITLE, MONEY

MOMENT = "yyyy-mm-dd hh:mm"
LONGEST_CELL = 32_767  # what a cell takes
Cell = str | int | Decimal | date | datetime | None


class Head(NamedTuple):
    """A column: what stands above it, and how many characters wide it is."""

    title: str
    width: int = 12


class LongBook:
    """A workbook that grows in a folder. Its methods take time, one page of rows at a time: call them in a thread."""

    def __init__(self, folder: Path) -> None:
        from openpyxl import Workbook  # noqa: PLC0415 - 0.13 s that nobody needs before he asks for a workbook

        self.folder = folder
        self.made = Workbook(write_only=True)
        self.page: Any = None
        self.rows = 0

    def __enter__(self) -> Self:
        """The book itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Half a book is thrown away: its sheets are let go of, and their files with them."""
        given_up: Sequence[Any] = self.made.worksheets if kind else ()
        for page in given_up:
            for part in (page._rows, page._writer.xf):  # noqa: SLF001 - openpyxl knows no book that is given up
                with suppress(Exception):  # what it still wants to write may not fit
                    part.close()
            Path(page._writer.out).unlink(missing_ok=True)  # noqa: SLF001

    def begin(self, title: str, heads: Sequence[Head]) -> None:
        """A new sheet, with its heads."""
        from openpyxl.styles import Font  # noqa: PLC0415 - as above

        self.end()
        self.page = self.made.create_sheet(title[:LONGEST_TITLE])
        self.page.freeze_panes = "B2"
        for number, head in enumerate(heads):
            self.page.column_dimensions[letter(number)].width = head.width
        bold = [self.cell(head.title) for head in heads]
        for each in bold:
            each.font = Font(bold=True)
        with here(self.folder):
            self.page.append(bold)
        self.rows = 1

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        """More rows for the sheet. Raises OSError."""
        with plainly():
            for row in rows:
                self.page.append([self.cell(each) for each in row])
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

    def cell(self, value: Any) -> Any:
        """A value as it is shown; a text that begins with = stays a text, and what Excel cannot hold is left out."""
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

        if isinstance(value, str):
            made = WriteOnlyCell(self.page, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL] or None)
            made.data_type = "s" if made.value else made.data_type
            return made
        made = WriteOnlyCell(self.page, value)
        for kind, shape in ((datetime, MOMENT), (date, DAY), (Decimal, MONEY)):
            if isinstance(value, kind):
                made.number_format = shape
                break
        return made


@contextmanager
def here(folder: Path) -> Iterator[None]:
    """Where openpyxl keeps the rows of a sheet meanwhile: in our folder, which is swept of what a dead process left."""
    usual, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = usual


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
