"""外出与代班: a liaison says from when until when he is away and who stands in for him, and that he is back."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from domain.errors import NoSuchLiaison, NotAnAnswer, NotForYou
from domain.lifecycle import Part
from handlers.desk import Filling
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer
from handlers.replies import Reply, send, show
from handlers.report import named
from handlers.talk import Talk
from handlers.work import promised, read_promise
from services.absence import STOOD_IN_FOR, be_away, come_back, possible_substitutes

AWAY = "away"
DAYS = (1, 2, 3, 5, 10)
AHEAD = (1, 2, 3, 4, 5)


async def since_choices(talk: Talk, _filling: Filling) -> Choices:
    """From now on, or from one of the next working days."""
    now = (talk.say.plain("away-now"), str(int(talk.at.timestamp())))
    return [now, *days_after(talk, talk.at, AHEAD)]


async def until_choices(talk: Talk, filling: Filling) -> Choices:
    """The working days after it on which one can be back."""
    return days_after(talk, moment_of(talk, filling.answers["since"]), DAYS)


def days_after(talk: Talk, moment: datetime, numbers: Sequence[int]) -> Choices:
    """So many working days after a moment, each from its opening on."""
    calendar = talk.db.park.calendar
    days = [calendar.opening(calendar.add_workdays(calendar.today(moment), n)) for n in numbers]
    return [(talk.say.when(calendar.today(day)), str(int(day.timestamp()))) for day in days]


def read_since(talk: Talk, filling: Filling, answer: Answer) -> str:
    """Today or a day to come. Raises NotAnAnswer."""
    said, calendar = read_promise(talk, filling, answer), talk.db.park.calendar
    if calendar.today(moment_of(talk, said)) < calendar.today(talk.at):
        raise NotAnAnswer("form-need-date")
    return said


def read_until(talk: Talk, filling: Filling, answer: Answer) -> str:
    """A day after one has left. Raises NotAnAnswer."""
    said = read_promise(talk, filling, answer)
    if moment_of(talk, said) <= max(talk.at, moment_of(talk, filling.answers["since"])):
        raise NotAnAnswer("away-need-later")
    return said


def moment_of(talk: Talk, said: str) -> datetime:
    """The moment somebody is back: of a day, its opening."""
    day = promised(said)
    return day if isinstance(day, datetime) else talk.db.park.calendar.opening(day)


async def who_choices(talk: Talk, _filling: Filling) -> Choices:
    """Some of the other liaisons, nearest first: a keyboard holds no hundred; the others by their name or code."""
    return [(person.name, str(person.id)) for person in await possible_substitutes(talk.db, by=talk.person)]


def read_name(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """A liaison's name or code. Raises NotAnAnswer."""
    if not named(answer):
        raise NotAnAnswer("away-need-name")
    return named(answer)


async def substitute_of(talk: Talk, said: str) -> int:
    """Row id of the one who was pressed, or whom the words name. Raises NoSuchLiaison: another name can be typed."""
    near = {str(each.id) for each in await possible_substitutes(talk.db, by=talk.person)} if talk.pressed else set()
    if said in near:
        return int(said)
    found = await possible_substitutes(talk.db, said, by=talk.person)
    if len(found) != 1:
        raise NoSuchLiaison(name=said)
    return found[0].id or 0


async def note_it(talk: Talk, filling: Filling) -> Reply:
    """In that time the substitute stands in."""
    since, until = (moment_of(talk, filling.answers[name]) for name in ("since", "until"))
    substitute = await substitute_of(talk, filling.answers["who"])
    person = await be_away(talk.db, substitute, until, by=talk.person, at=talk.at, key=filling.key, since=since)
    return show(talk, talk.say("away-set", since=max(since, talk.at), until=until, name=person.name))


FORM = Form(
    AWAY,
    (
        Step("since", read_since, since_choices),
        Step("until", read_until, until_choices),
        Step("who", read_name, who_choices),
    ),
    note_it,
)


def router(forms: Forms) -> Router:
    """Leaving and coming back."""
    made = Router(name=AWAY)

    @made.message(Command(AWAY))
    async def leave(_message: Message, talk: Talk) -> Reply:
        if not talk.person.roles & set(STOOD_IN_FOR):
            raise NotForYou(who=(Part.LIAISON,))
        return await forms.begin(talk, Filling(AWAY))

    @made.message(Command("back"))
    async def back(_message: Message, talk: Talk) -> Reply:
        was_away = await come_back(talk.db, by=talk.person, at=talk.at)
        return [send(talk, talk.say("away-back" if was_away else "away-none"))]

    return made
