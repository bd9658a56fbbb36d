"""Ratings: those who are rated see sums, never who gave which stars, and not who rated, wherever they look."""

import json
from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import col, select

from cards.board import board_card, published_card, standing_lines
from cards.history import event_lines
from cards.month_picture import counted
from domain.digests import Digest
from domain.scoring import By, Rate
from services.digests import overview
from services.publishing import compared, public_month, publish
from services.reminders import end_waits
from services.scoreboard import board, month_span, plain, withheld
from services.tickets import comment, history_of, see
from storage.database import Database
from storage.tables import Person, Push
from tests.services.people import MORNING, me, sample
from tests.services.situations import PROBLEM, RESOLVED, brought, ids_of
from texts import speaker

NOVEMBER = month_span(date(2026, 11, 1))
LATER = MORNING + timedelta(days=8)
SAY = speaker("zh-CN")
SEE_ALL, MEASURED = ("D01", "W01", "K01"), ("H03", "O03", "O02", "L01", "L03", "P01", "S01", "C01")
ALONE = "{0} accept; {0} commit; {0} resolve; {1} confirm"


async def rated_park(db: Database) -> dict[str, int]:
    """Six ratings of D3, three of L01, two of L03, who are rated by C05. Returns people's row ids."""
    await sample(db)
    ways = [(f"{RESOLVED}; C01 confirm", "C01")] * 6 + [(ALONE.format("L01", "C01"), "C01")] * 3
    for n, (way, by) in enumerate([*ways, *[(ALONE.format("L03", "C05"), "C05")] * 2]):
        problem = PROBLEM if by == "C01" else replace(PROBLEM, category="policy")
        await brought(db, way, key=f"r{n}", by=by, problem=problem)
    return await ids_of(db, Person)


async def test_who_sees_everything_sees_all_ratings_and_who_is_rated_none_of_fewer_than_five(db: Database) -> None:
    people = await rated_park(db)
    few = {str(people["L01"]): 3, str(people["L03"]): 2}
    for code in (*SEE_ALL, *MEASURED):
        seen = await board(db, NOVEMBER, by=await me(db, code), at=MORNING)
        assert seen.park.satisfaction == Rate(11, 11)
        rows = {(by, row.key): row.sums.satisfaction for by, some in seen.rows.items() for row in some}
        for key, count in few.items():
            if (By.LIAISON, key) in rows:
                assert rows[By.LIAISON, key] == Rate(count if code in SEE_ALL else None, count), code
        if (By.CATEGORY, "policy") in rows:  # the other category alone would give it away
            shown = [rows[By.CATEGORY, each] for each in ("policy", "surroundings")]
            assert shown == ([Rate(2, 2), Rate(9, 9)] if code in SEE_ALL else [Rate(None, 2), Rate(None, 9)]), code
        thick = [row for row in seen.rows.get(By.DEPARTMENT, ()) if row.sums.satisfaction.denominator]
        assert all(row.sums.satisfaction == Rate(6, 6) for row in thick)
        assert {sums.satisfaction for sums in seen.trend.values()} == {Rate(11, 11)}


async def test_a_month_of_few_ratings_is_withheld_from_those_who_were_rated_and_from_the_hall(db: Database) -> None:
    await sample(db)
    await brought(db, f"{RESOLVED}; C01 confirm")
    for code in MEASURED:
        seen = await board(db, NOVEMBER, by=await me(db, code), at=MORNING)
        assert seen.park.satisfaction == Rate(None, 1) and seen.trend["2026-11"].satisfaction == Rate(None, 1)
        assert '"satisfaction": {"numerator": null, "denominator": 1}' in json.dumps(plain(seen))
        assert counted(seen.park.satisfaction, SAY) == "1 件已评，太少，不显示满意率"  # in the picture
        card = board_card(seen, SAY).text
        assert "满意 –（1，太少，不显示满意率）" in card and "满意率：–（1，" in card
    whole = await board(db, NOVEMBER, by=await me(db, "D01"), at=MORNING)
    assert "满意率：100 %（1/1，n 太少）" in board_card(whole, SAY).text
    hall = withheld(whole)
    every = [hall.park, *hall.trend.values(), *(row.sums for rows in hall.rows.values() for row in rows)]
    assert all(sums.satisfaction in (Rate(), Rate(None, 1)) for sums in every)
    assert hall.park.answered == Rate(1, 1) and hall.ranking == whole.ranking


async def test_digests_tell_a_head_and_a_liaison_no_ratings_of_few(db: Database) -> None:
    await rated_park(db)
    tuesday, monday = date(2026, 11, 24), date(2026, 11, 30)
    told = {}
    async with db.read() as session:
        for code, kind, day in (
            ("L01", Digest.DAILY, tuesday),
            ("H03", Digest.WEEKLY, monday),
            ("D01", Digest.MONTHLY, date(2026, 12, 1)),
        ):
            found = (await overview(session, db.park.calendar, kind, day, await me(db, code), LATER)).standing
            assert found
            told[code] = found.satisfaction, "\n".join(standing_lines(found, SAY, "board-own-month"))
    assert (told["L01"][0], told["H03"][0], told["D01"][0]) == (Rate(None, 3), Rate(6, 6), Rate(11, 11))
    assert "满意率：–（3，太少" in told["L01"][1] and "满意率：<b>100 %</b>（6/6）" in told["H03"][1]


async def test_a_published_month_keeps_all_ratings_and_shows_everybody_none_of_few(db: Database) -> None:
    await rated_park(db)
    row = await publish(db, NOVEMBER.first or date.min, by=await me(db, "K01", LATER), at=LATER)
    frozen = {each["key"]: each["sums"]["satisfaction"] for each in row.figures["rows"]["category"]}
    assert frozen["policy"] == {"numerator": 2, "denominator": 2}
    public = (await public_month(db, "2026-11"))["figures"]
    shown = {each["key"]: each["sums"]["satisfaction"] for each in public["rows"]["category"]}
    assert shown == {key: {"numerator": None, "denominator": n} for key, n in (("surroundings", 9), ("policy", 2))}
    assert public["park"] == row.figures["park"]
    departments = {each["key"]: each["sums"]["satisfaction"] for each in public["rows"]["department"]}
    assert {"numerator": 6, "denominator": 6} in departments.values()
    for is_public in (False, True):
        by = await me(db, "K01", LATER)
        found = await compared(db, NOVEMBER.first or date.min, by=by, at=LATER, is_public=is_public)
        assert found.is_intact and not found.changes


async def test_a_published_month_of_few_ratings_tells_a_department_and_the_public_only_how_many(db: Database) -> None:
    await sample(db)
    await brought(db, f"{RESOLVED}; C01 confirm")
    first = date(2026, 11, 1)
    row = await publish(db, first, by=await me(db, "K01", LATER), at=LATER)
    assert row.figures["park"]["satisfaction"] == {"numerator": 1, "denominator": 1}
    assert (await public_month(db, "2026-11"))["figures"]["park"]["satisfaction"]["numerator"] is None
    for code, words in (("O03", "满意率：–（1，太少"), ("K01", "满意率：100 %（1/1，n 太少）")):
        found = await compared(db, first, by=await me(db, code, LATER), at=LATER)
        assert words in published_card(found, SAY).text and found.is_intact


async def test_whether_a_firm_has_rated_is_not_told_to_those_it_has_rated(db: Database) -> None:
    await sample(db)
    rated, unrated = await brought(db, f"{RESOLVED}; C01 confirm"), await brought(db, RESOLVED, key="unrated")
    await comment(db, rated.id or 0, "很好", by=await me(db, "C01"), at=MORNING, key="c")
    await end_waits(db, at=MORNING + timedelta(days=12))
    people, ends = await ids_of(db, Person), dict[str, list[str]]()
    for code in ("O03", "H03", "L01", "W01", "D01", "K01", "C01"):
        for ticket in (rated, unrated):
            who = await me(db, code)
            sight, history = await see(db, ticket.id or 0, who), await history_of(db, ticket.id or 0, who)
            lines = [line for event in history.events[-2:] for line in event_lines(event, sight, history, 0, SAY)]
            ends[code] = [*ends.get(code, ()), " ".join(str(line).partition(" · ")[2] or str(line) for line in lines)]
    for code in ("O03", "H03", "L01"):
        assert not any(word in text for text in ends[code] for word in ("评价", "附言", "很好", "自动")), ends[code]
        assert all("诉求归档" in text for text in ends[code])
    for code in ("W01", "D01", "K01", "C01"):
        assert "企业已评价" in ends[code][0] and "逾期自动归档" in ends[code][1], ends[code]
    async with db.read() as session:
        told = select(Push.kind).where(Push.person_id == people["O03"], col(Push.kind).in_(["confirm", "auto-close"]))
        assert list(await session.exec(told)) == ["confirm", "confirm"]  # one sentence: it is closed
