"""The trail: who changed what of people, firms, categories, days, and when; kept for ever, without personal data."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database
from storage.office import trail
from storage.people import Me
from storage.tables import Audit, Person

ENDS = 4
LONGEST = 500
PAGE = 50


def masked_phone(phone: str | None) -> str:
    """A telephone as lists show it: three digits, stars, the last four."""
    if not phone:
        return ""
    return f"{phone[:3]}****{phone[-ENDS:]}" if len(phone) > ENDS + 3 else "****"


def masked_name(name: str | None) -> str:
    """A person's name as those read it who may not know it: the surname's first character alone."""
    return f"{name[:1]}**" if name else ""


HIDDEN = {"phone": masked_phone, "name": masked_name}


def noted(what: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the trail keeps them: of people neither name nor telephone can be read."""
    hidden = HIDDEN if what == "person" else {}
    return {name: hidden[name](value) if name in hidden else short(value) for name, value in values.items()}


def short(value: Any) -> Any:
    """A value that JSON takes, cut where it is long."""
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    if isinstance(value, tuple | list):
        return [str(each) for each in value]
    return value if value is None or isinstance(value, bool | int) else str(value)[:LONGEST]


def note(
    session: AsyncSession,
    what: str,
    row: str,
    act: str,
    *,
    by: Me | None,
    at: datetime,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> None:
    """Write one line of the trail in the transaction of the change itself. `by` is None at the command line."""
    line = Audit(at=at, actor_id=by.id if by else None, what=what, row=row, act=act)
    line.old, line.new = noted(what, old or {}), noted(what, new or {})
    session.add(line)


async def trail_of(
    db: Database, what: str | None = None, row: str | None = None, *, page: int = 1
) -> Sequence[tuple[Audit, Person | None]]:
    """Fifty lines of the trail, and one more when there are further ones; the newest first."""
    async with db.read() as session:
        return await trail(session, what, row, limit=PAGE + 1, offset=(page - 1) * PAGE)
