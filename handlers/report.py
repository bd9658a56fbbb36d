"""报问题: the guided form by which a firm files a problem, and the sentence that becomes one."""

from collections.abc import Sequence
from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from cards.card import Button, Card, tap
from cards.ticket import ticket_card
from cards.words import shortened
from domain.errors import NotAnAnswer
from domain.roles import Role
from handlers.desk import Filling, joined
from handlers.filters import MenuButton, Tapped
from handlers.find import known_already
from handlers.forms import Choices, Form, Forms, Step, advice
from handlers.readers import Answer, read, words
from handlers.replies import Reply, send, show
from handlers.talk import Talk
from services.tickets import Problem, file_problem, see
from texts import Html

REPORT = "report"
SHORTEST, LONGEST = 4, 1000
URGENT, NORMAL, SEND = "1", "0", "send"
PREVIEW = 300


async def category_choices(talk: Talk, _filling: Filling) -> Choices:
    """The park's categories."""
    return [(kind.en if talk.say.language == "en" else kind.zh, kind.code) for kind in await talk.kinds()]


async def urgency_choices(talk: Talk, _filling: Filling) -> Choices:
    """Can it wait."""
    return [(talk.say.plain("report-normal"), NORMAL), (talk.say.plain("report-urgent"), URGENT)]


async def review_choices(talk: Talk, _filling: Filling) -> Choices:
    """Send it."""
    return [(talk.say.plain("report-send"), SEND)]


def read_choice(_talk: Talk, _filling: Filling, _answer: Answer) -> str:
    """These questions are answered by a button."""
    raise NotAnAnswer("form-choose")


def read_summary(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """What happened, in words; files that come with them are taken along."""
    text = words(answer, least=SHORTEST, most=LONGEST)
    filling.take(answer.files)
    return text


def read_files(_talk: Talk, filling: Filling, answer: Answer) -> bool:
    """Any number of files; words that come with them are added to the report."""
    if not answer.files and not answer.text:
        raise NotAnAnswer("form-need-file")
    filling.take(answer.files)
    filling.hear("details", answer.parts, more=True)
    return True


def keep(filling: Filling, answer: Answer) -> bool:
    """What comes at the wrong step is not lost: files are taken, words become the report or are added to it."""
    filling.take(answer.files)
    summary = {} if "summary" in filling.answers or filling.step else in_short(answer)
    filling.hear("summary", summary, more=True)
    filling.hear("details", {each: words for each, words in answer.parts.items() if each not in summary}, more=True)
    return bool(answer.files or answer.text)


def in_short(answer: Answer) -> dict[str, str]:
    """What of the words can be the summary: all of them, else the first message's, else none."""
    first = {each: words for each, words in answer.parts.items() if words}
    wholes = (answer.parts, dict(list(first.items())[:1]))
    return next((some for some in wholes if SHORTEST <= len(joined(some.values())) <= LONGEST), {})


async def shows(talk: Talk, filling: Filling) -> dict[str, Any]:
    """What the questions show of the answers."""
    answers, names = filling.answers, {code: label for label, code in await category_choices(talk, filling)}
    urgent = talk.say.plain("report-urgent" if answers.get("urgency") == URGENT else "report-normal")
    return {
        "category": names.get(answers.get("category", ""), "–"),
        "summary": shortened(answers.get("summary") or "–", PREVIEW),
        "details": shortened(answers.get("details") or "–", PREVIEW),
        "count": len(filling.files),
        "urgency": urgent,
    }


async def file_it(talk: Talk, filling: Filling) -> Reply:
    """Send the form: the number, who has it, by when."""
    answers = filling.answers
    problem = Problem(
        key=filling.key,
        category=answers["category"],
        summary=answers["summary"],
        details=answers.get("details", ""),
        urgent=answers["urgency"] == URGENT,
        files=filling.attached,
        message_id=filling.sources.get("summary"),
        messages=filling.messages,
    )
    ticket = await file_problem(talk.db, problem, by=talk.person, at=talk.at)
    sight = await see(talk.db, ticket.id or 0, talk.person)
    heading = talk.say("report-filed", number=ticket.number, owner=sight.owner.name, at=ticket.due_at)
    return show(talk, ticket_card(sight, talk.say, talk.db.park.calendar, talk.at, heading))


FORM = Form(
    REPORT,
    (
        Step("category", read_choice, category_choices),
        Step("summary", read_summary),
        Step("files", read_files, optional=True, collects=True),
        Step("urgency", read_choice, urgency_choices),
        Step("review", read_choice, review_choices, below=known_already),
    ),
    file_it,
    keep,
    shows,
)


def router(forms: Forms) -> Router:
    """The ways into the form."""
    made = Router(name=REPORT)

    @made.message(Command(REPORT))
    @made.message(MenuButton("menu-report"))
    async def report(_message: Message, talk: Talk) -> Reply:
        if Role.CONTACT not in talk.person.roles:
            return [send(talk, talk.say("report-not-contact"))]
        begun = talk.desk.begun.get(REPORT)
        again = [send(talk, talk.say("form-resumed"))] if begun and begun.answers else []
        return [*again, *await forms.begin(talk, begun or Filling(REPORT))]

    @made.callback_query(Tapped("o"))
    async def offered(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await take_offer(talk, forms, parts)

    return made


async def take_offer(talk: Talk, forms: Forms, parts: list[str]) -> Reply:
    """File what was typed, or forget it: o:key:yes or o:key:no."""
    filling = talk.desk.with_key(parts[0])
    if filling is None:
        return await forms.over(talk, parts[0])
    if parts[1] == "no":
        return await forms.cancel(talk, filling)
    reply = await forms.begin(talk, filling)
    return [
        *show(talk, talk.say("offer-taken", summary=shortened(filling.answers.get("summary", "…"), PREVIEW))),
        *reply,
    ]


async def offer(talk: Talk) -> Reply:
    """A sentence typed at any time: keep it, and ask whether it is a problem to file."""
    filling = talk.desk.begun.get(REPORT) or Filling(REPORT)
    answer = read(talk.messages)
    if filling.seen != talk.update_id:
        keep(filling, answer)
    filling.seen = talk.update_id
    talk.desk.start(filling)
    talk.desk.active = None
    await talk.save()
    return [send(talk, offer_card(talk, filling, advice(talk, answer)))]


def offer_card(talk: Talk, filling: Filling, notes: Sequence[Html] = ()) -> Card:
    """The sentence as it was kept, with the way on."""
    yes = Button(talk.say.plain("offer-file"), tap("o", filling.key, "yes"))
    no = Button(talk.say.plain("offer-no"), tap("o", filling.key, "no"))
    said = "\n".join(filter(None, (filling.answers.get("summary"), filling.answers.get("details"))))
    text = talk.say("offer", summary=shortened(said or "–", PREVIEW), count=len(filling.files))
    return Card(Html("\n".join([text, *notes])), ((yes, no),))
