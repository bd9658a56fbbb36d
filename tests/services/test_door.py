"""The door of a reception day on real databases: checking in, late, absent, next, undo, firms without a booking."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from domain.errors import (
    AlreadyOnList,
    NobodyWaits,
    NoFreeSlot,
    NotArrived,
    NotForTable,
    NotOnList,
    NotToday,
    TableClosed,
    TableTaken,
    UnknownAtTable,
)
from domain.reception import PlaceState, Plan
from services.at_door import (
    add_firm,
    call,
    call_next,
    check_in,
    code_shown,
    leave_table,
    mark_absent,
    own_place,
    own_places,
    running_order,
    undo,
)
from services.table_close import close_day
from storage.database import Database
from storage.reception_tables import Booking
from tests.services.people import me, sample
from tests.services.reception import DAY, day_with, firm_id, minute, owed_of, place, seated

CODES = ("F01", "F02", "F03")


@pytest.fixture
async def park(db: Database) -> Database:
    """The sample park."""
    await sample(db)
    return db


@pytest.mark.parametrize("code", ["S01", "W01", "D01"])
async def test_who_stands_at_the_door_checks_a_firm_in_by_its_code(park: Database, code: str) -> None:
    _, (first, *_) = await day_with(park, CODES)
    shown = (await place(park, first)).code
    for _ in range(2):
        seen = await code_shown(park, shown, by=await me(park, code), at=minute(-5))
        assert seen
        assert seen.booking.state is PlaceState.ARRIVED
    kept = await place(park, first)
    assert (kept.arrived_at, kept.checked_in_by_id) == (minute(-5), (await me(park, code)).id)
    assert await owed_of(park) == [("table-arrived", (await me(park, "C01")).id)]


@pytest.mark.parametrize("code", ["C01", "C03", "L01", "O03", "K01", "A01", None])
async def test_opened_by_anybody_else_a_code_changes_nothing(park: Database, code: str | None) -> None:
    _, (first, *_) = await day_with(park, CODES)
    by = await me(park, code) if code else None
    assert await code_shown(park, (await place(park, first)).code, by=by, at=minute(0)) is None
    assert (await place(park, first)).state is PlaceState.BOOKED


async def test_a_code_is_short_enough_for_a_link_and_is_the_firms_own(park: Database) -> None:
    _, (first, *_) = await day_with(park, CODES)
    (mine,) = await own_places(park, by=await me(park, "C01"))
    assert mine.booking.id == first
    assert (await own_place(park, first, by=await me(park, "C02"))).booking.code == mine.booking.code
    with pytest.raises(UnknownAtTable):
        await own_place(park, first, by=await me(park, "C03"))
    with pytest.raises(UnknownAtTable):
        await code_shown(park, "made-up", by=await me(park, "S01"), at=minute(0))


async def test_the_door_is_open_on_the_day_only_and_for_who_is_on_the_list(park: Database) -> None:
    day_id, (first, second, _) = await day_with(park, CODES)
    secretary = await me(park, "S01")
    with pytest.raises(NotToday):
        await check_in(park, first, by=secretary, at=minute(-24 * 60))
    async with park.begin() as session:
        cancelled = await session.get(Booking, second)
        assert cancelled
        cancelled.state, cancelled.ended_at = PlaceState.CANCELLED, minute(-60)
    with pytest.raises(NotOnList):
        await check_in(park, second, by=secretary, at=minute(0))
    await close_day(park, day_id, by=secretary, at=minute(200))
    with pytest.raises(TableClosed):
        await check_in(park, first, by=secretary, at=minute(210))
    with pytest.raises(TableClosed):
        await undo(park, first, "absent", by=secretary)


async def test_after_its_slot_has_begun_a_firm_is_late(park: Database) -> None:
    _, (first, second, _) = await day_with(park, CODES)
    secretary = await me(park, "S01")
    on_time = await check_in(park, second, by=secretary, at=minute(20))
    late = await check_in(park, first, by=secretary, at=minute(20))
    assert (late.booking.state, on_time.booking.state) == (PlaceState.LATE, PlaceState.ARRIVED)


async def test_next_calls_the_first_who_is_here_and_comes_back_to_who_was_late(park: Database) -> None:
    day_id, (first, second, third) = await day_with(park, CODES)
    secretary = await me(park, "S01")
    with pytest.raises(NobodyWaits):
        await call_next(park, day_id, 0, by=secretary, at=minute(0))
    for each in (second, third):
        await check_in(park, each, by=secretary, at=minute(-5))
    called = await call_next(park, day_id, 0, by=secretary, at=minute(0))
    assert called
    assert called.booking.id == second
    again = await call_next(park, day_id, 0, by=secretary, at=minute(0))  # the same press twice
    assert again
    assert again.booking.id == second
    await check_in(park, first, by=secretary, at=minute(10))
    called = await call_next(park, day_id, second, by=secretary, at=minute(20))
    assert called
    assert called.booking.id == first
    assert (await place(park, second)).received_at == minute(20)
    assert (await place(park, second)).state is PlaceState.RECEIVED
    for seen in (first, third):
        called = await call_next(park, day_id, seen, by=secretary, at=minute(40))
    assert called is None
    told = [person for kind, person in await owed_of(park) if kind == "table-called"]
    assert told == [(await me(park, code)).id for code in ("C03", "C01", "C05")]


async def test_one_firm_at_a_time_is_at_the_table_and_the_database_says_so_too(park: Database) -> None:
    _, (first, second, third) = await day_with(park, CODES)
    secretary = await me(park, "S01")
    await seated(park, first, minute(0))
    await check_in(park, second, by=secretary, at=minute(0))
    with pytest.raises(TableTaken):
        await call(park, second, by=secretary, at=minute(1))
    with pytest.raises(NotArrived):
        await call(park, third, by=secretary, at=minute(1))
    with pytest.raises(NotArrived):
        await leave_table(park, third, by=secretary, at=minute(1))
    forced = update(Booking).where(col(Booking.id) == second).values(called_at=minute(1))
    async with park.write() as connection:
        with pytest.raises(IntegrityError):
            await connection.execute(forced)
    await leave_table(park, first, by=secretary, at=minute(2))
    calls = (call(park, second, by=secretary, at=minute(3)) for _ in range(3))
    assert {done.booking.id for done in await asyncio.gather(*calls)} == {second}


async def test_a_wrong_tap_is_taken_back_step_by_step_and_a_second_press_takes_no_more(park: Database) -> None:
    _, (first, second, _) = await day_with(park, CODES)
    secretary = await me(park, "S01")
    await seated(park, first, minute(0))
    await leave_table(park, first, by=secretary, at=minute(5))
    for seen, state in (
        ("received", PlaceState.ARRIVED),
        ("called", PlaceState.ARRIVED),
        ("arrived", PlaceState.BOOKED),
    ):
        for _ in range(2):
            await undo(park, first, seen, by=secretary)
        assert (await place(park, first)).state is state
    kept = await place(park, first)
    assert (kept.arrived_at, kept.called_at, kept.received_at) == (None, None, None)
    await mark_absent(park, first, by=secretary, at=minute(30))
    assert (await place(park, first)).ended_at == minute(30)
    await undo(park, first, "absent", by=secretary)
    assert (await place(park, first)).ended_at is None
    await seated(park, first, minute(31))
    await leave_table(park, first, by=secretary, at=minute(32))
    await seated(park, second, minute(33))
    await undo(park, first, "received", by=secretary)  # another firm sits there now: it waits
    assert ((await place(park, first)).called_at, (await place(park, second)).called_at) == (None, minute(33))


async def test_a_firm_without_a_booking_gets_a_free_slot_once(park: Database) -> None:
    two = Plan(DAY, closes=minute(40).time())
    day_id, (first,) = await day_with(park, ("F01",), two)
    secretary, guest = await me(park, "S01"), await firm_id(park, "F08")
    for _ in range(2):
        added = await add_firm(park, day_id, guest, key="k", by=secretary, at=minute(5))
    assert added.slot
    assert (added.slot.number, added.booking.state, added.was_late) == (2, PlaceState.ARRIVED, False)
    with pytest.raises(AlreadyOnList):
        await add_firm(park, day_id, guest, key="k2", by=secretary, at=minute(5))
    other = await firm_id(park, "F09")
    with pytest.raises(NoFreeSlot):
        await add_firm(park, day_id, other, key="k3", by=secretary, at=minute(5))
    await mark_absent(park, first, by=secretary, at=minute(6))  # its slot is free now
    squeezed = await add_firm(park, day_id, other, key="k3", by=secretary, at=minute(7))
    assert squeezed.slot
    assert squeezed.slot.number == 1
    assert not squeezed.was_late
    late = await check_in(park, first, by=secretary, at=minute(8))  # and comes after all: without a slot
    assert (late.booking.slot_id, late.booking.ended_at) == (None, None)


async def test_who_waits_for_a_slot_and_comes_has_one(park: Database) -> None:
    day_id, _ = await day_with(park, ("F01",))
    waits = await firm_id(park, "F02")
    async with park.begin() as session:
        session.add(
            Booking(
                key="w",
                day_id=day_id,
                firm_id=waits,
                by_id=(await me(park, "C03")).id,
                state=PlaceState.WAITING,
                since=minute(-500),
                code="w",
            )
        )
    added = await add_firm(park, day_id, waits, key="k", by=await me(park, "S01"), at=minute(0))
    assert (added.booking.key, added.booking.state) == ("w", PlaceState.ARRIVED)


@pytest.mark.parametrize("code", ["C01", "L01", "O03", "W01", "D01", "K01"])
async def test_only_the_secretary_runs_the_day(park: Database, code: str) -> None:
    day_id, (first, *_) = await day_with(park, CODES)
    by = await me(park, code)
    for act in (call, leave_table, mark_absent):
        with pytest.raises(NotForTable):
            await act(park, first, by=by, at=minute(0))
    for refused in (
        undo(park, first, "arrived", by=by),
        call_next(park, day_id, 0, by=by, at=minute(0)),
        add_firm(park, day_id, await firm_id(park, "F09"), key="k", by=by, at=minute(0)),
        close_day(park, day_id, by=by, at=minute(200)),
    ):
        with pytest.raises(NotForTable):
            await refused
    if code == "D01":
        assert not (await running_order(park, by=by)).may_run
    else:
        with pytest.raises(NotForTable):
            await running_order(park, by=by)


async def test_the_day_is_closed_once_it_has_begun_and_absent_before_it_is_no_word(park: Database) -> None:
    day_id, (first, *_) = await day_with(park, CODES)
    secretary = await me(park, "S01")
    with pytest.raises(NotToday):
        await close_day(park, day_id, by=secretary, at=minute(0) - timedelta(minutes=1))
    with pytest.raises(NotToday):
        await mark_absent(park, first, by=secretary, at=minute(-24 * 60))
