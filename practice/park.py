"""Everything the practice server knows, handed to each of its functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile

from practice.calls import Calls
from practice.clock import Clock
from practice.faults import Faults
from practice.pace import Pace
from practice.pulse import Pulse
from practice.settings import BOT_USERNAME, Hooks, Limits
from practice.store import Json, Store
from practice.updates import Updates

EVENTS = "events"
CAPABILITIES = {
    "can_join_groups": False,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}


class Raw(str):
    """JSON that is written already."""

    __slots__ = ()


@dataclass
class Call:
    """One Bot API call: checked parameters and uploaded files."""

    args: Json
    uploads: dict[str, UploadFile] = field(default_factory=dict)


class Park:
    def __init__(self, path: Path | None, token: str, hooks: Hooks, limits: Limits) -> None:
        self.token = token
        self.hooks = hooks
        self.limits = limits
        self.db = Store(path)
        self.pulse = Pulse()
        self.clock = Clock(self.db, hooks)
        self.pace = Pace(limits)
        self.faults = Faults(self.db)
        self.calls = Calls()
        self.updates = Updates(self.db, self.pulse, limits)
        self.poll = 0  # the number of the latest getUpdates
        self.webhook: Json | None = self.db.setting("webhook")
        self.bot = self._named()

    def _named(self) -> Json:
        name = self.db.setting("name:", "四单")
        return {"id": int(self.token.split(":")[0]), "is_bot": True, "first_name": name, "username": BOT_USERNAME}

    def rename(self) -> None:
        self.bot = self._named()

    def event(self, kind: str, chat_id: int, message_id: int | None = None, data: str | None = None) -> int:
        """Numbers a change and wakes those who watch. Called inside the transaction that makes the change."""
        sql = "INSERT INTO events (kind, chat_id, message_id, data) VALUES (?, ?, ?, ?)"
        number = self.db.run(sql, kind, chat_id, message_id, data).lastrowid
        self.pulse.beat(EVENTS)
        self.pulse.beat(chat_id)
        return int(number or 0)

    def last_event(self) -> int:
        return self.db.number("SELECT seq FROM sqlite_sequence WHERE name = 'events'")


def unix(park: Park) -> int:
    return int(park.clock.now().timestamp())


Answer = Any
