"""Search over what one may see and read, and what is known of a problem before it is filed; on both databases."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.errors import WordTooShort
from domain.lifecycle import Action, Outcome
from domain.roles import Role
from services.record import Move
from services.search import search, similar
from services.tickets import Problem, file_problem, history_of, move, supplement
from storage.database import Database
from storage.people import Me
from storage.tables import Push, Ticket
from tests.services.people import MORNING, me, sample

POWER = Problem(key="k1", category="utilities", summary="三号车间今早停电", details="影响两条生产线，CNC 停机")


async def file(db: Database, code: str = "C01", problem: Problem = POWER, **changed: Any) -> Ticket:
    return await file_problem(db, replace(problem, **changed), by=await me(db, code), at=MORNING)


async def act(db: Database, ticket: Ticket, code: str, action: Action, text: str = "", **more: Any) -> None:
    await move(db, ticket.id or 0, Move(action, text=text, **more), by=await me(db, code), at=MORNING)


async def numbers(db: Database, words: str, who: str | Me) -> list[str]:
    by = who if isinstance(who, Me) else await me(db, who)
    return [sight.ticket.number[-1] for sight in (await search(db, words, by)).sights]


@pytest.mark.parametrize("code", ["C01", "C02", "L01", "W01", "D01"])
async def test_who_may_see_a_ticket_finds_it_by_its_words(db: Database, code: str) -> None:
    await sample(db)
    await file(db)
    for words in ("停电", "生产线", "车间 停电", "停电 生产线", "LL-2026-000001", "000001"):
        assert await numbers(db, words, code) == ["1"], words
    assert await numbers(db, "停电 下水道", code) == []


@pytest.mark.parametrize("code", ["C03", "L02", "H02", "O02", "O03", "H01"])
async def test_who_may_not_see_it_does_not_find_it(db: Database, code: str) -> None:
    await sample(db)
    await file(db)
    found = await numbers(db, "停电", code)
    assert found == (["1"] if code == "H02" else []), "the head of the liaison's own department sees it"


@pytest.mark.parametrize(
    "role", [Role.LIAISON, Role.AGENT, Role.CHAIN_LEAD, Role.INSPECTOR, Role.SECRETARY, Role.ADMIN]
)
async def test_a_stranger_of_any_role_finds_nothing(db: Database, role: Role) -> None:
    await sample(db)
    await file(db)
    assert await numbers(db, "停电", Me((await me(db, "S01")).person, frozenset({role}), frozenset({999}))) == []


async def test_what_was_handed_to_a_department_is_found_by_its_people(db: Database) -> None:
    await sample(db)
    ticket = await file(db)
    lead = (await me(db, "O03")).person.department_id
    await act(db, ticket, "L01", Action.HAND_OVER, lead_id=lead)
    assert await numbers(db, "停电", "O03") == ["1"]


@pytest.mark.parametrize("words", ["电", "停电 水", "", "  ", "%"])
async def test_a_word_of_one_character_is_refused_with_a_sentence(db: Database, words: str) -> None:
    await sample(db)
    with pytest.raises(WordTooShort):
        await search(db, words, await me(db, "C01"))


async def test_percent_underscore_backslash_and_quotes_are_letters(db: Database) -> None:
    await sample(db)
    texts = (
        "电压下降 50% 左右",
        "文件 a_b.dwg 打不开",
        r"路径 D:\图纸 丢失",
        "标牌写着 'O\"K' 不对",
        "普通的一句 axb 话",
    )
    for number, text in enumerate(texts):
        await file(db, key=f"k{number}", summary=text, details="")
    wanted = {"0%": "1", "%%": "", "a_b": "2", "__": "", r"D:\图": "3", "\\\\": "", "'O": "4", '"K': "4", "';": ""}
    for words, last in wanted.items():
        assert await numbers(db, words, "C01") == ([last] if last else []), words


async def test_case_and_width_of_letters_do_not_matter(db: Database) -> None:
    await sample(db)
    await file(db, summary="The Drain is blocked", details="ＣＮＣ 机床")
    for words in ("drain", "DRAIN", "Drain BLOCKED", "ｄｒａｉｎ", "ＣＮＣ"):
        assert await numbers(db, words, "C01") == ["1"], words


async def test_open_ones_come_first_then_the_newest_and_the_rest_is_counted(db: Database) -> None:
    await sample(db)
    made = [await file(db, key=f"k{number}", summary=f"第{number}次停电") for number in range(12)]
    await act(db, made[-1], "C01", Action.WITHDRAW)
    found = await search(db, "停电", await me(db, "C01"))
    assert [sight.ticket.id for sight in found.sights] == [ticket.id for ticket in made[-2:0:-1]]
    assert found.rest == 2


async def test_the_firm_does_not_find_what_the_parks_people_write_to_each_other(db: Database) -> None:
    await sample(db)
    ticket = await file(db)
    await act(db, ticket, "L01", Action.NOTE, "备注：变压器老化")
    await act(db, ticket, "L01", Action.ACCEPT)
    await act(db, ticket, "L01", Action.SUSPEND, "理由：要等市里批复")
    await act(db, ticket, "D01", Action.ESCALATE, "限期督促")
    await act(db, ticket, "L01", Action.REPORT, "抢修队已到")
    for words in ("变压器", "市里批复", "限期督促"):
        assert await numbers(db, words, "C01") == [], words
        assert await numbers(db, words, "L01") == await numbers(db, words, "W01") == ["1"], words
    assert await numbers(db, "抢修队", "C01") == ["1"]


async def test_changed_words_stay_among_those_who_could_read_the_first_ones(db: Database) -> None:
    await sample(db)
    ticket = await file(db)
    await act(db, ticket, "L01", Action.NOTE, "备注：变压器老化", message_id=71)
    await act(db, ticket, "D01", Action.ESCALATE, "限期督促", message_id=72)
    await supplement(db, 71, "备注：开关柜老化", by=await me(db, "L01"), at=MORNING, key="u1")
    await supplement(db, 72, "三天内必须办结", by=await me(db, "D01"), at=MORNING, key="u2")
    for words in ("开关柜", "三天内"):
        assert await numbers(db, words, "C01") == [], words
        assert await numbers(db, words, "W01") == ["1"], words
    told = await history_of(db, ticket.id or 0, await me(db, "C01"))
    assert [event.action for event in told.events if event.text in {"备注：开关柜老化", "三天内必须办结"}] == [
        "note"
    ] * 2
    async with db.read() as session:
        assert not (await session.exec(select(Push).where(Push.kind == "supplement"))).all()


async def test_the_words_beside_the_stars_are_found_by_the_firm_alone(db: Database) -> None:
    await sample(db)
    ticket = await file(db)
    await act(db, ticket, "L01", Action.ACCEPT)
    await act(db, ticket, "L01", Action.RESOLVE, "已更换开关", outcome=Outcome.SOLVED)
    await act(db, ticket, "C01", Action.CONFIRM, "师傅态度一般", stars=3)
    assert await numbers(db, "态度一般", "C02") == ["1"]
    for code in ("L01", "W01", "D01"):
        assert await numbers(db, "态度一般", code) == [], code
        assert await numbers(db, "更换开关", code) == ["1"], code


async def test_a_confidential_ticket_is_not_found_by_the_firms_name_where_that_is_hidden(db: Database) -> None:
    await sample(db)
    firm, contact = "澜砚星精密机械有限公司", await me(db, "C01")
    told = f"{firm}停电，找{contact.person.name} {contact.person.phone}"
    ticket = await file(db, summary=told, details=told, confidential=True)
    await act(db, ticket, "L01", Action.HAND_OVER, f"{firm}的事", lead_id=(await me(db, "O03")).person.department_id)
    for words in (firm, "澜砚星", contact.person.name, str(contact.person.phone)):
        assert await numbers(db, words, "O03") == await numbers(db, words, "D01") == [], words
        assert (
            await numbers(db, words, "C01")
            == await numbers(db, words, "L01")
            == await numbers(db, words, "W01")
            == ["1"]
        )
    assert await numbers(db, "停电", "O03") == ["1"]


async def test_the_desk_finds_a_firms_tickets_by_its_name(db: Database) -> None:
    await sample(db)
    await file(db)
    await file(db, "C03", key="k2")
    assert await numbers(db, "澜砚星 停电", "W01") == ["1"]


async def alike(
    db: Database, text: str = "车间停电了，生产线停了", code: str = "C01", **later: Any
) -> tuple[list[str], int]:
    by = await me(db, code)
    told = await similar(
        db, min((await me(db, "C01")).firm_ids), text, "utilities", by=by, at=MORNING + timedelta(**later)
    )
    return [sight.ticket.number[-1] for sight in told.own], told.firms


async def test_similar_tickets_are_the_firms_own_and_of_others_only_how_many_firms(db: Database) -> None:
    await sample(db)
    await file(db)
    await file(db, key="k2", summary="下水道堵了", details="")
    for number, code in enumerate(("C03", "C04", "C05", "C06")):
        await file(db, code, key=f"o{number}", summary="停电了" if code != "C06" else "宿舍停水了")
    assert await alike(db) == (["1"], 2), "C03 and C04 are of one firm"
    assert await alike(db, "绿化没人修剪") == ([], 0)


async def test_at_most_three_own_tickets_the_most_alike_first(db: Database) -> None:
    await sample(db)
    for number, text in enumerate(("停电了，机器停了", "生产线停了，停电", "又停电", "停电", "路灯不亮")):
        await file(db, key=f"k{number}", summary=text, details="")
    assert await alike(db, "生产线停了，停电") == (["2", "4", "3"], 0)


async def test_what_ended_long_ago_or_was_withdrawn_is_not_shown_but_what_is_open_still_is(db: Database) -> None:
    await sample(db)
    ticket = await file(db)
    assert await alike(db, days=200) == (["1"], 0)
    await act(db, ticket, "L01", Action.ACCEPT)
    await act(db, ticket, "L01", Action.RESOLVE, "好了", outcome=Outcome.SOLVED)
    await act(db, ticket, "C01", Action.CONFIRM, stars=5)
    assert await alike(db, days=89) == (["1"], 0)
    assert await alike(db, days=91) == ([], 0)
    other = await file(db, "C03", key="k2")
    assert await alike(db) == (["1"], 1)
    await act(db, other, "C03", Action.WITHDRAW)
    assert await alike(db) == (["1"], 0)


async def test_who_files_for_a_firm_sees_only_what_he_may_see(db: Database) -> None:
    await sample(db)
    await file(db)
    assert await alike(db, code="L01") == (["1"], 0)
    assert await alike(db, code="S01") == ([], 0)
