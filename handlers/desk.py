"""What lies on a person's desk: forms begun, one of them active. A plain structure that goes to SQL as JSON."""

import secrets
from dataclasses import asdict, dataclass, field
from typing import Any

from services.record import File

MOST_BEGUN = 20


@dataclass
class Filling:
    """One form being filled in. `seen` is the last update it took: the same one again changes nothing."""

    form: str
    key: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    step: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    sources: dict[str, int] = field(default_factory=dict)
    ticket_id: int | None = None
    seen: int = 0

    @property
    def slot(self) -> str:
        """Where it lies on the desk: one of each form, of ticket forms one a ticket."""
        return f"{self.form}:{self.ticket_id}" if self.ticket_id else self.form

    def take(self, files: list[File]) -> None:
        """Add files, each once: a late part of an album may come again."""
        known = {file["file_id"] for file in self.files}
        self.files += [asdict(file) for file in files if file.file_id not in known]

    @property
    def attached(self) -> tuple[File, ...]:
        """The files taken so far."""
        return tuple(File(**file) for file in self.files)


@dataclass
class Desk:
    """All forms begun, the active one, and what the last finished one led to (for an update that comes again)."""

    active: str | None = None
    begun: dict[str, Filling] = field(default_factory=dict)
    done_update: int = 0
    done_key: str = ""

    @property
    def filling(self) -> Filling | None:
        """The form that the next message answers."""
        return self.begun.get(self.active or "")

    def start(self, filling: Filling) -> Filling:
        """Put a form on the desk and make it the active one; the oldest gives way when there are too many."""
        self.begun.pop(filling.slot, None)
        self.begun[filling.slot] = filling
        self.active = filling.slot
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

    def to_json(self) -> dict[str, Any]:
        """For the database."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Desk":
        """From the database."""
        begun = {slot: Filling(**filling) for slot, filling in content.get("begun", {}).items()}
        return cls(content.get("active"), begun, content.get("done_update", 0), content.get("done_key", ""))
