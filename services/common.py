"""Common problems (共性问题): the duty desk ties tickets of several firms, and tells the result to all at once.

Each ticket keeps its own life: it is resolved and judged by itself. No firm learns who else is tied.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NamesAFirm, NotForYou, TiedElsewhere, UnknownCommon, UnknownTicket
from domain.lifecycle import OPEN, Action, Part
from domain.likeness import ALIKE, likeness
from domain.park import Park
from domain.roles import Role
from services.notices import notices
from services.pushes import silently
from services.record import File, Files, Said, attach, picture, remember
from services.terms import listen
from services.tickets import is_quiet
from storage import common, tickets
from storage.common import RESULT, Tied
from storage.database import Database
from storage.outbox import owe
from storage.people import Me
from storage.search import MOST_COMPARED
from storage.tables import Attachment, CommonProblem, Firm, Ticket

TIE, UNTIE = "tie", "untie"
OFFERED, LISTED, LONGEST_TITLE = 8, 20, 200


@dataclass(frozen=True)
class Common:
    """A common problem with the tickets tied to it."""

    problem: CommonProblem
    tied: Sequence[Tied]


@dataclass(frozen=True)
class Act:
    """Something the duty desk does to common problems: on which desk, by whom, when, under which key."""

    session: AsyncSession
    park: Park
    by: Me
    at: datetime
    key: str

    def key_of(self, ticket: Ticket, *, first: bool) -> str:
        """The key of one ticket's event; the first one's is the key itself, so that the act is found again by it."""
        return self.key if first else f"{self.key}:{ticket.id}"


async def tie(
    db: Database,
    numbers: Collection[str],
    *,
    title: str = "",
    common_id: int | None = None,
    by: Me,
    at: datetime,
    key: str,
) -> CommonProblem:
    """Tie tickets to one common problem: the one named, or that of one of them, else a new one; owners are told.

    Without a title it is called by the first ticket's summary. A result that was told before is told to those who come
    later too. The same key a second time changes nothing. Raises NotForYou, UnknownTicket, TiedElsewhere, NamesAFirm.
    """
    of_the_desk(by)
    async with db.begin() as session:
        known = await common.commons_of(session, numbers)
        if not known or len(known) < len(set(numbers)):
            raise UnknownTicket
        problem = await one_of(session, {each for _, each in (*known.values(), (0, common_id)) if each})
        held = await common.all_locked(session, [ticket_id for ticket_id, _ in known.values()])
        if done := await tickets.event_with(session, key):
            return await problem_of(session, done.ticket_id)
        return await tie_all(Act(session, db.park, by, at, key), problem, held, title)


async def one_of(session: AsyncSession, ids: Collection[int]) -> CommonProblem | None:
    """The one common problem that some of the tickets belong to already, held. Raises TiedElsewhere."""
    if len(ids) > 1:
        raise TiedElsewhere
    return await common.common_locked(session, next(iter(ids))) if ids else None


async def tie_all(act: Act, problem: CommonProblem | None, held: Sequence[Ticket], title: str) -> CommonProblem:
    """Tie those that are not tied yet."""
    if any(ticket.common_id not in {None, problem.id if problem else None} for ticket in held):
        raise TiedElsewhere
    problem = problem or await opened(act, title or held[0].summary, held)
    new = [ticket for ticket in held if ticket.common_id is None]
    files = await common.result_files(act.session, problem.id or 0) if problem.resolved_at else ()
    for ticket in new:
        before, ticket.common_id = picture(ticket), problem.id
        said = Said(problem.title, key=act.key_of(ticket, first=ticket is new[0]))
        await told(act, ticket, TIE, said, before=before)
        if problem.resolved_at and ticket.state in OPEN:
            later = Said(problem.result, key=f"{act.key}:{RESULT}:{ticket.id}")
            await told(act, ticket, RESULT, later, before=picture(ticket), files=[as_sent(file) for file in files])
    return problem


async def opened(act: Act, title: str, held: Sequence[Ticket]) -> CommonProblem:
    """A new common problem; its title is read by owners of other firms' tickets."""
    await nameless(act.session, title, {ticket.firm_id for ticket in held})
    problem = CommonProblem(title=" ".join(title.split())[:LONGEST_TITLE], opened_at=act.at, opened_by_id=act.by.id)
    act.session.add(problem)
    await act.session.flush()
    return problem


async def nameless(session: AsyncSession, text: str, firm_ids: Collection[int]) -> None:
    """What is told to several firms names none of them. Raises NamesAFirm."""
    if named := [name for name in await common.firm_names(session, firm_ids) if name in text]:
        raise NamesAFirm(firm=named[0])


async def told(
    act: Act, ticket: Ticket, action: str, said: Said, *, before: dict[str, object], files: Files = ()
) -> None:
    """One ticket's event, with the pushes it owes."""
    if action == RESULT:
        listen(act.park.calendar, ticket, Action.MESSAGE, act.at, by_firm=False)
    event = await remember(act.session, ticket, action, act.by.id, act.at, said=said, before=before)
    await attach(act.session, ticket, event, files, act.at)
    rows = await notices(act.session, ticket, event, files)
    await owe(act.session, silently(rows, quiet=is_quiet(act.park, ticket, act.at)))


def as_sent(kept: Attachment) -> File:
    """A file as it was sent."""
    return File(kept.kind, kept.file_id, kept.name, kept.mime, kept.size, kept.caption, kept.album)


async def untie(db: Database, number: str, *, by: Me, at: datetime, key: str) -> None:
    """Take a ticket out of its common problem; its owner is told. Raises NotForYou, UnknownTicket, UnknownCommon."""
    of_the_desk(by)
    async with db.begin() as session:
        known = await common.commons_of(session, [number])
        ticket = await tickets.locked(session, known[number][0]) if known else None
        if ticket is None:
            raise UnknownTicket
        if await tickets.event_with(session, key):
            return
        if ticket.common_id is None:
            raise UnknownCommon
        before, ticket.common_id = picture(ticket), None
        await told(Act(session, db.park, by, at, key), ticket, UNTIE, Said(key=key), before=before)


async def tell_result(
    db: Database, common_id: int, text: str, files: Files, *, by: Me, at: datetime, key: str
) -> CommonProblem:
    """Tell a common problem's result to every firm whose ticket is tied and not ended, and to the owners.

    The same key a second time changes nothing. Raises NotForYou, UnknownCommon, NamesAFirm.
    """
    of_the_desk(by)
    async with db.begin() as session:
        problem = await common.common_locked(session, common_id)
        if problem is None:
            raise UnknownCommon
        held = await common.all_locked(session, await common.tied_ids(session, common_id))
        if await tickets.event_with(session, key):
            return problem
        await nameless(session, text, {ticket.firm_id for ticket in held})
        problem.result, problem.resolved_at = text, at
        session.add(problem)
        act, going = Act(session, db.park, by, at, key), [ticket for ticket in held if ticket.state in OPEN]
        for ticket in going:
            said = Said(text, key=act.key_of(ticket, first=ticket is going[0]))
            await told(act, ticket, RESULT, said, before=picture(ticket), files=files)
        return problem


def of_the_desk(me: Me) -> None:
    """Only the duty desk ties tickets. Raises NotForYou."""
    if Role.DISPATCHER not in me.roles:
        raise NotForYou(who=(Part.DISPATCHER,))


async def problem_of(session: AsyncSession, ticket_id: int) -> CommonProblem:
    """The common problem of a ticket. Raises UnknownCommon."""
    ticket = await tickets.locked(session, ticket_id)
    problem = await common.common_by_id(session, ticket.common_id) if ticket and ticket.common_id else None
    if problem is None:
        raise UnknownCommon
    return problem


async def common_problem(db: Database, common_id: int, me: Me) -> Common:
    """A common problem with its tickets, for the duty desk. Raises NotForYou, UnknownCommon."""
    of_the_desk(me)
    async with db.read() as session:
        problem = await common.common_by_id(session, common_id)
        if problem is None:
            raise UnknownCommon
        return Common(problem, await common.tied_to(session, common_id))


async def open_problems(db: Database, me: Me) -> Sequence[tuple[CommonProblem, int]]:
    """Common problems without a result, each with the number of its tickets. Raises NotForYou."""
    of_the_desk(me)
    async with db.read() as session:
        return await common.unresolved(session, LISTED)


async def alike_anywhere(db: Database, ticket_id: int, me: Me) -> Sequence[tuple[Ticket, Firm]]:
    """Open, untied tickets of all firms that are like this one, most alike first; at most eight.

    Raises NotForYou, UnknownTicket.
    """
    of_the_desk(me)
    async with db.read() as session:
        ticket = await tickets.ticket_seen_by(session, ticket_id, me)
        if ticket is None:
            raise UnknownTicket
        others = await common.untied_elsewhere(session, ticket, MOST_COMPARED)
        scored = [(likeness(ticket.summary, other.summary), other, firm) for other, firm in others]
        near = sorted((row for row in scored if row[0] >= ALIKE), key=lambda row: (-row[0], -(row[1].id or 0)))
        return [(other, firm) for _, other, firm in near[:OFFERED]]
