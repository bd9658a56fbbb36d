"""The webhook: a secret, retries, order within a chat, nothing lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from practice import Limits
from tests.phones import Park, Phone
from tests.practice.serving import Bot, Json, opened

QUICK = replace(Limits.off(), first_pause=0.02, longest_pause=0.1)


@dataclass
class Listener:
    """The bot's side: takes updates, or answers as it is told."""

    url: str = ""
    got: list[Json] = field(default_factory=list)
    secrets: set[str | None] = field(default_factory=set)
    answers: list[Response] = field(default_factory=list)
    pause: float = 0
    busy: int = 0
    busiest: int = 0

    async def take(self, request: Request) -> Response:
        update = await request.json()
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.answers:
            return self.answers.pop(0)
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        await asyncio.sleep(self.pause)
        self.busy -= 1
        self.got.append(update)
        return Response()

    async def texts(self, count: int) -> list[str]:
        ends = time.monotonic() + 5
        while len(self.got) < count and time.monotonic() < ends:
            await asyncio.sleep(0.005)
        return [update["message"]["text"] for update in self.got if "message" in update]


@asynccontextmanager
async def listening(listener: Listener, port: int = 0) -> AsyncIterator[int]:
    app = Starlette(routes=[Route("/hook", listener.take, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", port, log_level="warning", timeout_graceful_shutdown=1))
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    listener.url = f"http://127.0.0.1:{port}/hook"
    yield port
    server.should_exit = True
    await running


@pytest.fixture
async def both() -> AsyncIterator[tuple[Park, Bot]]:
    async with opened(limits=QUICK) as pair:
        yield pair


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    found = Listener()
    async with listening(found):
        yield found


async def test_updates_arrive_with_the_secret(bot: Bot, person: Phone, listener: Listener) -> None:
    await bot.do("setWebhook", url=listener.url, secret_token="geheim-1")
    await person.write("你好")
    assert await listener.texts(2) == ["/start", "你好"]
    assert listener.secrets == {"geheim-1"}
    assert (await bot.do("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_refused_update_is_tried_again_before_the_next_of_its_chat(
    bot: Bot, person: Phone, listener: Listener
) -> None:
    listener.answers = [Response(status_code=500), Response(status_code=403), Response(status_code=302)]
    await bot.do("setWebhook", url=listener.url)
    await person.write("你好")
    assert await listener.texts(2) == ["/start", "你好"]
    info = await bot.do("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook")


async def test_retry_after_is_honoured(bot: Bot, person: Phone, listener: Listener) -> None:
    listener.answers = [Response(status_code=503, headers={"Retry-After": "0.4"})]
    begun = time.monotonic()
    await bot.do("setWebhook", url=listener.url)
    assert await listener.texts(1) == ["/start"]
    assert time.monotonic() - begun > 0.4


async def test_nothing_is_lost_while_the_bot_is_away(bot: Bot, person: Phone) -> None:
    listener = Listener()
    async with listening(listener) as port:
        await bot.do("setWebhook", url=listener.url)
        await listener.texts(1)
    for number in range(20):
        await person.write(str(number))
    assert (await bot.do("getWebhookInfo"))["pending_update_count"] == 20
    assert "Connection failed" in (await bot.do("getWebhookInfo"))["last_error_message"]
    async with listening(listener, port):
        assert (await listener.texts(21))[1:] == [str(number) for number in range(20)]


async def test_chats_go_side_by_side_and_each_chat_in_order(park: Park, bot: Bot, listener: Listener) -> None:
    listener.pause = 0.02
    await bot.do("setWebhook", url=listener.url, max_connections=3)
    phones = [await park.stranger(start=False) for _ in range(5)]
    for number in range(4):
        for phone in phones:
            await phone.write(f"{phone.chat_id}:{number}")
    texts = await listener.texts(20)
    assert listener.busiest == 3
    for phone in phones:
        own = [text for text in texts if text.startswith(f"{phone.chat_id}:")]
        assert own == [f"{phone.chat_id}:{number}" for number in range(4)]


async def test_a_press_may_overtake_a_message_that_hangs(
    park: Park, bot: Bot, person: Phone, listener: Listener
) -> None:
    keys = {"inline_keyboard": [[{"text": "好", "callback_data": "1"}]]}
    await bot.do("sendMessage", chat_id=person.chat_id, text="新事项", reply_markup=keys)
    await bot.do("getUpdates", offset=-1)
    await person.press("好")
    listener.answers = [Response(status_code=503, headers={"Retry-After": "0.3"})]
    await bot.do("setWebhook", url=listener.url)
    await listener.texts(2)
    assert ["callback_query" in update for update in listener.got] == [True, False]


async def test_a_method_call_in_the_answer_is_carried_out(bot: Bot, person: Phone, listener: Listener) -> None:
    call = {"method": "sendMessage", "chat_id": person.chat_id, "text": "收到"}
    listener.answers = [JSONResponse(call)]
    await bot.do("setWebhook", url=listener.url)
    assert await person.see("收到")


async def test_a_webhook_goes_on_by_itself_after_a_restart_of_the_park(tmp_path: Path) -> None:
    listener = Listener()
    async with listening(listener) as port:
        pass
    async with opened(tmp_path / "park.db", QUICK) as (park, bot):
        await bot.do("setWebhook", url=listener.url)
        await (await park.stranger()).write("等着")
    async with opened(tmp_path / "park.db", QUICK), listening(listener, port):
        assert await listener.texts(1) == ["等着"]


async def test_a_repeated_update_comes_twice(bot: Bot, person: Phone, listener: Listener) -> None:
    await bot.do("setWebhook", url=listener.url)
    await listener.texts(1)
    await person.repeat()
    assert await listener.texts(2) == ["/start", "/start"]
    assert listener.got[0] == listener.got[1]


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"url": "http://example.org/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "nirgendwo"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1:9/", "secret_token": "ä b"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1:9/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_a_bad_webhook_is_refused(bot: Bot, wish: Json, reason: str) -> None:
    assert await bot.refused("setWebhook", **wish) == f"400 Bad Request: {reason}"
    assert (await bot.do("getWebhookInfo"))["url"] == ""
