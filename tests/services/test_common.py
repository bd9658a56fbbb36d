"""Common problems on both databases: who ties, who is told what, and that no firm learns of another."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from domain.errors import NamesAFirm, NotForYou, TiedElsewhere, UnknownCommon, UnknownTicket
from domain.lifecycle import Action, Outcome, State
from services.common import alike_anywhere, common_problem, open_problems, tell_result, tie, untie
from services.record import File, Move
from services.tickets import Problem, file_problem, move, see
from storage.database import Database
from storage.tables import Attachment, CommonProblem, Event, Push, Ticket
from tests.services.people import MORNING, me, sample

WORDS = ("三号车间今早停电", "车间停电了，生产线停了", "园区停电了，什么时候来电？", "下水道堵了")
FILERS = ("C01", "C03", "C05", "C07")
RESULT = "变压器已更换，18 点前全部恢复供电"


async def filed(db: Database) -> list[Ticket]:
    """Three firms without power, and a fourth with another problem."""
    await sample(db)
    return [
        await file_problem(db, Problem(f"k{code}", "utilities", words), by=await me(db, code), at=MORNING)
        for code, words in zip(FILERS, WORDS, strict=True)
    ]


async def rows(db: Database, kind: Any) -> list[Any]:
    async with db.read() as session:
        return list(await session.exec(select(kind).order_by(kind.id)))


async def tied(
    db: Database, some: Sequence[Ticket], *, title: str = "", key: str = "tie-1", by: str = "W01"
) -> CommonProblem:
    return await tie(db, [ticket.number for ticket in some], title=title, by=await me(db, by), at=MORNING, key=key)


async def tell(
    db: Database,
    problem: CommonProblem,
    text: str = RESULT,
    *,
    key: str = "r1",
    by: str = "W01",
    files: Sequence[File] = (),
) -> None:
    await tell_result(db, problem.id or 0, text, files, by=await me(db, by), at=MORNING, key=key)


async def told_of(db: Database, kind: str) -> list[tuple[int, int | None]]:
    """Who was told, and of which ticket."""
    return [(push.person_id, push.ticket_id) for push in await rows(db, Push) if push.kind == kind]


async def test_the_desk_ties_tickets_and_each_owner_is_told(db: Database) -> None:
    some = (await filed(db))[:3]
    problem = await tied(db, some)
    assert problem.title == WORDS[0]
    known = await common_problem(db, problem.id or 0, await me(db, "W01"))
    assert [line.ticket.id for line in known.tied] == [ticket.id for ticket in some]
    assert await told_of(db, "tie") == [(ticket.owner_id, ticket.id) for ticket in some]
    events = [event for event in await rows(db, Event) if event.action == "tie"]
    assert [event.new["common_id"] for event in events] == [problem.id] * 3
    assert {ticket.state for ticket in await rows(db, Ticket)} == {State.DISPATCHED}


@pytest.mark.parametrize("code", ["C01", "L01", "O01", "H01", "D01", "S01", "A01"])
async def test_nobody_but_the_desk_ties_unties_tells_or_looks(db: Database, code: str) -> None:
    some, by = await filed(db), await me(db, code)
    problem = await tied(db, some[:2])
    for attempt in (
        lambda: tied(db, some, key="x", by=code),
        lambda: untie(db, some[0].number, by=by, at=MORNING, key="x"),
        lambda: tell(db, problem, by=code),
        lambda: common_problem(db, problem.id or 0, by),
        lambda: open_problems(db, by),
        lambda: alike_anywhere(db, some[0].id or 0, by),
    ):
        with pytest.raises(NotForYou):
            await attempt()
    assert not await told_of(db, "common-result")


async def test_the_result_goes_to_each_firm_and_owner_once_with_its_files(db: Database) -> None:
    some = (await filed(db))[:3]
    problem = await tied(db, some, title="停电")
    for _ in range(2):
        await tell(db, problem, files=[File("photo", "p1")])
    events = [event for event in await rows(db, Event) if event.action == "common_result"]
    assert [(event.ticket_id, event.text) for event in events] == [(ticket.id, RESULT) for ticket in some]
    expected = [(person, ticket.id) for ticket in some for person in (ticket.contact_id, ticket.owner_id)]
    assert await told_of(db, "common-result") == expected
    assert [file.ticket_id for file in await rows(db, Attachment)] == [ticket.id for ticket in some]
    assert len(await told_of(db, "files")) == 6
    assert await open_problems(db, await me(db, "W01")) == []


async def test_what_is_said_to_a_firm_names_no_other(db: Database) -> None:
    some = (await filed(db))[:2]
    with pytest.raises(NamesAFirm):
        await tied(db, some, title="禾穗岚生物科技有限公司停电")
    problem = await tied(db, some)
    with pytest.raises(NamesAFirm):
        await tell(db, problem, "禾穗岚生物科技有限公司的变压器已更换")
    await tell(db, problem)
    others = {"禾穗岚", "C03", "张志伟", some[1].number}
    for row in (*await rows(db, Event), *await rows(db, Push)):
        if row.ticket_id == some[0].id:
            assert not [name for name in others if name in str(row.model_dump())]


async def test_a_ticket_tied_later_gets_the_result_at_that_moment_with_its_files(db: Database) -> None:
    some = await filed(db)
    problem = await tied(db, some[:2])
    await tell(db, problem, files=[File("photo", "p1")])
    for _ in range(2):
        assert (await tied(db, [some[0], some[2]], key="tie-2")).id == problem.id
    events = [(event.action, event.text) for event in await rows(db, Event) if event.ticket_id == some[2].id]
    assert events == [("file", WORDS[2]), ("tie", WORDS[0]), ("common_result", RESULT)]
    assert [person for person, ticket in await told_of(db, "common-result") if ticket == some[2].id] == [
        some[2].contact_id,
        some[2].owner_id,
    ]
    assert [file.file_id for file in await rows(db, Attachment) if file.ticket_id == some[2].id] == ["p1"]


async def test_an_ended_ticket_is_told_nothing_and_each_is_still_resolved_and_judged_by_itself(db: Database) -> None:
    some = (await filed(db))[:3]
    problem = await tied(db, some)
    await move(db, some[0].id or 0, Move(Action.WITHDRAW), by=await me(db, "C01"), at=MORNING)
    await tell(db, problem)
    assert {ticket for _, ticket in await told_of(db, "common-result")} == {some[1].id, some[2].id}
    steps: tuple[tuple[str, Move], ...] = (
        ("L02", Move(Action.ACCEPT)),
        ("L02", Move(Action.RESOLVE, text="好了", outcome=Outcome.SOLVED)),
        ("C03", Move(Action.CONFIRM, stars=4)),
    )
    for code, step in steps:
        await move(db, some[1].id or 0, step, by=await me(db, code), at=MORNING)
    states = [ticket.state for ticket in await rows(db, Ticket)]
    assert states == [State.WITHDRAWN, State.CLOSED, State.DISPATCHED, State.DISPATCHED]


async def test_telling_the_result_is_a_word_to_the_firm_and_breaks_the_silence(db: Database) -> None:
    some = await filed(db)
    await move(db, some[0].id or 0, Move(Action.ACCEPT), by=await me(db, "L01"), at=MORNING)
    problem = await tied(db, some[:2])
    later = MORNING + timedelta(days=1)
    await tell_result(db, problem.id or 0, RESULT, (), by=await me(db, "W01"), at=later, key="r1")
    assert (await see(db, some[0].id or 0, await me(db, "W01"))).ticket.told_at == later


async def test_a_ticket_belongs_to_one_common_problem_until_it_is_untied(db: Database) -> None:
    some, desk = await filed(db), await me(db, "W01")
    first, second = await tied(db, some[:2]), await tied(db, some[2:], key="tie-2")
    with pytest.raises(TiedElsewhere):
        await tied(db, [some[0], some[2]], key="tie-3")
    for _ in range(2):
        await untie(db, some[2].number, by=desk, at=MORNING, key="u1")
    with pytest.raises(UnknownCommon):
        await untie(db, some[2].number, by=desk, at=MORNING, key="u2")
    assert (await tied(db, [some[0], some[2]], key="tie-3")).id == first.id
    assert [(problem.id, count) for problem, count in await open_problems(db, desk)] == [(second.id, 1), (first.id, 3)]
    await tell(db, second)
    assert {ticket for _, ticket in await told_of(db, "common-result")} == {some[3].id}


async def test_what_is_not_there_cannot_be_tied_or_told(db: Database) -> None:
    some, desk = await filed(db), await me(db, "W01")
    for numbers in ([], [some[0].number, "LL-2026-000999"]):
        with pytest.raises(UnknownTicket):
            await tie(db, numbers, title="", by=desk, at=MORNING, key="x")
    with pytest.raises(UnknownTicket):
        await untie(db, "LL-2026-000999", by=desk, at=MORNING, key="x")
    with pytest.raises(UnknownCommon):
        await tell_result(db, 99, RESULT, (), by=desk, at=MORNING, key="x")
    assert not await rows(db, CommonProblem)


async def test_tied_and_told_at_the_same_moment_nobody_misses_the_result(db: Database) -> None:
    some = (await filed(db))[:3]
    problem = await tied(db, some[:2])
    await asyncio.gather(tell(db, problem), *(tied(db, [some[0], some[2]], key="tie-2") for _ in range(3)))
    told = [event.ticket_id for event in await rows(db, Event) if event.action == "common_result"]
    assert sorted(told) == [ticket.id for ticket in some]


async def test_the_desk_is_offered_what_is_alike_of_all_firms_and_not_tied_yet(db: Database) -> None:
    some, desk = await filed(db), await me(db, "W01")
    offered = await alike_anywhere(db, some[0].id or 0, desk)
    assert {ticket.id for ticket, _ in offered} == {some[1].id, some[2].id}
    await tied(db, [some[1], some[3]])
    assert [ticket.id for ticket, _ in await alike_anywhere(db, some[0].id or 0, desk)] == [some[2].id]
