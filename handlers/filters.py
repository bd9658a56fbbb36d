"""Filters: bound or not, a button of the menu, a tap of a kind."""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers.talk import Talk
from services.queues import Heap
from texts import LANGUAGES, speaker

LABELS: set[str] = set()


def stands_alone(message: Message) -> bool:
    """Whether a message is a wish of its own, never a part of what somebody tells: a command, a button of the menu."""
    text = message.text or ""
    return text.startswith("/") or text in LABELS


class IsBound(Filter):
    """The chat belongs to somebody the desk knows."""

    async def __call__(self, _event: TelegramObject, talk: Talk) -> bool:
        """Whether it does."""
        return talk.me is not None


class MenuButton(Filter):
    """A button in place of the letters is a text: it is known in every language, whatever the person reads now."""

    def __init__(self, key: str) -> None:
        self.labels = {speaker(language).plain(key) for language in LANGUAGES}
        LABELS.update(self.labels)

    async def __call__(self, message: Message) -> bool:
        """Whether this button was pressed."""
        return message.text in self.labels


class HeapButton(Filter):
    """A menu button that shows what waits; its label may carry how many."""

    def __init__(self) -> None:
        self.labels = {speaker(language).word(heap): heap for language in LANGUAGES for heap in Heap}
        LABELS.update(self.labels)

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        """The heap, False when it is no such button."""
        wanted = self.labels.get(message.text or "")
        return {"wanted": wanted} if wanted else False


class Tapped(Filter):
    """An inline button of that kind, of one of the verbs where they are named; its parts are handed to the handler."""

    def __init__(self, kind: str, *verbs: str) -> None:
        self.kind = kind
        self.verbs = verbs

    async def __call__(self, callback: CallbackQuery) -> bool | dict[str, Any]:
        """The parts behind the kind, False when it is another one."""
        kind, *parts = (callback.data or "").split(":")
        is_meant = kind == self.kind and (not self.verbs or parts[0] in self.verbs)
        return {"parts": parts} if is_meant else False


class IsCommand(Filter):
    """A word that begins with a slash."""

    async def __call__(self, message: Message) -> bool:
        """Whether it does."""
        return (message.text or "").startswith("/")
