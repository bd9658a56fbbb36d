"""Files from phone to phone: an album and a large file, opened by the right people, also when Telegram forgets."""

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from practice.chats import phone_of
from practice.files import Upload, keep, shown
from practice.people import say
from storage.tables import Attachment, Push, Ticket
from tests.house import House, until
from tests.phones import Message, Phone, png
from tests.reliability.desk_work import changed, paid, rows, said

MEGABYTE = 1024 * 1024
OFFER = "这些内容要怎么处理"
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ has both


async def file_with_pictures(house: House, firm: Phone) -> Message:
    """A ticket with three pictures, a plan, and a film that is too large; returns a message of the album."""
    album = await firm.photo(count=3, caption="三号门的路灯全灭了")
    await firm.document("恒达机械 施工图.pdf", b"%PDF-1.4 plan")
    await firm.document("大.zip", declared_size=25 * MEGABYTE)
    offer = await firm.see(OFFER)
    assert "附件：5 个" in offer.text and "“大.zip”超过 20MB" in offer.text
    await firm.press("提交为诉求")
    for label in ("道路环境物业", "跳过", "一般", "📮 提交"):
        await firm.press(label)
    await firm.see("已提交，编号 LL-2026-000001")
    return album


async def fetched(house: House, count: int) -> None:
    """Wait until so many files are on the shelf."""

    async def on_the_shelf() -> bool:
        return len(await rows(house.db, select(Attachment.id).where(col(Attachment.stored).is_not(None)))) == count

    await until(on_the_shelf)


async def with_files(phone: Phone) -> list[Message]:
    return [
        message for message in await phone.messages() if message.by_bot and {"photo", "document"} & set(message.raw)
    ]


def late_picture(house: House, phone: Phone, album: Message) -> None:
    """One more picture of the album, long after the others."""
    park = house.practice.park
    with park.db.atomic():
        picture = shown(keep(park, Upload("photo", "late.png", "image/png", png(9))))
        say(park, phone_of(park, phone.chat_id), picture | {"media_group_id": album.raw["media_group_id"]})


async def test_files_are_opened_from_the_card_by_who_may_see_it_even_when_telegram_has_forgotten_them(
    house: House,
) -> None:
    firm, desk, stranger = await house.phone("C01"), await house.phone("L01"), await house.phone("L02")
    await file_with_pictures(house, firm)
    card = await desk.see("新诉求，请签收")
    assert card.has_button("附件（5）")
    await fetched(house, 4)
    await paid(house)
    assert len(await with_files(desk)) == 5
    house.practice.park.db.run("DELETE FROM files")
    await desk.press("附件（5）", card=card)
    await desk.see("大.zip")
    await paid(house)
    again = (await with_files(desk))[5:]
    assert [("photo" in m.raw, m.raw.get("document", {}).get("file_name")) for m in again] == [
        *[(True, None)] * 3,
        (False, "恒达机械 施工图.pdf"),
    ]
    await desk.write("/history LL-2026-000001")
    assert "填单 📎 5 个附件" in (await desk.see("办理过程")).text
    await stranger.write("/files LL-2026-000001")
    await stranger.see("没有找到这个编号的诉求")
    assert await with_files(stranger) == []


async def test_a_late_part_of_an_album_joins_the_form_and_after_filing_the_ticket(house: House) -> None:
    firm, desk = await house.phone("C01"), await house.phone("L01")
    album = await firm.photo(count=2, caption="三号门的路灯全灭了")
    await firm.see("附件：2 个")
    late_picture(house, firm, album)
    await firm.see("已并入同一相册，共 3 个附件")
    assert len(await said(firm, OFFER)) == 1
    await firm.press("提交为诉求")
    for label in ("道路环境物业", "跳过", "一般", "📮 提交"):
        await firm.press(label)
    await firm.see("已提交，编号")
    await desk.see("新诉求，请签收")
    late_picture(house, firm, album)
    await firm.see("已并入 LL-2026-000001 的同一相册")
    await paid(house)
    assert len(await with_files(desk)) == 4
    assert len(await rows(house.db, select(Ticket.id))) == 1
    assert await said(firm, OFFER) == [], "the one offer was taken, and no other has come"


async def test_for_whom_the_firm_hides_its_name_files_come_from_the_shelf_under_a_number(house: House) -> None:
    firm, director = await house.phone("C01"), await house.phone("D01")
    await file_with_pictures(house, firm)
    await fetched(house, 4)
    await changed(house.db, update(Ticket).values(confidential=True))
    await director.write("/files LL-2026-000001")
    masked = await director.see("请向该企业的驻企联络员索取")
    assert "附件5.zip" in masked.text and "大" not in masked.text
    await paid(house)
    shown_files = await with_files(director)
    assert [message.raw.get("document", {}).get("file_name") for message in shown_files][-1] == "附件4.pdf"
    assert {message.text for message in shown_files} == {"LL-2026-000001"}
    ids = set(await rows(house.db, select(Attachment.file_id)))
    sent = {message.raw["document"]["file_id"] for message in shown_files if "document" in message.raw}
    sent |= {message.raw["photo"][-1]["file_id"] for message in shown_files if "photo" in message.raw}
    assert len(shown_files) == 4 and not ids & sent
    assert "恒达" not in str([message.raw for message in shown_files])


async def test_a_masked_file_that_is_not_fetched_yet_is_waited_for(house: House) -> None:
    firm, director = await house.phone("C01"), await house.phone("D01")
    await house.park.faults("500", methods=["getfile"], times=4)
    await file_with_pictures(house, firm)
    await changed(house.db, update(Ticket).values(confidential=True))
    await director.write("/files LL-2026-000001")

    async def postponed() -> bool:
        return "files not fetched yet" in await rows(house.db, select(Push.error))

    await until(postponed)
    assert await with_files(director) == []
    await fetched(house, 4)
    await director.see("请向该企业的驻企联络员索取", timeout=15)
    await paid(house)
    assert len(await with_files(director)) == 4
