"""报问题: the guided form by which a firm files a problem, and the sentence that becomes one."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from cards.ticket import ticket_card
from cards.words import shortened
from domain.errors import NotAnAnswer
from handlers.desk import Filling, joined
from handlers.filters import MenuButton
from handlers.find import known_already
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer, words
from handlers.replies import Reply, send, show
from handlers.talk import Talk
from services.firms import FILES_FOR_ANY, firms_to_file_for, may_file
from services.tickets import Problem, file_problem, see

REPORT = "report"
SHORTEST, LONGEST = 4, 1000
URGENT, NORMAL, SEND, HIDE = "1", "0", "send", "hide"
LONGEST_NAME = 60
PREVIEW = 300
FIRST_WORDS = 1  # up to the category, words that come are the summary


async def category_choices(talk: Talk, _filling: Filling) -> Choices:
    """The park's categories."""
    return [(kind.en if talk.say.language == "en" else kind.zh, kind.code) for kind in await talk.kinds()]


async def urgency_choices(talk: Talk, _filling: Filling) -> Choices:
    """Can it wait."""
    return [(talk.say.plain("report-normal"), NORMAL), (talk.say.plain("report-urgent"), URGENT)]


async def review_choices(talk: Talk, filling: Filling) -> Choices:
    """Send it; or first hide the firm's name from departments, or show it again."""
    hides = "report-hidden" if filling.answers.get("hidden") else "report-shown"
    return [(talk.say.plain("report-send"), SEND), (talk.say.plain(hides), HIDE)]


def hide(filling: Filling, value: str) -> bool:
    """The button that hides the name only changes that."""
    if value == HIDE:
        filling.answers["hidden"] = not filling.answers.get("hidden")
    return value == HIDE


async def firm_choices(talk: Talk, filling: Filling) -> Choices:
    """The firms the person may file for: his own, or those whose name he has typed a part of."""
    found = await firms_to_file_for(talk.db, filling.answers.get("named", ""), by=talk.person)
    return [(firm.name, str(firm.id)) for firm in found]


def read_firm(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """A part of a firm's name: those that fit are offered. Raises NotAnAnswer."""
    filling.answers["named"] = named(answer)
    raise NotAnAnswer("report-firm-found")


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


def named(answer: Answer) -> str:
    """The name that is looked for."""
    return answer.text.strip()[:LONGEST_NAME]


def keep(filling: Filling, answer: Answer) -> bool:
    """What comes at the wrong step is not lost: files are taken, words become the report or are added to it."""
    filling.take(answer.files)
    if answer.text and filling.answers.get("named") == named(answer):
        return bool(answer.files)  # a part of a firm's name, no part of the problem
    summary = {} if "summary" in filling.answers or filling.step > FIRST_WORDS else in_short(answer)
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
        firm_id=int(answers["firm"]),
        confidential=bool(answers.get("hidden")),
        visit_id=answers.get("visit"),
    )
    ticket = await file_problem(talk.db, problem, by=talk.person, at=talk.at)
    sight = await see(talk.db, ticket.id or 0, talk.person)
    heading = talk.say("report-filed", number=ticket.number, owner=sight.owner.name, at=ticket.due_at)
    return show(talk, ticket_card(sight, talk.say, talk.db.park.calendar, talk.at, heading))


FORM = Form(
    REPORT,
    (
        Step("firm", read_firm, firm_choices, width=1, silent=True),
        Step("category", read_choice, category_choices),
        Step("summary", read_summary),
        Step("files", read_files, optional=True, collects=True),
        Step("urgency", read_choice, urgency_choices),
        Step("review", read_choice, review_choices, toggles=hide, below=known_already),
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
        begun = talk.desk.begun.get(REPORT)
        again = [send(talk, talk.say("form-resumed"))] if begun and begun.answers else []
        return [*again, *await begin_report(talk, forms, begun)]

    return made


async def begin_report(talk: Talk, forms: Forms, filling: Filling | None = None, *, category: str = "") -> Reply:
    """Start the form, or go on with it; who has one firm is not asked for which."""
    if not may_file(talk.person):
        return [send(talk, talk.say("report-not-contact"))]
    filling = filling or talk.desk.begun.get(REPORT) or Filling(REPORT)
    own = await firms_to_file_for(talk.db, by=talk.person)
    if len(own) == 1 and not talk.person.roles & FILES_FOR_ANY:
        filling.answers.setdefault("firm", str(own[0].id))
    if category:
        filling.answers["category"] = category
    return await forms.begin(talk, filling)
