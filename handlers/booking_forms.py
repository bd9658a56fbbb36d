"""What is asked about a place on a reception day: its topics and companions, and whether it is really given back."""

from itertools import count, takewhile
from typing import Any

from cards.bookings import given_back_card, place_card, when
from cards.words import shortened
from domain.errors import NotAnAnswer
from handlers.desk import Filling
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import FEWEST_LETTERS, LETTERS, Answer, words
from handlers.replies import Reply, send, show
from handlers.report import LONGEST, PREVIEW, SEND, category_choices, read_choice
from handlers.talk import Talk
from services.bookings import Topic, Wanted, cancel, prepare
from services.place_sights import PlaceSight, see_place
from texts import Html

BOOKING, UNBOOK = "booking", "unbook"
PICK, DONE, SURE = "k-", "done", "sure"
USUAL = "other"
LONGEST_COMPANIONS, LONGEST_REASON = 500, 500


def topic_names(filling: Filling) -> list[str]:
    """The topics that were written so far, in their order."""
    return list(takewhile(lambda name: name in filling.answers, (f"topic{number}" for number in count())))


def note_topic(filling: Filling, answer: Answer) -> bool:
    """One contribution is one topic; pictures alone belong to the last one. A message that comes again is heard once.

    False when there was nothing in it.
    """
    filling.take(answer.files)
    heard = {message_id for parts in filling.said.values() for message_id in parts}
    if len(LETTERS.findall(answer.text)) >= FEWEST_LETTERS and not heard & answer.parts.keys():
        filling.hear(f"topic{len(topic_names(filling))}", answer.parts)
    last = (topic_names(filling) or ["topic0"])[-1]
    of = filling.answers.setdefault("of", {})
    of.update({file["file_id"]: last for file in filling.files if file["file_id"] not in of})
    return bool(answer.files or answer.text)


def read_topic(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """A topic: it is kept, and more may follow until the person is done. Raises NotAnAnswer."""
    before = len(filling.files), len(topic_names(filling))
    note_topic(filling, answer)
    is_noted = before != (len(filling.files), len(topic_names(filling)))
    raise NotAnAnswer("booking-topic-noted" if is_noted else "booking-need-topic")


def read_companions(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """Who comes along. Raises NotAnAnswer."""
    return words(answer, least=1, most=LONGEST_COMPANIONS)


def keep(filling: Filling, answer: Answer) -> bool:
    """What comes at the wrong step is not lost: pictures belong to the last topic, words are one more."""
    if not filling.step:
        note_topic(filling, answer)
        return False
    companions = filling.step == 1
    return note_topic(filling, Answer(files=answer.files) if companions else answer)


def pick(filling: Filling, value: str) -> bool:
    """A category's button changes only that of the last topic."""
    if value.startswith(PICK):
        last = (topic_names(filling) or ["topic0"])[-1]
        filling.answers[f"kind-{last}"] = value.removeprefix(PICK)
    return value.startswith(PICK)


async def topic_choices(talk: Talk, filling: Filling) -> Choices:
    """The categories, once there is a topic; and that this was all."""
    if not topic_names(filling) and not filling.files:
        return [(talk.say.plain("booking-button-none"), DONE)]
    chosen = await kind_of(talk, filling, (topic_names(filling) or ["topic0"])[-1])
    kinds = [
        (talk.say.plain("booking-button-chosen", category=label) if code == chosen else label, PICK + code)
        for label, code in await category_choices(talk, filling)
    ]
    return [*kinds, (talk.say.plain("booking-button-done"), DONE)]


async def review_choices(talk: Talk, _filling: Filling) -> Choices:
    """Send it."""
    return [(talk.say.plain("booking-button-send"), SEND)]


async def kind_of(talk: Talk, filling: Filling, name: str) -> str:
    """The category of a topic: the one chosen, else 其他, else the park's last one."""
    codes = [kind.code for kind in await talk.kinds()]
    return str(filling.answers.get(f"kind-{name}") or (USUAL if USUAL in codes else codes[-1]))


async def topics_of(talk: Talk, filling: Filling) -> list[Topic]:
    """What was written, each with its category and its files; pictures without a word are a topic too."""
    names = topic_names(filling) or (["topic0"] if filling.files else [])
    return [await topic_of(talk, filling, name) for name in names]


async def topic_of(talk: Talk, filling: Filling, name: str) -> Topic:
    """One of them; what is too long for a summary goes on in the details."""
    said = str(filling.answers.get(name) or talk.say.plain("booking-topic-in-pictures"))
    of = filling.answers.get("of", {})
    files = tuple(file for file in filling.attached if of.get(file.file_id, name) == name)
    messages = tuple(int(message_id) for message_id in filling.said.get(name, {}))
    source = filling.sources.get(name)
    return Topic(await kind_of(talk, filling, name), said[:LONGEST], said[LONGEST:], files, source, messages)


async def shows(talk: Talk, filling: Filling) -> dict[str, Any]:
    """What the questions show: the slot, the topics written so far, who comes along."""
    sight = await place_in(talk, filling)
    topics, labels = (
        await topics_of(talk, filling),
        {code: name for name, code in await category_choices(talk, filling)},
    )
    lines = [topic_line(talk, number, topic, labels) for number, topic in enumerate(topics, start=1)]
    companions = filling.answers.get("companions") or sight.place.companions or "–"
    said = Html("\n".join(lines)) if lines else talk.say("booking-topics-none")
    return {"when": when(sight, talk.say), "topics": said, "companions": shortened(companions, PREVIEW)}


def topic_line(talk: Talk, number: int, topic: Topic, labels: dict[str, str]) -> Html:
    """A topic in the list."""
    files = talk.say("booking-topic-files", count=len(topic.files)) if topic.files else ""
    summary, category = shortened(topic.summary, PREVIEW), labels.get(topic.category, topic.category)
    return talk.say("booking-topic-line", number=number, summary=summary, category=category, files=Html(files))


async def place_in(talk: Talk, filling: Filling) -> PlaceSight:
    """The place that the form is about. Raises UnknownPlace."""
    return await see_place(talk.db, int(filling.answers["place"]), by=talk.person, at=talk.at)


async def send_topics(talk: Talk, filling: Filling) -> Reply:
    """The topics become tickets, and the place's card says so."""
    topics, companions = await topics_of(talk, filling), filling.answers.get("companions")
    wanted = Wanted(filling.key, topics=topics, companions=companions)
    place = await prepare(talk.db, int(filling.answers["place"]), wanted, by=talk.person, at=talk.at)
    return await show_place(talk, place.id or 0, "booking-prepared")


async def show_place(talk: Talk, place_id: int, heading: str = "") -> Reply:
    """The card of a place."""
    sight = await see_place(talk.db, place_id, by=talk.person, at=talk.at)
    above = talk.say(heading) if heading else None
    return show(talk, place_card(sight, talk.say, talk.db.park.calendar, talk.at, above))


async def begin_topics(talk: Talk, forms: Forms, place_id: int, *, more: bool = False) -> Reply:
    """Ask for the topics of a place; a form that was begun goes on. `more`: who comes along is known already."""
    await see_place(talk.db, place_id, by=talk.person, at=talk.at)
    answers: dict[str, Any] = {"place": place_id} | ({"companions": None} if more else {})
    new = Filling(BOOKING, answers=answers, apart=str(place_id))
    begun = talk.desk.begun.get(new.slot)
    again = [send(talk, talk.say("form-resumed"))] if begun else []
    return [*again, *await forms.begin(talk, begun or new)]


def read_reason(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """Why, in words. Raises NotAnAnswer."""
    return words(answer, least=1, most=LONGEST_REASON)


async def sure_choices(talk: Talk, _filling: Filling) -> Choices:
    """Really."""
    return [(talk.say.plain("unbook-yes"), SURE)]


async def shows_place(talk: Talk, filling: Filling) -> dict[str, Any]:
    """What would be given back."""
    sight = await place_in(talk, filling)
    return {"when": when(sight, talk.say), "count": len(sight.topics)}


async def give_back(talk: Talk, filling: Filling) -> Reply:
    """The place is given back; its topics live on."""
    sight = await place_in(talk, filling)
    left = await cancel(talk.db, sight.place.id or 0, filling.answers.get("reason") or "", by=talk.person, at=talk.at)
    return show(talk, given_back_card(sight, left, talk.say, talk.db.park.calendar, talk.at))


async def begin_unbook(talk: Talk, forms: Forms, place_id: int, reason: str = "") -> Reply:
    """Ask whether a place is really given back, and why."""
    await see_place(talk.db, place_id, by=talk.person, at=talk.at)
    answers: dict[str, Any] = {"place": place_id} | ({"reason": reason[:LONGEST_REASON]} if reason else {})
    return await forms.begin(talk, Filling(UNBOOK, answers=answers, apart=str(place_id)))


FORM = Form(
    BOOKING,
    (
        Step("topics", read_topic, topic_choices, toggles=pick),
        Step("companions", read_companions, optional=True),
        Step("review", read_choice, review_choices),
    ),
    send_topics,
    keep,
    shows,
    cancel="booking-button-stop",  # the topics are given up, never the place
    cancelled="booking-stopped",
)
UNBOOK_FORM = Form(
    UNBOOK,
    (Step("reason", read_reason, optional=True), Step("sure", read_choice, sure_choices)),
    give_back,
    shows=shows_place,
    cancel="unbook-keep",
    cancelled="unbook-kept",
)
FORMS = (FORM, UNBOOK_FORM)
