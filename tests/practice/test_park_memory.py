"""What survives a restart, also when the process is killed."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.phones import Message, Park
from tests.practice.serving import Bot, opened


async def test_a_restarted_park_has_forgotten_nothing(tmp_path: Path) -> None:
    file = tmp_path / "park.db"
    async with opened(file) as (park, bot):
        phone = await park.stranger("小王")
        await phone.write("/start")
        await phone.document("a.txt", b"inhalt")
        await bot.do("sendMessage", chat_id=phone.chat_id, text="你好")
        await bot.do("setMyCommands", commands=[{"command": "mine", "description": "我的事项"}])
        await park.faults("500", methods=["sendphoto"])
        ids = [update["update_id"] for update in await bot.do("getUpdates")]
        await bot.do("getUpdates", offset=ids[-1] + 1)
    async with opened(file) as (park, bot):
        assert [message.text for message in await phone_again(park, phone.chat_id)] == ["/start", "", "你好"]
        sent = await bot.do("sendMessage", chat_id=phone.chat_id, text="回来了")
        assert sent["message_id"] == 4
        assert len((await park.ask("GET", "/faults"))["faults"]) == 1
        assert len(await bot.do("getMyCommands")) == 1
        await park.ask("POST", f"/phones/{phone.chat_id}/text", json={"text": "新"})
        assert [update["update_id"] for update in await bot.do("getUpdates")] == [ids[-1] + 1]


async def phone_again(park: Park, chat_id: int) -> list[Message]:
    phone = next(about for about in (await park.ask("GET", "/phones"))["phones"] if about["chat_id"] == chat_id)
    return await (await park.phone(phone["code"])).messages()


async def started(*options: str) -> tuple[asyncio.subprocess.Process, str]:
    command = [sys.executable, "-m", "practice", "--port", "0", *options]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    return process, (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()


async def test_the_park_runs_alone_and_a_kill_loses_nothing(tmp_path: Path) -> None:
    options = ("--db", str(tmp_path / "park.db"), "--no-limits")
    process, address = await started(*options)
    async with Park(address) as park:
        chats = await park.crowd(50)
        bot = Bot(address)
        await asyncio.gather(*(bot.do("sendMessage", chat_id=chat, text="a") for chat in chats))
        await bot.aclose()
    process.kill()
    await process.wait()
    process, address = await started(*options)
    async with Park(address) as park:
        for chat in chats:
            assert len((await park.ask("GET", f"/phones/{chat}/messages"))["messages"]) == 1
    process.terminate()
    await asyncio.wait_for(process.wait(), 10)
