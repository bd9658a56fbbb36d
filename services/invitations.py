"""Invitations to a reception day: the proposal, what the secretary changes of it, the cards, who may book first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import (
    AlreadyInvited,
    DayOpen,
    HasPlace,
    ListFull,
    NoSuchFirm,
    NotForReception,
    NotInvited,
    OnTheList,
    UnknownDay,
)
from domain.invitations import capacity_left, ranked, reserved_until
from domain.reception import DayState, PlaceState
from domain.roles import OFFICE, Role
from services.audit import note
from services.pushes import owed
from services.reception_days import KEEPERS, RECEPTION, DaySight, day_to_change, refuse_others, sight_of_day
from storage.database import Database
from storage.invited import (
    asked_in_vain,
    candidates,
    line_by_id,
    line_of,
    lines_of,
    lines_open,
    place_held,
    places,
    received,
)
from storage.outbox import owe
from storage.people import Me, firm_by_id, firms_by_id, firms_named, holders, people_by_id, substitutes
from storage.reception_days import day_by_id, slots_of
from storage.reception_tables import ReceptionDay, ReceptionInvitation, ReceptionSlot
from storage.tables import Firm, Person
from storage.visits import spokesmen

PROPOSAL, INVITED, LIAISON, OPEN, DECLINED = "rd-proposal", "rd-invited", "rd-liaison", "rd-open", "rd-declined"
A_PAGE = 6
FOUND = 8


@dataclass(frozen=True)
class Line:
    """A line as its keepers see it: the firm, and who has put it on the list or taken it off."""

    line: ReceptionInvitation
    firm: Firm
    added_by: Person | None
    removed_by: Person | None


@dataclass(frozen=True)
class Invitations:
    """A page of a day's list; `page` counts from 0."""

    sight: DaySight
    lines: Sequence[Line]
    page: int
    has_more: bool


async def fill_up(session: AsyncSession, day: ReceptionDay, at: datetime) -> list[ReceptionInvitation]:
    """The next firms in the ranking, as many as the list has room for; returns the new lines."""
    known = [line for line, _ in await lines_of(session, day.id or 0)]
    room = capacity_left(len(await slots_of(session, day.id or 0)), [line for line in known if not line.removed_at])
    last = max((line.rank for line in known), default=0)
    order = ranked(await candidates(session, day, at), day.day)[:room] if room else []
    new = [
        ReceptionInvitation(day_id=day.id or 0, firm_id=each.firm_id, rank=rank, why=each.why)
        for rank, each in enumerate(order, start=last + 1)
    ]
    session.add_all(new)
    await session.flush()
    return new


async def propose(session: AsyncSession, db: Database, day: ReceptionDay, at: datetime) -> None:
    """Make the proposal and show it to the secretary, else to the director; once. A park without firms has none."""
    if await fill_up(session, day, at):
        await tell_keepers(session, db, PROPOSAL, day, at)


async def tell_keepers(
    session: AsyncSession, db: Database, kind: str, day: ReceptionDay, at: datetime, **args: Any
) -> None:
    """A message about a day to its secretaries, else to the director, when it is not quiet."""
    due = db.park.calendar.after_quiet(at)
    keepers = await holders(session, Role.SECRETARY) or await holders(session, Role.DIRECTOR)
    about = ":".join(map(str, (kind, day.id, *args.values())))
    await owe(session, [owed(f"{about}:{person_id}", kind, person_id, due, rd=day.id, **args) for person_id in keepers])


async def send_invitations(session: AsyncSession, db: Database, day: ReceptionDay, at: datetime) -> None:
    """Fill the list up and invite it; from now on the right to book first runs, if there is time for one."""
    await propose(session, db, day, at)
    day.invited_at = at
    day.book_until = reserved_until(db.park.calendar, db.park.reception, day.day, at)
    day.opened_at = at if day.book_until <= at else None
    await invite(session, db, day, [line for line, _ in await lines_of(session, day.id or 0)], at)


async def invite(
    session: AsyncSession, db: Database, day: ReceptionDay, lines: Sequence[ReceptionInvitation], at: datetime
) -> None:
    """The card to who answers for each firm, and a word to its liaison or his substitute, when it is not quiet."""
    new = [line for line in lines if not line.removed_at and not line.invited_at]
    liaisons = {firm.id: firm.liaison_id for firm in await firms_by_id(session, [line.firm_id for line in new])}
    due, away, rows = db.park.calendar.after_quiet(at), await substitutes(session, at), []
    for line in new:
        line.invited_at = at
        liaison = liaisons[line.firm_id]
        heard = [(INVITED, person_id) for person_id in await spokesmen(session, line.firm_id)]
        heard += [(LIAISON, away.get(liaison, liaison))] if liaison else []
        rows += [owed(f"{kind}:{line.id}:{who}", kind, who, due, rd=day.id, line=line.id) for kind, who in heard]
    await owe(session, rows)


async def open_to_all(session: AsyncSession, db: Database, day: ReceptionDay, at: datetime) -> None:
    """Any firm may book now. Only who is invited and has no slot, and who waits or has asked in vain, is told."""
    day.opened_at = at
    held = await places(session, day.id or 0)
    booked = {place.firm_id for place in held if place.slot_id}
    lines = [line for line, _ in await lines_of(session, day.id or 0)]
    invited = {line.firm_id for line in lines if not line.removed_at}
    waiting = {place.firm_id for place in held if not place.slot_id} | await still_ask(session, at)
    declined = {line.firm_id for line in lines if line.removed_at and line.invited_at}
    due, rows = db.park.calendar.after_quiet(at), []
    for firm_id in sorted((invited | waiting) - booked - declined):
        people = await spokesmen(session, firm_id)
        rows += [owed(f"{OPEN}:{day.id}:{who}", OPEN, who, due, rd=day.id, of_firm=firm_id) for who in people]
    await owe(session, rows)


async def still_ask(session: AsyncSession, at: datetime) -> set[int]:
    """Firms that have asked in vain since they were last received."""
    been = await received(session, at)
    waits = await asked_in_vain(session)
    return {firm_id for firm_id, since in waits.items() if firm_id not in been or since[-1].date() > been[firm_id][1]}


async def see_invitations(
    db: Database, day_id: int, *, by: Me, page: int | None = 0, last: bool = False
) -> Invitations:
    """A page of a day's list, in its order; the last one, or without a page all of it.

    Raises NotForReception, UnknownDay.
    """
    if not by.roles & (KEEPERS | OFFICE):
        raise NotForReception
    async with db.read() as session:
        sight, lines = await sight_of_day(session, day_id), await all_lines(session, day_id)
    if page is None:
        return Invitations(sight, lines, 0, has_more=False)
    page = max(len(lines) - 1, 0) // A_PAGE if last else page
    first = page * A_PAGE
    return Invitations(sight, lines[first : first + A_PAGE], page, len(lines) > first + A_PAGE)


async def all_lines(session: AsyncSession, day_id: int) -> list[Line]:
    """A day's whole list; what was taken off stands at its place, with by whom."""
    found = await lines_of(session, day_id)
    ids = {person_id for line, _ in found for person_id in (line.added_by_id, line.removed_by_id) if person_id}
    people = await people_by_id(session, ids)
    return [
        Line(line, firm, people.get(line.added_by_id or 0), people.get(line.removed_by_id or 0)) for line, firm in found
    ]


async def firms_to_invite(db: Database, words: str, *, by: Me) -> Sequence[Firm]:
    """Firms by a part of the name or the code, at most 8. Raises NotForReception."""
    refuse_others(by)
    async with db.read() as session:
        return await firms_named(session, words, limit=FOUND) if words else ()


async def add_firm(db: Database, day_id: int, firm_id: int, reason: str, *, by: Me, at: datetime) -> ReceptionDay:
    """Put a firm on the list, with the reason; once the invitations are out it gets its own at once.

    Raises NotForReception, UnknownDay, DayOpen, NoSuchFirm, OnTheList, ListFull.
    """
    refuse_others(by)
    async with db.begin() as session:
        day = await day_to_change(session, day_id, at)
        firm = await firm_by_id(session, firm_id)
        if firm is None:
            raise NoSuchFirm
        await refuse_line(session, day, firm)
        line = await line_of(session, day_id, firm_id) or await new_line(session, day, firm_id, at)
        line.removed_at = line.removed_by_id = None
        line.added_by_id, line.reason = by.id, reason
        line.why = {**line.why, "added": at.isoformat()}
        session.add(line)
        await session.flush()
        note(session, RECEPTION, str(day.day), "invite", by=by, at=at, new={"firm": firm.code, "reason": reason})
        if day.invited_at:
            await invite(session, db, day, [line], at)
        return day


async def refuse_line(session: AsyncSession, day: ReceptionDay, firm: Firm) -> None:
    """Who can be put on the list: nobody after the day is open, nobody twice, and not more than there are slots."""
    if day.opened_at:
        raise DayOpen
    standing = [line for line, _ in await lines_of(session, day.id or 0) if not line.removed_at]
    if any(line.firm_id == firm.id for line in standing):
        raise OnTheList(firm=firm.name)
    if not capacity_left(len(await slots_of(session, day.id or 0)), standing):
        raise ListFull(count=len(standing))


async def new_line(session: AsyncSession, day: ReceptionDay, firm_id: int, at: datetime) -> ReceptionInvitation:
    """A line at the end of the list, with the facts that the ranking knows of the firm."""
    known = {each.firm_id: each.why for each in ranked(await candidates(session, day, at), day.day)}
    last = max((line.rank for line, _ in await lines_of(session, day.id or 0)), default=0)
    return ReceptionInvitation(day_id=day.id or 0, firm_id=firm_id, rank=last + 1, why=known.get(firm_id, {}))


async def line_to_remove(db: Database, line_id: int, *, by: Me) -> tuple[Firm, ReceptionDay]:
    """The firm and the day of a line that is to be taken off.

    Raises NotForReception, UnknownDay, AlreadyInvited.
    """
    refuse_others(by)
    async with db.read() as session:
        line = await line_by_id(session, line_id)
        day = await day_by_id(session, line.day_id) if line else None
        if line is None or day is None:
            raise UnknownDay
        firm = (await firms_by_id(session, [line.firm_id]))[0]
        if line.invited_at:
            raise AlreadyInvited(firm=firm.name)
        return firm, day


async def remove_firm(db: Database, line_id: int, reason: str, *, by: Me, at: datetime) -> ReceptionDay:
    """Take a firm off the list, with the reason; its place is filled by the ranking when the invitations go out.

    A firm that is off the list already stays so. Raises NotForReception, UnknownDay, AlreadyInvited.
    """
    refuse_others(by)
    async with db.begin() as session:
        line = await line_by_id(session, line_id)
        if line is None:
            raise UnknownDay
        day = await day_to_change(session, line.day_id, at)
        await session.refresh(line)
        firm = (await firms_by_id(session, [line.firm_id]))[0]
        if line.invited_at:
            raise AlreadyInvited(firm=firm.name)
        if line.removed_at is None:
            line.removed_at, line.removed_by_id, line.reason = at, by.id, reason
            note(session, RECEPTION, str(day.day), "remove", by=by, at=at, new={"firm": firm.code, "reason": reason})
        return day


async def my_invitations(
    db: Database, *, by: Me, at: datetime
) -> Sequence[tuple[ReceptionInvitation, ReceptionDay, Firm]]:
    """Invitations of the person's firms to days to come that have not been declined."""
    async with db.read() as session:
        return await lines_open(session, by.firm_ids, at)


async def line_to_decline(db: Database, line_id: int, *, by: Me) -> tuple[ReceptionInvitation, ReceptionDay, Firm]:
    """The invitation of one of the person's firms, with its day and firm. Raises NotInvited."""
    async with db.read() as session:
        line = await line_by_id(session, line_id)
        day = await day_by_id(session, line.day_id) if line else None
        if line is None or day is None or line.firm_id not in by.firm_ids or not line.invited_at:
            raise NotInvited
        return line, day, (await firms_by_id(session, [line.firm_id]))[0]


async def decline(db: Database, line_id: int, *, by: Me, at: datetime) -> ReceptionDay:
    """The firm does not come this time; while the right to book first lasts, the next in the ranking is invited.

    Pressed twice it has declined once. Raises NotInvited, UnknownDay, HasPlace.
    """
    async with db.begin() as session:
        line = await line_by_id(session, line_id)
        if line is None or line.firm_id not in by.firm_ids:
            raise NotInvited
        day = await day_to_change(session, line.day_id, at)
        await session.refresh(line)
        if not line.invited_at:
            raise NotInvited
        if line.removed_at:
            return day
        place = await place_held(session, day.id or 0, line.firm_id)
        if place and place.slot_id and place.state is not PlaceState.OFFERED:
            raise HasPlace
        line.removed_at, line.removed_by_id = at, by.id
        await session.flush()
        new = await fill_up(session, day, at) if day.book_until and day.book_until > at else []
        await invite(session, db, day, new, at)
        await tell_keepers(session, db, DECLINED, day, at, line=line.id, then=new[0].firm_id if new else None)
        return day


@dataclass(frozen=True)
class DayNews:
    """What a message about a reception day needs: the day, and what the person has on it."""

    sight: DaySight
    args: dict[str, Any]
    slot: ReceptionSlot | None = None
    line: ReceptionInvitation | None = None
    firm: Firm | None = None
    following: Firm | None = None


TO_FIRM = frozenset({INVITED, OPEN})
TO_KEEPERS = frozenset({PROPOSAL, DECLINED})


def is_told(kind: str, day: ReceptionDay, args: dict[str, Any], at: datetime) -> bool:
    """Whether the message still tells what is so: no day that is over, none that has changed again since."""
    wanted = DayState.CALLED_OFF if kind == "rd-off" else DayState.PLANNED
    return day.state is wanted and day.starts_at > at and args.get("sequence", day.sequence) == day.sequence


def firm_ids(*ids: int | None) -> Iterable[int]:
    """Those that are known."""
    return [firm_id for firm_id in ids if firm_id]


async def day_news(session: AsyncSession, kind: str, args: dict[str, Any], me: Me, at: datetime) -> DayNews | None:
    """What the message is about as things stand now, None when it is to be told no more or is not his."""
    sight = await sight_of_day(session, int(args["rd"]))
    line = await line_by_id(session, int(args["line"])) if args.get("line") else None
    firm_id, then = line.firm_id if line else args.get("of_firm"), args.get("then")
    firms = {firm.id: firm for firm in await firms_by_id(session, set(firm_ids(firm_id, then)))}
    if not is_told(kind, sight.day, args, at) or (line and line.removed_at and kind != DECLINED):
        return None
    if kind in TO_FIRM and (firm_id not in me.firm_ids or await has_slot(session, sight.day, firm_id)):
        return None
    if kind in TO_KEEPERS and not me.roles & KEEPERS:
        return None
    slot = await session.get(ReceptionSlot, args["slot"]) if args.get("slot") else None
    return DayNews(sight, args, slot, line, firms.get(firm_id or 0), firms.get(then or 0))


async def has_slot(session: AsyncSession, day: ReceptionDay, firm_id: int | None) -> bool:
    """Whether the firm has a slot on the day."""
    place = await place_held(session, day.id or 0, firm_id or 0)
    return bool(place and place.slot_id)
