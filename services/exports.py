"""Files in the background (导出): who may have one, how far it is, what becomes of it. What is made is pushed.

What is not ended is begun anew by the next process: a workbook that was half written is of no use to anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.calendar import Calendar
from domain.errors import NoSuchExport, NotAPeriod, NothingToExport, NotYourReport
from domain.exports import KEPT_DAYS, MOST_TRIES, ExportEnd, ExportKind, Period, month_of, read_period
from domain.roles import SEES_ALL
from services.ledger_areas import areas_for
from services.pushes import owed, silently
from storage import exports
from storage.database import Database
from storage.export_tables import Export
from storage.outbox import owe
from storage.people import Me, as_me, person_by_id

EARLIEST = 2000
LISTED = 10


@dataclass(frozen=True)
class Made:
    """How it ended; of what is made the file's name, and its hash on the shelf."""

    ended: ExportEnd
    name: str = ""
    stored: str | None = None


async def ask_for(db: Database, kind: ExportKind, words: str, *, by: Me, at: datetime, key: str) -> Export:
    """Have a file made of a period; without words of the running month, the report of the month before.

    While one of the kind is being made for the person he is given that one; the same key gives the same one again.
    Raises NothingToExport, NotYourReport, NotAPeriod.
    """
    refuse_others(kind, by)
    period = period_named(kind, words, db.park.calendar, at)
    async with db.begin() as session:
        row = Export(key=key, kind=kind, period=period.text, by_id=by.id, asked_at=at)
        await exports.ask(session, row)
        found = await exports.export_with(session, key) or await exports.running(session, by.id, kind)
        if found is None:
            raise NoSuchExport
        return found


def refuse_others(kind: ExportKind, by: Me) -> None:
    """The ledger is for whoever has rows in it; the report for who sees all. Raises NothingToExport, NotYourReport."""
    if kind is ExportKind.REPORT and not by.roles & SEES_ALL:
        raise NotYourReport
    if not areas_for(by):
        raise NothingToExport


def period_named(kind: ExportKind, words: str, calendar: Calendar, at: datetime) -> Period:
    """The period that is meant; a report's is a month. Raises NotAPeriod for none, and for one that has not begun."""
    today = calendar.today(at)
    if not words.strip():
        this = month_of(today)
        return this if kind is ExportKind.LEDGER else month_of(this.first - timedelta(days=1))
    period = read_period(words)
    if period is None or not period.first.year >= EARLIEST or period.first > today:
        raise NotAPeriod
    if kind is ExportKind.REPORT and period != month_of(period.first):
        raise NotAPeriod
    return period


async def own_exports(db: Database, *, by: Me) -> Sequence[Export]:
    """The last ten that the person has asked for."""
    async with db.read() as session:
        return await exports.exports_of(session, by.id, limit=LISTED)


async def own_export(db: Database, export_id: int, *, by: Me) -> Export:
    """One that the person has asked for. Raises NoSuchExport."""
    async with db.read() as session:
        found = await exports.export_of(session, export_id, by.id)
        if found is None:
            raise NoSuchExport
        return found


async def stop(db: Database, export_id: int, *, by: Me, at: datetime) -> Export:
    """The person does not want it any more; one that has ended stays as it is. Raises NoSuchExport."""
    async with db.begin() as session:
        if await exports.export_of(session, export_id, by.id) is None:
            raise NoSuchExport
        row = await exports.export_held(session, export_id)
        if row:
            row.ended_at, row.ended = at, ExportEnd.STOPPED
    return await own_export(db, export_id, by=by)


async def push_again(db: Database, export_id: int, *, by: Me, at: datetime, key: str) -> None:
    """The file once more, for who has lost the message. Raises NoSuchExport."""
    async with db.begin() as session:
        if await exports.export_of(session, export_id, by.id) is None:
            raise NoSuchExport
        await owe(session, [owed(f"export:{key}", "export", by.id, at, export=export_id)])


async def begin_next(db: Database, *, at: datetime) -> tuple[Export, Me] | None:
    """The next one to be made, with the person as he is now; None when nothing waits.

    One that was begun three times and never ended has taken the process down with it: it is given up.
    """
    async with db.read() as session:
        waiting = await exports.next_export(session)
    if waiting is None:
        return None
    async with db.begin() as session:
        row = await exports.export_held(session, waiting.id or 0)
        if row is None:
            return None
        row.tries += 1
        by = await as_me(session, await person_by_id(session, row.by_id), at)
        return row, by


def may_go_on(row: Export, by: Me) -> ExportEnd | None:
    """None if it may be made; else why not: too often begun, or no longer his."""
    if row.tries > MOST_TRIES:
        return ExportEnd.FAILED
    if row.kind is ExportKind.REPORT and not by.roles & SEES_ALL:
        return ExportEnd.NOT_HIS
    return None if areas_for(by) else ExportEnd.NOT_HIS


async def is_at(db: Database, export_id: int, *, done: int, total: int) -> bool:
    """How far it is. False when it was stopped meanwhile."""
    async with db.begin() as session:
        row = await exports.export_held(session, export_id)
        if row:
            row.done, row.total = done, total
        return row is not None


async def is_told(db: Database, export_id: int, *, chat_id: int, message_id: int) -> None:
    """Which message tells how far it is."""
    async with db.begin() as session:
        await exports.note(session, export_id, chat_id=chat_id, message_id=message_id)


async def is_over(db: Database, export_id: int, made: Made, *, at: datetime) -> bool:
    """It is made, or never will be: the person is told, once. False when it was stopped meanwhile."""
    async with db.begin() as session:
        row = await exports.export_held(session, export_id)
        if row is None:
            return False
        row.ended_at, row.ended, row.name, row.stored = at, made.ended, made.name, made.stored
        told = [owed(f"export:{export_id}", "export", row.by_id, at, export=export_id)]
        await owe(session, silently(told, quiet=db.park.calendar.is_quiet(at)))
        return True


async def kept_files(db: Database, *, at: datetime) -> set[str]:
    """Hashes of the files that are kept; none of more than a week ago, for what it says may have changed since."""
    async with db.begin() as session:
        for row in await exports.old_files(session, at - timedelta(days=KEPT_DAYS)):
            row.stored = None
        await session.flush()
        return {stored for stored in await exports.files_kept(session) if stored}
