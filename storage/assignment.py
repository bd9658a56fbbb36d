"""Questions about which liaison has which firms, and the book that is kept of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.assignment import Bearer, Orphan
from domain.roles import Role
from storage.tables import Firm, FirmLiaison, Person, PersonRole


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
    return [Bearer(each.code, each.name, tuple(chains[each.id or 0])) for each in people]


async def orphans(session: AsyncSession) -> list[Orphan]:
    """Every firm without a liaison, by code."""
    asked = select(Firm).where(col(Firm.liaison_id).is_(None)).order_by(col(Firm.code))
    return [Orphan(firm.code, firm.name, firm.chain) for firm in await session.exec(asked)]


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


async def liaisons_of(session: AsyncSession, firm_id: int) -> Sequence[tuple[FirmLiaison, Person]]:
    """Who has been the firm's liaison, the first one first."""
    asked = select(FirmLiaison, Person).join(Person, col(Person.id) == col(FirmLiaison.liaison_id))
    return (await session.exec(asked.where(FirmLiaison.firm_id == firm_id).order_by(col(FirmLiaison.id)))).all()
