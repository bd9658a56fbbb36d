"""What is written down of a move: the move itself, its files, and the event that never changes again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import Action, Outcome
from storage.database import ATTACHES
from storage.tables import Attachment, Event, EventMessage, Ticket

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
    """An action with what it needs: words, files, the date wanted, the outcome, the stars.

    Of a hand-over: the lead department, or the person; and the assisting departments with their working days.
    """

    action: Action
    text: str = ""
    files: Files = ()
    wanted: date | datetime | None = None
    outcome: Outcome | None = None
    stars: int | None = None
    message_id: int | None = None
    messages: tuple[int, ...] = ()
    lead_id: int | None = None
    person_id: int | None = None
    assists: Mapping[int, int] = field(default_factory=dict)


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
