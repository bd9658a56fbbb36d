"""Several tickets in one message: a line each with its light, and a button that opens it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from cards.card import Button, Card, in_rows, tap
from cards.ticket import lamp
from cards.words import shortened
from domain.calendar import Calendar
from storage.tables import Ticket
from texts import Html, Say

LISTED = 40


def list_card(
    tickets: Sequence[Ticket], say: Say, calendar: Calendar, at: datetime, masked: Collection[int] = ()
) -> Card:
    """My matters. Of the `masked` ones the summary is not shown: it may tell which firm it is."""
    if not tickets:
        return Card(say("mine-none"))
    return titled(say("mine-title", count=len(tickets)), tickets, say, calendar, at, masked)


def titled(
    title: Html, tickets: Sequence[Ticket], say: Say, calendar: Calendar, at: datetime, masked: Collection[int] = ()
) -> Card:
    """Any list under its title."""
    lines = [line(ticket, say, calendar, at, hidden=ticket.id in masked) for ticket in tickets]
    return Card(Html("\n".join([title, *lines])), in_rows([opening(ticket) for ticket in tickets], 2))


def opening(ticket: Ticket) -> Button:
    """The button that opens a ticket's card."""
    return Button(ticket.number, tap("t", "show", ticket.id))


def line(ticket: Ticket, say: Say, calendar: Calendar, at: datetime, *, hidden: bool = False) -> Html:
    """A ticket in one line."""
    summary = say.plain("mine-masked") if hidden else shortened(ticket.summary, LISTED)
    mark = lamp(ticket, calendar, at)
    if ticket.due_at:
        return say(
            "mine-line-due", lamp=mark, number=ticket.number, state=ticket.state, summary=summary, at=ticket.due_at
        )
    return say("mine-line", lamp=mark, number=ticket.number, state=ticket.state, summary=summary)
