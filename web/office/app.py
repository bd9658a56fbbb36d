"""The back office as one app: every route with who may open it, behind the same guard."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from domain.roles import ENTERS
from texts import speaker
from texts.say import language_of
from web.office import (
    agency,
    catalogue,
    days,
    invitation,
    machine,
    reception,
    records,
    screens,
    tickets,
    trail,
    workbook,
)
from web.office.door import Door
from web.office.guard import Headers, Page, guarded, message
from web.office.visit import ROOT, Office, Visit

STATIC = Path(__file__).with_name("static")


async def home(visit: Visit) -> Response:
    """What there is, by role."""
    return visit.show("home.html", title=visit.say.plain("office-home"))


GROUPS = (tickets, reception, agency, records, catalogue, invitation, days, workbook, machine, screens, trail)
PAGES: tuple[Page, ...] = (Page("/", home, ENTERS), *(page for group in GROUPS for page in group.PAGES))
OPEN_TO = {(page.path, page.method): page.may for page in PAGES}


def office_routes(office: Office) -> list[BaseRoute]:
    """What is mounted beside the webhook and the practice park."""
    return [Route(ROOT, to_root), Mount(ROOT, office_app(office))]


async def to_root(_request: Request) -> Response:
    """The address as people type it."""
    return RedirectResponse(f"{ROOT}/", 308)


def office_app(office: Office) -> ASGIApp:
    """All pages, the door, and the style sheet."""
    door = Door(office)
    routes: list[BaseRoute] = [
        Route("/in/{token}", door.knock),
        Route("/in", door.enter, methods=["POST"]),
        Route("/out", door.leave, methods=["POST"]),
        *(Route(page.path, guarded(office, page, OPEN_TO), methods=[page.method]) for page in PAGES),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(routes=routes, exception_handlers={404: not_found, 405: not_found})
    return Headers(app, secure=office.is_secure)


async def not_found(request: Request, _error: Exception) -> Response:
    """No such page."""
    return message(speaker(language_of(request.headers.get("accept-language"))), "office-no-page", 404)
