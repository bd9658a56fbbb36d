"""What is handled is kept for a while only; what is still owed, however old."""

import json
from datetime import datetime, timedelta

from sqlmodel import col, select

from services.drafts import keep
from services.retention import AT_ONCE, forget
from storage import inbox
from storage.database import Database
from storage.tables import Draft, Inbox
from tests.house import MORNING
from tests.reliability.desk_work import rows

DAYS = 30
OLD, YOUNG = MORNING - timedelta(days=DAYS, seconds=1), MORNING - timedelta(days=DAYS - 1)


async def came(db: Database, first: int, count: int, at: datetime, *, done: bool) -> None:
    """Updates that came, and were handled or not."""
    async with db.write() as connection:
        body = json.dumps({"message": {"text": "三号车间停电", "from": {"first_name": "李明远"}}})
        new = [{"bot_id": 1, "update_id": first + n, "lane": 7, "body": body, "received_at": at} for n in range(count)]
        kept = await inbox.store(connection, new)
        if done:
            await inbox.done(connection, [row.id for row in kept], at)


async def test_handled_updates_go_after_so_many_days_and_what_is_still_owed_stays(db: Database) -> None:
    await came(db, 1, 1, OLD, done=False)
    await came(db, 2, AT_ONCE + 5, OLD, done=True)
    await came(db, 5000, 3, YOUNG, done=True)
    assert await forget(db, DAYS, at=MORNING) == AT_ONCE + 5
    assert await forget(db, DAYS, at=MORNING) == 0
    left = await rows(db, select(Inbox.update_id).order_by(col(Inbox.id)))
    assert list(left) == [1, 5000, 5001, 5002]


async def test_a_draft_that_nobody_went_on_with_goes_and_a_young_one_stays(db: Database) -> None:
    for chat, at in ((1, OLD), (2, YOUNG)):
        await keep(db, 1, chat, {"form": "report"}, at=at)
    assert await forget(db, DAYS, at=MORNING) == 1
    assert list(await rows(db, select(Draft.chat_id))) == [2]
