"""What waits for a person, by role: each list holds what its name says, and is nobody else's."""

from datetime import timedelta

import pytest

from domain.errors import NotForYou
from domain.lifecycle import Action
from domain.reception import next_reception_day, reception_day
from services.queues import Heap, all_heaps, heap, heaps_of
from services.record import Move
from services.tickets import Problem, file_problem, move
from storage.database import Database
from storage.people import firm_of
from storage.tables import Ticket
from tests.services.people import MORNING, me, sample

LATER = MORNING + timedelta(hours=4)


async def filed(db: Database, code: str, words: str) -> Ticket:
    return await file_problem(db, Problem(f"k-{words}", "other", words), by=await me(db, code), at=MORNING)


async def numbers(db: Database, code: str, wanted: Heap) -> list[int]:
    return [ticket.id or 0 for ticket in await heap(db, wanted, by=await me(db, code), at=LATER)]


async def without_liaison(db: Database, code: str) -> None:
    by = await me(db, code)
    async with db.begin() as session:
        firm = await firm_of(session, by.id)
        assert firm
        firm.liaison_id = None
        session.add(firm)


async def test_each_role_finds_its_own_work_first(db: Database) -> None:
    await sample(db)
    officer = await me(db, "O03")
    to_department = Move(Action.HAND_OVER, lead_id=officer.person.department_id)
    first, second = await filed(db, "C01", "停电了"), await filed(db, "C03", "路坏了")
    await without_liaison(db, "C05")
    third = await filed(db, "C05", "没人管")
    await move(db, first.id or 0, to_department, by=await me(db, "L01"), at=MORNING)
    assert await numbers(db, "O03", Heap.TO_SIGN) == [first.id]
    assert await numbers(db, "L01", Heap.TO_SIGN) == []
    assert await numbers(db, "L02", Heap.TO_SIGN) == [second.id]
    assert await numbers(db, "L02", Heap.LATE) == [second.id]
    assert await numbers(db, "W01", Heap.UNOWNED) == [third.id]
    await move(db, first.id or 0, Move(Action.RETURN, text="不归我们"), by=officer, at=MORNING)
    assert await numbers(db, "W01", Heap.RETURNED) == [first.id]
    assert set(await numbers(db, "W01", Heap.LATE)) == {first.id, second.id, third.id}
    assert set(await numbers(db, "D01", Heap.LATE)) == {first.id, second.id, third.id}


async def test_the_director_and_the_head_find_what_waits_for_their_decision(db: Database) -> None:
    await sample(db)
    ticket, liaison = await filed(db, "C01", "停电了"), await me(db, "L01")
    await move(db, ticket.id or 0, Move(Action.ACCEPT), by=liaison, at=MORNING)
    await move(db, ticket.id or 0, Move(Action.SUSPEND, text="要市里定"), by=liaison, at=MORNING)
    assert await numbers(db, "D01", Heap.WISHES) == [ticket.id]
    assert await numbers(db, "H02", Heap.WISHES) == []
    assert await numbers(db, "H02", Heap.IN_HAND) == [ticket.id]  # his department's liaison has it
    await move(db, ticket.id or 0, Move(Action.APPROVE), by=await me(db, "D01"), at=MORNING)
    assert await numbers(db, "D01", Heap.WISHES) == []


async def test_a_list_of_another_role_is_refused_and_a_contact_has_none(db: Database) -> None:
    await sample(db)
    with pytest.raises(NotForYou):
        await numbers(db, "L01", Heap.UNOWNED)
    assert heaps_of(await me(db, "C01")) == []
    assert await all_heaps(db, by=await me(db, "C01"), at=LATER) == {}


async def test_the_reception_day_is_the_third_thursday_or_the_next_working_day(db: Database) -> None:
    calendar = db.park.calendar
    assert reception_day(calendar, 2026, 12).isoformat() == "2026-12-17"
    assert reception_day(calendar, 2026, 2).isoformat() == "2026-02-24"  # the 19th lies in the Spring Festival
    assert next_reception_day(calendar, reception_day(calendar, 2026, 12)).isoformat() == "2026-12-17"
    assert (
        next_reception_day(calendar, reception_day(calendar, 2026, 12) + timedelta(days=1)).isoformat() == "2027-01-21"
    )
