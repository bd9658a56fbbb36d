"""共性问题: the duty desk ties tickets of several firms to one problem, and tells its result to all of them."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.common import common_card, commons_card
from cards.ticket import ticket_card
from cards.words import shortened
from domain.errors import NotAnAnswer
from domain.numbers import read_number, read_numbers
from handlers.desk import Filling
from handlers.filters import Tapped
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer, words
from handlers.replies import Reply, send, show
from handlers.report import read_choice
from handlers.talk import Talk
from handlers.work import TEXT, keep_files
from services.common import LONGEST_TITLE, alike_anywhere, common_problem, open_problems, tell_result, tie, untie
from services.tickets import see

SHORTEST = 2
LABEL, PREVIEW = 40, 600
DEFAULT = "default"


async def candidates(talk: Talk, filling: Filling) -> Choices:
    """Tickets of all firms that are like this one, and what was typed, each with its box."""
    chosen = filling.answers.get("chosen") or []
    alike = await alike_anywhere(talk.db, filling.answers["about"], talk.person)
    known = {t.number: shortened(f"{t.number} {firm.name}：{t.summary}", LABEL) for t, firm in alike}
    labels = known | {number: number for number in chosen if number not in known}
    return [(("☑ " if number in chosen else "☐ ") + label, number) for number, label in labels.items()]


def choose(filling: Filling, number: str) -> bool:
    """On or off."""
    chosen = filling.answers.get("chosen") or []
    filling.answers["chosen"] = [n for n in chosen if n != number] if number in chosen else [*chosen, number]
    return True


def read_more(talk: Talk, filling: Filling, answer: Answer) -> list[str]:
    """Numbers that were typed, beside those that were chosen."""
    return list(dict.fromkeys([*(filling.answers.get("chosen") or []), *read_tied(talk, filling, answer)]))


def read_tied(talk: Talk, _filling: Filling, answer: Answer) -> list[str]:
    """Numbers of tickets. Raises NotAnAnswer."""
    if numbers := read_numbers(answer.text, talk.db.park.prefix):
        return numbers
    raise NotAnAnswer("form-need-number")


async def title_choices(talk: Talk, filling: Filling) -> Choices:
    """The first ticket's summary is a title already."""
    about = await see(talk.db, filling.answers["about"], talk.person)
    return [(shortened(about.ticket.summary, LABEL), DEFAULT)]


def read_title(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """What the problem is called."""
    return words(answer, least=SHORTEST, most=LONGEST_TITLE)


async def shows_about(talk: Talk, filling: Filling) -> dict[str, Any]:
    """The questions name the ticket that it began with."""
    about = await see(talk.db, filling.answers["about"], talk.person)
    return {"number": about.ticket.number, "summary": shortened(about.ticket.summary, PREVIEW)}


async def tie_them(talk: Talk, filling: Filling) -> Reply:
    """Make the common problem; its card."""
    answers, about = filling.answers, await see(talk.db, filling.answers["about"], talk.person)
    numbers = [about.ticket.number, *(answers.get("chosen") or [])]
    title = about.ticket.summary if answers["title"] == DEFAULT else answers["title"]
    made = await tie(talk.db, numbers, title=title, by=talk.person, at=talk.at, key=filling.key)
    return await show_common(talk, made.id or 0)


async def shows_common(talk: Talk, filling: Filling) -> dict[str, Any]:
    """The questions name the common problem, and how many firms are told."""
    common = await common_problem(talk.db, filling.answers["common"], talk.person)
    text = shortened(filling.answers.get("text") or "–", PREVIEW)
    firms = len({row.firm.id for row in common.tied})
    return {"title": common.problem.title, "text": text, "files": len(filling.files), "count": firms}


async def review_choices(talk: Talk, _filling: Filling) -> Choices:
    """Tell it."""
    return [(talk.say.plain("common-send"), "send")]


async def tell_them(talk: Talk, filling: Filling) -> Reply:
    """Tell the result to all firms; the card."""
    common_id, text = filling.answers["common"], filling.answers["text"]
    await tell_result(talk.db, common_id, text, filling.attached, by=talk.person, at=talk.at, key=filling.key)
    return await show_common(talk, common_id)


async def add_them(talk: Talk, filling: Filling) -> Reply:
    """Tie more tickets to it; the card."""
    common_id, numbers = filling.answers["common"], filling.answers["numbers"]
    await tie(talk.db, numbers, common_id=common_id, by=talk.person, at=talk.at, key=filling.key)
    return await show_common(talk, common_id)


TIE = Form(
    "tie",
    (
        Step("chosen", read_more, candidates, optional=True, width=1, toggles=choose),
        Step("title", read_title, title_choices, width=1),
    ),
    tie_them,
    shows=shows_about,
)
RESULT = Form(
    "common-result",
    (TEXT, Step("review", read_choice, review_choices)),
    tell_them,
    keep_files,
    shows_common,
)
ADD = Form("common-add", (Step("numbers", read_tied),), add_them, shows=shows_common)
FORMS = (TIE, RESULT, ADD)
BY_TAP = {"result": RESULT, "add": ADD}


def router(forms: Forms) -> Router:
    """The buttons of common problems, and the commands beside them."""
    made = Router(name="common")

    @made.message(Command("common"))
    async def listed(_message: Message, talk: Talk) -> Reply:
        return [send(talk, commons_card(await open_problems(talk.db, talk.person), talk.say))]

    @made.message(Command("tie"))
    async def tied(_message: Message, talk: Talk, command: CommandObject) -> Reply:
        numbers = read_numbers(command.args or "", talk.db.park.prefix)
        if not numbers:
            return [send(talk, talk.say("tie-which"))]
        common = await tie(talk.db, numbers, by=talk.person, at=talk.at, key=talk.key)
        return await show_common(talk, common.id or 0)

    @made.message(Command("untie"))
    async def untied(_message: Message, talk: Talk, command: CommandObject) -> Reply:
        number = read_number(command.args or "", talk.db.park.prefix)
        if number is None:
            return [send(talk, talk.say("tie-which"))]
        await untie(talk.db, number, by=talk.person, at=talk.at, key=talk.key)
        return [send(talk, talk.say("untie-done", number=number))]

    @made.callback_query(Tapped("c"))
    async def tapped(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await pressed(talk, forms, parts[0], int(parts[1]))

    return made


async def pressed(talk: Talk, forms: Forms, verb: str, row_id: int) -> Reply:
    """Show a common problem, work on it, or begin one with a ticket."""
    if verb == "show":
        return await show_common(talk, row_id)
    if verb == "untie":
        return await take_out(talk, row_id)
    if form := BY_TAP.get(verb):
        await common_problem(talk.db, row_id, talk.person)
        return await forms.begin(talk, Filling(form.name, answers={"common": row_id}))
    return await common_of(talk, forms, row_id)


async def common_of(talk: Talk, forms: Forms, ticket_id: int) -> Reply:
    """A ticket's common problem; of one that has none, which others are like it."""
    sight = await see(talk.db, ticket_id, talk.person)
    if sight.ticket.common_id:
        return await show_common(talk, sight.ticket.common_id)
    await alike_anywhere(talk.db, ticket_id, talk.person)
    return await forms.begin(talk, Filling(TIE.name, answers={"about": ticket_id}))


async def take_out(talk: Talk, ticket_id: int) -> Reply:
    """A ticket goes its own way again; what is left."""
    before = (await see(talk.db, ticket_id, talk.person)).ticket
    await untie(talk.db, before.number, by=talk.person, at=talk.at, key=talk.key)
    if before.common_id:
        return await show_common(talk, before.common_id)
    sight = await see(talk.db, ticket_id, talk.person)
    return show(talk, ticket_card(sight, talk.say, talk.db.park.calendar, talk.at))


async def show_common(talk: Talk, common_id: int) -> Reply:
    """The card as it stands now."""
    common = await common_problem(talk.db, common_id, talk.person)
    return show(talk, common_card(common, talk.say, talk.db.park.calendar, talk.at))
