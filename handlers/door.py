"""The visitor's door: whoever is not bound asks to be bound, reads the guide, and always hears what he can do."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command, CommandStart, Filter
from aiogram.methods import DeleteMyCommands, SendMessage, TelegramMethod
from aiogram.types import BotCommandScopeChat, CallbackQuery, Message, TelegramObject

from cards.door import DOOR, WAYS
from handlers.catalogue import home
from handlers.desk import Filling
from handlers.filters import IsBound, IsCommand, MenuButton, Tapped
from handlers.forms import PREFIX, Choices, Form, Forms, Step
from handlers.readers import Answer, words
from handlers.replies import Reply, reply_keyboard, send, show
from handlers.report import read_choice
from handlers.talk import Talk
from services.identifiers import read_credit_code, read_phone
from services.requests import Asked, ask_to_be_bound, open_request
from storage.tables import BindingRequest
from texts import Html

APPLY = "apply"
SHORTEST, LONGEST_NAME, LONGEST_FIRM = 2, 40, 120


def read_name(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """Who asks."""
    return " ".join(words(answer, least=SHORTEST, most=LONGEST_NAME).split())


def read_firm(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """For which firm, as he calls it."""
    return " ".join(words(answer, least=SHORTEST, most=LONGEST_FIRM).split())


def read_code(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """Its unified social credit code. Raises NotAnAnswer."""
    return read_credit_code(answer.text)


def read_number(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """A telephone on which the duty desk may ask back. Raises NotAnAnswer."""
    return read_phone(answer.text)


async def review_choices(talk: Talk, _filling: Filling) -> Choices:
    """Send it."""
    return [(talk.say.plain("report-send"), "send")]


async def shows(_talk: Talk, filling: Filling) -> dict[str, Any]:
    """What was said so far."""
    return {name: filling.answers.get(name) or "–" for name in ("name", "firm", "code", "phone")}


async def ask_it(talk: Talk, filling: Filling) -> Reply:
    """The request goes to the duty desk; what an edit may have spoilt since it was read is refused here."""
    said = {name: Answer(filling.answers.get(name) or "") for name in ("name", "firm", "code", "phone")}
    phone = read_number(talk, filling, said["phone"]) if said["phone"].text else None
    who = read_name(talk, filling, said["name"]), read_firm(talk, filling, said["firm"])
    asked = Asked(filling.key, *who, read_code(talk, filling, said["code"]), phone)
    language = talk.say.language
    row = await ask_to_be_bound(talk.db, asked, talk.bot_id, talk.chat_id, language=language, at=talk.at)
    return show(talk, asked_for(talk, row))


def asked_for(talk: Talk, row: BindingRequest) -> Html:
    """What waits for the duty desk."""
    return talk.say("apply-waits", name=row.name, firm=row.firm_name, code=row.credit_code, at=row.asked_at)


FORM = Form(
    APPLY,
    (
        Step("name", read_name),
        Step("firm", read_firm),
        Step("code", read_code),
        Step("phone", read_number, optional=True),
        Step("review", read_choice, review_choices),
    ),
    ask_it,
    shows=shows,
)


class IsApplying(Filter):
    """The visitor is filling in his request."""

    async def __call__(self, _event: TelegramObject, talk: Talk) -> bool:
        """Whether he is."""
        return talk.desk.filling is not None and talk.desk.filling.form == APPLY


def router(forms: Forms) -> Router:
    """Everything a visitor can write or press; whoever is bound goes past it."""
    made = Router(name="door")
    made.message.filter(~IsBound())
    made.edited_message.filter(~IsBound())
    made.callback_query.filter(~IsBound())

    @made.message(Command(APPLY))
    @made.message(MenuButton("menu-apply"))
    async def apply(_message: Message, talk: Talk) -> Reply:
        return await way(talk, forms, APPLY)

    @made.callback_query(Tapped(DOOR))
    async def pressed(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await way(talk, forms, parts[0])

    @made.callback_query(Tapped(PREFIX))
    async def answered(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await forms.press(talk, *parts)

    @made.message(CommandStart())
    async def start(_message: Message, talk: Talk) -> Reply:
        return [door(talk), no_commands(talk)]

    @made.message(IsCommand())
    async def commanded(_message: Message, talk: Talk) -> Reply:
        return [door(talk)]

    @made.message(IsApplying())
    async def answer(_message: Message, talk: Talk) -> Reply:
        return await forms.answer(talk)

    @made.edited_message()
    async def edited(_message: Message, talk: Talk) -> Reply:
        return [send(talk, talk.say("edit-draft")) if await forms.edited(talk) else door(talk)]

    @made.message()
    @made.callback_query()
    async def anything(_event: Message | CallbackQuery, talk: Talk) -> Reply:
        return [door(talk)]

    return made


async def way(talk: Talk, forms: Forms, chosen: str) -> Reply:
    """The guide; or the form, unless something is asked for already: then that."""
    if chosen not in WAYS or chosen == "guide":
        return [send(talk, await home(talk))]
    row = await open_request(talk.db, talk.bot_id, talk.chat_id)
    if row:
        return [send(talk, asked_for(talk, row))]
    return await forms.begin(talk, talk.desk.begun.get(APPLY) or Filling(APPLY))


def door(talk: Talk, text: Html | None = None) -> SendMessage:
    """What a visitor can do, with the buttons in place of the letters."""
    ways = [[talk.say.plain(f"menu-{each}") for each in WAYS]]
    shown = send(talk, text or talk.say("visitor-welcome"))
    return shown.model_copy(update={"reply_markup": reply_keyboard(ways)})


def no_commands(talk: Talk) -> TelegramMethod[bool]:
    """A chat that was somebody's loses the commands of his roles; it is offered what everybody is."""
    return DeleteMyCommands(scope=BotCommandScopeChat(chat_id=talk.chat_id))
