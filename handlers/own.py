"""One's own place at the desk: another phone, everything that is held about oneself, and leaving."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from cards.card import Button, Card, tap
from handlers.door import door, no_commands
from handlers.filters import Tapped
from handlers.replies import Reply, link_message, send, show
from handlers.talk import Talk
from services.leaving import leave, may_leave
from services.own_data import own_data
from services.people import MOVE_LIVES, own_link

LEAVE, YES, NO = "q", "yes", "no"
SAYS_YES = frozenset({YES, "确定"})


def router() -> Router:
    """What everybody who is bound can do for himself."""
    made = Router(name="own")

    @made.message(Command("newphone"))
    async def move(_message: Message, talk: Talk) -> Reply:
        token = await own_link(talk.db, by=talk.person, at=talk.at)
        link = talk.link(token)
        text = talk.say("newphone-link", link=link or f"/start {token}", until=talk.at + MOVE_LIVES)
        return [send(talk, talk.say("newphone-how")), link_message(talk, link, text)]

    @made.message(Command("mydata"))
    async def tell(_message: Message, talk: Talk) -> Reply:
        content = await own_data(talk.db, by=talk.person, at=talk.at)
        file = BufferedInputFile(content, "my-data.json")
        return [SendDocument(chat_id=talk.chat_id, document=file, caption=talk.say.plain("mydata-caption"))]

    @made.message(Command("leave"))
    async def ask(_message: Message, talk: Talk, command: CommandObject) -> Reply:
        await may_leave(talk.db, by=talk.person)
        if (command.args or "").strip().casefold() in SAYS_YES:
            return await gone(talk)
        return [send(talk, leave_card(talk))]

    @made.callback_query(Tapped(LEAVE))
    async def pressed(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await gone(talk) if parts[0] == YES else show(talk, talk.say("leave-stayed"))

    return made


def leave_card(talk: Talk) -> Card:
    """Ask once more before somebody leaves."""
    buttons = [Button(talk.say.plain(f"leave-{verb}"), tap(LEAVE, verb)) for verb in (YES, NO)]
    return Card(talk.say("leave-sure"), (tuple(buttons),))


async def gone(talk: Talk) -> Reply:
    """He has left; the menu and the commands of his roles go too."""
    await leave(talk.db, by=talk.person, at=talk.at)
    return [door(talk, talk.say("leave-done")), no_commands(talk)]
