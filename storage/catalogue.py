"""Questions about the catalogue: items as they are now, versions, and a stamp that changes when any of it does."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select as select_columns
from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.agency_tables import CatalogueStamp, ServiceItem
from storage.tables import Department

CURRENT = col(ServiceItem.is_current)
LISTED = select_columns(
    col(ServiceItem.id),
    col(ServiceItem.code),
    col(ServiceItem.name),
    col(ServiceItem.field),
    col(ServiceItem.promised_days),
    col(ServiceItem.is_online),
)
SEARCHED = select_columns(
    col(ServiceItem.id),
    col(ServiceItem.code),
    col(ServiceItem.name),
    col(ServiceItem.called),
    col(ServiceItem.field),
    col(Department.name),
).select_from(ServiceItem)


class Listed(NamedTuple):
    """A current item with no more of it than a list shows."""

    id: int
    code: str
    name: str
    field: str
    promised_days: int
    is_online: bool


class Searched(NamedTuple):
    """What an item is found by."""

    id: int
    code: str
    name: str
    called: Sequence[str]
    field: str
    department: str


async def newest_versions(session: AsyncSession) -> Sequence[ServiceItem]:
    """Each item as it was loaded last, in force or withdrawn, by code."""
    last = select(ServiceItem.code, func.max(ServiceItem.version).label("last")).group_by(col(ServiceItem.code))
    newest = last.subquery()
    asked = select(ServiceItem).join(
        newest, (col(ServiceItem.code) == newest.c.code) & (col(ServiceItem.version) == newest.c.last)
    )
    return (await session.exec(asked.order_by(col(ServiceItem.code)))).all()


async def put_out_of_force(session: AsyncSession, codes: Collection[str]) -> None:
    """No version of these is the current one; nothing else of a version ever changes."""
    if codes:
        known = col(ServiceItem.code).in_(codes)
        await session.exec(update(ServiceItem).where(known, CURRENT).values(is_current=False))


async def put_in_force(session: AsyncSession, ids: Collection[int]) -> None:
    """These versions are the current ones."""
    if ids:
        await session.exec(update(ServiceItem).where(col(ServiceItem.id).in_(ids)).values(is_current=True))


async def listed(session: AsyncSession) -> Sequence[Listed]:
    """All current items by code."""
    rows = await rows_of(session, LISTED.where(CURRENT).order_by(col(ServiceItem.code)))
    return [Listed(*row) for row in rows]


async def listed_by_id(session: AsyncSession, ids: Collection[int]) -> dict[int, Listed]:
    """These items, by their id."""
    rows = await rows_of(session, LISTED.where(col(ServiceItem.id).in_(ids)))
    return {row[0]: Listed(*row) for row in rows}


async def version_with(session: AsyncSession, item_id: int) -> ServiceItem | None:
    """One version by its id."""
    return await session.get(ServiceItem, item_id)


async def current(session: AsyncSession, code: str) -> ServiceItem | None:
    """The version in force; None when the item is withdrawn."""
    return (await session.exec(select(ServiceItem).where(ServiceItem.code == code, CURRENT))).first()


async def newest(session: AsyncSession, code: str) -> ServiceItem | None:
    """The last version, in force or withdrawn."""
    asked = select(ServiceItem).where(ServiceItem.code == code).order_by(col(ServiceItem.version).desc())
    return (await session.exec(asked.limit(1))).first()


async def versions(session: AsyncSession, code: str) -> Sequence[ServiceItem]:
    """All versions of an item, the newest first."""
    asked = select(ServiceItem).where(ServiceItem.code == code).order_by(col(ServiceItem.version).desc())
    return (await session.exec(asked)).all()


async def departments(session: AsyncSession) -> Sequence[Department]:
    """All departments."""
    return (await session.exec(select(Department))).all()


async def stamp(session: AsyncSession) -> int:
    """Whether the catalogue has changed is seen from this alone."""
    return (await session.exec(select(CatalogueStamp.changes))).one()


async def put_stamp(session: AsyncSession) -> None:
    """The catalogue has changed."""
    await session.exec(update(CatalogueStamp).values(changes=col(CatalogueStamp.changes) + 1))


async def searched(session: AsyncSession) -> Sequence[Searched]:
    """What all current items are found by."""
    with_places = SEARCHED.outerjoin(Department, col(Department.id) == col(ServiceItem.department_id))
    rows = await rows_of(session, with_places.where(CURRENT).order_by(col(ServiceItem.id)))
    return [
        Searched(row_id, code, name, called, field, place or "") for row_id, code, name, called, field, place in rows
    ]


async def rows_of(session: AsyncSession, asked: Any) -> Sequence[Any]:
    """What a question about single columns is answered with."""
    return (await (await session.connection()).execute(asked)).all()
