"""The park's workbook: download it, or upload one, look at what it changes, and load it as a whole."""

import re
from collections.abc import Sequence

from starlette.datastructures import UploadFile
from starlette.responses import Response

from domain.errors import EditedMeanwhile, Fault, SheetErrors
from domain.roles import Role
from services.exchange import Preview, export, load_workbook, preview
from services.records import WHAT, Change
from services.rows import CHINESE
from services.sample import in_chinese
from texts import Say
from web.office.guard import Page
from web.office.lists import Line
from web.office.trail import said
from web.office.visit import Visit

ADMIN = frozenset({Role.ADMIN})
SHOWN = 200
WORD = re.compile(r"[a-z_]+")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def start(visit: Visit) -> Response:
    """Download and upload."""
    return page_of(visit)


def page_of(visit: Visit, seen: Preview | None = None, *, problem: str = "", errors: Sequence[Fault] = ()) -> Response:
    """The page; with what a workbook changes, or what is wrong with it."""
    wrong, changes = errors or (seen.errors if seen else ()), seen.changes if seen else ()
    return visit.show(
        "workbook.html",
        409 if problem or wrong else 200,
        title=visit.say.plain("office-workbook"),
        errors=[fault_words(each, visit.say) for each in wrong[:SHOWN]],
        error_count=len(wrong),
        lines=[line_of(change, visit.say) for change in changes[:SHOWN]],
        count=len(changes),
        unread=max(0, max(len(changes), len(wrong)) - SHOWN),
        version=seen.version if seen else "",
        seen=seen is not None and not wrong,
        problem=problem,
    )


def fault_words(fault: Fault, say: Say) -> str:
    """What is wrong with a cell, in the reader's language. The words that a cell takes are read in Chinese too."""
    details = dict(fault.details)
    if say.language != "en" and "expected" in details:
        known = [in_chinese(word) for word in WORD.findall(details["expected"]) if word in CHINESE]
        details["expected"] = "、".join(known)
    if say.language != "en" and "role" in details:
        details["role"] = in_chinese(details["role"])
    said = say.plain(f"sheet-{fault.key.replace('_', '-')}", **details)
    return f"{fault.place}: {said}" if fault.place else said


def line_of(change: Change, say: Say) -> Line:
    """One row that the workbook changes."""
    act = "change" if change.old else "add"
    one = WHAT[change.kind]
    what = say.plain(f"office-kind-{one}")
    return Line(
        [what, change.code, say.plain(f"office-act-{act}"), said(one, change.old, say), said(one, change.new, say)]
    )


async def check(visit: Visit) -> Response:
    """What the uploaded workbook would change; it is kept in memory until it is loaded or another one comes."""
    file = visit.form.get("file")
    content = await file.read() if isinstance(file, UploadFile) else b""
    if not content:
        return page_of(visit, problem=visit.say.plain("office-no-file"))
    seen = await preview(visit.db, content, by=visit.me)
    visit.office.workbooks = {visit.me.id: content} if not seen.errors else {}
    return page_of(visit, seen)


async def load(visit: Visit) -> Response:
    """All of it, or nothing."""
    content = visit.office.workbooks.get(visit.me.id)
    if content is None:
        return page_of(visit, problem=visit.say.plain("office-no-file"))
    try:
        await load_workbook(visit.db, content, version=visit.typed("version"), by=visit.me, at=visit.at)
    except SheetErrors as wrong:
        return page_of(visit, errors=wrong.errors)
    except EditedMeanwhile:
        seen = await preview(visit.db, content, by=visit.me)
        return page_of(visit, seen, problem=visit.say.plain("office-changed-meanwhile"))
    visit.office.workbooks = {}
    return visit.go("/workbook", "loaded")


async def download(visit: Visit) -> Response:
    """The park as it is, as load takes it."""
    content = await export(visit.db, by=visit.me, at=visit.at)
    name = f"{visit.db.park.prefix}-{visit.db.park.calendar.today(visit.at)}.xlsx"
    return Response(content, media_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


PAGES = [
    Page("/workbook", start, ADMIN),
    Page("/workbook/check", check, ADMIN, "POST"),
    Page("/workbook/load", load, ADMIN, "POST"),
    Page("/workbook/export", download, ADMIN, "POST"),
]
