"""Lists of tickets show a line each: what must not be read in the lines of confidential ones (issue 3)."""

from collections.abc import Mapping, Sequence

from domain.roles import Role
from services.tickets import Hidden, sight_of
from storage.database import Database
from storage.people import Me
from storage.tables import Ticket

Veils = Mapping[int, Hidden]


async def hidden_in(db: Database, tickets: Sequence[Ticket], me: Me) -> Veils:
    """By ticket, what this person must not read in it; asks nothing when nothing is to be hidden."""
    secret = [ticket for ticket in tickets if ticket.confidential or Role.ASSESSOR in me.roles]
    if not secret:
        return {}
    async with db.read() as session:
        return {ticket.id or 0: (await sight_of(session, ticket, me)).hidden for ticket in secret}
