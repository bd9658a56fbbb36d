"""后台: the one-time link that opens the back office in a browser."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from handlers.filters import IsBound
from handlers.replies import Reply, send
from handlers.talk import Talk
from services.office import LINK_LIVES, make_office_link
from texts import Html


def router(office_url: str) -> Router:
    """`office_url` is the public address of the web side."""
    made = Router(name="office")

    @made.message(Command("admin"), IsBound())
    async def link(_message: Message, talk: Talk) -> Reply:
        token = await make_office_link(talk.db, by=talk.person, at=talk.at)
        address = Html(f"{office_url}/admin/in/{token}")
        minutes = int(LINK_LIVES.total_seconds() // 60)
        return [send(talk, talk.say("office-link", link=address, minutes=minutes))]

    return made
