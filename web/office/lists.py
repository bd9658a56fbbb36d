"""What lists have in common: columns, cells, filters, pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """A row of a list: its cells, where it leads, and the buttons at its end (address, key of the label)."""

    cells: Sequence[str]
    link: str = ""
    buttons: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Filter:
    """A field above a list; with options it is a choice."""

    name: str
    label: str
    value: str
    options: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Listing:
    """A list as a page shows it; `columns` are keys of their headings."""

    columns: Sequence[str]
    lines: Sequence[Line]
    filters: Sequence[Filter] = ()
    page: int = 1
    more: bool = False
    total: int | None = None
    links: Sequence[tuple[str, str]] = field(default_factory=tuple)

    def address(self, page: int) -> str:
        """The same list, another page of it."""
        asked: Mapping[str, str] = {each.name: each.value for each in self.filters if each.value}
        return "?" + urlencode({**asked, "page": page})
