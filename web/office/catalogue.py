"""The catalogue in the browser: a list of items and the page of one, with its versions; it is changed by workbook."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from domain.agency import Worker
from domain.catalogue import waits_for
from domain.errors import UnknownItem
from domain.roles import OFFICE
from services.catalogue import newest_items, versions_of
from storage.agency_tables import ServiceItem
from texts import Say
from web.office.guard import Page, Unknown
from web.office.lists import A_PAGE, Filter, Line, Listing
from web.office.sheets import has_words
from web.office.visit import Visit

COLUMNS = (
    *("office-code", "office-item-name", "office-item-field", "office-department", "office-item-promised-days"),
    *("office-item-online", "office-item-version", "office-item-withdrawn"),
)
MATERIALS = (
    "office-item-materials",
    "office-item-form",
    "office-item-original",
    "office-item-copies",
    "office-item-sample",
)
STEPS = ("office-item-steps", "office-item-worker", "office-item-days", "office-item-after", "office-item-presence")
VERSIONS = (
    "office-item-version",
    "office-item-since",
    "office-item-in-force",
    "office-item-name",
    "office-item-promised-days",
)
Table = tuple[Sequence[str], Sequence[Sequence[str]]]


async def listed(visit: Visit) -> Response:
    """All items, as the filters leave them."""
    known = await newest_items(visit.db, by=visit.me)
    field = visit.asked("field")
    fields = [(each, each) for each in dict.fromkeys(item.field for item, _ in known)]
    filters = [
        Filter("words", "office-words", visit.asked("words")),
        Filter("field", "office-item-field", field, fields),
    ]
    rows = [row for row in known if keeps(visit, row[0], field)]
    shown = rows[(visit.page - 1) * A_PAGE : visit.page * A_PAGE]
    lines = [Line(cells(item, place, visit.say), f"/items/{item.code}") for item, place in shown]
    listing = Listing(COLUMNS, lines, filters, visit.page, len(rows) > visit.page * A_PAGE, len(rows))
    return visit.show("list.html", title=visit.say.plain("office-items"), listing=listing, hint="office-items-what")


def keeps(visit: Visit, item: ServiceItem, field: str) -> bool:
    """Whether the filters leave the item."""
    return (not field or field == item.field) and has_words(visit, item.code, item.name, *item.called)


def cells(item: ServiceItem, place: str, say: Say) -> Sequence[str]:
    """An item in the list."""
    marks = yes(item.is_online, say), str(item.version), yes(not item.is_current, say)
    return [item.code, item.name, item.field, place, str(item.promised_days), *marks]


def yes(is_so: bool, say: Say) -> str:  # noqa: FBT001 - the one thing it is about
    """A yes, or nothing."""
    return say.plain("office-yes") if is_so else ""


async def shown(visit: Visit) -> Response:
    """One item: what it is now, its materials and steps, and all its versions."""
    code = visit.request.path_params["code"]
    try:
        versions = await versions_of(visit.db, code, by=visit.me)
    except UnknownItem as unknown:
        raise Unknown from unknown
    item, places, place = versions[0]
    tables: Sequence[Table] = (
        (MATERIALS, [material(each, visit.say) for each in item.materials]),
        (STEPS, [step(item, position, places, visit.say) for position in range(len(item.steps))]),
        (VERSIONS, [version(each, visit.say) for each, _, _ in versions]),
    )
    title = f"{visit.say.plain('office-items')} · {code}"
    return visit.show("item.html", title=title, facts=facts(item, place, visit.say), tables=tables)


def facts(item: ServiceItem, place: str, say: Say) -> Sequence[tuple[str, str]]:
    """What stands above the tables: keys of labels with their values."""
    return (
        ("office-item-name", item.name),
        ("office-item-called", "、".join(item.called)),
        ("office-item-field", item.field),
        ("office-item-kind", say.plain(f"item-kind-{item.kind}")),
        ("office-department", place),
        ("office-item-promised-days", str(item.promised_days)),
        ("office-item-statutory-days", str(item.statutory_days)),
        ("office-item-online", say.plain("office-yes" if item.is_online else "office-no")),
        ("office-item-fees", item.fees),
        ("office-item-withdrawn", say.plain("office-no" if item.is_current else "office-yes")),
    )


def material(paper: Mapping[str, Any], say: Say) -> Sequence[str]:
    """One material."""
    return [paper["name"], paper["form"], yes(paper["original"], say), str(paper["copies"]), paper.get("sample", "")]


def step(item: ServiceItem, position: int, places: Mapping[str, str], say: Say) -> Sequence[str]:
    """One step; a department by its name."""
    one = item.steps[position]
    worker = say.plain(f"item-worker-{Worker(one['worker'])}")
    who = places.get(one.get("department", ""), worker)
    waits = "、".join(str(each + 1) for each in waits_for(item.steps, position))
    after = say.plain("office-item-step-before") if one.get("after") is None and position else waits
    named = f"{position + 1}. {one['name']}"
    return [named, who, str(one["days"]), after or say.plain("office-item-nothing-before"), one.get("presence", "")]


def version(item: ServiceItem, say: Say) -> Sequence[str]:
    """One version."""
    return [str(item.version), say.stamp(item.since), yes(item.is_current, say), item.name, str(item.promised_days)]


PAGES = [Page("/items", listed, OFFICE), Page("/items/{code}", shown, OFFICE)]
