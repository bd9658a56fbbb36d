"""Failed messages and updates that were put aside, each with a button to try it once more; and the settings."""

import json

from starlette.responses import Response

from domain.roles import OFFICE, Role
from services.machine import PAGE, push_again, pushes_failed, update_again, updates_put_aside
from storage.tables import Inbox, Push
from web.office.guard import Page, Unknown
from web.office.lists import Line, Listing
from web.office.visit import Visit

ADMIN = frozenset({Role.ADMIN})
PUSH_COLUMNS = ("office-serial", "office-when", "office-to", "office-push-kind", "office-number", "office-outcome")
INBOX_COLUMNS = ("office-serial", "office-received", "office-update-kind", "office-error")


async def pushes(visit: Visit) -> Response:
    """Messages that were refused, blocked, or wait after a failure."""
    found = await pushes_failed(visit.db, page=visit.page, by=visit.me)
    lines = [
        Line(
            [
                str(push.id),
                visit.say.stamp(push.due_at),
                f"{person.code} {person.name}",
                push.kind,
                number or "",
                ended(push, visit.say.plain("office-waits")),
            ],
            buttons=[(f"/pushes/{push.id}", "office-again")],
        )
        for push, person, number in found[:PAGE]
    ]
    listing = Listing(PUSH_COLUMNS, lines, (), visit.page, len(found) > PAGE)
    return visit.show("list.html", title=visit.say.plain("office-pushes"), listing=listing, hint="office-pushes-what")


def ended(push: Push, waits: str) -> str:
    """How it ended, why, and how often it was tried."""
    return " · ".join(filter(None, (push.outcome or waits, push.error, f"×{push.tries}")))


async def inbox(visit: Visit) -> Response:
    """Updates that failed for good; what they say is nobody's business here."""
    found = await updates_put_aside(visit.db, page=visit.page, by=visit.me)
    lines = [
        Line(
            [str(row.id), visit.say.stamp(row.received_at), kind_of(row), row.error or ""],
            buttons=[(f"/inbox/{row.id}", "office-again")],
        )
        for row in found[:PAGE]
    ]
    listing = Listing(INBOX_COLUMNS, lines, (), visit.page, len(found) > PAGE)
    return visit.show("list.html", title=visit.say.plain("office-inbox"), listing=listing, hint="office-inbox-what")


def kind_of(row: Inbox) -> str:
    """What kind of update it is."""
    return ", ".join(name for name in json.loads(row.body) if name != "update_id")


def row_id(visit: Visit) -> int:
    """The row that the address names. Raises Unknown."""
    word: str = visit.request.path_params["row"]
    if not word.isdecimal() or len(word) > len("999999999999"):
        raise Unknown
    return int(word)


async def retry_push(visit: Visit) -> Response:
    """Owe it once more."""
    await push_again(visit.db, row_id(visit), by=visit.me, at=visit.at)
    return visit.go("/pushes", "again")


async def retry_update(visit: Visit) -> Response:
    """Handle it once more."""
    visit.office.handle_again(await update_again(visit.db, row_id(visit), by=visit.me, at=visit.at))
    return visit.go("/inbox", "again")


async def settings(visit: Visit) -> Response:
    """What is set, without secrets; it is changed in .env."""
    lines = [Line([name, value]) for name, value in sorted(visit.office.settings.items())]
    listing = Listing(("office-setting", "office-value"), lines)
    return visit.show(
        "list.html", title=visit.say.plain("office-settings"), listing=listing, hint="office-settings-what"
    )


PAGES = [
    Page("/pushes", pushes, ADMIN),
    Page("/pushes/{row}", retry_push, ADMIN, "POST"),
    Page("/inbox", inbox, ADMIN),
    Page("/inbox/{row}", retry_update, ADMIN, "POST"),
    Page("/settings", settings, OFFICE - {Role.DISPATCHER}),
]
