"""At the table of a reception day: what is said in the room becomes tickets, and the firm confirms the wording."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NotArrived, NotForTable, UnknownAtTable, UnknownTicket, WordingStands
from domain.lifecycle import Action, Outcome, Part
from domain.park import Park
from domain.reception import Verdict
from domain.roles import Role
from services.at_door import guest, held
from services.notices import SUPPLEMENT, notices
from services.pushes import owed
from services.record import Files, Move, Said, attach, remember
from services.tickets import Problem, filed, moved
from storage import reception_table as table
from storage.database import Database
from storage.outbox import owe
from storage.people import Me
from storage.reception_table import Place
from storage.reception_table import Said as SaidInRoom
from storage.reception_tables import Booking, TableProblem
from storage.tables import Ticket
from storage.tickets import event_with, locked

IN_ROOM = frozenset({Part.SECRETARY})


@dataclass(frozen=True)
class Entry:
    """What the secretary writes down. `key` is the form's own: sent twice, it becomes one problem.

    `text`, or `topic_id`: a ticket the firm has filed for the day. `wanted`: the date given in the room;
    `department_id`: who is to do it, None the ticket's owner, the firm's liaison.
    """

    key: str
    booking_id: int
    verdict: Verdict
    text: str = ""
    topic_id: int | None = None
    wanted: date | datetime | None = None
    department_id: int | None = None
    files: Files = ()
    message_id: int | None = None
    messages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Words:
    """A sentence about a wording. `key` is the form's own."""

    key: str
    text: str
    message_id: int | None = None
    messages: tuple[int, ...] = ()
    files: Files = ()


async def enter(db: Database, entry: Entry, *, by: Me, at: datetime) -> TableProblem:
    """Write a problem down; it is a ticket at once, and the firm reads it on its telephone.

    Also after the firm has left the table and after the day is closed: a sentence that comes late is not lost.
    Raises NotForTable, UnknownAtTable, NotArrived, UnknownTicket, and what the life cycle refuses.
    """
    if Role.SECRETARY not in by.roles:
        raise NotForTable
    async with db.begin() as session:
        place = await held(session, entry.booking_id)
        if known := await table.problem_with(session, entry.key):
            return known
        if place.booking.called_at is None:
            raise NotArrived(firm=place.firm.name)
        ticket = (
            await topic(session, entry, place) if entry.topic_id else await new(session, db.park, entry, place, by, at)
        )
        for position, step in enumerate(steps(entry, ticket)):
            key = f"{entry.key}:{position}"
            ticket = await moved(session, db.park, ticket.id or 0, step, by=by, at=at, key=key, as_=IN_ROOM)
        problem = written_down(entry, place, ticket, by, at)
        session.add(problem)
        await session.flush()
        await tell_firm(session, problem, place.booking, f"{problem.id}", at)
        return problem


async def topic(session: AsyncSession, entry: Entry, place: Place) -> Ticket:
    """The topic that was chosen, if it is the firm's and has not been at the table. Raises UnknownTicket."""
    open_ones = await table.topics_of(session, place.booking.day_id, place.firm.id)
    found = next((ticket for ticket in open_ones if ticket.id == entry.topic_id and not ticket.confidential), None)
    if found is None:
        raise UnknownTicket
    return found


async def new(session: AsyncSession, park: Park, entry: Entry, place: Place, by: Me, at: datetime) -> Ticket:
    """A ticket of what was said; its kind is the department's, for nobody is asked for it in the room."""
    kind = await table.suited_category(session, entry.department_id)
    problem = Problem(
        key=entry.key,
        category=kind.code,
        summary=entry.text,
        files=entry.files,
        message_id=entry.message_id,
        messages=entry.messages,
        firm_id=place.firm.id,
        reception_id=place.booking.day_id,
        at_table=True,
    )
    return await filed(session, park, problem, by=by, at=at)


def steps(entry: Entry, ticket: Ticket) -> Sequence[Move]:
    """What the verdict means in the life cycle. A department that is to keep a date signs, and is bound by it."""
    words = entry.text or ticket.summary
    if entry.verdict is Verdict.ON_THE_SPOT:
        return [Move(Action.RESOLVE, text=words, outcome=Outcome.SOLVED)]
    hands = [Move(Action.HAND_OVER, lead_id=entry.department_id)] if entry.department_id else []
    if entry.verdict is Verdict.COMMITTED:
        return [Move(Action.COMMIT, wanted=entry.wanted), *hands]
    return hands


def written_down(entry: Entry, place: Place, ticket: Ticket, by: Me, at: datetime) -> TableProblem:
    """The row: what was decided in the room, whatever becomes of the ticket."""
    problem = TableProblem(
        key=entry.key,
        day_id=place.booking.day_id,
        booking_id=place.booking.id,
        firm_id=place.firm.id or 0,
        ticket_id=ticket.id or 0,
        verdict=entry.verdict,
        wording=entry.text or ticket.summary,
        entered_by_id=by.id,
        entered_at=at,
    )
    problem.promised_for = ticket.first_promise if entry.verdict is Verdict.COMMITTED else None
    problem.department_id = entry.department_id
    return problem


async def tell_firm(session: AsyncSession, problem: TableProblem, booking: Booking, what: str, at: datetime) -> None:
    """The firm sees it while it sits there, and is asked whether it was said so."""
    person_id = await guest(session, booking)
    if person_id is not None:
        await owe(session, [owed(f"table-problem:{what}", "table-problem", person_id, at, table=problem.id)])


async def see_said(db: Database, problem_id: int, *, by: Me) -> SaidInRoom:
    """A problem of the table, for the firm, secretary and director. Raises UnknownAtTable."""
    async with db.read() as session:
        return await said_for(session, problem_id, by)


async def said_for(session: AsyncSession, problem_id: int, me: Me) -> SaidInRoom:
    """The problem, if the person may see it. Raises UnknownAtTable for a stranger's as for one that is not."""
    said = await table.said_at(session, problem_id)
    if said is None or not (said.firm.id in me.firm_ids or me.roles & {Role.SECRETARY, Role.DIRECTOR}):
        raise UnknownAtTable
    return said


async def unconfirmed(db: Database, *, by: Me) -> list[SaidInRoom]:
    """What was said at the table by the firms somebody speaks for, and they have not confirmed."""
    async with db.read() as session:
        return await table.unsettled(session, by.firm_ids)


async def confirm_wording(db: Database, problem_id: int, *, by: Me, at: datetime) -> SaidInRoom:
    """The firm confirms that it was said so. A second time changes nothing. Raises UnknownAtTable."""
    async with db.begin() as session:
        problem = await own_problem(session, problem_id, by)
        if problem.confirmed_at is None:
            problem.confirmed_at, problem.confirmed_by_id = at, by.id
            await session.flush()
        return await said_for(session, problem_id, by)


async def object_to(db: Database, problem_id: int, words: Words, *, by: Me, at: datetime) -> SaidInRoom:
    """The firm says what is wrong with the wording; it stands in the ticket's history, and the secretary is told.

    Raises UnknownAtTable, WordingStands.
    """
    async with db.begin() as session:
        problem = await own_problem(session, problem_id, by)
        if await event_with(session, words.key) is None:
            refuse_confirmed(problem)
            problem.objection = words.text
            event_id = await supplemented(session, problem, words, frozenset({Part.FIRM}), by, at)
            row = owed(f"table-objected:{event_id}", "table-objected", problem.entered_by_id, at, table=problem.id)
            await owe(session, [row])
        return await said_for(session, problem_id, by)


async def correct(db: Database, problem_id: int, words: Words, *, by: Me, at: datetime) -> SaidInRoom:
    """The secretary corrects the wording: the first words stay in the history, the firm is asked again.

    Raises NotForTable, UnknownAtTable, WordingStands.
    """
    if Role.SECRETARY not in by.roles:
        raise NotForTable
    async with db.begin() as session:
        problem = await table.problem_held(session, problem_id)
        if problem is None:
            raise UnknownAtTable
        if await event_with(session, words.key) is None:
            refuse_confirmed(problem)
            problem.wording = words.text
            event_id = await supplemented(session, problem, words, IN_ROOM, by, at)
            booking = await session.get(Booking, problem.booking_id)
            if booking:
                await tell_firm(session, problem, booking, f"{problem.id}:{event_id}", at)
        return await said_for(session, problem_id, by)


def refuse_confirmed(problem: TableProblem) -> None:
    """What the firm has confirmed stands. Raises WordingStands."""
    if problem.confirmed_at is not None:
        raise WordingStands


async def own_problem(session: AsyncSession, problem_id: int, by: Me) -> TableProblem:
    """The problem, held, if the person speaks for its firm. Raises UnknownAtTable."""
    problem = await table.problem_held(session, problem_id)
    if problem is None or problem.firm_id not in by.firm_ids:
        raise UnknownAtTable
    return problem


async def supplemented(
    session: AsyncSession, problem: TableProblem, words: Words, parts: frozenset[Part], by: Me, at: datetime
) -> int:
    """New words beside those that were written down; the ticket's owner reads them too. Returns the event's row id."""
    ticket = await locked(session, problem.ticket_id)
    if ticket is None:
        raise UnknownAtTable
    said = Said(words.text, words.message_id, words.key, words.messages)
    event = await remember(session, ticket, SUPPLEMENT, by.id, at, said=said)
    await attach(session, ticket, event, words.files, at)
    await owe(session, await notices(session, ticket, event, words.files, parts=parts))
    return event.id or 0
