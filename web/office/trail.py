"""The trail's page: who changed what, when; nothing of it can be taken back."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from domain.roles import OFFICE, Role
from services.audit import PAGE, trail_of
from services.records import WHAT
from storage.tables import Audit, Person
from texts import Say
from web.office.guard import Page
from web.office.lists import Filter, Line, Listing
from web.office.sheets import LABELS
from web.office.visit import Visit

COLUMNS = ("office-when", "office-who", "office-what", "office-row", "office-act", "office-before", "office-after")
KINDS = (
    "person",
    "firm",
    "department",
    "category",
    "item",
    "days",
    "push",
    "inbox",
    "workbook",
    "session",
    "reception",
    "screen",
)
OTHERS = {
    "off": "office-off",
    "workdays": "office-worked",
    "kind": "office-push-kind",
    "day": "office-day",
    "reason": "office-reason",
}
ACTS = ("add", "change", "invite", "sign-in", "retry", "load", "export", "move", "call-off", "remove", "end")


async def trail(visit: Visit) -> Response:
    """Fifty lines, the newest first."""
    what, row = visit.asked("what"), visit.asked("row")
    found = await trail_of(visit.db, what or None, row or None, page=visit.page)
    kinds = [(kind, visit.say.plain(f"office-kind-{kind}")) for kind in KINDS]
    filters = [Filter("what", "office-what", what, kinds), Filter("row", "office-row", row)]
    lines = [line_of(line, who, visit.say) for line, who in found[:PAGE]]
    listing = Listing(COLUMNS, lines, filters, visit.page, len(found) > PAGE)
    return visit.show("list.html", title=visit.say.plain("office-trail"), listing=listing, hint="office-trail-what")


def line_of(line: Audit, who: Person | None, say: Say) -> Line:
    """One change."""
    actor = f"{who.code} {who.name}" if who else say.plain("office-command-line")
    what, act = say.plain(f"office-kind-{line.what}"), say.plain(f"office-act-{line.act}")
    return Line(
        [say.stamp(line.at), actor, what, line.row, act, said(line.what, line.old, say), said(line.what, line.new, say)]
    )


def said(what: str, values: Mapping[str, Any], say: Say) -> str:
    """Fields with their values, in the reader's words."""
    told = [f"{label(what, name, say)}：{words(name, value, say)}" for name, value in values.items()]
    return "；".join(told)


def label(what: str, name: str, say: Say) -> str:
    """A field as its form calls it."""
    kind = next((kind for kind, one in WHAT.items() if one == what), "")
    key = LABELS.get((kind, name)) or LABELS.get(("", name)) or OTHERS.get(name)
    return say.plain(key) if key else name


def words(name: str, value: Any, say: Say) -> str:
    """A value as people read it."""
    if isinstance(value, list):
        return "、".join(say.word(Role(each)) if name == "roles" else str(each) for each in value) or "–"
    if isinstance(value, bool):
        return say.plain("office-yes" if value else "office-no")
    return "–" if value in (None, "") else say.plain(f"office-size-{value}") if name == "size" else str(value)


PAGES = [Page("/trail", trail, OFFICE - {Role.DISPATCHER})]
