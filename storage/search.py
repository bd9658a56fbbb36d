"""Tickets by words that stand in them, as far as somebody may read them; and those a new problem may be like."""

import unicodedata
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func
from sqlalchemy.orm import aliased
from sqlmodel import col, exists, false, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.lifecycle import OPEN, State
from domain.readable import BRAND, INTERNAL, STARRED, UNSEEN
from domain.roles import Role
from storage.people import Me
from storage.tables import Event, Firm, Person, Ticket
from storage.tickets import visible_to

MOST_COMPARED = 2000
FIRM = aliased(Firm)


async def found(
    session: AsyncSession, me: Me, words: Collection[str], naming: Collection[str], limit: int
) -> Sequence[Ticket]:
    """Tickets that the person may see and in which he can read all the words; open ones first, then the newest."""
    order = (col(Ticket.state).not_in(OPEN), col(Ticket.id).desc())
    asked = with_words(select(Ticket), me, words, naming).order_by(*order).limit(limit)
    rows: Sequence[Ticket] = (await session.exec(asked)).all()
    return rows


async def how_many(session: AsyncSession, me: Me, words: Collection[str], naming: Collection[str]) -> int:
    """How many there are in all."""
    counted: int = (await session.exec(with_words(select(func.count(col(Ticket.id))), me, words, naming))).one()
    return counted


async def words_that_name(session: AsyncSession, words: Collection[str]) -> frozenset[str]:
    """Words that touch the name or telephone of somebody who filed under a hidden name.

    These are sealed, so SQL cannot blot them from a masked ticket: such a word finds no masked ticket at all.
    """
    asked = select(Person).join(Ticket, col(Ticket.contact_id) == col(Person.id)).where(col(Ticket.confidential))
    known = [name for person in await session.exec(asked.distinct()) for name in (person.name, person.phone) if name]
    return frozenset(word for word in words if any(touch(word, name) for name in known))


def touch(word: str, name: str) -> bool:
    """Whether one contains the other, or ends in what the other begins with: it is found across the name's edge."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    if plain in name.casefold() or name.casefold() in plain:
        return True
    lengths = range(1, min(len(plain), len(name)))
    return any(name.endswith(plain[:n]) or name.startswith(plain[-n:]) for n in lengths)


def with_words(asked: Any, me: Me, words: Collection[str], naming: Collection[str]) -> Any:
    """Narrow a question about tickets to those in which the person can read all the words."""
    around = asked.join(FIRM, col(FIRM.id) == col(Ticket.firm_id))
    unmasked = [~masked_for(me)] if naming else []
    return around.where(visible_to(me), *unmasked, *(stands_in_it(word, me) for word in words))


def stands_in_it(word: str, me: Me) -> ColumnElement[bool]:
    """Whether the person can read the word in the ticket, its result, its firm's name or what was said about it."""
    masked = masked_for(me)
    texts = (Ticket.number, Ticket.summary, Ticket.details, Ticket.result)
    name = and_(~masked, contains(FIRM.name, word))
    said = exists().where(col(Event.ticket_id) == col(Ticket.id), told(me), contains(shown(Event.text, masked), word))
    return or_(*(contains(shown(text, masked), word) for text in texts), name, said)


def contains(text: Any, word: str) -> ColumnElement[bool]:
    """Whether a text contains the word as it was typed, or in its usual width; %, _ and backslashes are letters."""
    spellings = dict.fromkeys((word, unicodedata.normalize("NFKC", word)))
    return or_(*(text.icontains(spelling, autoescape=True) for spelling in spellings))


def shown(text: Any, masked: ColumnElement[bool]) -> ColumnElement[str]:
    """A text as the card shows it: without what names the firm, for whom it is masked."""
    blotted: Any = text
    for name in (FIRM.name, func.substr(FIRM.name, 1, BRAND)):
        blotted = func.replace(blotted, func.coalesce(name, ""), " ")
    return case((masked, blotted), else_=text)


def masked_for(me: Me) -> ColumnElement[bool]:
    """Whether a ticket's firm is hidden from the person. `Sight.is_masked` of services says the same of one ticket."""
    if Role.DISPATCHER in me.roles:
        return false()
    looks_after = func.coalesce(FIRM.liaison_id, 0).in_(me.selves)
    return and_(col(Ticket.confidential), col(Ticket.firm_id).not_in(me.firm_ids), ~looks_after)


def told(me: Me) -> ColumnElement[bool]:
    """Which events' words the person reads: the firm no internal ones and no reasons, the others no rating's words."""
    own = col(Ticket.firm_id).in_(me.firm_ids)
    for_firm = col(Event.action).not_in(INTERNAL | UNSEEN)
    return or_(and_(own, for_firm), and_(~own, col(Event.action).not_in(STARRED)))


async def open_or_recent(session: AsyncSession, firm_id: int, since: datetime, me: Me) -> Sequence[Ticket]:
    """A firm's tickets that are open or were filed since then, as far as the person may see them; newest first."""
    asked = select(Ticket).where(Ticket.firm_id == firm_id, goes_on(since), visible_to(me))
    return (await session.exec(asked.order_by(col(Ticket.id).desc()).limit(MOST_COMPARED))).all()


class Elsewhere(NamedTuple):
    """Another firm's problem, without a name."""

    id: int
    firm_id: int
    summary: str


async def elsewhere(session: AsyncSession, firm_id: int, category: str, since: datetime) -> list[Elsewhere]:
    """What other firms have open or filed since then in that category; the newest."""
    asked = select(Ticket.id, Ticket.firm_id, Ticket.summary)
    others = asked.where(Ticket.firm_id != firm_id, Ticket.category_code == category, goes_on(since))
    rows = await session.exec(others.order_by(col(Ticket.id).desc()).limit(MOST_COMPARED))
    return [Elsewhere(ticket_id or 0, other, summary) for ticket_id, other, summary in rows]


def goes_on(since: datetime) -> ColumnElement[bool]:
    """Open, or filed since then; what was withdrawn was no problem."""
    recent = and_(col(Ticket.filed_at) >= since, col(Ticket.state) != State.WITHDRAWN)
    return or_(col(Ticket.state).in_(OPEN), recent)
