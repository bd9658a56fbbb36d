"""What stands before every page: session, roles, CSRF, limits on size and pace, headers; and refusals as pages."""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.errors import NotForOffice, NotForYou, Refusal, UnknownTicket
from domain.roles import Role
from services.office import SignedIn, signed_in
from texts import Say, speaker
from texts.say import language_of
from web.office.visit import Office, OpenTo, Visit, csrf_of, render

log = structlog.get_logger()
COOKIE = "sidan_office"
LARGEST = 12 * 1024 * 1024
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
STATUS: dict[type[Refusal], int] = {UnknownTicket: 404, NotForYou: 403, NotForOffice: 403}
Handler = Callable[[Visit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Page:
    """One route: its path below /admin, who may, and what it does. The permission matrix is read from these."""

    path: str
    handler: Handler
    may: frozenset[Role]
    method: str = "GET"


class Unknown(Refusal):
    """There is no such row."""

    text = "office-no-such-row"


def guarded(office: Office, page: Page, open_to: OpenTo) -> Endpoint:
    """The page as an endpoint: opened to those who may, in the language of the person."""

    async def endpoint(request: Request) -> Response:
        who = await whoever(office, request)
        if who is None:
            return signed_out(request)
        say = speaker(who.me.language, office.db.park.calendar.zone)
        visit = Visit(office, request, who.me, who.cookie, say, office.now(), open_to)
        if not who.me.roles & page.may:
            return refused(visit, NotForOffice(), 403)
        try:
            wrong = await take_form(visit) if page.method == "POST" else None
            return wrong or await answered(page.handler, visit)
        finally:
            await request.close()  # what was uploaded

    return endpoint


async def whoever(office: Office, request: Request, *, is_there: bool = True) -> SignedIn | None:
    """Who is signed in with the request's cookie."""
    cookie = request.cookies.get(COOKIE)
    return await signed_in(office.db, cookie, at=office.now(), is_there=is_there) if cookie else None


def signed_out(request: Request) -> Response:
    """Nobody is signed in: how one gets in."""
    say = speaker(language_of(request.headers.get("accept-language")))
    return HTMLResponse(
        render("message.html", say, title=say.plain("office-sign-in"), text=say.plain("office-how-in")), 401
    )


async def take_form(visit: Visit) -> Response | None:
    """Read what was sent; a response when it is not from our own page, or comes too often."""
    if not visit.office.posts.allows(str(visit.me.id), visit.at):
        return message(visit.say, "office-too-often", 429)
    visit.form = await visit.request.form(max_files=1, max_fields=200)
    if not is_ours(visit.office, visit.request, visit.typed("csrf"), visit.cookie):
        return message(visit.say, "office-not-our-form", 403)
    return None


def is_ours(office: Office, request: Request, shown: str, cookie: str) -> bool:
    """Whether a form was sent from a page of ours that was made for this cookie."""
    origin = request.headers.get("origin")
    ours = {request.headers.get("host"), urlsplit(office.address).netloc}
    if origin is not None and urlsplit(origin).netloc not in ours:
        return False
    return hmac.compare_digest(shown.encode(), csrf_of(cookie).encode())


async def answered(handler: Handler, visit: Visit) -> Response:
    """The page, or the refusal's sentence; what is no refusal is logged and apologised for with a number."""
    try:
        return await handler(visit)
    except Refusal as no:
        return refused(visit, no, STATUS.get(type(no), 404 if isinstance(no, Unknown) else 409))
    except HTTPException:
        raise
    except Exception:
        number = secrets.token_hex(4)
        log.exception("a page of the back office failed", number=number, path=visit.request.url.path)
        return message(visit.say, "error-broken", 500, number=number)


def refused(visit: Visit, no: Refusal, status: int) -> Response:
    """A refusal as a page."""
    return visit.show(
        "message.html",
        status,
        title=visit.say.plain("office-not-possible"),
        text=visit.say.plain(no.text, **no.details),
    )


def message(say: Say, key: str, status: int, **details: object) -> Response:
    """One sentence as a page, for whoever it is."""
    return HTMLResponse(
        render("message.html", say, title=say.plain("office-not-possible"), text=say.plain(key, **details)), status
    )


class Headers:
    """Puts the security headers on every answer, and refuses bodies whose size is unknown or too large."""

    def __init__(self, app: ASGIApp, *, secure: bool, headers: Mapping[str, str] = HEADERS) -> None:
        self.app = app
        known = dict(headers) | ({"Strict-Transport-Security": "max-age=31536000"} if secure else {})
        self.headers = [(name.lower().encode(), value.encode()) for name, value in known.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on."""

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                is_file = "/static/" in scope["path"]
                keep = [] if is_file else [(b"cache-control", b"no-store")]
                message["headers"] = [*message.get("headers", []), *self.headers, *keep]
            await send(message)

        app: ASGIApp = self.app
        if scope["type"] == "http" and scope["method"] == "POST":
            size = dict(scope["headers"]).get(b"content-length", b"")
            if not size.isdigit():
                app = PlainTextResponse("length required", 411)
            elif int(size) > LARGEST:
                app = PlainTextResponse("too large", 413)
        await app(scope, receive, headed)
