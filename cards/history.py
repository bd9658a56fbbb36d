"""Everything that happened to a ticket, as one person may read it."""

from collections.abc import Mapping
from datetime import datetime

from cards.card import Button, Card, tap
from cards.ticket import SHOWN, unnamed
from cards.words import name_of, paged
from domain.lifecycle import Action, Part
from domain.readable import ENDS, INTERNAL, KNOWS_WHO_RATED, STARRED, UNSEEN
from domain.roles import Role
from services.scores import REDATE
from services.tickets import History, Sight
from storage.tables import Event
from texts import Html, Say


def history_cards(sight: Sight, history: History, files: Mapping[int, int], say: Say) -> list[Card]:
    """Oldest first, in as many messages as it takes. Nothing of what the person may read is cut off."""
    ticket = sight.ticket
    lines = [say("history-title", number=ticket.number), *details(sight, say)]
    for event in history.events:
        if event.action not in UNSEEN or Part.FIRM not in sight.parts:
            lines += event_lines(event, sight, history, files.get(event.id or 0, 0), say)
    back = ((Button(say.plain("button-card"), tap("t", "show", ticket.id)),),)
    pages = paged(lines)
    return [Card(page, back if page is pages[-1] else ()) for page in pages]


def details(sight: Sight, say: Say) -> list[Html]:
    """What was written beyond the summary, piece by piece."""
    return [say("history-details", text=piece) for piece in pieces(unnamed(sight, sight.ticket.details, say))]


def pieces(text: str) -> list[str]:
    """A long text in parts that fit a message."""
    return [text[i : i + SHOWN] for i in range(0, len(text), SHOWN)]


def event_lines(event: Event, sight: Sight, history: History, files: int, say: Say) -> list[Html]:
    """When, who, what, how many files; then the words. Who was rated reads that the ticket is closed, not how."""
    if not sight.parts & KNOWS_WHO_RATED and event.action in ENDS | STARRED:
        closed = {"at": event.at, "who": say.plain("history-clock"), "what": say("event-closed")}
        return [say("history-line", **closed)] if event.action in ENDS else []
    hidden = is_hidden(event, sight)
    text, files = ("", 0) if hidden else (unnamed(sight, event.text, say), files)
    what = Html(say(f"event-{event.action}".replace("_", "-")) + said_of(event, say) + brought(files, say))
    first = say("history-line", at=event.at, who=actor(event, sight, history, say), what=what)
    return [first, *(say("history-text", text=piece) for piece in pieces(text))]


def is_hidden(event: Event, sight: Sight) -> bool:
    """The department sees no rating's words; the firm not what the park's people write to each other."""
    if event.action in STARRED:
        return Part.FIRM not in sight.parts
    return event.action in INTERNAL and Part.FIRM in sight.parts


def said_of(event: Event, say: Say) -> str:
    """The date or the wish that an event is about."""
    moment = event.new.get("due_at" if event.action == REDATE else "promised_for") or event.new.get("wanted_for")
    wish = event.old.get("wants") if event.action in {Action.APPROVE, Action.DECLINE} else None
    words = say.plain(f"wish-{wish}") if wish else ""
    when = say.when(datetime.fromisoformat(moment)) if moment else ""
    return "".join(f" {part}" for part in (words, when) if part)


def brought(files: int, say: Say) -> str:
    """How many files came with it."""
    return f" {say.plain('history-files', count=files)}" if files else ""


def actor(event: Event, sight: Sight, history: History, say: Say) -> str:
    """Who did it. Of the firm's people others than those who deal with it read no names."""
    person = history.actors.get(event.actor_id or 0)
    if person is None:
        return say.plain("history-clock")
    of_firm = event.actor_id in history.contacts
    return say.word(Role.CONTACT) if of_firm and sight.hides_people else name_of(person, say)
