"""Which liaison a firm has: assigning one, handing a firm over with its open tickets, a proposal for all without."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.assignment import Bearer, Suggestion, nearest, proof_of, propose, with_room
from domain.calendar import Calendar
from domain.errors import AssignedMeanwhile, NoRoom, NoSuchFirm, NoSuchLiaison, NotAssigner, ProposalOver
from domain.roles import Role
from services.dispatch import follow, pass_to
from services.pushes import owed, silently
from services.record import Said, picture, remember
from services.scores import NEW_LIAISON, count_in
from storage.assignment import bearers, book, hold_liaisons, orphans, tickets_of
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, contacts_of, firm_by_code, firm_by_id, firms_by_id, firms_named, person_by_id
from storage.tables import Firm, FirmLiaison, Person, Ticket

ASSIGNS = frozenset({Role.ADMIN, Role.DISPATCHER})
FOUND = 8


@dataclass(frozen=True)
class Proposal:
    """What to do about the firms without a liaison; `proof` says which proposal it is. `room`: places left in all."""

    suggestions: Sequence[Suggestion]
    proof: str
    room: int


@dataclass(frozen=True)
class Assigned:
    """A firm and the liaison it has now; how many open tickets went along. Not `changed`: he was it already."""

    firm: Firm
    liaison: Person
    tickets: int = 0
    changed: bool = True


def refuse_others(by: Me) -> None:
    """Raises NotAssigner for whoever may not say which liaison a firm has."""
    if not by.roles & ASSIGNS:
        raise NotAssigner


async def proposal(db: Database, *, by: Me) -> Proposal:
    """A liaison for each firm that has none. Raises NotAssigner."""
    refuse_others(by)
    async with db.read() as session:
        return await proposed(session)


async def proposed(session: AsyncSession) -> Proposal:
    """The proposal as the park stands."""
    liaisons = await bearers(session)
    suggestions = propose(await orphans(session), liaisons)
    room = sum(each.places_left for each in liaisons)
    return Proposal(suggestions, proof_of(suggestions), room)


async def red_firms(db: Database, *, by: Me) -> int:
    """How many firms have no liaison, for whom it concerns; 0 for everybody else."""
    if not by.roles & ASSIGNS:
        return 0
    async with db.read() as session:
        return len(await orphans(session))


async def firms_to_assign(db: Database, words: str = "", *, by: Me) -> Sequence[Firm]:
    """Firms by a part of their name or their code; without words those that have no liaison. At most 8."""
    refuse_others(by)
    async with db.read() as session:
        if words:
            return await firms_named(session, words, limit=FOUND)
        return await firms_by_id(session, [firm.id for firm in (await orphans(session))[:FOUND]])


async def firm_called(db: Database, code: str, *, by: Me) -> Firm:
    """The firm with that code. Raises NotAssigner, NoSuchFirm."""
    refuse_others(by)
    async with db.read() as session:
        firm = await firm_by_code(session, code)
        if firm is None:
            raise NoSuchFirm
        return firm


async def liaison_called(db: Database, words: str, *, by: Me) -> int:
    """Row id of the liaison with that code or name. Raises NotAssigner, NoSuchLiaison."""
    refuse_others(by)
    async with db.read() as session:
        known = await bearers(session)
        called = [each.id for each in known if words.casefold() in {each.code.casefold(), each.name}]
        if len(called) != 1:
            raise NoSuchLiaison(name=words)
        return called[0]


@dataclass(frozen=True)
class Choice:
    """A firm, the liaison it has, how many open tickets would go along, and who could take it."""

    firm: Firm
    now: Person | None
    tickets: int
    liaisons: Sequence[Bearer]


async def choice(db: Database, firm_id: int, *, by: Me) -> Choice:
    """Who could be the firm's liaison: the same industry chain first, then the fewest. Raises NoSuchFirm."""
    refuse_others(by)
    async with db.read() as session:
        firm = await firm_by_id(session, firm_id)
        if firm is None:
            raise NoSuchFirm
        now = await person_by_id(session, firm.liaison_id) if firm.liaison_id else None
        count = len(await tickets_of(session, firm_id, now.id or 0)) if now else 0
        others = [each for each in await bearers(session) if each.id != firm.liaison_id]
        return Choice(firm, now, count, with_room(others, firm.chain))


async def assign(
    db: Database, firm_id: int, liaison_id: int, *, by: Me, at: datetime, seen: int | None = None
) -> Assigned:
    """Give a firm a liaison; what the one before had open moves along, and all sides are told once.

    `seen`: row id of the liaison it had when `by` looked, 0 for none. The same again changes nothing.
    Raises NotAssigner, NoSuchFirm, NoSuchLiaison, NoRoom with who has, AssignedMeanwhile. Source: DOMAIN.md section 4.
    """
    refuse_others(by)
    async with db.begin() as session:
        await hold_liaisons(session)
        firm = await firm_by_id(session, firm_id)
        if firm is None:
            raise NoSuchFirm
        if firm.liaison_id == liaison_id:
            return Assigned(firm, await person_by_id(session, liaison_id), changed=False)
        if seen is not None and seen != (firm.liaison_id or 0):
            now = await person_by_id(session, firm.liaison_id) if firm.liaison_id else None
            raise AssignedMeanwhile(firm=firm.name, name=now.name if now else "–")
        return await given(session, db, firm, chosen(await bearers(session), liaison_id, firm), by=by, at=at)


def chosen(liaisons: Collection[Bearer], liaison_id: int, firm: Firm) -> Bearer:
    """The liaison of that row, if he can take the firm. Raises NoSuchLiaison, NoRoom."""
    liaison = next((each for each in liaisons if each.id == liaison_id), None)
    if liaison is None:
        raise NoSuchLiaison(name="–")
    if not liaison.has_room:
        others = [each for each in liaisons if each.id != firm.liaison_id]
        free = [f"{each.name} {each.code}" for each in nearest(others, firm.chain)]
        raise NoRoom(name=liaison.name, some=len(free), free="、".join(free))
    return liaison


async def accept_proposal(db: Database, proof: str | None, *, by: Me, at: datetime) -> Sequence[Assigned]:
    """Assign every firm of the proposal that somebody has room for, all at once.

    `proof`: the proposal that was seen; None takes the one that there is now. Of two who accept at once one does it,
    the other is told. Raises NotAssigner, ProposalOver.
    """
    refuse_others(by)
    async with db.begin() as session:
        await hold_liaisons(session)
        now = await proposed(session)
        if proof is not None and proof != now.proof:
            raise ProposalOver
        pairs = [(await firm_by_id(session, each.firm.id), each.liaison) for each in now.suggestions]
        return [await given(session, db, firm, liaison, by=by, at=at) for firm, liaison in pairs if firm and liaison]


async def hand_to(session: AsyncSession, db: Database, firm_code: str, liaison: str, *, by: Me, at: datetime) -> None:
    """Give the firm of that code to the liaison of that code, inside a change of its other values.

    Raises NoSuchFirm, NoSuchLiaison, NoRoom.
    """
    firm, liaisons = await firm_by_code(session, firm_code), await bearers(session)
    if firm is None:
        raise NoSuchFirm
    wanted = next((each.id for each in liaisons if each.code == liaison), 0)
    await given(session, db, firm, chosen(liaisons, wanted, firm), by=by, at=at)


async def given(session: AsyncSession, db: Database, firm: Firm, to: Bearer, *, by: Me, at: datetime) -> Assigned:
    """The firm is his from now on: the book, the open tickets, and who is told."""
    before, firm.liaison_id = firm.liaison_id, to.id
    session.add(firm)
    await session.flush()
    row = await book(session, firm, at)
    moving = await tickets_of(session, firm.id or 0, before) if before else ()
    for ticket in moving:
        await move_along(session, db.park.calendar, ticket, row, before or 0, by=by, at=at)
    rows = [
        owed(f"{kind}:{row.id}:{who}", kind, who, at, book=row.id, before=before, count=len(moving))
        for who, kind in (await to_tell(session, firm, before)).items()
        if who != by.id
    ]
    await owe(session, silently(rows, quiet=db.park.calendar.is_quiet(at)))
    return Assigned(firm, await person_by_id(session, to.id), len(moving))


async def move_along(
    session: AsyncSession, calendar: Calendar, ticket: Ticket, row: FirmLiaison, before: int, *, by: Me, at: datetime
) -> None:
    """An open ticket goes from one liaison to the other, as it stands: state, dates and promises stay."""
    picture_before = picture(ticket)
    if ticket.owner_id == before:
        await pass_to(session, ticket, row.liaison_id)
    if ticket.sender_id == before:
        ticket.sender_id = row.liaison_id
        await follow(session, ticket, before)
    said = Said(key=f"{NEW_LIAISON}:{row.id}:{ticket.id}")
    event = await remember(session, ticket, NEW_LIAISON, by.id, at, said=said, before=picture_before)
    await count_in(session, calendar, ticket, event, by_owner=False)


async def to_tell(session: AsyncSession, firm: Firm, before: int | None) -> dict[int, str]:
    """Both liaisons and everybody who speaks for the firm, each once."""
    people = dict.fromkeys(sorted(await contacts_of(session, firm.id or 0)), "new-liaison")
    return people | ({before: "firm-gone"} if before else {}) | {firm.liaison_id or 0: "firm-yours"}
