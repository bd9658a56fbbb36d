"""One's own place at the desk: another phone."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from handlers.replies import Reply, link_message, send
from handlers.talk import Talk
from services.people import MOVE_LIVES, own_link


def router() -> Router:
    """What everybody who is bound can do for himself."""
    made = Router(name="own")

    @made.message(Command("newphone"))
    async def move(_message: Message, talk: Talk) -> Reply:
        token = await own_link(talk.db, by=talk.person, at=talk.at)
        link = talk.link(token)
        text = talk.say("newphone-link", link=link or f"/start {token}", until=talk.at + MOVE_LIVES)
        return [send(talk, talk.say("newphone-how")), link_message(talk, link, text)]

    return made
