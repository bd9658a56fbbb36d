"""The tables of the board (亮单, DOMAIN.md section 10): facts of tickets, their sums by month, published months."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from domain.lifecycle import Outcome, Source
from domain.scoring import By, Kind, Measure
from storage.words import words

UNDECIDED = text("day IS NULL")
FRESH = text("fresh")
GATHERED = text("NOT fresh")


class Score(SQLModel, table=True):
    """A fact of a ticket that counts once, written with the move that made it; all rows follow from the events.

    `day`: the park's date on which it was decided, and so the month it belongs to; None while it is open. `due_at`: by
    when a dispatch was to be accepted, or a promise to be kept. `good`: whether it counts in the numerator. `minutes`:
    working minutes until the liaison's first act. `lead_id`, else `owner_id`: who answers for it.
    """

    __table_args__ = (
        UniqueConstraint("ticket_id", "kind", "nth"),
        Index("ix_score_day", "day", "kind"),
        Index("ix_score_open", "due_at", sqlite_where=UNDECIDED, postgresql_where=UNDECIDED),
    )
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id")
    kind: Kind = Field(sa_column=Column(words(Kind), nullable=False))
    nth: int = 0
    day: date | None = None
    due_at: datetime | None = None
    good: bool = False
    minutes: int | None = None
    stars: int | None = None
    outcome: Outcome | None = Field(default=None, sa_column=Column(words(Outcome), nullable=True))
    owner_id: int = Field(foreign_key="person.id")
    lead_id: int | None = Field(default=None, foreign_key="department.id")
    category_code: str = Field(foreign_key="category.code", max_length=32)
    chain: str = Field(default="", max_length=40)
    source: Source = Field(sa_column=Column(words(Source), nullable=False))


class Tally(SQLModel, table=True):
    """A sum over facts of one month: so many (`n`), of which so many good, of something (`by`, `key`).

    `value`: the minutes of a coming, for the median. Moves only add rows (`fresh`); the clock gathers them into one
    row for each sum. Whoever reads adds up both.
    """

    __table_args__ = (
        Index("ix_tally_month", "by", "month"),
        Index("ix_tally_fresh", "id", sqlite_where=FRESH, postgresql_where=FRESH),
        Index(
            "ix_tally_gathered",
            "month",
            "by",
            "key",
            "measure",
            "value",
            unique=True,
            sqlite_where=GATHERED,
            postgresql_where=GATHERED,
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    month: str = Field(max_length=7)
    by: By = Field(sa_column=Column(words(By), nullable=False))
    key: str = Field(max_length=40)
    measure: Measure = Field(sa_column=Column(words(Measure), nullable=False))
    value: int = 0
    n: int
    good: int
    fresh: bool = True


class PublishedMonth(SQLModel, table=True):
    """A month as the assessor froze it (发布): figures, ranking, tickets behind them, and their SHA-256.

    The database refuses to change or delete a row. No name stands in it: people are kept by their codes.
    """

    __tablename__ = "published_month"
    id: int | None = Field(default=None, primary_key=True)
    month: str = Field(max_length=7, unique=True)
    frozen_at: datetime
    by_id: int = Field(foreign_key="person.id")
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    ranking: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    tickets: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    checksum: str = Field(max_length=64)
