"""A park as its workbook lists it, and loading it: departments, people, firms, kinds of problems, items."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.assignment import Bearer, bearing, nearest
from domain.errors import Fault, NotAnAnswer, SheetErrors
from domain.roles import MOST_FIRMS_A_LIAISON, Role
from services.catalogue import load_items
from services.identifiers import read_credit_code
from services.item_rows import ItemRow
from services.rows import LATER, Code, Row, english, split
from storage.assignment import bearers, book_all, hold_liaisons
from storage.database import Database
from storage.park import (
    contacts_in_name_only,
    credit_codes_of_others,
    firms_elsewhere,
    firms_with_liaison,
    forget_credit_codes,
    free_of_liaisons,
    ids_by_code,
    liaisons_in_name_only,
    people_who_left,
    put_first,
    replace,
    replace_all_contacts,
    replace_contacts,
    upsert,
)
from storage.tables import Category, Department, Firm, Person, PersonRole


def checked_code(cell: str) -> str:
    """A unified social credit code. Raises PydanticCustomError, as pydantic wants it."""
    try:
        return read_credit_code(cell)
    except NotAnAnswer as why:
        raise PydanticCustomError("credit_code", "no credit code") from why


Roles = Annotated[
    frozenset[Annotated[Role, BeforeValidator(english)]],
    Field(min_length=1),
    BeforeValidator(split),
]


class DepartmentRow(Row):
    """A row of the sheet departments."""

    code: Code = Field(title="编号")
    name: str = Field(title="名称", max_length=80)


class PersonRow(Row):
    """A row of the sheet people; `department` is a code, `chain` what a chain lead answers for."""

    code: Code = Field(title="编号")
    name: str = Field(title="姓名", max_length=80)
    roles: Roles = Field(title="角色")
    department: Code | None = Field(default=None, title="部门编号")
    phone: str | None = Field(default=None, title="电话", max_length=32)
    chain: str | None = Field(default=None, title="产业链", max_length=40, json_schema_extra=LATER)


class FirmRow(Row):
    """A row of the sheet firms; `liaison` and `contacts` are codes of people, the first contact is the owner."""

    code: Code = Field(title="编号")
    name: str = Field(title="名称", max_length=120)
    chain: str = Field(default="", title="产业链", max_length=40)
    size: Annotated[Literal["small", "medium", "large"], BeforeValidator(english)] = Field(title="规模")
    backbone: Annotated[bool, BeforeValidator(english)] = Field(default=False, title="骨干企业")
    liaison: Code | None = Field(default=None, title="联络员编号")
    contacts: Annotated[tuple[Code, ...], BeforeValidator(split)] = Field(default=(), title="联系人编号")
    credit_code: Annotated[str, AfterValidator(checked_code)] | None = Field(
        default=None, title="统一社会信用代码", json_schema_extra=LATER
    )


class CategoryRow(Row):
    """A row of the sheet categories: its code travels in buttons, so it is plain; `department` is what it suits."""

    code: str = Field(title="编号", max_length=32, pattern=r"^[A-Za-z0-9_-]+$")
    zh: str = Field(title="中文名称", max_length=40)
    en: str = Field(title="英文名称", max_length=40)
    resolve_days: int = Field(title="办结工作日", ge=1, le=365)
    department: Code | None = Field(default=None, title="部门编号", json_schema_extra=LATER)


@dataclass(frozen=True)
class ParkSheets:
    """A whole park, checked: every code that is referred to is listed."""

    departments: tuple[DepartmentRow, ...]
    people: tuple[PersonRow, ...]
    firms: tuple[FirmRow, ...]
    categories: tuple[CategoryRow, ...] = ()
    items: tuple[ItemRow, ...] = ()


@dataclass(frozen=True)
class Loaded:
    """How many rows of each sheet stand in the database now."""

    departments: int
    people: int
    firms: int
    contacts: int
    categories: int
    items: int = 0


async def load_park(db: Database, sheets: ParkSheets, *, at: datetime | None = None) -> Loaded:
    """Bring the park to what the sheets say; what they do not list stays. All or nothing, harmless to repeat.

    `at`: since when firms have the liaisons they get; None while a park is set up, nobody knows since when then.
    Raises SheetErrors when sheets and park do not fit together.
    """
    async with db.begin() as session:
        await hold_liaisons(session)
        return await bring(session, sheets, at=at)


async def bring(session: AsyncSession, sheets: ParkSheets, *, at: datetime | None, keeps_added: bool = True) -> Loaded:
    """The park becomes what the sheets say; `keeps_added`: contacts who were let in in the chat stay, listed or not.

    Raises SheetErrors when sheets and park do not fit together.
    """
    await upsert(session, Department, [row.model_dump() for row in sheets.departments])
    await load_people(session, sheets.people)
    await refuse_firms_left_alone(session, sheets.firms)
    await refuse_fourth_firms(session, sheets.firms)
    contacts = await load_firms(session, sheets.firms, keeps_added=keeps_added)
    await book_all(session, at)
    await load_categories(session, sheets.categories)
    await load_items(session, sheets.items, await ids_by_code(session, Department), at=at)
    await refuse_misfits(session)
    await refuse_the_gone(session, sheets.people)
    rows = (sheets.departments, sheets.people, sheets.firms, sheets.categories, sheets.items)
    departments, people, firms, categories, items = map(len, rows)
    return Loaded(departments, people, firms, contacts, categories, items)


async def load_people(session: AsyncSession, people: Sequence[PersonRow]) -> None:
    """People and their roles. A language that somebody chose stays."""
    departments = await ids_by_code(session, Department)
    fields = {"code", "name", "phone", "chain"}
    works_in = [departments[p.department] if p.department else None for p in people]
    rows = [p.model_dump(include=fields) | {"language": "zh-CN"} for p in people]
    await upsert(session, Person, [r | {"department_id": d} for r, d in zip(rows, works_in, strict=True)])
    ids = await ids_by_code(session, Person)
    roles = [{"person_id": ids[p.code], "role": role} for p in people for role in p.roles]
    await replace(session, PersonRole, "person_id", [ids[p.code] for p in people], roles)


async def load_firms(session: AsyncSession, firms: Sequence[FirmRow], *, keeps_added: bool) -> int:
    """Firms, their liaisons and contacts; gives the number of contacts."""
    people = await ids_by_code(session, Person)
    await make_room(session, firms)
    fields = {"code", "name", "chain", "size", "credit_code"}
    rows = [f.model_dump(include=fields) | {"is_backbone": f.backbone} for f in firms]
    liaisons = [people[f.liaison] if f.liaison else None for f in firms]
    await free_of_liaisons(session, [f.code for f in firms])  # firms that change hands: nobody has four on the way
    await upsert(session, Firm, [r | {"liaison_id": who} for r, who in zip(rows, liaisons, strict=True)])
    ids = await ids_by_code(session, Firm)
    pairs = [(ids[f.code], people[code], code == f.contacts[0]) for f in firms for code in f.contacts]
    contacts = [{"firm_id": firm, "person_id": person, "is_owner": owner} for firm, person, owner in pairs]
    replace_them = replace_contacts if keeps_added else replace_all_contacts
    await replace_them(session, [ids[f.code] for f in firms], contacts)
    return len(contacts)


async def make_room(session: AsyncSession, firms: Sequence[FirmRow]) -> None:
    """Two listed firms may change credit codes; one of a firm that is not listed stays its own. Raises SheetErrors."""
    listed = [firm.code for firm in firms]
    taken = await credit_codes_of_others(session, listed)
    errors = [
        Fault(
            "credit_code_taken",
            f'the credit code of "{firm.code}" belongs to "{taken[firm.credit_code]}"',
            place="firms",
            details={"input": firm.code, "other": taken[firm.credit_code]},
        )
        for firm in firms
        if firm.credit_code in taken
    ]
    if errors:
        raise SheetErrors(errors)
    await forget_credit_codes(session, listed)


async def load_categories(session: AsyncSession, kinds: Sequence[CategoryRow]) -> None:
    """Kinds of problems, each with the department that it suits, in the order of the sheet."""
    departments = await ids_by_code(session, Department)
    rows = [k.model_dump(exclude={"department"}) | {"position": 0} for k in kinds]
    suits = [departments[k.department] if k.department else None for k in kinds]
    await upsert(session, Category, [r | {"department_id": d} for r, d in zip(rows, suits, strict=True)])
    await put_first(session, [k.code for k in kinds])


async def refuse_fourth_firms(session: AsyncSession, firms: Sequence[FirmRow]) -> None:
    """A liaison's fourth firm, beside those that the sheets do not list; each with who has room instead."""
    kept = await firms_elsewhere(session, {f.code for f in firms})
    count, given = Counter(liaison for liaison, _ in kept), [*kept, *((f.liaison, f.chain) for f in firms)]
    too_many: list[FirmRow] = []
    for firm in firms:
        count[firm.liaison] += 1
        if firm.liaison and count[firm.liaison] > MOST_FIRMS_A_LIAISON:
            too_many.append(firm)
    if too_many:
        liaisons = bearing({each.code: each.name for each in await bearers(session)}, given)
        raise SheetErrors([crowded(firm, liaisons) for firm in too_many])


async def refuse_firms_left_alone(session: AsyncSession, firms: Sequence[FirmRow]) -> None:
    """A firm that has a liaison is not left without one; a new firm may wait for its own, shown in red (issue 4)."""
    looked_after = await firms_with_liaison(session)
    alone = [firm for firm in firms if firm.liaison is None and firm.code in looked_after]
    if alone:
        liaisons = await bearers(session)
        raise SheetErrors([left_alone(firm, liaisons) for firm in alone])


def left_alone(firm: FirmRow, liaisons: Collection[Bearer]) -> Fault:
    """A firm that would lose its liaison, and who has room for it."""
    says = f"would be left without a liaison; {room(liaisons, firm.chain)}"
    return Fault("left_alone", says, place=f'firms: "{firm.code}"', details={"room": codes(liaisons, firm.chain)})


def crowded(firm: FirmRow, liaisons: Collection[Bearer]) -> Fault:
    """A fourth firm, and who has room for it."""
    says = f'"{firm.liaison}" has {MOST_FIRMS_A_LIAISON} firms already, more is not allowed'
    given = {"input": str(firm.liaison), "most": str(MOST_FIRMS_A_LIAISON), "room": codes(liaisons, firm.chain)}
    place = f'firms: "{firm.code}"'
    return Fault("crowded", f"{says}; {room(liaisons, firm.chain)}", place=place, details=given)


def codes(liaisons: Collection[Bearer], chain: str) -> str:
    """Who has room for a firm of that chain, by their codes alone."""
    return " ".join(each.code for each in nearest(liaisons, chain)) or "–"


def room(liaisons: Collection[Bearer], chain: str) -> str:
    """Who has room for a firm of that chain, in words for whoever loads a workbook."""
    free = [f"{each.code} ({has(each, chain)})" for each in nearest(liaisons, chain)]
    return f"room have: {', '.join(free)}" if free else "nobody has room, another liaison is needed"


def has(liaison: Bearer, chain: str) -> str:
    """What speaks for a liaison."""
    count = len(liaison.chains)
    return f"{count} firm{'' if count == 1 else 's'}{', same chain' if liaison.shares(chain) else ''}"


async def refuse_misfits(session: AsyncSession) -> None:
    """What only shows beside the rows that were here before the sheets."""
    errors = [
        *(
            misfit("no_liaison", f'"{code}" looks after firms without the role liaison', code)
            for code in await liaisons_in_name_only(session)
        ),
        *(
            misfit("no_contact", f'"{code}" speaks for firms without the role contact', code)
            for code in await contacts_in_name_only(session)
        ),
    ]
    if errors:
        raise SheetErrors(errors)


async def refuse_the_gone(session: AsyncSession, people: Sequence[PersonRow]) -> None:
    """An old workbook does not bring back the name of somebody who has left. Raises SheetErrors."""
    says = "has left the desk: take the row out, or give a new code"
    gone = await people_who_left(session, [person.code for person in people])
    if gone:
        raise SheetErrors([misfit("gone", f'"{code}" {says}', code) for code in gone])


def misfit(key: str, text: str, code: str) -> Fault:
    """What is wrong with a person of the park as it would be."""
    return Fault(key, text, place="people", details={"input": code})
