"""A card: a text and its buttons. And taps: what a button carries, an id and an action, at most 64 bytes."""

from dataclasses import dataclass
from typing import NamedTuple

from texts import Html

LONGEST_TAP = 64
PICTURES = (".png", ".jpg", ".jpeg")


class Button(NamedTuple):
    """An inline button."""

    label: str
    tap: str


class Document(NamedTuple):
    """A file that is made for the message: its name and what is in it. One named .png is shown as a picture."""

    name: str
    content: bytes

    @property
    def is_picture(self) -> bool:
        """Whether the chat shows it instead of offering it."""
        return self.name.lower().endswith(PICTURES)


class Place(NamedTuple):
    """A place on the map (WGS 84), with what it is called and where it is in words: both without HTML."""

    latitude: float
    longitude: float
    title: str
    address: str


@dataclass(frozen=True)
class Card:
    """A message for a person: HTML, and rows of inline buttons under it.

    Its documents and its place follow as messages of their own, so that a press can still change the card.
    """

    text: Html
    rows: tuple[tuple[Button, ...], ...] = ()
    documents: tuple[Document, ...] = ()
    place: Place | None = None


def tap(kind: str, *parts: object) -> str:
    """What a button carries. Raises ValueError when Telegram would refuse it."""
    packed = ":".join([kind, *map(str, parts)])
    if len(packed.encode()) > LONGEST_TAP:
        raise ValueError(f"a tap of more than {LONGEST_TAP} bytes: {packed}")
    return packed


def in_rows(buttons: list[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons side by side, `width` to a row."""
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))
