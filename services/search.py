"""Find tickets by words; and what is known already of a problem that somebody is about to file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import WordTooShort
from domain.likeness import ALIKE, is_alike, likeness
from services.tickets import Sight, sight_of
from storage import search as questions
from storage.database import Database
from storage.people import Me

SHOWN = 10
SHORTEST_WORD, LONGEST_WORD, MOST_WORDS = 2, 60, 8
RECENT = timedelta(days=90)
MOST_SIMILAR = 3


@dataclass(frozen=True)
class Found:
    """The first tickets in which the words stand, and how many more there are."""

    sights: Sequence[Sight]
    rest: int


@dataclass(frozen=True)
class Similar:
    """A firm's own tickets that are like its new problem, and how many other firms have the same; never which."""

    own: Sequence[Sight]
    firms: int


async def search(db: Database, words: str, me: Me) -> Found:
    """Tickets the person may see that contain all the words, open ones first; at most ten, and how many more.

    Words are parted by blanks. Raises WordTooShort when one has fewer than two characters, or there is none.
    """
    wanted = parted(words)
    async with db.read() as session:
        naming = await questions.words_that_name(session, wanted)
        tickets = await questions.found(session, me, wanted, naming, SHOWN)
        count = await questions.how_many(session, me, wanted, naming) if len(tickets) == SHOWN else len(tickets)
        return Found([await sight_of(session, ticket, me) for ticket in tickets], count - len(tickets))


def parted(words: str) -> list[str]:
    """The words, each once, of two characters and more. Raises WordTooShort."""
    wanted = list(dict.fromkeys(word[:LONGEST_WORD] for word in words.split()))[:MOST_WORDS]
    short = next((word for word in wanted if len(word) < SHORTEST_WORD), None)
    if short is not None or not wanted:
        raise WordTooShort(word=short or "")
    return wanted


async def similar(db: Database, firm_id: int, text: str, category: str, *, by: Me, at: datetime) -> Similar:
    """What is open or was filed within 90 days and is like the text: three own tickets at most, most alike first.

    Of other firms only how many there are. What is their own is scoped by what the person may see.
    """
    async with db.read() as session:
        own = await questions.open_or_recent(session, firm_id, at - RECENT, by)
        scored = sorted(((likeness(text, f"{t.summary}\n{t.details}"), t.id or 0, t) for t in own), reverse=True)
        nearest = [ticket for score, _, ticket in scored if score >= ALIKE][:MOST_SIMILAR]
        others = await questions.elsewhere(session, firm_id, category, at - RECENT)
        firms = {other.firm_id for other in others if is_alike(text, other.summary)}
        return Similar([await sight_of(session, ticket, by) for ticket in nearest], len(firms))
