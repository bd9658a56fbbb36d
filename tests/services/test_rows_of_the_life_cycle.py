"""Each row of the life-cycle table with its checks: returns, pauses, extensions, suspensions, levels, masks, filers."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from cards.history import history_cards
from cards.lists import list_card
from cards.pushes import event_card
from cards.ticket import ticket_card
from domain.errors import (
    NoMoreExtensions,
    NotAsked,
    NotForYou,
    NothingPending,
    NotNow,
    RulingStands,
    TooFar,
    TooLateToExtend,
    TooLateToReturn,
    UnknownTicket,
)
from domain.lifecycle import Action, Part, Source, State, Wish
from domain.roles import Role
from services.record import Move
from services.reminders import end_waits, tick
from services.tickets import (
    Problem,
    file_problem,
    history_of,
    move,
    my_tickets,
    see,
    supplement,
)
from services.veil import hidden_in
from storage.database import Database
from storage.people import as_me, firm_of
from storage.tables import Assist, Department, Event, Firm, Person, PersonRole, Push, Ticket
from tests.services.people import MORNING, me, sample
from tests.services.situations import (
    BACK,
    HANDED,
    PROBLEM,
    PROMISED,
    RESOLVED,
    SIGNED,
    SUSPENDED,
    TWICE,
    act,
    away,
    brought,
    ids_of,
)
from texts import LANGUAGES, speaker


@pytest.fixture
async def park(db: Database) -> Database:
    """The sample park."""
    await sample(db)
    return db


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 by the park's clock; the 24th is a Tuesday. Days after 30 lie in December."""
    return datetime(2026, 11, 1, hour, minute, tzinfo=UTC) + timedelta(days=day - 1, hours=-8)


async def pushed(db: Database) -> list[tuple[str, str]]:
    """Which message went to whom for the newest event."""
    codes = {person_id: code for code, person_id in (await ids_of(db, Person)).items()}
    async with db.read() as session:
        event = (await session.exec(select(Event).order_by(col(Event.id).desc()).limit(1))).one()
        pushes = await session.exec(select(Push).order_by(col(Push.id)))
        return [(push.kind, codes[push.person_id]) for push in pushes if push.args.get("event") == event.id]


async def code_of(db: Database, person_id: int | None) -> str:
    """Who it is."""
    return {row_id: code for code, row_id in (await ids_of(db, Person)).items()}[person_id or 0]


async def test_a_department_returns_within_a_working_day_and_the_first_owner_stays_responsible(park: Database) -> None:
    ticket = await brought(park, HANDED)
    assert await code_of(park, ticket.owner_id) == "L01"
    with pytest.raises(TooLateToReturn):
        await act(park, ticket, "O03 return", MORNING + timedelta(days=1, minutes=1))
    ticket = await act(park, ticket, "O03 return", MORNING + timedelta(days=1))
    assert (ticket.lead_id, ticket.sender_id, await code_of(park, ticket.owner_id)) == (None, None, "L01")
    assert await pushed(park) == [("return", "L01")]
    assert (await see(park, ticket.id or 0, await me(park, "O03"))).parts == {Part.FOLLOWER}


async def test_whoever_handed_it_over_hears_that_it_is_returned(park: Database) -> None:
    ticket = await act(park, await brought(park, "W01 hand_over"), "O03 return")
    assert await pushed(park) == [("return", "L01"), ("return", "W01")]
    assert ticket.owner_id == (await me(park, "L01")).id


async def test_the_second_return_is_for_the_duty_desk_to_rule_and_the_ruling_stands(park: Database) -> None:
    ticket = await brought(park, TWICE)
    assert await pushed(park) == [("ruling", "W01"), ("return", "L01")]
    assert ticket.id in [each.id for each in await my_tickets(park, await me(park, "W01"))]
    with pytest.raises(RulingStands):
        await act(park, ticket, "L01 hand_over")
    ticket = await act(park, ticket, "W01 hand_over")
    assert ("ruled", "O03") in await pushed(park)
    for refused in ("O03 return", "L01 hand_over"):
        with pytest.raises(RulingStands):
            await act(park, ticket, refused)
    assert (await act(park, ticket, "O03 accept")).state is State.IN_HAND


async def test_a_liaison_cannot_get_round_the_ruling_by_signing(park: Database) -> None:
    ticket = await brought(park, f"{TWICE}; L01 accept")
    with pytest.raises(RulingStands):
        await act(park, ticket, "L01 hand_over")


async def test_who_has_handed_it_over_takes_it_back_and_a_department_stays_its_lead(park: Database) -> None:
    ticket = await brought(park, f"{HANDED}; L01 accept")
    assert (ticket.state, ticket.lead_id, ticket.sender_id) == (State.IN_HAND, None, None)
    with pytest.raises(NotNow):  # who was asked before follows it, and is told why not
        await act(park, ticket, "O03 return")
    d2 = (await ids_of(park, Department))["D2"]
    other = await brought(park, PROMISED, key="k2")
    lead = other.lead_id
    other = await move(park, other.id or 0, Move(Action.HAND_OVER, lead_id=d2), by=await me(park, "L01"), at=MORNING)
    other = await act(park, other, "O03 accept")
    assert (other.lead_id, await code_of(park, other.owner_id)) == (lead, "O03")


async def test_who_signs_after_a_promise_is_bound_by_it_even_when_it_is_past(park: Database) -> None:
    ticket = await brought(park, f"{PROMISED}; L01 hand_over")
    promised = ticket.promised_for
    ticket = await act(park, ticket, "O03 accept")
    assert (ticket.due_at, ticket.first_promise) == (promised, promised)
    late = on(32, 10)  # the second of December: promised for the first
    ticket = await act(park, await act(park, ticket, "L01 hand_over", late), "O03 accept", late)
    assert ticket.due_at == promised
    assert await tick(park, at=late + timedelta(days=1)) == 1


async def test_the_clock_stands_still_by_the_working_time_of_the_pause(park: Database) -> None:
    calendar = park.park.calendar
    old = await act(park, await brought(park, PROMISED), "O03 ask", on(24, 15))
    assert old.due_at == on(31, 15)
    ticket = await act(park, old, "C02 answer", on(26, 10))
    pause = timedelta(hours=2.5 + 6 + 1)
    for before, after in ((old.held_due, ticket.due_at), (old.limit_at, ticket.limit_at)):
        assert before
        assert after
        assert calendar.working_time(before, after) == pause
    assert ticket.promised_for == ticket.due_at
    assert ticket.first_promise == old.first_promise
    with pytest.raises(NotAsked):
        await act(park, ticket, "C01 answer", on(26, 10))


async def test_asked_and_answered_in_one_night_moves_nothing_but_an_urgent_one_runs_by_the_clock(
    park: Database,
) -> None:
    for urgent in (False, True):
        way = SIGNED if urgent else PROMISED
        ticket = await brought(park, way, key=f"k{urgent}", problem=replace(PROBLEM, urgent=urgent))
        dates = (ticket.due_at, ticket.limit_at)
        ticket = await act(park, ticket, "O03 ask", on(24, 20))
        ticket = await act(park, ticket, "C01 answer", on(24, 22))
        moved = timedelta(hours=2) if urgent else timedelta()
        assert (ticket.due_at, ticket.limit_at) == tuple(each and each + moved for each in dates)


async def test_five_working_days_without_an_answer_and_the_clock_runs_on(park: Database) -> None:
    ticket = await act(park, await brought(park, PROMISED), "O03 ask")
    assert await end_waits(park, at=on(31, 9, 30)) == 0
    assert await end_waits(park, at=on(31, 9, 31)) == 1
    assert await pushed(park) == [("lapse", "O03"), ("lapse", "C01")]
    ticket = (await see(park, ticket.id or 0, await me(park, "C01"))).ticket
    assert ticket.held_due is None
    assert ticket.promised_for == ticket.due_at
    assert ticket.promised_for
    assert ticket.promised_for > on(37, 12)


async def test_an_extension_granted_while_the_firm_is_asked_waits_with_the_clock(park: Database) -> None:
    ticket = await brought(park, f"{PROMISED}; O03 extend; O03 ask; H03 approve")
    assert (ticket.held_due, ticket.due_at) == (ticket.promised_for, on(31, 9, 30))
    granted = ticket.promised_for
    ticket = await act(park, ticket, "C01 answer", on(25, 9, 30))
    assert ticket.due_at == ticket.promised_for
    assert granted
    assert ticket.due_at
    assert park.park.calendar.working_time(granted, ticket.due_at) == timedelta(hours=6)


async def test_a_date_that_is_wished_for_moves_with_the_pause(park: Database) -> None:
    ticket = await brought(park, f"{PROMISED}; O03 extend; O03 ask")
    ticket = await act(park, ticket, "C01 answer", on(30, 9, 30))
    assert ticket.promised_for
    assert ticket.wanted_for
    assert ticket.wanted_for > ticket.promised_for
    ticket = await act(park, ticket, "H03 approve", on(30, 9, 31))
    assert ticket.promised_for
    assert ticket.due_at == ticket.promised_for > (ticket.first_promise or MORNING)


async def extend(db: Database, ticket: Ticket, day: date, at: datetime = MORNING, code: str = "O03") -> Ticket:
    """Ask for another date."""
    wished = Move(Action.EXTEND, wanted=day, text="变压器厂家还没发货")
    return await move(db, ticket.id or 0, wished, by=await me(db, code), at=at)


async def test_an_extension_goes_to_the_head_then_to_the_director_and_a_third_is_refused(park: Database) -> None:
    ticket = await brought(park, PROMISED)  # for Tuesday, the first of December, 17:30
    with pytest.raises(TooLateToExtend):
        await extend(park, ticket, date(2026, 12, 3), on(30, 17, 31))
    with pytest.raises(TooFar):
        await extend(park, ticket, date(2026, 12, 16))
    ticket = await extend(park, ticket, date(2026, 12, 15), on(30, 17, 30))
    assert await pushed(park) == [("wish-extension", "H03")]
    assert ticket.due_at == ticket.promised_for == on(31, 17, 30)
    for stranger in ("D01", "O03", "H02"):
        with pytest.raises((NotForYou, UnknownTicket)):
            await act(park, ticket, f"{stranger} approve")
    ticket = await act(park, ticket, "H03 approve", on(30, 17, 30))
    assert await pushed(park) == [("granted-extension", "O03"), ("granted-extension", "C01")]
    assert (await history_of(park, ticket.id or 0, await me(park, "C01"))).events[-1].text == "变压器厂家还没发货"
    assert (ticket.due_at, ticket.first_promise) == (on(45, 17, 30), on(31, 17, 30))
    ticket = await extend(park, ticket, date(2026, 12, 16))
    assert await pushed(park) == [("wish-extension", "D01")]
    assert ticket.id in [each.id for each in await my_tickets(park, await me(park, "D01"))]
    ticket = await act(park, ticket, "D01 approve")
    with pytest.raises(NoMoreExtensions):
        await extend(park, ticket, date(2026, 12, 17))
    with pytest.raises(NothingPending):
        await act(park, ticket, "H03 approve")


async def test_a_declined_extension_keeps_the_date_and_only_the_owner_hears_why(park: Database) -> None:
    ticket = await act(park, await brought(park, f"{PROMISED}; O03 extend"), "H03 decline")
    assert (ticket.due_at, ticket.wants, ticket.extensions) == (on(31, 17, 30), None, 0)
    assert await pushed(park) == [("decline", "O03")]


async def test_nobody_approves_his_own_wish_where_another_could(park: Database) -> None:
    ticket = await brought(park, f"{HANDED}; H03 accept; H03 commit; H03 extend")
    assert ticket.wants_of is Role.DIRECTOR
    await away(park, "O03", "H03")
    other = await extend(park, await brought(park, PROMISED, key="k2"), date(2026, 12, 3), code="H03")
    assert other.wants_of is Role.DIRECTOR


async def test_a_suspended_ticket_reports_every_thirty_days_and_its_dates_move_on(park: Database) -> None:
    ticket = await brought(park, SUSPENDED)
    assert ticket.due_at == on(54, 9, 30)  # the 24th of December, thirty days on
    ticket = await act(park, ticket, "O03 report", on(34, 10))
    assert ticket.due_at == on(61, 17, 30)  # thirty days on is the third of January: before it lie days off
    ticket = await act(park, ticket, "O03 resume", on(34, 10))
    assert (ticket.state, ticket.wants) == (State.SUSPENDED, Wish.RESUMPTION)
    ticket = await act(park, ticket, "D01 approve", on(34, 10))
    pause = park.park.calendar.working_time(MORNING, on(34, 10))
    assert ticket.promised_for == ticket.due_at
    assert park.park.calendar.working_time(on(31, 17, 30), ticket.due_at or MORNING) == pause
    at_once = await act(park, await brought(park, SUSPENDED, key="k2"), "D01 resume", on(25, 9, 30))
    assert (at_once.state, at_once.wants) == (State.IN_HAND, None)
    assert ("granted-resumption", "C01") in await pushed(park)


@pytest.mark.parametrize("last", ["O03 resolve", "W01 hand_over", "C01 withdraw"])
async def test_a_wish_is_void_once_the_ticket_has_moved_on(park: Database, last: str) -> None:
    ticket = await act(park, await brought(park, f"{PROMISED}; O03 suspend"), last)
    assert (ticket.wants, ticket.wants_of, ticket.wanted_for) == (None, None, None)
    with pytest.raises(NothingPending):
        await act(park, ticket, "D01 approve")


async def test_a_rejected_result_goes_one_level_up_each_time(park: Database) -> None:
    ticket = await brought(park, RESOLVED)
    for level, above in enumerate(("H03", "D01", "D01"), 1):
        later = MORNING + timedelta(days=level)
        ticket = await act(park, ticket, "C01 reject", later)
        assert (await code_of(park, ticket.owner_id), ticket.level) == (above, level)
        assert (ticket.due_at, ticket.promised_for) == (later + timedelta(hours=2), None)
        with pytest.raises((NotForYou, NotNow)):
            await act(park, ticket, "O03 accept")
        for said in ("accept", "resolve"):
            ticket = await act(park, ticket, f"{above} {said}", later)
    mine = await brought(park, "L01 accept; L01 resolve; C01 reject", key="k2")
    assert await code_of(park, mine.owner_id) == "W01"
    assert await code_of(park, (await brought(park, f"{BACK}; L01 accept", key="k3")).owner_id) == "L01"


async def test_assisting_departments_have_dates_of_their_own(park: Database) -> None:
    ticket = await brought(park, HANDED)
    assert ("assist-wanted", "O04") in await pushed(park)
    row = await assists(park)
    assert [(each.due_at, each.done_at) for each in row] == [(on(27, 17, 30), None)]
    await act(park, ticket, "O04 assist")
    assert await pushed(park) == [("assist", "L01")]
    assert (await assists(park))[0].done_at == MORNING
    with pytest.raises(NotForYou):
        await act(park, ticket, "O04 assist")
    await act(park, await act(park, ticket, "O03 return"), "L01 hand_over", on(25, 9, 30))
    assert [(each.due_at, each.done_at) for each in await assists(park)] == [(on(30, 17, 30), None)]
    d4 = (await ids_of(park, Department))["D4"]
    given = Move(Action.HAND_OVER, lead_id=d4)
    await move(park, ticket.id or 0, given, by=await me(park, "W01"), at=on(25, 9, 30))
    assert await assists(park) == []


async def assists(db: Database) -> list[Assist]:
    """All that assisting departments are asked for."""
    async with db.read() as session:
        return list(await session.exec(select(Assist)))


async def test_withdrawing_tells_everybody_who_works_on_it(park: Database) -> None:
    ticket = await act(park, await brought(park, HANDED), "C01 withdraw")
    assert await pushed(park) == [("withdraw", "L01"), ("withdraw", "O03"), ("withdraw", "O04")]
    assert (ticket.state, ticket.due_at, ticket.remind_at) == (State.WITHDRAWN, None, None)


async def test_the_chain_lead_of_a_backbone_firm_follows_from_the_escalation_on(park: Database) -> None:
    ticket, lead = await brought(park, PROMISED), await me(park, "P01")
    with pytest.raises(UnknownTicket):
        await see(park, ticket.id or 0, lead)
    ticket = await act(park, ticket, "K01 escalate")
    assert await pushed(park) == [("escalate", "O03"), ("escalated", "H03"), ("escalated", "P01")]
    assert (await see(park, ticket.id or 0, lead)).parts == {Part.FOLLOWER}
    with pytest.raises(UnknownTicket):
        await see(park, ticket.id or 0, await me(park, "P02"))
    await act(park, ticket, "D01 escalate")
    assert ticket.escalated == 1
    assert (await see(park, ticket.id or 0, lead)).ticket.escalated == 2
    small = await brought(park, "L03 accept; K01 escalate", key="k2", by="C05")
    assert small.escalated == 1
    assert [kind for kind, _ in await pushed(park)] == ["escalate", "escalated"]


async def test_a_substitute_stands_in_and_an_absent_head_is_told_himself(park: Database) -> None:
    await away(park, "L01", "L02")
    await away(park, "H03", "H02")
    ticket = await brought(park, "")
    assert await code_of(park, ticket.owner_id) == "L02"
    assert await pushed(park) == [("file", "L02")]
    ticket = await act(park, await act(park, ticket, "L02 hand_over"), "O03 accept")
    assert await pushed(park) == [("accept", "C01"), ("taken", "L02")]
    ticket = await act(park, await act(park, ticket, "O03 commit"), "O03 extend")
    assert await pushed(park) == [("wish-extension", "H03")]
    back = MORNING + timedelta(days=61)
    assert (await see(park, ticket.id or 0, await me(park, "L02", back))).parts == {Part.FOLLOWER}


async def test_a_person_is_handed_a_ticket_by_the_duty_desk_only(park: Database) -> None:
    ticket, liaison = await brought(park, SIGNED), await me(park, "L01")
    given = Move(Action.HAND_OVER, person_id=liaison.id)
    with pytest.raises(NotForYou):
        await move(park, ticket.id or 0, given, by=liaison, at=MORNING)
    ticket = await move(park, ticket.id or 0, given, by=await me(park, "W01"), at=MORNING)
    assert ticket.owner_id == liaison.id
    assert await pushed(park) == [("given", "L01"), ("assist-wanted", "O04"), ("moved-on", "C01"), ("moved-on", "O03")]


@pytest.mark.parametrize(
    ("code", "source"),
    [("L01", Source.LIAISON), ("S01", Source.RECEPTION), ("D01", Source.LEADER), ("H02", Source.LEADER)],
)
async def test_filing_on_behalf_reaches_the_firms_owner_contact_and_stays_in_sight(
    park: Database, code: str, source: Source
) -> None:
    by, firm_id = await me(park, code), await first_firm(park)
    ticket = await file_problem(park, replace(PROBLEM, firm_id=firm_id), by=by, at=MORNING)
    assert (ticket.source, await code_of(park, ticket.contact_id)) == (source, "C01")
    assert ("filed-for-you", "C01") in await pushed(park)
    assert (await see(park, ticket.id or 0, by)).ticket.id == ticket.id
    assert (await act(park, ticket, "C02 withdraw")).state is State.WITHDRAWN


@pytest.mark.parametrize("code", ["L02", "O03", "C03", "W01", "K01", "P01", "A01"])
async def test_nobody_else_files_for_a_firm(park: Database, code: str) -> None:
    by, firm_id = await me(park, code), await first_firm(park)
    with pytest.raises(NotForYou):
        await file_problem(park, replace(PROBLEM, firm_id=firm_id), by=by, at=MORNING)


async def first_firm(db: Database) -> int:
    """Row id of the first firm."""
    async with db.read() as session:
        firm = await firm_of(session, (await me(db, "C01")).id)
        assert firm
        return firm.id or 0


SECRET = Problem(
    key="k",
    category="surroundings",
    summary="澜砚星精密机械有限公司的门口被堵，找王慧敏",
    details="澜砚星精密机械李明远 13800000017，王慧敏 13800000018",
    confidential=True,
)
NAMES = ("澜砚星", "李明远", "王慧敏", "13800000017", "13800000018")


async def everything_read(db: Database, ticket: Ticket, code: str, language: str) -> str:
    """All that a person's cards, lists, history and pushes of a ticket say."""
    person, say, calendar = await me(db, code), speaker(language, db.park.calendar.zone), db.park.calendar
    sight = await see(db, ticket.id or 0, person)
    history = await history_of(db, ticket.id or 0, person)
    some = await my_tickets(db, person)
    cards = [
        ticket_card(sight, say, calendar, MORNING),
        list_card(some, say, calendar, MORNING, await hidden_in(db, some, person)),
        *history_cards(sight, history, {}, say),
        *(event_card("message", sight, event, say, calendar, MORNING) for event in history.events),
    ]
    return "\n".join(card.text for card in cards)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_confidential_firm_is_some_firm_to_all_but_its_liaison_and_the_duty_desk(
    park: Database, language: str
) -> None:
    ticket = await brought(park, f"{HANDED}; O03 accept; C02 message; O03 commit", problem=SECRET)
    said = Move(Action.MESSAGE, text="请找李明远，澜砚星精密机械有限公司", message_id=5)
    await move(park, ticket.id or 0, said, by=await me(park, "C02"), at=MORNING)
    await supplement(park, 5, "请找澜砚星精密机械有限公司王慧敏", by=await me(park, "C02"), at=MORNING, key="u")
    for code in ("O03", "H03", "O04", "D01", "K01"):
        read = await everything_read(park, ticket, code, language)
        assert [name for name in NAMES if name in read] == [], code
        assert speaker(language, park.park.calendar.zone).plain("card-some-firm") in read
    for code in ("C01", "L01", "W01"):
        assert "澜砚星精密机械有限公司" in await everything_read(park, ticket, code, language)


async def test_an_assessor_reads_no_contacts_name_of_any_ticket(park: Database) -> None:
    ticket = await brought(park, SIGNED, problem=replace(SECRET, confidential=False))
    read = await everything_read(park, ticket, "K01", "zh-CN")
    assert [name for name in NAMES if name in read] == ["澜砚星"]
    assert "李明远" in await everything_read(park, ticket, "O03", "zh-CN")


async def test_the_firm_reads_not_what_the_parks_people_write_to_each_other(park: Database) -> None:
    ticket = await brought(park, "")
    steps = (
        ("L01", Move(Action.HAND_OVER, text="内情一", lead_id=(await ids_of(park, Department))["D3"], message_id=7)),
        ("O03", Move(Action.RETURN, text="内情二")),
        ("L01", Move(Action.NOTE, text="内情三", message_id=8)),
        ("K01", Move(Action.ESCALATE, text="内情四")),
    )
    for code, step in steps:
        await move(park, ticket.id or 0, step, by=await me(park, code), at=MORNING)
    for message_id, text in ((7, "内情五"), (8, "内情六")):
        await supplement(park, message_id, text, by=await me(park, "L01"), at=MORNING, key=text)
        assert "C01" not in [code for _, code in await pushed(park)]
    assert "内情" not in await everything_read(park, ticket, "C01", "zh-CN")
    read = await everything_read(park, ticket, "L01", "zh-CN")
    assert [n for n in "一二三四五六" if f"内情{n}" not in read] == []


async def test_two_officers_sign_at_once_and_one_of_them_owns_it(park: Database) -> None:
    d3 = (await ids_of(park, Department))["D3"]
    async with park.begin() as session:
        second = Person(code="O33", name="丁一凡", department_id=d3)
        session.add(second)
        await session.flush()
        session.add(PersonRole(person_id=second.id or 0, role=Role.OFFICER))
    both = [await me(park, code) for code in ("O03", "O33")]
    for turn in range(3):
        ticket = await brought(park, HANDED, key=f"k{turn}")
        taps = (move(park, ticket.id or 0, Move(Action.ACCEPT), by=each, at=MORNING) for each in both)
        done = await asyncio.gather(*taps, return_exceptions=True)
        won = [each for each in done if isinstance(each, Ticket)]
        assert len(won) == 1
        assert [type(each) for each in done if not isinstance(each, Ticket)] == [NotNow]
        owner = (await see(park, ticket.id or 0, both[0])).ticket.owner_id
        assert owner == won[0].owner_id == both[0 if done[0] is won[0] else 1].id


async def test_a_head_who_is_also_a_liaison_of_the_firm_hears_each_event_once(park: Database) -> None:
    ids = await ids_of(park, Person)
    async with park.begin() as session:
        firm = (await session.exec(select(Firm).where(Firm.code == "F01"))).one()
        firm.liaison_id = ids["H03"]
        session.add(firm)
    ticket = await brought(park, "H03 hand_over")
    async with park.read() as session:
        people = [await as_me(session, each, MORNING) for each in await session.exec(select(Person))]
    assert [each.person.code for each in people if each.id == ticket.owner_id] == ["H03"]
    told = [code for _, code in await pushed(park)]
    assert len(told) == len(set(told))
