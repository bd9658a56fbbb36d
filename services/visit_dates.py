"""The clock's use case of visits: firms get their date, liaisons are reminded; a tick may run any number of times."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from domain.calendar import Calendar
from domain.park import Park
from domain.visits import latest_visit_reminder, next_visit_reminder, visit_due
from services.pushes import owed
from storage import visits
from storage.database import Database
from storage.outbox import owe
from storage.people import substitutes
from storage.tables import Firm

Line = dict[str, Any]


async def tick_visits(db: Database, *, at: datetime) -> int:
    """Date the firms that are new here, and owe each reminder of a visit that has fallen due, once.

    After an outage only the latest step of each. The liaison's substitute hears it while he is away. In the quiet
    hours it waits for the morning. Returns how many firms it was about. Source: issue 4, visits.
    """
    async with db.read() as session:
        if not await visits.anything_waits(session, at):
            return 0
    async with db.begin() as session:
        new = await visits.without_a_date(session)
        for firm in new:
            put_on(db.park, firm, db.park.calendar.today(at), at)
        due, away = await visits.to_visit(session, at), await substitutes(session, at)
        lines: dict[int, list[Line]] = defaultdict(list)
        for firm in due:
            line = reminded(db.park.calendar, firm, at)
            if line and firm.liaison_id:
                lines[away.get(firm.liaison_id, firm.liaison_id)].append(line)
        await owe(session, [message(person_id, some, at) for person_id, some in lines.items()])
        return len(new) + len(due)


def put_on(park: Park, firm: Firm, since: date, at: datetime) -> None:
    """The firm's next visit counts from that date of the park."""
    days = park.days_between_visits(is_backbone=firm.is_backbone)
    set_due(park.calendar, firm, visit_due(park.calendar, since, days), at)


def set_due(calendar: Calendar, firm: Firm, due: date, at: datetime) -> None:
    """The firm is due on that date; what is over by now is not reminded of again."""
    firm.visit_due, firm.visit_remind_at = due, next_visit_reminder(calendar, due, at).at


def reminded(calendar: Calendar, firm: Firm, at: datetime) -> Line | None:
    """What is told of the firm now, None when nothing is; sets when the clock looks at it next."""
    if firm.visit_due is None:
        return None
    if calendar.is_quiet(at):
        firm.visit_remind_at = calendar.after_quiet(at)  # it fell due in an outage that ended at night
        return None
    step = latest_visit_reminder(calendar, firm.visit_due, at)
    firm.visit_remind_at = next_visit_reminder(calendar, firm.visit_due, at).at
    if step is None:
        return None
    return {"firm": firm.id, "due": firm.visit_due.isoformat(), "rung": str(step.rung), "days": step.days}


def message(person_id: int, lines: Sequence[Line], at: datetime) -> dict[str, Any]:
    """One message a person, however many of his firms are due at that moment."""
    key = ":".join(str(part) for part in lines[0].values())
    return owed(f"visits:{key}:{person_id}", "visits", person_id, at, visits=list(lines))
