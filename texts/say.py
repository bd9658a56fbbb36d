"""Say a sentence in a person's language: escaped by construction, moments in park time, words for enums."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from enum import StrEnum
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("zh-CN", "en")
HERE = Path(__file__).parent
PARK_ZONE = ZoneInfo("Asia/Shanghai")
WEEKDAYS = {
    "zh-CN": ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
COMMA = {"zh-CN": "、", "en": ", "}


class Html(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


class Say:
    """One language's sentences. `say(key, …)` gives HTML for a message, `say.plain(key, …)` text for a button."""

    def __init__(self, language: str, zone: tzinfo = PARK_ZONE) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self.zone = zone
        self.bundle = bundle(self.language)

    def __call__(self, key: str, **details: object) -> Html:
        """The sentence as Telegram HTML. Whatever is no Html is escaped. Raises KeyError for an unknown key."""
        return Html(
            self._format(key, details, lambda text: text if isinstance(text, Html) else escape(text, quote=False))
        )

    def plain(self, key: str, **details: object) -> str:
        """The sentence as plain text, for buttons and toasts."""
        return self._format(key, details, str)

    def when(self, at: datetime | date) -> str:
        """A moment in park time, with its weekday; a date without a clock."""
        local = at.astimezone(self.zone) if isinstance(at, datetime) else at
        day = WEEKDAYS[self.language][local.weekday()]
        clock = f" {local:%H:%M}" if isinstance(local, datetime) else ""
        if self.language == "en":
            return f"{day} {local.day} {MONTHS[local.month - 1]}{clock}"
        return f"{local.month}月{local.day}日 {day}{clock}"

    def clock(self, at: datetime) -> str:
        """The clock reading of a moment in park time, where its date is known."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def stamp(self, at: datetime) -> str:
        """A moment in park time with its year, for tables."""
        return f"{at.astimezone(self.zone):%Y-%m-%d %H:%M}"

    def word(self, member: StrEnum) -> str:
        """The word for a member of an enum: Action.HAND_OVER is the key action-hand-over."""
        return self.plain(f"{type(member).__name__}-{member}".lower().replace("_", "-"))

    def _format(self, key: str, details: Mapping[str, object], safe: Callable[[str], str]) -> str:
        message = self.bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        args = {name: self._value(value, safe) for name, value in details.items()}
        text, errors = self.bundle.format_pattern(message.value, args)
        if errors:
            raise ValueError(f"{self.language} {key}: {errors}")
        return str(text)

    def _value(self, value: object, safe: Callable[[str], str]) -> Any:
        """What Fluent is given: numbers stay numbers, all else becomes safe text."""
        if isinstance(value, bool | int):
            return int(value)
        if isinstance(value, StrEnum):
            return safe(self.word(value))
        if isinstance(value, date):
            return safe(self.when(value))
        if isinstance(value, tuple):
            return safe(COMMA[self.language].join(self.word(member) for member in value))
        return safe(value) if isinstance(value, str) else safe(str(value))


@cache
def bundle(language: str) -> FluentBundle:
    """A language's texts, read once."""
    made = FluentBundle([language], use_isolating=False)
    for path in sorted((HERE / language).glob("*.ftl")):
        made.add_resource(FluentResource(path.read_text("utf-8")))
    return made


@cache
def speaker(language: str, zone: tzinfo = PARK_ZONE) -> Say:
    """The Say of a language in the park's time zone, made once."""
    return Say(language, zone)


def language_of(telegram_code: str | None) -> str:
    """Chinese first: English only for those whose Telegram speaks it."""
    return "en" if (telegram_code or "").lower().startswith("en") else LANGUAGES[0]
