"""Everything else: a number shows its ticket, an edit is a supplement, a sentence is offered to be filed."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from cards.ticket import ticket_card
from domain.errors import UnknownTicket
from domain.lifecycle import Action
from domain.numbers import read_number
from domain.roles import Role
from handlers.desk import Filling
from handlers.filters import IsCommand
from handlers.forms import Forms
from handlers.readers import read
from handlers.replies import Reply, send, toast
from handlers.report import offer
from handlers.talk import Talk
from handlers.tickets import told_in
from handlers.work import WORK
from services.tickets import Sight, find, supplement


def router(forms: Forms) -> Router:
    """The last router: nobody is left without an answer."""
    made = Router(name="fallback")

    @made.edited_message()
    async def edited(_message: Message, talk: Talk) -> Reply:
        return await take_edit(talk, forms)

    @made.message(IsCommand())
    async def unknown_command(_message: Message, talk: Talk) -> Reply:
        return [send(talk, talk.say("command-unknown"))]

    @made.message()
    async def anything(message: Message, talk: Talk) -> Reply:
        return await take_words(message, talk, forms)

    @made.callback_query()
    async def old_button(_callback: CallbackQuery, talk: Talk) -> Reply:
        return toast(talk, talk.say.plain("form-over"))

    return made


async def take_edit(talk: Talk, forms: Forms) -> Reply:
    """The answer of a form not sent yet changes; what is filed keeps its words and gets the new ones beside them."""
    if await forms.edited(talk):
        return [send(talk, talk.say("edit-draft"))]
    said = read(talk.messages)
    ticket = await supplement(talk.db, said.message_id, said.text, by=talk.person, at=talk.at, key=talk.key)
    if ticket is None:
        return [send(talk, talk.say("edit-nothing"))]
    return [send(talk, talk.say("edit-supplement", number=ticket.number))]


async def take_words(message: Message, talk: Talk, forms: Forms) -> Reply:
    """A number, a reply to a card, or a sentence."""
    sight = await meant(message, talk)
    if sight and Action.REPORT in sight.actions and message.reply_to_message:
        return await report_on(talk, forms, sight)
    asked = len(talk.messages) == 1 or Role.CONTACT not in talk.person.roles  # a firm's burst is kept whole
    if sight and asked and read_number(message.text or "", talk.db.park.prefix):
        return [send(talk, ticket_card(sight, talk.say, talk.db.park.calendar, talk.at))]
    if Role.CONTACT in talk.person.roles:
        return await offer(talk)
    return [send(talk, talk.say("staff-words"))]


async def meant(message: Message, talk: Talk) -> Sight | None:
    """The ticket whose number stands in the message or the card it replies to; a stranger's is unknown."""
    number = read_number(f"{message.text or ''} {told_in(message)}", talk.db.park.prefix)
    if number is None:
        return None
    try:
        return await find(talk.db, number, talk.person)
    except UnknownTicket:
        if message.reply_to_message:
            return None
        raise


async def report_on(talk: Talk, forms: Forms, sight: Sight) -> Reply:
    """The owner replies to a card: his words are a progress report, sent when he says so."""
    filling = Filling(WORK[Action.REPORT].name, ticket_id=sight.ticket.id)
    answer = read(talk.messages)
    filling.take(answer.files)
    if answer.text:
        filling.hear("text", answer.parts)
    return await forms.begin(talk, filling)
