"""The filing of a problem as its updates: what a contact writes and presses, as Telegram would post it."""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One update. `press` is how the pressed button's data ends, None for words.

    `replies` is how many messages of the chat the bot sends or edits for it; a press is answered beside that.
    """

    name: str
    press: str | None
    replies: int


FILING = (
    Step("words", None, 1),
    Step("offer taken", ":yes", 2),
    Step("category", "", 1),  # the first button, whichever it is
    Step("no files", ":>", 1),
    Step("not urgent", ":0", 1),
    Step("sent", ":send", 1),
)
UPDATES = len(FILING)
PRESSES = sum(step.press is not None for step in FILING)
CALLS = PRESSES + sum(step.replies for step in FILING)
WORDS = "三号厂房东侧消防栓水压不足，上午试水时几乎没有水，请尽快派人来看一下。第 {number} 次"


@dataclass
class Numbers:
    """Ids that are given once."""

    updates: Iterator[int] = field(default_factory=lambda: itertools.count(700_000_000))
    presses: Iterator[int] = field(default_factory=lambda: itertools.count(10**15))

    def press_ids(self, count: int) -> list[str]:
        """The next ids of presses."""
        return [str(number) for number in itertools.islice(self.presses, count)]


def person_of(chat: int) -> Json:
    """Whom Telegram says an update is from."""
    return {"id": chat, "is_bot": False, "first_name": "某人", "language_code": "zh-hans"}


def written(update_id: int, chat: int, text: str) -> Json:
    """Words in a chat."""
    about = {"id": chat, "type": "private", "first_name": "某人"}
    message = {"message_id": update_id, "from": person_of(chat), "chat": about, "date": int(time.time()), "text": text}
    return {"update_id": update_id, "message": message}


def pressed(update_id: int, press: str, card: Json, data: str) -> Json:
    """A press of a button under a card."""
    chat = card["chat"]["id"]
    query = {"id": press, "from": person_of(chat), "message": card, "chat_instance": str(chat), "data": data}
    return {"update_id": update_id, "callback_query": query}


def data_of(card: Json, ending: str) -> str:
    """What the first button carries whose data ends so. Raises StopIteration when there is none."""
    rows = card["reply_markup"]["inline_keyboard"]
    return next(str(button["callback_data"]) for row in rows for button in row if data_ends(button, ending))


def data_ends(button: Json, ending: str) -> bool:
    """Whether it is that button."""
    return bool(button["callback_data"].endswith(ending))
