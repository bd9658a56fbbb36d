"""The agency service's year, replayed: 25 items of 18 firms by 5 agents, 11 firms' rewards, 22 firms' certificates.

58 times an owner wants an item on his phone, names the project and signs the mandate; sums and certificates go
through the dispatcher's phone, and the report comes out on the director's, and in the back office. The deeds of the
steps go through the service that the buttons call: tests/stories/test_agency.py presses each of them.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select

from domain.agency import CaseState, StepState, Worker
from domain.agency_rules import CaseAction
from domain.money import read_yuan
from services.case_deeds import Deed
from services.cases import do, see_case
from services.park import load_park
from services.sample import sample_park
from storage.agency_tables import Case, Project, ServiceItem
from storage.database import Database
from storage.people import Me
from storage.tables import Contact, Firm, Person, PersonRole
from tests.house import MORNING, House
from tests.phones import Phone
from tests.services.people import me
from tests.web.desk import Desk
from tests.web.reading import rows_under

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),  # tests/services/ has both
    pytest.mark.timeout(600),
]
ITEMS = ("QY01", "LX01", "SW02", "YD08", "JS02", "HB05", "XF05")
REWARDS = (
    "500万",
    "4,123,456.78",
    "3876543.22",
    "￥3,000,000.00元",
    "286.5万",
    "2,635,000.5",
    "199.99995万",
    "1,800,000",
    "１５０万",
    "0.015亿",
)
TOTAL = Decimal("31176000.00")
YEAR = (
    "代办事项 25 件，服务企业 18 家，代办员 5 名",
    "核定 31,176,000.00 元，兑付 31,176,000.00 元",
    "22 件，涉及 22 家企业",
)


@dataclass
class World:
    """The whole sample park, as the replay needs it at hand."""

    db: Database
    firms: Sequence[Firm]
    owners: dict[int, Me]
    items: dict[str, int]
    officers: dict[int, Me]
    agents: dict[int, Me]
    phones: dict[str, Phone]


async def world(db: Database) -> World:
    """The sample park in full: 230 firms, 5 agents, 143 items."""
    await load_park(db, sample_park())
    async with db.read() as session:
        firms = (await session.exec(select(Firm).order_by(col(Firm.id)))).all()
        speak = select(Contact.firm_id, Person.code).join(Person, col(Person.id) == col(Contact.person_id))
        owners = dict((await session.exec(speak.where(col(Contact.is_owner)))).all())
        items = dict(
            (await session.exec(select(ServiceItem.code, ServiceItem.id).where(col(ServiceItem.is_current)))).all()
        )
        held = select(Person, PersonRole.role).join(PersonRole, col(PersonRole.person_id) == col(Person.id))
        people = (await session.exec(held)).all()
    officers = {person.department_id or 0: person.code for person, role in people if role == "officer"}
    team = [person.code for person, role in people if role == "agent"]
    known = firms[:52]
    agents = [await me(db, code) for code in team]
    return World(
        db,
        known,
        {firm.id or 0: await me(db, owners[firm.id or 0]) for firm in known},
        {code: item_id or 0 for code, item_id in items.items()},
        {desk: await me(db, code) for desk, code in officers.items()},
        {agent.id: agent for agent in agents},
        {},
    )


async def begun(house: House, here: World, firm: Firm, item: str, project: str) -> int:
    """The firm's owner wants an item done and signs for it, on his phone. Returns the case's id."""
    code = here.owners[firm.id or 0].person.code
    phone = here.phones[code] = here.phones.get(code) or await house.phone(code)
    await phone.write(f"/agency {item}")
    await phone.press_data(await phone.see("要替您办哪一项"), f"ag:want:{here.items[item]}")
    await phone.see("哪个项目")
    await phone.write(project)
    await phone.press("签署", card=await phone.see("请看委托内容"))
    await phone.see("已签署")
    async with here.db.read() as session:
        named = select(Case.id).join(Project, col(Project.id) == col(Case.project_id)).where(Project.name == project)
        return (await session.exec(named)).one() or 0


async def carried_out(here: World, case_id: int, at: datetime) -> None:
    """Everybody does his step as soon as its turn has come."""
    director = await me(here.db, "D01")
    while (sight := await see_case(here.db, case_id, by=director, at=at)).case.state is not CaseState.FINISHED:
        step = next(each.step for each in sight.steps if each.step.state in {StepState.OPEN, StepState.SIGNED})
        if step.worker is Worker.DEPARTMENT:
            who = here.officers[step.department_id or 0]
            if step.state is StepState.OPEN:
                await do(here.db, case_id, Deed(CaseAction.SIGN, step.id), by=who, at=at)
        else:
            who = here.agents[sight.agents[0].id or 0]
        await do(here.db, case_id, Deed(CaseAction.FINISH, step.id, text="办好"), by=who, at=at)


async def test_the_year_comes_out_again_as_it_went_in(house: House) -> None:
    here = await world(house.db)
    at, db = MORNING, house.db
    for number in range(25):
        case_id = await begun(house, here, here.firms[number % 18], ITEMS[number % len(ITEMS)], f"第{number}号项目")
        if number != 24:  # one is not over yet
            await carried_out(here, case_id, at)
    rewarded = [await begun(house, here, firm, "JL01", f"第{n}号奖励") for n, firm in enumerate(here.firms[18:29])]
    desk, window = await me(db, "W01"), await house.phone("W01")
    first_ten = sum((read_yuan(words) or Decimal() for words in REWARDS), Decimal())
    amounts = [*REWARDS, f"{TOTAL - first_ten}"]
    for case_id, amount in zip(rewarded, amounts, strict=True):
        case = (await see_case(db, case_id, by=desk, at=at)).case
        await window.write(f"/reward {case.number}")
        await window.see("奖励金额是多少元")
        await window.write(amount)
        await window.see("哪天核定的")
        await window.press("今天")
        await window.see("哪天兑付的")
        await window.press("今天")
        assert case.number in (await window.see("已登记")).text
    for number, firm in enumerate(here.firms[29:51]):
        case_id = await begun(house, here, firm, f"ZL{number % 5 + 1:02}", f"第{number}号证件")
        if number % 2:
            await carried_out(here, case_id, at)
            await window.write(f"/certificate {(await see_case(db, case_id, by=desk, at=at)).case.number}")
            await window.see("证书编号是什么")
            await window.write(f"湘（2026）园区不动产权第{number:04}号")
            await window.press("今天", card=await window.see("哪天发的证"))
            assert f"第{number:04}号" in (await window.see("已登记")).text
    director = await house.phone("D01")
    await director.write("/yearreport")
    told = (await director.see("年度报告")).text
    assert all(words in told for words in YEAR), told
    assert "本年办结 24 件，按承诺期限办结 24 件" in told
    await out_again(db, sum(map(presences_of, range(24))))


def presences_of(number: int) -> int:
    """How often the sample's items make somebody come: for a bank account once."""
    return int(ITEMS[number % len(ITEMS)] == "SW02")


async def out_again(db: Database, came: int) -> None:
    """The back office's workbook has the same figures, the firms' sums to the fen, and every certificate."""
    browser = await Desk(db).signed_in("K01")
    book = load_workbook(io.BytesIO((await browser.open("/agency/report.xlsx?year=2026")).content))
    figures: dict[Any, Any] = {row[0]: row[1] for row in book["总表"].iter_rows(values_only=True)}
    assert (figures["代办事项（件）"], figures["服务企业（家）"], figures["代办员（名）"]) == (25, 18, 5)
    assert (figures["奖励兑现企业（家）"], figures["兑付奖励（元）"]) == (11, 31176000)
    assert (figures["历史遗留办证（件）"], figures["历史遗留办证企业（家）"]) == (22, 22)
    assert figures["需要企业到场（次）"] == came > 0
    sums = [Decimal(str(row[4])) for row in book["奖励按企业和年份"].iter_rows(min_row=2, values_only=True)]
    assert len(sums) == 12 and sum(sums[:-1]) == sums[-1] == TOTAL
    certificates = list(book["历史遗留办证"].iter_rows(min_row=2, values_only=True))
    assert len(certificates) == 22 and sum(bool(row[6]) for row in certificates) == 11
    cases = list(book["代办事项"].iter_rows(min_row=2, values_only=True))
    assert len(cases) == 25 + 11 + 22 and len({row[0] for row in cases}) == 58
    shown = (await browser.get("/board?since=2026-01&until=2026-11")).text
    opened = {name: int(cells[0]) for name, cells in rows_under(shown, "全程代办").items()}
    assert sum(opened.values()) == 25 + 11 + 22 and {11, 22} <= set(opened.values()), opened
    ledger = (await browser.open("/agency/rewards?year=2026")).text
    assert "31,176,000.00" in ledger
    assert (await browser.open("/agency/certificates?year=2026")).text.count("园区不动产权") == 11
    await browser.aclose()
