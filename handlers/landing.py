"""签约落地: a new project with its landing checklist from one form; the list for the landing meeting."""

from datetime import date, datetime, time
from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from cards.landing import NAMES, landing_card, landing_document
from domain.dates import read_date
from domain.errors import NotAnAnswer, UnknownProject
from domain.landing import CHECKLISTS, MEETING_HOUR
from handlers.desk import Filling
from handlers.filters import IsBound, MenuButton, Tapped
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer, words
from handlers.replies import Reply, document_message, with_all
from handlers.report import named, read_choice
from handlers.talk import Talk
from services.landing import Signing, firms_to_land, land, may_land, see_landing

LANDING = "landing"
LONGEST_NAME = 120


async def firm_choices(talk: Talk, filling: Filling) -> Choices:
    """The firms whose name has what was typed."""
    found = await firms_to_land(talk.db, filling.answers.get("named", ""), by=talk.person)
    return [(firm.name, str(firm.id)) for firm in found]


def read_firm(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """A part of a firm's name or its code: the firms are offered, or how a new one is added. Raises NotAnAnswer."""
    filling.answers["named"] = named(answer)
    raise NotAnAnswer("landing-firms-found")


def read_name(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """The project's name."""
    return words(answer, least=2, most=LONGEST_NAME)


async def today_choices(talk: Talk, _filling: Filling) -> Choices:
    """Today, usually."""
    return [(talk.say.plain("ledger-today"), str(talk.db.park.calendar.today(talk.at)))]


def read_signed(talk: Talk, _filling: Filling, answer: Answer) -> str:
    """The day of the signing. Raises NotAnAnswer."""
    found = read_date(answer.text, talk.db.park.calendar, talk.at)
    if found is None:
        raise NotAnAnswer("landing-need-day")
    return str(talk.db.park.calendar.today(found) if isinstance(found, datetime) else found)


async def meeting_choices(talk: Talk, filling: Filling) -> Choices:
    """The afternoon of signing day."""
    moment = afternoon(talk, filling)
    return [(talk.say.when(moment), "usual")]


def afternoon(talk: Talk, filling: Filling) -> datetime:
    """Three o'clock on signing day."""
    return talk.db.park.calendar.at(date.fromisoformat(filling.answers["signed"]), time(MEETING_HOUR))


def read_meeting(talk: Talk, _filling: Filling, answer: Answer) -> str:
    """A day with a clock time. Raises NotAnAnswer."""
    found = read_date(answer.text, talk.db.park.calendar, talk.at)
    if not isinstance(found, datetime):
        raise NotAnAnswer("landing-need-time")
    return found.isoformat()


async def checklist_choices(talk: Talk, _filling: Filling) -> Choices:
    """The checklists."""
    return [(talk.say.plain(NAMES[code]), code) for code in CHECKLISTS]


async def shows(talk: Talk, filling: Filling) -> dict[str, Any]:
    """How many firms the words have found."""
    found = await firm_choices(talk, filling) if "firm" not in filling.answers else ()
    return {"named": filling.answers.get("named", "–"), "found": len(found), "asked": int("named" in filling.answers)}


async def send_landing(talk: Talk, filling: Filling) -> Reply:
    """The project begins; its list comes along for the meeting."""
    known, usual = filling.answers, afternoon(talk, filling)
    meeting = usual if known["meeting"] == "usual" else datetime.fromisoformat(known["meeting"])
    signed = date.fromisoformat(known["signed"])
    signing = Signing(f"landing:{filling.key}", int(known["firm"]), known["name"], known["list"], signed, meeting)
    project = await land(talk.db, signing, by=talk.person, at=talk.at)
    sight = await see_landing(talk.db, project.id or 0, by=talk.person)
    return with_all(talk, landing_card(sight, talk.say, talk.db.park.calendar, with_list=True))


FORM = Form(
    LANDING,
    (
        Step("firm", read_firm, firm_choices, width=1),
        Step("name", read_name),
        Step("signed", read_signed, today_choices),
        Step("meeting", read_meeting, meeting_choices),
        Step("list", read_choice, checklist_choices, width=1),
    ),
    send_landing,
    shows=shows,
)


def router(forms: Forms) -> Router:
    """The command, the menu, and the button st:list:project."""
    made = Router(name=LANDING)

    @made.message(Command(LANDING), IsBound())
    @made.message(MenuButton("menu-landing"), IsBound())
    async def begin(_message: Message, talk: Talk) -> Reply:
        may_land(talk.person)
        return await forms.begin(talk, talk.desk.begun.get(LANDING) or Filling(LANDING))

    @made.callback_query(Tapped("st", "list"))
    async def the_list(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        sight = await see_landing(talk.db, int(parts[1]), by=talk.person)
        if not sight.is_whole:
            raise UnknownProject
        return [document_message(talk, landing_document(sight, talk.say, talk.db.park.calendar))]

    return made
