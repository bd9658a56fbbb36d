"""Visits on real databases: who may record, see, answer; once; what counts and what does not (issue 4)."""

import asyncio
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlmodel import col, select

from domain.calendar import PARK_ZONE
from domain.errors import NoSuchFirm, UnknownVisit, VisitAnswered
from domain.lifecycle import Source
from services.absence import be_away
from services.outgoing import letter
from services.record import File
from services.tickets import Problem, file_problem
from services.visit_answers import answer_last, answer_visit
from services.visit_dates import tick_visits
from services.visits import (
    Note,
    firms_to_visit,
    firms_with_visits,
    log_visit,
    open_visit_files,
    see_visit,
    visits_of,
)
from storage.database import Database
from storage.outbox import Owed
from storage.people import person_by_id
from storage.tables import Contact, Firm, Push, Ticket, Visit
from tests.services.people import me, sample

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=PARK_ZONE)
LATER = datetime(2026, 12, 1, 9, 30, tzinfo=PARK_ZONE)
PLACE = File("location", "28.19,112.97")
NOTE = Note("form-1", "车间漏水", (File("photo", "p1"), File("voice", "v1"), PLACE))


async def firm(db: Database, code: str) -> Firm:
    async with db.read() as session:
        return (await session.exec(select(Firm).where(Firm.code == code))).one()


async def logged(db: Database, firm_code: str, by: str, note: Note = NOTE, when: datetime = NOW) -> Visit:
    firm_id = (await firm(db, firm_code)).id or 0
    return await log_visit(db, firm_id, note, by=await me(db, by, when), at=when)


async def told(db: Database, kind: str) -> list[str]:
    """Who is owed a message of that kind; each may read it."""
    async with db.read() as session:
        pushes = list(await session.exec(select(Push).where(Push.kind == kind).order_by(col(Push.id))))
    people = []
    for push in pushes:
        owed = Owed(push.id or 0, push.person_id, push.kind, None, push.args, quiet=False, tries=0)
        assert (await letter(db, 1, owed, at=NOW)).visit
        async with db.read() as session:
            people.append((await person_by_id(session, push.person_id)).code)
    return people


async def test_a_visit_is_kept_whole_puts_the_next_one_on_and_asks_the_firms_owner(db: Database) -> None:
    await sample(db)
    await tick_visits(db, at=NOW)
    first = await logged(db, "F01", "L01", when=LATER)
    again = await logged(db, "F01", "L01", when=LATER)
    assert again.id == first.id and (await told(db, "visit")) == ["C01"]
    async with db.read() as session:
        kept = (await session.exec(select(Visit))).one()
    assert (kept.text, kept.latitude, kept.longitude, len(kept.files)) == ("车间漏水", 28.19, 112.97, 3)
    assert kept.source is Source.VISIT and kept.was_due == date(2026, 12, 8) and kept.at == LATER
    assert (await firm(db, "F01")).visit_due == date(2026, 12, 15)


async def test_a_leaders_visit_is_counted_apart_and_puts_nothing_off(db: Database) -> None:
    await sample(db)
    await tick_visits(db, at=NOW)
    assert (await logged(db, "F01", "D01", when=LATER)).source is Source.LEADER
    assert (await logged(db, "F01", "H02", replace(NOTE, key="form-2"), LATER)).source is Source.LEADER
    assert (await firm(db, "F01")).visit_due == date(2026, 12, 8)


@pytest.mark.parametrize("code", ["L02", "W01", "O02", "C01", "S01", "K01", "A01", "P01"])
async def test_nobody_else_records_a_visit_to_the_firm(db: Database, code: str) -> None:
    await sample(db)
    with pytest.raises(NoSuchFirm):
        await logged(db, "F01", code)


async def test_the_substitute_records_it_while_he_stands_in(db: Database) -> None:
    await sample(db)
    substitute = await me(db, "L03")
    await be_away(db, substitute.id, LATER, by=await me(db, "L01"), at=NOW, key="away")
    assert (await logged(db, "F01", "L03", when=NOW)).source is Source.VISIT
    with pytest.raises(NoSuchFirm):
        await logged(db, "F01", "L03", replace(NOTE, key="form-2"), LATER)


SEES = {"L01", "W01", "D01", "P01", "C01", "C02"}


@pytest.mark.parametrize(
    "code",
    ["L01", "L02", "W01", "D01", "P01", "P02", "C01", "C02", "C03", "H01", "H02", "O02", "S01", "K01", "A01"],
)
async def test_a_visit_is_seen_by_who_looks_after_the_firm_and_by_its_own_people(db: Database, code: str) -> None:
    await sample(db)
    visit, somebody = await logged(db, "F01", "L01"), await me(db, code)
    found = {each.code for each in await firms_with_visits(db, "F01", by=somebody)}
    if code in SEES:
        assert (await see_visit(db, visit.id or 0, by=somebody)).visit.id == visit.id
        assert len((await visits_of(db, visit.firm_id, by=somebody)).visits) == 1
        assert await open_visit_files(db, visit.id or 0, by=somebody, at=NOW, key="press") == 3
        assert found == {"F01"}
        return
    with pytest.raises(UnknownVisit):
        await see_visit(db, visit.id or 0, by=somebody)
    with pytest.raises(NoSuchFirm):
        await visits_of(db, visit.firm_id, by=somebody)
    with pytest.raises(UnknownVisit):
        await open_visit_files(db, visit.id or 0, by=somebody, at=NOW, key="press")
    assert found == set()


async def test_a_head_sees_his_own_visit_to_a_firm_and_no_other(db: Database) -> None:
    await sample(db)
    await logged(db, "F01", "L01")
    own = await logged(db, "F01", "H02", replace(NOTE, key="form-2"))
    page = await visits_of(db, own.firm_id, by=await me(db, "H02"))
    assert [visit.id for visit, _ in page.visits] == [own.id]
    assert [each.code for each in await firms_with_visits(db, "F01", by=await me(db, "H02"))] == ["F01"]


async def test_the_firm_answers_once_and_pressing_twice_is_harmless(db: Database) -> None:
    await sample(db)
    visit = await logged(db, "F01", "L01")
    contact, colleague = await me(db, "C01"), await me(db, "C02")
    await answer_visit(db, visit.id or 0, came=True, by=contact, at=LATER)
    twice = await answer_visit(db, visit.id or 0, came=True, by=colleague, at=NOW)
    assert (twice.answered_by_id, twice.answered_at) == (contact.id, LATER)
    with pytest.raises(VisitAnswered):
        await answer_visit(db, visit.id or 0, came=False, by=colleague, at=LATER)
    assert await told(db, "visit-denied") == []


@pytest.mark.parametrize("code", ["C03", "L01", "W01", "D01", "A01"])
async def test_nobody_but_the_firm_answers(db: Database, code: str) -> None:
    await sample(db)
    visit = await logged(db, "F01", "L01")
    with pytest.raises(UnknownVisit):
        await answer_visit(db, visit.id or 0, came=True, by=await me(db, code), at=NOW)
    assert await answer_last(db, came=True, by=await me(db, code), at=NOW) is None


async def test_a_visit_that_was_not_made_is_told_and_the_old_date_stands_again(db: Database) -> None:
    await sample(db)
    await tick_visits(db, at=NOW)
    await logged(db, "F01", "L01", when=LATER)
    denied = await answer_last(db, came=False, by=await me(db, "C02"), at=LATER)
    assert denied and denied.came is False
    assert await told(db, "visit-denied") == ["L01", "W01"]
    assert (await firm(db, "F01")).visit_due == date(2026, 12, 8)


async def test_an_earlier_visit_that_is_denied_leaves_a_later_ones_date(db: Database) -> None:
    await sample(db)
    await tick_visits(db, at=NOW)
    early = await logged(db, "F01", "L01")
    await logged(db, "F01", "L01", replace(NOTE, key="form-2"), LATER)
    assert await answer_last(db, came=True, by=await me(db, "C01"), at=LATER) is None  # two wait: which one?
    await answer_visit(db, early.id or 0, came=False, by=await me(db, "C01"), at=LATER)
    assert (await firm(db, "F01")).visit_due == date(2026, 12, 15)


async def problem(db: Database, visit: Visit, by: str, *, confidential: bool = False) -> Ticket:
    found = Problem("p", "other", "屋顶漏水", firm_id=visit.firm_id, visit_id=visit.id, confidential=confidential)
    return await file_problem(db, found, by=await me(db, by), at=NOW)


@pytest.mark.parametrize(("code", "source"), [("L01", Source.VISIT), ("D01", Source.LEADER)])
async def test_a_problem_found_on_a_visit_is_tied_to_it_under_its_source(
    db: Database, code: str, source: Source
) -> None:
    await sample(db)
    visit = await logged(db, "F01", code)
    ticket = await problem(db, visit, code)
    assert (ticket.visit_id, ticket.source) == (visit.id, source)
    sight = await see_visit(db, visit.id or 0, by=await me(db, "C01"))
    assert [each.id for each in sight.tickets] == [ticket.id]


async def test_nobody_ties_a_problem_to_somebody_elses_visit_or_to_another_firm(db: Database) -> None:
    await sample(db)
    visit = await logged(db, "F01", "L01")
    with pytest.raises(UnknownVisit):
        await problem(db, visit, "D01")
    elsewhere = Visit(
        id=visit.id, key="", firm_id=(await firm(db, "F02")).id or 0, by_id=0, at=NOW, source=Source.VISIT
    )
    await logged(db, "F02", "D01", replace(NOTE, key="form-2"))
    with pytest.raises(UnknownVisit):
        await problem(db, elsewhere, "D01")
    async with db.read() as session:
        assert (await session.exec(select(Ticket))).all() == []


async def test_a_confidential_problem_does_not_tell_by_its_visit_which_firm_it_is_of(db: Database) -> None:
    await sample(db)
    visit = await logged(db, "F01", "L01")
    await problem(db, visit, "L01", confidential=True)
    for code, count in (("L01", 1), ("C01", 1), ("W01", 1), ("D01", 0), ("P01", 0)):
        assert len((await see_visit(db, visit.id or 0, by=await me(db, code))).tickets) == count, code


async def test_the_firm_due_first_stands_on_top_and_leaders_find_any(db: Database) -> None:
    await sample(db)
    await tick_visits(db, at=NOW)
    await logged(db, "F05", "L04", when=LATER)
    own = await firms_to_visit(db, by=await me(db, "L04"))
    assert [each.code for each in own] == ["F06", "F07", "F05"]
    assert await firms_to_visit(db, "澜砚星", by=await me(db, "L04")) == own
    assert [each.code for each in await firms_to_visit(db, "澜砚星", by=await me(db, "H02"))] == ["F01"]
    assert await firms_to_visit(db, by=await me(db, "H02")) == []


async def test_one_form_sent_ten_times_at_once_is_one_visit_and_asks_once(db: Database) -> None:
    await sample(db)
    made = await asyncio.gather(*(logged(db, "F01", "L01") for _ in range(10)))
    assert len({visit.id for visit in made}) == 1
    assert await told(db, "visit") == ["C01"]


async def test_of_a_yes_and_a_no_at_the_same_moment_one_counts(db: Database) -> None:
    await sample(db)
    visit = await logged(db, "F01", "L01")
    people = [(await me(db, "C01"), True), (await me(db, "C02"), False)]
    said = (answer_visit(db, visit.id or 0, came=came, by=who, at=LATER) for who, came in people)
    results = await asyncio.gather(*said, return_exceptions=True)
    assert sum(isinstance(each, VisitAnswered) for each in results) == 1
    (counted,) = [each for each in results if isinstance(each, Visit)]
    kept = await see_visit(db, visit.id or 0, by=people[0][0])
    assert (kept.visit.came, kept.visit.answered_by_id) == (counted.came, counted.answered_by_id)
    assert bool(await told(db, "visit-denied")) is not counted.came


async def test_a_firm_without_an_owner_is_asked_by_all_its_contacts(db: Database) -> None:
    await sample(db)
    async with db.begin() as session:
        for contact in await session.exec(select(Contact)):
            contact.is_owner = False
    await logged(db, "F01", "L01")
    assert await told(db, "visit") == ["C01", "C02"]


async def test_a_firms_visits_come_in_pages_newest_first(db: Database) -> None:
    await sample(db)
    made = [await logged(db, "F01", "L01", replace(NOTE, key=f"form-{n}")) for n in range(8)]
    first, second = [await visits_of(db, made[0].firm_id, by=await me(db, "L01"), page=page) for page in (0, 1)]
    assert [visit.id for visit, _ in (*first.visits, *second.visits)] == [visit.id for visit in reversed(made)]
    assert (len(first.visits), first.has_more, second.has_more) == (6, True, False)
