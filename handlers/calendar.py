"""日历: the administrator looks at the day table and loads a new year from the official notice."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from cards.calendar import notice_lines, outlook_card
from domain.errors import BadNotice
from domain.notice import read_notice
from handlers.desk import Filling
from handlers.filters import MenuButton, Tapped
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer, words
from handlers.replies import Reply, send, show
from handlers.report import read_choice
from handlers.talk import Talk
from services.calendar import foresee, load_year, outlook, refuse, refuse_others

CALENDAR = "calendar"
SHORTEST, LONGEST = 20, 8000
LOAD = "load"


def read_pasted(talk: Talk, _filling: Filling, answer: Answer) -> str:
    """The notice as it was pasted. Raises NotAnAnswer that quotes what is wrong with it."""
    text = words(answer, least=SHORTEST, most=LONGEST)
    refuse(talk.db, read_notice(text), talk.person, talk.at)
    return text


async def review_choices(talk: Talk, _filling: Filling) -> Choices:
    """Load it."""
    return [(talk.say.plain("calendar-confirm"), LOAD)]


async def shows(talk: Talk, filling: Filling) -> dict[str, Any]:
    """What is in the notice, and how many tickets it moves. An edit may have spoilt it since it was read."""
    try:
        notice = read_notice(filling.answers.get("notice", ""))
    except BadNotice:
        return {"year": "–", "days": "–", "count": 0}
    count = await foresee(talk.db, notice, by=talk.person, at=talk.at)
    return {"year": str(notice.year), "days": notice_lines(notice, talk.say), "count": count}


async def load_it(talk: Talk, filling: Filling) -> Reply:
    """The year counts from now on."""
    loaded = await load_year(talk.db, read_notice(filling.answers["notice"]), by=talk.person, at=talk.at)
    key = "calendar-loaded" if loaded.changed else "calendar-same"
    return show(talk, talk.say(key, year=str(loaded.year), count=loaded.tickets))


FORM = Form(CALENDAR, (Step("notice", read_pasted), Step("review", read_choice, review_choices)), load_it, shows=shows)


def router(forms: Forms) -> Router:
    """The day table, and the way into the form."""
    made = Router(name=CALENDAR)

    @made.message(Command(CALENDAR))
    @made.message(MenuButton("menu-calendar"))
    async def look(_message: Message, talk: Talk) -> Reply:
        seen = await outlook(talk.db, by=talk.person, at=talk.at)
        return [send(talk, outlook_card(seen, talk.say))]

    @made.callback_query(Tapped("y"))
    async def load(_callback: CallbackQuery, talk: Talk) -> Reply:
        refuse_others(talk.person)
        return await forms.begin(talk, Filling(CALENDAR))

    return made
