"""The tables of the director's reception day (主任企业接待日, DOMAIN.md section 3). All moments are aware UTC."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from domain.reception import DayState, PlaceState, Verdict
from storage.words import words

HOLDS = text("ended_at IS NULL")
CLOCKED = text("remind_at IS NOT NULL")
AT_TABLE = text("called_at IS NOT NULL AND received_at IS NULL")


class ReceptionDay(SQLModel, table=True):
    """A day on which the director receives firms. `month`: the first of the month for which the rule made it.

    `uid`, `sequence`: of its calendar files. `book_until`: until when the invited firms' right to book is reserved;
    `opened_at`: since when all firms may. `reason`: why it was moved or called off. `remind_at`: when the clock has to
    look at it next. `pack_sent_at`, `closed_at`, `report_due`, `reported_at`: the pre-reading pack, the minutes, and
    the report of what was promised and kept.
    """

    __tablename__ = "reception_day"
    __table_args__ = (Index("ix_reception_day_remind_at", "remind_at", sqlite_where=CLOCKED, postgresql_where=CLOCKED),)
    id: int | None = Field(default=None, primary_key=True)
    month: date | None = Field(default=None, unique=True)
    day: date = Field(index=True)
    starts_at: datetime
    ends_at: datetime
    slot_minutes: int
    place: str = Field(default="", max_length=120)
    latitude: float | None = None
    longitude: float | None = None
    state: DayState = Field(default=DayState.PLANNED, sa_column=Column(words(DayState), nullable=False))
    uid: str = Field(max_length=80, unique=True)
    sequence: int = 0
    made_at: datetime
    made_by_id: int | None = Field(default=None, foreign_key="person.id")
    reason: str = Field(default="", sa_type=Text)
    invited_at: datetime | None = None
    book_until: datetime | None = None
    opened_at: datetime | None = None
    remind_at: datetime | None = None
    pack_sent_at: datetime | None = None
    closed_at: datetime | None = None
    report_due: date | None = None
    reported_at: datetime | None = None


class ReceptionSlot(SQLModel, table=True):
    """A slot (时段) of a reception day, numbered from 1."""

    __tablename__ = "reception_slot"
    __table_args__ = (UniqueConstraint("day_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    day_id: int = Field(foreign_key="reception_day.id")
    number: int
    starts_at: datetime
    ends_at: datetime


class Booking(SQLModel, table=True):
    """A firm's place on a reception day: on the waiting list, offered a freed slot, booked, and what came of it.

    The database lets a firm hold one place a day, and a slot be held once: both until `ended_at`. `since` is its turn
    on the waiting list; an offer is held until `offered_until`. `code` is what its QR code says at the door. `reason`:
    why the firm gave its place back. `called_at` until `received_at` it is at the table: one firm a day at a time.
    """

    __table_args__ = (
        Index("ix_booking_slot", "slot_id", unique=True, sqlite_where=HOLDS, postgresql_where=HOLDS),
        Index("ix_booking_firm", "day_id", "firm_id", unique=True, sqlite_where=HOLDS, postgresql_where=HOLDS),
        Index("ix_booking_at_table", "day_id", unique=True, sqlite_where=AT_TABLE, postgresql_where=AT_TABLE),
        Index("ix_booking_remind_at", "remind_at", sqlite_where=CLOCKED, postgresql_where=CLOCKED),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=80, unique=True)
    day_id: int = Field(foreign_key="reception_day.id", index=True)
    slot_id: int | None = Field(default=None, foreign_key="reception_slot.id")
    firm_id: int = Field(foreign_key="firm.id", index=True)
    by_id: int = Field(foreign_key="person.id")
    companions: str = Field(default="", sa_type=Text)
    state: PlaceState = Field(sa_column=Column(words(PlaceState), nullable=False))
    since: datetime
    offered_until: datetime | None = None
    ended_at: datetime | None = None
    reason: str = Field(default="", sa_type=Text)
    remind_at: datetime | None = None
    code: str = Field(max_length=40, unique=True)
    arrived_at: datetime | None = None
    checked_in_by_id: int | None = Field(default=None, foreign_key="person.id")
    called_at: datetime | None = None
    received_at: datetime | None = None


class ReceptionInvitation(SQLModel, table=True):
    """A line of a day's invitations: which firm, in which order, and why (`why`: facts, never sentences).

    `added_by_id`, `removed_by_id`: the secretary changed the proposal, and `reason` says why. `invited_at`: the card.
    """

    __tablename__ = "reception_invitation"
    __table_args__ = (UniqueConstraint("day_id", "firm_id"),)
    id: int | None = Field(default=None, primary_key=True)
    day_id: int = Field(foreign_key="reception_day.id")
    firm_id: int = Field(foreign_key="firm.id", index=True)
    rank: int
    why: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    added_by_id: int | None = Field(default=None, foreign_key="person.id")
    removed_at: datetime | None = None
    removed_by_id: int | None = Field(default=None, foreign_key="person.id")
    reason: str = Field(default="", sa_type=Text)
    invited_at: datetime | None = None


class TableProblem(SQLModel, table=True):
    """A problem said at the table (现场问题): its ticket, what was decided in the room, and the firm's word on it.

    `key` is the form's own, so that a sentence that is sent twice is entered once. `objection`: what the firm says is
    wrong with the wording; `confirmed_at`: when it agreed. `wording`: the sentence as the minutes have it, corrected
    where it was; `promised_for`, `department_id`: what was said in the room, whatever becomes of the ticket.
    """

    __tablename__ = "table_problem"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=80, unique=True)
    day_id: int = Field(foreign_key="reception_day.id", index=True)
    booking_id: int | None = Field(default=None, foreign_key="booking.id")
    firm_id: int = Field(foreign_key="firm.id")
    ticket_id: int = Field(foreign_key="ticket.id", unique=True)
    verdict: Verdict = Field(sa_column=Column(words(Verdict), nullable=False))
    wording: str = Field(default="", sa_type=Text)
    promised_for: datetime | None = None
    department_id: int | None = Field(default=None, foreign_key="department.id")
    entered_by_id: int = Field(foreign_key="person.id")
    entered_at: datetime
    confirmed_at: datetime | None = None
    confirmed_by_id: int | None = Field(default=None, foreign_key="person.id")
    objection: str = Field(default="", sa_type=Text)
