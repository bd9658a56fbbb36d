"""Several tickets in one message: a line each with its light, and a button that opens it."""

from collections.abc import Sequence
from datetime import datetime

from cards.card import Button, Card, in_rows, tap
from cards.ticket import lamp, veiled
from cards.words import shortened
from domain.calendar import Calendar
from services.tickets import NOTHING, Hidden
from services.veil import Veils
from storage.tables import Ticket
from texts import Html, Say

LISTED = 40


def list_card(tickets: Sequence[Ticket], say: Say, calendar: Calendar, at: datetime, hidden: Veils) -> Card:
    """My matters."""
    if not tickets:
        return Card(say("mine-none"))
    return titled(say("mine-title", count=len(tickets)), tickets, say, calendar, at, hidden)


def titled(title: Html, tickets: Sequence[Ticket], say: Say, calendar: Calendar, at: datetime, hidden: Veils) -> Card:
    """Any list under its title; `hidden`: what the reader must not read in some of them."""
    lines = [line(ticket, say, calendar, at, hidden.get(ticket.id or 0, NOTHING)) for ticket in tickets]
    return Card(Html("\n".join([title, *lines])), in_rows([opening(ticket) for ticket in tickets], 2))


def opening(ticket: Ticket) -> Button:
    """The button that opens a ticket's card."""
    return Button(ticket.number, tap("t", "show", ticket.id))


def line(ticket: Ticket, say: Say, calendar: Calendar, at: datetime, hidden: Hidden = NOTHING) -> Html:
    """A ticket in one line."""
    summary = shortened(veiled(ticket.summary, hidden, say), LISTED)
    mark = lamp(ticket, calendar, at)
    if ticket.due_at:
        return say(
            "mine-line-due", lamp=mark, number=ticket.number, state=ticket.state, summary=summary, at=ticket.due_at
        )
    return say("mine-line", lamp=mark, number=ticket.number, state=ticket.state, summary=summary)
