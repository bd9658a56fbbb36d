"""Tickets at the back office: found by several conditions, read with their history, handed over by the same rules."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.deadlines import light
from domain.errors import EditedMeanwhile, NotForYou
from domain.lifecycle import OPEN, Action, Light, parts_for
from domain.roles import SEES_ALL, Role
from services.record import Move
from services.terms import term_of
from services.tickets import History, Sight, history_of, move, see, sight_of
from storage.database import Database
from storage.files import count_by_event
from storage.office_lists import Wanted, tickets_wanted
from storage.people import Me
from storage.tables import Ticket

PAGE = 30


@dataclass(frozen=True)
class Listed:
    """A page of tickets, and how many there are in all."""

    sights: Sequence[Sight]
    total: int


@dataclass(frozen=True)
class Whole:
    """One ticket with its history, and how many files came with each event."""

    sight: Sight
    history: History
    files: Mapping[int, int]
    version: str


def as_reader(me: Me) -> Me:
    """An administrator reads tickets as the assessor does: all of them, without the firm's people."""
    if Role.ADMIN not in me.roles or me.roles & SEES_ALL:
        return me
    return replace(me, roles=me.roles | {Role.ASSESSOR})


async def tickets_listed(db: Database, wanted: Wanted, lit: Light | None, *, page: int, by: Me, at: datetime) -> Listed:
    """Thirty tickets that fit, the newest first. A light is reckoned at that moment; only open tickets have one."""
    me, calendar = as_reader(by), db.park.calendar
    async with db.read() as session:
        found = [
            ticket
            for ticket in await tickets_wanted(session, me, wanted)
            if lit is None or (ticket.state in OPEN and (term := term_of(ticket)) and light(calendar, term, at) is lit)
        ]
        shown = found[(page - 1) * PAGE : page * PAGE]
        return Listed([await sight_of(session, ticket, me) for ticket in shown], len(found))


async def ticket_read(db: Database, ticket_id: int, *, by: Me) -> Whole:
    """A ticket and what happened to it, as far as the person may read it. Raises UnknownTicket."""
    me = as_reader(by)
    sight, history = await see(db, ticket_id, me), await history_of(db, ticket_id, me)
    async with db.read() as session:
        files = await count_by_event(session, ticket_id)
    return Whole(sight, history, files, version_of(sight.ticket))


def version_of(ticket: Ticket) -> str:
    """Changes whenever somebody else has the ticket, or its state is another one."""
    where = (ticket.state, ticket.owner_id, ticket.lead_id, ticket.sender_id, ticket.returns, ticket.level)
    return hashlib.sha256("|".join(map(str, where)).encode()).hexdigest()[:16]


async def hand_over(
    db: Database, ticket_id: int, wanted: Move, *, version: str, by: Me, at: datetime, key: str
) -> Ticket:
    """Hand a ticket over as in chat, if it is still where the page showed it. Sent twice with one key it goes once.

    Raises EditedMeanwhile, and what services.tickets.move refuses; who only reads tickets gets NotForYou.
    """
    if not by.roles & SEES_ALL:
        raise NotForYou(who=tuple(sorted(parts_for(Action.HAND_OVER))))
    if version_of((await see(db, ticket_id, by)).ticket) != version:
        raise EditedMeanwhile
    return await move(db, ticket_id, wanted, by=by, at=at, key=key)
