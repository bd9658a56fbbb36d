"""Enums in the database: the words they are, readable by whoever opens it."""

from enum import StrEnum

from sqlalchemy import Enum


def words(kind: type[StrEnum]) -> Enum:
    """A column of an enum's words."""
    return Enum(kind, native_enum=False, length=32, values_callable=lambda members: [str(m) for m in members])
