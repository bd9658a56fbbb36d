"""How alike two names of firms are: what a visitor types is seldom the whole name as it is registered."""

import re
import unicodedata

from domain.readable import LEGAL_FORM

LIKE = 0.6
SPACING = re.compile(r"[\s()（）·.,，、-]+")


def plain(name: str) -> str:
    """The name without its legal form, blanks and brackets."""
    return LEGAL_FORM.sub("", SPACING.sub("", unicodedata.normalize("NFKC", name)).casefold())


def name_likeness(typed: str, name: str) -> float:
    """From 0 to 1: the share of the shorter name's neighbouring characters that stand in the other one too."""
    pairs, others = cut(plain(typed)), cut(plain(name))
    least = min(len(pairs), len(others))
    return len(pairs & others) / least if least else 0.0


def cut(name: str) -> set[str]:
    """Pairs of neighbouring characters; a name of one character is no name."""
    return {name[i : i + 2] for i in range(len(name) - 1)}
