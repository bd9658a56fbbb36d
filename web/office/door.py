"""Signing in and out: a link opened by GET only shows a button, so that a preview of the link uses nothing up."""

import secrets

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from domain.errors import Refusal
from domain.roles import ENTERS
from services.office import SESSION_LIVES, sign_in, sign_out
from texts import Say, speaker
from texts.say import language_of
from web.office.guard import COOKIE, is_ours, message, signed_out, whoever
from web.office.visit import ROOT, Office, csrf_of, render

DOOR_COOKIE = "sidan_door"
DOOR_SECONDS = 15 * 60


class Door:
    """The three routes that need no session."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def say(self, request: Request) -> Say:
        """Chinese first: English for browsers that ask for it."""
        return speaker(language_of(request.headers.get("accept-language")), self.office.db.park.calendar.zone)

    def too_often(self, request: Request) -> bool:
        """Whether this address knocks too often."""
        return not self.office.doors.allows(request.client.host if request.client else "", self.office.now())

    async def knock(self, request: Request) -> Response:
        """The page with the button; it tells nobody whether the link is any good."""
        say, cookie = self.say(request), secrets.token_urlsafe(32)
        wanted = request.query_params.get("to", "")
        page = render("door.html", say, csrf=csrf_of(cookie), token=request.path_params["token"], to=wanted)
        response = HTMLResponse(page)
        self.set(response, DOOR_COOKIE, cookie, DOOR_SECONDS)
        return response

    async def enter(self, request: Request) -> Response:
        """The button: the link is used up and a session begins."""
        say, cookie = self.say(request), request.cookies.get(DOOR_COOKIE, "")
        if self.too_often(request):
            return message(say, "office-too-often", 429)
        form = await request.form(max_files=0, max_fields=10)
        if not cookie or not is_ours(self.office, request, str(form.get("csrf", "")), cookie):
            return message(say, "office-not-our-form", 403)
        try:
            who = await sign_in(self.office.db, str(form.get("token", "")), at=self.office.now())
        except Refusal as no:
            return message(say, no.text, 403)
        is_for_board = form.get("to") == "board" or not who.me.roles & ENTERS
        response = RedirectResponse("/board" if is_for_board else f"{ROOT}/", 303)
        self.set(response, COOKIE, who.cookie, int(SESSION_LIVES.total_seconds()), path="/")
        response.delete_cookie(DOOR_COOKIE, path=ROOT)
        return response

    async def leave(self, request: Request) -> Response:
        """Sign out, here and now."""
        who = await whoever(self.office, request)
        if who is None:
            return signed_out(request)
        form = await request.form(max_files=0, max_fields=10)
        if not is_ours(self.office, request, str(form.get("csrf", "")), who.cookie):
            return message(self.say(request), "office-not-our-form", 403)
        await sign_out(self.office.db, who.cookie, at=self.office.now())
        response = RedirectResponse(f"{ROOT}/", 303)
        response.delete_cookie(COOKIE)
        return response

    def set(self, response: Response, name: str, value: str, seconds: int, path: str = ROOT) -> None:
        """A cookie that no script reads and no foreign page sends along; the session's opens the board as well."""
        response.set_cookie(
            name, value, max_age=seconds, path=path, httponly=True, samesite="lax", secure=self.office.is_secure
        )
