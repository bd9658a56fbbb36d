"""The firm's one answer to a visit: somebody came, or nobody did, and then those whom it concerns are told."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import UnknownVisit, VisitAnswered
from domain.roles import Role
from services.visit_dates import set_due
from services.visits import tell
from storage import visits
from storage.database import Database
from storage.people import Me, holders, substitutes
from storage.tables import Visit


async def answer_visit(db: Database, visit_id: int, *, came: bool, by: Me, at: datetime) -> Visit:
    """The firm says whether somebody came, once and for good; a no is told to who wrote it, liaison and duty desk.

    The same answer again changes nothing. Raises UnknownVisit, VisitAnswered.
    """
    async with db.begin() as session:
        visit = await visits.visit_to(session, visit_id, by)
        if visit is None:
            raise UnknownVisit
        if visit.came is not None:
            if visit.came is not came:
                raise VisitAnswered
            return visit
        visit.came, visit.answered_at, visit.answered_by_id = came, at, by.id
        await session.flush()
        if not came:
            await denied(session, db, visit, at)
        return visit


async def denied(session: AsyncSession, db: Database, visit: Visit, at: datetime) -> None:
    """A visit that was not made puts nothing off: the firm is due when it was before, unless somebody came since."""
    firm = await visits.firm_held(session, visit.firm_id)
    if firm is None:
        return
    last = await visits.last_visit(session, visit.firm_id)
    if visit.was_due and (last is None or last.at < visit.at):
        set_due(db.park.calendar, firm, visit.was_due, at)
    away, liaison = await substitutes(session, at), firm.liaison_id
    people = [visit.by_id, *([away.get(liaison, liaison)] if liaison else [])]
    await tell(session, db, "visit-denied", visit, [*people, *await holders(session, Role.DISPATCHER)], at)


async def answer_last(db: Database, *, came: bool, by: Me, at: datetime) -> Visit | None:
    """Answer the one visit that waits for it; None when none does, or several: then one has to be chosen."""
    async with db.read() as session:
        waiting = await visits.unanswered(session, by, limit=2)
    return await answer_visit(db, waiting[0].id or 0, came=came, by=by, at=at) if len(waiting) == 1 else None
