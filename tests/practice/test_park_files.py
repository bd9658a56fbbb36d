"""Files: uploaded, reused, too big, not what they say they are."""

from __future__ import annotations

import json

from practice import PRACTICE_TOKEN
from practice.pictures import dimensions
from tests.phones import Park, Phone, png
from tests.practice.serving import Bot

MB = 1024 * 1024


async def test_a_small_file_can_be_fetched_and_one_over_20_mb_cannot(park: Park, bot: Bot, person: Phone) -> None:
    small = (await person.document("说明.txt", b"hallo")).raw["document"]
    path = (await bot.do("getFile", file_id=small["file_id"]))["file_path"]
    assert (await park.http.get(f"/file/bot{PRACTICE_TOKEN}/{path}")).content == b"hallo"
    assert (await park.http.get(f"/file/bot1:x/{path}")).status_code == 404
    big = (await person.document("录像.mp4", declared_size=25 * MB)).raw["document"]
    assert big["file_size"] == 25 * MB
    assert await bot.refused("getFile", file_id=big["file_id"]) == "400 Bad Request: file is too big"


async def test_an_unknown_file_id_is_refused(bot: Bot, person: Phone) -> None:
    reason = "400 Bad Request: wrong file identifier/HTTP URL specified"
    assert await bot.refused("sendDocument", chat_id=person.chat_id, document="erfunden") == reason
    assert await bot.refused("getFile", file_id="erfunden") == reason


async def test_a_file_of_a_person_can_be_sent_on_by_its_id_but_only_as_its_kind(bot: Bot, person: Phone) -> None:
    photo = (await person.photo()).raw["photo"]
    assert len(photo) == 2
    sent = await bot.do("sendPhoto", chat_id=person.chat_id, photo=photo[-1]["file_id"])
    assert sent["photo"][-1]["file_unique_id"] == photo[-1]["file_unique_id"]
    refusal = await bot.refused("sendDocument", chat_id=person.chat_id, document=photo[-1]["file_id"])
    assert refusal == "400 Bad Request: can't use file of type Photo as Document"


async def test_uploads_have_limits(bot: Bot, person: Phone) -> None:
    heavy_photo = {"photo": ("a.png", png() + bytes(10 * MB))}
    refusal = await bot.refused("sendPhoto", heavy_photo, chat_id=person.chat_id)
    assert refusal == "413 Request Entity Too Large"
    heavy = {"document": ("a.bin", bytes(52 * MB))}
    assert await bot.refused("sendDocument", heavy, chat_id=person.chat_id) == "413 Request Entity Too Large"


async def test_what_is_no_picture_is_no_photo(bot: Bot, person: Phone) -> None:
    refusal = await bot.refused("sendPhoto", {"photo": ("a.png", b"text")}, chat_id=person.chat_id)
    assert refusal == "400 Bad Request: IMAGE_PROCESS_FAILED"
    assert (await bot.refused("sendPhoto", chat_id=person.chat_id)).endswith("there is no photo in the request")
    empty = await bot.refused("sendDocument", {"document": ("a.txt", b"")}, chat_id=person.chat_id)
    assert empty == "400 Bad Request: file must be non-empty"


async def test_an_album_has_two_to_ten_of_a_kind(bot: Bot, person: Phone) -> None:
    def album(*kinds: str) -> str:
        return json.dumps([{"type": kind, "media": f"attach://f{n}"} for n, kind in enumerate(kinds)])

    def files(count: int) -> dict[str, tuple[str, bytes]]:
        return {f"f{number}": (f"{number}.png", png(number)) for number in range(count)}

    sent = await bot.do("sendMediaGroup", files(10), chat_id=person.chat_id, media=album(*["photo"] * 10))
    assert len({message["media_group_id"] for message in sent}) == 1
    for kinds in (["photo"], ["photo"] * 11, ["photo", "document"], ["photo", "sticker"]):
        refusal = await bot.refused("sendMediaGroup", files(len(kinds)), chat_id=person.chat_id, media=album(*kinds))
        assert refusal.startswith("400 Bad Request: ")


async def test_a_broken_album_leaves_nothing_behind(bot: Bot, person: Phone) -> None:
    media = json.dumps([{"type": "photo", "media": "attach://a"}, {"type": "photo", "media": "attach://fehlt"}])
    await bot.refused("sendMediaGroup", {"a": ("a.png", png())}, chat_id=person.chat_id, media=media)
    assert len(await person.messages()) == 1


async def test_an_album_of_a_person_comes_as_single_updates_with_one_caption(bot: Bot, person: Phone) -> None:
    await bot.do("getUpdates", offset=-1)
    await person.photo("三张", count=3)
    album = [update["message"] for update in (await bot.do("getUpdates"))[1:]]
    assert [message.get("caption") for message in album] == ["三张", None, None]
    assert len({message["media_group_id"] for message in album}) == 1


async def test_the_page_gets_pictures_inline_and_other_files_for_download_only(park: Park, person: Phone) -> None:
    picture = (await person.photo()).raw["photo"][-1]["file_id"]
    page = (await person.document("bösartig.html", b"<script>")).raw["document"]["file_id"]
    shown, kept = await park.http.get(f"/files/{picture}"), await park.http.get(f"/files/{page}")
    assert shown.headers["content-type"] == "image/png"
    assert kept.headers["content-type"] == "application/octet-stream"
    assert kept.headers["content-disposition"].startswith("attachment")


def test_the_size_of_each_kind_of_picture_is_read() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x20\x00\x40" + bytes(12)
    assert dimensions(jpeg) == (64, 32)
    assert dimensions(png(size=7)) == (7, 7)
    assert dimensions(b"GIF89a\x05\x00\x06\x00") == (5, 6)
    assert dimensions(b"RIFF0000WEBPVP8X" + bytes(8) + b"\x09\x00\x00\x04\x00\x00") == (10, 5)
    assert dimensions(b"%PDF") is None
