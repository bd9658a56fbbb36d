"""Where does it stand: who may ask, what is reckoned, and the link that opens it without signing in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.agency import CaseState
from domain.errors import PassGone, UnknownCase
from domain.lifecycle import Light
from domain.progress import asks_where, bar
from services.passes import case_of_pass, make_pass
from services.progress import cases_meant, cases_to_ask_after, how_it_stands, opened_by_pass, where_it_stands
from storage.database import Database
from storage.sealed import RINGS, KeyRing, new_key
from tests.services.agency_rows import DAY, Plan, agents, write_case
from tests.services.people import MORNING, me, sample

NUMBER = "DB-2026-000001"
# C01 of the firm, its liaison, its agent, an officer and a head of a department with a step, those who see all, its
# chain lead; then those who have nothing to do with it.
SEE = ("C01", "C02", "L01", "G01", "O03", "H03", "O01", "D01", "W01")
STRANGERS = ("C03", "L02", "G02", "O02", "O04", "S01", "A01", "K01", "P01", "P02")


async def test_who_has_a_part_sees_it_and_a_strangers_number_is_as_unknown_as_one_that_is_not(db: Database) -> None:
    await sample(db)
    await agents(db)
    case_id = await write_case(db)
    for code in SEE:
        person = await me(db, code)
        standing = await where_it_stands(db, NUMBER, by=person, at=MORNING)
        assert standing.case.id == case_id and standing.is_ours == (code in {"C01", "C02"}), code
        assert [line.case.id for line in (await cases_to_ask_after(db, by=person, at=MORNING)).lines] == [case_id]
    for code in STRANGERS:
        person = await me(db, code)
        with pytest.raises(UnknownCase) as strange:
            await where_it_stands(db, NUMBER, by=person, at=MORNING)
        with pytest.raises(UnknownCase) as unknown:
            await where_it_stands(db, "DB-2026-000999", by=person, at=MORNING)
        assert strange.value.args == unknown.value.args
        with pytest.raises(UnknownCase):
            await how_it_stands(db, case_id, by=person, at=MORNING)
        assert not (await cases_to_ask_after(db, by=person, at=MORNING)).lines, code


async def test_it_tells_what_is_done_whose_turn_it_is_what_is_missing_and_when_it_ends(db: Database) -> None:
    await sample(db)
    await agents(db)
    await write_case(db)
    standing = await where_it_stands(db, NUMBER, by=await me(db, "C01"), at=MORNING)
    calendar = db.park.calendar
    assert [row.step.name for row in standing.done] == ["核对材料", "名称核准"]
    assert [(row.step.name, row.department and row.department.code) for row in standing.now] == [("现场核验", "D3")]
    assert [material.name for material in standing.owing] == ["公司章程"]
    assert [person.code for person in standing.agents] == ["G01"]
    # Now Tuesday; the open step until Thursday, then two steps of two working days each: Wednesday in a week.
    assert standing.expected and (calendar.today(standing.expected) - calendar.today(MORNING)).days == 8
    assert standing.light is Light.GREEN


async def test_an_end_that_will_be_missed_is_yellow_before_it_is_late_and_a_pause_moves_the_promise(
    db: Database,
) -> None:
    await sample(db)
    await agents(db)
    tight = Plan(promised_for=MORNING + 6 * DAY, opened_at=MORNING - DAY)
    await write_case(db, tight)
    held = replace(tight, number="DB-2026-000002", state=CaseState.WAITING, more={"held_at": MORNING})
    await write_case(db, held)
    firm = await me(db, "C01")
    standing = await where_it_stands(db, NUMBER, by=firm, at=MORNING)
    assert standing.light is Light.YELLOW and standing.expected and standing.expected > standing.promised
    assert (await where_it_stands(db, NUMBER, by=firm, at=MORNING + 10 * DAY)).light is Light.RED
    later = MORNING + 10 * DAY
    paused = await where_it_stands(db, held.number, by=firm, at=later)
    assert paused.promised == db.park.calendar.shifted(tight.promised_for, MORNING, later) > later
    assert paused.light is not Light.RED


async def test_words_name_the_case_and_else_all_of_them_are_told(db: Database) -> None:
    await sample(db)
    await agents(db)
    first = await write_case(db)
    second = await write_case(db, Plan("DB-2026-000002", name="企业投资项目备案"))
    firm = await me(db, "C01")
    for words, meant in (
        ("执照办到哪了", [first]),
        ("备案的进度呢", [second]),
        ("我的手续到哪一步了", [first, second]),
    ):
        found = await cases_meant(db, words, by=firm, at=MORNING)
        assert [line.case.id for line in found.lines] == meant, words


async def test_a_page_holds_eight_and_what_is_over_stands_apart(db: Database) -> None:
    await sample(db)
    await agents(db)
    for number in range(1, 11):
        await write_case(db, Plan(f"DB-2026-{number:06}", promised_for=MORNING + number * DAY))
    done = Plan("DB-2026-000011", state=CaseState.FINISHED, over=5, more={"finished_at": MORNING})
    await write_case(db, done)
    firm = await me(db, "C01")
    first = await cases_to_ask_after(db, by=firm, at=MORNING)
    second = await cases_to_ask_after(db, by=firm, at=MORNING, page=1)
    assert [len(first.lines), first.has_more, len(second.lines), second.has_more] == [8, True, 2, False]
    over = await cases_to_ask_after(db, by=firm, at=MORNING, over=True)
    assert [(line.case.number, line.done, line.total) for line in over.lines] == [(done.number, 5, 5)]
    assert (await where_it_stands(db, done.number, by=firm, at=MORNING)).expected is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_pass_opens_its_case_until_its_day_and_neither_forged_nor_after_a_new_key(db: Database) -> None:
    await sample(db)
    await agents(db)
    case_id, other = await write_case(db), await write_case(db, Plan("DB-2026-000002", firm="F02"))
    token = make_pass(db, case_id, at=MORNING)
    standing = await opened_by_pass(db, token, at=MORNING + 7 * DAY - timedelta(seconds=1))
    assert standing.case.id == case_id and not standing.is_ours and standing.until == MORNING + 7 * DAY
    number, until, proof = token.split(".")
    forged = [f"{other}.{until}.{proof}", f"{number}.{int(until) + 1}.{proof}", f"{number}.{until}.{proof[:-1]}A"]
    for wrong in (*forged, "", "..", "x", "1.2", f"{number}.{until}.", f"{number}.{until}.{proof}.1", "９.9.x"):
        with pytest.raises(PassGone):
            case_of_pass(db, wrong, at=MORNING)
    with pytest.raises(PassGone):
        await opened_by_pass(db, token, at=MORNING + 7 * DAY)
    old = RINGS[db.engine.dialect]
    RINGS[db.engine.dialect] = KeyRing((("9", KeyRing.read(f"9:{new_key()}").keys[0][1]), *old.keys))
    with pytest.raises(PassGone):
        await opened_by_pass(db, token, at=MORNING)


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("执照办到哪了", True),
        ("我的手续到哪一步了", True),
        ("代办进度", True),
        ("营业执照什么时候下来", True),
        ("项目备案批了吗", True),
        ("How is my licence doing, any progress?", True),
        ("路灯修得怎么样了", False),
        ("执照怎么办", False),
        ("三号车间停电", False),
        ("奖励", False),
    ],
)
def test_words_that_ask_after_paperwork_are_known_from_problems(words: str, asks: bool) -> None:  # noqa: FBT001
    assert asks_where(words) is asks


def test_the_bar_fits_and_is_full_only_when_all_is_done() -> None:
    assert bar(3, 5) == "▰▰▰▱▱" and bar(0, 3) == "▱▱▱" and bar(0, 0) == ""
    assert len(bar(29, 30)) == 12 and "▱" in bar(29, 30) and "▱" not in bar(30, 30)
