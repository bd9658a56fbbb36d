"""The numbers that tickets and cases are called by: prefix, year, running number without gaps: LL-2026-000123."""

import re
import unicodedata

from domain.agency import CASES_PREFIX

NUMBER = re.compile(r"(?:([A-Z]{2,4})[-\s]?)?(20\d{2})[-\s](\d{1,6})(?![-\d])")


def ticket_number(prefix: str, year: int, running: int) -> str:
    """The number as people read it."""
    return f"{prefix}-{year}-{running:06d}"


def case_number(year: int, running: int) -> str:
    """The number of a case as people read it."""
    return ticket_number(CASES_PREFIX, year, running)


def read_case_number(words: str) -> str | None:
    """The case number that stands in the words; its prefix has to be there, without it a number is a ticket's."""
    for found in NUMBER.finditer(unicodedata.normalize("NFKC", words).upper()):
        if found[1] == CASES_PREFIX:
            return case_number(int(found[2]), int(found[3]))
    return None


def read_number(words: str, prefix: str) -> str | None:
    """The ticket number that stands in the words, in its full spelling; None when there is none."""
    found = NUMBER.search(unicodedata.normalize("NFKC", words).upper())
    if not found or (found[1] and found[1] != prefix):
        return None
    return ticket_number(prefix, int(found[2]), int(found[3]))


def read_numbers(words: str, prefix: str) -> list[str]:
    """All ticket numbers that stand in the words, each once, in their full spelling."""
    found = NUMBER.finditer(unicodedata.normalize("NFKC", words).upper())
    ours = (each for each in found if each[1] in {None, prefix})
    return list(dict.fromkeys(ticket_number(prefix, int(each[2]), int(each[3])) for each in ours))
