"""The digests that go out by schedule: what waits for a liaison or officer, a head's week, the director's month."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import Calendar
from domain.digests import Digest, digests_owed, end_of_week, last_month
from domain.roles import Role
from services.pushes import owed
from storage import digests, queues
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, as_me, people_with
from storage.queues import Where
from storage.tables import Person

LISTED = 20
READERS: Mapping[Digest, tuple[Role, ...]] = {
    Digest.DAILY: (Role.LIAISON, Role.OFFICER),
    Digest.WEEKLY: (Role.HEAD,),
    Digest.MONTHLY: (Role.DIRECTOR,),
}


async def send_digests(db: Database, *, at: datetime) -> int:
    """Owe the digests of the day that nobody has owed yet; who has nothing gets none. Returns how many messages.

    The day is marked in the same transaction: two clocks, or one that starts again, owe each digest once.
    """
    wanted, day = digests_owed(db.park.calendar, at), db.park.calendar.today(at)
    if not wanted or set(wanted) <= await marked_on(db, day):
        return 0
    async with db.begin() as session:
        new = [kind for kind in wanted if await digests.mark(session, kind, day)]
        rows = [row for kind in new for row in await messages(session, db.park.calendar, kind, at)]
        await owe(session, rows)
    return len(rows)


async def marked_on(db: Database, day: date) -> set[str]:
    """What has been owed that day: a tick that has nothing to do takes no lock."""
    async with db.read() as session:
        return await digests.marked(session, day)


async def messages(session: AsyncSession, calendar: Calendar, kind: Digest, at: datetime) -> list[dict[str, Any]]:
    """One message to each reader for whom something waits."""
    people: dict[int, Person] = {}
    for role in READERS[kind]:
        people |= {person.id or 0: person for person in await people_with(session, role)}
    found = [await message(session, calendar, kind, await as_me(session, person, at), at) for person in people.values()]
    return [row for row in found if row]


async def message(
    session: AsyncSession, calendar: Calendar, kind: Digest, me: Me, at: datetime
) -> dict[str, Any] | None:
    """What one reader is told: how many tickets lie on each heap, and the first of them; None when there is none."""
    heaps = {name: await digests.ids_of(session, where) for name, where in heaps_for(calendar, kind, me, at).items()}
    figures = await digests.month(session, *month_of(calendar, at)) if kind is Digest.MONTHLY else {}
    if not any(heaps.values()) and not figures.get("filed"):
        return None
    counts = {name: len(ids) for name, ids in heaps.items()} | figures
    firsts = [{"ticket": ticket_id} for ticket_id in dict.fromkeys(each for ids in heaps.values() for each in ids)]
    key = f"{kind}:{calendar.today(at).isoformat()}:{me.id}"
    return owed(key, kind, me.id, at, counts=counts, lines=firsts[:LISTED])


def heaps_for(calendar: Calendar, kind: Digest, me: Me, at: datetime) -> dict[str, Where]:
    """The heaps of a digest, by the name their text has."""
    today = calendar.today(at)
    evening, sunday = (calendar.at(day, time.max) for day in (today, end_of_week(today)))
    if kind is Digest.DAILY:
        mine = {"late": queues.late(me, at), "to-sign": queues.to_sign(me), "today": queues.due_by(me, at, evening)}
        return mine | {"asked": queues.waits_for_firm(me)}
    if kind is Digest.WEEKLY:
        waits = {"late": queues.late(me, at), "to-sign": queues.to_sign(me), "week": queues.due_by(me, at, sunday)}
        return waits | {"wishes": queues.wishes_for(me)}
    return {"late": queues.late(me, at), "suspended": queues.suspended(me), "wishes": queues.wishes_for(me)}


def month_of(calendar: Calendar, at: datetime) -> tuple[datetime, datetime]:
    """The last month, as moments."""
    first, following = last_month(calendar.today(at))
    return calendar.at(first, time.min), calendar.at(following, time.min)
