"""What each action changes in a ticket, beside its state: the owner's and the firm's steps, and the clock's pauses."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import deadlines
from domain.lifecycle import Action, Part
from domain.park import Park
from services.record import Move
from services.terms import hold, let_go
from storage.people import Me
from storage.tables import Ticket


@dataclass(frozen=True)
class Deed:
    """A move being made: on which ticket, by whom (None: the clock), as what, at which moment."""

    session: AsyncSession
    park: Park
    ticket: Ticket
    wanted: Move
    by: Me | None
    parts: frozenset[Part]
    at: datetime

    @property
    def actor_id(self) -> int | None:
        """Row id of who acts."""
        return self.by.id if self.by else None


Effect = Callable[[Deed], Awaitable[None]]


async def commit(deed: Deed) -> None:
    """The owner promises a date. The first one stands for the kept-word rate.

    A date that was given in the room of a reception day binds, even one beyond the category's limit: the limit moves.
    """
    ticket, wanted = deed.ticket, deed.wanted.wanted
    if wanted is None:
        raise ValueError("a commitment needs a date")
    if Part.SECRETARY in deed.parts:
        ticket.limit_at = max(ticket.limit_at, at_the_table(deed, wanted))
    moment = deadlines.promise(deed.park.calendar, wanted, ticket.limit_at, deed.at, urgent=ticket.urgent)
    ticket.promised_for = moment
    ticket.first_promise = ticket.first_promise or moment


def at_the_table(deed: Deed, wanted: date | datetime) -> datetime:
    """The moment that a date given in the room means."""
    return wanted if isinstance(wanted, datetime) else deed.park.calendar.closing(wanted)


async def ask(deed: Deed) -> None:
    """The clock stands still while the firm is asked."""
    hold(deed.ticket, deed.at)


async def go_on(deed: Deed) -> None:
    """The firm has answered, or has not in time: the clock runs on, as far from the date as it was."""
    let_go(deed.park.calendar, deed.ticket, deed.at)


async def resolve(deed: Deed) -> None:
    """The owner files the result; the firm judges it. What still waited is void."""
    ticket = deed.ticket
    let_go(deed.park.calendar, ticket, deed.at)
    forget_wish(ticket)
    ticket.outcome, ticket.result, ticket.resolved_at = deed.wanted.outcome, deed.wanted.text, deed.at


async def confirm(deed: Deed) -> None:
    """The firm gives its stars."""
    ticket = deed.ticket
    ticket.stars, ticket.comment, ticket.closed_at = deed.wanted.stars, deed.wanted.text, deed.at


async def close(deed: Deed) -> None:
    """The ticket ends unrated. What stood still or waited is over."""
    ticket = deed.ticket
    ticket.held_since = ticket.held_due = ticket.held_at = None
    forget_wish(ticket)
    ticket.closed_at = deed.at


async def escalate(deed: Deed) -> None:
    """One level up: owner, head, director."""
    deed.ticket.escalated = min(deed.ticket.escalated + 1, TOP)


def forget_wish(ticket: Ticket) -> None:
    """Nothing waits for an approval any more."""
    ticket.wants = ticket.wants_of = ticket.wanted_for = None


TOP = 2
EFFECTS: dict[Action, Effect] = {
    Action.COMMIT: commit,
    Action.ASK: ask,
    Action.ANSWER: go_on,
    Action.LAPSE: go_on,
    Action.RESOLVE: resolve,
    Action.CONFIRM: confirm,
    Action.AUTO_CLOSE: close,
    Action.WITHDRAW: close,
    Action.ESCALATE: escalate,
}
