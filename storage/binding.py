"""Questions about visitors who ask to be bound."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import METADATA, BindingRequest, Chat, Contact, Firm, Person
from storage.upsert import insert_into


async def open_request_at(session: AsyncSession, bot_id: int, chat_id: int) -> BindingRequest | None:
    """What a chat has asked for and nobody has decided yet."""
    asked = select(BindingRequest).where(BindingRequest.bot_id == bot_id, BindingRequest.chat_id == chat_id)
    return (await session.exec(asked.where(col(BindingRequest.decided_at).is_(None)))).first()


async def keep_request(session: AsyncSession, row: dict[str, Any]) -> BindingRequest | None:
    """Keep a request; None when its form was sent before, or the chat has an open one."""
    connection = await session.connection()
    new = insert_into(METADATA.tables["binding_request"], connection.dialect.name).on_conflict_do_nothing()
    made = (await connection.execute(new.values(row).returning(col(BindingRequest.id)))).scalar()
    return await request_by_id(session, made) if made else None


async def request_with(session: AsyncSession, key: str) -> BindingRequest | None:
    """What a form has led to."""
    return (await session.exec(select(BindingRequest).where(BindingRequest.key == key))).first()


async def request_held(session: AsyncSession, request_id: int) -> BindingRequest | None:
    """A request, locked: two dispatchers decide one after the other."""
    asked = select(BindingRequest).where(BindingRequest.id == request_id).with_for_update()
    return (await session.exec(asked)).first()


async def request_by_id(session: AsyncSession, request_id: int) -> BindingRequest | None:
    """A request as it stands."""
    return (await session.exec(select(BindingRequest).where(BindingRequest.id == request_id))).first()


async def open_requests(session: AsyncSession) -> Sequence[BindingRequest]:
    """All that wait, the oldest first."""
    asked = select(BindingRequest).where(col(BindingRequest.decided_at).is_(None))
    return (await session.exec(asked.order_by(col(BindingRequest.id)))).all()


async def close_requests(session: AsyncSession, bot_id: int, chat_id: int, at: datetime) -> None:
    """The chat is somebody's now: there is nothing to decide any more."""
    asked = update(BindingRequest).where(col(BindingRequest.bot_id) == bot_id, col(BindingRequest.chat_id) == chat_id)
    await session.exec(asked.where(col(BindingRequest.decided_at).is_(None)).values(decided_at=at))


async def firm_with_credit_code(session: AsyncSession, credit_code: str) -> Firm | None:
    """The firm of that unified social credit code."""
    return (await session.exec(select(Firm).where(Firm.credit_code == credit_code))).first()


async def firm_names(session: AsyncSession) -> Sequence[Firm]:
    """All firms; a park has hundreds."""
    return (await session.exec(select(Firm).order_by(col(Firm.id)))).all()


async def unbound_namesake(session: AsyncSession, firm_id: int, name: str) -> Person | None:
    """The firm's contact of that name whom no chat belongs to yet."""
    asked = select(Person).join(Contact, col(Contact.person_id) == col(Person.id))
    his = select(Chat.id).where(col(Chat.person_id) == col(Person.id))
    unbound = await session.exec(asked.where(Contact.firm_id == firm_id, ~his.exists()).order_by(col(Person.id)))
    return next((person for person in unbound if person.name == name), None)  # names are sealed: SQL compares none
