"""The whole park from a workbook: what it would change, then all or nothing; and the park as a workbook."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.errors import EditedMeanwhile, Fault, NotForOffice, SheetErrors
from domain.roles import Role
from services.audit import note
from services.park import Loaded, ParkSheets, bring
from services.records import Change, differences, trace, whole_park_as_it_is
from services.sample import to_workbook
from services.workbook import read_workbook
from storage.database import Database
from storage.office import one_at_a_time
from storage.people import Me


@dataclass(frozen=True)
class Preview:
    """What a workbook would change, row by row, or what is wrong with it, cell by cell; one of them is empty."""

    changes: Sequence[Change]
    errors: Sequence[Fault]
    version: str


async def preview(db: Database, content: bytes, *, by: Me) -> Preview:
    """Read a workbook and compare it with the park; nothing is written. Raises NotForOffice."""
    refuse_others(by)
    try:
        sheets = await asyncio.to_thread(read_workbook, content)
        async with db.begin() as session:
            await one_at_a_time(session)
            before = await whole_park_as_it_is(session)
            nested = await session.begin_nested()
            try:
                await bring(session, sheets, at=None)  # tried, and taken back: what does not fit the park shows only so
            finally:
                await nested.rollback()
    except SheetErrors as wrong:
        return Preview((), wrong.errors, "")
    changes = differences(before, sheets)
    return Preview(changes, (), version_of(changes))


async def load_workbook(db: Database, content: bytes, *, version: str, by: Me, at: datetime) -> Loaded:
    """Load it if it still changes what the preview showed; all or nothing, each change on the trail.

    Raises NotForOffice, EditedMeanwhile, SheetErrors.
    """
    refuse_others(by)
    sheets = await asyncio.to_thread(read_workbook, content)
    return await load(db, sheets, version=version, by=by, at=at)


async def load(db: Database, sheets: ParkSheets, *, version: str | None = None, by: Me | None, at: datetime) -> Loaded:
    """Bring the park to what the sheets say. Without a `version` nobody has seen a preview (the command line).

    Raises EditedMeanwhile, SheetErrors. Nothing is written then.
    """
    async with db.begin() as session:
        await one_at_a_time(session)
        changes = differences(await whole_park_as_it_is(session), sheets)
        if version is not None and version_of(changes) != version:
            raise EditedMeanwhile
        loaded = await bring(session, sheets, at=at)
        trace(session, changes, by=by, at=at)
        return loaded


def version_of(changes: Sequence[Change]) -> str:
    """A hash of what would change."""
    said = [[change.kind, change.code, dict(change.old), dict(change.new)] for change in changes]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


async def export(db: Database, *, by: Me, at: datetime) -> bytes:
    """The park as a workbook that load takes; without those who have no role any more. Raises NotForOffice."""
    refuse_others(by)
    async with db.begin() as session:
        sheets = await whole_park_as_it_is(session)
        note(session, "workbook", "", "export", by=by, at=at)
    here = replace(sheets, people=tuple(row for row in sheets.people if row.roles))
    return await asyncio.to_thread(to_workbook, here)


def refuse_others(by: Me) -> None:
    """Only an administrator: the workbook holds everybody's telephone. Raises NotForOffice."""
    if Role.ADMIN not in by.roles:
        raise NotForOffice
