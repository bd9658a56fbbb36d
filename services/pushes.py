"""What a transaction owes to people: one row a message, keyed so that it is never owed twice."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from storage.tables import Event, Ticket


def told(kind: str, person_id: int, event: Event, *, ticket: Ticket, **args: Any) -> dict[str, Any]:
    """A message to one person about something that happened to a ticket."""
    key = f"{kind}:{event.id}:{person_id}"
    return owed(key, kind, person_id, event.at, ticket_id=ticket.id, event=event.id, **args)


def owed(
    key: str,
    kind: str,
    person_id: int,
    at: datetime,
    *,
    ticket_id: int | None = None,
    quiet: bool = False,
    **args: Any,
) -> dict[str, Any]:
    """One row of the outbox, due at that moment. `args` hold ids and moments, never sentences."""
    row = {"key": key, "kind": kind, "person_id": person_id, "ticket_id": ticket_id, "args": args}
    return row | {"quiet": quiet, "due_at": at, "tries": 0}  # a plain row: what is owed is written, never read here


def silently(rows: Iterable[dict[str, Any]], *, quiet: bool) -> list[dict[str, Any]]:
    """In the quiet hours what a person does still arrives at once, but makes no sound."""
    return [row | {"quiet": quiet} for row in rows]
