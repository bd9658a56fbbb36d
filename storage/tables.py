"""The tables. Rows have no behaviour and no lazy relations; all moments are aware UTC.

Those of the reception day, the agency service and the board stand in files of their own; METADATA knows all of them.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Index, Integer, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from domain.lifecycle import Outcome, Source, State, Wish
from domain.roles import Role
from storage import (  # noqa: F401 - METADATA tells of them
    agency_tables,
    export_tables,
    reception_tables,
    score_tables,
    screen_tables,
)
from storage.sealed import Sealed
from storage.words import words

NOT_DONE = text("done_at IS NULL")
NOT_SETTLED = text("settled_at IS NULL")
REMINDED = text("remind_at IS NOT NULL")
SILENT = text("silence_at IS NOT NULL")
HELD = text("held_at IS NOT NULL")
RUNNING = text("due_at IS NOT NULL")
WAITING = text("(state = 'resolved' OR (state = 'in_hand' AND held_due IS NOT NULL))")
TO_FETCH = text("fetch_at IS NOT NULL")
NOW_THEIRS = text("until IS NULL")
IS_OWNER = text("is_owner")
UNDECIDED = text("decided_at IS NULL")
TO_VISIT = text("visit_remind_at IS NOT NULL")
NO_VISIT_DUE = text("visit_due IS NULL")
UNANSWERED = text("answered_at IS NULL")
LOUD = text("outcome = 'sent' AND NOT quiet")


class Department(SQLModel, table=True):
    """A department of the park (部门)."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=32, unique=True)
    name: str = Field(max_length=80)


class Person(SQLModel, table=True):
    """Somebody the desk knows; his name and telephone are sealed with the park's keys.

    `phone` is what the liaison is told when the chat does not reach a contact. `chain` is the industry chain that a
    chain lead answers for. Who has left (`left_at`) has no name any more.
    """

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=32, unique=True)
    name: str = Field(sa_column=Column("sealed_name", Sealed("person.name"), key="name", nullable=False))
    phone: str | None = Field(default=None, sa_column=Column("sealed_phone", Sealed("person.phone"), key="phone"))
    language: str = Field(default="zh-CN", max_length=8)
    department_id: int | None = Field(default=None, foreign_key="department.id", index=True)
    chain: str | None = Field(default=None, max_length=40)
    left_at: datetime | None = None


class PersonRole(SQLModel, table=True):
    """One of a person's roles."""

    __tablename__ = "person_role"
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    role: Role = Field(sa_column=Column(words(Role), primary_key=True))


class Firm(SQLModel, table=True):
    """A firm of the park (企业), its credit code, and its one liaison; triggers refuse a liaison's fourth firm.

    `visit_due`: the date of its next visit, None until the clock has given one; `visit_remind_at`: the next rung.
    """

    __table_args__ = (
        Index("ix_firm_visit_remind_at", "visit_remind_at", sqlite_where=TO_VISIT, postgresql_where=TO_VISIT),
        Index("ix_firm_no_visit_due", "id", sqlite_where=NO_VISIT_DUE, postgresql_where=NO_VISIT_DUE),
    )
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=32, unique=True)
    name: str = Field(max_length=120)
    chain: str = Field(default="", max_length=40)
    size: str = Field(default="small", max_length=16)
    is_backbone: bool = False
    liaison_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    credit_code: str | None = Field(default=None, max_length=18, unique=True, index=True)
    visit_due: date | None = None
    visit_remind_at: datetime | None = None


class FirmLiaison(SQLModel, table=True):
    """Who has been a firm's liaison, from when until when; `since` is None of whom the desk found there."""

    __tablename__ = "firm_liaison"
    __table_args__ = (
        Index("ix_firm_liaison_now", "firm_id", unique=True, sqlite_where=NOW_THEIRS, postgresql_where=NOW_THEIRS),
    )
    id: int | None = Field(default=None, primary_key=True)
    firm_id: int = Field(foreign_key="firm.id", index=True)
    liaison_id: int = Field(foreign_key="person.id", index=True)
    since: datetime | None = None
    until: datetime | None = None


class Contact(SQLModel, table=True):
    """A person speaks for a firm; one of them, and no second one, is the owner.

    `added_by_id`: who let him in in the chat, the firm's owner or the duty desk; None when the workbook did.
    """

    __table_args__ = (
        Index("ix_contact_owner", "firm_id", unique=True, sqlite_where=IS_OWNER, postgresql_where=IS_OWNER),
    )
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    firm_id: int = Field(foreign_key="firm.id", primary_key=True, index=True)
    is_owner: bool = False
    added_by_id: int | None = Field(default=None, foreign_key="person.id")


class Absence(SQLModel, table=True):
    """Somebody is away from `since` until before `until`; his substitute stands in for him in everything he owns."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    substitute_id: int = Field(foreign_key="person.id", index=True)
    since: datetime
    until: datetime


class Chat(SQLModel, table=True):
    """A chat that is bound to a person. A person writes and is written to in one chat per bot."""

    __table_args__ = (UniqueConstraint("bot_id", "chat_id"), UniqueConstraint("bot_id", "person_id"))
    id: int | None = Field(default=None, primary_key=True)
    bot_id: int = Field(sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
    person_id: int = Field(foreign_key="person.id")
    bound_at: datetime
    blocked_at: datetime | None = None


class Invitation(SQLModel, table=True):
    """A one-time link. Only the hash of its token is stored."""

    token_hash: str = Field(max_length=64, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    expires_at: datetime
    used_at: datetime | None = None
    used_chat_id: int | None = Field(default=None, sa_type=BigInteger)


class BindingRequest(SQLModel, table=True):
    """A visitor asks to be bound to a firm (申请绑定): what he says of himself, and who decided what.

    One open request a chat. `decided_with` is the key of the press that decided. A chat that was bound in another way
    has closed its request: it is decided by nobody.
    """

    __tablename__ = "binding_request"
    __table_args__ = (
        Index(
            "ix_binding_request_open",
            "bot_id",
            "chat_id",
            unique=True,
            sqlite_where=UNDECIDED,
            postgresql_where=UNDECIDED,
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=80, unique=True)
    bot_id: int = Field(sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
    language: str = Field(max_length=8)
    name: str = Field(sa_column=Column("sealed_name", Sealed("binding_request.name"), key="name", nullable=False))
    firm_name: str = Field(max_length=120)
    credit_code: str = Field(max_length=18)
    phone: str | None = Field(
        default=None, sa_column=Column("sealed_phone", Sealed("binding_request.phone"), key="phone")
    )
    asked_at: datetime
    decided_at: datetime | None = None
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")
    decided_with: str | None = Field(default=None, max_length=80)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    firm_id: int | None = Field(default=None, foreign_key="firm.id")
    reason: str = Field(default="", sa_type=Text)


class Category(SQLModel, table=True):
    """What kind of problem it is, within how many working days it is to be solved, and which department it suits."""

    code: str = Field(max_length=32, primary_key=True)
    zh: str = Field(max_length=40)
    en: str = Field(max_length=40)
    resolve_days: int
    position: int = 0
    department_id: int | None = Field(default=None, foreign_key="department.id")


class Counter(SQLModel, table=True):
    """The last running number given in a year."""

    year: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    last: int


class CalendarYear(SQLModel, table=True):
    """A year whose days stand in the day table: from the library, or from a notice that somebody loaded."""

    __tablename__ = "calendar_year"
    year: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    is_official: bool = True
    loaded_at: datetime
    loaded_by_id: int | None = Field(default=None, foreign_key="person.id")


class Day(SQLModel, table=True):
    """A day off or a make-up workday of the day table (日历表), with its holiday's name."""

    day: date = Field(primary_key=True)
    is_workday: bool
    name: str = Field(default="", max_length=40)


class CommonProblem(SQLModel, table=True):
    """A problem that several firms have (共性问题): their tickets point to it, its result is told to all of them."""

    __tablename__ = "common_problem"
    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(max_length=200)
    opened_at: datetime
    opened_by_id: int = Field(foreign_key="person.id")
    result: str = Field(default="", sa_type=Text)
    resolved_at: datetime | None = None


class Visit(SQLModel, table=True):
    """Somebody went to a firm (走访): its liaison (`visit`), or director or head (`leader`). `files` as in a thread.

    `came`: what the firm says of it, None while it has not; `was_due`: the date that it has put on.
    """

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=40, unique=True)
    firm_id: int = Field(foreign_key="firm.id", index=True)
    by_id: int = Field(foreign_key="person.id", index=True)
    at: datetime
    source: Source = Field(sa_column=Column(words(Source), nullable=False))
    text: str = Field(default="", sa_type=Text)
    files: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    latitude: float | None = None
    longitude: float | None = None
    was_due: date | None = None
    came: bool | None = None
    answered_at: datetime | None = None
    answered_by_id: int | None = Field(default=None, foreign_key="person.id")


class Ticket(SQLModel, table=True):
    """The thing that goes round (诉求). `due_since`, `due_at`: the running deadline; `remind_at`: its next rung.

    `yellow_at`: from when its light is yellow, for whoever counts them. `held_since`, `held_due`: the owner's deadline
    while it stands still, since `held_at`. `silence_at`: when the firm has been told nothing for too long, counted from
    `told_at`. `lead_id`: the department asked to handle it; `sender_id`: who handed it over, until somebody has signed.
    `wants`, `wants_of`, `wanted_for`: what waits for an approval, whose, and the date wished for. `escalated`: 0 owner,
    1 head, 2 director.
    """

    __table_args__ = (
        CheckConstraint("stars IS NULL OR stars BETWEEN 1 AND 5", name="stars_1_to_5"),
        Index("ix_ticket_remind_at", "remind_at", sqlite_where=REMINDED, postgresql_where=REMINDED),
        Index("ix_ticket_silence_at", "silence_at", sqlite_where=SILENT, postgresql_where=SILENT),
        Index("ix_ticket_due_at", "due_at", sqlite_where=RUNNING, postgresql_where=RUNNING),
        Index("ix_ticket_promised_for", "promised_for", sqlite_where=RUNNING, postgresql_where=RUNNING),
        Index("ix_ticket_held_at", "held_at", sqlite_where=HELD, postgresql_where=HELD),
        Index("ix_ticket_waiting", "due_at", sqlite_where=WAITING, postgresql_where=WAITING),
    )
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(max_length=20, unique=True)
    key: str = Field(max_length=40, unique=True)
    firm_id: int = Field(foreign_key="firm.id", index=True)
    category_code: str = Field(foreign_key="category.code", max_length=32)
    summary: str = Field(sa_type=Text)
    details: str = Field(default="", sa_type=Text)
    urgent: bool = False
    state: State = Field(sa_column=Column(words(State), nullable=False))
    level: int = 0
    source: Source = Field(default=Source.FIRM, sa_column=Column(words(Source), nullable=False))
    confidential: bool = False
    filed_by_id: int = Field(foreign_key="person.id")
    contact_id: int | None = Field(default=None, foreign_key="person.id")
    owner_id: int = Field(foreign_key="person.id", index=True)
    lead_id: int | None = Field(default=None, foreign_key="department.id", index=True)
    sender_id: int | None = Field(default=None, foreign_key="person.id")
    returns: int = 0
    ruled: bool = False
    escalated: int = 0
    filed_at: datetime
    dispatched_at: datetime
    accepted_at: datetime | None = None
    first_promise: datetime | None = None
    promised_for: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    limit_at: datetime
    due_since: datetime | None = None
    due_at: datetime | None = None
    yellow_at: datetime | None = None
    remind_at: datetime | None = None
    held_since: datetime | None = None
    held_due: datetime | None = None
    held_at: datetime | None = None
    told_at: datetime | None = None
    silence_at: datetime | None = None
    wants: Wish | None = Field(default=None, sa_column=Column(words(Wish), nullable=True))
    wants_of: Role | None = Field(default=None, sa_column=Column(words(Role), nullable=True))
    wanted_for: datetime | None = None
    extensions: int = 0
    outcome: Outcome | None = Field(default=None, sa_column=Column(words(Outcome), nullable=True))
    result: str = Field(default="", sa_type=Text)
    common_id: int | None = Field(default=None, foreign_key="common_problem.id", index=True)
    visit_id: int | None = Field(default=None, foreign_key="visit.id", index=True)
    reception_id: int | None = Field(default=None, foreign_key="reception_day.id", index=True)
    stars: int | None = None
    comment: str = Field(default="", sa_type=Text)


class Follower(SQLModel, table=True):
    """Who was asked before stays a follower."""

    ticket_id: int = Field(foreign_key="ticket.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)


class Assist(SQLModel, table=True):
    """What an assisting department (协办) has been asked for, with its own date and its next reminder."""

    __table_args__ = (Index("ix_assist_remind_at", "remind_at", sqlite_where=REMINDED, postgresql_where=REMINDED),)
    ticket_id: int = Field(foreign_key="ticket.id", primary_key=True)
    department_id: int = Field(foreign_key="department.id", primary_key=True, index=True)
    since: datetime
    due_at: datetime
    remind_at: datetime | None = None
    done_at: datetime | None = None


class ThreadMessage(SQLModel, table=True):
    """What a firm and its liaison write to each other outside tickets; `files` as Telegram described them."""

    __tablename__ = "thread_message"
    id: int | None = Field(default=None, primary_key=True)
    firm_id: int = Field(foreign_key="firm.id", index=True)
    author_id: int = Field(foreign_key="person.id")
    at: datetime
    from_firm: bool = False
    text: str = Field(default="", sa_type=Text)
    files: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    key: str = Field(max_length=80, unique=True)


class ThreadWait(SQLModel, table=True):
    """A firm waits for an answer in its thread: since its first message that had none, until the first answer.

    `liaison_id`: its liaison when it asked. `taker_id`: who is to answer now, None the duty desk. `remind_at`: when the
    clock looks at it next; `reminded_at`, `passed_at`: when he was reminded, and when it went to somebody else.
    """

    __tablename__ = "thread_wait"
    __table_args__ = (
        Index("ix_thread_wait_open", "firm_id", unique=True, sqlite_where=UNANSWERED, postgresql_where=UNANSWERED),
        Index("ix_thread_wait_remind_at", "remind_at", sqlite_where=REMINDED, postgresql_where=REMINDED),
    )
    id: int | None = Field(default=None, primary_key=True)
    firm_id: int = Field(foreign_key="firm.id")
    message_id: int = Field(foreign_key="thread_message.id")
    liaison_id: int | None = Field(default=None, foreign_key="person.id")
    asked_at: datetime = Field(index=True)
    answered_at: datetime | None = None
    answered_by_id: int | None = Field(default=None, foreign_key="person.id")
    remind_at: datetime | None = None
    reminded_at: datetime | None = None
    passed_at: datetime | None = None
    taker_id: int | None = Field(default=None, foreign_key="person.id")


class Event(SQLModel, table=True):
    """What happened to a ticket, once and for ever: the database refuses to change or delete a row."""

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    at: datetime
    actor_id: int | None = Field(default=None, foreign_key="person.id")
    action: str = Field(max_length=32)
    old: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    new: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    text: str = Field(default="", sa_type=Text)
    message_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    key: str | None = Field(default=None, max_length=80, unique=True)


class EventMessage(SQLModel, table=True):
    """The further messages of a contribution that was several: an edit of any of them belongs to its event."""

    __tablename__ = "event_message"
    event_id: int = Field(foreign_key="event.id", primary_key=True)
    message_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False, index=True))


class Attachment(SQLModel, table=True):
    """A file somebody sent about a ticket: what the message said of it, Telegram's file id, and where it stands here.

    `stored` is the hash under which it is on disk; `fetch_at` when it is to be fetched, None when there is nothing to
    fetch any more; `problem` says why it never can be.
    """

    __table_args__ = (Index("ix_attachment_to_fetch", "fetch_at", sqlite_where=TO_FETCH, postgresql_where=TO_FETCH),)
    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    kind: str = Field(max_length=16)
    file_id: str = Field(max_length=255)
    name: str = Field(default="", max_length=255)
    mime: str = Field(default="", max_length=127)
    size: int | None = Field(default=None, sa_type=BigInteger)
    caption: str = Field(default="", sa_type=Text)
    album: str = Field(default="", max_length=64, index=True)
    stored: str | None = Field(default=None, max_length=64)
    stored_at: datetime | None = None
    fetch_at: datetime | None = None
    tries: int = 0
    problem: str | None = Field(default=None, max_length=255)


class Inbox(SQLModel, table=True):
    """An update as Telegram sent it, on disk before it is acknowledged. `lane` is the chat it is handled in."""

    __table_args__ = (
        UniqueConstraint("bot_id", "update_id"),
        Index("ix_inbox_open", "id", sqlite_where=NOT_DONE, postgresql_where=NOT_DONE),
    )
    id: int | None = Field(
        default=None, sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    )
    bot_id: int = Field(sa_type=BigInteger)
    update_id: int = Field(sa_type=BigInteger)
    lane: int = Field(sa_type=BigInteger)
    body: str = Field(sa_type=Text)
    received_at: datetime
    done_at: datetime | None = None
    error: str | None = Field(default=None, max_length=255)


class Push(SQLModel, table=True):
    """A message that is owed to a person. It is worded when it goes out, in the language the person has then."""

    __table_args__ = (
        Index("ix_push_owed", "due_at", sqlite_where=NOT_SETTLED, postgresql_where=NOT_SETTLED),
        Index("ix_push_turn", "person_id", "id", sqlite_where=NOT_SETTLED, postgresql_where=NOT_SETTLED),
        Index("ix_push_loud", "settled_at", sqlite_where=LOUD, postgresql_where=LOUD),
    )
    id: int | None = Field(
        default=None, sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    )
    key: str = Field(max_length=120, unique=True)
    person_id: int = Field(foreign_key="person.id")
    kind: str = Field(max_length=40)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    args: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    quiet: bool = False
    due_at: datetime
    leased_until: datetime | None = None
    settled_at: datetime | None = None
    tries: int = 0
    outcome: str | None = Field(default=None, max_length=32)
    error: str | None = Field(default=None, max_length=255)


class DigestDay(SQLModel, table=True):
    """A kind of digest that has been owed to everybody on a date: once, whatever the clock goes through."""

    __tablename__ = "digest_day"
    kind: str = Field(max_length=16, primary_key=True)
    day: date = Field(primary_key=True)
    owed_at: datetime


class OfficeLink(SQLModel, table=True):
    """A one-time link into the back office. Only the hash of its token is stored."""

    __tablename__ = "office_link"
    token_hash: str = Field(max_length=64, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    expires_at: datetime
    used_at: datetime | None = None


class OfficeSession(SQLModel, table=True):
    """Somebody who is signed in to the back office. Only the hash of the cookie is stored; `seen_at`: his last page."""

    __tablename__ = "office_session"
    cookie_hash: str = Field(max_length=64, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    started_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None


class Audit(SQLModel, table=True):
    """What was changed of people, firms and settings, by whom: the database refuses to change or delete a row.

    `row` is the code of what was changed; names of people and telephones are kept masked only. Without an actor it was
    the command line.
    """

    __table_args__ = (Index("ix_audit_row", "what", "row"),)
    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    actor_id: int | None = Field(default=None, foreign_key="person.id")
    what: str = Field(max_length=32)
    row: str = Field(max_length=64)
    act: str = Field(max_length=32)
    old: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    new: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Draft(SQLModel, table=True):
    """What is being filled in at a chat: it survives restarts."""

    bot_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    updated_at: datetime


METADATA = SQLModel.metadata
