"""The tables of catalogue and agency service (全程代办, DOMAIN.md sections 5 and 6). All moments are aware UTC."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, Integer, Numeric, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from domain.agency import CaseState, Kind, MaterialState, StepState, Worker
from storage.words import words

CURRENT = text("is_current")
STILL = text("until IS NULL")
IN_FORCE = text("signed_at IS NOT NULL AND withdrawn_at IS NULL")
CLOCKED = text("remind_at IS NOT NULL")
LANDING = text("template != ''")
GOING = text("state IN ('preparing', 'under_way', 'waiting')")


class ServiceItem(SQLModel, table=True):
    """One version of an item (事项) of the catalogue. A version never changes; work under way keeps its own.

    `called`: the words people use for it. `field`: by which it is browsed. `fees` in words. `materials`: a list of
    {name, form, original (bool), copies (int), sample (a link or note, may be missing)}. `steps`: a list of {name,
    worker (agent, department, firm), department (its code, else the item's), days (working days), after (positions
    from 0 of the steps it waits for; missing: the one before), presence (why somebody must come; missing: nobody)}.
    """

    __tablename__ = "service_item"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        Index("ix_service_item_current", "code", unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT),
    )
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=32)
    version: int = 1
    is_current: bool = True
    name: str = Field(max_length=120)
    called: list[str] = Field(default_factory=list, sa_type=JSON)
    field: str = Field(default="", max_length=40)
    kind: Kind = Field(default=Kind.APPROVAL, sa_column=Column(words(Kind), nullable=False))
    department_id: int | None = Field(default=None, foreign_key="department.id", index=True)
    promised_days: int
    statutory_days: int
    is_online: bool = False
    fees: str = Field(default="", sa_type=Text)
    materials: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    steps: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    since: datetime


class CatalogueStamp(SQLModel, table=True):
    """How often the catalogue has changed, in its one row: whoever keeps something made of it looks here first."""

    __tablename__ = "catalogue_stamp"
    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    changes: int


class Project(SQLModel, table=True):
    """What a firm undertakes, and what is done for it (项目).

    `template`: the code of the landing checklist it was made from; `signed_on`, `meeting_at`: signing day and landing
    meeting (签约落地).
    """

    __table_args__ = (Index("ix_project_landing", "id", sqlite_where=LANDING, postgresql_where=LANDING),)
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=80, unique=True)
    firm_id: int = Field(foreign_key="firm.id", index=True)
    name: str = Field(max_length=120)
    template: str = Field(default="", max_length=32)
    signed_on: date | None = None
    meeting_at: datetime | None = None
    opened_at: datetime
    opened_by_id: int = Field(foreign_key="person.id")
    ended_at: datetime | None = None


class ProjectAgent(SQLModel, table=True):
    """Who carries a project: one or two agents at a time, each in his `place`; the database refuses a third."""

    __tablename__ = "project_agent"
    __table_args__ = (
        CheckConstraint("place BETWEEN 1 AND 2", name="two_agents_a_project"),
        Index("ix_project_agent_place", "project_id", "place", unique=True, sqlite_where=STILL, postgresql_where=STILL),
        Index("ix_project_agent", "project_id", "agent_id", unique=True, sqlite_where=STILL, postgresql_where=STILL),
    )
    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    agent_id: int = Field(foreign_key="person.id", index=True)
    place: int
    since: datetime
    until: datetime | None = None


class Mandate(SQLModel, table=True):
    """What a firm lets the agents do for a project (委托): kept as evidence, with text, time and signer.

    `text` is what was shown and signed, word for word; `until` is the last day on which it holds. `remind_at`: when the
    clock looks at it next, to tell that it ends soon, or to end it.
    """

    __table_args__ = (
        Index("ix_mandate_remind_at", "remind_at", sqlite_where=CLOCKED, postgresql_where=CLOCKED),
        Index("ix_mandate_in_force", "project_id", unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=80, unique=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    firm_id: int = Field(foreign_key="firm.id", index=True)
    text: str = Field(sa_type=Text)
    until: date
    asked_at: datetime
    asked_by_id: int = Field(foreign_key="person.id")
    signed_at: datetime | None = None
    signed_by_id: int | None = Field(default=None, foreign_key="person.id")
    withdrawn_at: datetime | None = None
    withdrawn_by_id: int | None = Field(default=None, foreign_key="person.id")
    reason: str = Field(default="", sa_type=Text)
    remind_at: datetime | None = None


class CaseCounter(SQLModel, table=True):
    """The last running number given to a case in a year."""

    __tablename__ = "case_counter"
    year: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    last: int


class Case(SQLModel, table=True):
    """An item under way for a project (办件), after one version of the catalogue. Number as in DB-2026-000123.

    `promised_for`: the end the firm was promised when work began; it never changes but for pauses. `held_at`: since
    when the clock stands still. `remind_at`: when the clock asks next whether it will be late. `certificate`: a
    leftover certificate's name and, when it is out, its number and date.
    `amount`, `approved_on`, `paid_on`: of a reward, in exact yuan.
    """

    __tablename__ = "agency_case"
    __table_args__ = (
        Index("ix_agency_case_remind_at", "remind_at", sqlite_where=CLOCKED, postgresql_where=CLOCKED),
        Index("ix_agency_case_going", "promised_for", "id", sqlite_where=GOING, postgresql_where=GOING),
        Index("ix_agency_case_of_firm", "firm_id", "promised_for", sqlite_where=GOING, postgresql_where=GOING),
        Index("ix_agency_case_kind", "kind", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(max_length=20, unique=True)
    key: str = Field(max_length=80, unique=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    firm_id: int = Field(foreign_key="firm.id", index=True)
    item_id: int = Field(foreign_key="service_item.id", index=True)
    name: str = Field(max_length=120)
    kind: Kind = Field(sa_column=Column(words(Kind), nullable=False))
    state: CaseState = Field(sa_column=Column(words(CaseState), nullable=False))
    opened_at: datetime
    opened_by_id: int = Field(foreign_key="person.id")
    promised_for: datetime
    held_at: datetime | None = None
    finished_at: datetime | None = None
    result: str = Field(default="", sa_type=Text)
    remind_at: datetime | None = None
    certificate_number: str = Field(default="", max_length=64)
    certificate_on: date | None = None
    amount: Decimal | None = Field(default=None, sa_column=Column(Numeric(15, 2), nullable=True))
    approved_on: date | None = None
    paid_on: date | None = None


class CaseStep(SQLModel, table=True):
    """A step (环节) of a case, with its owner and its date. `after`: positions of the steps that it waits for.

    `presence`: why somebody must come in person, empty when nobody must. `days`: working days it may take.
    """

    __tablename__ = "case_step"
    __table_args__ = (
        UniqueConstraint("case_id", "position"),
        Index("ix_case_step_remind_at", "remind_at", sqlite_where=CLOCKED, postgresql_where=CLOCKED),
    )
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="agency_case.id", index=True)
    position: int
    name: str = Field(max_length=120)
    worker: Worker = Field(sa_column=Column(words(Worker), nullable=False))
    department_id: int | None = Field(default=None, foreign_key="department.id", index=True)
    owner_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    days: int
    after: list[int] = Field(default_factory=list, sa_type=JSON)
    state: StepState = Field(sa_column=Column(words(StepState), nullable=False))
    presence: str = Field(default="", sa_type=Text)
    opened_at: datetime | None = None
    due_at: datetime | None = None
    signed_at: datetime | None = None
    finished_at: datetime | None = None
    remind_at: datetime | None = None
    result: str = Field(default="", sa_type=Text)


class CaseMaterial(SQLModel, table=True):
    """A material (材料) of a case: where it stands, since when it is asked for, and why it was refused."""

    __tablename__ = "case_material"
    __table_args__ = (
        UniqueConstraint("case_id", "position"),
        Index("ix_case_material_remind_at", "remind_at", sqlite_where=CLOCKED, postgresql_where=CLOCKED),
    )
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="agency_case.id", index=True)
    position: int
    name: str = Field(max_length=120)
    form: str = Field(default="", max_length=120)
    original: bool = False
    copies: int = 1
    state: MaterialState = Field(sa_column=Column(words(MaterialState), nullable=False))
    asked_at: datetime | None = None
    due_at: datetime | None = None
    remind_at: datetime | None = None
    settled_at: datetime | None = None
    reason: str = Field(default="", sa_type=Text)


class CaseFile(SQLModel, table=True):
    """A file that was sent for a material, as Telegram described it."""

    __tablename__ = "case_file"
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="agency_case.id", index=True)
    material_id: int | None = Field(default=None, foreign_key="case_material.id", index=True)
    event_id: int = Field(foreign_key="case_event.id")
    kind: str = Field(max_length=16)
    file_id: str = Field(max_length=255)
    name: str = Field(default="", max_length=255)
    mime: str = Field(default="", max_length=127)
    size: int | None = None
    caption: str = Field(default="", sa_type=Text)
    album: str = Field(default="", max_length=64)


class CaseEvent(SQLModel, table=True):
    """What happened to a case, once and for ever: the database refuses to change or delete a row."""

    __tablename__ = "case_event"
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="agency_case.id", index=True)
    at: datetime
    actor_id: int | None = Field(default=None, foreign_key="person.id")
    action: str = Field(max_length=32)
    step_id: int | None = Field(default=None, foreign_key="case_step.id")
    material_id: int | None = Field(default=None, foreign_key="case_material.id")
    old: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    new: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    text: str = Field(default="", sa_type=Text)
    key: str | None = Field(default=None, max_length=80, unique=True)
