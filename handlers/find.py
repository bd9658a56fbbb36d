"""查找: tickets by the words in them; and beside a form what is like it, which the form's words can be added to."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.card import Card
from cards.find import found_card, similar_card
from cards.ticket import ticket_card
from domain.errors import NotAnAnswer, WordTooShort
from handlers.adding import add_words, said_in
from handlers.desk import Filling
from handlers.filters import MenuButton, Tapped
from handlers.forms import Form, Forms, Step
from handlers.readers import Answer
from handlers.replies import Reply, send
from handlers.talk import Talk
from services.search import parted, search, similar
from services.tickets import see

FIND = "find"


def read_wanted(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """The words to look for."""
    try:
        return " ".join(parted(answer.text))
    except WordTooShort as why:
        raise NotAnAnswer(why.text, **why.details) from why


async def send_found(talk: Talk, filling: Filling) -> Reply:
    """Look for the words that were asked for."""
    return await tell_found(talk, filling.answers["words"])


async def tell_found(talk: Talk, words: str) -> Reply:
    """What the words are found in."""
    found = await search(talk.db, words, talk.person)
    return [send(talk, found_card(found, words, talk.say, talk.db.park.calendar, talk.at))]


FORM = Form(FIND, (Step("words", read_wanted),), send_found)


def router(forms: Forms) -> Router:
    """The ways to look for something, and the buttons of what is found."""
    made = Router(name=FIND)

    @made.message(Command(FIND))
    @made.message(MenuButton("menu-find"))
    async def find(_message: Message, talk: Talk, command: CommandObject | None = None) -> Reply:
        if command and command.args:
            return await tell_found(talk, command.args)
        return await forms.begin(talk, Filling(FIND))

    @made.callback_query(Tapped("n"))
    async def opened(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        sight = await see(talk.db, int(parts[0]), talk.person)
        return [send(talk, ticket_card(sight, talk.say, talk.db.park.calendar, talk.at))]

    @made.callback_query(Tapped("a"))
    async def added(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await add_to(talk, forms, parts[0], int(parts[1]))

    return made


async def known_already(talk: Talk, filling: Filling) -> Card:
    """Below a report: the firm's tickets that are like it, and how many other firms have the same problem."""
    firm_id = int(filling.answers.get("firm") or min(talk.person.firm_ids, default=0))
    text, kind = said_in(filling), filling.answers.get("category", "")
    known = await similar(talk.db, firm_id, text, kind, by=talk.person, at=talk.at)
    return similar_card(known, filling.key, talk.say, talk.db.park.calendar, talk.at)


async def add_to(talk: Talk, forms: Forms, key: str, ticket_id: int) -> Reply:
    """Instead of filing: what was typed and sent goes to a ticket that is there already."""
    filling = talk.desk.with_key(key)
    return await (add_words(talk, filling, ticket_id) if filling else forms.over(talk, key))
