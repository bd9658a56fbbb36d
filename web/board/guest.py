"""Who looks at the board, in which language and light: from the address, the cookies, and the sign-in."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from domain.roles import BOARD, ENTERS, OFFICE, SEES_ALL, Role
from domain.scoring import Measure
from services.office_tickets import as_reader
from services.scoreboard import FACTS, GUARDED
from storage.people import Me
from storage.tables import Person
from texts import LANGUAGES, Say, speaker
from texts.say import language_of
from web.board.drawing import render
from web.board.hub import Hub
from web.office.guard import whoever
from web.office.visit import Office

THEMES = {"light": "board-page-to-light", "dark": "board-page-to-dark"}
LANGUAGE_COOKIE, THEME_COOKIE = "sidan_language", "sidan_theme"
A_YEAR = 366 * 24 * 3600
HTTP_UNKNOWN = 401
HALL = frozenset({Role.ASSESSOR})
LISTED = frozenset({*FACTS, Measure.UNCALLED})


@dataclass(frozen=True)
class Guest:
    """One request. `me` is None of whom nobody knows: the hall, and readers of published months."""

    office: Office
    hub: Hub
    request: Request
    me: Me | None
    at: datetime

    def asked(self, name: str) -> str:
        """A word of the address."""
        return self.request.query_params.get(name, "").strip()

    def chosen(self, name: str, cookie: str, allowed: Collection[str]) -> str:
        """What the address chooses, else what was chosen before."""
        for word in (self.asked(name), self.request.cookies.get(cookie, "")):
            if word in allowed:
                return word
        return ""

    @property
    def theme(self) -> str:
        """Light or dark, as chosen; empty: as the device is."""
        return self.chosen("theme", THEME_COOKIE, THEMES)

    @property
    def say(self) -> Say:
        """His language: as chosen, as the desk knows it, as the browser asks for it."""
        own = self.me.language if self.me else language_of(self.request.headers.get("accept-language"))
        language = self.chosen("lang", LANGUAGE_COOKIE, LANGUAGES) or own
        return speaker(language, self.office.db.park.calendar.zone)

    @property
    def viewer(self) -> Me:
        """As whom he sees: all who see everything see the same, and so share one reckoning."""
        if self.me is None:
            return everything(HALL)
        me = as_reader(self.me)
        return everything(me.roles & SEES_ALL) if me.roles & SEES_ALL else me

    @property
    def audience(self) -> Hashable:
        """Who shares his board."""
        viewer = self.viewer
        return viewer.roles if viewer.id == 0 else (viewer.id, viewer.roles)

    @property
    def opens(self) -> frozenset[Measure]:
        """The figures behind which he may look: of ratings departments and liaisons see sums alone."""
        if self.me is None:
            return frozenset()
        return LISTED if self.viewer.roles & SEES_ALL else LISTED - GUARDED

    @property
    def tickets(self) -> str:
        """Where a ticket is read, if he may go there; its number follows."""
        return "/admin/tickets/" if self.me and self.me.roles & OFFICE else ""

    def show(self, template: str, status: int = 200, **context: object) -> Response:
        """A page in his language and light; what the address has chosen is remembered."""
        response = HTMLResponse(render(template, self.say, theme=self.theme, links=self.links, **context), status)
        for name, cookie, allowed in (("lang", LANGUAGE_COOKIE, LANGUAGES), ("theme", THEME_COOKIE, THEMES)):
            if (word := self.asked(name)) in allowed:
                secure = self.office.is_secure
                response.set_cookie(cookie, word, max_age=A_YEAR, path="/board", samesite="lax", secure=secure)
        return response

    def message(self, key: str, status: int, **details: object) -> Response:
        """One sentence as a page."""
        title = self.say.plain("board-page-how-in-title" if status == HTTP_UNKNOWN else "board-page-title")
        return self.show("message.html", status, title=title, text=self.say.plain(key, **details))

    def same(self, **changed: str) -> str:
        """The address, with something else chosen."""
        return str(self.request.url.include_query_params(**changed).replace(scheme="", netloc=""))

    @property
    def links(self) -> list[tuple[str, str]]:
        """What stands at the top of each page."""
        say = self.say
        made = [(self.same(theme=theme), say.plain(key)) for theme, key in THEMES.items() if theme != self.theme]
        other = next(language for language in LANGUAGES if language != say.language)
        made.append((self.same(lang=other), say.plain("board-page-to-other")))
        made.append(("/board/published", say.plain("board-page-to-published")))
        if self.me and Role.ASSESSOR in self.me.roles:
            made.append(("/board/publish", say.plain("board-page-to-publish")))
        if self.me:
            made.append(("/board?screen=hall", say.plain("board-page-to-hall")))
        if self.me and self.me.roles & ENTERS:
            made.append(("/admin/", say.plain("board-page-to-office")))
        return made


def everything(roles: frozenset[Role]) -> Me:
    """Somebody who sees everything and is nobody: he looks after no firm, so that hidden ones have no name for him."""
    return Me(Person(id=0, code="", name=""), roles, frozenset())


async def guest_of(office: Office, hub: Hub, request: Request, *, is_there: bool = True) -> Guest:
    """Who asks, if he is signed in and may look at the board."""
    who = await whoever(office, request, is_there=is_there)
    me = who.me if who and who.me.roles & BOARD else None
    return Guest(office, hub, request, me, office.now())
