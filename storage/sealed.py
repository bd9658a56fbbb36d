"""Columns that are sealed with the park's keys: whoever copies the database reads neither names nor telephones.

A sealed value is `key id:base64(nonce + ciphertext)`, AES-256-GCM; table and column are authenticated with it, so that
it opens nowhere else. The first key of the ring seals, all of them open: a key is changed by putting a new one before
the old, sealing anew (`python -m bot keys rotate`), and taking the old one away.
"""

import base64
import os
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import ColumnElement, Dialect, Text
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator

KEY_BYTES, NONCE_BYTES = 32, 12


class NoSuchKey(Exception):
    """Something is sealed with a key that the ring does not hold."""


@dataclass(frozen=True)
class KeyRing:
    """The park's keys by their id, the one that seals first."""

    keys: tuple[tuple[str, bytes], ...]

    @classmethod
    def read(cls, words: str) -> "KeyRing":
        """From `2:KEY,1:KEY`, each key 32 bytes in URL-safe base64. Raises ValueError that names none of them."""
        try:
            pairs = [part.strip().split(":") for part in words.split(",")]
            keys = tuple((name, base64.urlsafe_b64decode(key)) for name, key in pairs)
        except ValueError:
            keys = ()
        right = all(name.isalnum() and name.isascii() and len(key) == KEY_BYTES for name, key in keys)
        if not keys or not right or len(dict(keys)) != len(keys):
            raise ValueError("keys look like 1:BASE64, newest first, as `python -m bot keys new` prints one")
        return cls(keys)

    @property
    def newest(self) -> str:
        """The id of the key that seals."""
        return self.keys[0][0]

    def derived(self, purpose: str) -> bytes:
        """A key for something else than sealing, made of the one that seals: with a new ring it is another one."""
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"sidan {purpose}".encode()).derive(self.keys[0][1])

    def seal(self, words: str, place: str) -> str:
        """Seal words for a column."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self.keys[0][1]).encrypt(nonce, words.encode(), place.encode())
        return f"{self.newest}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, place: str) -> str:
        """What was sealed for a column. Raises NoSuchKey when the ring has no key, or another one, of that id."""
        name, _, body = sealed.partition(":")
        key = dict(self.keys).get(name)
        raw = base64.urlsafe_b64decode(body)
        if key is None:
            raise NoSuchKey(f"no key {name!r} for {place}")
        try:
            return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
        except InvalidTag:
            raise NoSuchKey(f"another key {name!r} for {place}") from None

    def is_stale(self, sealed: str) -> bool:
        """Whether an older key has sealed it."""
        return not sealed.startswith(f"{self.newest}:")


def new_key() -> str:
    """Thirty-two random bytes, as a setting holds them."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


RINGS: WeakKeyDictionary[Dialect, KeyRing] = WeakKeyDictionary()  # of each open database: a type knows but its dialect


def ring_of(dialect: Dialect) -> KeyRing:
    """The keys that a database was opened with. Raises NoSuchKey when there are none."""
    if dialect not in RINGS:
        raise NoSuchKey("the database was opened without keys")
    return RINGS[dialect]


class Sealed(TypeDecorator[str]):
    """Text that is sealed on its way into the database. It can be read and written, not compared or ordered."""

    impl = Text
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal."""
        return None if value is None else ring_of(dialect).seal(value, self.place)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Open."""
        return None if value is None else ring_of(dialect).open(value, self.place)

    class comparator_factory(TypeDecorator.Comparator[str]):  # noqa: N801 - SQLAlchemy's name
        """Each sealing is another one: equality would silently find nothing."""

        def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
            """Only whether there is a value can be asked; SQLAlchemy compares columns when it looks for one of them."""
            between_columns = all(isinstance(each, ColumnElement) for each in other)
            if op not in (operators.is_, operators.is_not) and not between_columns:
                raise TypeError("a sealed column cannot be compared in SQL")
            return super().operate(op, *other, **kwargs)
