"""The running deadline of a ticket, written where the clock looks for it."""

from datetime import datetime

from domain import deadlines
from domain.calendar import Calendar
from domain.deadlines import Term
from domain.lifecycle import Due
from storage.tables import Ticket


def term_of(ticket: Ticket) -> Term | None:
    """The deadline that runs, None when none does."""
    if ticket.due_since is None or ticket.due_at is None:
        return None
    return Term(ticket.due_since, ticket.due_at, ticket.urgent)


def due_of(ticket: Ticket) -> Due | None:
    """Which deadline runs. It follows from what has happened so far."""
    if ticket.due_at is None:
        return None
    if ticket.resolved_at is not None:
        return Due.JUDGE
    if ticket.accepted_at is None:
        return Due.ACCEPT
    return Due.RESOLVE if ticket.promised_for else Due.COMMIT


def start_term(calendar: Calendar, ticket: Ticket, due: Due | None, at: datetime) -> None:
    """Start the deadline, or none; only work that is owed is reminded of, the firm's judgement is not."""
    term = new_term(calendar, ticket, due, at)
    ticket.due_since, ticket.due_at = (term.since, term.due) if term else (None, None)
    reminded = term is not None and due is not Due.JUDGE
    ticket.remind_at = deadlines.next_reminder(calendar, term, at).at if term and reminded else None


def new_term(calendar: Calendar, ticket: Ticket, due: Due | None, at: datetime) -> Term | None:
    """The deadline that starts now."""
    match due:
        case Due.ACCEPT:
            return deadlines.accept_term(calendar, at, urgent=ticket.urgent)
        case Due.COMMIT:
            return deadlines.commit_term(calendar, at, ticket.limit_at, urgent=ticket.urgent)
        case Due.RESOLVE:
            return Term(at, ticket.promised_for or ticket.limit_at, ticket.urgent)
        case Due.JUDGE:
            return deadlines.judge_term(calendar, at)
    return None
