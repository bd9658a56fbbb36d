"""查找: tickets by the words in them; and beside a form what is like it, which the form's words can be added to."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.card import Card
from cards.find import found_card, similar_card
from cards.ticket import ticket_card
from domain.errors import NotAnAnswer, WordTooShort
from domain.lifecycle import Action
from handlers.desk import Filling, joined
from handlers.filters import MenuButton, Tapped
from handlers.forms import Form, Forms, Step
from handlers.readers import Answer
from handlers.replies import Reply, send, show
from handlers.talk import Talk
from services.record import Move
from services.search import parted, search, similar
from services.tickets import move, see
from texts import Html

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
    firm_id = firm_meant(talk, filling)
    if firm_id is None:
        return Card(Html(""))
    text, kind = told_in(filling), filling.answers.get("category", "")
    known = await similar(talk.db, firm_id, text, kind, by=talk.person, at=talk.at)
    return similar_card(known, filling.key, talk.say, talk.db.park.calendar, talk.at)


def firm_meant(talk: Talk, filling: Filling) -> int | None:
    """The firm that was chosen, else the one a contact files for."""
    chosen = str(filling.answers.get("firm") or "")
    return int(chosen) if chosen.isdecimal() else min(talk.person.firm_ids, default=None)


def told_in(filling: Filling) -> str:
    """Everything a report says."""
    return joined(str(filling.answers.get(name) or "") for name in ("summary", "details"))


async def add_to(talk: Talk, forms: Forms, key: str, ticket_id: int) -> Reply:
    """Instead of filing: what was typed and sent becomes a message to a ticket that is there already."""
    filling = talk.desk.with_key(key)
    if filling is None:
        return await forms.over(talk, key)
    sight = await see(talk.db, ticket_id, talk.person)
    await move(talk.db, ticket_id, supplementing(filling, sight.actions), by=talk.person, at=talk.at, key=key)
    talk.desk.finish(filling, talk.update_id)
    await talk.save()
    sight, heading = await see(talk.db, ticket_id, talk.person), Html(talk.say("similar-added"))
    return show(talk, ticket_card(sight, talk.say, talk.db.park.calendar, talk.at, heading))


def supplementing(filling: Filling, possible: tuple[Action, ...]) -> Move:
    """The form as a message; as the answer, where the firm was asked for one."""
    return Move(
        Action.ANSWER if Action.ANSWER in possible else Action.MESSAGE,
        text=told_in(filling),
        files=filling.attached,
        message_id=filling.sources.get("summary"),
        messages=filling.messages,
    )
