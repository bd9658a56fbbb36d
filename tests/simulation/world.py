"""A park in which time is a queue of moments: people act when they have planned to, the clock looks when it has to.

Nothing sleeps. The clock ticks at every moment that a row names (remind_at, silence_at, a wait that is over), or at the
next of its ticks, which are `every` so many seconds, and not between. While it stands still, as in an outage, neither
people nor clock do anything.
"""

import heapq
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select

from domain.lifecycle import State
from services.digests import send_digests
from services.reminders import end_waits, tick
from storage.database import Database
from storage.tables import Assist, Ticket

Deed = Callable[[datetime], Awaitable[None]]
SECOND = timedelta(seconds=1)
NEVER = datetime.min.replace(tzinfo=UTC)
AT_ONCE = 500
TICKETS = select(Ticket).where(col(Ticket.id).in_(bindparam("some", expanding=True)))
HELPING = select(Assist.ticket_id, Assist.remind_at).where(col(Assist.ticket_id).in_(bindparam("some", expanding=True)))
Outage = tuple[datetime, datetime]


@dataclass(order=True)
class Moment:
    """Something planned. The clock's looks come before people's deeds of the same second."""

    at: datetime
    rank: int
    number: int
    deed: Deed | None = field(compare=False, default=None)
    ticket_id: int = field(compare=False, default=0)


@dataclass
class World:
    """The queue, and what the clock looks at next for each ticket."""

    db: Database
    outages: Sequence[Outage] = ()
    every: int = 1
    queue: list[Moment] = field(default_factory=list)
    looks: dict[int, datetime] = field(default_factory=dict)
    overs: dict[int, datetime] = field(default_factory=dict)
    helped: set[int] = field(default_factory=set)
    now: datetime = NEVER
    ticks: int = 0
    steps: int = 0
    after_tick: Callable[[Sequence[Ticket]], None] = lambda _: None

    def plan(self, at: datetime, deed: Deed) -> None:
        """Somebody will do that then, but never in the very second of a tick: nobody knows what comes first."""
        self.steps += 1
        later = self.awake(at) if self.awake(at) == at else self.awake(at) + SECOND * (1 + self.steps % 600)
        later += SECOND * (later.timestamp() % self.every == 0)
        heapq.heappush(self.queue, Moment(later, 1, self.steps, deed))

    def watch(self, ticket_id: int, at: datetime | None) -> None:
        """The clock has to look at the ticket then, and not before."""
        if at is None:
            self.looks.pop(ticket_id, None)
        elif self.looks.get(ticket_id) != at:
            self.looks[ticket_id] = at
            self.steps += 1
            tick_at = self.awake(self.gridded(at))
            heapq.heappush(self.queue, Moment(tick_at, 0, self.steps, ticket_id=ticket_id))

    def gridded(self, at: datetime) -> datetime:
        """The tick that comes to what is due at that moment: ticks are so many seconds apart."""
        late = at.timestamp() % self.every
        return at + timedelta(seconds=self.every - late) if late else at

    def awake(self, at: datetime) -> datetime:
        """The moment, or the end of the outage it falls in."""
        return next((until for since, until in self.outages if since <= at < until), at)

    async def run(self, until: datetime) -> None:
        """Everything up to that moment."""
        while self.queue and self.queue[0].at < until:
            moment = heapq.heappop(self.queue)
            self.now = moment.at
            if moment.deed:
                await moment.deed(moment.at)
            else:
                await self.look(moment)

    async def look(self, moment: Moment) -> None:
        """All looks of one moment are one tick."""
        due = {moment.ticket_id}
        while self.queue and self.queue[0].at == moment.at and self.queue[0].deed is None:
            due.add(heapq.heappop(self.queue).ticket_id)
        due = {ticket_id for ticket_id in due if self.looks.get(ticket_id, moment.at + SECOND) <= moment.at}
        if due:
            await self.tick(due)

    async def tick(self, due: set[int]) -> None:
        """What the clockwork does, in its order; it would ask in vain whether waits are over where none can be."""
        self.ticks += 1
        await tick(self.db, at=self.now)
        if any(self.overs.get(ticket_id, self.now) < self.now for ticket_id in due):
            await end_waits(self.db, at=self.now)
        self.after_tick(await self.refresh(due))

    async def sum_up(self, at: datetime) -> None:
        """The digests of the day."""
        await send_digests(self.db, at=at)

    async def refresh(self, ticket_ids: set[int]) -> Sequence[Ticket]:
        """Look at the tickets anew, and plan when the clock has to."""
        found: list[Ticket] = []
        wanted = sorted(ticket_ids)
        async with self.db.read() as session:
            for first in range(0, len(wanted), AT_ONCE):
                some = wanted[first : first + AT_ONCE]
                found += await session.exec(TICKETS, params={"some": some})
                helping = (await session.exec(HELPING, params={"some": some})).all() if self.helped & ticket_ids else ()
                for ticket in found[first:]:
                    self.follow(ticket, [at for ticket_id, at in helping if ticket_id == ticket.id])
        return found

    def follow(self, ticket: Ticket, helping: Sequence[datetime | None]) -> None:
        """The next moment at which the clock has to look at the ticket."""
        asked = ticket.state is State.RESOLVED or (ticket.state is State.IN_HAND and ticket.held_at is not None)
        over = ticket.due_at + SECOND if asked and ticket.due_at else None
        self.overs.pop(ticket.id or 0, None)
        if over:
            self.overs[ticket.id or 0] = over - SECOND
        moments = [at for at in (ticket.remind_at, ticket.silence_at, over, *helping) if at]
        self.watch(ticket.id or 0, min(moments, default=None))


async def rows(db: Database, asked: Any) -> list[Any]:
    """What the tables say."""
    async with db.read() as session:
        return list((await session.exec(asked)).all())
