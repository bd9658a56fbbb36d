"""Questions about common problems and the tickets tied to them."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import OPEN
from storage.tables import Attachment, CommonProblem, Event, Firm, Person, Ticket

RESULT = "common_result"


async def common_by_id(session: AsyncSession, common_id: int) -> CommonProblem | None:
    """The common problem."""
    return (await session.exec(select(CommonProblem).where(CommonProblem.id == common_id))).first()


async def common_locked(session: AsyncSession, common_id: int) -> CommonProblem | None:
    """The common problem, held: who ties to it and who tells its result come one after the other."""
    return (await session.exec(select(CommonProblem).where(CommonProblem.id == common_id).with_for_update())).first()


async def commons_of(session: AsyncSession, numbers: Collection[str]) -> dict[str, tuple[int, int | None]]:
    """Of each number the ticket's row id, and the common problem that it is tied to."""
    asked = select(Ticket.number, Ticket.id, Ticket.common_id).where(col(Ticket.number).in_(numbers))
    return {number: (ticket_id or 0, common_id) for number, ticket_id, common_id in await session.exec(asked)}


async def all_locked(session: AsyncSession, ids: Collection[int]) -> Sequence[Ticket]:
    """Several tickets, held, always in the same order: two who want the same ones cannot block each other."""
    asked = select(Ticket).where(col(Ticket.id).in_(ids)).order_by(col(Ticket.id))
    return (await session.exec(asked.with_for_update())).all()


class Tied(NamedTuple):
    """A tied ticket with its firm and its owner."""

    ticket: Ticket
    firm: Firm
    owner: Person


async def tied_to(session: AsyncSession, common_id: int) -> list[Tied]:
    """Everything that is tied to a common problem, by number."""
    asked = (
        select(Ticket, Firm, Person)
        .join(Firm, col(Firm.id) == col(Ticket.firm_id))
        .join(Person, col(Person.id) == col(Ticket.owner_id))
        .where(Ticket.common_id == common_id)
    )
    return [Tied(*row) for row in await session.exec(asked.order_by(col(Ticket.id)))]


async def tied_ids(session: AsyncSession, common_id: int) -> list[int]:
    """Row ids of the tickets tied to a common problem."""
    return [ticket_id or 0 for ticket_id in await session.exec(select(Ticket.id).where(Ticket.common_id == common_id))]


async def unresolved(session: AsyncSession, limit: int) -> list[tuple[CommonProblem, int]]:
    """Common problems without a result, the newest first, each with the number of its tickets."""
    tied = select(func.count(col(Ticket.id))).where(col(Ticket.common_id) == col(CommonProblem.id))
    asked = select(CommonProblem, tied.scalar_subquery()).where(col(CommonProblem.resolved_at).is_(None))
    return list((await session.exec(asked.order_by(col(CommonProblem.id).desc()).limit(limit))).all())


async def result_files(session: AsyncSession, common_id: int) -> Sequence[Attachment]:
    """The files that came with the last result, as one of its tickets has them."""
    told = select(Event.id).join(Ticket, col(Ticket.id) == col(Event.ticket_id))
    last = told.where(Ticket.common_id == common_id, Event.action == RESULT).order_by(col(Event.id).desc()).limit(1)
    asked = select(Attachment).where(col(Attachment.event_id) == last.scalar_subquery())
    return (await session.exec(asked.order_by(col(Attachment.id)))).all()


async def firm_names(session: AsyncSession, ids: Collection[int]) -> list[str]:
    """What the firms are called."""
    return list(await session.exec(select(Firm.name).where(col(Firm.id).in_(ids))))


async def untied_elsewhere(session: AsyncSession, ticket: Ticket, limit: int) -> list[tuple[Ticket, Firm]]:
    """Every other open ticket that belongs to no common problem, the newest first, with its firm."""
    asked = select(Ticket, Firm).join(Firm, col(Firm.id) == col(Ticket.firm_id))
    others = asked.where(Ticket.id != ticket.id, col(Ticket.state).in_(OPEN), col(Ticket.common_id).is_(None))
    return list((await session.exec(others.order_by(col(Ticket.id).desc()).limit(limit))).all())
