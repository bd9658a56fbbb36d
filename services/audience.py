"""Who listens: the people that an event or a reminder of a ticket is for, by what they are to it."""

from collections.abc import Awaitable, Callable
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import Part
from domain.roles import Role
from services.effects import TOP
from storage import tickets
from storage.people import chain_leads, heads_over, holders, owner_of_firm, person_by_id, signers
from storage.tables import Ticket


class Ear(StrEnum):
    """A group of people around a ticket."""

    FIRM = "firm"
    OWNER = "owner"
    OLD_OWNER = "old_owner"
    SENDER = "sender"
    LIAISON = "liaison"
    ASKED = "asked"
    HELPERS = "helpers"
    APPROVERS = "approvers"
    DESK = "desk"
    HIGHER = "higher"


# Who is away has a substitute in these: he has the same part in the ticket. Nobody else could read it in his stead.
PERSONAL = frozenset({Ear.OWNER, Ear.OLD_OWNER, Ear.SENDER, Ear.LIAISON})


async def listeners(
    session: AsyncSession, ticket: Ticket, ear: Ear, *, old_owner: int | None = None, sender: int | None = None
) -> list[int]:
    """Row ids of the people in a group, as the ticket stands now."""
    at_hand = {Ear.FIRM: ticket.contact_id, Ear.OWNER: ticket.owner_id, Ear.OLD_OWNER: old_owner, Ear.SENDER: sender}
    if ear in at_hand:
        person_id = at_hand[ear]
        return [person_id] if person_id and (ear is not Ear.OLD_OWNER or person_id != ticket.owner_id) else []
    return await SOUGHT[ear](session, ticket)


async def liaison(session: AsyncSession, ticket: Ticket) -> list[int]:
    """The firm's liaison."""
    found = (await tickets.ties_of(session, ticket.id)).liaison_id
    return [found] if found else []


async def desk(session: AsyncSession, _ticket: Ticket) -> list[int]:
    """The duty desk."""
    return await holders(session, Role.DISPATCHER)


async def asked(session: AsyncSession, ticket: Ticket) -> list[int]:
    """Who is to sign: the lead department's officers, until one has signed."""
    if ticket.sender_id is None or ticket.lead_id is None:
        return []
    return await signers(session, ticket.lead_id)


async def helpers(session: AsyncSession, ticket: Ticket) -> list[int]:
    """The officers of the departments that still have to assist."""
    open_ones = [row.department_id for row, _ in await tickets.assists(session, ticket.id) if row.done_at is None]
    return [person_id for department_id in open_ones for person_id in await signers(session, department_id)]


async def approvers(session: AsyncSession, ticket: Ticket) -> list[int]:
    """Whose approval an owner's wish waits for."""
    if ticket.wants_of is None:
        return []
    if ticket.wants_of is Role.HEAD:
        return await heads_over(session, await person_by_id(session, ticket.owner_id))
    return await holders(session, ticket.wants_of)


async def higher(session: AsyncSession, ticket: Ticket) -> list[int]:
    """Up to where it has been escalated: the owner's head (or the duty desk), then the director; and the chain lead.

    The chain lead hears only of backbone firms (DOMAIN.md section 2).
    """
    heads = await heads_over(session, await person_by_id(session, ticket.owner_id))
    people = heads or await holders(session, Role.DISPATCHER)
    people = people + (await holders(session, Role.DIRECTOR) if ticket.escalated >= TOP else [])
    ties = await tickets.ties_of(session, ticket.id)
    return people + (await chain_leads(session, ties.chain) if ties.is_backbone else [])


async def contact_for(session: AsyncSession, firm_id: int, by: int, parts: frozenset[Part]) -> int | None:
    """Who is written to for the firm: the contact who files; when somebody files for it, its owner."""
    return by if Part.FIRM in parts else await owner_of_firm(session, firm_id)


SOUGHT: dict[Ear, Callable[[AsyncSession, Ticket], Awaitable[list[int]]]] = {
    Ear.LIAISON: liaison,
    Ear.ASKED: asked,
    Ear.HELPERS: helpers,
    Ear.APPROVERS: approvers,
    Ear.DESK: desk,
    Ear.HIGHER: higher,
}
