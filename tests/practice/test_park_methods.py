"""The doors of the Bot API: tokens, methods, kinds of parameters, ways to send them."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Mount, Route

from practice import PRACTICE_TOKEN, Limits, Practice
from tests.phones import Park, Phone
from tests.practice.serving import Bot, serving


async def test_a_wrong_token_is_unauthorized_and_a_malformed_one_is_not_found(park: Park) -> None:
    for token, answer in (("5000000001:wrong", (401, "Unauthorized")), ("wrong", (404, "Not Found"))):
        response = await park.http.get(f"/bot{token}/getMe")
        assert (response.status_code, response.json()["description"]) == answer
        assert response.json()["error_code"] == answer[0]


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    assert await bot.refused("sendDice") == "404 Not Found"


@pytest.mark.parametrize("method", ["getMe", "GETME", "getme"])
async def test_the_case_of_a_method_does_not_matter(bot: Bot, method: str) -> None:
    assert (await bot.do(method))["username"] == "sidan_practice_bot"


async def test_parameters_may_come_in_the_address_in_a_form_or_as_json(park: Park, person: Phone) -> None:
    path = f"/bot{PRACTICE_TOKEN}/sendMessage"
    wish = {"chat_id": str(person.chat_id), "text": "你好"}
    ways: list[httpx.Response] = [
        await park.http.get(path, params=wish),
        await park.http.post(path, data=wish),
        await park.http.post(path, json=wish),
        await park.http.post(path, data=wish, files={"unused": b"x"}),
    ]
    assert [way.json()["result"]["text"] for way in ways] == ["你好"] * 4


@pytest.mark.parametrize(
    ("method", "wrong"),
    [
        ("sendMessage", {"text": 5}),
        ("sendMessage", {"text": "a", "disable_notification": "vielleicht"}),
        ("sendMessage", {"text": "a", "reply_markup": "{kaputt"}),
        ("sendMessage", {"text": "a", "entities": "[1]"}),
        ("editMessageText", {"message_id": "eins", "text": "a"}),
        ("sendLocation", {"latitude": "Nord", "longitude": 1}),
        ("sendLocation", {"latitude": 91, "longitude": 1}),
        ("sendLocation", {"latitude": 91}),
        ("sendVenue", {"latitude": 1, "longitude": 181, "title": "a", "address": "b"}),
        ("sendVenue", {"latitude": 1, "longitude": 1, "title": "a"}),
        ("setMyCommands", {"commands": "kein JSON"}),
    ],
)
async def test_a_parameter_of_the_wrong_kind_is_refused(
    bot: Bot, person: Phone, method: str, wrong: dict[str, object]
) -> None:
    assert (await bot.refused(method, chat_id=person.chat_id, **wrong)).startswith("400 Bad Request: ")


async def test_a_broken_body_is_refused(park: Park) -> None:
    headers = {"Content-Type": "application/json"}
    response = await park.http.post(f"/bot{PRACTICE_TOKEN}/getMe", content="{", headers=headers)
    assert response.status_code == 400


async def test_an_unknown_parameter_is_ignored(bot: Bot, person: Phone) -> None:
    assert await bot.do("sendMessage", chat_id=person.chat_id, text="a", colour="red")


async def test_the_log_of_calls_tells_what_was_asked(park: Park, bot: Bot, person: Phone) -> None:
    await bot.do("sendMessage", chat_id=person.chat_id, text="a")
    await bot.refused("sendMessage", chat_id=1, text="a")
    report = await park.calls(reset=True)
    assert report["statuses"] == {"200": 1, "400": 1}
    assert [call["chat_id"] for call in report["calls"]] == [person.chat_id, 1]
    assert (await park.calls())["calls"] == []


async def test_the_park_can_be_mounted_in_another_app() -> None:
    practice = Practice(None, limits=Limits.off())
    outer = Starlette(routes=[Route("/healthz", lambda _request: Response("ok")), Mount("/", practice.app)])
    async with serving(outer, practice) as address, Park(address) as park:
        phone = await park.stranger(start="")
        bot = Bot(address)
        await bot.do("sendMessage", chat_id=phone.chat_id, text="你好")
        assert await phone.see("你好")
        await park.faults("cut", times=1)
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            await bot.ask("getMe")
        page = await park.http.get("/")
        assert "frame-ancestors" in page.headers["content-security-policy"]
        assert (await park.http.get("/static/js/main.js")).status_code == 200
        assert (await park.http.get("/healthz")).text == "ok"
        await bot.aclose()
