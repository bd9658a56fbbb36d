"""Cases on real databases: steps, materials, pauses, mandates; and who may do what (issue 6)."""

import asyncio
import contextlib
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from domain.agency import CaseState, MaterialState, StepState
from domain.agency_rules import CaseAction
from domain.calendar import PARK_ZONE
from domain.errors import (
    CaseNotNow,
    FilesNeeded,
    MandateChanged,
    NoMandate,
    NotTheSigner,
    Refusal,
    TooManyAgents,
    UnknownCase,
    UnknownMandate,
    UnknownProject,
    WordsNeeded,
)
from domain.lifecycle import Light
from services.cases import open_case, open_case_files, presences_in, see_case
from services.desk import awaited_materials, my_steps, what_waits
from services.mandates import (
    ask_mandate,
    draft_mandate,
    mandates_of,
    mark_of,
    see_mandate,
    sign,
    tick_mandates,
    withdraw,
)
from services.projects import Landing, add_agent, hand_project_over, open_project, other_agents, see_project
from storage.agency_tables import CaseEvent
from storage.database import Database
from tests.services.agency import (
    PHOTO,
    STEPS,
    UNTIL,
    act,
    agency,
    case,
    firm_id,
    item,
    looked,
    parts,
    person_id,
    project,
    signed,
    told,
)
from tests.services.people import MORNING, me


def park(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in park time."""
    return datetime(2026, 11, day, hour, minute, tzinfo=PARK_ZONE)


async def states(db: Database, case_id: int) -> list[StepState]:
    return [step.state for step in (await parts(db, case_id))[0]]


async def test_a_case_waits_for_its_mandate_and_its_steps_begin_when_it_is_signed(db: Database) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0, mandate=False)
    assert (made.number, made.state) == ("DB-2026-000001", CaseState.PREPARING)
    assert await states(db, made.id or 0) == [StepState.AHEAD] * 4
    await signed(db, made.project_id, at=park(25, 10))
    seen = await looked(db, made.id or 0, at=park(25, 10))
    assert seen.case.state is CaseState.UNDER_WAY and not seen.needs_mandate
    assert [each.step.state for each in seen.steps] == [StepState.OPEN, *[StepState.AHEAD] * 3]
    assert seen.case.promised_for == datetime(2026, 12, 4, 17, 30, tzinfo=PARK_ZONE)
    assert seen.steps[0].owner and seen.steps[0].owner.code == "G01"
    assert ("case-steps", "G01") in await told(db)


async def test_steps_go_in_order_or_side_by_side_and_the_last_one_ends_the_case(db: Database) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    case_id = made.id or 0
    await act(db, case_id, "G01", CaseAction.FINISH, step=0)
    assert await states(db, case_id) == [StepState.FINISHED, StepState.OPEN, StepState.OPEN, StepState.AHEAD]
    await act(db, case_id, "O02", CaseAction.SIGN, step=1)
    await act(db, case_id, "C02", CaseAction.FINISH, step=2)
    await act(db, case_id, "O02", CaseAction.FINISH, step=1)
    await act(db, case_id, "G01", CaseAction.FINISH, step=3, text="证已送达")
    seen = await looked(db, case_id)
    assert (seen.case.state, seen.case.result, seen.case.remind_at) == (CaseState.FINISHED, "证已送达", None)
    heard = await told(db)
    assert {("case-steps", "O02"), ("case-steps", "C01"), ("case-finished", "C01"), ("case-finished", "L01")} <= set(
        heard
    )
    assert await presences_in(db, 2026) == 1
    assert await presences_in(db, 2025) == 0


async def test_waiting_for_a_material_stops_the_clock_and_moves_the_dates_by_the_pause(db: Database) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    case_id, promised = made.id or 0, made.promised_for
    await act(db, case_id, "G01", CaseAction.ASK, material=0, at=park(24, 10))
    await act(db, case_id, "G01", CaseAction.ASK, material=1, at=park(24, 15))
    asked = await looked(db, case_id, at=park(25, 10))
    assert asked.case.state is CaseState.WAITING and asked.steps[0].step.remind_at is None and not asked.late
    await act(db, case_id, "C02", CaseAction.SEND, material=0, files=(PHOTO,), at=park(25, 10))
    assert (await looked(db, case_id)).case.state is CaseState.WAITING
    await act(db, case_id, "C02", CaseAction.SEND, material=1, files=(PHOTO,), at=park(25, 16))
    seen = await looked(db, case_id, at=park(25, 16))
    calendar = db.park.calendar
    pause = calendar.working_time(park(24, 10), park(25, 16))  # once, though two materials overlapped
    assert seen.case.state is CaseState.UNDER_WAY and seen.case.held_at is None
    assert calendar.working_time(promised, seen.case.promised_for) == pause
    assert calendar.working_time(park(25, 17, 30), seen.steps[0].step.due_at or MORNING) == pause
    assert seen.steps[0].step.remind_at


async def test_a_material_is_refused_with_a_reason_and_asked_for_again(db: Database) -> None:
    version = await agency(db)
    case_id = (await case(db, version.id or 0)).id or 0
    await act(db, case_id, "G01", CaseAction.ASK)
    await act(db, case_id, "C01", CaseAction.SEND, material=0, files=(PHOTO,))
    await act(db, case_id, "G01", CaseAction.REFUSE, material=0, text="看不清公章")
    _, materials = await parts(db, case_id)
    assert [each.state for each in materials] == [MaterialState.REFUSED, MaterialState.ASKED]
    assert materials[0].reason == "看不清公章" and materials[0].remind_at
    await act(db, case_id, "C01", CaseAction.SEND, material=0, files=(PHOTO,))
    await act(db, case_id, "G01", CaseAction.ACCEPT, material=0)
    await act(db, case_id, "G01", CaseAction.WAIVE, material=1, text="系统已共享")
    seen = await looked(db, case_id)
    assert [each.material.state for each in seen.materials] == [MaterialState.ACCEPTED, MaterialState.WAIVED]
    assert seen.case.state is CaseState.UNDER_WAY and seen.materials[0].files == 2
    heard = await told(db)
    for kind, code in (("case-asked", "C01"), ("files", "G01"), ("case-received", "G01"), ("case-refused", "C01")):
        assert (kind, code) in heard


async def test_what_a_department_returns_the_agent_hands_on_again(db: Database) -> None:
    version = await agency(db)
    case_id = (await case(db, version.id or 0)).id or 0
    await act(db, case_id, "G01", CaseAction.FINISH, step=0)
    await act(db, case_id, "O02", CaseAction.SIGN, step=1)
    await act(db, case_id, "O02", CaseAction.RETURN, step=1, text="缺公章", at=park(25, 9))
    assert (await states(db, case_id))[1] is StepState.AHEAD
    mine = (await looked(db, case_id, "G01")).steps[1]
    assert CaseAction.HAND_ON in mine.actions
    await act(db, case_id, "G01", CaseAction.HAND_ON, step=1, at=park(26, 10))
    step = (await parts(db, case_id))[0][1]
    assert (step.state, step.due_at) == (StepState.OPEN, datetime(2026, 12, 1, 17, 30, tzinfo=PARK_ZONE))
    assert (await told(db)).count(("case-steps", "O02")) == 2


async def test_a_mandate_withdrawn_in_the_middle_stops_the_case_and_a_new_one_lets_it_go_on(db: Database) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    case_id, promised = made.id or 0, made.promised_for
    await act(db, case_id, "G01", CaseAction.FINISH, step=0, at=park(24, 10))
    await act(db, case_id, "O02", CaseAction.SIGN, step=1, at=park(24, 10))
    mandate = (await mandates_of(db, by=await me(db, "C01")))[0][0]
    for _ in range(2):
        await withdraw(db, mandate.id or 0, "暂缓投资", by=await me(db, "C01"), at=park(24, 11))
    seen = await looked(db, case_id, at=park(24, 11))
    assert (seen.case.state, seen.needs_mandate, seen.steps[1].actions) == (CaseState.STOPPED, True, ())
    assert not [step for step in (await parts(db, case_id))[0] if step.remind_at]
    for by, action, step in (("O02", CaseAction.FINISH, 1), ("G01", CaseAction.SKIP, 3)):
        with pytest.raises(CaseNotNow):
            await act(db, case_id, by, action, step=step)
    heard = await told(db)
    for who in (("mandate-withdrawn", "G01"), ("mandate-withdrawn", "L01"), ("case-stopped", "O02")):
        assert heard.count(who) == 1, who
    await signed(db, made.project_id, at=park(25, 11))
    again = await looked(db, case_id, at=park(25, 11))
    assert [each.step.state for each in again.steps][:2] == [StepState.FINISHED, StepState.SIGNED]
    calendar = db.park.calendar
    assert calendar.working_time(promised, again.case.promised_for) == timedelta(hours=6)
    kept = (await mandates_of(db, by=await me(db, "C01")))[-1][0]
    assert (kept.text, kept.reason, kept.signed_at, kept.signed_by_id) == (
        "委托代办立项备案",
        "暂缓投资",
        MORNING,
        await person_id(db, "C01"),
    )
    async with db.read() as session:
        actions = [each.action for each in await session.exec(select(CaseEvent).order_by(col(CaseEvent.id)))]
    assert actions == ["open", "finish", "sign", "stop", "begin"]


async def test_an_item_changed_while_under_way_leaves_the_case_as_it_was(db: Database) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    await item(db, version=2, name="立项备案（新）", steps=STEPS[:1], materials=[], promised_days=1)
    seen = await looked(db, made.id or 0)
    assert (seen.case.name, seen.case.item_id, len(seen.steps), len(seen.materials)) == ("立项备案", version.id, 4, 2)


@pytest.mark.parametrize("code", ["C03", "L02", "O03", "H03", "K01", "S01", "A01", "G02", "P01"])
async def test_a_strangers_query_is_answered_like_an_unknown_number(db: Database, code: str) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    stranger = await me(db, code)
    for which in (made.id or 0, made.number, "DB-2026-000099", 99):
        with pytest.raises(UnknownCase):
            await see_case(db, which, by=stranger, at=MORNING)
    with pytest.raises(UnknownCase):
        await act(db, made.id or 0, code, CaseAction.MESSAGE)


async def test_a_third_agent_is_refused_also_when_two_come_at_once(db: Database) -> None:
    await agency(db)
    made = await project(db)
    desk = await me(db, "W01")
    others = [await person_id(db, code) for code in ("G02", "G03")]
    added = (add_agent(db, made.id or 0, each, by=desk, at=MORNING) for each in others)
    results = await asyncio.gather(*added, return_exceptions=True)
    assert sum(isinstance(each, TooManyAgents) for each in results) == 1
    assert len((await see_project(db, made.id or 0, by=desk)).agents) == 2


async def test_projects_are_balanced_over_the_team(db: Database) -> None:
    await agency(db)
    for number, firm in enumerate(("F01", "F02", "F03", "F04")):
        owner = {"F01": "C01", "F02": "C03", "F03": "C05", "F04": "C06"}[firm]
        await project(db, f"p{number}", firm, owner)
    desk = await me(db, "W01")
    carried = [(await see_project(db, n, by=desk)).agents[0].code for n in range(1, 5)]
    assert carried == ["G01", "G02", "G03", "G01"]


async def test_a_project_handed_over_takes_its_open_steps_along(db: Database) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    agent, other = await me(db, "G01"), await person_id(db, "G02")
    for _ in range(2):
        with contextlib.suppress(UnknownProject):  # the second time it is not his any more
            await hand_project_over(db, made.project_id, other, by=agent, at=MORNING)
    steps, _ = await parts(db, made.id or 0)
    assert steps[0].owner_id == other
    await act(db, made.id or 0, "G02", CaseAction.FINISH, step=0)
    with pytest.raises(UnknownCase):
        await act(db, made.id or 0, "G01", CaseAction.MESSAGE)
    assert (await told(db)).count(("project-yours", "G02")) == 1


async def test_the_same_update_twice_and_two_taps_at_once_are_one_deed(db: Database) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    again = await open_case(db, made.project_id, version.id or 0, "c1", by=await me(db, "C01"), at=MORNING)
    assert again.number == made.number
    for _ in range(2):
        await act(db, made.id or 0, "G01", CaseAction.ASK, key="u:1")
    taps = [act(db, made.id or 0, "G01", CaseAction.FINISH, step=0, key=f"u:{n}") for n in (2, 3)]
    results = await asyncio.gather(*taps, return_exceptions=True)
    assert sum(isinstance(each, CaseNotNow) for each in results) == 1
    async with db.read() as session:
        events = [each.action for each in await session.exec(select(CaseEvent))]
    assert (events.count("ask"), events.count("finish")) == (2, 1)


async def test_one_form_sent_ten_times_at_once_is_one_case_and_numbers_have_no_gaps(db: Database) -> None:
    version = await agency(db)
    made = await project(db)
    owner = await me(db, "C01")
    sent = [open_case(db, made.id or 0, version.id or 0, f"c{n % 2}", by=owner, at=MORNING) for n in range(10)]
    opened = await asyncio.gather(*sent)
    assert {each.number for each in opened} == {"DB-2026-000001", "DB-2026-000002"}


async def test_an_expired_mandate_is_as_one_withdrawn_and_a_week_before_it_is_told(db: Database) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    week_before = datetime(2027, 11, 17, 10, tzinfo=PARK_ZONE)
    assert await tick_mandates(db, at=week_before - timedelta(days=1)) == 0
    assert (await tick_mandates(db, at=week_before), await tick_mandates(db, at=week_before)) == (1, 0)
    over = datetime(2027, 11, 25, 9, tzinfo=PARK_ZONE)
    with pytest.raises(NoMandate):  # its last day is past, though the clock has not ticked yet
        await act(db, made.id or 0, "G01", CaseAction.FINISH, step=0, at=over)
    assert (await tick_mandates(db, at=over), await tick_mandates(db, at=over)) == (1, 0)
    assert (await looked(db, made.id or 0, at=over)).case.state is CaseState.STOPPED
    heard = await told(db)
    assert ("mandate-ends", "C01") in heard and ("mandate-expired", "G01") in heard


@pytest.mark.parametrize(
    ("code", "refusal"), [("C02", NotTheSigner), ("L01", NotTheSigner), ("G01", NotTheSigner), ("C03", UnknownMandate)]
)
async def test_only_the_firms_owner_signs_and_withdraws(db: Database, code: str, refusal: type[Refusal]) -> None:
    await agency(db)
    made = await project(db)
    asked = await ask_mandate(db, "m", made.id or 0, "委托", UNTIL, by=await me(db, "C02"), at=MORNING)
    for deed in (
        sign(db, asked.id or 0, mark_of(asked), by=await me(db, code), at=MORNING),
        withdraw(db, asked.id or 0, "不", by=await me(db, code), at=MORNING),
    ):
        with pytest.raises(refusal):
            await deed
    assert ("mandate-asked", "C01") in await told(db)


async def test_what_is_signed_is_what_was_shown(db: Database) -> None:
    await agency(db)
    made = await project(db)
    owner = await me(db, "C01")
    asked = await ask_mandate(db, "m", made.id or 0, "委托甲", UNTIL, by=owner, at=MORNING)
    shown = mark_of(asked)
    await ask_mandate(db, "m2", made.id or 0, "委托甲、乙", UNTIL, by=await me(db, "G01"), at=MORNING)
    with pytest.raises(MandateChanged):
        await sign(db, asked.id or 0, shown, by=owner, at=MORNING)


async def test_a_landing_begins_without_a_mandate(db: Database) -> None:
    version = await agency(db)
    desk = await me(db, "W01")
    landing = await open_project(
        db, "land", await firm_id(db, "F01"), "新项目", landing=Landing("L1"), by=desk, at=MORNING
    )
    made = await open_case(db, landing.id or 0, version.id or 0, "c", by=desk, at=MORNING)
    assert made.state is CaseState.UNDER_WAY
    await act(db, made.id or 0, "G01", CaseAction.FINISH, step=0)
    assert (await looked(db, made.id or 0, "P01")).case.number == made.number  # its chain lead follows


async def test_lateness_is_seen_before_it_happens_and_told_once(db: Database) -> None:
    await agency(db)
    short = await item(db, "I002", promised_days=4, materials=[])
    made = await case(db, short.id or 0)
    assert (await looked(db, made.id or 0)).late == 1  # 1 + 3 + 1 days against 4
    seen = await looked(db, made.id or 0, at=park(26, 10))  # the first step is past its date
    assert (seen.light, seen.late) == (Light.YELLOW, 2)
    await act(db, made.id or 0, "G01", CaseAction.FINISH, step=0, at=park(26, 10))
    assert (await told(db)).count(("case-late", "G01")) == 1


@pytest.mark.parametrize("code", ["C03", "L02", "O03", "K01", "G02"])
async def test_a_stranger_reaches_nothing_around_a_case(db: Database, code: str) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    await act(db, made.id or 0, "C01", CaseAction.SEND, material=0, files=(PHOTO,))
    stranger, item_id, project_id = await me(db, code), version.id or 0, made.project_id
    mandate = (await mandates_of(db, by=await me(db, "C01")))[0][0]
    deeds = (
        open_case_files(db, made.id or 0, by=stranger, at=MORNING, key="k"),
        open_case(db, project_id, item_id, "mine", by=stranger, at=MORNING),
        open_case(db, project_id, item_id, "c1", by=stranger, at=MORNING),
        see_project(db, project_id, by=stranger),
        other_agents(db, project_id, by=stranger),
        draft_mandate(db, project_id, by=stranger),
        ask_mandate(db, "x", project_id, "x", UNTIL, by=stranger, at=MORNING),
        see_mandate(db, mandate.id or 0, by=stranger),
    )
    for deed in deeds:
        with pytest.raises((UnknownCase, UnknownProject, UnknownMandate)):
            await deed
    assert not await mandates_of(db, by=stranger) and not await my_steps(db, by=stranger)
    assert (await what_waits(db, by=stranger)).is_empty and not await awaited_materials(db, by=stranger)


async def test_words_and_files_pass_between_firm_and_agent_and_a_department_reads_the_papers(db: Database) -> None:
    version = await agency(db)
    case_id = (await case(db, version.id or 0)).id or 0
    with pytest.raises(WordsNeeded):
        await act(db, case_id, "C01", CaseAction.MESSAGE, text=" ")
    await act(db, case_id, "C01", CaseAction.MESSAGE, text="", files=(PHOTO,))
    await act(db, case_id, "G01", CaseAction.MESSAGE, text="收到")
    with pytest.raises(FilesNeeded):
        await act(db, case_id, "C01", CaseAction.SEND, material=0)
    await act(db, case_id, "C01", CaseAction.SEND, material=0, files=(PHOTO, PHOTO))
    assert (await told(db)).count(("case-message", "C01")) == (await told(db)).count(("case-message", "G01")) == 1
    material = (await parts(db, case_id))[1][0].id
    officer = await me(db, "O02")
    assert await open_case_files(db, case_id, material, by=officer, at=MORNING, key="press") == 2
    assert await open_case_files(db, case_id, by=officer, at=MORNING, key="all") == 3
