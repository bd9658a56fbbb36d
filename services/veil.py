"""Lists of tickets show a line each: what must not be read in the lines of confidential ones (issue 3)."""

from collections.abc import Mapping, Sequence

from services.tickets import sight_of
from storage.database import Database
from storage.people import Me
from storage.tables import Ticket

Hidden = Mapping[int, Sequence[str]]


async def hidden_in(db: Database, tickets: Sequence[Ticket], me: Me) -> Hidden:
    """By ticket, what this person must not read in it; asks nothing when none is confidential."""
    secret = [ticket for ticket in tickets if ticket.confidential]
    if not secret:
        return {}
    async with db.read() as session:
        return {ticket.id or 0: (await sight_of(session, ticket, me)).hidden for ticket in secret}
