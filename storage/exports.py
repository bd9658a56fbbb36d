"""Questions about files that are made in the background."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.exports import ExportKind
from storage.export_tables import Export
from storage.tables import METADATA
from storage.upsert import insert_into

exports = METADATA.tables["export"]
WAITING = select(Export).where(col(Export.ended_at).is_(None)).order_by(col(Export.id)).limit(1)


async def ask(session: AsyncSession, row: Export) -> None:
    """Keep it, unless the same press has asked already, or one of the kind is being made for the person."""
    new = insert_into(exports, session.get_bind().dialect.name).values(row.model_dump(exclude={"id"}))
    await session.exec(new.on_conflict_do_nothing())


async def export_with(session: AsyncSession, key: str) -> Export | None:
    """The one that a press has asked for."""
    return (await session.exec(select(Export).where(Export.key == key))).first()


async def running(session: AsyncSession, person_id: int, kind: ExportKind) -> Export | None:
    """The one of a kind that is being made for the person."""
    asked = select(Export).where(Export.by_id == person_id, Export.kind == kind, col(Export.ended_at).is_(None))
    return (await session.exec(asked)).first()


async def next_export(session: AsyncSession) -> Export | None:
    """The one that has waited longest."""
    return (await session.exec(WAITING)).first()


async def export_of(session: AsyncSession, export_id: int, person_id: int) -> Export | None:
    """The export, if the person has asked for it."""
    return (await session.exec(select(Export).where(Export.id == export_id, Export.by_id == person_id))).first()


async def export_held(session: AsyncSession, export_id: int) -> Export | None:
    """The export, held until the transaction ends, if it has not ended."""
    asked = select(Export).where(Export.id == export_id, col(Export.ended_at).is_(None))
    return (await session.exec(asked.with_for_update())).first()


async def note(session: AsyncSession, export_id: int, **values: Any) -> None:
    """Write down how far it is."""
    await session.exec(update(Export).where(col(Export.id) == export_id).values(**values))


async def exports_of(session: AsyncSession, person_id: int, *, limit: int) -> Sequence[Export]:
    """What the person has asked for, the newest first."""
    asked = select(Export).where(Export.by_id == person_id).order_by(col(Export.id).desc()).limit(limit)
    return (await session.exec(asked)).all()


async def old_files(session: AsyncSession, before: datetime) -> Sequence[Export]:
    """Exports made before that moment whose files are still there."""
    asked = select(Export).where(col(Export.stored).is_not(None), col(Export.ended_at) < before)
    return (await session.exec(asked.with_for_update())).all()


async def files_kept(session: AsyncSession) -> Sequence[str | None]:
    """The files that any export points to."""
    return (await session.exec(select(Export.stored).where(col(Export.stored).is_not(None)))).all()
