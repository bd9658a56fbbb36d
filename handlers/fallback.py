"""Everything else: a reply or a number finds its ticket, an edit is a supplement, other words are offered a place."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from cards.thread import code_in
from cards.ticket import ticket_card
from domain.errors import UnknownTicket
from domain.lifecycle import Action
from domain.numbers import NUMBER, read_number
from domain.questions import asks_after
from handlers.filters import IsCommand
from handlers.forms import Forms, advice
from handlers.offer import offer
from handlers.progress import case_asked_after
from handlers.readers import FEWEST_LETTERS, LETTERS, read
from handlers.replies import Reply, send, toast
from handlers.talk import Talk
from handlers.thread import reply_to
from handlers.tickets import told_in
from services.record import Move
from services.thread import thread_firm
from services.tickets import Sight, find, move, supplement
from texts import Html

SPOKEN = (Action.ANSWER, Action.MESSAGE, Action.NOTE)


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
        return await take_words(message, talk)

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


async def take_words(message: Message, talk: Talk) -> Reply:
    """A reply belongs to its card, words with a number to that ticket, a bare number shows it; the rest is asked."""
    if code := code_in(told_in(message)):
        firm = await thread_firm(talk.db, code, by=talk.person)
        return await reply_to(talk, firm) if firm else await offer(talk)
    sight = await meant(message, talk)
    if sight is None:
        return await case_asked_after(message, talk) or await offer(talk)
    if message.reply_to_message or says_more(talk):
        return await say_on(talk, sight)
    return [send(talk, ticket_card(sight, talk.say, talk.db.park.calendar, talk.at))]


async def meant(message: Message, talk: Talk) -> Sight | None:
    """The ticket whose number stands in the message or the card it replies to; a stranger's is unknown."""
    said = read(talk.messages).text
    number = read_number(f"{said} {told_in(message)}", talk.db.park.prefix)
    if number is None:
        return None
    try:
        return await find(talk.db, number, talk.person)
    except UnknownTicket:
        if message.reply_to_message or says_more(talk):
            return None
        raise


def says_more(talk: Talk) -> bool:
    """Whether there is anything to tell beside a number: alone, or with "how is it", it is a question."""
    answer = read(talk.messages)
    if not answer.files and asks_after(answer.text):
        return False
    return bool(answer.files) or len(LETTERS.findall(NUMBER.sub("", answer.text.upper()))) >= FEWEST_LETTERS


async def say_on(talk: Talk, sight: Sight) -> Reply:
    """Words of a ticket: what the firm was asked for, else a message to the other side, else a note.

    Where the ticket takes none any more they are kept and offered to be filed.
    """
    action = next((each for each in SPOKEN if each in sight.actions), None)
    if action is None:
        return await offer(talk, talk.say("said-too-late", number=sight.ticket.number, state=sight.ticket.state))
    answer = read(talk.messages)
    wanted = Move(
        action,
        text=answer.text,
        files=answer.files,
        message_id=answer.message_id,
        messages=tuple(map(int, answer.parts)),
    )
    await move(talk.db, sight.ticket.id or 0, wanted, by=talk.person, at=talk.at, key=talk.key)
    notes = [talk.say(f"said-{action}", number=sight.ticket.number), *advice(talk, answer)]
    return [send(talk, Html("\n".join(notes)))]
