"""What tests of files in the background share: a park with many tickets, and the workbook that came to a phone."""

import io
from datetime import datetime, timedelta
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import insert
from sqlmodel import col, select

from domain.lifecycle import Source, State
from storage.database import Database
from storage.tables import METADATA, Firm, Ticket
from tests.house import until
from tests.phones import Phone

AT_ONCE = 500


async def many_tickets(db: Database, count: int, at: datetime) -> None:
    """So many ended tickets of some months ago, of a firm that has a liaison; written without their events."""
    async with db.read() as session:
        firm = (await session.exec(select(Firm).where(col(Firm.liaison_id).is_not(None)).limit(1))).one()
    made = [ticket_row(n, firm, at) for n in range(count)]
    async with db.engine.begin() as connection:
        for first in range(0, count, AT_ONCE):
            await connection.execute(insert(METADATA.tables["ticket"]), made[first : first + AT_ONCE])


def ticket_row(number: int, firm: Firm, at: datetime) -> dict[str, Any]:
    """One of them."""
    filed, owner = at - timedelta(days=200, minutes=number % 10_000), firm.liaison_id or 0
    made = Ticket(
        number=f"LL-2025-{number:06d}",
        key=f"many-{number}",
        firm_id=firm.id or 0,
        category_code="other",
        summary=f"第{number}件：厂区东门路灯不亮，夜班工人下班不安全",
        state=State.CLOSED,
        source=Source.FIRM,
        filed_by_id=owner,
        owner_id=owner,
        filed_at=filed,
        dispatched_at=filed,
        limit_at=filed + timedelta(days=7),
    )
    return made.model_dump(exclude={"id"})


async def files_on(phone: Phone) -> list[dict[str, Any]]:
    """The documents on the phone, oldest first."""
    return [each.raw["document"] for each in await phone.messages() if each.by_bot and "document" in each.raw]


async def book_on(phone: Phone, count: int = 1) -> Any:
    """The workbook that came, when so many have come."""

    async def came() -> bool:
        return len(await files_on(phone)) >= count

    await until(came, seconds=30)
    return await opened(phone, (await files_on(phone))[-1])


async def opened(phone: Phone, file: dict[str, Any]) -> Any:
    """A workbook from its bytes."""
    assert file["file_name"].endswith(".xlsx"), file
    return load_workbook(io.BytesIO((await phone.park.http.get(f"/files/{file['file_id']}")).content))
