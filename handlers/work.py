"""The forms by which a ticket is worked on: one for each action that needs words, a date or a choice."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from cards.calendar import dated
from cards.ticket import ticket_card
from domain import deadlines
from domain.dates import read_date
from domain.errors import NotAnAnswer
from domain.lifecycle import Action, Outcome
from handlers.desk import Filling
from handlers.forms import Choices, Form, Step
from handlers.readers import Answer, words
from handlers.replies import Reply, show
from handlers.report import read_choice
from handlers.talk import Talk
from services.record import Move
from services.tickets import comment, move, see
from texts import Html

SHORTEST, LONGEST = 2, 3000
COMMENT = "comment"


@dataclass(frozen=True)
class WorkForm(Form):
    """A form that ends in one action of the life cycle."""

    action: Action = Action.REPORT


async def promise_choices(talk: Talk, filling: Filling) -> Choices:
    """Dates within the category's limit; the value is the moment in whole seconds."""
    ticket = (await see(talk.db, filling.ticket_id or 0, talk.person)).ticket
    return offered(talk, deadlines.promises(talk.db.park.calendar, ticket.limit_at, talk.at, urgent=ticket.urgent))


async def extension_choices(talk: Talk, filling: Filling) -> Choices:
    """Dates after the promised one."""
    ticket = (await see(talk.db, filling.ticket_id or 0, talk.person)).ticket
    return offered(talk, deadlines.extensions(talk.db.park.calendar, ticket.promised_for or ticket.limit_at))


def offered(talk: Talk, days: list[datetime]) -> Choices:
    """Moments as buttons."""
    return [(talk.say.when(day), str(int(day.timestamp()))) for day in days]


def read_promise(talk: Talk, _filling: Filling, answer: Answer) -> str:
    """A date as people type it. Raises NotAnAnswer."""
    meant = read_date(answer.text, talk.db.park.calendar, talk.at) if answer.text else None
    if meant is None:
        raise NotAnAnswer("form-need-date")
    return meant.isoformat()


def promised(value: str) -> date | datetime:
    """The date behind an answer: a pressed moment, or a typed date or moment."""
    if value.isdigit():
        return datetime.fromtimestamp(int(value), UTC)
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


def read_text(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """Words for the other side; files that come with them are taken along."""
    filling.take(answer.files)
    return words(answer, least=SHORTEST, most=LONGEST)


def read_message(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """Words, files, or both: a photo says enough."""
    filling.take(answer.files)
    return words(answer, least=1, most=LONGEST) if answer.text or not answer.files else ""


def read_evidence(_talk: Talk, filling: Filling, answer: Answer) -> bool:
    """Files; words that come with them are added."""
    if not answer.files and not answer.text:
        raise NotAnAnswer("form-need-file")
    filling.take(answer.files)
    filling.hear("text", answer.parts, more=True)
    return True


def keep_files(filling: Filling, answer: Answer) -> bool:
    """A photo that comes before the words is kept for them."""
    filling.take(answer.files)
    return bool(answer.files)


async def outcome_choices(talk: Talk, _filling: Filling) -> Choices:
    """How it ended."""
    return [(talk.say.word(outcome), str(outcome)) for outcome in Outcome]


async def shows(talk: Talk, filling: Filling) -> dict[str, Any]:
    """The questions name their ticket."""
    ticket = (await see(talk.db, filling.ticket_id or 0, talk.person)).ticket
    calendar = talk.db.park.calendar
    furthest = deadlines.last_extension(calendar, ticket.promised_for or ticket.limit_at)
    limit = dated(ticket.limit_at, ticket, talk.say, calendar)
    return {"number": ticket.number, "limit": limit, "furthest": furthest}


def mover(action: Action, make: Callable[[Filling], Move]) -> Callable[[Talk, Filling], Awaitable[Reply]]:
    """What a filled-in form does: one step of the life cycle, then the card as it stands now."""

    async def done(talk: Talk, filling: Filling) -> Reply:
        await move(talk.db, filling.ticket_id or 0, make(filling), by=talk.person, at=talk.at, key=filling.key)
        sight = await see(talk.db, filling.ticket_id or 0, talk.person)
        heading = talk.say(f"done-{action}".replace("_", "-"))
        return show(talk, ticket_card(sight, talk.say, talk.db.park.calendar, talk.at, heading))

    return done


def text_move(action: Action) -> Callable[[Filling], Move]:
    """Words and files, with the date or the outcome that was chosen."""
    return lambda filling: Move(
        action,
        text=filling.answers.get("text") or "",
        files=filling.attached,
        wanted=promised(filling.answers["date"]) if "date" in filling.answers else None,
        outcome=Outcome(filling.answers["outcome"]) if action is Action.RESOLVE else None,
        message_id=filling.sources.get("text"),
        messages=filling.messages,
    )


def form(action: Action, *steps: Step, name: str = "") -> WorkForm:
    """The form of an action; its questions are the texts {name}-{step}."""
    called = name or action.replace("_", "-")
    return WorkForm(called, steps, mover(action, text_move(action)), keep_files, shows, action=action)


async def add_comment(talk: Talk, filling: Filling) -> Reply:
    """A sentence beside the stars."""
    text = filling.answers["text"]
    await comment(talk.db, filling.ticket_id or 0, text, by=talk.person, at=talk.at, key=filling.key)
    return show(talk, Html(talk.say("done-comment")))


TEXT = Step("text", read_text)
MESSAGE = Step("text", read_message)
EVIDENCE = Step("files", read_evidence, optional=True, collects=True)
OUTCOME = Step("outcome", read_choice, outcome_choices)
PROMISE = Step("date", read_promise, promise_choices)
EXTENSION = Step("date", read_promise, extension_choices)
WORK: dict[Action, WorkForm] = {
    made.action: made
    for made in (
        form(Action.COMMIT, PROMISE),
        form(Action.REPORT, TEXT, EVIDENCE, name="progress"),
        form(Action.RESOLVE, OUTCOME, TEXT, EVIDENCE),
        form(Action.REJECT, TEXT),
        form(Action.RETURN, TEXT),
        form(Action.ASSIST, TEXT, EVIDENCE),
        form(Action.ASK, TEXT),
        form(Action.ANSWER, MESSAGE, EVIDENCE),
        form(Action.EXTEND, EXTENSION, TEXT),
        form(Action.SUSPEND, TEXT),
        form(Action.RESUME, TEXT),
        form(Action.DECLINE, TEXT),
        form(Action.ESCALATE, TEXT),
        form(Action.MESSAGE, MESSAGE),
        form(Action.NOTE, MESSAGE),
    )
}
COMMENT_FORM = Form(COMMENT, (TEXT,), add_comment, shows=shows, cancel="comment-cancel", cancelled="comment-cancelled")
