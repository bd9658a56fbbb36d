"""What a push says: a heading that tells what happened, and the ticket's card under it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cards.card import Button, Card, in_rows, tap
from cards.history import is_hidden
from cards.ticket import lamp, ticket_card, unnamed
from cards.words import name_of, shortened
from domain.calendar import Calendar
from domain.lifecycle import Due
from services.reminders import SILENCE
from services.terms import due_of
from services.tickets import Sight
from storage.tables import Event, Person
from texts import Html, Say

# What was said with these is news in itself; a result or a summary stands on the card.
WITHOUT_TEXT = frozenset({"file", "filed-for-you", "resolve", "confirm"})
MOST_LINES = 20


def event_card(kind: str, sight: Sight, event: Event, say: Say, calendar: Calendar, at: datetime) -> Card:
    """Something happened to a ticket."""
    heading = say(f"push-{kind}".replace("_", "-"))
    if event.text and kind not in WITHOUT_TEXT and not is_hidden(event, sight):
        said = shortened(unnamed(sight, event.text, say), 1500)
        heading = Html(f"{heading}\n{say('push-text', text=said)}")
    return ticket_card(sight, say, calendar, at, heading)


def reminder_card(sight: Sight, args: dict[str, Any], say: Say, calendar: Calendar, at: datetime) -> Card:
    """A deadline is near or past: what, since when, by when, and the buttons to act."""
    return ticket_card(sight, say, calendar, at, called(sight, args, say))


def called(sight: Sight, args: dict[str, Any], say: Say) -> Html:
    """The reminder's sentence; of what has moved on since it was owed, only that."""
    what, days = str(args["what"]), int(args["days"])
    since, due = (datetime.fromisoformat(args[name]) for name in ("since", "due"))
    if what in set(Due) and (due_of(sight.ticket), sight.ticket.due_at) != (Due(what), due):
        return say("remind-over")
    if what == SILENCE:
        return say("remind-silence", since=since, days=days)
    named = say(f"remind-what-{what}")
    return say(f"remind-{args['rung']}", what=named, since=since, at=due, days=days)


def digest_card(sights: Sequence[tuple[Sight, dict[str, Any]]], say: Say, calendar: Calendar, at: datetime) -> Card:
    """Several reminders of one moment in one message, each with a button that opens its card."""
    lines = [say("digest-title", count=len(sights))]
    for sight, args in sights[:MOST_LINES]:
        mark = lamp(sight.ticket, calendar, at)
        summary = shortened(unnamed(sight, sight.ticket.summary, say), 40)
        lines.append(
            say("digest-line", lamp=mark, number=sight.ticket.number, summary=summary, called=called(sight, args, say))
        )
    if len(sights) > MOST_LINES:
        lines.append(say("digest-rest", count=len(sights) - MOST_LINES))
    numbers = {sight.ticket.id: sight.ticket.number for sight, _ in sights[:MOST_LINES]}
    opens = [Button(number, tap("t", "show", ticket_id)) for ticket_id, number in numbers.items()]
    return Card(Html("\n".join(lines)), in_rows(opens, 2))


def person_card(kind: str, person: Person, firms: Sequence[str], say: Say) -> Card:
    """Somebody is not reached by the chat."""
    return Card(say(f"push-{kind}", name=name_of(person, say), firm=" ".join(firms) or "–", phone=person.phone or "–"))
