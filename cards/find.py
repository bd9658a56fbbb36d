"""What was found by words, and what is known already of a problem that is about to be filed."""

from collections.abc import Sequence
from datetime import datetime

from cards.card import Button, Card, in_rows, tap
from cards.lists import line
from domain.calendar import Calendar
from domain.lifecycle import Action
from services.search import Found, Similar
from services.tickets import Sight
from texts import Html, Say


def found_card(found: Found, words: str, say: Say, calendar: Calendar, at: datetime) -> Card:
    """A line and a button each; how many more there are; of nothing, what to do."""
    if not found.sights:
        return Card(say("find-none", words=words))
    title = say("find-title", words=words, count=len(found.sights) + found.rest)
    rest = [say("find-rest", count=found.rest)] if found.rest else []
    text = Html("\n".join([title, *lines(found.sights, say, calendar, at), *rest]))
    return Card(text, in_rows([opening(sight) for sight in found.sights], 2))


def similar_card(similar: Similar, key: str, say: Say, calendar: Calendar, at: datetime) -> Card:
    """Beside a form with that key: the firm's own tickets that are like it, and how many other firms have the same."""
    own = [say("similar-title"), *lines(similar.own, say, calendar, at)] if similar.own else []
    firms = [say("similar-firms", count=similar.firms)] if similar.firms else []
    return Card(Html("\n".join([*own, *firms])), tuple(beside(sight, key, say) for sight in similar.own))


def beside(sight: Sight, key: str, say: Say) -> tuple[Button, ...]:
    """Look at a ticket, or add to it what was typed, where something can be said still."""
    add = Button(say.plain("similar-add", number=sight.ticket.number), tap("a", key, sight.ticket.id))
    return (opening(sight), *([add] if Action.MESSAGE in sight.actions else []))


def opening(sight: Sight) -> Button:
    """Opens the ticket's card as a message of its own: what it was found in stays."""
    return Button(f"🔍 {sight.ticket.number}", tap("n", sight.ticket.id))


def lines(sights: Sequence[Sight], say: Say, calendar: Calendar, at: datetime) -> list[Html]:
    """A line each, without the firm's name for whom it is hidden."""
    return [line(sight.ticket, say, calendar, at, sight.hidden) for sight in sights]
