"""The table of files that are made in the background (导出). All moments are aware UTC."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, text
from sqlmodel import Field, SQLModel

from domain.exports import ExportEnd, ExportKind
from storage.words import words

RUNS = text("ended_at IS NULL")


class Export(SQLModel, table=True):
    """A file that somebody has asked for: what of, how far it is, where it lies. The row outlives the file.

    `period`: as in domain.exports. `done` of `total` rows are written; `tries`: how often it was begun. The message
    that tells how far it is: `chat_id`, `message_id`. `name`, `stored`: what the file is called, and its hash on the
    shelf, None when it was thrown away. The database lets a person have one of a kind made at a time.
    """

    __table_args__ = (
        Index("ix_export_running", "by_id", "kind", unique=True, sqlite_where=RUNS, postgresql_where=RUNS),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=80, unique=True)
    kind: ExportKind = Field(sa_column=Column(words(ExportKind), nullable=False))
    period: str = Field(max_length=40)
    by_id: int = Field(foreign_key="person.id", index=True)
    asked_at: datetime
    tries: int = 0
    done: int = 0
    total: int = 0
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    ended_at: datetime | None = None
    ended: ExportEnd | None = Field(default=None, sa_column=Column(words(ExportEnd), nullable=True))
    name: str = Field(default="", max_length=120)
    stored: str | None = Field(default=None, max_length=64)
