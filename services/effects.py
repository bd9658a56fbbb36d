"""What each action changes in a ticket, beside its state."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import deadlines
from domain.errors import AlreadyPromised
from domain.lifecycle import Action, Outcome
from domain.park import Park
from domain.roles import Role
from storage.categories import category
from storage.database import ATTACHES
from storage.people import people_with
from storage.tables import Attachment, Event, EventMessage, Follower, Ticket

DOWNLOAD_LIMIT = 20 * 1024 * 1024
PLACE, TOO_LARGE = "location", "file is too big"


@dataclass(frozen=True)
class File:
    """A file of a message, as Telegram described it."""

    kind: str
    file_id: str
    name: str = ""
    mime: str = ""
    size: int | None = None
    caption: str = ""
    album: str = ""


Files = Sequence[File]


@dataclass(frozen=True)
class Move:
    """An action with what it needs: words, files, the date wanted, the outcome, the stars."""

    action: Action
    text: str = ""
    files: Files = ()
    wanted: date | datetime | None = None
    outcome: Outcome | None = None
    stars: int | None = None
    message_id: int | None = None
    messages: tuple[int, ...] = ()


def accept(ticket: Ticket, _wanted: Move, _park: Park, at: datetime) -> None:
    """The owner signs: the response is given."""
    ticket.accepted_at = at


def commit(ticket: Ticket, wanted: Move, park: Park, at: datetime) -> None:
    """The owner promises a date. The first one stands for the kept-word rate."""
    if ticket.promised_for is not None:
        raise AlreadyPromised(date=ticket.promised_for)
    if wanted.wanted is None:
        raise ValueError("a commitment needs a date")
    moment = deadlines.promise(park.calendar, wanted.wanted, ticket.limit_at, at, urgent=ticket.urgent)
    ticket.promised_for = moment
    ticket.first_promise = ticket.first_promise or moment


def resolve(ticket: Ticket, wanted: Move, _park: Park, at: datetime) -> None:
    """The owner files the result; the firm judges it."""
    ticket.outcome, ticket.result, ticket.resolved_at = wanted.outcome, wanted.text, at


def confirm(ticket: Ticket, wanted: Move, _park: Park, at: datetime) -> None:
    """The firm gives its stars."""
    ticket.stars, ticket.comment, ticket.closed_at = wanted.stars, wanted.text, at


def close(ticket: Ticket, _wanted: Move, _park: Park, at: datetime) -> None:
    """The ticket ends unrated."""
    ticket.closed_at = at


EFFECTS: dict[Action, Callable[[Ticket, Move, Park, datetime], None]] = {
    Action.ACCEPT: accept,
    Action.COMMIT: commit,
    Action.RESOLVE: resolve,
    Action.CONFIRM: confirm,
    Action.AUTO_CLOSE: close,
    Action.WITHDRAW: close,
}


async def carry_out(session: AsyncSession, park: Park, ticket: Ticket, wanted: Move, at: datetime) -> None:
    """Change the ticket as the action says."""
    if wanted.action is Action.REJECT:
        await reopen(session, park, ticket, at)
    elif effect := EFFECTS.get(wanted.action):
        effect(ticket, wanted, park, at)


async def reopen(session: AsyncSession, park: Park, ticket: Ticket, at: datetime) -> None:
    """The firm is not satisfied: a new clock, one level up; who had it stays a follower, the old result is history."""
    kind = await category(session, ticket.category_code)
    await session.merge(Follower(ticket_id=ticket.id or 0, person_id=ticket.owner_id))
    ticket.level += 1
    ticket.owner_id = await owner_at(session, ticket)
    ticket.dispatched_at = at
    ticket.limit_at = deadlines.resolve_limit(park.calendar, at, kind.resolve_days, urgent=ticket.urgent)
    ticket.accepted_at = ticket.promised_for = ticket.resolved_at = None
    ticket.outcome, ticket.result = None, ""


async def owner_at(session: AsyncSession, ticket: Ticket) -> int:
    """Who answers one level up: the duty desk, then the director; where nobody holds the role, the owner keeps it."""
    role = Role.DISPATCHER if ticket.level == 1 else Role.DIRECTOR
    people = [person.id or 0 for person in await people_with(session, role)]
    return next((person_id for person_id in people if person_id != ticket.owner_id), ticket.owner_id)


@dataclass(frozen=True)
class Said:
    """What an event keeps of the messages that led to it. `key` makes the same message, sent twice, one event."""

    text: str = ""
    message_id: int | None = None
    key: str | None = None
    messages: tuple[int, ...] = ()


async def remember(
    session: AsyncSession,
    ticket: Ticket,
    action: str,
    actor_id: int | None,
    at: datetime,
    *,
    said: Said,
    before: dict[str, Any] | None = None,
) -> Event:
    """Write the event: who, when, old and new value. It never changes again."""
    old, new = difference(before, picture(ticket)) if before is not None or action == Action.FILE else ({}, {})
    event = Event(ticket_id=ticket.id or 0, at=at, actor_id=actor_id, action=str(action), old=old, new=new)
    event.text, event.message_id, event.key = said.text, said.message_id, said.key
    session.add_all((ticket, event))
    await session.flush()
    further = dict.fromkeys(message_id for message_id in said.messages if message_id != said.message_id)
    session.add_all(EventMessage(event_id=event.id or 0, message_id=message_id) for message_id in further)
    return event


def picture(ticket: Ticket) -> dict[str, Any]:
    """A ticket's values as they stand; the long texts never change."""
    return ticket.model_dump(mode="json", exclude={"summary", "details"})


def difference(before: dict[str, Any] | None, now: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Old and new value of what has changed."""
    known = before or {}
    changed = [name for name, value in now.items() if name not in known or known[name] != value]
    return {name: known[name] for name in changed if name in known}, {name: now[name] for name in changed}


async def attach(session: AsyncSession, ticket: Ticket, event: Event, files: Files, at: datetime) -> None:
    """Keep the files of an event; what a bot can fetch is fetched after the commit, in the background."""
    for file in files:
        kept = Attachment(ticket_id=ticket.id or 0, event_id=event.id or 0, **asdict(file))
        kept.problem = why_not_fetched(file)
        kept.fetch_at = None if kept.problem else at
        session.add(kept)
    session.info[ATTACHES] = session.info.get(ATTACHES) or bool(files)


def why_not_fetched(file: File) -> str | None:
    """Why a file stays with Telegram; None when it can be fetched."""
    if file.kind == PLACE:
        return "a place, no file"
    return TOO_LARGE if (file.size or 0) > DOWNLOAD_LIMIT else None
