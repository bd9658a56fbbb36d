"""Use case of coverage (覆盖情况): how far the director's reception days have reached the park's firms."""

from datetime import datetime

from domain.coverage import Coverage, coverage
from domain.errors import NotForCoverage
from domain.roles import OFFICE
from services.reception_days import KEEPERS
from storage.coverage import firms_seen, planned_room
from storage.database import Database
from storage.people import Me

READERS = KEEPERS | OFFICE


async def see_coverage(db: Database, *, by: Me, at: datetime) -> Coverage:
    """Coverage by size and chain, who has not been received for a year, and the forecast. No contact is in it.

    Raises NotForCoverage.
    """
    if not by.roles & READERS:
        raise NotForCoverage
    async with db.read() as session:
        firms, room = await firms_seen(session, at), await planned_room(session, at)
    return coverage(firms, room, db.park.calendar.today(at))
