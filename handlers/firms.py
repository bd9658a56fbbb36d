"""企业: find a firm by its name or code, and open its card."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.firms import firm_card
from cards.lists import titled
from cards.visits import firms_card
from domain.errors import NoSuchFirm, NotAnAnswer
from handlers.desk import Filling
from handlers.filters import MenuButton, Tapped
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer
from handlers.replies import Reply, send
from handlers.report import named
from handlers.talk import Talk
from services.firm_card import FirmSight, firms_to_look_into, see_firm
from services.veil import hidden_in

FIRM = "firm"
LISTED = 30


async def firm_choices(talk: Talk, _filling: Filling) -> Choices:
    """One's own firms."""
    return [(firm.name, str(firm.id)) for firm in await firms_to_look_into(talk.db, by=talk.person)]


def read_name(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """A part of a name, or a code. Raises NotAnAnswer."""
    if not named(answer):
        raise NotAnAnswer("firm-need-name")
    return named(answer)


async def open_it(talk: Talk, filling: Filling) -> Reply:
    """The card of the firm that was pressed, or what the words find. Raises NoSuchFirm: another name can be typed."""
    said = filling.answers["which"]
    pressed = {str(firm.id) for firm in await firms_to_look_into(talk.db, by=talk.person)} if talk.pressed else set()
    return await tell_firm(talk, int(said)) if said in pressed else await tell_found(talk, said)


FORM = Form(FIRM, (Step("which", read_name, firm_choices, width=1),), open_it)


def router(forms: Forms) -> Router:
    """The ways to a firm's card: command, menu, and the buttons e:verb:firm."""
    made = Router(name=FIRM)

    @made.message(Command(FIRM))
    @made.message(MenuButton("menu-firm"))
    async def firm(_message: Message, talk: Talk, command: CommandObject | None = None) -> Reply:
        own = await firms_to_look_into(talk.db, by=talk.person)
        if command and command.args:
            return await tell_found(talk, command.args.strip())
        return await tell_firm(talk, own[0].id or 0) if len(own) == 1 else await forms.begin(talk, Filling(FIRM))

    @made.callback_query(Tapped("e"))
    async def tapped(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        tell = tell_tickets if parts[0] == "tickets" else tell_firm
        return await tell(talk, int(parts[1]))

    return made


async def tell_found(talk: Talk, words: str) -> Reply:
    """The card, when one firm fits; several are buttons. Raises NoSuchFirm."""
    found = await firms_to_look_into(talk.db, words, by=talk.person)
    if not found:
        raise NoSuchFirm
    if len(found) == 1:
        return await tell_firm(talk, found[0].id or 0)
    return [send(talk, firms_card(found, "e", "card", talk.say))]


async def look(talk: Talk, firm_id: int) -> FirmSight:
    """The firm, as far as it is the person's to see."""
    return await see_firm(talk.db, firm_id, by=talk.person, at=talk.at)


async def tell_firm(talk: Talk, firm_id: int) -> Reply:
    """The card, as a message of its own: what it was opened from stays."""
    return [send(talk, firm_card(await look(talk, firm_id), talk.say, talk.db.park.calendar, talk.at))]


async def tell_tickets(talk: Talk, firm_id: int) -> Reply:
    """All open tickets of the firm that the person may see."""
    sight = await look(talk, firm_id)
    title = talk.say("firm-tickets-title", firm=sight.firm.name, count=len(sight.tickets))
    first = sight.tickets[:LISTED]
    hidden = await hidden_in(talk.db, first, talk.person)
    return [send(talk, titled(title, first, talk.say, talk.db.park.calendar, talk.at, hidden))]
