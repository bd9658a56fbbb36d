"""Use cases of files: open all of a ticket's, let the rest of an album join, and who is shown them without names."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import UnknownTicket
from domain.lifecycle import Part
from services.notices import WITHOUT_FILES, albums, concerned
from services.pushes import owed, silently
from services.record import File, Files, attach
from services.tickets import is_quiet
from storage import files, tickets
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, contacts_of
from storage.tables import Attachment, Event, Ticket


@dataclass(frozen=True)
class KeptFile(File):
    """A file as it is sent on. `number` counts a ticket's files from 1; `stored` is its hash on the shelf."""

    number: int = 0
    stored: str | None = None
    is_coming: bool = False


def kept_file(kept: Attachment, number: int) -> KeptFile:
    """A file as it is sent on."""
    said = kept.model_dump(include={each.name for each in fields(File)})
    return KeptFile(**said, number=number, stored=kept.stored, is_coming=kept.fetch_at is not None)


async def open_files(db: Database, ticket_id: int, *, by: Me, at: datetime, key: str) -> int:
    """Owe somebody all files of a ticket that he may see; returns how many. The same `key` again owes nothing more.

    Raises UnknownTicket.
    """
    async with db.begin() as session:
        ticket = await tickets.ticket_seen_by(session, ticket_id, by)
        if ticket is None:
            raise UnknownTicket
        kept = await tickets.attachments(session, ticket_id, notes=ticket.firm_id not in by.firm_ids)
        await owe(session, bundles(f"open:{key}", ticket, by.id, kept, at))
        return len(kept)


def bundles(key: str, ticket: Ticket, person_id: int, kept: Sequence[Attachment], at: datetime) -> list[dict[str, Any]]:
    """Pushes that carry these files, as many as go in one message each."""
    sent = [kept_file(each, 0) for each in kept]
    groups = [[kept[position].id or 0 for position in some] for some in albums(sent)]
    return [
        owed(f"{key}:{ids[0]}", "files", person_id, at, ticket_id=ticket.id, attachments=ids, event=0) for ids in groups
    ]


async def join_album(db: Database, parts: Files, *, by: Me, at: datetime) -> Ticket:
    """Late parts of an album join the event that its first parts came with, and its readers get them.

    The event stays as it is: only files are added, each once. Raises UnknownTicket when the album is unknown.
    """
    async with db.begin() as session:
        event = await files.album_event(session, parts[0].album, by.id)
        ticket = await tickets.locked(session, event.ticket_id) if event else None
        if event is None or ticket is None:
            raise UnknownTicket
        known = {each.file_id for each in await tickets.attachments(session, event.ticket_id, event.id)}
        await add_late(session, db, ticket, event, [part for part in parts if part.file_id not in known], at)
        return ticket


async def add_late(
    session: AsyncSession, db: Database, ticket: Ticket, event: Event, parts: Files, at: datetime
) -> None:
    """Attach the parts, and owe them to everybody whom the event is told."""
    await attach(session, ticket, event, parts, at)
    await session.flush()
    names = {part.file_id for part in parts}
    late = [each for each in await tickets.attachments(session, event.ticket_id, event.id) if each.file_id in names]
    as_firm = frozenset({Part.FIRM} if event.actor_id in await contacts_of(session, ticket.firm_id) else ())
    for person_id, kind in (await concerned(session, ticket, event, as_firm, None)).items():
        if kind not in WITHOUT_FILES:
            rows = bundles(f"late:{person_id}", ticket, person_id, late, at)
            await owe(session, silently(rows, quiet=is_quiet(db.park, ticket, at)))


async def is_known(db: Database, album: str, *, by: Me) -> bool:
    """Whether parts of the album belong to something the person has done already."""
    async with db.read() as session:
        return await files.album_event(session, album, by.id) is not None


async def files_by_event(db: Database, ticket_id: int) -> dict[int, int]:
    """How many files each event of a ticket has brought; for who has been shown its events."""
    async with db.read() as session:
        return await files.count_by_event(session, ticket_id)
