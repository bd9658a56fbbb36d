"""The facts of the board and their sums, as they are written: with a move, gathered by the clock, made anew."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.scoring import By, Measure
from storage.score_tables import GATHERED, Score, Tally
from storage.tables import METADATA, Absence, Event, Firm, Ticket
from storage.upsert import insert_into

facts, tallies = METADATA.tables["score"], METADATA.tables["tally"]
CHUNK = 2000


class Sum(NamedTuple):
    """Of what a sum is: a month (`2026-11`), by what it is told apart, which one, what is summed up, its value."""

    month: str
    by: By
    key: str
    measure: Measure
    value: int = 0


class Away(NamedTuple):
    """Somebody stood in for somebody else."""

    person_id: int
    substitute_id: int
    since: datetime
    until: datetime


async def facts_of(session: AsyncSession, ticket: Ticket) -> tuple[str, list[Score]]:
    """The industry chain of the ticket's firm, and the ticket's facts."""
    chain = (await session.exec(select(Firm.chain).where(Firm.id == ticket.firm_id))).one()
    return chain, list(await session.exec(select(Score).where(Score.ticket_id == ticket.id).order_by(col(Score.id))))


async def keep(session: AsyncSession, kept: Sequence[Score], gone: Sequence[Score]) -> None:
    """Write facts, and take away those that are none any more."""
    session.add_all(kept)
    for fact in gone:
        await session.delete(fact)
    await session.flush()


async def add_sums(session: AsyncSession, some: Mapping[Sum, tuple[int, int]], *, fresh: bool = True) -> None:
    """Add to sums, without touching a row that another move might be touching: rows are only added."""
    rows = [name._asdict() | {"n": n, "good": good, "fresh": fresh} for name, (n, good) in some.items()]
    for first in range(0, len(rows), CHUNK):
        await session.exec(insert(tallies), params=rows[first : first + CHUNK])


async def anything_fresh(session: AsyncSession) -> bool:
    """Whether moves have added anything since it was gathered last."""
    return (await session.exec(select(Tally.id).where(col(Tally.fresh)).limit(1))).first() is not None


async def gather(session: AsyncSession) -> int:
    """Fresh rows become part of the gathered ones. Of two clocks each gathers what it has taken away itself."""
    columns = (*(tallies.c[name] for name in Sum._fields), tallies.c.n, tallies.c.good)
    taken = (await session.exec(delete(tallies).where(tallies.c.fresh).returning(*columns))).all()
    total: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
    for row in taken:
        total[tuple(row[:-2])][0] += row[-2]
        total[tuple(row[:-2])][1] += row[-1]
    new = insert_into(tallies, session.get_bind().dialect.name)
    upsert = new.on_conflict_do_update(
        index_elements=list(Sum._fields),
        index_where=GATHERED,
        set_={"n": tallies.c.n + new.excluded.n, "good": tallies.c.good + new.excluded.good},
    )
    for name in sorted(total):
        n, good = total[name]
        values = dict(zip(Sum._fields, name, strict=True)) | {"n": n, "good": good, "fresh": False}
        await session.exec(upsert, params=values)
    return len(taken)


async def lacks_facts(session: AsyncSession) -> bool:
    """Whether there are tickets, and not a single fact."""
    some, any_fact = select(Ticket.id).limit(1), select(Score.id).limit(1)
    return (await session.exec(some)).first() is not None and (await session.exec(any_fact)).first() is None


async def empty(session: AsyncSession) -> None:
    """No facts and no sums; who moves a ticket meanwhile waits until there are new ones."""
    if session.get_bind().dialect.name == "postgresql":
        await session.exec(text("LOCK TABLE score, tally IN ACCESS EXCLUSIVE MODE"))  # type: ignore[call-overload]
    await session.exec(delete(facts))
    await session.exec(delete(tallies))


async def absences(session: AsyncSession) -> list[Away]:
    """Who ever stood in for whom."""
    columns = (Absence.person_id, Absence.substitute_id, Absence.since, Absence.until)
    return [Away(*row) for row in await session.exec(select(*columns))]


async def tickets_after(session: AsyncSession, last: int, *, limit: int) -> list[tuple[Ticket, str]]:
    """Some tickets after that row id, each with its firm's industry chain."""
    asked = select(Ticket, Firm.chain).join(Firm, col(Firm.id) == col(Ticket.firm_id)).where(col(Ticket.id) > last)
    return list((await session.exec(asked.order_by(col(Ticket.id)).limit(limit))).all())


async def histories(session: AsyncSession, ids: Collection[int]) -> dict[int, list[Event]]:
    """All events of these tickets, each ticket's in the order in which they happened."""
    found: dict[int, list[Event]] = defaultdict(list)
    for event in await session.exec(select(Event).where(col(Event.ticket_id).in_(ids)).order_by(col(Event.id))):
        found[event.ticket_id].append(event)
    return found


async def insert_facts(session: AsyncSession, some: Sequence[Score]) -> None:
    """Many facts at once."""
    rows = [fact.model_dump(exclude={"id"}) for fact in some]
    for first in range(0, len(rows), CHUNK):
        await session.exec(insert(facts), params=rows[first : first + CHUNK])


async def unlit(session: AsyncSession) -> Sequence[Ticket]:
    """Tickets with a running deadline of which nobody has written down when their light turns yellow."""
    running = select(Ticket).where(col(Ticket.due_at).is_not(None), col(Ticket.yellow_at).is_(None))
    return (await session.exec(running)).all()
