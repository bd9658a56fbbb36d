"""What the reliability tests do behind the phones' backs: file, look into the tables, count what a phone shows."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Executable
from sqlmodel import col, select

from services.tickets import Problem, file_problem
from storage.database import Database
from storage.people import Me, as_me, person_by_code
from storage.tables import Category, Event, Person, Push, Ticket
from tests.house import MORNING, House, until
from tests.phones import Message, Phone

NEW = "新诉求，请签收"
TOKEN_SECRET = "X-Telegram-Bot-Api-Secret-Token"


async def somebody(db: Database, code: str) -> Me:
    """The person with that code, as the rules see him."""
    async with db.read() as session:
        person = await person_by_code(session, code)
        assert person, code
        return await as_me(session, person, MORNING)


async def filed(
    db: Database, code: str, words: str, *, at: datetime, urgent: bool = False, key: str | None = None
) -> Ticket:
    """A ticket, filed without a phone."""
    kinds: Any = await rows(db, select(Category.code).order_by(col(Category.position)))
    problem = Problem(key or uuid4().hex, kinds[0], words, urgent=urgent)
    return await file_problem(db, problem, by=await somebody(db, code), at=at)


async def rows(db: Database, asked: Any) -> Sequence[Any]:
    """What the tables say."""
    async with db.read() as session:
        found: Sequence[Any] = (await session.exec(asked)).all()
        return found


async def changed(db: Database, statement: Executable) -> None:
    """One statement of somebody who meddles with the tables."""
    async with db.engine.begin() as connection:
        await connection.execute(statement)


async def numbers(db: Database) -> list[int]:
    """The running numbers of all tickets."""
    return sorted(int(number.rsplit("-", 1)[1]) for number in await rows(db, select(Ticket.number)))


async def actions(db: Database, action: str) -> list[int | None]:
    """Who did that, each time it was done."""
    return list(await rows(db, select(Event.actor_id).where(Event.action == action).order_by(col(Event.id))))


async def pushes(db: Database, kind: str, code: str | None = None) -> Sequence[Push]:
    """Everything of that kind that was ever owed, to one person or to all."""
    asked = select(Push).where(Push.kind == kind).order_by(col(Push.id))
    if code:
        asked = asked.join(Person, col(Person.id) == Push.person_id).where(Person.code == code)
    return await rows(db, asked)


async def unpaid(db: Database) -> Sequence[Push]:
    """What is still owed to people who have a chat: the clock tells the secretary, too, of reception days."""
    reachable = col(Push.error).is_distinct_from("no chat")
    return await rows(db, select(Push).where(col(Push.settled_at).is_(None), reachable))


async def paid(house: House) -> None:
    """Wait until nothing is owed any more but to those who can't be reached, and what came in is answered."""

    async def clear() -> bool:
        now, open_ = house.clock.now(), col(Push.settled_at).is_(None)
        put_off = select(Push.person_id).where(open_, Push.due_at > now)  # the person's later ones wait behind it
        due = select(Push.id).where(open_, Push.due_at <= now, col(Push.person_id).not_in(put_off))
        owed = await rows(house.db, due)
        return not owed and bool(house.app and house.app.lanes.idle)

    await until(clear, seconds=30)


async def waiting(db: Database, *, tries: int = 1) -> None:
    """Wait until a push has been tried in vain so often, and is put off."""

    async def postponed() -> bool:
        put_off = (col(Push.settled_at).is_(None), col(Push.leased_until).is_(None), Push.tries >= tries)
        return bool(await rows(db, select(Push.id).where(*put_off)))

    await until(postponed, seconds=30)


async def later(house: House, by: timedelta) -> None:
    """So much later in the park; what is due then goes out without waiting for the next look."""
    await house.advance(by)
    house.db.owed.set()


async def said(phone: Phone, words: str) -> list[Message]:
    """Every message of the bot on that phone that says so, oldest first."""
    return [message for message in await phone.messages() if message.by_bot and words in message.text]


async def told_of(phone: Phone, stories: Sequence[str]) -> list[str]:
    """Which of the stories the new-ticket cards on the phone tell, in the order they came."""
    return [story for card in await said(phone, NEW) for story in stories if story in card.text]


def alive(house: House) -> bool:
    """Whether every part of the desk still works."""
    return house.app is not None and not house.app.failed.is_set()


async def at_once(*deeds: Any) -> list[Any]:
    """All of them together; what one raises stands in its place."""
    return list(await asyncio.gather(*deeds, return_exceptions=True))
