"""Files on real databases: what is fetched, who may open them, late parts of an album, and hidden names."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import col, select

from cards.files import masked
from domain.errors import UnknownTicket
from domain.lifecycle import Action
from services.files import files_by_event, is_known, join_album, open_files
from services.outgoing import letter
from services.record import DOWNLOAD_LIMIT, File, Move
from services.tickets import Problem, file_problem, move, see, supplement
from storage.database import Database
from storage.outbox import Owed
from storage.tables import Attachment, Event, Push, Ticket
from tests.services.people import MORNING, me, sample
from texts import speaker

PHOTOS = [File("photo", f"p{n}", mime="", size=1000, album="a1") for n in range(3)]
PLAN = File("document", "d1", name="恒达机械 施工图.pdf", mime="application/pdf", size=2000)
FILM = File("video", "v1", name="恒达.mp4", mime="video/mp4", size=DOWNLOAD_LIMIT + 1)
HERE = File("location", "30.274,120.155")
PROBLEM = Problem(key="k1", category="surroundings", summary="下水道堵了", files=(*PHOTOS, PLAN, FILM, HERE))


async def filed(db: Database, problem: Problem = PROBLEM) -> Ticket:
    await sample(db)
    return await file_problem(db, problem, by=await me(db, "C01"), at=MORNING)


async def rows(db: Database, kind: Any) -> list[Any]:
    async with db.read() as session:
        return list(await session.exec(select(kind).order_by(col(kind.id))))


async def owed_files(db: Database, code: str) -> list[Push]:
    person = await me(db, code)
    return [push for push in await rows(db, Push) if push.kind == "files" and push.person_id == person.id]


async def letter_of(db: Database, push: Push) -> Any:
    return await letter(
        db, 1, Owed(push.id or 0, push.person_id, push.kind, push.ticket_id, push.args, False, 0), at=MORNING
    )


async def test_what_a_bot_can_fetch_is_to_be_fetched_and_the_rest_says_why_not(db: Database) -> None:
    await filed(db)
    kept = await rows(db, Attachment)
    assert [each.fetch_at for each in kept] == [MORNING] * 4 + [None] * 2
    assert [each.problem for each in kept] == [None] * 4 + ["file is too big", "a place, no file"]
    assert [each.album for each in kept] == ["a1"] * 3 + [""] * 3
    assert db.attached.is_set()


async def test_whoever_may_see_the_ticket_is_owed_all_its_files_once_a_press(db: Database) -> None:
    ticket = await filed(db)
    for key in ("u1", "u1", "u2"):
        assert await open_files(db, ticket.id or 0, by=await me(db, "D01"), at=MORNING, key=key) == 6
    asked = await owed_files(db, "D01")
    assert len(asked) == 2 * 3, "photos and film in one album, the plan, the place: for each of two presses"
    about = [await letter_of(db, push) for push in asked[:3]]
    assert [[file.file_id for file in each.files] for each in about] == [
        ["p0", "p1", "p2", "v1"],
        ["d1"],
        [HERE.file_id],
    ]


@pytest.mark.parametrize("code", ["L02", "C03", "S01"])
async def test_a_stranger_is_owed_nothing(db: Database, code: str) -> None:
    ticket = await filed(db)
    with pytest.raises(UnknownTicket):
        await open_files(db, ticket.id or 0, by=await me(db, code), at=MORNING, key="u1")
    assert await owed_files(db, code) == []


async def test_late_parts_join_the_event_of_their_album_and_its_reader_gets_them_once(db: Database) -> None:
    ticket = await filed(db)
    before, events = await owed_files(db, "L01"), await rows(db, Event)
    late = [replace(PHOTOS[0], file_id="p3"), PHOTOS[2]]
    for _ in range(2):
        joined = await join_album(db, late, by=await me(db, "C01"), at=MORNING)
        assert joined.id == ticket.id
    assert [each.file_id for each in await rows(db, Attachment)][-1] == "p3"
    assert len(await rows(db, Attachment)) == 7
    [more] = (await owed_files(db, "L01"))[len(before) :]
    assert [file.file_id for file in (await letter_of(db, more)).files] == ["p3"]
    assert [(event.id, event.text) for event in await rows(db, Event)] == [(e.id, e.text) for e in events]
    assert await files_by_event(db, ticket.id or 0) == {events[0].id: 7}
    assert (await see(db, ticket.id or 0, await me(db, "L01"))).files == 7


async def test_a_late_part_of_progress_goes_to_the_firm(db: Database) -> None:
    ticket = await filed(db)
    owner = await me(db, "L01")
    await move(db, ticket.id or 0, Move(Action.ACCEPT), by=owner, at=MORNING)
    report = Move(Action.REPORT, text="在修", files=[replace(PHOTOS[0], file_id="r0", album="a2")])
    await move(db, ticket.id or 0, report, by=owner, at=MORNING)
    await join_album(db, [replace(PHOTOS[0], file_id="r1", album="a2")], by=owner, at=MORNING)
    sent = [(await letter_of(db, push)).files for push in await owed_files(db, "C01")]
    assert [[file.file_id for file in each] for each in sent] == [["r0"], ["r1"]]


async def test_an_album_is_known_only_to_who_has_sent_it(db: Database) -> None:
    await filed(db)
    assert await is_known(db, "a1", by=await me(db, "C01"))
    assert not await is_known(db, "a2", by=await me(db, "C01"))
    assert not await is_known(db, "a1", by=await me(db, "C03"))
    with pytest.raises(UnknownTicket):
        await join_album(db, [PHOTOS[0]], by=await me(db, "C03"), at=MORNING)


async def test_an_edit_of_any_message_of_a_contribution_is_a_supplement_of_its_event(db: Database) -> None:
    ticket = await filed(db, replace(PROBLEM, message_id=77, messages=(77, 78, 79)))
    by = await me(db, "C01")
    for message_id in (78, 79):
        found = await supplement(db, message_id, f"改过的第{message_id}条", by=by, at=MORNING, key=f"u{message_id}")
        assert found and found.id == ticket.id
    assert await supplement(db, 80, "别的", by=by, at=MORNING, key="u80") is None
    assert [event.action for event in await rows(db, Event)] == ["file", "supplement", "supplement"]


@pytest.mark.parametrize("code", ["C01", "L01", "W01", "D01"])
async def test_a_confidential_ticket_hides_the_firm_from_all_but_its_own_its_liaison_and_the_desk(
    db: Database, code: str
) -> None:
    ticket = await filed(db)
    async with db.begin() as session:
        kept = await session.get(Ticket, ticket.id)
        assert kept
        kept.confidential = True
    await open_files(db, ticket.id or 0, by=await me(db, code), at=MORNING, key="u1")
    push = next(push for push in await rows(db, Push) if push.key.startswith("open:"))
    assert (await letter_of(db, push)).neutral is (code == "D01")


async def test_a_masked_file_has_neither_name_nor_words_nor_an_id_to_send_it_by(db: Database) -> None:
    ticket = await filed(db)
    await open_files(db, ticket.id or 0, by=await me(db, "D01"), at=MORNING, key="u1")
    asked = [file for push in await owed_files(db, "D01") for file in (await letter_of(db, push)).files]
    shown = [masked(replace(file, caption="恒达"), speaker("zh-CN")) for file in asked]
    names = ["附件1", "附件2", "附件3", "附件5.mp4", "附件4.pdf", "位置"]
    assert [file.name for file in shown] == names
    assert {(file.file_id, file.caption) for file in shown} == {("", "")}
    picture = replace(asked[4], mime="image/jpeg", name="恒达.jpg")
    assert masked(picture, speaker("zh-CN")).kind == "photo"


async def test_a_ticket_that_is_not_confidential_is_masked_for_nobody(db: Database) -> None:
    ticket = await filed(db)
    assert not (await see(db, ticket.id or 0, await me(db, "D01"))).is_masked


async def test_the_files_of_an_internal_note_are_not_the_firms(db: Database) -> None:
    ticket = await filed(db)
    note = Move(Action.NOTE, text="内部意见", files=(File("document", "secret", name="内部意见.pdf"),))
    await move(db, ticket.id or 0, note, by=await me(db, "L01"), at=MORNING)
    assert (await see(db, ticket.id or 0, await me(db, "L01"))).files == 7
    assert (await see(db, ticket.id or 0, await me(db, "C01"))).files == 6
    assert await open_files(db, ticket.id or 0, by=await me(db, "C01"), at=MORNING, key="u1") == 6
