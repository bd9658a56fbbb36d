"""退出: somebody leaves the desk. His chat and his name go at once; tickets, events and counts stay."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import LastOfDesk, LastOwner, StillAnswers, StillCarries, StillLooksAfter
from domain.roles import Role
from services.binding import unbind
from services.colleagues import NAMELESS, take_out
from services.pushes import owed
from storage.colleagues import (
    contacts_of_person,
    end_all_absences,
    firm_held,
    forget_requests,
    looked_after,
    owned_open,
    roles_of,
    take_role,
)
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, firms_by_id, holders, owner_of_firm, person_by_id, person_locked
from storage.projects import carried_names
from storage.tables import Contact

NAMED = 5


async def may_leave(db: Database, *, by: Me) -> None:
    """Whether the person can go. Raises LastOfDesk, StillAnswers, StillLooksAfter, StillCarries, LastOwner."""
    async with db.read() as session:
        await refuse_to_let_go(session, by.id, await contacts_of_person(session, by.id))


async def leave(db: Database, *, by: Me, at: datetime) -> None:
    """He is gone: no chat, no link, no draft, no role, no firm, no name and no telephone (`left_at`).

    The owners of his firms are written to about his tickets, and are told. Raises what `may_leave` raises.
    """
    async with db.begin() as session:
        for contact in await contacts_of_person(session, by.id):
            await firm_held(session, contact.firm_id)  # firms before people, as whoever removes a colleague does
        for person_id in sorted({by.id, *(await holders(session, Role.DISPATCHER) if is_of_desk(by) else [])}):
            await person_locked(session, person_id)  # the last two of the desk leave one after the other
        person = await person_by_id(session, by.id)
        contacts = await contacts_of_person(session, by.id)
        await refuse_to_let_go(session, by.id, contacts)
        for contact in contacts:
            await hand_back(session, contact, at)
        await take_role(session, by.id, *await roles_of(session, by.id), Role.CONTACT)
        await end_all_absences(session, by.id, at)
        await unbind(session, by.id, at)
        await forget_requests(session, by.id, NAMELESS)
        person.name, person.phone, person.left_at = NAMELESS, None, at
        person.department_id = person.chain = None
        session.add(person)


def is_of_desk(by: Me) -> bool:
    """Whether somebody is a dispatcher."""
    return Role.DISPATCHER in by.roles


async def refuse_to_let_go(session: AsyncSession, person_id: int, contacts: list[Contact]) -> None:
    """Nobody's matter is left behind without somebody who answers for it."""
    if await holders(session, Role.DISPATCHER) == [person_id]:
        raise LastOfDesk
    if numbers := await owned_open(session, person_id):
        raise StillAnswers(count=len(numbers), numbers=" ".join(numbers[:NAMED]))
    if firms := await looked_after(session, person_id):
        raise StillLooksAfter(count=len(firms), firms=" ".join(firms[:NAMED]))
    if projects := await carried_names(session, person_id):
        raise StillCarries(count=len(projects), projects=" ".join(projects[:NAMED]))
    owned = [contact.firm_id for contact in contacts if contact.is_owner]
    for firm in await firms_by_id(session, owned):
        raise LastOwner(firm=firm.name)


async def hand_back(session: AsyncSession, contact: Contact, at: datetime) -> None:
    """A firm has one contact less; its owner is told."""
    firm_id, person_id = contact.firm_id, contact.person_id
    owner = await owner_of_firm(session, firm_id)
    heir = owner if owner != person_id else None
    await take_out(session, contact, to=heir)
    key = f"colleague-left:{firm_id}:{person_id}:{at.isoformat()}"
    await owe(session, [owed(key, "colleague-left", heir, at, firm=firm_id)] if heir else [])
