"""Screens in halls: hang one, see which there are, take one down."""

from datetime import datetime
from urllib.parse import quote

from starlette.responses import Response

from domain.errors import BadField
from services.screens import KEEPERS, LONGEST, hang, new_token, screens_listed, take_down
from web.office.guard import Page
from web.office.visit import Visit


async def listed(visit: Visit) -> Response:
    """Those that hang, and the form for one more."""
    return await page_of(visit)


async def page_of(visit: Visit, *, typed: str = "", problem: str = "") -> Response:
    """The page; what was typed stays when it cannot be saved."""
    rows = await screens_listed(visit.db, by=visit.me)
    return visit.show(
        "screens.html",
        409 if problem else 200,
        title=visit.say.plain("office-screens"),
        screens=[(row.id, row.place, date_of(visit, row.made_at), date_of(visit, row.until)) for row in rows],
        token=new_token(),
        longest=LONGEST,
        typed=typed,
        problem=problem,
    )


def date_of(visit: Visit, moment: datetime) -> str:
    """A day in the park, with its year."""
    return visit.say.stamp(moment)[: len("2026-11-24")]


async def hung(visit: Visit) -> Response:
    """One more: its address is shown here and nowhere else."""
    place, token = visit.typed("place"), visit.typed("token")
    try:
        row = await hang(visit.db, place, token, by=visit.me, at=visit.at)
    except BadField as wrong:
        return await page_of(visit, typed=place, problem=visit.say.plain(wrong.text, **wrong.details))
    address = f"{visit.office.address}/board/hall/{quote(token)}"
    return visit.show(
        "screen.html",
        title=row.place,
        address=address,
        until=date_of(visit, row.until),
    )


async def taken_down(visit: Visit) -> Response:
    """Its address opens nothing any more."""
    word: str = visit.request.path_params["row"]
    if word.isdecimal() and len(word) < len("999999999"):
        await take_down(visit.db, int(word), by=visit.me, at=visit.at)
    return visit.go("/screens", "ended")


PAGES = [
    Page("/screens", listed, KEEPERS),
    Page("/screens", hung, KEEPERS, "POST"),
    Page("/screens/{row}", taken_down, KEEPERS, "POST"),
]
