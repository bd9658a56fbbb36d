"""Questions about what firms and their liaisons write to each other."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import Firm, Person, ThreadMessage


async def written_with(session: AsyncSession, key: str) -> ThreadMessage | None:
    """The message that was written with that key."""
    return (await session.exec(select(ThreadMessage).where(ThreadMessage.key == key))).first()


async def last_of_firm(session: AsyncSession, firm_id: int) -> int | None:
    """Who of the firm wrote last."""
    asked = select(ThreadMessage.author_id).where(ThreadMessage.firm_id == firm_id, col(ThreadMessage.from_firm))
    return (await session.exec(asked.order_by(col(ThreadMessage.id).desc()).limit(1))).first()


async def message_by_id(session: AsyncSession, message_id: int) -> tuple[ThreadMessage, Firm, Person]:
    """A message with its firm and author."""
    asked = (
        select(ThreadMessage, Firm, Person)
        .join(Firm, col(Firm.id) == col(ThreadMessage.firm_id))
        .join(Person, col(Person.id) == col(ThreadMessage.author_id))
    )
    return (await session.exec(asked.where(ThreadMessage.id == message_id))).one()
