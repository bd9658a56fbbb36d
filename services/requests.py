"""申请绑定: a visitor says who he is and for which firm; the duty desk lets him in, or tells him why not."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import AlreadyBound, AlreadyDecided, NoSuchFirm, UnknownRequest
from domain.firm_names import LIKE, name_likeness
from domain.roles import Role
from services.binding import bind
from services.colleagues import code_for, new_contact
from services.pushes import owed
from storage.binding import (
    firm_names,
    firm_with_credit_code,
    keep_request,
    open_request_at,
    open_requests,
    request_by_id,
    request_held,
    request_with,
    unbound_namesake,
)
from storage.colleagues import contacts_of_person, firm_held, roles_of
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, as_me, chat_at, firms_by_id, firms_named, holders, person_by_id, person_locked
from storage.tables import BindingRequest, Firm, Person

PROPOSED = 3


@dataclass(frozen=True)
class Asked:
    """What a visitor's form holds. `key` is the form's own: sent twice, it is one request."""

    key: str
    name: str
    firm_name: str
    credit_code: str
    phone: str | None = None


@dataclass(frozen=True)
class Request:
    """A request as the duty desk sees it: the firm of that credit code, firms of a like name, and who decided."""

    row: BindingRequest
    known: Firm | None
    alike: Sequence[Firm]
    decided_by: Person | None
    firm: Firm | None


async def ask_to_be_bound(
    db: Database, asked: Asked, bot_id: int, chat_id: int, *, language: str, at: datetime
) -> BindingRequest:
    """Keep the request and tell the whole duty desk; while one is open, a second one only gives the first.

    Raises AlreadyBound when the chat belongs to somebody.
    """
    async with db.begin() as session:
        if await chat_at(session, bot_id, chat_id):
            raise AlreadyBound
        row = await keep_request(
            session,
            asdict(asked) | {"bot_id": bot_id, "chat_id": chat_id, "language": language, "asked_at": at, "reason": ""},
        )
        if row is None:
            known = await request_with(session, asked.key) or await open_request_at(session, bot_id, chat_id)
            if known is None:
                raise AlreadyBound  # decided, and let in, between two questions
            return known
        desk = await holders(session, Role.DISPATCHER)
        await owe(session, [owed(f"binding:{row.id}:{each}", "binding", each, at, request=row.id) for each in desk])
        return row


async def open_request(db: Database, bot_id: int, chat_id: int) -> BindingRequest | None:
    """What a chat has asked for and nobody has decided yet."""
    async with db.read() as session:
        return await open_request_at(session, bot_id, chat_id)


async def waiting(db: Database, *, by: Me) -> list[Request]:
    """All requests that wait, the oldest first; for the duty desk. Raises UnknownRequest."""
    async with db.read() as session:
        refuse_others(by)
        return [await seen(session, row) for row in await open_requests(session)]


async def request_of(db: Database, request_id: int, *, by: Me) -> Request:
    """One request, for the duty desk. Raises UnknownRequest, also for who is not of the desk."""
    async with db.read() as session:
        refuse_others(by)
        row = await request_by_id(session, request_id)
        if row is None:
            raise UnknownRequest
        return await seen(session, row)


def refuse_others(by: Me) -> None:
    """Visitors are the duty desk's matter alone."""
    if Role.DISPATCHER not in by.roles:
        raise UnknownRequest


async def seen(session: AsyncSession, row: BindingRequest) -> Request:
    """A request with the firms that it may mean."""
    known = await firm_with_credit_code(session, row.credit_code)
    scored = [(name_likeness(row.firm_name, firm.name), firm) for firm in await firm_names(session) if firm != known]
    alike = sorted((pair for pair in scored if pair[0] >= LIKE), key=lambda pair: -pair[0])[:PROPOSED]
    decider = await person_by_id(session, row.decided_by_id) if row.decided_by_id else None
    chosen = await firms_by_id(session, [row.firm_id]) if row.firm_id else []
    return Request(row, known, [firm for _, firm in alike], decider, next(iter(chosen), None))


async def firms_like(db: Database, words: str, *, by: Me) -> Sequence[Firm]:
    """Firms that have the words in their name, or are of that code; for the duty desk. Raises UnknownRequest."""
    async with db.read() as session:
        refuse_others(by)
        return await firms_named(session, words, limit=8) if words else []


async def admit(
    db: Database, request_id: int, firm_id: int, *, by: Me, at: datetime, key: str
) -> tuple[BindingRequest, Me]:
    """The visitor speaks for the firm from now on, and his chat is bound: the request and who he is.

    The firm's contact of the same name who has no chat yet is that person; else a new one is made, who owns the firm
    if it has nobody. The same key again changes nothing. Raises UnknownRequest, AlreadyDecided, NoSuchFirm.
    """
    async with db.begin() as session:
        row, mine = await undecided(session, request_id, by, key)
        if mine and row.person_id:
            return row, await as_me(session, await person_by_id(session, row.person_id), at)
        firm = await firm_held(session, firm_id)
        if firm is None:
            raise NoSuchFirm
        person = await speaker_for(session, row, firm, by)
        row.decided_at, row.decided_by_id, row.decided_with = at, by.id, key
        row.firm_id, row.person_id = firm.id, person.id
        session.add(row)
        await session.flush()
        await bind(session, person.id or 0, row.bot_id, row.chat_id, at)
        return row, await as_me(session, person, at)


async def speaker_for(session: AsyncSession, row: BindingRequest, firm: Firm, by: Me) -> Person:
    """The contact that the visitor is."""
    person = await unbound_namesake(session, firm.id or 0, row.name)
    if person is None or not await is_only_contact(session, person.id or 0):
        person = Person(code=code_for(row.key), name=row.name, phone=row.phone, language=row.language)
        await new_contact(session, person, firm, added_by=by.id)
    person.phone, person.language = person.phone or row.phone, row.language
    session.add(person)
    return person


async def is_only_contact(session: AsyncSession, person_id: int) -> bool:
    """Whether somebody is nothing but a contact of one firm: nobody gets into more by having the same name."""
    person = await person_locked(session, person_id)
    roles, firms = await roles_of(session, person_id), await contacts_of_person(session, person_id)
    return roles == {Role.CONTACT} and len(firms) == 1 and person.left_at is None


async def turn_away(db: Database, request_id: int, reason: str, *, by: Me, at: datetime, key: str) -> BindingRequest:
    """The visitor is told why not; he may ask again. The same key again changes nothing.

    Raises UnknownRequest, AlreadyDecided.
    """
    async with db.begin() as session:
        row, mine = await undecided(session, request_id, by, key)
        if not mine:
            row.decided_at, row.decided_by_id, row.decided_with, row.reason = at, by.id, key, reason
            session.add(row)
        return row


async def undecided(session: AsyncSession, request_id: int, by: Me, key: str) -> tuple[BindingRequest, bool]:
    """The request, held, and whether this very press has decided it before. Raises UnknownRequest, AlreadyDecided."""
    refuse_others(by)
    row = await request_held(session, request_id)
    if row is None:
        raise UnknownRequest
    if row.decided_at is not None and row.decided_with != key:
        decider = await person_by_id(session, row.decided_by_id) if row.decided_by_id else None
        raise AlreadyDecided(who=decider.name if decider else "–", at=row.decided_at)
    return row, row.decided_at is not None
