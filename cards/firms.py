"""The firm card: one message with all of a firm, and the buttons to go on from there."""

from collections import Counter
from datetime import datetime

from cards.card import Button, Card, in_rows, tap
from cards.ticket import lamp
from domain.calendar import Calendar
from services.firm_card import FirmSight
from storage.tables import Person
from texts import Html, Say

ON_CARD = 6


def firm_card(sight: FirmSight, say: Say, calendar: Calendar, at: datetime) -> Card:
    """Who it is, who speaks for it, what is open, when it was and will be visited and received."""
    firm = sight.firm
    size = say.plain(f"firm-size-{firm.size}")
    lines = [
        say("firm-title", firm=firm.name, code=firm.code),
        say("firm-kind", chain=firm.chain or "–", size=size),
        *([say("firm-backbone")] if firm.is_backbone else []),
        say("firm-liaison", name=sight.liaison.name) if sight.liaison else say("firm-no-liaison"),
        *(contact_line(person, sight, say, is_owner=is_owner) for person, is_owner in sight.contacts),
        open_line(sight, say, calendar, at),
        say("firm-visited", at=sight.last.at) if sight.last else say("firm-not-visited"),
        *([say("firm-visit-due", day=firm.visit_due)] if firm.visit_due else []),
        say("firm-reception", day=sight.reception),
    ]
    return Card(Html("\n".join(lines)), buttons(sight, say, calendar, at))


def contact_line(person: Person, sight: FirmSight, say: Say, *, is_owner: bool) -> Html:
    """Who speaks for the firm; the telephone only for its liaison."""
    role = say.plain("firm-owner-contact" if is_owner else "firm-contact")
    if sight.shows_phones and person.phone:
        return say("firm-person-phone", role=role, name=person.name, phone=person.phone)
    return say("firm-person", role=role, name=person.name)


def open_line(sight: FirmSight, say: Say, calendar: Calendar, at: datetime) -> Html:
    """How many tickets are open, by their lights."""
    if not sight.tickets:
        return say("firm-no-tickets")
    lights = Counter(lamp(ticket, calendar, at) for ticket in sight.tickets)
    return say("firm-tickets", count=len(sight.tickets), lights=" ".join(f"{mark}{n}" for mark, n in lights.items()))


def buttons(sight: FirmSight, say: Say, calendar: Calendar, at: datetime) -> tuple[tuple[Button, ...], ...]:
    """Its tickets, its visits, a new visit, a word to it."""
    firm_id, first = sight.firm.id, sight.tickets[:ON_CARD]
    opens = [Button(f"{lamp(t, calendar, at)} {t.number}", tap("n", t.id)) for t in first]
    ways = [Button(say.plain("visit-all"), tap("v", "list", firm_id))]
    if len(sight.tickets) > ON_CARD:
        ways.insert(0, Button(say.plain("firm-all-tickets", count=len(sight.tickets)), tap("e", "tickets", firm_id)))
    if sight.may_visit:
        ways.append(Button(say.plain("firm-log-visit"), tap("v", "log", firm_id)))
    if sight.may_write:
        ways.append(Button(say.plain("firm-write"), tap("w", firm_id)))
    return (*in_rows(opens, 2), *in_rows(ways, 2))
