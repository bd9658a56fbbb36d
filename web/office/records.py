"""Pages of people, firms, departments and categories: a list with filters, and a row as a form."""

from collections.abc import Mapping

from pydantic import ValidationError
from starlette.responses import Response

from domain.errors import BadField, EditedMeanwhile
from services.park import ParkSheets
from services.records import (
    MAY_CHANGE,
    MAY_READ,
    WHAT,
    Records,
    records,
    row_with,
    rows_of,
    save,
    version_of,
)
from services.rows import Row
from web.office.fields import HINTS, Field, choices, typed_of, words_of
from web.office.guard import Page, Unknown
from web.office.lists import A_PAGE, Line, Listing
from web.office.sheets import SHEETS, Sheet, label_of
from web.office.visit import Visit

NOT_TYPED = {"missing", "too_short", "string_too_short"}


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
        kind, options, optional = choices(visit, sheets, name)
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


PAGES = [page for sheet in SHEETS.values() for page in Pages(sheet).pages()]
