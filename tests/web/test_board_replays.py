"""What was told of a real park (DOMAIN.md section 10), replayed, comes out exactly on the board."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from domain.roles import MOST_FIRMS_A_LIAISON
from services.park import CategoryRow, load_park
from services.sample import sample_park
from services.tickets import Problem, file_problem
from storage.database import Database
from storage.tables import Contact, Firm, Person
from tests.services.people import MORNING, me, sample
from tests.services.test_scoreboard import FIVE, found_on_site, replace_firm
from tests.web.desk import Desk
from tests.web.reading import rows_under

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # the sums are compared on both
LEADERS = "领导走访"


async def page_for(desk: Desk, code: str, path: str = "/board") -> str:
    answer = await (await desk.signed_in(code)).get(path)
    assert answer.status_code == 200
    return answer.text


async def test_73_problems_found_on_site_68_solved_are_931_on_the_board_and_for_everybody(db: Database) -> None:
    await sample(db)
    await found_on_site(db)
    desk = Desk(db)
    board = await page_for(desk, "D01")
    assert rows_under(board, "按来源")[LEADERS][:4] == ["73", "100 % 73 / 73", "100 % 73 / 73", "93.1 % 68 / 73"]
    assert rows_under(board, "办理结果") == {"已解决": ["68"], "部分解决": ["2"], "解释说明": ["1"], "转报上级": ["2"]}
    link = re.search(r'href="(/board/behind/solution\?[^"]*by=source[^"]*key=leader[^"]*)"', board)
    assert link
    listed = await page_for(desk, "D01", link[1].replace("&amp;", "&"))
    assert len(re.findall(r"LL-2026-\d{6}", listed)) == 73 and listed.count("<span>计入</span>") == 68
    desk.later(timedelta(days=8))
    assessor = await desk.signed_in("K01")
    review = (await assessor.get("/board/publish?month=2026-11")).text
    await assessor.post("/board/publish", data=dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', review)))
    month = (await desk.browser().get("/board/published/2026-11")).text
    assert rows_under(month, "按来源")[LEADERS][3] == "93.1 % 68 / 73"


async def test_46_problems_of_22_backbone_firms_in_five_categories_on_the_board(db: Database) -> None:
    park = sample_park()
    firms = [replace_firm(firm, n) for n, firm in enumerate(park.firms)]
    five = [CategoryRow(code=code, zh=zh, en=code, resolve_days=5) for code, zh in FIVE.items()]
    await load_park(db, replace(park, firms=tuple(firms), categories=(*park.categories, *five)))
    backbone = [firm for firm in firms if firm.backbone]
    for n in range(46):
        problem = Problem(key=f"b{n}", category=list(FIVE)[n % 5], summary="问题")
        await file_problem(db, problem, by=await me(db, backbone[n % 22].contacts[0]), at=MORNING)
    desk = Desk(db)
    board = await page_for(desk, "D01")
    counted = {"子女入学": 10, "人才": 9, "安全生产": 9, "环保": 9, "政策兑现": 9}
    assert {name: int(cells[0]) for name, cells in rows_under(board, "按类别").items()} == counted
    assert {name: int(cells[-1]) for name, cells in rows_under(board, "类别与月份").items()} == counted
    assert "0 / 46" in board and "共 46 件" in board
    listed = await page_for(desk, "D01", "/board/behind/solution")
    named = Counter(firm.name for firm in backbone for _ in range(listed.count(f">{firm.name}<")))
    assert len(named) == 22 and sum(named.values()) == 46


async def test_103_liaisons_with_one_to_three_firms_each_have_a_row_of_their_own(db: Database) -> None:
    await load_park(db, sample_park())
    async with db.read() as session:
        held = Counter(await session.exec(select(Firm.liaison_id)))
        names = dict((await session.exec(select(Person.id, Person.name))).all())
        asked = select(Firm.liaison_id, Person.code).join(Contact, col(Contact.firm_id) == col(Firm.id))
        speakers = dict((await session.exec(asked.join(Person, col(Person.id) == col(Contact.person_id)))).all())
    assert len(held) == 103 and None not in held and sum(held.values()) == 230
    assert set(held.values()) == set(range(1, MOST_FIRMS_A_LIAISON + 1))
    for liaison_id, code in speakers.items():
        problem = Problem(key=f"l{liaison_id}", category="other", summary="问题")
        await file_problem(db, problem, by=await me(db, code), at=MORNING)
    board = await page_for(Desk(db), "D01")
    rows = rows_under(board, "按联络员")
    assert len(re.findall(r'<tr><th scope="row"', board.partition("按联络员")[2].partition("</table>")[0])) == 103
    assert set(rows) == {names[liaison_id] for liaison_id in held}
    assert rows_under(board, "接待日覆盖情况（至今）")["全园"][0] == "230"
