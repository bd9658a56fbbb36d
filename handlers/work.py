"""The forms by which a ticket is worked on: promise a date, report progress, resolve, reject, add a comment."""

from collections.abc import Awaitable, Callable
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
from services.effects import Move
from services.tickets import comment, move, see
from texts import Html

SHORTEST, LONGEST = 2, 3000
COMMENT = "comment"


async def date_choices(talk: Talk, filling: Filling) -> Choices:
    """Dates within the category's limit; the value is the moment in whole seconds."""
    ticket = (await see(talk.db, filling.ticket_id or 0, talk.person)).ticket
    days = deadlines.promises(talk.db.park.calendar, ticket.limit_at, talk.at, urgent=ticket.urgent)
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


def read_evidence(_talk: Talk, filling: Filling, answer: Answer) -> bool:
    """Files; words that come with them are added."""
    if not answer.files and not answer.text:
        raise NotAnAnswer("form-need-file")
    filling.take(answer.files)
    add_text(filling, answer.text)
    return True


def add_text(filling: Filling, text: str) -> None:
    """More words behind those given."""
    if text:
        filling.answers["text"] = "\n".join(part for part in (filling.answers.get("text"), text) if part)


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
    return {"number": ticket.number, "limit": dated(ticket.limit_at, ticket, talk.say, talk.db.park.calendar)}


def mover(action: Action, make: Callable[[Filling], Move]) -> Callable[[Talk, Filling], Awaitable[Reply]]:
    """What a filled-in form does: one step of the life cycle, then the card as it stands now."""

    async def done(talk: Talk, filling: Filling) -> Reply:
        await move(talk.db, filling.ticket_id or 0, make(filling), by=talk.person, at=talk.at, key=filling.key)
        sight = await see(talk.db, filling.ticket_id or 0, talk.person)
        heading = talk.say(f"done-{action}".replace("_", "-"))
        return show(talk, ticket_card(sight, talk.say, talk.db.park.calendar, talk.at, heading))

    return done


def commit_move(filling: Filling) -> Move:
    """A promised date."""
    return Move(Action.COMMIT, wanted=promised(filling.answers["date"]))


def text_move(action: Action) -> Callable[[Filling], Move]:
    """Words and files."""
    return lambda filling: Move(
        action,
        text=filling.answers.get("text") or "",
        files=filling.attached,
        outcome=Outcome(filling.answers["outcome"]) if action is Action.RESOLVE else None,
        message_id=filling.sources.get("text"),
    )


async def add_comment(talk: Talk, filling: Filling) -> Reply:
    """A sentence beside the stars."""
    text = filling.answers["text"]
    await comment(talk.db, filling.ticket_id or 0, text, by=talk.person, at=talk.at, key=filling.key)
    return show(talk, Html(talk.say("done-comment")))


TEXT = Step("text", read_text)
EVIDENCE = Step("files", read_evidence, optional=True, collects=True)
OUTCOME = Step("outcome", read_choice, outcome_choices)
DATE = Step("date", read_promise, date_choices)
WORK = {
    Action.COMMIT: Form("commit", (DATE,), mover(Action.COMMIT, commit_move), shows=shows),
    Action.REPORT: Form(
        "progress", (TEXT, EVIDENCE), mover(Action.REPORT, text_move(Action.REPORT)), keep_files, shows
    ),
    Action.RESOLVE: Form(
        "resolve", (OUTCOME, TEXT, EVIDENCE), mover(Action.RESOLVE, text_move(Action.RESOLVE)), keep_files, shows
    ),
    Action.REJECT: Form("reject", (TEXT,), mover(Action.REJECT, text_move(Action.REJECT)), keep_files, shows),
}
COMMENT_FORM = Form(COMMENT, (TEXT,), add_comment, shows=shows, cancel="comment-cancel", cancelled="comment-cancelled")
