"""Questions about people, their firms and their chats."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, bindparam, cast, func
from sqlmodel import col, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.roles import DEPARTMENT, Role
from storage.tables import METADATA, Absence, Chat, Contact, Department, Firm, Invitation, Person, PersonRole


@dataclass(frozen=True)
class Me:
    """The person that acts, with what the rules ask about: roles, firms he speaks for, people he stands in for.

    `owned_ids`: of his firms those whose owner he is, who invites and removes colleagues.
    """

    person: Person
    roles: frozenset[Role]
    firm_ids: frozenset[int]
    stands_for: frozenset[int] = frozenset()
    owned_ids: frozenset[int] = frozenset()

    @property
    def id(self) -> int:
        """The person's row id."""
        return self.person.id or 0

    @property
    def language(self) -> str:
        """The language the person reads."""
        return self.person.language

    @property
    def selves(self) -> frozenset[int]:
        """Himself, and everybody he stands in for now."""
        return self.stands_for | {self.id}

    @property
    def desk_id(self) -> int | None:
        """The department he signs for, as its officer or head."""
        return self.person.department_id if self.roles & DEPARTMENT else None


@dataclass(frozen=True)
class Address:
    """Where a person can be written to, and whether the chat takes anything."""

    person: Person
    chat_id: int | None
    blocked: bool


# Asked with each update: one statement, made once.
ROLES = func.aggregate_strings(col(PersonRole.role), ",")
FIRMS = func.aggregate_strings(cast(col(Contact.firm_id), String), ",")
AWAY = func.aggregate_strings(cast(col(Absence.person_id), String), ",")
AT = bindparam("at", type_=METADATA.tables["absence"].c.since.type)
WITH_ROLES_AND_FIRMS = select(  # type: ignore[call-overload]
    Person,
    select(ROLES).where(col(PersonRole.person_id) == col(Person.id)).scalar_subquery(),
    select(FIRMS).where(col(Contact.person_id) == col(Person.id)).scalar_subquery(),
    select(AWAY)
    .where(col(Absence.substitute_id) == col(Person.id), col(Absence.since) <= AT, col(Absence.until) > AT)
    .scalar_subquery(),
    select(FIRMS).where(col(Contact.person_id) == col(Person.id), col(Contact.is_owner)).scalar_subquery(),
)
AT_CHAT = WITH_ROLES_AND_FIRMS.join(Chat, col(Chat.person_id) == col(Person.id)).where(
    col(Chat.bot_id) == bindparam("bot"), col(Chat.chat_id) == bindparam("chat")
)
BY_ID = WITH_ROLES_AND_FIRMS.where(col(Person.id) == bindparam("person"))


async def me_at(session: AsyncSession, bot_id: int, chat_id: int, at: datetime) -> Me | None:
    """Who is bound to the chat."""
    found = (await session.exec(AT_CHAT, params={"bot": bot_id, "chat": chat_id, "at": at})).first()
    return me_of(*found) if found else None


async def as_me(session: AsyncSession, person: Person, at: datetime) -> Me:
    """A person with his roles and firms, and those he stands in for at that moment."""
    return me_of(*(await session.exec(BY_ID, params={"person": person.id, "at": at})).one())


def me_of(person: Person, roles: str | None, firms: str | None, away: str | None, owned: str | None) -> Me:
    """The person, with what the database has strung together."""
    held = frozenset(map(Role, filter(None, (roles or "").split(","))))
    return Me(person, held, numbers(firms), numbers(away), numbers(owned))


def numbers(strung: str | None) -> frozenset[int]:
    """Row ids that stand in one string."""
    return frozenset(map(int, strung.split(","))) if strung else frozenset()


async def person_by_code(session: AsyncSession, code: str) -> Person | None:
    """The person with that code."""
    return (await session.exec(select(Person).where(Person.code == code))).first()


async def person_by_id(session: AsyncSession, person_id: int) -> Person:
    """The person of a row that is known to exist."""
    return (await session.exec(select(Person).where(Person.id == person_id))).one()


async def person_locked(session: AsyncSession, person_id: int) -> Person:
    """The person, held: what is written beside him meanwhile may still point to him."""
    asked = select(Person).where(Person.id == person_id).with_for_update(key_share=True)
    return (await session.exec(asked)).one()


async def people_by_id(session: AsyncSession, ids: Collection[int]) -> dict[int, Person]:
    """Persons by row id."""
    return {p.id or 0: p for p in await session.exec(select(Person).where(col(Person.id).in_(ids)))}


async def people_with(session: AsyncSession, role: Role) -> Sequence[Person]:
    """Everybody who holds a role, in the order they were entered."""
    asked = select(Person).join(PersonRole, col(PersonRole.person_id) == Person.id)
    return (await session.exec(asked.where(PersonRole.role == role).order_by(col(Person.id)))).all()


WITH_CHAT = (
    select(Person, Chat.chat_id, Chat.blocked_at)
    .outerjoin(Chat, and_(col(Chat.person_id) == col(Person.id), col(Chat.bot_id) == bindparam("bot")))
    .where(col(Person.id) == bindparam("person"))
)


async def address_of(session: AsyncSession, bot_id: int, person_id: int) -> Address:
    """Where to write to the person."""
    asked = {"bot": bot_id, "person": person_id}
    person, chat_id, blocked_at = (await session.exec(WITH_CHAT, params=asked)).one()
    return Address(person, chat_id, bool(blocked_at))


async def chat_at(session: AsyncSession, bot_id: int, chat_id: int) -> Chat | None:
    """The binding of a chat."""
    return (await session.exec(select(Chat).where(Chat.bot_id == bot_id, Chat.chat_id == chat_id))).first()


async def bound_people(session: AsyncSession) -> set[int]:
    """Everybody who has a chat."""
    return set(await session.exec(select(Chat.person_id)))


async def move_chat(session: AsyncSession, bot_id: int, old: int, new: int) -> None:
    """A chat got a new id; the binding follows it."""
    await session.exec(update(Chat).where(col(Chat.bot_id) == bot_id, col(Chat.chat_id) == old).values(chat_id=new))


async def invitation(session: AsyncSession, token_hash: str) -> Invitation | None:
    """The invitation, locked: two phones opening one link at once get it one after the other."""
    asked = select(Invitation).where(Invitation.token_hash == token_hash).with_for_update()
    return (await session.exec(asked)).first()


async def firm_of(session: AsyncSession, person_id: int) -> Firm | None:
    """The firm a contact speaks for, held; the first one entered, if several."""
    asked = select(Firm).join(Contact, col(Contact.firm_id) == Firm.id).where(Contact.person_id == person_id)
    held = asked.with_for_update(of=Firm, key_share=True)
    return (await session.exec(held.order_by(col(Firm.id)))).first()


async def contact_liaisons(session: AsyncSession, person_id: int) -> Sequence[tuple[Firm, int]]:
    """The firms a contact speaks for, each with its liaison's id."""
    asked = select(Firm).join(Contact, col(Contact.firm_id) == Firm.id).where(Contact.person_id == person_id)
    return [(firm, firm.liaison_id) for firm in await session.exec(asked) if firm.liaison_id]


async def mark_blocked(session: AsyncSession, bot_id: int, chat_id: int, at: datetime | None) -> Chat | None:
    """Note that a chat takes nothing any more, or (None) that it does again. Returns the chat if that is news."""
    asked = select(Chat).where(Chat.bot_id == bot_id, Chat.chat_id == chat_id)
    chat = (await session.exec(asked.with_for_update())).first()
    if chat is None or bool(chat.blocked_at) == bool(at):
        return None
    chat.blocked_at = at
    session.add(chat)
    return chat


async def members(session: AsyncSession, department_id: int, roles: Collection[Role] = DEPARTMENT) -> list[int]:
    """Row ids of those who hold one of the roles in a department, in the order they were entered."""
    held = select(PersonRole.person_id).where(col(PersonRole.role).in_(roles))
    asked = select(Person.id).where(Person.department_id == department_id, col(Person.id).in_(held))
    return [person_id or 0 for person_id in await session.exec(asked.order_by(col(Person.id)))]


async def signers(session: AsyncSession, department_id: int) -> list[int]:
    """Who signs for a department: its officers; its heads where it has none."""
    return await members(session, department_id, {Role.OFFICER}) or await members(session, department_id)


async def heads_over(session: AsyncSession, person: Person) -> list[int]:
    """Row ids of the heads of a person's department, without himself."""
    if person.department_id is None:
        return []
    heads = await members(session, person.department_id, {Role.HEAD})
    return [head for head in heads if head != person.id]


async def holders(session: AsyncSession, role: Role) -> list[int]:
    """Row ids of everybody who holds a role."""
    return [person.id or 0 for person in await people_with(session, role)]


async def chain_leads(session: AsyncSession, chain: str) -> list[int]:
    """Row ids of those who answer for an industry chain."""
    held = select(PersonRole.person_id).where(PersonRole.role == Role.CHAIN_LEAD)
    asked = select(Person.id).where(Person.chain == chain, col(Person.id).in_(held))
    return [person_id or 0 for person_id in await session.exec(asked)] if chain else []


async def end_absences(session: AsyncSession, person_id: int, at: datetime) -> bool:
    """Whoever stood in for the person does so no longer. False when nobody did."""
    running = update(Absence).where(col(Absence.person_id) == person_id, col(Absence.until) > at)
    return bool((await session.exec(running.values(until=at))).rowcount)


SUBSTITUTES = (
    select(Absence.person_id, Absence.substitute_id)
    .where(col(Absence.since) <= AT, col(Absence.until) > AT)
    .order_by(col(Absence.id))
)


async def substitutes(session: AsyncSession, at: datetime) -> dict[int, int]:
    """Who stands in for whom at that moment: the absent person's row id, and his substitute's."""
    return dict((await session.exec(SUBSTITUTES, params={"at": at})).all())


async def owner_of_firm(session: AsyncSession, firm_id: int) -> int | None:
    """Row id of the contact who is written to when somebody else files for the firm: its owner first."""
    asked = select(Contact.person_id).where(Contact.firm_id == firm_id)
    return (await session.exec(asked.order_by(col(Contact.is_owner).desc(), col(Contact.person_id)))).first()


async def contacts_of(session: AsyncSession, firm_id: int) -> frozenset[int]:
    """Row ids of everybody who speaks for a firm."""
    return frozenset(await session.exec(select(Contact.person_id).where(Contact.firm_id == firm_id)))


async def firm_by_id(session: AsyncSession, firm_id: int) -> Firm | None:
    """The firm, held: what is written beside it meanwhile may still point to it."""
    return (await session.exec(select(Firm).where(Firm.id == firm_id).with_for_update(key_share=True))).first()


async def firm_by_code(session: AsyncSession, code: str) -> Firm | None:
    """The firm with that code."""
    return (await session.exec(select(Firm).where(Firm.code == code))).first()


async def firms_by_id(session: AsyncSession, ids: Collection[int]) -> Sequence[Firm]:
    """Firms by row id, in the order they were entered."""
    return (await session.exec(select(Firm).where(col(Firm.id).in_(ids)).order_by(col(Firm.id)))).all()


def called(words: str) -> ColumnElement[bool]:
    """Firms that have the words in their name, or are of that code."""
    return or_(col(Firm.name).contains(words, autoescape=True), func.lower(Firm.code) == words.lower())


async def firms_named(session: AsyncSession, words: str, *, limit: int) -> Sequence[Firm]:
    """Firms that have the words in their name, or are of that code."""
    return (await session.exec(select(Firm).where(called(words)).order_by(col(Firm.name)).limit(limit))).all()


async def firms_of_liaison(session: AsyncSession, ids: Collection[int]) -> Sequence[Firm]:
    """The firms that these people are the liaisons of."""
    return (await session.exec(select(Firm).where(col(Firm.liaison_id).in_(ids)).order_by(col(Firm.id)))).all()


async def departments_with_signers(session: AsyncSession) -> Sequence[Department]:
    """The departments that have an officer or a head, by code."""
    holders_ = select(PersonRole.person_id).where(col(PersonRole.role).in_(DEPARTMENT))
    manned = select(Person.department_id).where(col(Person.id).in_(holders_))
    asked = select(Department).where(col(Department.id).in_(manned)).order_by(col(Department.code))
    return (await session.exec(asked)).all()


@dataclass(frozen=True)
class Known:
    """A person with everything a directory shows; the firms are those he speaks for or is the liaison of."""

    person: Person
    roles: Sequence[Role]
    firms: Sequence[str]
    department: str | None
    bound: bool


async def known_people(session: AsyncSession) -> list[Known]:
    """Everybody who has not left, by code; in a handful of questions, however many there are."""
    here = select(Person).where(col(Person.left_at).is_(None))
    people = (await session.exec(here.order_by(col(Person.code)))).all()
    roles, firms = defaultdict(list), defaultdict(list)
    for row in await session.exec(select(PersonRole)):
        roles[row.person_id].append(Role(row.role))
    for person_id, name in await session.exec(
        select(Contact.person_id, Firm.name).join(Firm, col(Firm.id) == Contact.firm_id).order_by(col(Firm.id))
    ):
        firms[person_id].append(name)
    for firm in await session.exec(select(Firm).where(col(Firm.liaison_id).is_not(None)).order_by(col(Firm.id))):
        firms[firm.liaison_id or 0].append(firm.name)
    departments = {d.id: d.name for d in await session.exec(select(Department))}
    bound = await bound_people(session)
    return [
        Known(p, sorted(roles[p.id or 0]), firms[p.id or 0], departments.get(p.department_id), p.id in bound)
        for p in people
    ]
