"""People with phones, for stories: they write, press and see over real HTTP; nothing waits longer than it must."""

from __future__ import annotations

import struct
import time
import zlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Self

import httpx

Json = dict[str, Any]


@dataclass(frozen=True)
class Message:
    id: int
    text: str  # or the caption
    buttons: list[list[str]]
    raw: Json
    edited: bool
    by_bot: bool
    event: int
    keyboard: list[list[str]] = field(default_factory=list)  # the reply keyboard that came with it

    @classmethod
    def of(cls, shown: Json) -> Message:
        raw = shown["message"]
        markup = raw.get("reply_markup", {})
        inline, keyboard = labels(markup.get("inline_keyboard", [])), labels(markup.get("keyboard", []))
        words, marks = raw.get("text", raw.get("caption", "")), (shown["edited"], shown["by_bot"], shown["event"])
        return cls(raw["message_id"], words, inline, raw, *marks, keyboard)

    def has_button(self, label: str) -> bool:
        return any(label in text for row in self.buttons for text in row)

    def __str__(self) -> str:
        who, mark = ("bot" if self.by_bot else "me"), (" (edited)" if self.edited else "")
        rows = "".join(f"\n      [{'] ['.join(row)}]" for row in self.buttons)
        return f"  #{self.id} {who}{mark}: {self.text or self._kind()}{rows}"

    def _kind(self) -> str:
        kinds = ("photo", "document", "voice", "video", "audio", "sticker", "location", "contact")
        return f"<{next((kind for kind in kinds if kind in self.raw), '?')}>"


def labels(rows: list[list[Json]]) -> list[list[str]]:
    return [[button["text"] for button in row] for row in rows]


class Park:
    """The practice park at an address."""

    def __init__(self, base_url: str) -> None:
        self.http = httpx.AsyncClient(
            base_url=base_url, trust_env=False, verify=False, timeout=70
        )  # loopback: no TLS to set up

    async def ask(self, method: str, path: str, **wish: Any) -> Json:
        response = await self.http.request(method, path, **wish)
        body: Json = response.json()
        assert response.status_code == httpx.codes.OK, f"{method} {path}: {body.get('description', body)}"
        return body

    async def phone(self, code: str, **wish: Any) -> Phone:
        """A resident's phone; the first time it has pressed START. `start=False` keeps it silent."""
        return Phone(self, await self.ask("POST", "/phones", json={"code": code, **wish}))

    async def stranger(self, name: str = "路人", **wish: Any) -> Phone:
        """A new phone that nobody in the park knows; `start="TOKEN"` opens the bot by a link."""
        return Phone(self, await self.ask("POST", "/phones", json={"name": name, **wish}))

    async def crowd(self, count: int) -> list[int]:
        """Chat ids of many strangers who have all started the bot."""
        chat_ids: list[int] = (await self.ask("POST", "/phones", json={"crowd": count}))["chat_ids"]
        return chat_ids

    async def faults(self, kind: str, *, methods: list[str] | None = None, **wish: Any) -> None:
        await self.ask("POST", "/faults", json={"kind": kind, "methods": methods, **wish})

    async def calls(self, *, reset: bool = False) -> Json:
        report = await self.ask("GET", "/calls")
        if reset:
            await self.ask("DELETE", "/calls")
        return report

    async def advance(self, step: timedelta) -> None:
        await self.ask("POST", "/clock", json={"advance_seconds": step.total_seconds()})

    async def next_morning(self) -> None:
        await self.ask("POST", "/clock", json={"to": "next_morning"})

    async def aclose(self) -> None:
        await self.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


class Phone:
    """One person. `seen` is the event up to which this person knows what happened."""

    def __init__(self, park: Park, about: Json) -> None:
        self.park = park
        self.chat_id: int = about["chat_id"]
        self.name: str = about["name"]
        self.code: str = about["code"]
        self.seen: int = about["event"]

    # What a person does.

    async def write(self, text: str, reply_to: int | Message | None = None, *, forwarded: bool = False) -> Message:
        return await self._send("text", text=text, **around(reply_to, forwarded=forwarded))

    async def photo(self, caption: str | None = None, count: int = 1) -> Message:
        """Several at once are an album with one caption."""
        pictures = [(f"photo{number + 1}.png", png(number), "image/png") for number in range(count)]
        return await self._send_files("photo", pictures, caption=caption)

    async def document(
        self,
        name: str,
        data: bytes = b"%PDF-1.4 practice",
        declared_size: int | None = None,
        caption: str | None = None,
    ) -> Message:
        """`declared_size` pretends a big file without sending it."""
        return await self._send_files("document", [(name, data, "")], caption=caption, declared_size=declared_size)

    async def voice(self) -> Message:
        return await self._send_files("voice", [("voice.ogg", b"OggS practice", "audio/ogg")])

    async def sticker(self) -> Message:
        return await self._send_files("sticker", [("sticker.webp", b"practice", "image/webp")])

    async def location(self, latitude: float = 30.274, longitude: float = 120.155) -> Message:
        return await self._send("location", latitude=latitude, longitude=longitude)

    async def contact(self, phone_number: str = "13800000000") -> Message:
        return await self._send("contact", phone_number=phone_number)

    async def edit(self, message_id: int | Message, text: str) -> Message:
        return await self._send("edit", message_id=number_of(message_id), text=text)

    async def press(self, label: str, *, card: int | Message | None = None, timeout: float = 5) -> str:
        """Presses the newest button whose text contains `label`, waiting for it; returns the press's id."""
        message = await self._card_with(label, card, timeout)
        text = next(text for row in message.buttons for text in row if label in text)
        done = await self._do("press", message_id=message.id, label=text)
        return str(done["press"])

    async def press_data(self, message_id: int | Message, data: str) -> str:
        """Presses by what the button carries, without looking: two at once, or an old card."""
        return str((await self._do("press", message_id=number_of(message_id), data=data))["press"])

    async def press_reply(self, label: str) -> Message:
        """A button of the reply keyboard just writes its text."""
        rows = [message.keyboard for message in reversed(await self.messages()) if message.keyboard]
        shown = [text for row in (rows[0] if rows else []) for text in row]
        wanted = next((text for text in shown if label in text), None)
        assert wanted is not None, f"{self.name} has no reply button {label!r}, only {shown}"
        return await self.write(wanted)

    async def block(self) -> None:
        await self._do("block")

    async def unblock(self) -> None:
        await self._do("unblock")

    async def repeat(self) -> int:
        """The last update arrives a second time under the same number."""
        return int((await self._do("repeat"))["update_id"])

    # What a person sees.

    async def messages(self) -> list[Message]:
        """The newest messages of the chat, oldest first."""
        return (await self._news(-1, 0))[0]

    async def last_card(self) -> Message:
        """The newest message with buttons under it."""
        cards = [message for message in await self.messages() if message.buttons]
        assert cards, await self._told("no message with buttons")
        return cards[-1]

    async def toasts(self) -> list[str]:
        """All short notices that presses of buttons have got."""
        news = await self.park.ask("GET", f"/phones/{self.chat_id}/messages", params={"after": 0})
        return [toast["text"] for toast in news["toasts"]]

    async def see(self, substring: str, *, timeout: float = 5) -> Message:
        """The next message of the bot, new or edited since this phone last saw or did something, that says so."""
        after, ends = self.seen, time.monotonic() + timeout
        while True:
            news, after = await self._news(after, ends - time.monotonic())
            for message in news:
                if message.by_bot and substring in message.text:
                    self.seen = message.event
                    return message
            assert time.monotonic() < ends, await self._told(f"did not see {substring!r} within {timeout:g} s")

    async def quiet(self, seconds: float) -> None:
        """Nothing comes from the bot for so long."""
        after, ends = self.seen, time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            news, after = await self._news(after, left)
            said = [message for message in news if message.by_bot]
            assert not said, await self._told(f"was not left alone for {seconds:g} s")

    async def _card_with(self, label: str, card: int | Message | None, timeout: float) -> Message:
        ends = time.monotonic() + timeout
        while True:
            messages, event = await self._news(-1, 0)
            meant = [message for message in messages if card is None or message.id == number_of(card)]
            found = [message for message in meant if message.has_button(label)]
            if found:
                return found[-1]
            assert time.monotonic() < ends, await self._told(f"found no button {label!r} within {timeout:g} s")
            await self._news(event, ends - time.monotonic())

    async def _news(self, after: int, wait: float) -> tuple[list[Message], int]:
        query = {"after": after, "wait": max(0.0, wait)}
        news = await self.park.ask("GET", f"/phones/{self.chat_id}/messages", params=query)
        present = [Message.of(shown) for shown in news["messages"] if not shown["deleted"]]
        return present, news["event"]

    async def _told(self, complaint: str) -> str:
        lines = "\n".join(str(message) for message in (await self.messages())[-8:])
        return f"{self.name} ({self.code}) {complaint}. The last messages:\n{lines or '  (none)'}"

    async def _do(self, deed: str, **wish: Any) -> Json:
        done = await self.park.ask("POST", f"/phones/{self.chat_id}/{deed}", json=wish)
        self.seen = done["event"]
        return done

    async def _send(self, deed: str, **wish: Any) -> Message:
        return self._sent(await self._do(deed, **wish))

    async def _send_files(self, kind: str, files: list[tuple[str, bytes, str]], **wish: Any) -> Message:
        form = {"kind": kind, **{name: str(value) for name, value in wish.items() if value is not None}}
        parts = [("file", file) for file in files]
        done = await self.park.ask("POST", f"/phones/{self.chat_id}/files", data=form, files=parts)
        self.seen = done["event"]
        return self._sent(done)

    def _sent(self, done: Json) -> Message:
        """The last one, when a deed makes several."""
        own = {"edited": False, "by_bot": False, "event": done["event"]}
        return Message.of(own | {"message": done["messages"][-1]})


def number_of(message: int | Message) -> int:
    return message.id if isinstance(message, Message) else message


def around(reply_to: int | Message | None, *, forwarded: bool) -> Json:
    reply = {"reply_to": number_of(reply_to)} if reply_to is not None else {}
    return reply | ({"forwarded_from": "王师傅"} if forwarded else {})


def png(shade: int = 0, size: int = 64) -> bytes:
    """A small real picture of one colour."""
    pixel = bytes((60 + shade * 17 % 190, 120, 200 - shade * 13 % 150))
    rows = zlib.compress((b"\x00" + pixel * size) * size)
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in chunks)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
