"""Who opens projects, who carries them, who may hand them over; agents away and leaving (issue 6)."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from domain.agency_rules import CaseAction, CasePart, parts_of
from domain.errors import (
    MandateChanged,
    NoAgents,
    NobodySigns,
    NoSuchAgent,
    NotForYou,
    StillCarries,
    TooManyAgents,
    UnknownProject,
    WordsNeeded,
)
from services.absence import be_away, possible_substitutes
from services.leaving import may_leave
from services.mandates import ask_mandate, decline, draft_mandate, mandates_of, mark_of, reword, sign, withdraw
from services.projects import add_agent, hand_project_over, open_project, own_projects, see_project
from storage.agency_tables import ProjectAgent
from storage.database import Database
from storage.tables import Contact
from tests.services.agency import UNTIL, agency, case, firm_id, person_id, project, signed, told
from tests.services.people import MORNING, me, sample


async def test_two_named_agents_carry_it_and_a_third_is_refused_by_the_database(db: Database) -> None:
    await agency(db)
    desk, team = await me(db, "W01"), [await person_id(db, code) for code in ("G01", "G02", "G03")]
    firm = await firm_id(db, "F01")
    made = await open_project(db, "p", firm, "扩建", agents=team[:2], by=desk, at=MORNING)
    assert [each.code for each in (await see_project(db, made.id or 0, by=desk)).agents] == ["G01", "G02"]
    with pytest.raises(TooManyAgents):
        await add_agent(db, made.id or 0, team[2], by=desk, at=MORNING)
    with pytest.raises(TooManyAgents):
        await open_project(db, "p2", firm, "扩建", agents=team, by=desk, at=MORNING)
    for place in (2, 3):  # whoever goes round the service
        with pytest.raises(IntegrityError):
            async with db.begin() as session:
                session.add(ProjectAgent(project_id=made.id or 0, agent_id=team[2], place=place, since=MORNING))
    assert await own_projects(db, by=await me(db, "C01")) == [made]  # nothing of the second one is left


@pytest.mark.parametrize("code", ["C03", "L01", "O02", "K01"])
async def test_nobody_opens_a_project_for_a_strange_firm(db: Database, code: str) -> None:
    await agency(db)
    with pytest.raises(NotForYou):
        await project(db, by=code)


async def test_without_a_team_there_is_no_project_and_who_is_no_agent_gets_none(db: Database) -> None:
    await sample(db)
    with pytest.raises(NoAgents):
        await project(db)
    with pytest.raises(NoSuchAgent):
        await open_project(db, "p", await firm_id(db, "F01"), "扩建", agents=[1], by=await me(db, "W01"), at=MORNING)


@pytest.mark.parametrize("code", ["C01", "C03", "G02", "L01", "O02", "K01", "G01", "W01", "D01"])
async def test_who_carries_it_or_oversees_it_hands_it_over(db: Database, code: str) -> None:
    await agency(db)
    made, person, other = await project(db), await me(db, code), await person_id(db, "G03")
    may = {"G01": CasePart.AGENT, "W01": CasePart.DISPATCHER, "D01": CasePart.DIRECTOR}
    assert set(may.values()) == parts_of(CaseAction.HAND_OVER)
    if code not in may:
        with pytest.raises((NotForYou, UnknownProject)):
            await hand_project_over(db, made.id or 0, other, by=person, at=MORNING)
        return
    await hand_project_over(db, made.id or 0, other, by=person, at=MORNING)
    assert [each.code for each in (await see_project(db, made.id or 0, by=await me(db, "D01"))).agents] == ["G03"]
    assert (("project-gone", "G01") in await told(db)) is (code != "G01")


async def test_who_is_away_gets_no_new_project_and_only_an_agent_stands_in_for_an_agent(db: Database) -> None:
    await agency(db)
    agent, back = await me(db, "G01"), MORNING + timedelta(days=3)
    assert {each.code for each in await possible_substitutes(db, by=agent)} == {"G02", "G03"}
    with pytest.raises(NotForYou):
        await be_away(db, await person_id(db, "L01"), back, by=agent, at=MORNING, key="a")
    await be_away(db, await person_id(db, "G02"), back, by=agent, at=MORNING, key="a")
    made = await project(db, at=MORNING + timedelta(hours=1))
    assert [each.code for each in (await see_project(db, made.id or 0, by=await me(db, "D01"))).agents] == ["G02"]


async def test_an_agent_leaves_when_his_projects_are_handed_over(db: Database) -> None:
    await agency(db)
    made, agent = await project(db), await me(db, "G01")
    with pytest.raises(StillCarries):
        await may_leave(db, by=agent)
    await hand_project_over(db, made.id or 0, await person_id(db, "G02"), by=agent, at=MORNING)
    await may_leave(db, by=agent)


async def test_a_firm_without_an_owner_cannot_sign(db: Database) -> None:
    await agency(db)
    made = await project(db)
    async with db.begin() as session:
        for code in ("C01", "C02"):
            row = await session.get(Contact, (await person_id(db, code), made.firm_id))
            assert row
            row.is_owner = False
    with pytest.raises(NobodySigns):
        await draft_mandate(db, made.id or 0, by=await me(db, "C01"))


async def test_a_mandate_that_is_declined_or_over_is_not_signed_and_a_new_one_replaces_the_old(db: Database) -> None:
    await agency(db)
    made, owner = await project(db), await me(db, "C01")
    asked = await ask_mandate(db, "m", made.id or 0, "委托", UNTIL, by=await me(db, "C02"), at=MORNING)
    for _ in range(2):
        await decline(db, asked.id or 0, by=owner, at=MORNING)
    late = await ask_mandate(db, "m2", made.id or 0, "委托", date(2026, 11, 23), by=owner, at=MORNING)
    for mandate in (asked, late):
        with pytest.raises(MandateChanged):
            await sign(db, mandate.id or 0, mark_of(mandate), by=owner, at=MORNING)
    assert (await told(db)).count(("mandate-declined", "C02")) == 1
    longer = await reword(db, late.id or 0, "委托一年", UNTIL, by=owner)
    for _ in range(2):
        await sign(db, longer.id or 0, mark_of(longer), by=owner, at=MORNING)
    again = await signed(db, made.id or 0, at=MORNING + timedelta(days=1))
    rows = {row.id: row for row, _, _ in await mandates_of(db, by=owner)}
    assert rows[longer.id].withdrawn_at and not rows[again.id].withdrawn_at
    with pytest.raises(WordsNeeded):
        await withdraw(db, again.id or 0, " ", by=owner, at=MORNING)


async def test_a_mandate_that_is_renewed_stops_nothing(db: Database) -> None:
    version = await agency(db)
    made = await case(db, version.id or 0)
    await signed(db, made.project_id, at=MORNING + timedelta(days=1))
    assert not [kind for kind, _ in await told(db) if kind in {"mandate-withdrawn", "case-stopped"}]
