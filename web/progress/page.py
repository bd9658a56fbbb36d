"""/progress/TOKEN: how one case stands, for whoever holds the link; nobody signs in, nothing can be done there."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from cards.progress import TITLES, mark, told
from domain.errors import PassGone
from domain.lifecycle import Light
from services.progress import Standing, opened_by_pass
from texts import LANGUAGES, Say, speaker
from texts.say import language_of
from web.office.guard import HEADERS, Headers
from web.office.limits import Limit
from web.office.visit import Office

ROOT = "/progress"
HERE = Path(__file__).parent
PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
LIGHTS = {
    Light.GREEN: "progress-page-light-green",
    Light.YELLOW: "progress-page-light-yellow",
    Light.RED: "progress-page-light-red",
}
OPENINGS, WITHIN = 60, timedelta(minutes=5)


class Passes:
    """Opens links, not too many a while from one address."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.openings = Limit(OPENINGS, WITHIN)

    async def open(self, request: Request) -> Response:
        """The page; a forged link gets the same answer as one that is over."""
        say, at = self.say(request), self.office.now()
        if not self.openings.allows(request.client.host if request.client else "", at):
            return page("gone.html", say, 429, text=say.plain("progress-page-often"))
        try:
            standing = await opened_by_pass(self.office.db, request.path_params["token"], at=at)
        except PassGone as gone:
            return page("gone.html", say, 404, text=say.plain(gone.text))
        return page("standing.html", say, **self.shown(standing, say))

    def say(self, request: Request) -> Say:
        """The language that was asked for by ?lang, else the browser's; Chinese first."""
        asked = request.query_params.get("lang", "")
        language = asked if asked in LANGUAGES else language_of(request.headers.get("accept-language"))
        return speaker(language, self.office.db.park.calendar.zone)

    def shown(self, standing: Standing, say: Say) -> dict[str, Any]:
        """What the page is made of: sentences, and how many steps are over."""
        done, total = len(standing.done), len(standing.steps)
        return {
            "case": standing.case,
            "told": told(standing, say.plain, say, self.office.db.park.calendar),
            "mark": mark(standing),
            "light": say.plain(LIGHTS[standing.light]) if standing.is_going else "",
            "done": done,
            "total": total,
            "steps": say.plain("progress-page-steps", done=str(done), total=str(total)),
            "titles": {name: say.plain(key) for name, key in TITLES.items()},
            "until": say.plain("progress-page-until", until=standing.until),
        }


def page(template: str, say: Say, status: int = 200, **context: Any) -> Response:
    """A page in a language, with the way to the other one."""
    other = next(each for each in LANGUAGES if each != say.language)
    made = environment().get_template(template)
    return HTMLResponse(made.render(say=say.plain, language=say.language, other=other, root=ROOT, **context), status)


@cache
def environment() -> Environment:
    """Templates whose values are always escaped, and in which a missing one is an error."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def progress_routes(office: Office) -> list[BaseRoute]:
    """What is mounted beside the back office."""
    routes: list[BaseRoute] = [
        Mount("/static", StaticFiles(directory=HERE / "static")),
        Route("/{token}", Passes(office).open),
    ]
    app = Headers(Starlette(routes=routes), secure=office.is_secure, headers=HEADERS | PRIVATE)
    return [Mount(ROOT, app)]
