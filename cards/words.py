"""Words in cards: long texts cut with a mark or spread over several messages; the name of who has left."""

from collections.abc import Sequence

from storage.tables import Person
from texts import Html, Say

TEXT_LIMIT = 4000


def shortened(text: str, most: int) -> str:
    """At most so many characters; what is cut is marked, and stands whole in the history."""
    return text if len(text) <= most else text[: most - 1] + "…"


def paged(lines: Sequence[Html]) -> list[Html]:
    """Lines put together into texts that Telegram takes."""
    pages: list[list[Html]] = [[]]
    for text in lines:
        if sum(len(known) + 1 for known in pages[-1]) + len(text) > TEXT_LIMIT:
            pages.append([])
        pages[-1].append(text)
    return [Html("\n".join(page)) for page in pages]


def name_of(person: Person, say: Say) -> str:
    """A person's name; who has left has none any more."""
    return say.plain("person-left") if person.left_at else person.name
