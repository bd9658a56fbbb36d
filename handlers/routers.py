"""All routers in the order they are asked: commands before forms, forms before free words."""

from collections.abc import Callable
from datetime import datetime

from aiogram import Dispatcher, Router

from handlers import (
    albums,
    away,
    calendar,
    common,
    errors,
    fallback,
    find,
    forms,
    offer,
    office,
    queues,
    report,
    start,
    thread,
    tickets,
    work,
)
from handlers.talk import Identify
from storage.database import Database


def all_forms() -> forms.Forms:
    """Every guided form."""
    beside = (work.COMMENT_FORM, calendar.FORM, thread.FORM, away.FORM, find.FORM)
    return forms.Forms(report.FORM, *tickets.FORMS.values(), *beside, *common.FORMS)


def dispatcher(db: Database, now: Callable[[], datetime], office_url: str = "") -> Dispatcher:
    """A dispatcher that knows every conversation. Our own desk keeps the drafts, so aiogram's state is off."""
    made = Dispatcher(disable_fsm=True)
    made.update.outer_middleware(Identify(db, now))
    made.include_routers(*routers(office_url))
    return made


def routers(office_url: str = "") -> list[Router]:
    """Fresh ones: a router can be attached once."""
    known = all_forms()
    return [
        errors.router(),
        forms.repeat_router(known),
        start.router(known),
        start.visitors(),
        albums.router(known),
        report.router(known),
        find.router(known),
        common.router(known),
        tickets.router(known),
        offer.router(known),
        thread.router(known),
        queues.router(),
        away.router(known),
        calendar.router(known),
        office.router(office_url),
        forms.router(known),
        fallback.router(known),
    ]
