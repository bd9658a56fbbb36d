"""All routers in the order they are asked: commands before forms, forms before free words."""

from collections.abc import Callable
from datetime import datetime

from aiogram import Dispatcher, Router

from handlers import (
    albums,
    assign,
    away,
    board,
    calendar,
    colleagues,
    common,
    door,
    errors,
    fallback,
    find,
    firms,
    forms,
    offer,
    office,
    own,
    queues,
    report,
    requests,
    start,
    thread,
    tickets,
    visits,
    work,
)
from handlers.talk import Identify
from storage.database import Database


def all_forms() -> forms.Forms:
    """Every guided form."""
    beside = (work.COMMENT_FORM, calendar.FORM, thread.FORM, away.FORM, find.FORM)
    of_firms = (colleagues.FORM, visits.FORM, firms.FORM, assign.FORM, door.FORM, *requests.FORMS)
    return forms.Forms(report.FORM, *tickets.FORMS.values(), *beside, *of_firms, *common.FORMS)


def dispatcher(
    db: Database, now: Callable[[], datetime], link: Callable[[str], str], office_url: str = ""
) -> Dispatcher:
    """A dispatcher that knows every conversation. Our own desk keeps the drafts, so aiogram's state is off."""
    made = Dispatcher(disable_fsm=True)
    made.update.outer_middleware(Identify(db, now, link))
    made.include_routers(*routers(office_url))
    return made


def routers(office_url: str = "") -> list[Router]:
    """Fresh ones: a router can be attached once."""
    known = all_forms()
    return [
        errors.router(),
        forms.repeat_router(known),
        start.router(known),
        door.router(known),
        albums.router(known),
        report.router(known),
        find.router(known),
        common.router(known),
        colleagues.router(known),
        own.router(),
        requests.router(known),
        tickets.router(known),
        offer.router(known),
        thread.router(known),
        queues.router(),
        away.router(known),
        visits.router(known),
        firms.router(known),
        assign.router(known),
        calendar.router(known),
        office.router(office_url),
        board.router(),
        forms.router(known),
        fallback.router(known),
    ]
