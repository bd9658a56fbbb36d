"""Signing day: one command makes the project with all its cases, everybody is told his part, the rest follows."""

import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select, update

from cards.landing import landing_book
from domain.agency import CaseState, StepState, Worker
from domain.agency_rules import CaseAction
from domain.errors import ItemsMissing, NotForYou, UnknownProject
from domain.landing import CHECKLISTS
from services.cases import see_case
from services.landing import Signing, land, see_landing, tick_landings, week_of
from services.progress import cases_to_ask_after
from services.sample_catalogue import items
from storage.agency_tables import Case, CaseStep, ServiceItem
from storage.database import Database
from storage.landing import with_codes
from storage.tables import Push
from tests.services.agency import act, firm_id, told, with_agents
from tests.services.people import MORNING, me, sample
from texts import speaker

SIGNED = date(2026, 11, 24)
MEETING = datetime(2026, 11, 24, 7, 0, tzinfo=MORNING.tzinfo)
DAY = timedelta(days=1)


async def landed(db: Database, checklist: str = "build", by: str = "G01", key: str = "k1", firm: str = "F01") -> int:
    signing = Signing(key, await firm_id(db, firm), "年产五千套部件", checklist, SIGNED, MEETING)
    return (await land(db, signing, by=await me(db, by), at=MORNING)).id or 0


async def cases_by_item(db: Database, project_id: int) -> dict[str, Case]:
    async with db.read() as session:
        return {code: case for case, code in await with_codes(session, project_id)}


async def finish(db: Database, case: Case, at: datetime) -> None:
    """Everybody does his steps in turn."""
    officers = {"D1": "O01", "D2": "O02", "D3": "O03", "D4": "O04"}
    while case.state is not CaseState.FINISHED:
        sight = await see_case(db, case.id or 0, by=await me(db, "D01", at), at=at)
        step = next(each for each in sight.steps if each.step.state in {StepState.OPEN, StepState.SIGNED})
        who = officers[step.department.code] if step.department else "G01"
        if step.step.worker is Worker.DEPARTMENT and step.step.state is StepState.OPEN:
            await act(db, case.id or 0, who, CaseAction.SIGN, step=step.step.position, at=at)
        case = await act(db, case.id or 0, who, CaseAction.FINISH, step=step.step.position, at=at)


async def test_one_command_makes_all_cases_once_and_everybody_with_a_part_is_told_in_one_message(db: Database) -> None:
    await sample(db)
    await with_agents(db)
    project_id = await landed(db)
    assert await landed(db) == project_id
    cases = await cases_by_item(db, project_id)
    assert list(cases) == [entry.item for entry in CHECKLISTS["build"].entries]
    going = {code for code, case in cases.items() if case.state is CaseState.UNDER_WAY}
    assert going == {"QY01"} and {case.state for code, case in cases.items() if code not in going} == {
        CaseState.PREPARING
    }
    hears = [(kind, code) for kind, code in await told(db) if kind == "landing"]
    assert len(hears) == len(set(hears))
    # By the departments of its steps, then director, chain lead of the firm's chain, liaison, contacts; not who did it.
    assert {code for _, code in hears} >= {"D01", "P01", "L01", "C01", "C02"}
    assert not {code for _, code in hears} & {"G01", "P02", "L02", "C03", "K01"}
    assert not [kind for kind, _ in await told(db) if kind == "case-open"]
    async with db.read() as session:
        assert not (await session.exec(select(Push).where(col(Push.due_at) > MORNING, Push.kind == "landing"))).all()


async def test_each_step_has_an_owner_and_a_date_and_the_list_is_a_workbook(db: Database) -> None:
    await sample(db)
    await with_agents(db)
    project_id = await landed(db, by="W01")
    sight = await see_landing(db, project_id, by=await me(db, "D01"))
    dues = {
        code: max(s.due for s in sight.steps if s.case.id == case.id)
        for code, case in (await cases_by_item(db, project_id)).items()
    }
    for entry in CHECKLISTS["build"].entries:
        assert all(dues[entry.item] > dues[code] for code in entry.after), entry.item
    assert (dues["JS09"] - dues["JS02"]).days > 240  # building takes its time
    lines = load_workbook(io.BytesIO(landing_book(sight, speaker("zh-CN"), db.park.calendar)))["落地清单"]
    rows: list[list[Any]] = [[cell.value for cell in line] for line in lines.iter_rows(min_row=2)]
    assert len(rows) == len(sight.steps) and all(row[3] and isinstance(row[4], datetime) for row in rows)
    assert rows[0][1] == "企业设立登记(工商注册)" and rows[-1][1] == "项目投产服务"
    assert "代办员 " in rows[1][3] + rows[4][3] + rows[5][3] and any(row[5] for row in rows)
    officer = await see_landing(db, project_id, by=await me(db, "O03"))
    assert not officer.is_whole and {step.row.department.code for step in officer.steps if step.row.department} == {
        "D3"
    }
    for code in ("G02", "C03", "P02", "S01"):
        with pytest.raises(UnknownProject):
            await see_landing(db, project_id, by=await me(db, code))


async def test_what_waits_begins_when_all_before_it_is_over_and_its_days_have_gone_by(db: Database) -> None:
    await sample(db)
    await with_agents(db)
    project_id = await landed(db, "rent")
    assert await tick_landings(db, at=MORNING) == 0
    cases = await cases_by_item(db, project_id)
    await finish(db, cases["QY01"], MORNING)
    assert await tick_landings(db, at=MORNING) == 3 and await tick_landings(db, at=MORNING) == 0
    cases = await cases_by_item(db, project_id)
    begun = [cases[code] for code in ("SW01", "SW02", "LX01")]
    assert {case.state for case in begun} == {CaseState.UNDER_WAY}
    for case in begun:
        await finish(db, case, MORNING + DAY)
    assert await tick_landings(db, at=MORNING + 19 * DAY) == 0
    later = db.park.calendar.add_working_days(MORNING + DAY, 20)
    assert await tick_landings(db, at=later) == 1
    trial = (await cases_by_item(db, project_id))["JS18"]
    assert trial.state is CaseState.UNDER_WAY and trial.promised_for > later
    async with db.read() as session:
        open_steps = (await session.exec(select(CaseStep).where(CaseStep.case_id == trial.id))).all()
    assert [step.state for step in open_steps].count(StepState.OPEN) == 1


async def test_the_chain_lead_follows_his_chains_landings_and_reads_of_them_once_a_week(db: Database) -> None:
    await sample(db)
    await with_agents(db)
    await landed(db, "rent")
    lead, other = await me(db, "P01"), await me(db, "P02")
    assert len((await cases_to_ask_after(db, by=lead, at=MORNING)).lines) == 5
    assert not (await cases_to_ask_after(db, by=other, at=MORNING)).lines
    monday = MORNING + 6 * DAY  # 09:30
    assert await tick_landings(db, at=monday) == 1 and await tick_landings(db, at=monday + timedelta(minutes=1)) == 0
    assert [who for kind, who in await told(db) if kind == "landings"] == ["P01"]
    async with db.read() as session:
        week = await week_of(session, db.park.calendar, lead, SIGNED, monday)
        assert not (await week_of(session, db.park.calendar, other, SIGNED, monday)).landings
    ((project, firm, lines),) = week.landings
    assert (project.name, firm.code, len(lines)) == ("年产五千套部件", "F01", 5)


async def test_only_agents_duty_desk_and_director_land_and_an_item_that_is_gone_stops_it_whole(db: Database) -> None:
    await sample(db)
    await with_agents(db)
    for code in ("C01", "L01", "O03", "K01", "P01", "S01"):
        with pytest.raises(NotForYou):
            await landed(db, by=code)
    async with db.begin() as session:
        await session.exec(update(ServiceItem).where(col(ServiceItem.code) == "JS18").values(is_current=False))
    with pytest.raises(ItemsMissing) as why:
        await landed(db, by="D01")
    assert why.value.details == {"codes": "JS18"} and not await told(db)


def test_every_checklist_is_in_the_samples_catalogue_and_waits_only_for_what_stands_above() -> None:
    known = {row.code for row in items(["D1"])}
    for made in CHECKLISTS.values():
        above: set[str] = set()
        for entry in made.entries:
            assert entry.item in known and set(entry.after) <= above, entry.item
            above.add(entry.item)
