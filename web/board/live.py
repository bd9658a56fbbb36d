"""The live board: on a desk, on a phone, on a screen in a hall; and the events that keep it so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from urllib.parse import urlencode

from starlette.responses import PlainTextResponse, Response, StreamingResponse

from services.categories import kinds
from services.scoreboard import MONTHS_BACK, Board, Span, board, month_span, withheld
from services.screens import hangs
from storage.tables import Category
from web.board.drawing import hall_sections, page_sections, safe
from web.board.guest import Guest, guest_of
from web.board.hub import Allowed, View
from web.board.reading import Reader, months_back, shown_to

MONTHS = 24
IN_HALL = 12  # departments that can be read side by side from five metres
PANELS = {
    "services": "board-page-services",
    "rates": "board-page-rates",
    "lights": "board-page-lights",
    "trend": "board-page-trend",
    "ranking": "board-page-ranking",
    "heat": "board-page-heat",
}
LABELS = PANELS | {
    "promises": "board-page-promises",
    "suspended": "board-page-suspended",
    "more": "board-page-more",
}


@dataclass(frozen=True)
class Read:
    """A board as it was reckoned, with the names of categories."""

    board: Board
    categories: Mapping[str, Category]


def span_of(guest: Guest) -> tuple[str, str]:
    """The months that the address asks for, this one by default; the wrong way round they are turned.

    Further back than can be chosen are the first months of a year that is shown.
    """
    today = guest.office.db.park.calendar.today(guest.at)
    offered = months_back(today, MONTHS + MONTHS_BACK)
    since, until = (word if (word := guest.asked(name)) in offered else "" for name in ("since", "until"))
    since, until = since or until or offered[0], until or since or offered[0]
    return min(since, until), max(since, until)


def span_between(since: str, until: str) -> Span:
    """The dates of these months."""
    return Span(first_of(since), month_span(first_of(until)).last)


def first_of(month: str) -> date:
    """The first of a month."""
    return date.fromisoformat(f"{month}-01")


def period_of(guest: Guest, since: str, until: str) -> str:
    """The span in words."""
    say, reader = guest.say, Reader(guest.say, {})
    if since == until:
        return reader.month(since)
    return say.plain("board-page-months", since=reader.month(since), until=reader.month(until))


def view_of(guest: Guest, *, is_hall: bool) -> View[Read]:
    """The view that this guest shares with all who see the same."""
    since, until = span_of(guest)
    office, viewer, say = guest.office, guest.viewer, guest.say
    period = period_of(guest, since, until)
    opens, tickets = (frozenset(), "") if is_hall else (guest.opens, guest.tickets)

    async def reckon() -> Read:
        whole = await board(office.db, span_between(since, until), by=viewer, at=office.now())
        return Read(whole, {kind.code: kind for kind in await kinds(office.db)})

    def draw(read: Read) -> Mapping[str, str]:
        seen = withheld(read.board) if is_hall else read.board
        whole = shown_to(seen, Reader(say, read.categories, since, until, opens, tickets, IN_HALL if is_hall else None))
        made = hall_sections(whole, say) if is_hall else page_sections(whole, say)
        return made | {"period": escape(period)}

    return guest.hub.view((guest.audience, since, until), (is_hall, say.language, opens, tickets), reckon, draw)


async def page(guest: Guest) -> Response:
    """The board for somebody who is signed in."""
    if guest.me is None:
        return guest.message("board-page-how-in", 401)
    if guest.asked("screen") == "hall":
        return await hall_page(guest, "/board/events")
    since, until = span_of(guest)
    view = view_of(guest, is_hall=False)
    parts = {name: part.html for name, part in (await view.fresh()).items()}
    reader = Reader(guest.say, {})
    today = guest.office.db.park.calendar.today(guest.at)
    return guest.show(
        "live.html",
        title=guest.say.plain("board-page-title"),
        parts=safe(parts),
        labels={name: guest.say.plain(key) for name, key in LABELS.items()},
        months=[(month, reader.month(month)) for month in months_back(today, MONTHS)],
        since=since,
        until=until,
        events=events_address("/board/events", guest, view, shape="desk"),
    )


async def hall_page(guest: Guest, events: str) -> Response:
    """One panel after the other, for a screen that nobody touches."""
    view = view_of(guest, is_hall=True)
    parts = {name: part.html for name, part in (await view.fresh()).items()}
    return guest.show(
        "hall.html",
        title=guest.say.plain("board-page-title"),
        parts=safe(parts),
        panels=[(name, guest.say.plain(key)) for name, key in PANELS.items() if name in parts],
        events=events_address(events, guest, view, shape="hall"),
    )


def events_address(path: str, guest: Guest, view: View[Read], *, shape: str) -> str:
    """Where the page hears of what is newer than itself. Without chosen months it goes on with the new month."""
    asked = {name: word for name in ("since", "until") if (word := guest.asked(name))}
    told = {"shape": shape, "lang": guest.say.language, "mark": view.mark}
    return f"{path}?{urlencode(asked | told)}"


async def events(guest: Guest) -> Response:
    """The stream of somebody who is signed in; it ends with his session."""
    if guest.me is None:
        return PlainTextResponse("signed out", 401)

    async def allowed() -> bool:
        again = await guest_of(guest.office, guest.hub, guest.request, is_there=False)
        return again.me is not None

    return stream(guest, allowed, is_hall=guest.asked("shape") == "hall")


def stream(guest: Guest, allowed: Allowed, *, is_hall: bool) -> Response:
    """Server-sent events from where the reader stopped. A page of this month goes on with the next one."""
    months = span_of(guest)

    async def still() -> bool:
        return span_of(replace(guest, at=guest.office.now())) == months and await allowed()

    if guest.hub.is_full:
        return PlainTextResponse("too many", 503)
    mark = guest.request.headers.get("last-event-id") or guest.asked("mark")
    lines = guest.hub.stream(view_of(guest, is_hall=is_hall), mark, still)
    return StreamingResponse(lines, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def hall(guest: Guest) -> Response:
    """A screen in a hall, by its own address; whoever opens it sees no more than the hall."""
    token = guest.request.path_params["token"]
    if not await hangs(guest.office.db, token, at=guest.at):
        return guest.message("board-page-screen-gone", 404)
    return await hall_page(guest, f"/board/hall/{token}/events")


async def hall_events(guest: Guest) -> Response:
    """The screen's stream; it ends when the screen is taken down."""
    token = guest.request.path_params["token"]

    async def allowed() -> bool:
        return await hangs(guest.office.db, token, at=guest.office.now())

    if not await allowed():
        return PlainTextResponse("taken down", 404)
    return stream(guest, allowed, is_hall=True)
