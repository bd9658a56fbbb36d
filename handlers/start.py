"""The door: /start with or without an invitation, the menu, /help, /language, /cancel."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.methods import SetMyCommands, TelegramMethod
from aiogram.types import BotCommandScopeChat, CallbackQuery, ChatMemberUpdated, Message

from cards.card import Button, Card, tap
from domain.roles import Role
from handlers.door import door
from handlers.filters import IsBound, MenuButton, Tapped
from handlers.forms import Forms
from handlers.menu import commands, menu
from handlers.replies import Reply, reply_keyboard, send, show
from handlers.talk import Talk
from services.assignment import red_firms
from services.people import accept_invitation, choose_language, reachable, unreachable
from services.queues import all_heaps
from storage.people import Me
from texts import LANGUAGES, Html, speaker

GONE = {"kicked", "left"}


def router(forms: Forms) -> Router:
    """What anybody can say at any time; commands stand before forms."""
    made = Router(name="start")

    @made.message(CommandStart(deep_link=True))
    async def invited(_message: Message, command: CommandObject, talk: Talk) -> Reply:
        token = (command.args or "").strip()
        language = talk.say.language
        me = await accept_invitation(talk.db, token, talk.bot_id, talk.chat_id, language=language, at=talk.at)
        return await welcome(talk, me)

    @made.message(CommandStart(), IsBound())
    async def start(_message: Message, talk: Talk) -> Reply:
        return await welcome(talk, talk.person)

    @made.message(Command("help"))
    @made.message(MenuButton("menu-help"))
    async def tell(_message: Message, talk: Talk) -> Reply:
        return [send(talk, talk.say(help_key(talk.me)))]

    @made.message(Command("cancel"))
    async def cancel(_message: Message, talk: Talk) -> Reply:
        if talk.desk.filling is None:
            return [send(talk, talk.say("cancel-nothing"))]
        return await forms.cancel(talk, talk.desk.filling)

    @made.message(Command("language"))
    async def language(_message: Message, talk: Talk) -> Reply:
        buttons = tuple(Button(speaker(name).plain("language-name"), tap("l", name)) for name in LANGUAGES)
        return [send(talk, Card(talk.say("language-which"), (buttons,)))]

    @made.callback_query(Tapped("l"))
    async def chosen(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await speak(talk, parts[0])

    @made.my_chat_member()
    async def member(update: ChatMemberUpdated, talk: Talk) -> Reply:
        tell = unreachable if update.new_chat_member.status in GONE else reachable
        await tell(talk.db, talk.bot_id, talk.chat_id, at=talk.at)
        return []

    return made


async def speak(talk: Talk, language: str) -> Reply:
    """Go on in the language that was chosen: sentences, menu and commands."""
    talk.speak(language)
    chosen = show(talk, talk.say("language-chosen"))
    if talk.me is None:
        return [*chosen, door(talk)]
    talk.me = await choose_language(talk.db, talk.me, language)
    return [*chosen, *await welcome(talk, talk.me)]


async def welcome(talk: Talk, me: Me) -> Reply:
    """Greet the person by name, say what waits for him, with the buttons and commands of his roles."""
    talk.speak(me.language)
    hello = talk.say("welcome-contact" if Role.CONTACT in me.roles else "welcome-staff", name=me.person.name)
    waits = await all_heaps(talk.db, by=me, at=talk.at)
    counts = " · ".join(f"{talk.say.word(heap)} {len(found)}" for heap, found in waits.items())
    red = await red_firms(talk.db, by=me)
    lines = [talk.say("heap-counts", counts=counts)] if counts else []
    lines += [talk.say("assign-red", count=red)] if red else []
    greeting = send(talk, Html("\n".join([hello, *lines])))
    greeting = greeting.model_copy(update={"reply_markup": reply_keyboard(menu(me, talk.say))})
    return [greeting, own_commands(talk, me)]


def own_commands(talk: Talk, me: Me) -> TelegramMethod[bool]:
    """The commands of the person's roles, in his language, for his chat."""
    return SetMyCommands(commands=commands(me, talk.say), scope=BotCommandScopeChat(chat_id=talk.chat_id))


def help_key(me: Me | None) -> str:
    """Which help somebody gets."""
    if me is None:
        return "help-visitor"
    if Role.CONTACT in me.roles:
        return "help-contact"
    return "help-agent" if Role.AGENT in me.roles else "help-staff"
