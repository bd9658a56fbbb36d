"""What the lists of people, firms, departments and categories show, what they are filtered by, and labels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.roles import Role
from services.audit import masked_phone
from services.park import CategoryRow, DepartmentRow, FirmRow, ParkSheets, PersonRow
from services.records import (
    Records,
    row_with,
)
from services.rows import Row
from web.office.lists import Filter
from web.office.visit import Visit

SIZES = ("small", "medium", "large")


@dataclass(frozen=True)
class Sheet:
    """One kind of record: its row, what its list shows, and which of its lines a filter leaves."""

    kind: str
    row: type[Row]
    columns: Sequence[str]
    cells: Callable[[Visit, Records, Any], Sequence[str]]
    filters: Callable[[Visit, ParkSheets], Sequence[Filter]]
    keeps: Callable[[Visit, Any], bool]


def person_cells(visit: Visit, known: Records, row: PersonRow) -> Sequence[str]:
    """A person in the list; the telephone is masked for everybody."""
    roles = "、".join(visit.say.word(role) for role in Role if role in row.roles)
    chat = visit.say.plain("office-bound" if row.code in known.bound else "office-unbound")
    phone = row.phone if row.phone and "*" in row.phone else masked_phone(row.phone)
    return [row.code, row.name, roles, named(known.sheets, "departments", row.department), phone, chat]


def firm_cells(visit: Visit, known: Records, row: FirmRow) -> Sequence[str]:
    """A firm in the list; without a liaison it says so."""
    backbone = visit.say.plain("office-yes") if row.backbone else ""
    liaison = named(known.sheets, "people", row.liaison) or visit.say.plain("office-no-liaison")
    return [row.code, row.name, row.chain, visit.say.plain(f"office-size-{row.size}"), backbone, liaison]


def department_cells(_visit: Visit, known: Records, row: DepartmentRow) -> Sequence[str]:
    """A department, and how many people work in it."""
    return [row.code, row.name, str(sum(person.department == row.code for person in known.sheets.people))]


def category_cells(_visit: Visit, known: Records, row: CategoryRow) -> Sequence[str]:
    """A kind of problem with its limit."""
    return [row.code, row.zh, row.en, str(row.resolve_days), named(known.sheets, "departments", row.department)]


def named(sheets: ParkSheets, kind: str, code: str | None) -> str:
    """A code with its name."""
    found = row_with(sheets, kind, code) if code else None
    return f"{code} {getattr(found, 'name', '')}" if found else code or ""


def person_filters(visit: Visit, sheets: ParkSheets) -> Sequence[Filter]:
    """By words of name or code, by role, by department."""
    roles = [(str(role), visit.say.word(role)) for role in Role]
    places = [(row.code, row.name) for row in sheets.departments]
    return [
        Filter("words", "office-words", visit.asked("words")),
        Filter("role", "office-roles", visit.asked("role"), roles),
        Filter("department", "office-department", visit.asked("department"), places),
    ]


def keeps_person(visit: Visit, row: PersonRow) -> bool:
    """Whether the filters leave the person. Names are compared here: in the database they may be encrypted."""
    role, place = visit.asked("role"), visit.asked("department")
    fits = (not role or role in row.roles) and (not place or place == row.department)
    return fits and has_words(visit, row.code, row.name)


def firm_filters(visit: Visit, sheets: ParkSheets) -> Sequence[Filter]:
    """By words, by chain, by size; backbone firms, and those without a liaison."""
    chains = [(chain, chain) for chain in sorted({row.chain for row in sheets.firms if row.chain})]
    sizes = [(size, visit.say.plain(f"office-size-{size}")) for size in SIZES]
    which = [(word, visit.say.plain(f"office-{word}")) for word in ("backbone", "no-liaison")]
    return [
        Filter("words", "office-words", visit.asked("words")),
        Filter("chain", "office-chain", visit.asked("chain"), chains),
        Filter("size", "office-size", visit.asked("size"), sizes),
        Filter("which", "office-which", visit.asked("which"), which),
    ]


def keeps_firm(visit: Visit, row: FirmRow) -> bool:
    """Whether the filters leave the firm."""
    chain, size, which = (visit.asked(name) for name in ("chain", "size", "which"))
    fits = (not chain or chain == row.chain) and (not size or size == row.size)
    is_one = {"backbone": row.backbone, "no-liaison": row.liaison is None}.get(which, True)
    return fits and is_one and has_words(visit, row.code, row.name)


def has_words(visit: Visit, *texts: str) -> bool:
    """Whether the words that were typed stand in one of the texts."""
    words = visit.asked("words").casefold()
    return any(words in text.casefold() for text in texts)


def no_filters(_visit: Visit, _sheets: ParkSheets) -> Sequence[Filter]:
    """A short list needs none."""
    return ()


def keeps_all(_visit: Visit, _row: Row) -> bool:
    """Every line."""
    return True


SHEETS = {
    sheet.kind: sheet
    for sheet in (
        Sheet(
            "people",
            PersonRow,
            ("office-code", "office-person-name", "office-roles", "office-department", "office-phone", "office-chat"),
            person_cells,
            person_filters,
            keeps_person,
        ),
        Sheet(
            "firms",
            FirmRow,
            ("office-code", "office-firm-name", "office-chain", "office-size", "office-backbone", "office-liaison"),
            firm_cells,
            firm_filters,
            keeps_firm,
        ),
        Sheet(
            "departments",
            DepartmentRow,
            ("office-code", "office-department-name", "office-people"),
            department_cells,
            no_filters,
            keeps_all,
        ),
        Sheet(
            "categories",
            CategoryRow,
            ("office-code", "office-zh", "office-en", "office-resolve-days", "office-department"),
            category_cells,
            no_filters,
            keeps_all,
        ),
    )
}
LABELS = {
    ("people", "name"): "office-person-name",
    ("firms", "name"): "office-firm-name",
    ("departments", "name"): "office-department-name",
    **{("", name): f"office-{name.replace('_', '-')}" for name in ("code", "roles", "department", "phone", "chain")},
    **{
        ("", name): f"office-{name.replace('_', '-')}"
        for name in ("size", "backbone", "liaison", "contacts", "credit_code")
    },
    **{("", name): f"office-{name.replace('_', '-')}" for name in ("zh", "en", "resolve_days")},
    ("items", "name"): "office-item-name",
    ("items", "kind"): "office-item-kind",
    **{
        ("items", name): f"office-item-{name.replace('_', '-')}"
        for name in ("called", "field", "promised_days", "fees")
    },
    **{("items", name): f"office-item-{name.replace('_', '-')}" for name in ("statutory_days", "online", "withdrawn")},
    **{("items", name): f"office-item-{name}" for name in ("materials", "steps")},
}


def label_of(kind: str, name: str) -> str:
    """The key of a field's label."""
    return LABELS.get((kind, name)) or LABELS["", name]
