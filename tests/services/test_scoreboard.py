"""The board on both databases: each indicator reckoned a second time from the events, replays, who sees what."""

import asyncio
import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select, update

from domain.deadlines import light, yellow_at
from domain.errors import NotForYou, UnknownFigure
from domain.lifecycle import Action, Outcome
from domain.scoring import RATES, By, Measure, Rate
from services.park import CategoryRow, FirmRow, load_park
from services.record import Move
from services.sample import sample_park
from services.scoreboard import Board, Span, all_time, behind, board, month_span, plain
from services.scores import gather, score_anew, score_if_new
from services.terms import term_of
from services.tickets import Problem, file_problem, move
from storage.database import Database
from storage.score_tables import Score, Tally
from storage.scores import empty
from storage.tables import Firm, Person, Push, Ticket
from tests.conftest import PARK, apart
from tests.house import KEYS
from tests.services import naive
from tests.services.histories import Choice, Course, working
from tests.services.people import MORNING, me, sample
from tests.services.situations import PROBLEM, PROMISED, SUSPENDED, brought, ids_of
from tests.simulation.oracle import Axis

CHOICE = st.builds(Choice, st.integers(0, 8), st.integers(0, 5), st.integers(0, 400), st.integers(0, 60))
START = datetime(2026, 11, 19, 1, 0, tzinfo=UTC)
HALF = Span(date(2026, 11, 23), date(2026, 12, 9))
SPANS = (month_span(date(2026, 11, 1)), month_span(date(2026, 12, 1)), all_time(date(2027, 6, 1)), HALF)


async def board_for(db: Database, span: Span, at: datetime, code: str = "D01") -> Board:
    return await board(db, span, by=await me(db, code, at), at=at)


async def compare(db: Database, course: Course) -> None:
    """The board and the second reckoning, for whole months, for everything, and from one date to another."""
    histories, at = await course.histories(), course.at
    axis = Axis(list(working(db, date(2026, 11, 1), 700)))
    for span in SPANS:
        seen = await board_for(db, span, at)
        for measure in RATES:
            expected = naive.rate(measure, histories, span.holds, at)
            shown = seen.park.rate(measure)
            assert (shown.numerator, shown.denominator) == expected, (measure, span)
        minutes = naive.comings(histories, span.holds, axis, await course.instead())
        assert (seen.park.coming, seen.park.came) == (naive.middle(minutes), len(minutes)), span
        await compare_kinds(seen, histories, span, at)
        check_sums(seen)


async def compare_kinds(seen: Board, histories: list[naive.History], span: Span, at: datetime) -> None:
    """Told apart by what a ticket is."""
    for by, column in ((By.CATEGORY, "category_code"), (By.SOURCE, "source")):
        for row in seen.rows[by]:
            own = [history for history in histories if history[0].after[column] == row.key]
            for measure in RATES:
                shown = row.sums.rate(measure)
                assert (shown.numerator, shown.denominator) == naive.rate(measure, own, span.holds, at), (row, measure)


def check_sums(seen: Board) -> None:
    """Departments and liaisons together are the park; so are categories, chains, sources."""
    for kinds in ((By.DEPARTMENT, By.LIAISON), (By.CATEGORY,), (By.CHAIN,), (By.SOURCE,)):
        rows = [row for kind in kinds for row in seen.rows.get(kind, ())]
        for measure in RATES:
            assert sum((row.sums.rate(measure) for row in rows), Rate()) == seen.park.rate(measure), (kinds, measure)


async def facts(db: Database) -> list[dict[str, object]]:
    async with db.read() as session:
        asked = select(Score).order_by(col(Score.ticket_id), col(Score.kind), col(Score.nth))
        return [fact.model_dump(exclude={"id"}) for fact in await session.exec(asked)]


async def check_rebuilding(db: Database, course: Course) -> None:
    """From the events alone the same facts and the same board come out; gathering changes nothing either."""
    span, at = all_time(date(2027, 6, 1)), course.at
    before, seen = await facts(db), await board_for(db, span, at)
    await gather(db)
    assert await board_for(db, span, at) == seen
    assert await score_anew(db) == len(course.ids)
    assert await facts(db) == before
    assert await board_for(db, span, at) == seen


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A file with the sample park, to be copied for each history."""
    file = tmp_path_factory.mktemp("board") / "park.db"
    shutil.copy(sqlite_template, file)
    apart(furnish(file))
    return file


async def furnish(file: Path) -> None:
    db = Database(f"sqlite+aiosqlite:///{file}", PARK, KEYS)
    await sample(db)
    await db.close()


def copied(furnished: Path, folder: Path) -> str:
    """A park in which nothing has happened yet; returns its address."""
    for old in folder.glob("history.db*"):
        old.unlink()
    return f"sqlite+aiosqlite:///{shutil.copy(furnished, folder / 'history.db')}"


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(choices=st.lists(CHOICE, min_size=10, max_size=40))
async def test_whatever_happens_the_board_is_what_the_events_say(
    furnished: Path, tmp_path: Path, choices: list[Choice]
) -> None:
    db = Database(copied(furnished, tmp_path), PARK, KEYS)
    try:
        await followed(db, choices)
    finally:
        await db.close()


async def followed(db: Database, choices: list[Choice]) -> Course:
    course = Course(db, START)
    await course.prepare()
    await course.run(choices)
    await compare(db, course)
    await check_rebuilding(db, course)
    return course


@pytest.mark.parametrize("seed", [4, 5])
async def test_the_same_on_both_databases(db: Database, seed: int) -> None:
    await sample(db)
    random = Random(seed)
    choices = [Choice(*(random.randrange(n) for n in (9, 6, 400, 60))) for _ in range(70)]
    course = await followed(db, choices)
    seen = await board_for(db, all_time(date(2027, 6, 1)), course.at)
    assert all(seen.park.rate(measure).denominator for measure in RATES) and seen.park.came
    for measure in (*RATES, Measure.COMING):
        listed = await behind(db, measure, all_time(date(2027, 6, 1)), by=await me(db, "D01"), at=course.at)
        count = seen.park.came if measure is Measure.COMING else seen.park.rate(measure).denominator
        assert len(listed) == count
    assert json.loads(json.dumps(plain(seen)))["park"]["response"]["denominator"] == seen.park.response.denominator


async def closed(db: Database, key: str, code: str, firm: str | None, outcome: Outcome, *, category: str) -> None:
    """A problem from its filing to the firm's stars."""
    firms, at = await ids_of(db, Firm), MORNING
    problem = Problem(key=key, category=category, summary="停水", firm_id=firms[firm] if firm else None)
    ticket = await file_problem(db, problem, by=await me(db, code), at=at)
    owner = next(c for c, i in (await ids_of(db, Person)).items() if i == ticket.owner_id)
    contact = next(c for c, i in (await ids_of(db, Person)).items() if i == ticket.contact_id)
    for who, wanted in (
        (owner, Move(Action.ACCEPT)),
        (owner, Move(Action.COMMIT, wanted=date(2026, 11, 24))),
        (owner, Move(Action.RESOLVE, text="好了", outcome=outcome)),
        (contact, Move(Action.CONFIRM, stars=5)),
    ):
        await move(db, ticket.id or 0, wanted, by=await me(db, who), at=at + timedelta(minutes=20))


async def found_on_site(db: Database) -> None:
    """73 problems that a leader finds, each brought to an end, 68 of them solved."""
    for n in range(73):
        outcome = Outcome.SOLVED if n < 68 else (Outcome.PARTLY, Outcome.EXPLAINED, Outcome.PASSED_UP)[n % 3]
        await closed(db, f"site-{n}", "D01", f"F{n % 10 + 1:02}", outcome, category="surroundings")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # the same sums on both: see above
async def test_73_problems_found_on_site_68_solved_are_931(db: Database) -> None:
    await sample(db)
    await found_on_site(db)
    await closed(db, "other", "C01", None, Outcome.PARTLY, category="other")
    seen = await board_for(db, month_span(date(2026, 11, 1)), MORNING)
    row = next(row for row in seen.rows[By.SOURCE] if row.key == "leader")
    assert (row.sums.solution, row.sums.solution.text) == (Rate(68, 73), "93.1 %")
    assert row.sums.outcomes == {"solved": 68, "partly": 2, "explained": 1, "passed_up": 2}
    assert row.sums.satisfaction.text == "100 %" and row.sums.kept_word == Rate(73, 73)
    found = await behind(
        db, "solution", month_span(date(2026, 11, 1)), row=(By.SOURCE, "leader"), by=await me(db, "W01"), at=MORNING
    )
    assert (sum(each.good for each in found), len(found)) == (68, 73)


FIVE = {"schooling": "子女入学", "talent": "人才", "safety": "安全生产", "ecology": "环保", "policy": "政策兑现"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_46_problems_of_22_backbone_firms_in_five_categories(db: Database) -> None:
    park = sample_park()
    backbone = [replace_firm(firm, n) for n, firm in enumerate(park.firms)]
    kinds = [CategoryRow(code=code, zh=zh, en=code, resolve_days=5) for code, zh in FIVE.items()]
    await load_park(db, replace(park, firms=tuple(backbone), categories=(*park.categories, *kinds)))
    firms = [firm for firm in backbone if firm.backbone]
    assert len(firms) == 22
    for n in range(46):
        problem = Problem(key=f"b{n}", category=list(FIVE)[n % 5], summary="问题")
        code = firms[n % 22].contacts[0]
        await file_problem(db, problem, by=await me(db, code), at=MORNING)
    seen = await board_for(db, month_span(date(2026, 11, 1)), MORNING)
    counted = {row.key: row.sums.solution.denominator for row in seen.rows[By.CATEGORY]}
    assert counted == {"schooling": 10, "talent": 9, "safety": 9, "ecology": 9, "policy": 9}
    assert seen.park.solution == Rate(0, 46)
    assert {key: cells["2026-11"].denominator for key, cells in seen.heat.items()} == counted


def replace_firm(firm: FirmRow, number: int) -> FirmRow:
    """The first 22 firms are the backbone."""
    return firm.model_copy(update={"backbone": number < 22})


async def test_everybody_sees_what_is_his_and_nobody_a_strange_firm(db: Database) -> None:
    await sample(db)
    hidden = await brought(db, SUSPENDED, key="secret", problem=replace(PROBLEM, confidential=True))
    plain_one = await brought(db, PROMISED.replace("L01", "L03"), key="plain", by="C05")
    span = month_span(date(2026, 11, 1))
    boards = {
        c: await board_for(db, span, MORNING, c) for c in ("D01", "W01", "K01", "H03", "O02", "L01", "P01", "C01")
    }
    everything = {"department", "liaison", "category", "chain", "source"}
    assert all(set(boards[code].rows) == everything for code in ("D01", "W01", "K01"))
    assert set(boards["H03"].rows) == {"department", "category", "source", "liaison"}
    own = boards["L01"].rows["liaison"]  # he came; he has handed it on in time, and the rest is the department's
    assert [(row.code, row.sums.came, row.sums.response) for row in own] == [("L01", 1, Rate())]
    assert [row.key for row in boards["P01"].rows["chain"]] == ["先进装备制造"]
    assert not boards["C01"].rows and not boards["C01"].ranking and set(boards["L01"].rows) == {"liaison"}
    assert all(each.park == boards["D01"].park for each in boards.values())
    assert {line.number: line.firm for line in boards["K01"].suspended} == {hidden.number: None}
    assert boards["K01"].suspended[0].reason is None  # it may name the firm
    assert boards["W01"].suspended[0].firm and boards["W01"].suspended[0].reason == "说明"
    assert not boards["O02"].suspended and not boards["P01"].suspended
    for code, numbers in (("K01", 2), ("O02", 0), ("O03", 2), ("C01", 1), ("C05", 1), ("C07", 0)):
        found = await behind(db, "solution", span, by=await me(db, code), at=MORNING)
        assert len(found) == numbers, code
        masked = [each.firm for each in found if each.number == hidden.number]
        assert not any(masked) or code == "C01"
    next_week = await board_for(db, span, MORNING + timedelta(days=6))
    assert [each.number for each in next_week.due] == [hidden.number, plain_one.number]
    assert not boards["D01"].due


async def test_a_row_that_is_not_his_and_a_figure_that_is_none_are_refused(db: Database) -> None:
    await sample(db)
    span, people = month_span(date(2026, 11, 1)), await ids_of(db, Person)
    strange = (By.LIAISON, str(people["L02"]))
    for code in ("C01", "L01", "P01"):
        with pytest.raises(NotForYou):
            await behind(db, "response", span, row=strange, by=await me(db, code), at=MORNING)
    own = (By.LIAISON, str(people["L01"]))
    assert await behind(db, "response", span, row=own, by=await me(db, "L01"), at=MORNING) == []
    for figure, row in (("nothing", (By.PARK, "")), ("uncalled", (By.PARK, "")), ("response", (By.DEPARTMENT, "x"))):
        with pytest.raises(UnknownFigure):
            await behind(db, figure, span, row=row, by=await me(db, "D01"), at=MORNING)


async def test_lights_are_those_of_the_cards_and_a_loud_message_at_night_is_counted(db: Database) -> None:
    await sample(db)
    await brought(db, PROMISED)
    await brought(db, SUSPENDED, key="rests")
    await brought(db, f"{PROMISED}; O03 ask", key="asks")
    calendar, codes = db.park.calendar, await ids_of(db, Person)
    async with db.read() as session:
        ticket = (await session.exec(select(Ticket).where(Ticket.key == "k"))).one()
    term = term_of(ticket)
    assert term
    for at in (MORNING, yellow_at(calendar, term), term.due, term.due + timedelta(seconds=1)):
        seen = await board_for(db, month_span(date(2026, 11, 1)), at)
        assert seen.lights == {str(light(calendar, term, at)): 1, "suspended": 1, "asked": 1}
    night, noon = MORNING + timedelta(hours=14), MORNING + timedelta(hours=1)
    rows = [
        told("1", codes["C01"], night),
        told("2", codes["C01"], night, quiet=True),
        told("3", codes["L01"], night),
        told("4", codes["C01"], noon),
        told("5", codes["C01"], night, outcome="blocked"),
    ]
    async with db.begin() as session:
        session.add_all(rows)
    for span in (month_span(date(2026, 11, 1)), all_time(date(2026, 11, 1))):
        assert (await board_for(db, span, MORNING + timedelta(days=2))).uncalled == 1
    assert (await board_for(db, month_span(date(2026, 12, 1)), MORNING)).uncalled == 0


def told(key: str, person_id: int, at: datetime, *, quiet: bool = False, outcome: str = "sent") -> Push:
    """A message that has gone out."""
    return Push(key=key, person_id=person_id, kind="told", due_at=at, settled_at=at, outcome=outcome, quiet=quiet)


async def test_two_clocks_gather_at_once_while_tickets_move_and_nothing_is_counted_twice(db: Database) -> None:
    await sample(db)
    codes = ("C01", "C05", "C07", "C08", "C11")
    filing = [brought(db, "", key=f"g{n}", by=code) for n, code in enumerate(codes)]
    await asyncio.gather(*filing, gather(db), gather(db))
    await asyncio.gather(gather(db), gather(db))
    async with db.read() as session:
        left = (await session.exec(select(Tally).where(col(Tally.fresh)))).all()
    assert not left and await gather(db) == 0
    assert (await board_for(db, month_span(date(2026, 11, 1)), MORNING)).park.solution == Rate(0, 5)


async def test_a_desk_with_older_tickets_gets_its_facts_once(db: Database) -> None:
    await sample(db)
    assert await score_if_new(db) == 0
    await brought(db, PROMISED)
    before = await facts(db)
    async with db.begin() as session:
        await empty(session)
        await session.exec(update(Ticket).values(yellow_at=None))
    assert (await score_if_new(db), await score_if_new(db)) == (1, 0)
    assert await facts(db) == before
    async with db.read() as session:
        assert (await session.exec(select(Ticket))).one().yellow_at
