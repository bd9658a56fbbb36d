"""The routes of the board, beside the back office: each with the same headers, none with a foreign host."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from web.board import behind, live, published
from web.board.guest import Guest, guest_of
from web.board.hub import Hub
from web.board.publishing import PATH, publishing
from web.office.guard import Headers
from web.office.visit import Office

STATIC = Path(__file__).with_name("static")
VENDOR = Path(__file__).parents[1] / "static" / "vendor"
Handler = Callable[[Guest], Awaitable[Response]]
PAGES: dict[str, Handler] = {
    "/board": live.page,
    "/board/events": live.events,
    "/board/behind/{figure}": behind.behind_page,
    "/board/published": published.months_page,
    "/board/published/{month}.json": published.month_json,
    "/board/published/{month}": published.month_page,
    "/board/hall/{token}": live.hall,
    "/board/hall/{token}/events": live.hall_events,
}


def board_routes(office: Office, hub: Hub) -> list[BaseRoute]:
    """What is mounted beside the back office."""
    headed = [Middleware(Headers, secure=office.is_secure)]
    pages = (PAGES | {"/board/{rest:path}": no_page}).items()
    return [
        Mount("/board/static", StaticFiles(directory=STATIC), middleware=headed),
        Mount("/board/vendor", StaticFiles(directory=VENDOR), middleware=headed),
        *(
            Route(PATH, endpoint, methods=[method], middleware=headed)
            for method, endpoint in publishing(office, hub).items()
        ),
        *(Route(path, opened(office, hub, page), middleware=headed) for path, page in pages),
    ]


def opened(office: Office, hub: Hub, page: Handler) -> Callable[[Request], Awaitable[Response]]:
    """The page as an endpoint: with who asks, if anybody known does."""

    async def endpoint(request: Request) -> Response:
        return await page(await guest_of(office, hub, request))

    return endpoint


async def no_page(guest: Guest) -> Response:
    """There is nothing at this address."""
    return guest.message("board-page-no-page", 404)
