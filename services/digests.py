"""Digests: a liaison's and officer's day, a head's week, the director's month. Owed once, worded when they go out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import false, func, or_
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import Calendar
from domain.digests import READERS, Digest, day_of, digests_of, last_of_week, month_before, owed_digests
from domain.lifecycle import Outcome
from domain.roles import Role
from domain.scoring import By
from services.pushes import owed
from services.roster import Roster, roster_at
from services.scoreboard import Board, Span, Sums, board_of, liaisons_in, month_span, standing_of, week_before
from services.tickets import Sight, sight_of
from storage import digests as asks
from storage.database import Database
from storage.digests import Where
from storage.outbox import owe
from storage.people import Me
from storage.queues import GOING, to_sign, waiting, wishes_for

LISTED = 20


class Section(StrEnum):
    """A part of a digest."""

    TO_SIGN = "to_sign"
    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    ASKED = "asked"
    BLOCKED = "blocked"
    SUSPENDED = "suspended"
    WISHES = "wishes"


@dataclass(frozen=True)
class Month:
    """The figures of a month that is over; `ended` by outcome, None: withdrawn."""

    since: date
    filed: int
    ended: Mapping[Outcome | None, int]


@dataclass(frozen=True)
class Overview:
    """What a digest says: of each section how many there are and the first of them; a ticket stands in one only.

    `reasons`: by ticket, why it is suspended. `standing`: the board's figures that are his: see `standing_for`.
    `board`: of the month before, for the picture that comes with the month. `begins_month`: a liaison's day that is the
    first one of a month says how he stood in the month before, and comes to him even with nothing to do.
    """

    kind: Digest
    day: date
    counts: Mapping[Section, int]
    sections: Mapping[Section, Sequence[Sight]]
    month: Month | None = None
    reasons: Mapping[int, str] = field(default_factory=dict)
    standing: Sums | None = None
    board: Board | None = None
    begins_month: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        silent = self.month is None or not (self.month.filed or self.month.ended)
        stands = self.begins_month and self.standing is not None and self.standing.has_rates
        return silent and not stands and not any(self.counts.values())


async def send_digests(db: Database, *, at: datetime) -> int:
    """Owe the digests of the day that have not been owed yet, each once. Returns how many people get one.

    Asked at each tick: outside of 08:40 to the end of office hours it asks the database nothing.
    """
    kinds, day = owed_digests(db.park.calendar, at), db.park.calendar.today(at)
    if not kinds:
        return 0
    async with db.read() as session:
        sent = await asks.sent_on(session, day)
    return sum([await send(db, kind, day, at) for kind in kinds if kind not in sent])


async def send(db: Database, kind: Digest, day: date, at: datetime) -> int:
    """Owe one kind to everybody who has something to read, unless another clock has."""
    async with db.begin() as session:
        if not await asks.take_turn(session, kind, day, at):
            return 0
        people = await READERS_OF[kind](session, db.park.calendar, await roster_at(session, at), day)
        rows = [owed(f"{kind}:{day}:{who}", kind, who, at, digest=str(day)) for who in dict.fromkeys(people)]
        await owe(session, rows)
        return len(rows)


async def with_a_day(session: AsyncSession, calendar: Calendar, roster: Roster, day: date) -> Iterable[int]:
    """Liaisons and officers with something pressing, or who stands in for them; and who signs for a department.

    On the first working day of a month also liaisons who have figures of the month before.
    """
    until = day_of(calendar, day)[1]
    readers = await asks.people_in_roles(session, READERS[Digest.DAILY])
    owning = await asks.owners_of(session, asks.pressing(until))
    desks = [*await asks.departments_asked(session), *await asks.departments_helping(session, until)]
    signing = [person for desk in desks for person in roster.signers(desk)]
    pressed = roster.present([person for person in owning if person in readers])
    return [*pressed, *signing, *await with_a_standing(session, calendar, roster, day)]


async def with_a_standing(session: AsyncSession, calendar: Calendar, roster: Roster, day: date) -> list[int]:
    """On the first working day of a month: liaisons who have figures of the month before, and are not away."""
    if not begins_month(calendar, day):
        return []
    known = await liaisons_in(session, calendar, last_month(day), calendar.at(day, time.min))
    people = await asks.people_in_roles(session, {Role.LIAISON})
    return [person for person in people if str(person) in known and person not in roster.away]


def begins_month(calendar: Calendar, day: date) -> bool:
    """Whether the date is the first working day of its month."""
    return Digest.MONTHLY in digests_of(calendar, day)


def last_month(day: date) -> Span:
    """The month before the date's."""
    return month_span(day.replace(day=1) - timedelta(days=1))


async def with_a_week(session: AsyncSession, calendar: Calendar, roster: Roster, day: date) -> Iterable[int]:
    """Heads whose department has something open; what it is, is looked up when the digest goes out."""
    until = last_of_week(calendar, day)
    desks = [*await asks.departments_of(session, GOING), *await asks.departments_helping(session, until)]
    return [head for desk in desks for head in roster.heads(desk)]


async def with_a_month(_session: AsyncSession, _calendar: Calendar, roster: Roster, _day: date) -> Iterable[int]:
    """The director."""
    return roster.by_role[Role.DIRECTOR]


READERS_OF = {Digest.DAILY: with_a_day, Digest.WEEKLY: with_a_week, Digest.MONTHLY: with_a_month}


async def overview(
    session: AsyncSession, calendar: Calendar, kind: Digest, day: date, me: Me, at: datetime
) -> Overview:
    """What the digest says to this person now: as far as his roles reach, and no further."""
    counts: dict[Section, int] = {}
    sections: dict[Section, list[Sight]] = {}
    above: list[Where] = []
    for section, where in PARTS[kind](calendar, day, me, at).items():
        here = where & ~func.coalesce(or_(*above), false()) if above else where
        counts[section] = await asks.how_many(session, here)
        room = LISTED - sum(map(len, sections.values()))
        found = await waiting(session, here, limit=room) if counts[section] and room else ()
        sections[section] = [await sight_of(session, ticket, me) for ticket in found]
        above.append(where)
    if kind is Digest.MONTHLY:
        extra = await monthly_extra(session, calendar, day, sections)
        seen = await board_of(session, calendar, last_month(day), by=me, at=at)
        return Overview(kind, day, counts, sections, standing=seen.park, board=seen, **extra)
    standing = await standing_for(session, calendar, kind, day, me, at)
    begins = kind is Digest.DAILY and Role.LIAISON in me.roles and begins_month(calendar, day)
    return Overview(kind, day, counts, sections, standing=standing, begins_month=begins)


async def standing_for(
    session: AsyncSession, calendar: Calendar, kind: Digest, day: date, me: Me, at: datetime
) -> Sums | None:
    """The head's department last week, a liaison's own month so far or the one that is just over; else nothing."""
    if kind is Digest.WEEKLY and me.desk_id is not None:
        return await standing_of(session, calendar, week_before(day), (By.DEPARTMENT, str(me.desk_id)), by=me, at=at)
    if kind is Digest.DAILY and Role.LIAISON in me.roles:
        span = last_month(day) if begins_month(calendar, day) else month_span(day)
        return await standing_of(session, calendar, span, (By.LIAISON, str(me.id)), by=me, at=at)
    return None


def a_day(calendar: Calendar, day: date, me: Me, at: datetime) -> dict[Section, Where]:
    """What a liaison or officer has to do today."""
    until = day_of(calendar, day)[1]
    return {
        Section.TO_SIGN: to_sign(me),
        Section.LATE: or_(asks.ends(asks.own(me), None, at), asks.helps(me, None, at)),
        Section.TODAY: or_(asks.ends(asks.own(me), at, until), asks.helps(me, at, until)),
        Section.ASKED: asks.asked(asks.own(me)),
    }


def a_week(calendar: Calendar, day: date, me: Me, at: datetime) -> dict[Section, Where]:
    """What a department has to do this week, whom it waits for, and what waits for its head."""
    mine, until = asks.of_department(me), last_of_week(calendar, day)
    return {
        Section.WISHES: wishes_for(me),
        Section.TO_SIGN: asks.unsigned(me),
        Section.BLOCKED: asks.blocked(mine, at),
        Section.LATE: or_(asks.ends(mine, None, at), asks.helps(me, None, at)),
        Section.WEEK: or_(asks.ends(mine, at, until), asks.helps(me, at, until)),
    }


def a_month(_calendar: Calendar, _day: date, me: Me, at: datetime) -> dict[Section, Where]:
    """What waits for the director, what rests and why, and what is late."""
    return {
        Section.WISHES: wishes_for(me),
        Section.SUSPENDED: asks.suspended(),
        Section.LATE: asks.all_late(at),
    }


PARTS = {Digest.DAILY: a_day, Digest.WEEKLY: a_week, Digest.MONTHLY: a_month}


async def monthly_extra(
    session: AsyncSession, calendar: Calendar, day: date, sections: Mapping[Section, Sequence[Sight]]
) -> dict[str, Any]:
    """The figures of the month before, and why tickets are suspended."""
    since, until = month_before(calendar, day)
    filed, ended = await asks.filed_in(session, since, until), await asks.ended_in(session, since, until)
    resting = [sight.ticket.id or 0 for sight in sections[Section.SUSPENDED]]
    month = Month(calendar.today(since), filed, ended)
    return {"month": month, "reasons": await asks.reasons(session, resting)}
