"""What a firm and its liaison write to each other outside tickets (找联络员): both ways, without anybody's number."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import Calendar
from domain.deadlines import reply_moments
from domain.errors import NoSuchFirm, NotForYou
from domain.lifecycle import Part
from domain.roles import Role
from services.notices import albums
from services.pushes import owed, silently
from services.record import File, Files
from storage import threads
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, contacts_of, firm_by_code, firm_by_id, holders, owner_of_firm, substitutes
from storage.tables import Firm, ThreadMessage, ThreadWait


@dataclass(frozen=True)
class Words:
    """What is written: text, files, or both. `key` makes the same message, sent twice, one."""

    key: str
    text: str = ""
    files: Files = ()


async def write(db: Database, firm_id: int, words: Words, *, by: Me, at: datetime) -> ThreadMessage:
    """Write into the thread of a firm: its people to the liaison, the liaison or the duty desk to the firm.

    Raises NoSuchFirm, NotForYou. The liaison's substitute gets it while he is away, the duty desk where there is none.
    """
    async with db.begin() as session:
        firm = await firm_by_id(session, firm_id)
        if firm is None:
            raise NoSuchFirm
        if known := await threads.written_with(session, words.key):
            return known
        readers = await other_side(session, firm, by, at)
        wait = await threads.open_wait(session, firm_id)
        if wait and wait.passed_at and wait.taker_id is None and firm.id in by.firm_ids:  # the desk has taken it over
            readers = list(dict.fromkeys([*readers, *await holders(session, Role.DISPATCHER)]))
        files = [asdict(file) for file in words.files]
        message = ThreadMessage(firm_id=firm_id, author_id=by.id, at=at, text=words.text, files=files, key=words.key)
        message.from_firm = firm.id in by.firm_ids
        session.add(message)
        await session.flush()
        count_wait(session, wait, message, firm, readers, db.park.calendar)
        rows = [row for person_id in readers for row in pushes(message, words.files, person_id)]
        await owe(session, silently(rows, quiet=db.park.calendar.is_quiet(at)))
        return message


def count_wait(
    session: AsyncSession,
    wait: ThreadWait | None,
    message: ThreadMessage,
    firm: Firm,
    readers: Sequence[int],
    calendar: Calendar,
) -> None:
    """A firm's first unanswered message begins its wait, the park's first answer ends it (come when called)."""
    if message.from_firm and wait is None:
        asked, taker = message.at, readers[0] if firm.liaison_id and readers else None
        new = ThreadWait(firm_id=message.firm_id, message_id=message.id or 0, asked_at=asked)
        new.liaison_id, new.taker_id = firm.liaison_id, taker
        new.remind_at, _ = reply_moments(calendar, asked)
        session.add(new)
    if wait and not message.from_firm:
        wait.answered_at, wait.answered_by_id, wait.remind_at = message.at, message.author_id, None
        session.add(wait)


async def other_side(session: AsyncSession, firm: Firm, by: Me, at: datetime) -> list[int]:
    """Who reads it. Raises NotForYou for who is on neither side."""
    if firm.id in by.firm_ids:
        liaison = firm.liaison_id
        away = await substitutes(session, at)
        return [away.get(liaison, liaison)] if liaison else await holders(session, Role.DISPATCHER)
    if firm.liaison_id in by.selves or Role.DISPATCHER in by.roles:
        wrote = await threads.last_of_firm(session, firm.id or 0)
        still = wrote if wrote in await contacts_of(session, firm.id or 0) else None
        reader = still or await owner_of_firm(session, firm.id or 0)
        return [reader] if reader else []
    raise NotForYou(who=(Part.FIRM, Part.LIAISON))


def pushes(message: ThreadMessage, files: Sequence[File], person_id: int) -> list[dict[str, Any]]:
    """The files, as few messages as they fit in, then the words with the button to answer."""
    key = f"thread:{message.id}:{person_id}"
    groups = albums(files)
    carried = [
        owed(f"{key}:{some[0]}", "files", person_id, message.at, thread=message.id, files=some) for some in groups
    ]
    return [*carried, owed(key, "thread", person_id, message.at, thread=message.id)]


async def thread_firm(db: Database, code: str, *, by: Me) -> Firm | None:
    """The firm of that code, if its thread is the person's too: what is replied to says which firm it is."""
    async with db.read() as session:
        firm = await firm_by_code(session, code)
        mine = firm and (firm.id in by.firm_ids or firm.liaison_id in by.selves or Role.DISPATCHER in by.roles)
        return firm if mine else None
