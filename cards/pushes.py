"""What a push says: a heading that tells what happened, and the ticket's card under it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cards.card import Button, Card, in_rows, tap
from cards.ticket import lamp, shortened, ticket_card
from domain.calendar import Calendar
from domain.deadlines import Rung
from domain.lifecycle import Action
from services.terms import due_of
from services.tickets import Sight
from storage.tables import Event, Person
from texts import Html, Say

WITH_TEXT = frozenset({Action.REPORT, Action.REJECT, "supplement"})


def event_card(kind: str, sight: Sight, event: Event, say: Say, calendar: Calendar, at: datetime) -> Card:
    """Something happened to a ticket."""
    heading = say(f"push-{kind}".replace("_", "-"))
    if kind in WITH_TEXT:
        heading = Html(f"{heading}\n{say('push-text', text=shortened(event.text, 1500))}")
    return ticket_card(sight, say, calendar, at, heading)


def reminder_card(sight: Sight, args: dict[str, Any], say: Say, calendar: Calendar, at: datetime) -> Card:
    """A deadline is near or past: what, since when, by when, and the buttons to act."""
    return ticket_card(sight, say, calendar, at, called(sight, args, say))


def called(sight: Sight, args: dict[str, Any], say: Say) -> Html:
    """The reminder's sentence."""
    ticket, rung = sight.ticket, Rung(args["rung"])
    due = due_of(ticket)
    if due is None or ticket.due_at is None:
        return say("remind-over")
    what = say(f"remind-what-{due}")
    return say(f"remind-{rung}", what=what, since=ticket.due_since, at=ticket.due_at, days=int(args["days"]))


def digest_card(sights: Sequence[tuple[Sight, dict[str, Any]]], say: Say, calendar: Calendar, at: datetime) -> Card:
    """Several reminders of one moment in one message, each with a button that opens its card."""
    lines = [say("digest-title", count=len(sights))]
    for sight, args in sights:
        mark = lamp(sight.ticket, calendar, at)
        summary = shortened(sight.ticket.summary, 40)
        lines.append(
            say("digest-line", lamp=mark, number=sight.ticket.number, summary=summary, called=called(sight, args, say))
        )
    opens = [Button(sight.ticket.number, tap("t", "show", sight.ticket.id)) for sight, _ in sights]
    return Card(Html("\n".join(lines)), in_rows(opens, 2))


def person_card(kind: str, person: Person, firms: Sequence[str], say: Say) -> Card:
    """Somebody is not reached by the chat."""
    return Card(say(f"push-{kind}", name=person.name, firm=" ".join(firms) or "–", phone=person.phone or "–"))
