"""审核绑定: the duty desk lets a visitor in, or tells him why not; by the card's buttons and by commands."""

from dataclasses import replace
from typing import Any

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.door import DESK, request_card
from domain.errors import AlreadyDecided, NoSuchFirm, UnknownRequest
from handlers.desk import Desk, Filling
from handlers.door import door
from handlers.filters import Tapped
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer, words
from handlers.replies import Reply, send, show
from handlers.report import read_firm
from handlers.start import welcome
from handlers.talk import Talk
from services.requests import admit, firms_like, request_of, turn_away, waiting
from storage.people import Me
from storage.tables import BindingRequest
from texts import speaker

REFUSE, OTHER = "turn-away", "admit"
SHORTEST, LONGEST = 4, 500
OVER = (AlreadyDecided, UnknownRequest)


def read_reason(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """Why not; the visitor reads it."""
    return words(answer, least=SHORTEST, most=LONGEST)


async def firm_choices(talk: Talk, filling: Filling) -> Choices:
    """Firms that have the typed words in their name."""
    found = await firms_like(talk.db, filling.answers.get("named", ""), by=talk.person)
    return [(firm.name, str(firm.id)) for firm in found]


async def shows(talk: Talk, filling: Filling) -> dict[str, Any]:
    """Who asks."""
    row = (await request_of(talk.db, filling.answers["request"], by=talk.person)).row
    return {"name": row.name, "firm": row.firm_name}


async def admit_it(talk: Talk, filling: Filling) -> Reply:
    """A firm was typed and chosen."""
    try:
        return await let_in(talk, filling.answers["request"], int(filling.answers["firm"]), filling.key)
    except OVER as why:
        return show(talk, talk.say(why.text, **why.details))


async def refuse_it(talk: Talk, filling: Filling) -> Reply:
    """The reason is written."""
    try:
        return await keep_out(talk, filling.answers["request"], filling.answers["text"], filling.key)
    except OVER as why:
        return show(talk, talk.say(why.text, **why.details))


FORMS = (
    Form(OTHER, (Step("firm", read_firm, firm_choices, width=1),), admit_it, shows=shows),
    Form(REFUSE, (Step("text", read_reason),), refuse_it, shows=shows),
)


def router(forms: Forms) -> Router:
    """The list, and the two decisions."""
    made = Router(name="requests")

    @made.message(Command("bindings"))
    async def listed(_message: Message, talk: Talk) -> Reply:
        cards = [request_card(each, talk.say) for each in await waiting(talk.db, by=talk.person)]
        return [send(talk, card) for card in cards] or [send(talk, talk.say("binding-none"))]

    @made.message(Command("admit", "refuse"))
    async def decide(_message: Message, talk: Talk, command: CommandObject) -> Reply:
        number, _, rest = (command.args or "").strip().partition(" ")
        if not number.isascii() or not number.isdigit():
            return [send(talk, talk.say("binding-which", command=command.command))]
        return await by_words(talk, forms, command.command, int(number), rest.strip())

    @made.callback_query(Tapped(DESK))
    async def pressed(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await act(talk, forms, parts[0], *map(int, parts[1:]))

    return made


async def by_words(talk: Talk, forms: Forms, verb: str, request_id: int, said: str) -> Reply:
    """A number and the firm's code, or the reason; what is missing is asked for."""
    if not said:
        return await act(talk, forms, verb, request_id)
    if verb == "refuse":
        reason = read_reason(talk, Filling(REFUSE), Answer(said))
        return await keep_out(talk, request_id, reason, talk.key)
    found = await firms_like(talk.db, said, by=talk.person)
    if len(found) != 1:
        raise NoSuchFirm
    return await let_in(talk, request_id, found[0].id or 0, talk.key)


async def act(talk: Talk, forms: Forms, verb: str, request_id: int, firm_id: int = 0) -> Reply:
    """One button of a request's card."""
    if verb == "admit" and firm_id:
        return await let_in(talk, request_id, firm_id, talk.key)
    request = await request_of(talk.db, request_id, by=talk.person)
    if request.row.decided_at:
        return show(talk, request_card(request, talk.say))
    return await forms.begin(talk, Filling(REFUSE if verb == "refuse" else OTHER, answers={"request": request_id}))


async def let_in(talk: Talk, request_id: int, firm_id: int, key: str) -> Reply:
    """The visitor is bound and welcomed, at his own chat."""
    row, visitor = await admit(talk.db, request_id, firm_id, by=talk.person, at=talk.at, key=key)
    request = await request_of(talk.db, request_id, by=talk.person)
    there = at_visitor(talk, row, visitor)
    told = there.say("apply-admitted", firm=request.firm.name if request.firm else row.firm_name)
    return [*show(talk, request_card(request, talk.say)), send(there, told), *await welcome(there, visitor)]


async def keep_out(talk: Talk, request_id: int, reason: str, key: str) -> Reply:
    """The visitor reads why not."""
    row = await turn_away(talk.db, request_id, reason, by=talk.person, at=talk.at, key=key)
    request = await request_of(talk.db, request_id, by=talk.person)
    there = at_visitor(talk, row, None)
    refused = door(there, there.say("apply-refused", reason=row.reason))
    return [*show(talk, request_card(request, talk.say)), refused]


def at_visitor(talk: Talk, row: BindingRequest, visitor: Me | None) -> Talk:
    """The talk at the chat that asked, in the language it reads."""
    say = speaker(row.language, talk.db.park.calendar.zone)
    return replace(talk, chat_id=row.chat_id, me=visitor, say=say, desk=Desk(), messages=(), pressed=None)
