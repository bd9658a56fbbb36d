"""外出与代班: a liaison says until when he is away and who stands in for him, and that he is back."""

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from domain.errors import NotAnAnswer, NotForYou
from domain.lifecycle import Part
from domain.roles import Role
from handlers.desk import Filling
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer
from handlers.replies import Reply, send, show
from handlers.report import read_choice
from handlers.talk import Talk
from handlers.work import promised, read_promise
from services.absence import be_away, come_back, possible_substitutes

AWAY = "away"
DAYS = (1, 2, 3, 5, 10)


async def until_choices(talk: Talk, _filling: Filling) -> Choices:
    """The next working days on which one can be back."""
    calendar = talk.db.park.calendar
    days = [calendar.opening(calendar.add_workdays(calendar.today(talk.at), n)) for n in DAYS]
    return [(talk.say.when(calendar.today(day)), str(int(day.timestamp()))) for day in days]


def read_until(talk: Talk, filling: Filling, answer: Answer) -> str:
    """A day to come. Raises NotAnAnswer."""
    said = read_promise(talk, filling, answer)
    if moment_of(talk, said) <= talk.at:
        raise NotAnAnswer("form-need-date")
    return said


def moment_of(talk: Talk, said: str) -> datetime:
    """The moment somebody is back: of a day, its opening."""
    day = promised(said)
    return day if isinstance(day, datetime) else talk.db.park.calendar.opening(day)


async def who_choices(talk: Talk, _filling: Filling) -> Choices:
    """The other liaisons."""
    return [(person.name, str(person.id)) for person in await possible_substitutes(talk.db, by=talk.person)]


async def note_it(talk: Talk, filling: Filling) -> Reply:
    """From now on the substitute stands in."""
    until = moment_of(talk, filling.answers["until"])
    substitute = int(filling.answers["who"])
    person = await be_away(talk.db, substitute, until, by=talk.person, at=talk.at, key=filling.key)
    return show(talk, talk.say("away-set", until=until, name=person.name))


FORM = Form(AWAY, (Step("until", read_until, until_choices), Step("who", read_choice, who_choices)), note_it)


def router(forms: Forms) -> Router:
    """Leaving and coming back."""
    made = Router(name=AWAY)

    @made.message(Command(AWAY))
    async def leave(_message: Message, talk: Talk) -> Reply:
        if Role.LIAISON not in talk.person.roles:
            raise NotForYou(who=(Part.LIAISON,))
        return await forms.begin(talk, Filling(AWAY))

    @made.message(Command("back"))
    async def back(_message: Message, talk: Talk) -> Reply:
        was_away = await come_back(talk.db, by=talk.person, at=talk.at)
        return [send(talk, talk.say("away-back" if was_away else "away-none"))]

    return made
