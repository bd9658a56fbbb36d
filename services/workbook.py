"""A park's workbook (.xlsx), read whole; every wrong cell is named by its place (docs/workbook.md)."""

import io
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from domain.assignment import Bearer, bearing
from domain.errors import Fault, SheetErrors
from domain.roles import MOST_FIRMS_A_LIAISON, Role
from services.item_rows import ItemLine, ItemRow, MaterialLine, StepLine, misfits, whole_items
from services.park import CategoryRow, DepartmentRow, FirmRow, ParkSheets, PersonRow, codes, room
from services.rows import LATER, Line, split

SHEETS: Mapping[str, tuple[str, type[Line]]] = {
    "departments": ("部门", DepartmentRow),
    "people": ("人员", PersonRow),
    "firms": ("企业", FirmRow),
    "categories": ("类别", CategoryRow),
    "items": ("事项", ItemLine),
    "item_materials": ("事项材料", MaterialLine),
    "item_steps": ("事项环节", StepLine),
}
NEEDED = ("departments", "people", "firms")
OF_ITEMS = {"item_materials", "item_steps"}
REFERENCES = (
    ("people", "department", "departments", None),
    ("categories", "department", "departments", None),
    ("items", "department", "departments", None),
    ("item_steps", "department", "departments", None),
    ("item_materials", "item", "items", None),
    ("item_steps", "item", "items", None),
    ("firms", "liaison", "people", Role.LIAISON),
    ("firms", "contacts", "people", Role.CONTACT),
)
HEADER_WITHIN = 10
SHOWN = 40
MOST_BYTES = 50_000_000
LARGEST_EXACT = 10**15  # Excel keeps fifteen digits of a number.
UNREADABLE = (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError, CalamineError)
# The reader makes room for the whole rectangle up to the last cell: one cell in XFD1048576 would take all memory.
FAR_CELL = re.compile(rb"""<(?:\w+:)?c(?=[\s>])(?![^<>]*\sr=["'][A-Z]\d{1,5}["'])[^<>]*(?<!/)>""")
# A fault's key, and its sentence for the command line; texts/ have them for the back office.
SAYS = {
    "missing": "must not be empty",
    "too_short": "must not be empty",
    "enum": 'unknown {word} "{input}" – one of {expected}',
    "literal_error": 'unknown {word} "{input}" – one of {expected}',
    "string_too_long": "longer than {max_length} characters",
    "string_pattern_mismatch": '"{input}" is no code: only letters, digits, "-", "_" and "."',
    "credit_code": '"{input}" is no unified social credit code: 18 characters with a check digit',
    "bool_parsing": '"{input}" is neither yes nor no',
    "int_parsing": '"{input}" is no whole number',
    "greater_than_equal": "less than {ge}",
    "less_than_equal": "more than {le}",
    "no_text": "a date or a number of more than 15 digits: format the cell as text and type it again",
    "no_workbook": "this file is no workbook (.xlsx)",
    "too_large": "the workbook unpacks to more than {most} MB",
    "too_far": "the workbook has cells beyond column Z or row 99999, or without an address:"
    " delete them and save it again",
    "second_sheet": "there is a sheet {sheet} already",
    "unknown_sheet": "unknown sheet – one of {known}",
    "no_sheet": "sheet {sheet} ({chinese}) is missing",
    "second_column": "there is a column {named} already",
    "unknown_column": 'unknown column "{input}" – one of {known}',
    "no_column": "column {named} ({chinese}) is missing",
    "repeated": '"{input}" stands in line {earlier} already',
    "astray": '"{input}" is not in the sheet {sheet}',
    "no_role": '"{input}" has not the role {role}',
    "no_positions": '"{input}" is no list of steps: their numbers, counted from 1, or 0 for none',
    "no_step": '"{input}" has no step in the sheet item_steps',
    "unknown_step": '"{input}": the item has only {steps} steps',
    "step_cycle": "these steps wait for each other",
    "too_long": "the steps take {longest} working days, {promised} are promised",
    "over_statutory": "{promised} working days are promised, the law allows {statutory}",
    "crowded": '"{input}" has {most} firms already, more is not allowed; {instead}',
}
KINDS = {word: kind for kind, (chinese, _) in SHEETS.items() for word in (kind, chinese)}
Cells = Mapping[str, object]
Roles = Mapping[str, Collection[Role]]
R = TypeVar("R", bound=Line)


class Wrong(NamedTuple):
    """One thing that is wrong. Sheet, line and column come first: that is the order in which people look for it."""

    sheet: int
    line: int
    column: int
    says: Fault


@dataclass(frozen=True)
class Grid:
    """A sheet as it stands, its cells as text where they can be. Lines count from 1, columns from 0."""

    title: str
    position: int
    rows: Sequence[Sequence[object]]

    def wrong(self, line: int, column: int, key: str, **details: object) -> Wrong:
        """Something about one cell."""
        return Wrong(self.position, line, column, fault(key, f"{self.title}!{letter(column)}{line}", **details))


@dataclass(frozen=True)
class Table:
    """A sheet whose columns are known: which holds what, and the lines that are not blank by their number."""

    grid: Grid
    columns: Mapping[str, int]
    lines: Mapping[int, Cells]

    def wrong(self, line: int, name: str, key: str, **details: object) -> Wrong:
        """Something about one cell, found by its column's name."""
        return self.grid.wrong(line, self.columns[name], key, **details)


def fault(key: str, place: str = "", **details: object) -> Fault:
    """What is wrong, as a sentence with what it is made of."""
    given = {name: str(value) for name, value in details.items()}
    return Fault(key, SAYS[key].format(**given), place=place, details=given)


def read_workbook(content: bytes) -> ParkSheets:
    """The park that a workbook lists. Raises SheetErrors with everything that is wrong, in the order of the cells."""
    wrongs: list[Wrong] = []
    tables = read_tables(opened(content), wrongs)
    sheets = ParkSheets(
        departments=read_rows(tables.get("departments"), DepartmentRow, wrongs),
        people=read_rows(tables.get("people"), PersonRow, wrongs),
        firms=read_rows(tables.get("firms"), FirmRow, wrongs),
        categories=read_rows(tables.get("categories"), CategoryRow, wrongs),
        items=read_items(tables, wrongs),
    )
    wrongs += check(tables, {person.code: person.roles for person in sheets.people})
    if wrongs:
        raise SheetErrors([wrong.says for wrong in sorted(wrongs)])
    return sheets


def opened(content: bytes) -> list[Grid]:
    """The file's sheets, once it is known to be small enough to be read."""
    try:
        parts = unpacked(content)
        if any(b"sheetData" in part and FAR_CELL.search(part) for part in parts.values()):
            raise SheetErrors([fault("too_far")])
        return list(grids(CalamineWorkbook.from_filelike(repacked(parts))))
    except UNREADABLE as error:
        raise SheetErrors([fault("no_workbook")]) from error


def unpacked(content: bytes) -> dict[str, bytes]:
    """The archive's parts, none longer than it says it is."""
    with ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(content) > MOST_BYTES or sum(part.file_size for part in parts) > MOST_BYTES:
            raise SheetErrors([fault("too_large", most=MOST_BYTES // 1_000_000)])
        if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
            raise BadZipFile
        return {part.filename: archive.open(part).read(part.file_size) for part in parts}


def repacked(parts: Mapping[str, bytes]) -> io.BytesIO:
    """The archive again, without compression: the reader sees no more than what was measured."""
    plain = io.BytesIO()
    with ZipFile(plain, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return io.BytesIO(plain.getvalue())


def read_tables(sheets: Sequence[Grid], wrongs: list[Wrong]) -> dict[str, Table]:
    """The sheets a park has, without those whose columns are wrong."""
    found: dict[str, Grid] = {}
    for grid in sheets:
        kind = KINDS.get(fold(grid.title))
        if kind is None or kind in found:
            key = "second_sheet" if kind else "unknown_sheet"
            wrongs.append(Wrong(grid.position, 0, 0, fault(key, grid.title, sheet=kind, known=known_sheets())))
        else:
            found[kind] = grid
    needed = (*NEEDED, "items") if OF_ITEMS & found.keys() else NEEDED
    missing = [kind for kind in needed if kind not in found]
    wrongs += [Wrong(0, 0, 0, fault("no_sheet", sheet=kind, chinese=SHEETS[kind][0])) for kind in missing]
    tables = {kind: read_table(grid, SHEETS[kind][1], wrongs) for kind, grid in found.items()}
    return {kind: table for kind, table in tables.items() if table}


def grids(book: CalamineWorkbook) -> Iterator[Grid]:
    """Every visible sheet that is not blank."""
    for position, sheet in enumerate(book.sheets_metadata):
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
            rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            grid = Grid(sheet.name, position, [[text(cell) for cell in row] for row in rows])
            if any(map(any, grid.rows)):
                yield grid


def known_sheets() -> str:
    """The sheets in both languages, for a sentence."""
    return ", ".join(f"{kind} ({chinese})" for kind, (chinese, _) in SHEETS.items())


def known_columns(row: type[Line]) -> str:
    """A sheet's columns in both languages, for a sentence."""
    return ", ".join(f"{name} ({column.title})" for name, column in row.model_fields.items())


def text(cell: object) -> object:
    """What people typed: without the decimal point that Excel adds, one form of each character, no hidden ones."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        exact = abs(cell) < LARGEST_EXACT
        return (f"{cell:.0f}" if cell == int(cell) else str(cell)) if exact else cell
    if isinstance(cell, str):
        spaced = " ".join(unicodedata.normalize("NFKC", cell).split())
        return "".join(letter for letter in spaced if unicodedata.category(letter) not in {"Cc", "Cf"}).strip()
    return cell


def fold(word: object) -> str:
    """A name of a sheet or column, however it is spaced and capitalised."""
    return re.sub(r"\s+", "_", unicodedata.normalize("NFKC", str(word)).strip()).casefold()


def letter(column: int) -> str:
    """A column as it is called in the workbook. None lies beyond Z."""
    return chr(ord("A") + column)


def read_table(grid: Grid, row: type[Line], wrongs: list[Wrong]) -> Table | None:
    """The sheet as a table; None, with the reasons in `wrongs`, when its columns are wrong."""
    headers = [header_names(cells, row) for cells in grid.rows[:HEADER_WITHIN]]
    top = max(range(len(headers)), key=lambda line: sum(map(bool, headers[line])))
    if faults := list(header_faults(grid, top, headers[top], row)):
        wrongs += faults
        return None
    columns = {name: column for column, name in enumerate(headers[top]) if name}
    lines = {line: filled(cells, columns) for line, cells in enumerate(grid.rows, 1) if line > top + 1}
    return Table(grid, columns, {line: cells for line, cells in lines.items() if cells})


def header_names(cells: Sequence[object], row: type[Line]) -> list[str]:
    """The column each cell names, in English or Chinese; empty when it names none."""
    names = {fold(word): name for name, column in row.model_fields.items() for word in (name, column.title)}
    folded = [fold(cell) for cell in cells]
    return [names.get(word) or names.get(word.removesuffix("_code"), "") for word in folded]


def header_faults(grid: Grid, top: int, names: Sequence[str], row: type[Line]) -> Iterator[Wrong]:
    """What is wrong with the columns. A column without a name and without anything below it is no column."""
    for column, name in enumerate(names):
        if name in names[:column] and name:
            yield grid.wrong(top + 1, column, "second_column", named=name)
        elif not name and any(cells[column] for cells in grid.rows[top:]):
            known = known_columns(row)
            yield grid.wrong(top + 1, column, "unknown_column", input=grid.rows[top][column], known=known)
    for name, column_of in row.model_fields.items():
        if name not in names and column_of.json_schema_extra != LATER:
            missing = fault("no_column", grid.title, named=name, chinese=column_of.title)
            yield Wrong(grid.position, top + 1, len(names), missing)


def filled(cells: Sequence[object], columns: Mapping[str, int]) -> Cells:
    """The cells of a line that are not blank, by the name of their column."""
    return {name: cells[column] for name, column in columns.items() if cells[column] != ""}


def read_rows(table: Table | None, row: type[R], wrongs: list[Wrong]) -> tuple[R, ...]:
    """The rows of a sheet; what is wrong with single cells goes to `wrongs`."""
    return tuple(read_lines(table, row, wrongs).values())


def read_lines(table: Table | None, row: type[R], wrongs: list[Wrong]) -> dict[int, R]:
    """The same, by the number of their line."""
    good: dict[int, R] = {}
    if table is None:
        return good
    for line, cells in table.lines.items():
        try:
            good[line] = row.model_validate(cells)
        except ValidationError as refused:
            for each in refused.errors():
                key, details = found_by(each)
                wrongs.append(table.wrong(line, str(each["loc"][0]), key, **details))
    return good


def read_items(tables: Mapping[str, Table], wrongs: list[Wrong]) -> tuple[ItemRow, ...]:
    """The items put together from their three sheets; what breaks a rule is told at the cell where it can be mended."""
    before = len(wrongs)
    lines = read_lines(tables.get("items"), ItemLine, wrongs)
    papers = list(read_lines(tables.get("item_materials"), MaterialLine, wrongs).values())
    steps = read_lines(tables.get("item_steps"), StepLine, wrongs)
    if len(wrongs) == before:  # a step that cannot be read would make its item look wrong as well
        for sheet, line, column, key, says in misfits(lines, steps):
            wrongs.append(tables[sheet].wrong(line, column, key, **says))
    if len(wrongs) > before:
        return ()
    return tuple(whole_items(lines.values(), papers, steps.values()))


def found_by(error: ErrorDetails) -> tuple[str, dict[str, str]]:
    """What pydantic found: the key of its sentence, and what stands in it."""
    key = error["type"] if error["type"] in SAYS else "no_text"
    word = str(error["loc"][0]).removesuffix("s" if len(error["loc"]) > 1 else "")
    context = {name: str(value).replace("'", "") for name, value in error.get("ctx", {}).items()}
    return key, {**context, "word": word, "input": str(error["input"])[:SHOWN]}


def check(tables: Mapping[str, Table], roles: Roles) -> Iterator[Wrong]:
    """What is wrong between cells: codes given twice, references that lead nowhere, a liaison's fourth firm."""
    for table in tables.values():
        yield from repeated(table, "code")
        yield from repeated(table, "credit_code")
    for sheet, column, target, role in REFERENCES:
        if sheet in tables and target in tables:
            yield from astray(tables[sheet], column, tables[target], role, roles)
    if "firms" in tables:
        yield from fourth_firms(tables["firms"], roles)


def repeated(table: Table, column: str) -> Iterator[Wrong]:
    """Codes that stand in an earlier line already; credit codes are one however they are spaced and capitalised."""
    first: dict[object, int] = {}
    for line, cells in table.lines.items():
        code = cells.get(column)
        known = code if column == "code" else "".join(filter(str.isalnum, str(code or ""))).upper()
        if code is not None and first.setdefault(known, line) != line:
            yield table.wrong(line, column, "repeated", input=code, earlier=first[known])


def astray(table: Table, column: str, target: Table, role: Role | None, roles: Roles) -> Iterator[Wrong]:
    """References to what is not listed, or to somebody without the role it takes."""
    known = {cells.get("code") for cells in target.lines.values()}
    for line, cells in table.lines.items():
        for code in codes_in(cells.get(column)):
            if code not in known:
                yield table.wrong(line, column, "astray", input=code, sheet=target.grid.title)
            elif role and role not in roles.get(code, {role}):
                yield table.wrong(line, column, "no_role", input=code, role=role)


def codes_in(cell: object) -> list[str]:
    """The codes a cell refers to."""
    return [str(code) for code in words] if isinstance(words := split(cell), list) else []


def fourth_firms(firms: Table, roles: Roles) -> Iterator[Wrong]:
    """Firms of a liaison who has as many as he may, each with who has room instead."""
    count, listed = Counter[object](), listed_liaisons(firms, roles)
    for line, cells in firms.lines.items():
        liaison = cells.get("liaison")
        count[liaison] += 1
        if liaison is not None and count[liaison] > MOST_FIRMS_A_LIAISON:
            chain = str(cells.get("chain", ""))
            given = {"most": MOST_FIRMS_A_LIAISON, "room": codes(listed, chain), "instead": room(listed, chain)}
            yield firms.wrong(line, "liaison", "crowded", input=liaison, **given)


def listed_liaisons(firms: Table, roles: Roles) -> list[Bearer]:
    """The liaisons of the workbook, with the chains of the firms that it gives them."""
    given = [(str(cells.get("liaison")), str(cells.get("chain", ""))) for cells in firms.lines.values()]
    return bearing({code: code for code, held in roles.items() if Role.LIAISON in held}, given)
