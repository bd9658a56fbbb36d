"""Who handles a ticket: signing, handing over, returning, assisting, and one level up (任务派单)."""

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import deadlines
from domain.deadlines import Term
from domain.errors import NobodyThere, NotForYou
from domain.lifecycle import DESK, RETURNS_TO_THE_DESK, Action, Part
from domain.roles import Role
from services.effects import Deed, Effect, forget_wish
from services.terms import in_time, let_go
from storage.categories import category
from storage.people import holders, members, person_by_id, signers
from storage.tables import Assist, Follower, Ticket
from storage.tickets import assists, ties_of


async def accept(deed: Deed) -> None:
    """Whoever signs owns it from now on; who was responsible until then follows it.

    The owner may sign although he has handed it over: then he has taken it back.
    """
    ticket = deed.ticket
    ticket.accepted_at = deed.at
    if Part.OWNER in deed.parts:
        await released(deed.session, ticket)
    if Part.OWNER in deed.parts and (ticket.sender_id is not None or ticket.lead_id is None):
        ticket.lead_id = await led_by_owner(deed.session, ticket)
    elif Part.OWNER not in deed.parts and deed.by:
        await pass_to(deed.session, ticket, deed.by.id)
    ticket.sender_id = None


async def decided_in_the_room(deed: Deed) -> None:
    """What is decided at the table of a reception day needs no signature: who was asked for one is asked no more."""
    ticket = deed.ticket
    if ticket.sender_id is not None:
        await released(deed.session, ticket)
        ticket.lead_id = ticket.sender_id = None
    ticket.accepted_at = ticket.accepted_at or deed.at
    if deed.actor_id is not None:
        await follow(deed.session, ticket, deed.actor_id)


async def released(session: AsyncSession, ticket: Ticket) -> None:
    """Who was asked to sign and has not is asked no more, and follows."""
    asked = await signers(session, ticket.lead_id) if ticket.lead_id and ticket.sender_id is not None else []
    for person_id in asked:
        await follow(session, ticket, person_id)


async def led_by_owner(session: AsyncSession, ticket: Ticket) -> int | None:
    """The department an owner signs for; none of the firm's liaison, who answers for himself."""
    owner = await person_by_id(session, ticket.owner_id)
    if owner.department_id is None or owner.id == (await ties_of(session, ticket.id)).liaison_id:
        return None
    return owner.department_id if owner.id in await members(session, owner.department_id) else None


async def hand_over(deed: Deed) -> None:
    """To a lead department with assisting ones, or to a person. Its first owner answers for it until somebody signs."""
    ticket, wanted = deed.ticket, deed.wanted
    ruling = ticket.returns >= RETURNS_TO_THE_DESK and deed.parts & {Part.DISPATCHER, Part.DIRECTOR}
    await released(deed.session, ticket)
    let_go(deed.park.calendar, ticket, deed.at)
    forget_wish(ticket)
    ticket.accepted_at, ticket.escalated, ticket.ruled = None, 0, bool(ruling) or ticket.ruled
    if wanted.person_id is not None:
        if not deed.parts & set(DESK):
            raise NotForYou(who=tuple(sorted(DESK)))
        ticket.lead_id = ticket.sender_id = None
        await pass_to(deed.session, ticket, wanted.person_id)
    elif wanted.lead_id is not None:
        await to_department(deed, wanted.lead_id)
    else:
        raise ValueError("a hand-over needs a department or a person")
    await call_for_help(deed)


async def to_department(deed: Deed, department_id: int) -> None:
    """The department is asked; whoever asks follows it. Who leads does not assist any more."""
    if not await signers(deed.session, department_id):
        raise NobodyThere
    helping = await deed.session.get(Assist, (deed.ticket.id, department_id))
    if helping and helping.done_at is None:
        await deed.session.delete(helping)
    deed.ticket.lead_id, deed.ticket.sender_id = department_id, deed.actor_id
    if deed.actor_id is not None:
        await follow(deed.session, deed.ticket, deed.actor_id)


async def call_for_help(deed: Deed) -> None:
    """Assisting departments, each with its own date; one that is asked again gets a new one."""
    for department_id, days in deed.wanted.assists.items():
        if department_id == deed.wanted.lead_id:
            continue
        if not await signers(deed.session, department_id):
            raise NobodyThere
        calendar = deed.park.calendar
        term = deadlines.assist_term(calendar, deed.at, days)
        remind_at = deadlines.next_reminder(calendar, term, deed.at).at
        await deed.session.merge(
            Assist(
                ticket_id=deed.ticket.id or 0,
                department_id=department_id,
                since=deed.at,
                due_at=term.due,
                remind_at=remind_at,
                done_at=None,
            )
        )


async def give_back(deed: Deed) -> None:
    """The department returns it to whoever is responsible, with a reason, within a working day; its sender is told.

    The second return of one ticket goes to the dispatcher, who rules.
    """
    ticket = deed.ticket
    in_time(deed.park.calendar, ticket, Action.RETURN, deed.at)
    ticket.returns += 1
    ticket.lead_id = ticket.sender_id = None
    if deed.actor_id is not None:
        await follow(deed.session, ticket, deed.actor_id)


async def assist(deed: Deed) -> None:
    """An assisting department has done its part."""
    for department_id in {deed.by.desk_id} if deed.by else set():
        row = await deed.session.get(Assist, (deed.ticket.id, department_id))
        if row:
            row.done_at, row.remind_at = deed.at, None
            deed.session.add(row)


async def reopen(deed: Deed) -> None:
    """The firm is not satisfied: a new clock, one level up; who had it stays a follower, the old result is history."""
    ticket, calendar = deed.ticket, deed.park.calendar
    kind = await category(deed.session, ticket.category_code)
    ticket.level += 1
    await pass_to(deed.session, ticket, await one_above(deed.session, ticket))
    ticket.sender_id, ticket.ruled, ticket.returns, ticket.escalated, ticket.extensions = None, False, 0, 0, 0
    ticket.dispatched_at = deed.at
    ticket.limit_at = deadlines.resolve_limit(calendar, deed.at, kind.resolve_days, urgent=ticket.urgent)
    ticket.accepted_at = ticket.promised_for = ticket.resolved_at = None
    ticket.outcome, ticket.result = None, ""
    await wake_helpers(deed)


async def wake_helpers(deed: Deed) -> None:
    """Who still has to assist is reminded again: while a result waited for its judgement he was not."""
    for row, _ in await assists(deed.session, deed.ticket.id):
        if row.done_at is None:
            term = Term(row.since, row.due_at)
            row.remind_at = deadlines.next_reminder(deed.park.calendar, term, deed.at).at
            deed.session.add(row)


async def one_above(session: AsyncSession, ticket: Ticket) -> int:
    """Owner, the lead department's head, director; of a liaison: the duty desk, director. At the top it stays."""
    first = await members(session, ticket.lead_id, {Role.HEAD}) if ticket.lead_id else []
    levels = [first or await holders(session, Role.DISPATCHER), await holders(session, Role.DIRECTOR)]
    passed = max((n for n, level in enumerate(levels, 1) if ticket.owner_id in level), default=0)
    above = [person_id for level in levels[passed:] for person_id in level]
    return above[0] if above else ticket.owner_id


async def pass_to(session: AsyncSession, ticket: Ticket, person_id: int) -> None:
    """Another owner; the one before follows."""
    if person_id != ticket.owner_id:
        await follow(session, ticket, ticket.owner_id)
        ticket.owner_id = person_id


async def follow(session: AsyncSession, ticket: Ticket, person_id: int) -> None:
    """Who was asked before stays a follower."""
    await session.merge(Follower(ticket_id=ticket.id or 0, person_id=person_id))


EFFECTS: dict[Action, Effect] = {
    Action.ACCEPT: accept,
    Action.HAND_OVER: hand_over,
    Action.RETURN: give_back,
    Action.ASSIST: assist,
    Action.REJECT: reopen,
}
