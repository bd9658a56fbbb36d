"""One request of somebody at the back office: who asks, what he may see, and the page he gets."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from domain.roles import Role
from storage.database import Database
from storage.people import Me
from storage.tables import Inbox
from texts import Say
from web.office.limits import Limit

ROOT = "/admin"
TEMPLATES = Path(__file__).with_name("templates")
OpenTo = Mapping[tuple[str, str], frozenset[Role]]


@dataclass
class Office:
    """What every page is given. `address` is the public one; `invitation_link` makes a link of a token."""

    db: Database
    now: Callable[[], datetime]
    address: str
    invitation_link: Callable[[str], Awaitable[str]]
    handle_again: Callable[[Inbox], None]
    settings: Mapping[str, str] = field(default_factory=dict)
    doors: Limit = field(default_factory=lambda: Limit(20, timedelta(minutes=5)))
    posts: Limit = field(default_factory=lambda: Limit(60, timedelta(minutes=1)))
    workbooks: dict[int, bytes] = field(default_factory=dict)

    @property
    def is_secure(self) -> bool:
        """Whether cookies may travel by https only."""
        return self.address.startswith("https:")


@dataclass
class Visit:
    """A request of somebody who is signed in, with the time it came, and what he typed."""

    office: Office
    request: Request
    me: Me
    cookie: str
    say: Say
    at: datetime
    open_to: OpenTo
    form: FormData = field(default_factory=FormData)

    @property
    def db(self) -> Database:
        """Where things are kept."""
        return self.office.db

    def asked(self, name: str) -> str:
        """A word of the address: a filter, a page."""
        return self.request.query_params.get(name, "").strip()

    def typed(self, name: str) -> str:
        """A field of the form."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def may(self, path: str, method: str = "GET") -> bool:
        """Whether his roles open that route."""
        return bool(self.me.roles & self.open_to.get((path, method), frozenset()))

    @property
    def page(self) -> int:
        """Which page of a list is asked for, from 1."""
        word = self.asked("page")
        return max(1, int(word)) if word.isdecimal() and len(word) < len("10000") else 1

    @property
    def menu(self) -> Sequence[tuple[str, str]]:
        """The pages that he may open: address and key of its name."""
        return [(path, name) for path, name in MENU if self.may(path)]

    def show(self, template: str, status: int = 200, **context: object) -> Response:
        """A page in his language."""
        return HTMLResponse(render(template, self.say, csrf=csrf_of(self.cookie), visit=self, **context), status)

    def go(self, path: str, done: str) -> Response:
        """After a POST: another page, with a word on what was done."""
        return RedirectResponse(f"{ROOT}{path}{'&' if '?' in path else '?'}done={done}", 303)


MENU: tuple[tuple[str, str], ...] = (
    ("/tickets", "office-tickets"),
    ("/reception", "office-reception"),
    ("/agency", "office-agency"),
    ("/people", "office-people"),
    ("/firms", "office-firms"),
    ("/departments", "office-departments"),
    ("/categories", "office-categories"),
    ("/items", "office-items"),
    ("/days", "office-days"),
    ("/workbook", "office-workbook"),
    ("/pushes", "office-pushes"),
    ("/inbox", "office-inbox"),
    ("/screens", "office-screens"),
    ("/trail", "office-trail"),
    ("/settings", "office-settings"),
)
DONE = {
    "saved": "office-done-saved",
    "moved": "office-done-moved",
    "again": "office-done-again",
    "loaded": "office-done-loaded",
    "ended": "office-done-ended",
}


def csrf_of(cookie: str) -> str:
    """What a form has to bring along: only who holds the cookie's page can know it."""
    return hashlib.sha256(f"csrf:{cookie}".encode()).hexdigest()


@cache
def environment(folder: Path = TEMPLATES) -> Environment:
    """Templates whose values are always escaped, and in which a missing one is an error."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, say: Say, **context: object) -> str:
    """A template with its sentences."""
    given = {"say": say.plain, "word": say.word, "stamp": say.stamp, "language": say.language, "root": ROOT}
    defaults: dict[str, object] = {"visit": None, "csrf": "", "done_key": None}
    visit = context.get("visit")
    if isinstance(visit, Visit):
        defaults["done_key"] = DONE.get(visit.asked("done"))
    return environment().get_template(template).render(**given, **(defaults | context))
