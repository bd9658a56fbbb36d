"""Reminders: once, whatever the process went through; several as one; none in the quiet hours unless it is urgent."""

import asyncio
from datetime import datetime, timedelta

from domain.lifecycle import Action
from services.park import load_park
from services.record import Move
from services.reminders import tick
from services.sample import small_park
from services.tickets import move
from storage.database import Database
from tests.house import MORNING, House
from tests.reliability.desk_work import filed, paid, pushes, said, somebody

YELLOW = timedelta(minutes=97)  # 80 % of the two hours in which a ticket is to be signed
DUE = timedelta(hours=2, minutes=1)
EVENING = timedelta(hours=12)  # 21:30
PATIENCE = 30.0


async def test_a_reminder_that_fell_due_while_the_process_was_down_goes_out_once_on_return(house: House) -> None:
    desk, head = await house.phone("L01"), await house.phone("H02")
    await filed(house.db, "C01", "停电", at=house.clock.now())
    await desk.see("停电")
    await house.stop()
    house.clock.advance(DUE)
    for _ in range(2):
        await house.start()
        await house.advance(timedelta())
        await paid(house)
        await house.stop()
    for phone in (desk, head):
        assert len(await said(phone, "时限已到")) == 1
        assert len(await said(phone, "快到时限")) == 0  # the one that is over: only the latest is said
    assert [push.args["rung"] for push in await pushes(house.db, "reminder", "L01")] == ["due"]


async def test_a_reminder_that_is_done_with_before_the_return_is_not_sent(house: House) -> None:
    desk = await house.phone("L01")
    ticket = await filed(house.db, "C01", "停电", at=house.clock.now())
    await desk.see("停电")
    await house.stop()
    house.clock.advance(YELLOW)
    signed = house.clock.now()
    await move(house.db, ticket.id or 0, Move(Action.ACCEPT), by=await somebody(house.db, "L01"), at=signed)
    await house.start()
    await house.advance(timedelta())
    await paid(house)
    assert len(await pushes(house.db, "reminder")) == 0


async def test_five_ticks_at_once_owe_each_reminder_once(db: Database) -> None:
    await load_park(db, small_park())
    for code in ("C01", "C03", "C05", "C07", "C10", "C12"):
        await filed(db, code, "停电", at=MORNING)
    at = MORNING + YELLOW
    counted = await asyncio.gather(*[tick(db, at=at) for _ in range(5)])
    assert sum(counted) == 6
    owed = await pushes(db, "reminder")
    assert sorted((push.ticket_id, push.args["rung"]) for push in owed) == [(n, "yellow") for n in range(1, 7)]
    assert len({push.person_id for push in owed}) == 6
    assert await tick(db, at=at) == 0


async def test_several_reminders_due_at_the_same_moment_are_one_message(house: House) -> None:
    desk = await house.phone("L04")
    for code in ("C07", "C08", "C09"):
        await filed(house.db, code, f"{code}停电", at=MORNING)
    await house.advance(YELLOW)
    digest = await desk.see("3 件事到点了", timeout=PATIENCE)
    assert all(f"{code}停电" in digest.text for code in ("C07", "C08", "C09"))
    await house.advance(timedelta())
    await paid(house)
    assert len(await said(desk, "到点了")) == len(await said(desk, "快到时限")) == 1


async def test_a_process_that_returns_at_night_reminds_in_the_morning_but_of_urgent_things_at_once(
    house: House,
) -> None:
    calm, alarmed = await house.phone("L01"), await house.phone("L02")
    for code in ("P01", "P02"):  # the chain leads: several people without a chat keep the duty desk's letters waiting
        await house.phone(code)
    await filed(house.db, "C01", "门坏了", at=house.clock.now())
    await house.stop()
    house.clock.advance(EVENING)
    await filed(house.db, "C03", "冒烟了", at=night(house), urgent=True)
    house.clock.advance(timedelta(minutes=31))
    await house.start()
    await house.advance(timedelta())
    await alarmed.see("时限已到", timeout=PATIENCE)
    await paid(house)
    assert len(await said(calm, "时限已到")) == 0
    await house.next_morning()
    await calm.see("时限已到", timeout=PATIENCE)
    await paid(house)
    assert len(await said(calm, "时限已到")) == 1 and len(await said(calm, "到点了")) == 0


async def test_an_urgent_reminder_goes_out_at_night(house: House) -> None:
    desk = await house.phone("L01")
    house.clock.advance(EVENING)
    await filed(house.db, "C01", "冒烟了", at=night(house), urgent=True)
    await desk.see("冒烟了", timeout=PATIENCE)
    await house.advance(timedelta(minutes=25))
    told = await desk.see("快到时限", timeout=PATIENCE)
    assert "冒烟了" in told.text
    await house.advance(timedelta(minutes=6))
    await desk.see("时限已到", timeout=PATIENCE)


def night(house: House) -> datetime:
    """Now, which is to be in the quiet hours."""
    assert house.db.park.calendar.is_quiet(house.clock.now())
    return house.clock.now()
