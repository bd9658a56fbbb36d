"""Use cases of visits (走访): record one, and look them up."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NoSuchFirm, UnknownVisit
from domain.lifecycle import Source
from domain.roles import Role
from services.notices import albums
from services.pushes import owed, silently
from services.record import PLACE, File, Files
from services.visit_dates import put_on
from storage import firms, visits
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, firms_named, people_by_id
from storage.tables import Firm, Person, Ticket, Visit

LEADERS = frozenset({Role.DIRECTOR, Role.HEAD})
SHOWN = 8
A_PAGE = 6


@dataclass(frozen=True)
class Note:
    """What was said and seen on a visit. `key` is the form's own: sent twice, it becomes one visit."""

    key: str
    text: str = ""
    files: Files = ()


@dataclass(frozen=True)
class VisitSight:
    """A visit as one person may see it. `is_mine`: he made it; `is_ours`: it went to a firm he speaks for."""

    visit: Visit
    firm: Firm
    by: Person
    answered_by: Person | None
    tickets: Sequence[Ticket]
    is_mine: bool
    is_ours: bool

    @property
    def files(self) -> list[File]:
        """What was sent, in its order."""
        return [File(**file) for file in self.visit.files]


@dataclass(frozen=True)
class VisitPage:
    """Some of a firm's visits, newest first; `page` counts from 0."""

    firm: Firm
    visits: Sequence[tuple[Visit, Person]]
    page: int
    has_more: bool


async def firms_to_visit(db: Database, words: str = "", *, by: Me) -> Sequence[Firm]:
    """A liaison's own firms, the one due first on top; director and heads find any by a part of its name or its code.

    At most 8 are found.
    """
    async with db.read() as session:
        own = await firms.own_by_date(session, by)
        found = await firms_named(session, words, limit=SHOWN) if words and by.roles & LEADERS else ()
        return list({firm.id: firm for firm in (*found, *own)}.values())


async def firms_with_visits(db: Database, words: str = "", *, by: Me) -> Sequence[Firm]:
    """Firms whose visits the person may see: his own; others by a part of their name or their code, at most 8."""
    async with db.read() as session:
        return await visits.firms_seen(session, words, by, limit=SHOWN)


def may_visit(me: Me) -> bool:
    """Whether the person records visits at all."""
    return bool(me.roles & (LEADERS | {Role.LIAISON}))


async def firm_to_visit(db: Database, firm_id: int, *, by: Me) -> Firm:
    """The firm, if the person may record a visit to it. Raises NoSuchFirm."""
    async with db.read() as session:
        firm = await firms.firm_at(session, firm_id)
        if firm is None:
            raise NoSuchFirm
        as_what(firm, by)
        return firm


def as_what(firm: Firm, by: Me) -> Source:
    """Whose visit it is: the liaison's, or his substitute's; else a leader's on site. Raises NoSuchFirm."""
    if firm.liaison_id in by.selves:
        return Source.VISIT
    if by.roles & LEADERS:
        return Source.LEADER
    raise NoSuchFirm


async def log_visit(db: Database, firm_id: int, note: Note, *, by: Me, at: datetime) -> Visit:
    """Record a visit made today; the firm is asked whether it was. The same form again returns the same visit.

    A liaison's visit puts the next date on, a leader's does not: it is counted apart. Raises NoSuchFirm.
    Source: DOMAIN.md section 4, issue 4.
    """
    async with db.begin() as session:
        firm = await visits.firm_held(session, firm_id)
        if firm is None:
            raise NoSuchFirm
        source = as_what(firm, by)
        if known := await visits.visit_with(session, note.key):
            return known
        visit = made(note, firm_id, source, by.id, at)
        if source is Source.VISIT:
            visit.was_due = firm.visit_due
            put_on(db.park, firm, db.park.calendar.today(at), at)
        session.add(visit)
        await session.flush()
        asked = [person for person in await visits.spokesmen(session, firm_id) if person != by.id]
        await tell(session, db, "visit", visit, asked, at)
        return visit


def made(note: Note, firm_id: int, source: Source, by_id: int, at: datetime) -> Visit:
    """The row; the last place that was shared is where it was."""
    files = [asdict(file) for file in note.files]
    visit = Visit(key=note.key, firm_id=firm_id, by_id=by_id, at=at, source=source, text=note.text, files=files)
    for file in note.files:
        if file.kind == PLACE:
            visit.latitude, visit.longitude = map(float, file.file_id.split(","))
    return visit


async def tell(
    session: AsyncSession, db: Database, kind: str, visit: Visit, people: Sequence[int], at: datetime
) -> None:
    """A message about the visit to each of them, once."""
    rows = [owed(f"{kind}:{visit.id}:{each}", kind, each, at, visit=visit.id) for each in dict.fromkeys(people)]
    await owe(session, silently(rows, quiet=db.park.calendar.is_quiet(at)))


async def see_visit(db: Database, visit_id: int, *, by: Me) -> VisitSight:
    """A visit with all that its card shows. Raises UnknownVisit for a stranger's as for one that is not."""
    async with db.read() as session:
        sight = await sight_of_visit(session, visit_id, by)
        if sight is None:
            raise UnknownVisit
        return sight


async def sight_of_visit(session: AsyncSession, visit_id: int, me: Me) -> VisitSight | None:
    """The visit as the person may see it, None when he may not."""
    visit = await visits.visit_seen_by(session, visit_id, me)
    firm = await firms.firm_at(session, visit.firm_id) if visit else None
    if visit is None or firm is None:
        return None
    people = await people_by_id(session, {visit.by_id, visit.answered_by_id or visit.by_id})
    tickets, answered = await visits.found_on(session, visit_id, me), people.get(visit.answered_by_id or 0)
    return VisitSight(visit, firm, people[visit.by_id], answered, tickets, visit.by_id == me.id, firm.id in me.firm_ids)


async def visits_of(db: Database, firm_id: int, *, by: Me, page: int = 0) -> VisitPage:
    """A page of the visits to a firm that the person may see. Raises NoSuchFirm for who may see none."""
    async with db.read() as session:
        found = await visits.visits_to(session, firm_id, by, skip=page * A_PAGE, limit=A_PAGE + 1)
        firm = await firms.firm_at(session, firm_id)
        known = firm_id in by.firm_ids or await firms.firm_looked_after(session, firm_id, by)
        if firm is None or not (found or known):
            raise NoSuchFirm
        return VisitPage(firm, found[:A_PAGE], page, len(found) > A_PAGE)


async def open_visit_files(db: Database, visit_id: int, *, by: Me, at: datetime, key: str) -> int:
    """Owe somebody all files of a visit that he may see; returns how many. The same `key` again owes nothing more.

    Raises UnknownVisit.
    """
    async with db.begin() as session:
        visit = await visits.visit_seen_by(session, visit_id, by)
        if visit is None:
            raise UnknownVisit
        groups = albums([File(**file) for file in visit.files])
        await owe(session, [carried(f"visit-files:{key}", by.id, at, visit.id, some) for some in groups])
        return len(visit.files)


def carried(key: str, person_id: int, at: datetime, visit_id: int | None, some: Sequence[int]) -> dict[str, Any]:
    """One message with some of a visit's files, by their positions."""
    return owed(f"{key}:{some[0]}", "files", person_id, at, visit=visit_id, files=list(some))
