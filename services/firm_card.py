"""The firm card (企业卡): what a liaison, and who stands above him, has to know of a firm in one message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.errors import NoSuchFirm, NotForYou
from domain.lifecycle import Part
from domain.roles import OVERSEERS, Role
from services.reception_days import next_reception
from services.visits import LEADERS, SHOWN
from storage import firms
from storage.database import Database
from storage.people import Me, people_by_id
from storage.tables import Firm, Person, Ticket, Visit
from storage.visits import last_visit

LOOKERS = OVERSEERS | {Role.LIAISON, Role.CHAIN_LEAD}
MOST_TICKETS = 100


@dataclass(frozen=True)
class FirmSight:
    """A firm as one person may see it. `contacts`: each with whether he is the owner contact.

    `tickets`: open ones that the person may see; `last`: the liaison's last visit; `reception`: the next day.
    `shows_phones`, `may_visit`, `may_write`: what else the person is given.
    """

    firm: Firm
    liaison: Person | None
    contacts: Sequence[tuple[Person, bool]]
    tickets: Sequence[Ticket]
    last: Visit | None
    reception: date
    shows_phones: bool
    may_visit: bool
    may_write: bool


async def firms_to_look_into(db: Database, words: str = "", *, by: Me) -> Sequence[Firm]:
    """Firms whose card the person may open, by a part of the name or the code, at most 8; without words his own.

    A liaison has his own, a chain lead those of his chain, duty desk and director all. Raises NotForYou for others.
    """
    if not by.roles & LOOKERS:
        raise NotForYou(who=(Part.LIAISON, Part.DISPATCHER, Part.DIRECTOR))
    async with db.read() as session:
        if not words:
            return await firms.own_by_date(session, by)
        return await firms.firms_looked_into(session, words, by, limit=SHOWN)


async def see_firm(db: Database, firm_id: int, *, by: Me, at: datetime) -> FirmSight:
    """The card of a firm. Raises NoSuchFirm for a stranger's as for one that is not."""
    async with db.read() as session:
        firm = await firms.firm_looked_after(session, firm_id, by)
        if firm is None:
            raise NoSuchFirm
        people = await people_by_id(session, {firm.liaison_id} if firm.liaison_id else ())
        is_own = firm.liaison_id in by.selves
        return FirmSight(
            firm,
            people.get(firm.liaison_id or 0),
            await firms.people_of(session, firm_id),
            await firms.open_tickets(session, firm_id, by, limit=MOST_TICKETS),
            await last_visit(session, firm_id),
            await next_reception(session, db.park, at),
            shows_phones=is_own,
            may_visit=is_own or bool(by.roles & LEADERS),
            may_write=is_own or Role.DISPATCHER in by.roles,
        )
