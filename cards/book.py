"""Workbooks (.xlsx) that are made for people: sheets with a heading, real dates, and sums as exact numbers."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MONEY, DAY = "#,##0.00", "yyyy-mm-dd"
NARROWEST, WIDEST = 8, 48
LONGEST_TITLE = 31
Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the headings, and the rows under them; the last `totals` rows are bold."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    totals: int = 0


def book(sheets: Sequence[Sheet]) -> bytes:
    """The workbook's bytes."""
    from openpyxl import Workbook  # noqa: PLC0415 - 0.13 s that nobody needs before he asks for a workbook

    made, content = Workbook(), io.BytesIO()
    made.remove(made.worksheets[0])
    for sheet in sheets:
        fill(made.create_sheet(sheet.title[:LONGEST_TITLE]), sheet)
    made.save(content)
    return content.getvalue()


def fill(page: Any, sheet: Sheet) -> None:
    """Headings and rows, each column as wide as what stands in it."""
    from openpyxl.styles import Font  # noqa: PLC0415 - as above

    page.freeze_panes = "A2"
    page.append(list(sheet.heads))
    for row in sheet.rows:
        page.append(list(row))
    for line in page.iter_rows():
        for each in line:
            shape(each)
    bold = [1, *range(page.max_row - sheet.totals + 1, page.max_row + 1)]
    for each in (each for number in bold for each in page[number]):
        each.font = Font(bold=True)
    for column in page.iter_cols():
        widest = max(width(each.value) for each in column)
        page.column_dimensions[column[0].column_letter].width = min(max(widest + 2, NARROWEST), WIDEST)


def shape(cell: Any) -> None:
    """How a value is shown; a text that begins with = stays a text."""
    if isinstance(cell.value, Decimal):
        cell.number_format = MONEY
    elif isinstance(cell.value, date):
        cell.number_format = DAY
    elif cell.data_type == "f":
        cell.data_type = "s"


def width(value: Cell) -> int:
    """How many columns of a terminal it takes: a Chinese character two."""
    shown = f"{value:,.2f}" if isinstance(value, Decimal) else str(value if value is not None else "")
    return sum(1 + (not each.isascii()) for each in shown)
