"""Questions about which liaison has which firms, and the book that is kept of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, delete, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.assignment import Bearer, Orphan
from domain.lifecycle import OPEN
from domain.roles import Role
from storage.tables import Firm, FirmLiaison, Person, PersonRole, Ticket


async def hold_liaisons(session: AsyncSession) -> None:
    """Firms are assigned one after the other: all liaisons' rows are held until the transaction ends."""
    holders = select(PersonRole.person_id).where(PersonRole.role == Role.LIAISON)
    asked = select(Person.id).where(col(Person.id).in_(holders)).order_by(col(Person.id))
    await session.exec(asked.with_for_update(key_share=True))


async def bearers(session: AsyncSession) -> list[Bearer]:
    """Every liaison with the chains of his firms, by code."""
    chains: dict[int, list[str]] = defaultdict(list)
    having = select(Firm.liaison_id, Firm.chain).where(col(Firm.liaison_id).is_not(None)).order_by(col(Firm.id))
    for liaison_id, chain in await session.exec(having):
        chains[liaison_id or 0].append(chain)
    held = select(PersonRole.person_id).where(PersonRole.role == Role.LIAISON)
    people = await session.exec(select(Person).where(col(Person.id).in_(held)).order_by(col(Person.code)))
    return [Bearer(each.code, each.name, tuple(chains[each.id or 0]), each.id or 0) for each in people]


async def orphans(session: AsyncSession) -> list[Orphan]:
    """Every firm without a liaison, by code."""
    asked = select(Firm).where(col(Firm.liaison_id).is_(None)).order_by(col(Firm.code))
    return [Orphan(firm.code, firm.name, firm.chain, firm.id or 0) for firm in await session.exec(asked)]


async def book_all(session: AsyncSession, at: datetime | None) -> None:
    """Bring the book to what the firms say: who is no longer a firm's liaison was so until `at`, who is since `at`.

    None while a park is set up: nobody knows since when, and whom it replaces is forgotten.
    """
    still = select(Firm.id).where(col(Firm.id) == FirmLiaison.firm_id, col(Firm.liaison_id) == FirmLiaison.liaison_id)
    over = (col(FirmLiaison.until).is_(None), ~still.exists())
    if at is None:
        await session.exec(delete(FirmLiaison).where(*over))
    else:
        await session.exec(update(FirmLiaison).where(*over).values(until=at))
    booked = select(FirmLiaison.firm_id).where(col(FirmLiaison.until).is_(None))
    new = select(Firm.id, Firm.liaison_id).where(col(Firm.liaison_id).is_not(None), col(Firm.id).not_in(booked))
    rows = (await session.exec(new)).all()
    session.add_all(FirmLiaison(firm_id=firm or 0, liaison_id=liaison or 0, since=at) for firm, liaison in rows)
    await session.flush()


async def book(session: AsyncSession, firm: Firm, at: datetime) -> FirmLiaison:
    """From now on the firm's liaison is the one it has; whoever was before was so until now."""
    running = update(FirmLiaison).where(col(FirmLiaison.firm_id) == firm.id, col(FirmLiaison.until).is_(None))
    await session.exec(running.values(until=at))
    row = FirmLiaison(firm_id=firm.id or 0, liaison_id=firm.liaison_id or 0, since=at)
    session.add(row)
    await session.flush()
    return row


async def booked(session: AsyncSession, book_id: int) -> tuple[Firm, Person]:
    """The firm and the liaison of one line of the book."""
    asked = (
        select(Firm, Person)
        .join(FirmLiaison, col(FirmLiaison.firm_id) == col(Firm.id))
        .join(Person, col(Person.id) == col(FirmLiaison.liaison_id))
    )
    return (await session.exec(asked.where(FirmLiaison.id == book_id))).one()


async def tickets_of(session: AsyncSession, firm_id: int, liaison_id: int) -> Sequence[Ticket]:
    """The firm's open tickets that he owns, or would get back from a department; held."""
    his = or_(col(Ticket.owner_id) == liaison_id, col(Ticket.sender_id) == liaison_id)
    asked = select(Ticket).where(Ticket.firm_id == firm_id, col(Ticket.state).in_(OPEN), his)
    return (await session.exec(asked.order_by(col(Ticket.id)).with_for_update())).all()


async def liaisons_of(session: AsyncSession, firm_id: int) -> Sequence[tuple[FirmLiaison, Person]]:
    """Who has been the firm's liaison, the first one first."""
    asked = select(FirmLiaison, Person).join(Person, col(Person.id) == col(FirmLiaison.liaison_id))
    return (await session.exec(asked.where(FirmLiaison.firm_id == firm_id).order_by(col(FirmLiaison.id)))).all()
