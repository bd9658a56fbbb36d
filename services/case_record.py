"""What is written down of a case: the event that never changes again, and the files that came with it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.record import Files
from storage.agency_tables import Case, CaseEvent, CaseFile, CaseMaterial, CaseStep


async def note_event(  # noqa: PLR0913 - the columns of an event
    session: AsyncSession,
    case: Case,
    action: str,
    actor_id: int | None,
    at: datetime,
    *,
    step: CaseStep | None = None,
    material: CaseMaterial | None = None,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    text: str = "",
    key: str | None = None,
) -> CaseEvent:
    """Write the event: who, when, old and new value."""
    event = CaseEvent(case_id=case.id or 0, at=at, actor_id=actor_id, action=str(action), text=text, key=key)
    event.step_id, event.material_id = step.id if step else None, material.id if material else None
    event.old, event.new = dict(old or {}), dict(new or {})
    session.add(event)
    await session.flush()
    return event


async def keep_files(session: AsyncSession, event: CaseEvent, files: Files) -> list[CaseFile]:
    """The files of an event, as Telegram described them."""
    kept = [
        CaseFile(case_id=event.case_id, material_id=event.material_id, event_id=event.id or 0, **asdict(file))
        for file in files
    ]
    session.add_all(kept)
    await session.flush()
    return kept
