"""The desk as a process of its own, that can be killed and started again, and the people who file meanwhile."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from domain.roles import Role
from practice import PRACTICE_TOKEN
from services.park import FirmRow, ParkSheets, PersonRow
from tests.house import KEY_WORDS
from tests.phones import Message, Phone

ROOT = Path(__file__).parents[2]
READY = "Sidan is ready"
SENTENCE = "{code}的第{n}件事：设备坏了"
STEPS = ("提交为诉求", "水电气网", "跳过", "一般", "📮 提交")
NUMBER = re.compile(r"LL-\d{4}-\d{6}")
AGAIN = 6.0
# Imports take five seconds. The template has done them; each child is the whole desk, from `main` on, in a new process.
TEMPLATE = """
import json, os, sys
import bot.run
from bot.__main__ import main
for line in sys.stdin:
    wanted = json.loads(line)
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ |= wanted
        os.chdir(wanted["DATA_DIR"])
        sys.argv = ["python -m bot", "run"]
        os._exit(main())
    print("child", child, flush=True)
"""


def large_park(liaisons: int, firms_each: int) -> ParkSheets:
    """A park with a contact for each firm."""
    count = liaisons * firms_each
    people = [PersonRow(code=f"L{n:02}", name=f"联络{n}", roles=frozenset({Role.LIAISON})) for n in range(liaisons)]
    people += [PersonRow(code=f"C{n:02}", name=f"企业{n}", roles=frozenset({Role.CONTACT})) for n in range(count)]
    firms = [
        FirmRow(code=f"F{n:02}", name=f"公司{n}", size="small", liaison=f"L{n % liaisons:02}", contacts=(f"C{n:02}",))
        for n in range(count)
    ]
    return ParkSheets((), tuple(people), tuple(firms))


class Program:
    """A program of ours; what it prints can be waited for, what it complains of goes to a file."""

    def __init__(self, folder: Path, *words: str, **settings: str) -> None:
        outside = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
        environment = {**outside, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **settings}
        self.log = folder / "log.txt"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *words],
                cwd=folder,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    async def says(self, word: str) -> str:
        """The next line with that word."""
        return await asyncio.to_thread(self.read_until, word)

    def read_until(self, word: str) -> str:
        """Read lines until one has the word."""
        assert self.process.stdout
        for line in self.process.stdout:
            if word in line:
                return line.strip()
        raise AssertionError(f"it ended without saying {word!r}: {self.log.read_text('utf-8')[-2000:]}")

    def tell(self, line: str) -> None:
        """A line for the program to read."""
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def stop(self) -> None:
        """Kill it, if it still runs."""
        self.process.kill()
        self.process.communicate()


class MortalDesk:
    """The desk in a process of its own: killed at any moment, and started again from the template."""

    def __init__(self, folder: Path, database_url: str, telegram: str, template: Program) -> None:
        self.settings = {
            "BOT_TOKEN": PRACTICE_TOKEN,
            "DATA_KEYS": KEY_WORDS,
            "BOT_API_URL": telegram,
            "DATABASE_URL": database_url,
            "DATA_DIR": str(folder),
            "PORT": "0",
            "PUSH_LEASE_SECONDS": "3",
            "TICK_SECONDS": "1",
            "LOG_LEVEL": "WARNING",
        }
        self.folder, self.template = folder, template
        self.cold: Program | None = None
        self.pid = 0
        self.kills = 0

    async def start_cold(self) -> None:
        """As an operator starts it."""
        self.cold = Program(self.folder, "-m", "bot", "run", **self.settings)
        await self.cold.says(READY)
        self.pid = self.cold.process.pid

    async def start(self) -> None:
        """From the template."""
        self.template.tell(json.dumps(self.settings))
        self.pid = int((await self.template.says("child")).split()[1])
        await self.template.says(READY)

    def kill(self) -> None:
        """Kill -9."""
        os.kill(self.pid, signal.SIGKILL)
        self.kills += 1

    def end(self) -> None:
        """It is over."""
        os.kill(self.pid, signal.SIGKILL)
        if self.cold:
            self.cold.stop()


class Filer:
    """One contact with a phone, who files one sentence after the other, whatever becomes of the desk."""

    def __init__(self, phone: Phone, sentences: Sequence[str]) -> None:
        self.phone = phone
        self.sentences = sentences
        self.shown: dict[int, Message] = {}
        self.event = phone.seen
        self.filed = 0

    async def run(self) -> None:
        """Write each sentence once, and press what the newest card offers until it has a number."""
        for sentence in self.sentences:
            written = await self.phone.write(sentence)
            pressed: set[tuple[int, str]] = set()
            while not self.has_number(sentence):
                offered = self.offered(written.id, pressed)
                if offered:
                    pressed.add(offered)
                    await self.press(*offered)
                elif not await self.news(AGAIN):
                    pressed.clear()  # a press got lost: once more
            self.filed += 1

    def has_number(self, sentence: str) -> bool:
        """Whether the desk has given the sentence a number: a ticket's own card says both.

        The form's review says the sentence too, and beside it the numbers of similar tickets.
        """
        cards = [card.text for card in self.shown.values() if card.by_bot and f"📝 {sentence}" in card.text]
        return any(NUMBER.search(card) for card in cards)

    def offered(self, after: int, pressed: set[tuple[int, str]]) -> tuple[int, str] | None:
        """The newest card with a button of the form that was not pressed yet."""
        for number in sorted(self.shown, reverse=True):
            labels = [label for row in self.shown[number].buttons for label in row]
            wanted = next((label for step in STEPS for label in labels if step in label), None)
            if number > after and wanted and (number, wanted) not in pressed:
                return number, wanted
        return None

    async def press(self, number: int, label: str) -> None:
        """Press, unless the card has changed under the finger."""
        try:
            await self.phone._do("press", message_id=number, label=label)
        except AssertionError:
            await self.news(0)

    async def news(self, wait: float) -> bool:
        """Look at the phone, so long; whether a card has changed. The answer to a press alone changes none."""
        ends = time.monotonic() + wait
        while True:
            found, self.event = await self.phone._news(self.event, ends - time.monotonic())
            self.shown |= {message.id: message for message in found}
            if found or time.monotonic() >= ends:
                return bool(found)
