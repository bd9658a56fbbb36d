"""走访: record a visit in under a minute, its problems by one tap, the firm's answer, and a firm's visits."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.visits import firms_card, visit_card, visits_card
from cards.words import shortened
from domain.errors import NotAnAnswer, NotForYou, UnknownVisit
from domain.lifecycle import Part
from handlers.desk import Filling
from handlers.filters import MenuButton, Tapped
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer
from handlers.replies import Reply, send, show, toast
from handlers.report import PREVIEW, REPORT, begin_report, named
from handlers.talk import Talk
from services.record import PLACE
from services.visit_answers import answer_last, answer_visit
from services.visits import (
    LEADERS,
    Note,
    firm_to_visit,
    firms_to_visit,
    firms_with_visits,
    log_visit,
    may_visit,
    open_visit_files,
    see_visit,
    visits_of,
)

VISIT, DONE = "visit", "done"
CAME = {"came": True, "notcame": False}
SPOKEN = frozenset({"voice", "audio", "video", "video_note"})


async def firm_choices(talk: Talk, filling: Filling) -> Choices:
    """One's own firms, the one due first on top; a leader's are those whose name he has typed a part of."""
    found = await firms_to_visit(talk.db, filling.answers.get("named", ""), by=talk.person)
    dated = [(firm.name, firm.visit_due, str(firm.id)) for firm in found]
    say = talk.say.plain
    return [(say("visit-firm-due", firm=name, day=due) if due else name, firm_id) for name, due, firm_id in dated]


async def done_choices(talk: Talk, _filling: Filling) -> Choices:
    """That was all."""
    return [(talk.say.plain("visit-done"), DONE)]


def read_firm(talk: Talk, filling: Filling, answer: Answer) -> str:
    """A part of a firm's name, from a leader; a liaison presses one of his. Raises NotAnAnswer."""
    if not talk.person.roles & LEADERS:
        raise NotAnAnswer("form-choose")
    filling.answers["named"] = named(answer)
    raise NotAnAnswer("report-firm-found")


def read_notes(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """Whatever was said or seen: it is kept, and more may follow until the person is done. Raises NotAnAnswer."""
    if not answer.files and not answer.text:
        raise NotAnAnswer("visit-need-note")
    take_down(filling, answer)
    raise NotAnAnswer("visit-noted")


def take_down(filling: Filling, answer: Answer) -> None:
    """Words and files, each once."""
    filling.take(answer.files)
    filling.hear("text", answer.parts, more=True)


def keep(filling: Filling, answer: Answer) -> bool:
    """What comes at any step belongs to the record, but for a part of a firm's name. True when that is to be said."""
    if filling.answers.get("named") == named(answer) and not filling.step:
        filling.take(answer.files)
        return bool(answer.files)
    take_down(filling, answer)
    return not filling.step and bool(answer.files or answer.text)


async def shows(talk: Talk, filling: Filling) -> dict[str, Any]:
    """What has been taken down so far."""
    kinds = [file["kind"] for file in filling.files]
    chosen = filling.answers.get("firm")
    firm = await firm_to_visit(talk.db, int(chosen), by=talk.person) if chosen else None
    spoken, places = sum(kind in SPOKEN for kind in kinds), kinds.count(PLACE)
    return {
        "firm": firm.name if firm else "–",
        "text": shortened(filling.answers.get("text") or "–", PREVIEW),
        "pictures": len(kinds) - spoken - places,
        "spoken": spoken,
        "places": places,
    }


async def log_it(talk: Talk, filling: Filling) -> Reply:
    """The visit is recorded, and its card is where its problems are found."""
    if not filling.answers.get("text") and not filling.files:
        raise NotAnAnswer("visit-need-note")
    note = Note(filling.key, filling.answers.get("text", ""), filling.attached)
    visit = await log_visit(talk.db, int(filling.answers["firm"]), note, by=talk.person, at=talk.at)
    return await show_visit(talk, visit.id or 0, "visit-logged")


FORM = Form(
    VISIT,
    (Step("firm", read_firm, firm_choices, width=1), Step("notes", read_notes, done_choices)),
    log_it,
    keep,
    shows,
)


def router(forms: Forms) -> Router:
    """The ways to visits: commands, the menu, and the buttons v:verb:id."""
    made = Router(name=VISIT)

    @made.message(Command(VISIT))
    @made.message(MenuButton("menu-visit"))
    async def visit(_message: Message, talk: Talk) -> Reply:
        own = await firms_to_visit(talk.db, by=talk.person)
        alone = own[0].id if len(own) == 1 and not talk.person.roles & LEADERS else None
        return await begin_visit(talk, forms, alone)

    @made.message(Command("visits"))
    async def visits(_message: Message, command: CommandObject, talk: Talk) -> Reply:
        return await find_visits(talk, (command.args or "").strip())

    @made.message(Command(*CAME))
    async def answered(_message: Message, command: CommandObject, talk: Talk) -> Reply:
        visit = await answer_last(talk.db, came=CAME[command.command], by=talk.person, at=talk.at)
        return await show_visit(talk, visit.id or 0) if visit else await find_visits(talk)

    @made.callback_query(Tapped("v"))
    async def tapped(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await do(talk, forms, parts[0], int(parts[1]), int(parts[2]) if len(parts) > 2 else 0)  # noqa: PLR2004

    return made


async def do(talk: Talk, forms: Forms, verb: str, row_id: int, page: int) -> Reply:
    """What a button means: of a firm its visits or a new one, of a visit its card, files, problems, answer."""
    match verb:
        case "log":
            return await begin_visit(talk, forms, row_id)
        case "list":
            return show(talk, visits_card(await visits_of(talk.db, row_id, by=talk.person, page=page), talk.say))
        case "found":
            return await begin_problem(talk, forms, row_id)
        case "files":
            count = await open_visit_files(talk.db, row_id, by=talk.person, at=talk.at, key=talk.key)
            return toast(talk, talk.say.plain("visit-files-coming", count=count))
        case "came" | "notcame":
            await answer_visit(talk.db, row_id, came=CAME[verb], by=talk.person, at=talk.at)
    return await show_visit(talk, row_id)


async def show_visit(talk: Talk, visit_id: int, heading: str = "") -> Reply:
    """The visit's card."""
    sight = await see_visit(talk.db, visit_id, by=talk.person)
    above = talk.say(heading) if heading else None
    return show(talk, visit_card(sight, talk.say, talk.db.park.calendar, talk.at, above))


async def begin_visit(talk: Talk, forms: Forms, firm_id: int | None) -> Reply:
    """Begin the record; one that was begun and not finished goes on, whichever button was pressed."""
    if not may_visit(talk.person):
        raise NotForYou(who=(Part.LIAISON, Part.LEADER))
    begun = talk.desk.begun.get(VISIT)
    if begun and (begun.files or begun.answers.get("text")):
        return [send(talk, talk.say("form-resumed")), *await forms.begin(talk, begun)]
    if firm_id:
        await firm_to_visit(talk.db, firm_id, by=talk.person)
    elif not talk.person.roles & LEADERS and not await firms_to_visit(talk.db, by=talk.person):
        return [send(talk, talk.say("visit-no-firm"))]
    return await forms.begin(talk, Filling(VISIT, answers={"firm": str(firm_id)} if firm_id else {}))


async def begin_problem(talk: Talk, forms: Forms, visit_id: int) -> Reply:
    """A problem found on the visit: the report form for that firm, beside any other report that was begun."""
    sight = await see_visit(talk.db, visit_id, by=talk.person)
    if not sight.is_mine:
        raise UnknownVisit
    new = Filling(REPORT, answers={"firm": str(sight.firm.id), "visit": visit_id}, apart=f"visit {visit_id}")
    return await begin_report(talk, forms, talk.desk.begun.get(new.slot) or new)


async def find_visits(talk: Talk, words: str = "") -> Reply:
    """The visits of the firm that is named, or of one's own; several firms are buttons."""
    found = await firms_with_visits(talk.db, words, by=talk.person)
    if len(found) != 1:
        return [send(talk, firms_card(found, "v", "list", talk.say) if found else talk.say("visits-which"))]
    return [send(talk, visits_card(await visits_of(talk.db, found[0].id or 0, by=talk.person), talk.say))]
