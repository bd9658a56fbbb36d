"""All routers in the order they are asked: commands before forms, forms before free words."""

from collections.abc import Callable
from datetime import datetime

from aiogram import Dispatcher, Router

from handlers import (
    agency,
    albums,
    assign,
    away,
    board,
    booking_forms,
    bookings,
    calendar,
    catalogue,
    colleagues,
    common,
    door,
    errors,
    exports,
    fallback,
    find,
    firms,
    forms,
    landing,
    ledger,
    offer,
    office,
    own,
    progress,
    queues,
    reception_days,
    report,
    requests,
    start,
    table,
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
    received = (*reception_days.FORMS, *booking_forms.FORMS, *table.FORMS)
    of_cases = (*agency.FORMS, *ledger.FORMS, landing.FORM)
    return forms.Forms(report.FORM, *tickets.FORMS.values(), *beside, *of_firms, *common.FORMS, *received, *of_cases)


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
        catalogue.router(known),
        table.door_router(),
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
        agency.router(known),
        visits.router(known),
        table.router(known),
        bookings.router(known),
        firms.router(known),
        reception_days.router(known),
        assign.router(known),
        calendar.router(known),
        office.router(office_url),
        board.router(),
        exports.router(),
        progress.router(office_url),
        ledger.router(known),
        landing.router(known),
        forms.router(known),
        agency.files_router(known),
        fallback.router(known),
    ]
