"""The catalogue (极简审批): loading it in versions, and reading it: by field, one item, what a list shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import ItemWithdrawn, NotForOffice, UnknownItem
from domain.roles import OFFICE
from services.item_rows import ItemRow, MaterialLine, StepLine
from storage import catalogue as questions
from storage.agency_tables import ServiceItem
from storage.catalogue import Listed
from storage.database import Database
from storage.people import Me

BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)  # since when an item holds that came with the park


@dataclass(frozen=True)
class ItemSight:
    """An item in force, with its department's name and those of its steps' departments by their code.

    `is_newer`: an older version was asked for.
    """

    item: ServiceItem
    department: str
    places: Mapping[str, str]
    is_newer: bool = False


async def load_items(
    session: AsyncSession, rows: Sequence[ItemRow], departments: Mapping[str, int], *, at: datetime | None
) -> None:
    """What differs from an item's last version becomes its next one; items that are not listed stay as they are.

    Loading the same again changes nothing. `departments` are ids by code; `at` is None while a park is set up.
    """
    if not rows:
        return
    known = {item.code: item for item in await questions.newest_versions(session)}
    wanted = {row.code: kept(row, departments) for row in rows}
    changed = [row for row in rows if differs(known.get(row.code), wanted[row.code])]
    new = {row.code for row in changed}
    others = [(known[row.code], row) for row in rows if row.code not in new]
    gone = {item.code for item, row in others if row.withdrawn and item.is_current}
    back = {item.id or 0 for item, row in others if not (row.withdrawn or item.is_current)}
    if not (changed or gone or back):
        return
    await questions.put_stamp(session)
    await questions.put_out_of_force(session, new | gone)
    await questions.put_in_force(session, back)
    for row in changed:
        version = known[row.code].version + 1 if row.code in known else 1
        since = at or BEFORE_ALL
        session.add(ServiceItem(version=version, is_current=not row.withdrawn, since=since, **wanted[row.code]))
    await session.flush()


def kept(row: ItemRow, departments: Mapping[str, int]) -> dict[str, Any]:
    """What a version keeps of a row."""
    return row.model_dump(include={"code", "name", "field", "kind", "promised_days", "statutory_days", "fees"}) | {
        "called": list(row.called),
        "department_id": departments[row.department] if row.department else None,
        "is_online": row.online,
        "materials": [each.kept() for each in row.materials],
        "steps": [each.kept() for each in row.steps],
    }


def differs(item: ServiceItem | None, wanted: Mapping[str, Any]) -> bool:
    """Whether an item has to get a new version to be what is wanted."""
    return item is None or any(getattr(item, name) != value for name, value in wanted.items())


async def items_as_they_are(session: AsyncSession, code_of: Mapping[int | None, str]) -> tuple[ItemRow, ...]:
    """The catalogue as a workbook lists it, withdrawn items among it; `code_of` are departments' codes by id."""
    return tuple(row_of(item, code_of.get(item.department_id)) for item in await questions.newest_versions(session))


def row_of(item: ServiceItem, department: str | None) -> ItemRow:
    """An item as rows; it was checked when it was loaded."""
    values = item.model_dump(include={"code", "name", "field", "promised_days", "statutory_days", "fees"})
    values |= {"kind": item.kind, "department": department, "online": item.is_online, "withdrawn": not item.is_current}
    materials = tuple(MaterialLine.model_validate(each | {"item": item.code}) for each in item.materials)
    steps = tuple(StepLine.model_validate(each | {"item": item.code}) for each in item.steps)
    return ItemRow.model_construct(**values, called=tuple(item.called), materials=materials, steps=steps)


async def catalogue(db: Database) -> Sequence[Listed]:
    """All items in force, by code. Anybody may read the catalogue."""
    async with db.read() as session:
        return await questions.listed(session)


async def newest_items(db: Database, *, by: Me) -> Sequence[tuple[ServiceItem, str]]:
    """Each item's last version with its department's name, withdrawn ones too. Raises NotForOffice."""
    if not by.roles & OFFICE:
        raise NotForOffice
    async with db.read() as session:
        names = {place.id: place.name for place in await questions.departments(session)}
        return [(item, names.get(item.department_id, "")) for item in await questions.newest_versions(session)]


async def versions_of(db: Database, code: str, *, by: Me) -> Sequence[tuple[ServiceItem, Mapping[str, str], str]]:
    """All versions of an item, the newest first: each with departments' names by code, and its own one's.

    Raises NotForOffice, UnknownItem.
    """
    if not by.roles & OFFICE:
        raise NotForOffice
    async with db.read() as session:
        places = await questions.departments(session)
        found = await questions.versions(session, code)
    if not found:
        raise UnknownItem
    names, by_id = {place.code: place.name for place in places}, {place.id: place.name for place in places}
    return [(item, names, by_id.get(item.department_id, "")) for item in found]


async def see_item(db: Database, item_id: int) -> ItemSight:
    """The item of that id; where it is an older version, the one in force. Raises UnknownItem, ItemWithdrawn."""
    async with db.read() as session:
        return await sight_of(session, await questions.version_with(session, item_id))


async def see_code(db: Database, code: str) -> ItemSight:
    """The item in force with that code. Raises UnknownItem, ItemWithdrawn."""
    async with db.read() as session:
        return await sight_of(session, await questions.newest(session, code))


async def sight_of(session: AsyncSession, asked: ServiceItem | None) -> ItemSight:
    """What is in force of an item of which some version was asked for. Raises UnknownItem, ItemWithdrawn."""
    if asked is None:
        raise UnknownItem
    item = asked if asked.is_current else await questions.current(session, asked.code)
    if item is None:
        raise ItemWithdrawn(name=asked.name)
    places = await questions.departments(session)
    own = next((place.name for place in places if place.id == item.department_id), "")
    return ItemSight(item, own, {place.code: place.name for place in places}, is_newer=item.id != asked.id)
