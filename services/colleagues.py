"""同事: a firm's owner invites colleagues, removes them, and hands the ownership over (DOMAIN.md section 1)."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import (
    HeldElsewhere,
    LastOwner,
    NoSuchFirm,
    NotBoundYet,
    NotTheOwner,
    OtherPersonHere,
    UnknownColleague,
)
from domain.roles import Role
from services.binding import only_link_for, unbind
from services.pushes import owed
from storage.colleagues import (
    Colleague,
    chats_of,
    colleagues,
    contact_of,
    contact_with_code,
    contacts_of_person,
    firm_held,
    hand_tickets,
    roles_of,
    take_role,
    was_ever_bound,
)
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, firms_by_id, owner_of_firm, person_by_code, person_by_id, person_locked
from storage.tables import Chat, Contact, Firm, Invitation, Person, PersonRole

CODE_LENGTH = 10
NAMELESS = "–"  # what stands for a name where somebody has none any more, whatever language is read


@dataclass(frozen=True)
class Staff:
    """A firm with everybody who speaks for it, its owner first."""

    firm: Firm
    people: Sequence[Colleague]

    def colleague(self, person_id: int) -> Colleague:
        """One of them. Raises UnknownColleague."""
        for each in self.people:
            if each.person.id == person_id:
                return each
        raise UnknownColleague


@dataclass(frozen=True)
class Invited:
    """A colleague, and the token of the one-time link that is passed on to him."""

    firm: Firm
    person: Person
    token: str


async def my_staff(db: Database, *, by: Me) -> list[Staff]:
    """Each firm that the person speaks for, with its contacts."""
    async with db.read() as session:
        firms = await firms_by_id(session, by.firm_ids)
        return [Staff(firm, await colleagues(session, firm.id or 0)) for firm in firms]


async def staff_of(db: Database, firm_id: int, *, by: Me) -> Staff:
    """A firm with its contacts, for its owner. Raises NoSuchFirm, NotTheOwner."""
    async with db.read() as session:
        if firm_id not in by.owned_ids:
            raise await not_yours(session, firm_id, by)
        (firm,) = await firms_by_id(session, [firm_id])
        return Staff(firm, await colleagues(session, firm_id))


async def colleague_with_code(db: Database, code: str, *, by: Me) -> Contact | None:
    """The colleague of that code in one of the owner's firms. Raises NoSuchFirm, NotTheOwner for who owns none."""
    async with db.read() as session:
        if not by.owned_ids:
            raise await not_yours(session, min(by.firm_ids, default=0), by)
        return await contact_with_code(session, code.strip(), by.owned_ids)


async def not_yours(session: AsyncSession, firm_id: int, by: Me) -> NoSuchFirm | NotTheOwner:
    """The refusal for who does not own a firm: its contacts are told who does, strangers that there is no such firm."""
    if firm_id not in by.firm_ids:
        return NoSuchFirm()
    owner = await owner_of_firm(session, firm_id)
    return NotTheOwner(owner=(await person_by_id(session, owner)).name if owner else NAMELESS)


async def owned_firm(session: AsyncSession, firm_id: int, by: Me) -> Firm:
    """The firm, held, if the person owns it now. Raises NoSuchFirm, NotTheOwner."""
    firm = await firm_held(session, firm_id)
    mine = await contact_of(session, firm_id, by.id)
    if firm is None or mine is None or not mine.is_owner:
        raise await not_yours(session, firm_id, by)
    return firm


async def invite_colleague(db: Database, firm_id: int, name: str, *, by: Me, at: datetime, key: str) -> Invited:
    """A new contact of the firm, with a code of his own and a one-time link, which lives as every invitation does.

    The same key a second time gives the same colleague, with a new link. Raises NoSuchFirm, NotTheOwner.
    """
    async with db.begin() as session:
        firm = await owned_firm(session, firm_id, by)
        code = code_for(key)
        person = await person_by_code(session, code)
        if person is None:
            person = Person(code=code, name=name, language=by.language)
            await new_contact(session, person, firm, added_by=by.id)
        return Invited(firm, person, await only_link_for(session, person.id or 0, at, db.park.invitation_lives))


def code_for(key: str) -> str:
    """A person's code, made of the key of the form that he comes from: sent twice, it is one person."""
    digest = base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()
    return f"C-{digest[:CODE_LENGTH]}"


async def new_contact(session: AsyncSession, person: Person, firm: Firm, *, added_by: int) -> None:
    """A person who speaks for the firm; the first one owns it."""
    session.add(person)
    await session.flush()
    session.add(PersonRole(person_id=person.id or 0, role=Role.CONTACT))
    first = not await colleagues(session, firm.id or 0)
    session.add(Contact(person_id=person.id or 0, firm_id=firm.id or 0, is_owner=first, added_by_id=added_by))
    await session.flush()


async def invite_again(db: Database, firm_id: int, person_id: int, *, by: Me, at: datetime) -> Invited:
    """A new link for a colleague: his phone is lost, or he has not opened the old one, which is void now.

    Raises NoSuchFirm, NotTheOwner, UnknownColleague; HeldElsewhere where the link would open more than this firm.
    """
    async with db.begin() as session:
        firm = await owned_firm(session, firm_id, by)
        if await contact_of(session, firm_id, person_id) is None:
            raise UnknownColleague
        firms, roles = await contacts_of_person(session, person_id), await roles_of(session, person_id)
        person = await person_locked(session, person_id)
        if (len(firms) > 1 or roles != {Role.CONTACT}) and person_id != by.id:
            raise HeldElsewhere(name=person.name)
        return Invited(firm, person, await only_link_for(session, person_id, at, db.park.invitation_lives))


async def remove_colleague(db: Database, firm_id: int, person_id: int, *, by: Me, at: datetime) -> Person:
    """He speaks for the firm no longer; its owner is written to about his tickets, which stay.

    Who is nothing else in the park has no chat any more. He is told. Raises NoSuchFirm, NotTheOwner, UnknownColleague,
    LastOwner.
    """
    async with db.begin() as session:
        firm = await owned_firm(session, firm_id, by)
        contact = await contact_of(session, firm_id, person_id)
        if contact is None:
            raise UnknownColleague
        if contact.is_owner:
            raise LastOwner(firm=firm.name)
        person = await person_locked(session, person_id)
        await take_out(session, contact, to=by.id)
        chats = await let_go(session, person_id, at)
        await owe(session, farewells(person_id, firm_id, chats, at))
        return person


async def take_out(session: AsyncSession, contact: Contact, *, to: int | None) -> None:
    """A contact speaks for the firm no longer; somebody else is written to about his tickets."""
    await hand_tickets(session, contact.firm_id, contact.person_id, to)
    await session.delete(contact)
    await session.flush()


async def let_go(session: AsyncSession, person_id: int, at: datetime) -> list[int]:
    """Who speaks for no firm is no contact; who is nothing else has no chat. Returns the chats he had then."""
    if await contacts_of_person(session, person_id):
        return []
    await take_role(session, person_id, Role.CONTACT)
    return [] if await roles_of(session, person_id) else await unbind(session, person_id, at)


def farewells(person_id: int, firm_id: int, chats: Sequence[int], at: datetime) -> list[dict[str, Any]]:
    """What somebody is told who was removed: where his chat was, or where it still is."""
    key, stamp = f"removed:{person_id}:{firm_id}", at.isoformat()
    if not chats:
        return [owed(f"{key}:{stamp}", "removed", person_id, at, firm=firm_id)]
    return [owed(f"{key}:{stamp}:{chat}", "removed", person_id, at, firm=firm_id, chat=chat) for chat in chats]


async def hand_ownership(db: Database, firm_id: int, person_id: int, *, by: Me, at: datetime) -> Person:
    """A colleague owns the firm from now on, and is told.

    Raises NoSuchFirm, NotTheOwner, UnknownColleague, NotBoundYet.
    """
    async with db.begin() as session:
        firm = await owned_firm(session, firm_id, by)
        heir, mine = await contact_of(session, firm_id, person_id), await contact_of(session, firm_id, by.id)
        if heir is None or mine is None:
            raise UnknownColleague
        person = await person_by_id(session, person_id)
        if not await chats_of(session, person_id):
            raise NotBoundYet(name=person.name)
        mine.is_owner = False
        await session.flush()  # the database allows one owner: first none, then the new one
        heir.is_owner = True
        session.add(heir)
        key = f"owner:{firm.id}:{person_id}:{at.isoformat()}"
        await owe(session, [owed(key, "owner", person_id, at, firm=firm_id)] if person_id != by.id else [])
        return person


async def joins(session: AsyncSession, card: Invitation, chat: Chat, at: datetime) -> Person:
    """Who has a chat opens a colleague's link: he is that colleague, and speaks for one firm more.

    Raises OtherPersonHere unless he is a contact (the park's people would judge their own work), and the invited one
    was made in the chat and has never been anybody's.
    """
    contacts = await contacts_of_person(session, card.person_id)
    ready = contacts and all(each.added_by_id and not each.is_owner for each in contacts)
    is_contact = await roles_of(session, chat.person_id) == {Role.CONTACT}
    if not ready or not is_contact or await was_ever_bound(session, card.person_id):
        raise OtherPersonHere
    for contact in contacts:
        await session.delete(contact)
        if await contact_of(session, contact.firm_id, chat.person_id) is None:
            session.add(Contact(person_id=chat.person_id, firm_id=contact.firm_id, added_by_id=contact.added_by_id))
    await take_role(session, card.person_id, Role.CONTACT)
    invited = await person_locked(session, card.person_id)
    invited.name, invited.left_at = NAMELESS, at
    card.person_id, card.used_at, card.used_chat_id = chat.person_id, at, chat.chat_id
    session.add_all((invited, card))
    await session.flush()
    return await person_by_id(session, chat.person_id)
