"""One place answers refusals; what is no refusal is logged with its update id and apologised for with that number."""

import structlog
from aiogram import Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent

from cards.ticket import ticket_card
from domain.errors import Refusal, UnknownTicket
from handlers.replies import Reply, show, toast
from handlers.talk import Talk
from services.tickets import see
from storage.database import OUTAGES

log = structlog.get_logger()


def router() -> Router:
    """The router of everything that went otherwise."""
    made = Router(name="errors")

    @made.error(ExceptionTypeFilter(Refusal))
    async def refused(event: ErrorEvent, talk: Talk) -> Reply:
        return await refuse(talk, event.exception)

    @made.error(ExceptionTypeFilter(*OUTAGES))
    async def away(event: ErrorEvent) -> Reply:
        raise event.exception  # the update waits in the inbox until the database is back

    @made.error()
    async def broken(event: ErrorEvent, talk: Talk) -> Reply:
        log.error("handler failed", update_id=event.update.update_id, exc_info=event.exception)
        return toast(talk, talk.say.plain("error-broken", number=str(event.update.update_id)), alert=True)

    return made


async def refuse(talk: Talk, why: Exception) -> Reply:
    """Say why not and what can be done; a card that was out of date is drawn anew."""
    if not isinstance(why, Refusal):
        raise TypeError from why
    sentence = talk.say.plain(why.text, **why.details)
    return [*toast(talk, sentence, alert=True), *await redrawn(talk)]


async def redrawn(talk: Talk) -> Reply:
    """The card whose button was refused, as it stands now."""
    kind, *parts = ((talk.pressed.data if talk.pressed else None) or "").split(":")
    if kind != "t" or talk.me is None:
        return []
    try:
        sight = await see(talk.db, int(parts[1]), talk.me)
    except UnknownTicket:
        return []
    return show(talk, ticket_card(sight, talk.say, talk.db.park.calendar, talk.at))
