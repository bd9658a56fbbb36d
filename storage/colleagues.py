"""Questions about a firm's contacts, their chats and links, and what changes when one of them comes or goes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists
from sqlmodel import col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import OPEN
from domain.roles import Role
from storage.tables import (
    Absence,
    BindingRequest,
    Chat,
    Contact,
    Draft,
    Firm,
    Invitation,
    Person,
    PersonRole,
    Push,
    Ticket,
)


@dataclass(frozen=True)
class Colleague:
    """A contact of a firm, and whether the desk can write to him."""

    person: Person
    is_owner: bool
    is_bound: bool


BOUND = exists().where(col(Chat.person_id) == col(Person.id))


async def firm_held(session: AsyncSession, firm_id: int) -> Firm | None:
    """The firm, locked: who comes, goes or takes over does so one after the other."""
    return (await session.exec(select(Firm).where(Firm.id == firm_id).with_for_update())).first()


async def colleagues(session: AsyncSession, firm_id: int) -> list[Colleague]:
    """Everybody who speaks for the firm, its owner first."""
    asked = select(Person, Contact.is_owner, BOUND).join(Contact, col(Contact.person_id) == col(Person.id))
    found = asked.where(Contact.firm_id == firm_id).order_by(col(Contact.is_owner).desc(), col(Person.id))
    return [Colleague(person, is_owner, bool(bound)) for person, is_owner, bound in await session.exec(found)]


async def contact_of(session: AsyncSession, firm_id: int, person_id: int) -> Contact | None:
    """The row by which a person speaks for a firm."""
    return await session.get(Contact, (person_id, firm_id), populate_existing=True)


async def contact_with_code(session: AsyncSession, code: str, firm_ids: Collection[int]) -> Contact | None:
    """The contact of one of these firms whose code that is, however it is capitalised."""
    asked = select(Contact).join(Person, col(Person.id) == col(Contact.person_id))
    among = col(Contact.firm_id).in_(firm_ids)
    return (await session.exec(asked.where(func.lower(Person.code) == code.lower(), among))).first()


async def contacts_of_person(session: AsyncSession, person_id: int) -> list[Contact]:
    """The firms a person speaks for."""
    asked = select(Contact).where(Contact.person_id == person_id).order_by(col(Contact.firm_id))
    return list(await session.exec(asked))


async def roles_of(session: AsyncSession, person_id: int) -> set[Role]:
    """What a person is in the park."""
    return {Role(role) for role in await session.exec(select(PersonRole.role).where(PersonRole.person_id == person_id))}


async def take_role(session: AsyncSession, person_id: int, *roles: Role) -> None:
    """He is that no longer."""
    gone = delete(PersonRole).where(col(PersonRole.person_id) == person_id, col(PersonRole.role).in_(roles))
    await session.exec(gone)


async def hand_tickets(session: AsyncSession, firm_id: int, person_id: int, to: int | None) -> None:
    """The firm's tickets that were one contact's are another's: that is who is written to."""
    his = update(Ticket).where(col(Ticket.firm_id) == firm_id, col(Ticket.contact_id) == person_id)
    await session.exec(his.values(contact_id=to))


async def chats_of(session: AsyncSession, person_id: int) -> Sequence[Chat]:
    """Every chat that is bound to the person, held."""
    return (await session.exec(select(Chat).where(Chat.person_id == person_id).with_for_update())).all()


async def chat_of(session: AsyncSession, bot_id: int, person_id: int) -> Chat | None:
    """The chat in which a bot writes to the person, held."""
    asked = select(Chat).where(Chat.bot_id == bot_id, Chat.person_id == person_id)
    return (await session.exec(asked.with_for_update())).first()


async def drop_drafts(session: AsyncSession, bot_id: int, chat_ids: Collection[int]) -> None:
    """What was being filled in at these chats was somebody else's."""
    await session.exec(delete(Draft).where(col(Draft.bot_id) == bot_id, col(Draft.chat_id).in_(chat_ids)))


async def void_invitations(session: AsyncSession, person_id: int, at: datetime) -> None:
    """Links of the person that nobody has used open nothing any more."""
    unused = update(Invitation).where(col(Invitation.person_id) == person_id, col(Invitation.used_at).is_(None))
    await session.exec(unused.where(col(Invitation.expires_at) > at).values(expires_at=at))


async def was_ever_bound(session: AsyncSession, person_id: int) -> bool:
    """Whether a chat has ever been his, as far as links tell."""
    used = select(Invitation.token_hash).where(Invitation.person_id == person_id, col(Invitation.used_at).is_not(None))
    has = select(Chat.id).where(Chat.person_id == person_id)
    return bool((await session.exec(used.limit(1))).first() or (await session.exec(has.limit(1))).first())


async def settle_all(session: AsyncSession, person_id: int, at: datetime, outcome: str) -> None:
    """What is still owed to the person never goes out."""
    owed = update(Push).where(col(Push.person_id) == person_id, col(Push.settled_at).is_(None))
    await session.exec(owed.values(settled_at=at, leased_until=None, outcome=outcome))


async def owned_open(session: AsyncSession, person_id: int) -> Sequence[str]:
    """Numbers of the open tickets that the person answers for, the oldest first."""
    asked = select(Ticket.number).where(Ticket.owner_id == person_id, col(Ticket.state).in_(OPEN))
    return (await session.exec(asked.order_by(col(Ticket.id)))).all()


async def looked_after(session: AsyncSession, person_id: int) -> Sequence[str]:
    """Names of the firms whose liaison the person is."""
    return (await session.exec(select(Firm.name).where(Firm.liaison_id == person_id).order_by(col(Firm.id)))).all()


async def end_all_absences(session: AsyncSession, person_id: int, at: datetime) -> None:
    """Nobody stands in for him, and he for nobody."""
    his = (col(Absence.person_id) == person_id) | (col(Absence.substitute_id) == person_id)
    await session.exec(update(Absence).where(his, col(Absence.until) > at).values(until=at))


async def forget_requests(session: AsyncSession, person_id: int, nameless: str) -> None:
    """What he said of himself when he asked to be bound."""
    his = update(BindingRequest).where(col(BindingRequest.person_id) == person_id)
    await session.exec(his.values(name=nameless, phone=None))
