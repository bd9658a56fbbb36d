"""A card: a text and its buttons. And taps: what a button carries, an id and an action, at most 64 bytes."""

from dataclasses import dataclass
from typing import NamedTuple

from texts import Html

LONGEST_TAP = 64


class Button(NamedTuple):
    """An inline button."""

    label: str
    tap: str


@dataclass(frozen=True)
class Card:
    """A message for a person: HTML, and rows of inline buttons under it."""

    text: Html
    rows: tuple[tuple[Button, ...], ...] = ()


def tap(kind: str, *parts: object) -> str:
    """What a button carries. Raises ValueError when Telegram would refuse it."""
    packed = ":".join([kind, *map(str, parts)])
    if len(packed.encode()) > LONGEST_TAP:
        raise ValueError(f"a tap of more than {LONGEST_TAP} bytes: {packed}")
    return packed


def in_rows(buttons: list[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons side by side, `width` to a row."""
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))
