"""What went wrong on the way: messages that failed, updates that were put aside; each can be tried once more."""

from collections.abc import Sequence
from datetime import datetime

from domain.errors import NotForOffice, NothingToRetry
from domain.roles import Role
from services.audit import note
from storage.database import Database
from storage.office_lists import failed_pushes, open_again, owe_again, put_aside_updates
from storage.people import Me
from storage.tables import Inbox, Person, Push

PAGE = 50


async def pushes_failed(db: Database, *, page: int, by: Me) -> Sequence[tuple[Push, Person, str | None]]:
    """Fifty failed messages with their person and ticket number, and one more when there are further ones."""
    refuse_others(by)
    async with db.read() as session:
        return await failed_pushes(session, limit=PAGE + 1, offset=(page - 1) * PAGE)


async def push_again(db: Database, push_id: int, *, by: Me, at: datetime) -> None:
    """The message is owed once more. Raises NotForOffice, NothingToRetry."""
    refuse_others(by)
    async with db.begin() as session:
        push = await owe_again(session, push_id, at)
        if push is None:
            raise NothingToRetry
        note(session, "push", str(push_id), "retry", by=by, at=at, new={"kind": push.kind})


async def updates_put_aside(db: Database, *, page: int, by: Me) -> Sequence[Inbox]:
    """Fifty updates that were put aside, and one more when there are further ones."""
    refuse_others(by)
    async with db.read() as session:
        return await put_aside_updates(session, limit=PAGE + 1, offset=(page - 1) * PAGE)


async def update_again(db: Database, row_id: int, *, by: Me, at: datetime) -> Inbox:
    """The update is open again: whoever calls hands it to the lanes. Raises NotForOffice, NothingToRetry.

    What it has done already is not done twice: events and tickets have their keys.
    """
    refuse_others(by)
    async with db.begin() as session:
        row = await open_again(session, row_id)
        if row is None:
            raise NothingToRetry
        note(session, "inbox", str(row_id), "retry", by=by, at=at, new={"update_id": str(row.update_id)})
        return row


def refuse_others(by: Me) -> None:
    """Only an administrator. Raises NotForOffice."""
    if Role.ADMIN not in by.roles:
        raise NotForOffice
