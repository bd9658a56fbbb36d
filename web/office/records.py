"""Pages of people, firms, departments and categories: a list with filters, and a row as a form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from markupsafe import Markup
from pydantic import ValidationError
from starlette.responses import Response

from domain.errors import BadField, EditedMeanwhile, NotForOffice
from domain.roles import Role
from services.audit import masked_phone
from services.park import CategoryRow, DepartmentRow, FirmRow, ParkSheets, PersonRow, Row
from services.records import (
    MAY_CHANGE,
    MAY_READ,
    WHAT,
    Records,
    invite_from_office,
    records,
    row_with,
    rows_of,
    save,
    version_of,
)
from web.office.guard import Page, Unknown
from web.office.lists import A_PAGE, Filter, Line, Listing
from web.office.visit import Visit

Options = Sequence[tuple[str, str]]
SIZES = ("small", "medium", "large")
NOT_TYPED = {"missing", "too_short", "string_too_short"}


@dataclass(frozen=True)
class Field:
    """A field of a form. `theirs` is what somebody else has saved meanwhile, in words."""

    name: str
    label: str
    kind: str
    value: object
    options: Options = ()
    optional: bool = True
    fixed: bool = False
    hint: str = ""
    error: str = ""
    theirs: str | None = None


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
    **{("", name): f"office-{name.replace('_', '-')}" for name in ("size", "backbone", "liaison", "contacts")},
    **{("", name): f"office-{name.replace('_', '-')}" for name in ("zh", "en", "resolve_days")},
}
HINTS = {"code": "office-code-hint", "contacts": "office-contacts-hint", "resolve_days": "office-resolve-days-hint"}


def label_of(kind: str, name: str) -> str:
    """The key of a field's label."""
    return LABELS.get((kind, name)) or LABELS["", name]


class Pages:
    """The pages of one kind of record."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.kind = sheet.kind

    async def listed(self, visit: Visit) -> Response:
        """The list, as the filters leave it."""
        known = await records(visit.db, by=visit.me)
        rows = [row for row in rows_of(known.sheets, self.kind) if self.sheet.keeps(visit, row)]
        shown = rows[(visit.page - 1) * A_PAGE : visit.page * A_PAGE]
        links = [(f"/{self.kind}/new", "office-add")] if visit.may(f"/{self.kind}/new") else []
        lines = [Line(self.sheet.cells(visit, known, row), f"/{self.kind}/{row.code}") for row in shown]
        filters, more = self.sheet.filters(visit, known.sheets), len(rows) > visit.page * A_PAGE
        listing = Listing(self.sheet.columns, lines, filters, visit.page, more, len(rows), links)
        return visit.show("list.html", title=visit.say.plain(f"office-{self.kind}"), listing=listing, hint="")

    async def new(self, visit: Visit) -> Response:
        """An empty form."""
        known = await records(visit.db, by=visit.me)
        return self.form(visit, known, None, {})

    async def edit(self, visit: Visit) -> Response:
        """A row as a form; as far as one may only read it, it cannot be changed."""
        known = await records(visit.db, by=visit.me)
        row = self.row(visit, known)
        return self.form(visit, known, row, typed_of(row))

    def row(self, visit: Visit, known: Records) -> Row:
        """The row that the address names. Raises Unknown."""
        row = row_with(known.sheets, self.kind, visit.request.path_params["code"])
        if row is None:
            raise Unknown
        return row

    async def add(self, visit: Visit) -> Response:
        """Save a new row."""
        return await self.keep(visit, visit.typed("code"))

    async def change(self, visit: Visit) -> Response:
        """Save a row."""
        return await self.keep(visit, visit.request.path_params["code"])

    async def keep(self, visit: Visit, code: str) -> Response:
        """Save what was typed, or show it again with what is wrong."""
        typed = {name: self.typed(visit, name) for name in self.sheet.row.model_fields} | {"code": code}
        known = await records(visit.db, by=visit.me)
        before = row_with(known.sheets, self.kind, code) if visit.typed("version") else None
        try:
            row = self.sheet.row.model_validate({name: value for name, value in typed.items() if value != ""})
            await save(visit.db, self.kind, row, version=visit.typed("version"), by=visit.me, at=visit.at)
        except ValidationError as wrong:
            errors = {str(fault["loc"][0]): self.said(visit, str(fault["type"])) for fault in wrong.errors()}
            return self.form(visit, known, before, typed, errors=errors, version=visit.typed("version"))
        except BadField as wrong:
            errors = {wrong.field: visit.say.plain(wrong.text, **wrong.details)}
            return self.form(visit, known, before, typed, errors=errors, version=visit.typed("version"))
        except EditedMeanwhile as other:
            now = other.details["row"]
            return self.form(visit, known, now if isinstance(now, Row) else None, typed, theirs=True)
        return visit.go(f"/{self.kind}/{code}", "saved")

    def typed(self, visit: Visit, name: str) -> object:
        """A field as it was typed; ticks as a list."""
        if name == "roles":
            return [str(value) for value in visit.form.getlist("roles")]
        return visit.typed(name)

    def said(self, visit: Visit, fault: str) -> str:
        """What is wrong with a field, in a sentence."""
        keys = {"string_too_long": "office-wrong-long", "string_pattern_mismatch": "office-wrong-code"}
        key = "office-wrong-missing" if fault in NOT_TYPED else keys.get(fault, "office-wrong-value")
        return visit.say.plain(key)

    def form(
        self,
        visit: Visit,
        known: Records,
        row: Row | None,
        typed: Mapping[str, object],
        *,
        errors: Mapping[str, str] = {},
        theirs: bool = False,
        version: str | None = None,
    ) -> Response:
        """The form: what was typed stays, with what is wrong or what somebody else has saved beside it."""
        say, code = visit.say, row.code if row else ""
        told = typed_of(row) if theirs else {}
        fields = [
            self.field(visit, known.sheets, name, typed.get(name, ""), errors.get(name, ""), told, fixed=bool(code))
            for name in self.sheet.row.model_fields
        ]
        problem = say.plain("error-edited-meanwhile") if theirs else say.plain("office-not-saved") if errors else ""
        title = f"{say.plain(f'office-{self.kind}')} · {code or say.plain('office-add')}"
        invitable = self.kind == "people" and code and visit.may("/people/{code}/invite", "POST")
        return visit.show(
            "form.html",
            409 if problem else 200,
            title=title,
            fields=fields,
            problem=problem,
            action=f"/{self.kind}/{code or 'new'}",
            version=version_of(row) if version is None else version,
            read_only=not visit.may(f"/{self.kind}/new", "POST"),
            invite=f"/people/{code}/invite" if invitable else "",
            trail=f"/trail?what={WHAT[self.kind]}&row={code}" if code and visit.may("/trail") else "",
        )

    def field(
        self,
        visit: Visit,
        sheets: ParkSheets,
        name: str,
        value: object,
        error: str,
        told: Mapping[str, object],
        *,
        fixed: bool,
    ) -> Field:
        """One field with its choices."""
        kind, options, optional = self.choices(visit, sheets, name)
        differs = name in told and told[name] != value
        theirs = words_of(told[name], options) or "–" if differs else None
        hint = HINTS.get(name, "") if name != "code" or not fixed else ""
        shown = value if kind == "ticks" else str(value)
        return Field(
            name,
            label_of(self.kind, name),
            kind,
            shown,
            options,
            optional,
            fixed and name == "code",
            hint,
            error,
            theirs,
        )

    def choices(self, visit: Visit, sheets: ParkSheets, name: str) -> tuple[str, Options, bool]:
        """How a field is filled in, and what can be chosen."""
        say = visit.say
        if name == "roles":
            return "ticks", [(str(role), say.word(role)) for role in Role], False
        if name == "department":
            return "choice", [(row.code, f"{row.code} {row.name}") for row in sheets.departments], True
        if name == "liaison":
            liaisons = [row for row in sheets.people if Role.LIAISON in row.roles]
            return "choice", [(row.code, f"{row.code} {row.name}") for row in liaisons], True
        if name == "size":
            return "choice", [(size, say.plain(f"office-size-{size}")) for size in SIZES], False
        if name == "backbone":
            return "choice", [(word, say.plain(f"office-{word}")) for word in ("no", "yes")], False
        return {"phone": "tel", "resolve_days": "number"}.get(name, "text"), (), True

    def pages(self) -> list[Page]:
        """The routes, with who may."""
        read, change, path = MAY_READ[self.kind], MAY_CHANGE[self.kind], f"/{self.kind}"
        return [
            Page(path, self.listed, read),
            Page(f"{path}/new", self.new, change),
            Page(f"{path}/new", self.add, change, "POST"),
            Page(f"{path}/{{code}}", self.edit, read),
            Page(f"{path}/{{code}}", self.change, change, "POST"),
        ]


def typed_of(row: Row | None) -> dict[str, object]:
    """A row's values as a form holds them."""
    return {name: as_typed(value) for name, value in row} if row else {}


def as_typed(value: object) -> object:
    """One value as a form holds it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return [str(role) for role in Role if role in value]
    return "、".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def words_of(value: object, options: Options) -> str:
    """A value in words: the labels of what is chosen."""
    labels = dict(options)
    chosen = value if isinstance(value, list) else [value]
    return "、".join(labels.get(str(each), str(each)) for each in chosen)


async def invited(visit: Visit) -> Response:
    """A new one-time link for somebody, with a code to scan; it is shown here and nowhere else."""
    import segno  # noqa: PLC0415 - only where a code is drawn

    code = visit.request.path_params["code"]
    known = await records(visit.db, by=visit.me)
    person = row_with(known.sheets, "people", code)
    if not isinstance(person, PersonRow):
        raise Unknown
    if Role.ADMIN not in visit.me.roles:
        raise NotForOffice
    token = await invite_from_office(visit.db, code, by=visit.me, at=visit.at)
    link, drawn = await visit.office.invitation_link(token), BytesIO()
    segno.make(link, error="m").save(drawn, kind="svg", xmldecl=False, svgns=True, nl=False, border=3, omitsize=True)
    return visit.show(
        "invitation.html",
        title=visit.say.plain("office-invite"),
        name=person.name,
        days=visit.db.park.invitation_lives.days,
        link=link,
        qr=Markup(drawn.getvalue().decode()),  # noqa: S704 - drawn by segno, holds nothing that was typed
        back=f"/people/{code}",
    )


PAGES = [
    *(page for sheet in SHEETS.values() for page in Pages(sheet).pages()),
    Page("/people/{code}/invite", invited, MAY_CHANGE["people"], "POST"),
]
