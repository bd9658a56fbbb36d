"""The trail's page: who changed what, when; nothing of it can be taken back."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from domain.roles import OFFICE, Role
from services.audit import PAGE, trail_of
from storage.tables import Audit, Person
from texts import Say
from web.office.guard import Page
from web.office.lists import Filter, Line, Listing
from web.office.visit import Visit

COLUMNS = ("office-when", "office-who", "office-what", "office-row", "office-act", "office-before", "office-after")
KINDS = ("person", "firm", "department", "category", "days", "push", "inbox", "workbook", "session")
ACTS = ("add", "change", "invite", "sign-in", "retry", "load", "export")


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
    return Line([say.stamp(line.at), actor, what, line.row, act, said(line.old), said(line.new)])


def said(values: Mapping[str, Any]) -> str:
    """Fields with their values."""
    told = {name: "、".join(map(str, value)) if isinstance(value, list) else value for name, value in values.items()}
    return "; ".join(f"{name}: {'–' if value in (None, '') else value}" for name, value in told.items())


PAGES = [Page("/trail", trail, OFFICE - {Role.DISPATCHER})]
