"""Tickets in chat: my list, one card, its history, and every action by button and by command."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.card import Card
from cards.history import history_cards
from cards.lists import list_card
from cards.ticket import more_card, ticket_card, withdraw_card
from domain.lifecycle import STARS, Action
from domain.numbers import read_number
from handlers import handover
from handlers.desk import Filling
from handlers.filters import MenuButton, Tapped
from handlers.forms import Forms
from handlers.replies import Reply, send, show, toast
from handlers.talk import Talk
from handlers.work import COMMENT, WORK
from services.files import files_by_event, open_files
from services.parts import allowed
from services.record import Move
from services.terms import in_time
from services.tickets import Sight, find, history_of, move, my_tickets, see
from services.veil import hidden_in
from texts import Html

# Presses older than 150 s are gone after an outage: each button has its command.
COMMANDS = {
    "accept": Action.ACCEPT,
    "commit": Action.COMMIT,
    "progress": Action.REPORT,
    "resolve": Action.RESOLVE,
    "handover": Action.HAND_OVER,
    "return": Action.RETURN,
    "assist": Action.ASSIST,
    "ask": Action.ASK,
    "answer": Action.ANSWER,
    "extend": Action.EXTEND,
    "suspend": Action.SUSPEND,
    "resume": Action.RESUME,
    "approve": Action.APPROVE,
    "decline": Action.DECLINE,
    "escalate": Action.ESCALATE,
    "message": Action.MESSAGE,
    "note": Action.NOTE,
    "rate": Action.CONFIRM,
    "reject": Action.REJECT,
    "withdraw": Action.WITHDRAW,
}
WITH_EXTRA = frozenset({Action.HAND_OVER, Action.WITHDRAW, Action.CONFIRM})
FORMS = {**WORK, Action.HAND_OVER: handover.FORM}


def router(forms: Forms) -> Router:
    """Taps on cards, and the commands beside them."""
    made = Router(name="tickets")

    @made.message(Command("mine"))
    @made.message(MenuButton("menu-mine"))
    async def mine(_message: Message, talk: Talk) -> Reply:
        found = await my_tickets(talk.db, talk.person)
        hidden = await hidden_in(talk.db, found, talk.person)
        return [send(talk, list_card(found, talk.say, talk.db.park.calendar, talk.at, hidden))]

    @made.message(Command("ticket", "history", "files", *COMMANDS))
    async def by_number(message: Message, command: CommandObject, talk: Talk) -> Reply:
        words = f"{command.args or ''} {told_in(message)}"
        number = read_number(words, talk.db.park.prefix)
        if number is None:
            return [send(talk, talk.say("ticket-which", command=command.command))]
        sight = await find(talk.db, number, talk.person)
        return await commanded(talk, forms, sight, command)

    @made.callback_query(Tapped("t"))
    async def tapped(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        sight = await see(talk.db, int(parts[1]), talk.person)
        return await do(talk, forms, sight, parts[0], parts[2] if len(parts) > 2 else "")  # noqa: PLR2004

    return made


def told_in(message: Message) -> str:
    """The text of the message that is replied to: a reply to a card belongs to its ticket."""
    told = message.reply_to_message
    return (told.text or told.caption or "") if told else ""


async def commanded(talk: Talk, forms: Forms, sight: Sight, command: CommandObject) -> Reply:
    """The action a command names; /ticket shows the card, /rate takes its stars from the last word."""
    action = COMMANDS.get(command.command)
    last = (command.args or "").split()[-1:] or [""]
    extra = last[0] if action is Action.CONFIRM and last[0] in map(str, STARS) else ""
    return await do(talk, forms, sight, str(action or command.command), extra)


async def do(talk: Talk, forms: Forms, sight: Sight, action: str, extra: str) -> Reply:
    """Show, tell the history, or act; what needs words opens its form."""
    if action in {"show", "ticket"}:
        return show(talk, card(talk, sight))
    if action == "more":
        return show(talk, more_card(sight, talk.say))
    if action == "history":
        return await tell_history(talk, sight)
    if action == "files":
        return await bring_files(talk, sight)
    return await act(talk, forms, sight, Action(action), extra)


async def act(talk: Talk, forms: Forms, sight: Sight, action: Action, extra: str) -> Reply:
    """One action of the life cycle; refused before anything is asked if it is not possible now."""
    already = talk.pressed is not None and await repeated(talk, sight, action)
    if not already:
        allowed(sight.ticket, sight.parts, action)
        in_time(talk.db.park.calendar, sight.ticket, action, talk.at)
    extra = extra if action in WITH_EXTRA else ""  # a made-up button must not get round a form
    if action in FORMS and not extra:
        return await forms.begin(talk, about(sight, FORMS[action].name))
    if action is Action.WITHDRAW and not extra:
        return show(talk, withdraw_card(sight, talk.say))
    if action is Action.CONFIRM and not extra:
        return show(talk, card(talk, sight))
    return await at_once(talk, forms, sight, action, extra)


async def repeated(talk: Talk, sight: Sight, action: Action) -> bool:
    """Whether this very update has moved the ticket before, and only its reply is owed."""
    events = (await history_of(talk.db, sight.ticket.id or 0, talk.person)).events
    return any(event.key == talk.key and event.action == action for event in events)


async def at_once(talk: Talk, forms: Forms, sight: Sight, action: Action, extra: str) -> Reply:
    """An action that needs no words. After accepting the date is asked for, after the stars a sentence."""
    ticket_id = sight.ticket.id or 0
    stars = int(extra) if action is Action.CONFIRM else None
    lead = int(extra) if action is Action.HAND_OVER else None
    moved = await move(
        talk.db, ticket_id, Move(action, stars=stars, lead_id=lead), by=talk.person, at=talk.at, key=talk.key
    )
    heading = talk.say("done-approve") if action is Action.APPROVE else None
    reply = list(show(talk, card(talk, await see(talk.db, ticket_id, talk.person), heading)))
    asks_date = action is Action.ACCEPT and moved.promised_for is None
    follows = WORK[Action.COMMIT].name if asks_date else COMMENT if action is Action.CONFIRM else ""
    return [*reply, *(await forms.begin(talk, about(sight, follows)) if follows else [])]


def about(sight: Sight, form: str) -> Filling:
    """A form about the ticket."""
    return Filling(form, ticket_id=sight.ticket.id, number=sight.ticket.number)


async def tell_history(talk: Talk, sight: Sight) -> Reply:
    """Everything that happened; long ones take several messages."""
    history = await history_of(talk.db, sight.ticket.id or 0, talk.person)
    files = await files_by_event(talk.db, sight.ticket.id or 0)
    cards = history_cards(sight, history, files, talk.say)
    return [*show(talk, cards[0]), *(send(talk, page) for page in cards[1:])]


async def bring_files(talk: Talk, sight: Sight) -> Reply:
    """All files of the ticket, to whoever may see it; they come by the outbox."""
    count = await open_files(talk.db, sight.ticket.id or 0, by=talk.person, at=talk.at, key=talk.key)
    key = "files-coming" if count else "files-none"
    return toast(talk, talk.say.plain(key, number=sight.ticket.number, count=count))


def card(talk: Talk, sight: Sight, heading: Html | None = None) -> Card:
    """The ticket's card now."""
    return ticket_card(sight, talk.say, talk.db.park.calendar, talk.at, heading)
