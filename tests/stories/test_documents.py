"""Files that are made for a message, pictures and places: on the phone as a push, and as the answer of a handler."""

from uuid import uuid4

import pytest

from cards.card import Button, Card, Document, Place, tap
from handlers.replies import show
from handlers.talk import Talk
from tests.house import House
from tests.phones import Phone, png
from texts import Html, speaker

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # it concerns the wire alone

FILE, PICTURE = Document("接待日.ics", b"BEGIN:VCALENDAR"), Document("路线图.PNG", png())
PLACE = Place(28.19, 112.97, "综合服务中心三楼", "澜江大道 1 号")
CARD = Card(Html("已预约"), ((Button("改期", tap("x", "y", 1)),),), (FILE, PICTURE), PLACE)


async def shown(phone: Phone) -> None:
    """The card with its buttons, then the file under its name with its bytes, the picture, and the place."""
    card, file, picture, place = (await phone.messages())[-4:]
    assert (card.text, card.buttons) == ("已预约", [["改期"]])
    assert file.raw["document"]["file_name"] == "接待日.ics"
    content = await phone.park.http.get(f"/files/{file.raw['document']['file_id']}")
    assert content.content == FILE.content
    assert picture.raw["photo"]
    venue = place.raw["venue"]
    assert (venue["title"], venue["address"], venue["location"]["longitude"]) == (*PLACE[2:], PLACE.longitude)


async def test_the_courier_delivers_a_card_with_its_files_and_its_place(house: House) -> None:
    phone = await house.phone("C01")
    assert house.app
    await house.app.courier.deliver(phone.chat_id, CARD, quiet=False)
    await shown(phone)


async def test_a_handlers_answer_brings_the_files_and_the_place_along(house: House) -> None:
    phone = await house.phone("C01")
    assert house.app
    say = speaker("zh-CN", house.db.park.calendar.zone)
    talk = Talk(house.db, 1, phone.chat_id, 1, house.clock.now(), None, say, lambda token: token + uuid4().hex)
    for method in show(talk, CARD):
        await house.app.answers.send(method)
    await shown(phone)
