"""Publishing in the browser: the assessor looks through what would be frozen, then presses once."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from domain.roles import Role
from domain.scoring import By
from services.categories import kinds
from services.publishing import month_named, publish, published_months, to_publish
from web.board.guest import LISTED, Guest
from web.board.hub import Hub
from web.board.live import MONTHS
from web.board.reading import SHOWN, Reader, months_back, ranking_of, rated, services_of, sums_table
from web.office.guard import Page, guarded
from web.office.visit import Office, Visit, csrf_of

PATH = "/board/publish"
MAY = frozenset({Role.ASSESSOR})


def publishing(office: Office, hub: Hub) -> dict[str, Callable[[Request], Awaitable[Response]]]:
    """The two endpoints by their method, behind the back office's guard: session, role, CSRF, pace."""

    async def review(visit: Visit) -> Response:
        return await reviewed(Guest(office, hub, visit.request, visit.me, visit.at), visit)

    pages = (Page(PATH, review, MAY), Page(PATH, published, MAY, "POST"))
    return {page.method: guarded(office, page, {(page.path, page.method): page.may}) for page in pages}


async def reviewed(guest: Guest, visit: Visit) -> Response:
    """What would be frozen now, each figure with its list; a month that is published already is shown as it is."""
    calendar, known = visit.db.park.calendar, await published_months(visit.db)
    first = month_named(visit.asked("month"), calendar.today(visit.at))
    month, say = f"{first:%Y-%m}", guest.say
    if month in known:
        return RedirectResponse(f"/board/published/{month}", 303)
    over = [each for each in months_back(calendar.today(visit.at), MONTHS)[1:] if each not in known]
    seen = await to_publish(visit.db, first, by=visit.me, at=visit.at)
    categories = {kind.code: kind for kind in await kinds(visit.db)}
    reader = Reader(say, categories, month, month, LISTED, guest.tickets)
    ranking = ranking_of(seen, reader)
    return guest.show(
        "publish.html",
        title=say.plain("board-page-publish-title", month=reader.month(month)),
        month=month,
        months=[(each, reader.month(each)) for each in over],
        services=services_of(seen.park, seen.uncalled, seen.inspections, reader),
        rates=[rated(measure, seen.park, reader) for measure in SHOWN],
        tables=[*([ranking] if ranking else []), *(sums_table(By(by), rows, reader) for by, rows in seen.rows.items())],
        csrf=csrf_of(visit.cookie),
    )


async def published(visit: Visit) -> Response:
    """Frozen; pressed twice it is the same month. Then the page that everybody can read."""
    first = month_named(visit.typed("month"), visit.db.park.calendar.today(visit.at))
    row = await publish(visit.db, first, by=visit.me, at=visit.at)
    return RedirectResponse(f"/board/published/{row.month}", 303)
