"""后台 and 亮单 in a browser: the one-time link that opens the back office, or the board right away."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from cards.board import BOARD, SCREEN
from handlers.filters import IsBound, Tapped
from handlers.replies import Reply, send
from handlers.talk import Talk
from services.office import LINK_LIVES, make_office_link
from texts import Html

BOARD_FIRST = "?to=board"


def router(office_url: str) -> Router:
    """`office_url` is the public address of the web side."""
    made = Router(name="office")

    @made.message(Command("admin"), IsBound())
    async def link(_message: Message, talk: Talk) -> Reply:
        return [send(talk, await opened(talk, "office-link", office_url))]

    @made.message(Command("screen"), IsBound())
    async def screen(_message: Message, talk: Talk) -> Reply:
        return [send(talk, await opened(talk, "board-link", office_url, BOARD_FIRST))]

    @made.callback_query(Tapped(BOARD, SCREEN), IsBound())
    async def tapped(_callback: CallbackQuery, talk: Talk) -> Reply:
        return [send(talk, await opened(talk, "board-link", office_url, BOARD_FIRST))]

    return made


async def opened(talk: Talk, key: str, office_url: str, where: str = "") -> Html:
    """A new link in its sentence; the one before opens nothing now."""
    token = await make_office_link(talk.db, by=talk.person, at=talk.at)
    address = Html(f"{office_url}/admin/in/{token}{where}")
    return talk.say(key, link=address, minutes=int(LINK_LIVES.total_seconds() // 60))
