"""找联络员: a firm writes to its liaison, and he to the firm, by button, by command, or by replying."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.desk import Filling
from handlers.filters import MenuButton, Tapped
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import read
from handlers.replies import Reply, send, show
from handlers.report import begin_report, read_choice
from handlers.talk import Talk
from handlers.work import MESSAGE, keep_files
from services.firms import firms_to_file_for
from services.thread import Words, write
from storage.tables import Firm

THREAD = "thread"


async def firm_choices(talk: Talk, _filling: Filling) -> Choices:
    """The firms whose thread is the person's."""
    return [(firm.name, str(firm.id)) for firm in await firms_to_file_for(talk.db, by=talk.person)]


async def send_it(talk: Talk, filling: Filling) -> Reply:
    """Into the thread."""
    words = Words(filling.key, filling.answers.get("text") or "", filling.attached)
    await write(talk.db, int(filling.answers["firm"]), words, by=talk.person, at=talk.at)
    return show(talk, talk.say("thread-sent"))


FORM = Form(
    THREAD,
    (Step("firm", read_choice, firm_choices, width=1, silent=True), Step("text", MESSAGE.read)),
    send_it,
    keep_files,
)


def router(forms: Forms) -> Router:
    """The ways into the thread; a kind of problem that was pressed in the guide begins a report."""
    made = Router(name=THREAD)

    @made.message(Command("liaison"))
    @made.message(MenuButton("menu-liaison"))
    async def find_liaison(_message: Message, talk: Talk) -> Reply:
        firms = await firms_to_file_for(talk.db, by=talk.person)
        if not firms:
            return [send(talk, talk.say("thread-no-firm"))]
        return await forms.begin(talk, begun(firms[0].id if len(firms) == 1 else None))

    @made.callback_query(Tapped("w"))
    async def answer(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await forms.begin(talk, begun(int(parts[0])))

    @made.callback_query(Tapped("g"))
    async def of_kind(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await begin_report(talk, forms, category=parts[0])

    return made


def begun(firm_id: int | None) -> Filling:
    """The form, with the firm if it is known."""
    return Filling(THREAD, answers={"firm": str(firm_id)} if firm_id else {})


async def reply_to(talk: Talk, firm: Firm) -> Reply:
    """A reply to a message of the thread goes back at once."""
    answer = read(talk.messages)
    words = Words(talk.key, answer.text, answer.files)
    await write(talk.db, firm.id or 0, words, by=talk.person, at=talk.at)
    return [send(talk, talk.say("thread-sent"))]
