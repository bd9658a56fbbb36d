"""A year, or part of one, in the simulated park; and what was owed in it beside what the oracle demands."""

import time as clock
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event
from sqlmodel import col, select

from domain.lifecycle import UNFINISHED
from domain.park import Park
from domain.roles import Role
from services.park import load_park
from storage.calendar import official_days
from storage.database import Database
from storage.migrate import migrate
from storage.sealed import KeyRing, new_key
from storage.tables import Absence, DigestDay, Event, Firm, Person, PersonRole, Push, Ticket
from tests.simulation.oracle import Axis, Demand, Escalation, Folk, Oracle, Step, second
from tests.simulation.park import Size, sheets
from tests.simulation.people import DAY, People, whole
from tests.simulation.world import World, rows

START = datetime(2025, 12, 31, 16, tzinfo=UTC)  # New Year in the park
MORNING = timedelta(hours=8, minutes=40)


@dataclass
class Found:
    """What came out. Every list of faults has to be empty."""

    seed: int
    figures: dict[str, Any] = field(default_factory=dict)
    missing: Counter[Any] = field(default_factory=Counter)
    too_much: Counter[Any] = field(default_factory=Counter)
    quiet: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def words(self, history: str = "") -> str:
        """For a failure: the seed, and the first of everything that is wrong."""
        some = [f"seed {self.seed}", *(f"missing {each}" for each in list(self.missing)[:5])]
        some += [f"too much {each}" for each in list(self.too_much)[:5]]
        return "\n".join([*some, *self.quiet[:5], *self.faults[:5], history])

    @property
    def is_right(self) -> bool:
        """Nothing missing, nothing twice, nothing in the quiet hours, nothing without owner or date."""
        return not (self.missing or self.too_much or self.quiet or self.faults)


async def simulate(
    folder: Path, size: Size, seed: int, park: Park, meddle: Callable[[Database], Awaitable[None]] | None = None
) -> Found:
    """Live through it, then compare; `meddle` may spoil the rows before, to see whether that is found."""
    db = Database(f"sqlite+aiosqlite:///{folder / 'simulation.db'}", park, KeyRing.read(f"1:{new_key()}"))
    started, cpu = clock.monotonic(), clock.process_time()
    try:
        await migrate(db)
        await hasten(db)
        await load_park(db, sheets(size))
        found = Found(seed)
        world, people = await lived(db, size, seed, found)
        found.figures |= {"ticks": world.ticks, "did": dict(people.did), "refused": dict(people.refused)}
        found.figures["lived_s"] = round(clock.monotonic() - started, 1)
        if meddle:
            await meddle(db)
        await compare(db, world, people, size, found)
        found.figures["seconds"] = round(clock.monotonic() - started, 1)
        found.figures["processor_s"] = round(clock.process_time() - cpu, 1)
        return found
    finally:
        await db.close()


async def hasten(db: Database) -> None:
    """No commit waits for the disk: what is simulated need not survive the machine."""

    def relax(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.close()

    event.listen(db.engine.sync_engine, "connect", relax)
    await db.engine.dispose()


async def lived(db: Database, size: Size, seed: int, found: Found) -> tuple[World, People]:
    """Day after day."""
    random = Random(seed)
    world = World(db, outages(random, size), size.every)
    people = People(world, random)
    await people.meet()
    world.after_tick = people.after_tick
    for number in range(size.tickets):
        at = whole(START + random.random() * (size.days - 1) * DAY)
        if random.random() < 0.85:
            at = people.soon(at, random.uniform(0, 2))
        world.plan(at, lambda then, number=number: people.file(number, then))  # type: ignore[misc]
    for _ in range(size.days // 12):
        world.plan(whole(START + random.random() * size.days * DAY), people.leave)
    for day in range(size.days):
        world.plan(START + day * DAY + MORNING, world.sum_up)
        await world.run(START + (day + 1) * DAY)
        found.faults += await orphans(db)
    return world, people


def outages(random: Random, size: Size) -> list[tuple[datetime, datetime]]:
    """The process is down now and then: for an hour, a night, a long week-end."""
    starts = sorted(random.uniform(0.05, 0.9) * size.days for _ in range(3))
    lengths = [timedelta(hours=1), timedelta(hours=14), timedelta(hours=70)]
    begun = [whole(START + start * DAY) for start in starts]
    return [(at, at + length) for at, length in zip(begun, lengths, strict=True)]


async def orphans(db: Database) -> list[str]:
    """Unfinished tickets that nobody has, or that are due at no time."""
    nobody = col(Ticket.owner_id).is_(None) | col(Ticket.due_at).is_(None) | col(Ticket.limit_at).is_(None)
    found = await rows(db, select(Ticket.number).where(col(Ticket.state).in_(UNFINISHED), nobody))
    return [f"{number} has no owner or no date" for number in found]


async def compare(db: Database, world: World, people: People, size: Size, found: Found) -> None:
    """What was owed, beside what the rules demand."""
    days, _ = official_days()
    until = START + size.days * DAY
    axis = Axis(working(days), world.outages, world.every)
    oracle = Oracle(axis, await folk(db), until)
    helped: dict[int, list[tuple[int, int, datetime]]] = defaultdict(list)
    for ticket, department, term, at in people.helped:
        helped[ticket].append((department, term, at))
    histories: dict[int, list[Step]] = defaultdict(list)
    clockwork: Counter[Any] = Counter()
    for each in await rows(db, select(Event).order_by(col(Event.id))):
        histories[each.ticket_id].append(Step(each.at, each.action, each.actor_id, each.new))
        if each.action == "escalate" and each.actor_id is None:
            clockwork[Escalation(each.ticket_id, second(each.at), each.new["escalated"])] += 1
    for ticket, history in histories.items():
        oracle.read(ticket, history, helped[ticket])
    owed = await reminders(db, axis, found)
    demanded = Counter(oracle.demands) + Counter(oracle.escalations)
    found.missing, found.too_much = demanded - (owed + clockwork), (owed + clockwork) - demanded
    found.faults += oracle.faults + await digest_faults(db, axis)
    found.figures |= {
        "tickets": len(histories),
        "events": sum(map(len, histories.values())),
        "reminders": sum(owed.values()),
        "by_what": dict(Counter(f"{each.what}-{each.rung}" for each in owed.elements())),
        "escalations": sum(clockwork.values()),
    }


def working(days: dict[date, bool]) -> list[date]:
    """Every date that is worked, from before the year until after it."""
    some = [date(2025, 12, 1) + timedelta(days=n) for n in range(800)]
    return [day for day in some if days.get(day, day.weekday() < 5)]


async def reminders(db: Database, axis: Axis, found: Found) -> Counter[Any]:
    """Every line that was owed to somebody, single or in a digest; none of them in the quiet hours unless urgent."""
    owed: Counter[Any] = Counter()
    urgent = set(await rows(db, select(Ticket.id).where(col(Ticket.urgent))))
    asked = select(Push.person_id, Push.ticket_id, Push.due_at, Push.args).where(
        col(Push.kind).in_(("reminder", "digest"))
    )
    for person, ticket, at, args in await rows(db, asked):
        for line in args.get("lines") or [{"ticket": ticket, **args}]:
            days = 0 if line["what"] == "silence" else line["days"]
            owed[Demand(line["ticket"], line["what"], line["rung"], days, second(at), person)] += 1
            if axis.is_quiet(at) and line["ticket"] not in urgent:
                found.quiet.append(f"{line} to {person} at {at}")
    return owed


async def digest_faults(db: Database, axis: Axis) -> list[str]:
    """Digests on days off, in the quiet hours, or twice for one day."""
    asked = select(Push.kind, Push.person_id, Push.due_at).where(col(Push.kind).in_(("daily", "weekly", "monthly")))
    sent = [(kind, person, at, axis.is_quiet(at)) for kind, person, at in await rows(db, asked)]
    twice = Counter((kind, person, second(at) // 86400) for kind, person, at, _ in sent)
    faults = [f"{kind} to {person} at {at}" for kind, person, at, quiet in sent if quiet]
    held = await rows(db, select(DigestDay).where(DigestDay.kind == "daily"))
    return faults + [f"twice {key}" for key, count in twice.items() if count > 1] + ([] if held else ["no digest"])


async def folk(db: Database) -> Folk:
    """Who is who, and who was away."""
    people = await rows(
        db, select(Person, PersonRole.role).where(Person.id == PersonRole.person_id).order_by(col(Person.id))
    )
    of: dict[Any, dict[Any, list[int]]] = defaultdict(lambda: defaultdict(list))
    for person, role in people:
        of[role][person.department_id].append(person.id)
        of["chain"][person.chain].append(person.id)
    firms = await rows(db, select(Firm))
    away = await rows(db, select(Absence).order_by(col(Absence.id)))
    return Folk(
        officers=of[Role.OFFICER],
        heads=of[Role.HEAD],
        department={person.id: person.department_id for person, _ in people},
        desk=of[Role.DISPATCHER][None],
        directors=of[Role.DIRECTOR][None],
        chain_leads={firm.id: of["chain"][firm.chain] for firm in firms if firm.is_backbone},
        contact={},
        away=[(row.since, row.until, row.person_id, row.substitute_id) for row in away],
    )
