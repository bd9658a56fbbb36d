"""The running deadline of a ticket, written where the clock looks for it; pauses; how long the firm heard nothing."""

from datetime import datetime, timedelta

from domain import deadlines
from domain.calendar import Calendar
from domain.deadlines import Term
from domain.errors import NoMoreExtensions, TooLateToExtend, TooLateToReturn
from domain.lifecycle import MOST_EXTENSIONS, Action, Due, State
from storage.tables import Ticket

MINUTE = timedelta(minutes=1)
# Nobody is reminded of the firm's judgement: it may leave a result unjudged.
UNREMINDED = frozenset({Due.JUDGE})
TELLS_THE_FIRM = frozenset(
    {
        Action.ACCEPT,
        Action.COMMIT,
        Action.REPORT,
        Action.ASK,
        Action.ANSWER,
        Action.LAPSE,
        Action.RESUME,
        Action.APPROVE,
    }
)

WAITS = {Due.ANSWER: deadlines.answer_term, Due.STAGE: deadlines.stage_term, Due.JUDGE: deadlines.judge_term}


def term_of(ticket: Ticket) -> Term | None:
    """The deadline that runs, None when none does."""
    if ticket.due_since is None or ticket.due_at is None:
        return None
    by_the_clock = ticket.urgent and due_of(ticket) not in {Due.ANSWER, Due.STAGE, Due.JUDGE}
    return Term(ticket.due_since, ticket.due_at, by_the_clock)


def due_of(ticket: Ticket) -> Due | None:
    """Which deadline runs. It follows from what has happened so far."""
    if ticket.due_at is None:
        return None
    if ticket.resolved_at is not None:
        return Due.JUDGE
    if ticket.held_at is not None:
        return Due.STAGE if ticket.state is State.SUSPENDED else Due.ANSWER
    if ticket.accepted_at is None:
        return Due.ACCEPT
    return Due.RESOLVE if ticket.promised_for else Due.COMMIT


def in_time(calendar: Calendar, ticket: Ticket, action: Action, at: datetime) -> None:
    """Whether it is not too late for the action: asked before its form, and again when it is done.

    Raises TooLateToReturn, NoMoreExtensions, TooLateToExtend.
    """
    if action is Action.RETURN and ticket.due_since and not deadlines.may_return(calendar, ticket.due_since, at):
        raise TooLateToReturn(number=ticket.number)
    if action is Action.EXTEND and ticket.extensions >= MOST_EXTENSIONS:
        raise NoMoreExtensions(number=ticket.number)
    promised = ticket.promised_for
    if action is Action.EXTEND and promised and not deadlines.may_extend(calendar, promised, at):
        raise TooLateToExtend(date=promised)


def start_term(calendar: Calendar, ticket: Ticket, due: Due | None, at: datetime) -> None:
    """Start the deadline, or none; only work that is owed is reminded of, the firm's judgement is not.

    A date that is granted while the clock stands still for the firm's answer waits with it.
    """
    if due is Due.RESOLVE and ticket.held_at is not None:
        ticket.held_since, ticket.held_due = ticket.held_at, ticket.promised_for
        return
    set_term(calendar, ticket, new_term(calendar, ticket, due, at), at, reminded=due not in UNREMINDED)


def set_term(calendar: Calendar, ticket: Ticket, term: Term | None, at: datetime, *, reminded: bool = True) -> None:
    """The deadline that runs from now on, and when the clock looks at it first."""
    ticket.due_since, ticket.due_at = (term.since, term.due) if term else (None, None)
    ticket.yellow_at = deadlines.yellow_at(calendar, term) if term else None
    ticket.remind_at = deadlines.next_reminder(calendar, term, at).at if term and reminded else None


def new_term(calendar: Calendar, ticket: Ticket, due: Due | None, at: datetime) -> Term | None:
    """The deadline that starts now. Whoever signs after a promise was given is bound by it."""
    if due is None:
        return None
    if due is Due.ACCEPT:
        return deadlines.accept_term(calendar, at, urgent=ticket.urgent)
    if due is Due.RESOLVE or (due is Due.COMMIT and ticket.promised_for):
        return Term(at, ticket.promised_for or ticket.limit_at, ticket.urgent)
    if due is Due.COMMIT:
        return deadlines.commit_term(calendar, at, ticket.limit_at, urgent=ticket.urgent)
    return WAITS[due](calendar, at)


def hold(ticket: Ticket, at: datetime) -> None:
    """The owner's deadline stands still from now on; another one runs meanwhile."""
    ticket.held_since, ticket.held_due, ticket.held_at = ticket.due_since, ticket.due_at, at


def let_go(calendar: Calendar, ticket: Ticket, at: datetime) -> None:
    """What stood still runs on: every date of the ticket moves by the pause, the first promise never."""
    paused = ticket.held_at
    if paused is None or ticket.held_due is None or ticket.held_since is None:
        return

    until = paused + (at - paused) // MINUTE * MINUTE  # people read minutes: a pause of seconds moves nothing

    def moved(moment: datetime) -> datetime:
        return deadlines.resumed(calendar, moment, paused, until, urgent=ticket.urgent)

    term = Term(moved(ticket.held_since), moved(ticket.held_due), ticket.urgent)
    ticket.limit_at = moved(ticket.limit_at)
    ticket.promised_for = moved(ticket.promised_for) if ticket.promised_for else None
    ticket.wanted_for = moved(ticket.wanted_for) if ticket.wanted_for else None
    ticket.held_since = ticket.held_due = ticket.held_at = None
    set_term(calendar, ticket, term, at)


def listen(calendar: Calendar, ticket: Ticket, action: Action, at: datetime, *, by_firm: bool) -> None:
    """Count how long the firm hears nothing: only in hand, not while the clock stands still (DOMAIN.md: no silence)."""
    tells = action in TELLS_THE_FIRM or (action is Action.MESSAGE and not by_firm)
    if ticket.state is not State.IN_HAND or ticket.held_at is not None:
        ticket.silence_at = None
    elif ticket.silence_at is None or tells:
        ticket.told_at, ticket.silence_at = at, deadlines.silent_at(calendar, at)
