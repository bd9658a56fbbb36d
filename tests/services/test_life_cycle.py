"""Every situation × everybody × every action, on real databases: what the table allows is done, all else refused."""

from collections.abc import Sequence
from typing import cast

import pytest
from sqlmodel import func, select

from domain.errors import NotForYou, NothingPending, NotNow, Refusal, UnknownTicket
from domain.lifecycle import RULES, Action, Due, Fact, Part, State, actions_for, parts_for, rule_for
from services.parts import STANDS, facts_of, part_in
from services.terms import due_of
from services.tickets import move
from storage.database import Database
from storage.people import Me
from storage.tables import Department, Event, Person, Push, Ticket
from storage.tickets import Ties, ties_of, visible_to
from tests.services.people import MORNING, me
from tests.services.situations import CAST, SITUATIONS, Open, Rehearsal, Undone, all_situations, ids_of, wanted

PEOPLES = tuple(action for action in Action if action not in {Action.FILE, Action.LAPSE, Action.AUTO_CLOSE})
SHARE = 6
# Whoever acts is told nothing; these tell nobody else when the owner or the firm is the one who acts.
SILENT = frozenset({Action.NOTE, Action.REPORT, Action.ASSIST, Action.MESSAGE, Action.DECLINE, Action.RESUME})


async def ties(db: Database, ticket: Ticket) -> Ties:
    async with db.read() as session:
        return await ties_of(session, ticket.id)


async def count(db: Database) -> Sequence[int]:
    """How many events and pushes there are."""
    async with db.read() as session:
        asked = [select(func.count()).select_from(table) for table in (Event, Push)]
        return [(await session.exec(each)).one() for each in asked]


async def by_parts(db: Database, ticket: Ticket) -> dict[frozenset[Part], Me]:
    """One person of the cast for each set of parts."""
    tied = await ties(db, ticket)
    cast_ = [await me(db, code) for code in CAST]
    return {part_in(ticket, person, tied): person for person in cast_}


def refusal(state: State, parts: frozenset[Part], action: Action, facts: frozenset[Fact]) -> set[type[Refusal]]:
    """Which refusals can be the right one: a fact's own where a fact is in the way."""
    if Part.STRANGER in parts:
        return {UnknownTicket}
    rules = [rule for rule in RULES if rule.source == state and rule.action == action]
    if action in {Action.APPROVE, Action.DECLINE} and Fact.PENDING not in facts and Part.FIRM not in parts:
        return {NothingPending}
    if rules and not parts & parts_for(action):
        return {NotForYou}
    mine = [rule for rule in rules if rule.part in parts]
    named = {STANDS[fact] for rule in mine for fact in rule.unless & facts}
    missing = {rule.when for rule in mine if rule.when and rule.when not in facts}
    return named or ({kind for kind in Refusal.__subclasses__() if missing} if missing else {NotNow})


def starts(ticket: Ticket, due: Due) -> Due:
    """The deadline that a rule starts: who signs after a promise is bound by it."""
    return Due.RESOLVE if due is Due.COMMIT and ticket.promised_for else due


async def test_every_situation_person_and_action(db: Database) -> None:
    made, departments = await all_situations(db), await ids_of(db, Department)
    rehearsal, seen = Rehearsal(db), set[Action]()
    before, tried = await count(db), set[tuple[State, frozenset[Fact], frozenset[Part]]]()
    for name, ticket in made.items():
        facts = facts_of(ticket)
        for parts, person in (await by_parts(db, ticket)).items():
            if (ticket.state, facts, parts) in tried:
                continue
            tried.add((ticket.state, facts, parts))
            allowed = {each for each in PEOPLES if rule_for(ticket.state, parts, each, facts)}
            async with db.begin() as session:
                stage = cast("Database", Open(db, session))
                # Refusals are Python, the same on both; PostgreSQL, where each takes longer, hears a share of them.
                heard = 1 if db.engine.dialect.name == "sqlite" or len(tried) % SHARE == 0 else len(PEOPLES)
                for action in sorted(set(PEOPLES) - allowed)[::heard]:
                    with pytest.raises(Refusal) as refused:
                        await move(stage, ticket.id or 0, wanted(action, departments), by=person, at=MORNING)
                    right = refusal(ticket.state, parts, action, facts)
                    assert type(refused.value) in right, (name, person.person.code, action, refused.value)
            for action in allowed:
                where = (name, person.person.code, sorted(parts), action)
                word = "extend_more" if name == "extended" and action is Action.EXTEND else action
                given, rule = wanted(word, departments), rule_for(ticket.state, parts, action, facts)
                assert rule
                stage = cast("Database", rehearsal)
                with pytest.raises(Undone):
                    await move(stage, ticket.id or 0, given, by=person, at=MORNING)
                seen.add(action)
                now, (event, earlier) = rehearsal.ticket, rehearsal.events
                assert now.state is rule.target, where
                assert (event.action, event.actor_id, event.at) == (action, person.id, MORNING), where
                assert (earlier.id or 0) <= before[0], where
                if rule.due and not (rule.due is Due.RESOLVE and now.held_at):
                    assert due_of(now) is starts(now, rule.due), where
                told = {push.person_id for push in rehearsal.pushes}
                assert person.id not in told, where
                assert told or action in SILENT, where
                for push in rehearsal.pushes:
                    assert push.kind, where
    assert await count(db) == before
    assert seen == set(PEOPLES)


async def test_sql_and_python_agree_on_who_sees_a_ticket_and_who_is_told_sees_it(db: Database) -> None:
    made = await all_situations(db)
    await every_row_is_reached(db, made)
    await whoever_is_told_sees_it(db)
    tied = {name: await ties(db, ticket) for name, ticket in made.items()}
    for code in CAST:
        person = await me(db, code)
        async with db.read() as session:
            seen = set(await session.exec(select(Ticket.id).where(visible_to(person))))
        parts = {name: part_in(ticket, person, tied[name]) for name, ticket in made.items()}
        assert seen == {made[name].id for name, held in parts.items() if Part.STRANGER not in held}, code


async def whoever_is_told_sees_it(db: Database) -> None:
    async with db.read() as session:
        pushes = (await session.exec(select(Push).where(Push.ticket_id.is_not(None)))).all()  # type: ignore[union-attr]
        people = {each.person_id for each in pushes}
        codes = {person_id: code for code, person_id in (await ids_of(db, Person)).items()}
        for person_id in people:
            visible = set(await session.exec(select(Ticket.id).where(visible_to(await me(db, codes[person_id])))))
            unseen = [each.kind for each in pushes if each.person_id == person_id and each.ticket_id not in visible]
            assert not unseen, codes[person_id]


async def every_row_is_reached(db: Database, made: dict[str, Ticket]) -> None:
    reached = set[tuple[State | None, Part, Action, Fact | None]]()
    for ticket in made.values():
        facts = facts_of(ticket)
        for parts in await by_parts(db, ticket):
            reached |= {
                (rule.source, rule.part, rule.action, rule.when)
                for rule in RULES
                if rule.source == ticket.state and rule.part in parts and rule.holds(facts)
            }
            assert not (Part.STRANGER in parts and actions_for(ticket.state, parts, facts))
    # Of the secretary's rows, which hold in the room alone, tests/services/test_table.py tries each one.
    people = [rule for rule in RULES if rule.source and rule.part not in {Part.CLOCK, Part.SECRETARY}]
    # There is a lead beside the owner only until somebody has signed.
    real = [rule for rule in people if rule.part is not Part.LEAD or rule.source is State.DISPATCHED]
    rows = {(r.source, r.part, r.action, r.when) for r in real}
    assert rows - reached == set()


async def test_events_keep_old_and_new_value_and_add_up_to_the_ticket(db: Database) -> None:
    made = await all_situations(db)
    async with db.read() as session:
        for name, ticket in made.items():
            events = (await session.exec(select(Event).where(Event.ticket_id == ticket.id).order_by(Event.id))).all()  # type: ignore[arg-type]
            assert len(events) == len(list(filter(None, SITUATIONS[name].split("; ")))) + 1
            known = dict(events[0].new)
            for event in events[1:]:
                assert {field: known[field] for field in event.old} == event.old, (name, event.action)
                known |= event.new
            now = ticket.model_dump(mode="json", include=set(known))
            assert known == now, name
