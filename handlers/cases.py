"""办件: a case's card, what is done with its steps and materials, and the files that firms send for them."""

from collections.abc import Sequence
from typing import Any

from aiogram.filters import Filter
from aiogram.types import Message

from cards.cases import case_card, material_card, skips_card
from domain.agency_rules import CaseAction, CasePart, needs_words
from domain.errors import NotAnAnswer, UnknownCase
from domain.numbers import read_case_number, read_number
from handlers.desk import Filling
from handlers.forms import Choices, Form, Forms, Step
from handlers.offer import offer_card
from handlers.readers import Answer, read
from handlers.replies import Reply, send, show, toast
from handlers.report import REPORT
from handlers.report import keep as keep_for_report
from handlers.talk import Talk
from handlers.tickets import told_in
from handlers.work import TEXT, keep_files
from services.case_deeds import Deed
from services.cases import CaseSight, MaterialSight, do, open_case_files, see_case
from services.desk import awaited_materials
from texts import Html

WORDS, SEND = "case-words", "case-send"
NONE, DONE = "0", "done"
PAPERS = frozenset({"photo", "document"})


async def show_case(talk: Talk, which: int | str, heading: Html | None = None, *, skips: bool = False) -> Reply:
    """The case's card as it stands now; or which of its steps may be skipped."""
    sight = await see_case(talk.db, which, by=talk.person, at=talk.at)
    if skips:
        return show(talk, skips_card(sight, talk.say))
    return show(talk, case_card(sight, talk.say, heading))


async def act(talk: Talk, forms: Forms, deed: Deed, case_id: int) -> Reply:
    """One action by a button; what needs words opens its form. The card as it stands then."""
    if needs_words(deed.action):
        await see_case(talk.db, case_id, by=talk.person, at=talk.at)
        answers = {"case": case_id, "action": str(deed.action), "step": deed.step_id, "material": deed.material_id}
        return await begin_words(talk, forms, answers)
    await do(talk.db, case_id, deed, by=talk.person, at=talk.at, key=talk.key)
    return await show_case(talk, case_id, talk.say(f"case-done-{deed.action}".replace("_", "-")))


async def begin_words(talk: Talk, forms: Forms, answers: dict[str, Any]) -> Reply:
    """Ask for the reason, the result or the message."""
    sight = await see_case(talk.db, int(answers["case"]), by=talk.person, at=talk.at)
    about = "{action} {step} {material}".format(**answers)
    return await forms.begin(talk, Filling(WORDS, answers=answers, number=sight.case.number, apart=about))


async def say_it(talk: Talk, filling: Filling) -> Reply:
    """The words are given: the deed is done."""
    answers = filling.answers
    action = CaseAction(answers["action"])
    deed = Deed(action, answers["step"], answers["material"], answers["text"], filling.attached)
    await do(talk.db, int(answers["case"]), deed, by=talk.person, at=talk.at, key=filling.key)
    return await show_case(talk, int(answers["case"]), talk.say(f"case-done-{action}".replace("_", "-")))


async def shows_words(talk: Talk, filling: Filling) -> dict[str, Any]:
    """The question names the action, the thing and the case."""
    answers = filling.answers
    sight = await see_case(talk.db, int(answers["case"]), by=talk.person, at=talk.at)
    steps = [each.step.name for each in sight.steps if each.step.id == answers["step"]]
    materials = [each.material.name for each in sight.materials if each.material.id == answers["material"]]
    name = (steps + materials or [sight.case.name])[0]
    return {"what": talk.say.word(CaseAction(answers["action"])), "name": name, "number": sight.case.number}


async def begin_giving(talk: Talk, forms: Forms, case_id: int, material_id: int) -> Reply:
    """The firm, or the agent for it, sends a material."""
    sight = await see_case(talk.db, case_id, by=talk.person, at=talk.at)
    material_in(sight, material_id)
    filling = Filling(SEND, answers={"material": f"{case_id}-{material_id}"}, number=sight.case.number)
    return await forms.begin(talk, filling)


def material_in(sight: CaseSight, material_id: int) -> MaterialSight:
    """A material of the case. Raises UnknownCase."""
    found = next((each for each in sight.materials if each.material.id == material_id), None)
    if found is None:
        raise UnknownCase
    return found


async def material_choices(talk: Talk, _filling: Filling) -> Choices:
    """The materials that the firm is asked for; or none of them."""
    rows = await awaited_materials(talk.db, by=talk.person)
    named = [(f"{material.name} · {case.number}", f"{case.id}-{material.id}") for material, case in rows]
    return [*named, (talk.say.plain("case-send-none"), NONE)]


def read_which(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """A button says which; more files and words are kept meanwhile. Raises NotAnAnswer."""
    take_down(filling, answer)
    raise NotAnAnswer("form-choose")


def read_pages(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """Photos and files of one material, any number; words go along. Raises NotAnAnswer."""
    take_down(filling, answer)
    raise NotAnAnswer("case-send-more" if filling.files else "error-files-needed")


def take_down(filling: Filling, answer: Answer) -> None:
    """Words and files, each once."""
    filling.take(answer.files)
    filling.hear("text", answer.parts, more=True)


def keep_all(filling: Filling, answer: Answer) -> bool:
    """The steps' readers keep it themselves; late parts of an album join."""
    filling.take(answer.files)
    return False


async def done_choices(talk: Talk, _filling: Filling) -> Choices:
    """That was all."""
    return [(talk.say.plain("case-send-done"), DONE)]


async def shows_pages(talk: Talk, filling: Filling) -> dict[str, Any]:
    """How many files are in, and for what."""
    name, number = "–", "–"
    if (chosen := filling.answers.get("material")) and chosen != NONE:
        case_id, material_id = map(int, chosen.split("-"))
        sight = await see_case(talk.db, case_id, by=talk.person, at=talk.at)
        name, number = material_in(sight, material_id).material.name, sight.case.number
    return {"name": name, "number": number, "count": len(filling.files)}


async def send_it(talk: Talk, filling: Filling) -> Reply:
    """The files land at their material; or they were for none, and are offered to become a ticket."""
    if filling.answers["material"] == NONE:
        return await to_report(talk, filling)
    if not filling.files:
        raise NotAnAnswer("error-files-needed")
    case_id, material_id = map(int, filling.answers["material"].split("-"))
    text = filling.answers.get("text") or ""
    deed = Deed(CaseAction.SEND, material_id=material_id, text=text, files=filling.attached)
    await do(talk.db, case_id, deed, by=talk.person, at=talk.at, key=filling.key)
    return await sent(talk, case_id, material_id)


async def sent(talk: Talk, case_id: int, material_id: int) -> Reply:
    """It has arrived: the material's card."""
    sight = await see_case(talk.db, case_id, by=talk.person, at=talk.at)
    return show(talk, material_card(sight, material_in(sight, material_id), talk.say, talk.say("case-done-send")))


async def to_report(talk: Talk, filling: Filling) -> Reply:
    """What was sent is kept, and the person chooses what else it is."""
    report = talk.desk.begun.get(REPORT) or Filling(REPORT)
    keep_for_report(
        report, Answer(filling.answers.get("text") or "", list(filling.attached), parts=filling.said.get("text", {}))
    )
    talk.desk.start(report)
    talk.desk.active = None
    return show(talk, offer_card(talk, report))


WORDS_FORM = Form(WORDS, (TEXT,), say_it, keep_files, shows_words)
SEND_FORM = Form(
    SEND,
    (
        Step("material", read_which, material_choices, width=1, silent=True),
        Step("files", read_pages, done_choices),
    ),
    send_it,
    keep_all,
    shows_pages,
)


class IsForCase(Filter):
    """A reply to a card of a case, or files from somebody whose firm is asked for materials."""

    async def __call__(self, message: Message, talk: Talk) -> bool | dict[str, Any]:
        """The case's number, empty when it has to be chosen; False when it is about something else."""
        if talk.me is None:
            return False
        if number := read_case_number(told_in(message)):
            return {"number": number}
        answer, prefix = read(talk.messages), talk.db.park.prefix
        papers = any(file.kind in PAPERS for file in answer.files) and read_number(answer.text, prefix) is None
        free = papers and message.reply_to_message is None
        return {"number": ""} if free and await awaited_materials(talk.db, by=talk.me) else False


async def take(talk: Talk, forms: Forms, message: Message, number: str) -> Reply:
    """Files belong to a material: the one replied to, or one that is chosen; words of a reply go to the other side."""
    answer = read(talk.messages)
    if not number:
        return await choose(talk, forms, answer)
    sight = await see_case(talk.db, number, by=talk.person, at=talk.at)
    named = [each for each in sight.materials if is_named(each, told_in(message))]
    if answer.files and (len(named) == 1 or CasePart.FIRM in sight.parts):
        return await land(talk, forms, sight, answer, named)
    if CaseAction.MESSAGE not in sight.actions:
        return [send(talk, case_card(sight, talk.say))]
    deed = Deed(CaseAction.MESSAGE, text=answer.text, files=answer.files)
    await do(talk.db, sight.case.id or 0, deed, by=talk.person, at=talk.at, key=talk.key)
    return [send(talk, talk.say("case-done-message"))]


def is_named(each: MaterialSight, told: str) -> bool:
    """Whether a card is about a material that can be sent."""
    return CaseAction.SEND in each.actions and f"「{each.material.name}」" in told


async def land(talk: Talk, forms: Forms, sight: CaseSight, answer: Answer, named: Sequence[MaterialSight]) -> Reply:
    """Files in reply to a case's card: at the one material it names, else by choice."""
    if len(named) != 1:
        return await choose(talk, forms, answer)
    material_id = named[0].material.id or 0
    deed = Deed(CaseAction.SEND, material_id=material_id, text=answer.text, files=answer.files)
    await do(talk.db, sight.case.id or 0, deed, by=talk.person, at=talk.at, key=talk.key)
    return await sent(talk, sight.case.id or 0, material_id)


async def choose(talk: Talk, forms: Forms, answer: Answer) -> Reply:
    """Which material the files are for is asked, never guessed: also when only one is open."""
    filling = Filling(SEND, answers={"files": DONE})
    take_down(filling, answer)
    return await forms.begin(talk, filling)


async def show_material(talk: Talk, case_id: int, material_id: int) -> Reply:
    """A material's card."""
    sight = await see_case(talk.db, case_id, by=talk.person, at=talk.at)
    return show(talk, material_card(sight, material_in(sight, material_id), talk.say))


async def bring_files(talk: Talk, case_id: int, material_id: int) -> Reply:
    """The files of a case, or of one material, come as messages of their own."""
    wanted = material_id or None
    count = await open_case_files(talk.db, case_id, wanted, by=talk.person, at=talk.at, key=talk.key)
    return toast(talk, talk.say.plain("visit-files-coming", count=count))
