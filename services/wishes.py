"""What an owner wishes for and somebody higher approves: more time (延期), a rest (挂账), the end of it (销账)."""

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import deadlines
from domain.errors import NoMoreExtensions
from domain.lifecycle import MOST_EXTENSIONS, Action, Wish
from domain.roles import Role
from services.effects import Deed, Effect, forget_wish
from services.terms import hold, let_go
from storage.people import heads_over, person_by_id
from storage.tables import Ticket
from storage.tickets import last_event


async def extend(deed: Deed) -> None:
    """Another date, asked for at least a working day before; the head decides, the second time the director."""
    ticket, wanted = deed.ticket, deed.wanted.wanted
    if ticket.extensions >= MOST_EXTENSIONS:
        raise NoMoreExtensions(number=ticket.number)
    if wanted is None or ticket.promised_for is None:
        raise ValueError("an extension needs a promise and a date")
    ticket.wanted_for = deadlines.extension(deed.park.calendar, wanted, ticket.promised_for, deed.at)
    ticket.wants = Wish.EXTENSION
    ticket.wants_of = await decider(deed) if ticket.extensions == 0 else Role.DIRECTOR


async def decider(deed: Deed) -> Role:
    """The owner's head; where there is none but himself, or but who asks in his stead, the director."""
    owner = await person_by_id(deed.session, deed.ticket.owner_id)
    heads = set(await heads_over(deed.session, owner)) - {deed.actor_id}
    return Role.HEAD if heads else Role.DIRECTOR


async def suspend(deed: Deed) -> None:
    """The owner asks that the ticket rests: it needs a higher level or a new policy."""
    deed.ticket.wants, deed.ticket.wants_of = Wish.SUSPENSION, Role.DIRECTOR


async def resume(deed: Deed) -> None:
    """The rest shall end: the director ends it, the owner asks him to."""
    if deed.by and Role.DIRECTOR in deed.by.roles:
        let_go(deed.park.calendar, deed.ticket, deed.at)
    else:
        deed.ticket.wants, deed.ticket.wants_of = Wish.RESUMPTION, Role.DIRECTOR


async def approve(deed: Deed) -> None:
    """What was wished for happens. An extension moves the working date, never the first promise."""
    ticket = deed.ticket
    match ticket.wants:
        case Wish.EXTENSION:
            ticket.promised_for, ticket.extensions = ticket.wanted_for, ticket.extensions + 1
        case Wish.SUSPENSION:
            let_go(deed.park.calendar, ticket, deed.at)
            hold(ticket, deed.at)
        case Wish.RESUMPTION:
            let_go(deed.park.calendar, ticket, deed.at)
    forget_wish(ticket)


async def reason(session: AsyncSession, ticket: Ticket) -> str:
    """Why the owner has wished for what is pending: the firm is told it when it is granted (DOMAIN.md, extend)."""
    wish = await last_event(session, ticket.id, {Action.EXTEND, Action.SUSPEND, Action.RESUME})
    return wish.text if wish else ""


async def decline(deed: Deed) -> None:
    """It stays as it was; an old date stands."""
    forget_wish(deed.ticket)


EFFECTS: dict[Action, Effect] = {
    Action.EXTEND: extend,
    Action.SUSPEND: suspend,
    Action.RESUME: resume,
    Action.APPROVE: approve,
    Action.DECLINE: decline,
}
