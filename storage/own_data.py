"""Questions about everything that is held about one person; each is scoped by him, none tells of anybody else."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import (
    Absence,
    Attachment,
    BindingRequest,
    Chat,
    Contact,
    Department,
    Draft,
    Event,
    Firm,
    Inbox,
    Invitation,
    Push,
    ThreadMessage,
    Ticket,
)


async def firms_spoken_for(session: AsyncSession, person_id: int) -> Sequence[tuple[Firm, bool]]:
    """The firms he speaks for, and whether he owns them."""
    asked = select(Firm, Contact.is_owner).join(Contact, col(Contact.firm_id) == col(Firm.id))
    return (await session.exec(asked.where(Contact.person_id == person_id).order_by(col(Firm.id)))).all()


async def department_name(session: AsyncSession, department_id: int | None) -> str | None:
    """Where he works."""
    return (await session.exec(select(Department.name).where(Department.id == department_id))).first()


async def own_chats(session: AsyncSession, person_id: int) -> Sequence[Chat]:
    """The chats in which he is written to."""
    return (await session.exec(select(Chat).where(Chat.person_id == person_id))).all()


async def own_invitations(session: AsyncSession, person_id: int) -> Sequence[Invitation]:
    """Links that were made for him."""
    asked = select(Invitation).where(Invitation.person_id == person_id)
    return (await session.exec(asked.order_by(col(Invitation.expires_at)))).all()


async def own_requests(session: AsyncSession, person_id: int) -> Sequence[BindingRequest]:
    """How he asked to be bound."""
    return (await session.exec(select(BindingRequest).where(BindingRequest.person_id == person_id))).all()


async def filed_by(session: AsyncSession, person_id: int) -> Sequence[Ticket]:
    """Tickets that he filed."""
    return (await session.exec(select(Ticket).where(Ticket.filed_by_id == person_id).order_by(col(Ticket.id)))).all()


async def acts_of(session: AsyncSession, person_id: int) -> Sequence[tuple[Event, str]]:
    """What he did, each with the ticket's number."""
    asked = select(Event, Ticket.number).join(Ticket, col(Ticket.id) == col(Event.ticket_id))
    return (await session.exec(asked.where(Event.actor_id == person_id).order_by(col(Event.id)))).all()


async def files_of(session: AsyncSession, person_id: int) -> Sequence[tuple[Attachment, str]]:
    """Files that he sent, each with the ticket's number."""
    asked = select(Attachment, Ticket.number).join(Ticket, col(Ticket.id) == col(Attachment.ticket_id))
    sent = asked.join(Event, col(Event.id) == col(Attachment.event_id)).where(Event.actor_id == person_id)
    return (await session.exec(sent.order_by(col(Attachment.id)))).all()


async def letters_of(session: AsyncSession, person_id: int) -> Sequence[tuple[ThreadMessage, str]]:
    """What he wrote outside tickets, each with the firm's name."""
    asked = select(ThreadMessage, Firm.name).join(Firm, col(Firm.id) == col(ThreadMessage.firm_id))
    return (await session.exec(asked.where(ThreadMessage.author_id == person_id).order_by(col(ThreadMessage.id)))).all()


async def absences_of(session: AsyncSession, person_id: int) -> Sequence[Absence]:
    """When he was away."""
    return (await session.exec(select(Absence).where(Absence.person_id == person_id).order_by(col(Absence.id)))).all()


async def pushes_to(session: AsyncSession, person_id: int) -> int:
    """How many messages he was, or is, owed."""
    return (await session.exec(select(func.count()).select_from(Push).where(Push.person_id == person_id))).one()


async def drafts_at(session: AsyncSession, bot_id: int, chat_ids: Collection[int]) -> Sequence[Draft]:
    """What is half filled-in at his chats."""
    asked = select(Draft).where(Draft.bot_id == bot_id, col(Draft.chat_id).in_(chat_ids))
    return (await session.exec(asked)).all()


async def came_from(
    session: AsyncSession, bot_id: int, chat_id: int, since: datetime
) -> Sequence[tuple[datetime, str]]:
    """What came from a chat since it is his."""
    asked = select(Inbox.received_at, Inbox.body).where(Inbox.bot_id == bot_id, Inbox.lane == chat_id)
    return (await session.exec(asked.where(col(Inbox.received_at) >= since).order_by(col(Inbox.id)))).all()
