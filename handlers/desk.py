"""What lies on a person's desk: forms begun, one of them active. A plain structure that goes to SQL as JSON."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from services.record import File

MOST_BEGUN = 20
MOST_TAKEN = 60
SPLIT_FROM = 4000


@dataclass
class Filling:
    """One form being filled in. `seen` is the last update it took: the same one again changes nothing.

    `said` are the words of each message that an answer was put together from: an edit changes its own alone.
    `apart`: what sets it apart from others of its form, which lie beside it untouched.
    """

    form: str
    key: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    step: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    sources: dict[str, int] = field(default_factory=dict)
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    ticket_id: int | None = None
    number: str = ""
    seen: int = 0
    apart: str = ""

    @property
    def slot(self) -> str:
        """Where it lies on the desk: one of each form, of ticket forms one a ticket."""
        beside = self.ticket_id or self.apart
        return f"{self.form}:{beside}" if beside else self.form

    def take(self, files: list[File]) -> None:
        """Add files, each once: a late part of an album may come again."""
        known = {file["file_id"] for file in self.files}
        self.files += [asdict(file) for file in files if file.file_id not in known]

    def hear(self, name: str, parts: dict[str, str], *, more: bool = False) -> None:
        """Words are the answer, or are added to it; a message that comes again is heard once."""
        known = {"0": str(self.answers[name])} if self.answers.get(name) else {}
        before = self.said.get(name, known) if more else {}
        words = {message_id: words for message_id, words in parts.items() if words}
        if before | words:
            self.said[name] = before | words
            self.answers[name] = joined(self.said[name].values())
            self.sources[name] = int(next(iter(self.said[name]))) or self.sources.get(name, 0)

    def forget(self, name: str) -> None:
        """The answer is to be given anew."""
        for known in (self.answers, self.sources, self.said):
            known.pop(name, None)

    def reword(self, message_id: int, words: str) -> bool:
        """A message was changed: every answer that it is a part of changes with it. False when none is."""
        heard = {name: parts for name, parts in self.said.items() if str(message_id) in parts}
        for name, parts in heard.items():
            parts[str(message_id)] = words
            self.answers[name] = joined(parts.values())
        return bool(heard)

    @property
    def messages(self) -> tuple[int, ...]:
        """Every message that the answers were put together from."""
        heard = (int(message_id) for parts in self.said.values() for message_id in parts)
        return tuple(dict.fromkeys(message_id for message_id in heard if message_id))

    @property
    def albums(self) -> set[str]:
        """The albums of which it has parts."""
        return {file["album"] for file in self.files if file.get("album")}

    @property
    def attached(self) -> tuple[File, ...]:
        """The files taken so far."""
        return tuple(File(**file) for file in self.files)


@dataclass
class Desk:
    """All forms begun, the active one, and what the last finished one led to (for an update that comes again).

    `taken` are the last messages that are in here: after a crash they come again, perhaps together with new ones.
    `guide`: until when words are looked up in the guide, and which were the last.
    """

    active: str | None = None
    begun: dict[str, Filling] = field(default_factory=dict)
    done_update: int = 0
    done_key: str = ""
    taken: list[int] = field(default_factory=list)
    guide: dict[str, str] = field(default_factory=dict)

    @property
    def filling(self) -> Filling | None:
        """The form that the next message answers."""
        return self.begun.get(self.active or "")

    def start(self, filling: Filling) -> Filling:
        """Put a form on the desk and make it the active one; the oldest gives way when there are too many."""
        self.begun.pop(filling.slot, None)
        self.begun[filling.slot] = filling
        self.active = filling.slot
        self.guide = {}
        while len(self.begun) > MOST_BEGUN:
            del self.begun[next(iter(self.begun))]
        return filling

    def with_key(self, key: str) -> Filling | None:
        """The form that a button belongs to."""
        return next((filling for filling in self.begun.values() if filling.key == key), None)

    def drop(self, filling: Filling) -> None:
        """The form is over."""
        self.begun.pop(filling.slot, None)
        self.active = None if self.active == filling.slot else self.active

    def finish(self, filling: Filling, update_id: int) -> None:
        """The form is sent."""
        self.drop(filling)
        self.done_update, self.done_key = update_id, filling.key

    def take(self, message_ids: Iterable[int]) -> None:
        """Remember that these messages are in."""
        self.taken = list(dict.fromkeys([*self.taken, *message_ids]))[-MOST_TAKEN:]

    def to_json(self) -> dict[str, Any]:
        """For the database."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Desk":
        """From the database."""
        begun = {slot: Filling(**filling) for slot, filling in content.get("begun", {}).items()}
        known = {each.name: content[each.name] for each in fields(cls) if each.name in content}
        return cls(**known | {"begun": begun})


def joined(parts: Iterable[str]) -> str:
    """The words of several messages: those of a text that the sender's app has cut are put together without a seam."""
    seams = ((part, "" if len(part) >= SPLIT_FROM else "\n") for part in parts if part)
    return "".join(part + seam for part, seam in seams).strip()
