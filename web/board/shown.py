"""What a page of the board shows, as plain values: figures, tables, charts. It knows no row and no query."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One figure with its formula and what stands behind it. `behind` is the address of the list, if there is one."""

    key: str
    name: str
    value: str
    of: str
    formula: str
    unit: str = ""
    is_thin: bool = False
    behind: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a table: `bar` is its length in percent, `heat` its step from 0 to 5."""

    text: str
    of: str = ""
    is_thin: bool = False
    bar: str = ""
    heat: int | None = None
    behind: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a table."""

    name: str
    cells: Sequence[Cell]
    link: str = ""


@dataclass(frozen=True)
class Chart:
    """What the script draws: `kind` says how, `data` is its JSON. The same stands in a table."""

    label: str
    data: str
    is_high: bool = False


@dataclass(frozen=True)
class Table:
    """A table, with the chart of it where there is one; `looks`: fold, list or heat. Without rows the page says so.

    `behind`: where the whole list is.
    """

    key: str
    title: str
    what: str
    columns: Sequence[str]
    rows: Sequence[Row]
    chart: Chart | None = None
    looks: str = "fold"
    behind: str = ""


@dataclass(frozen=True)
class Lit:
    """How many tickets have this light."""

    light: str
    name: str
    count: int
    behind: str = ""


@dataclass(frozen=True)
class Band:
    """A piece of the bar under the lights, in percent of its length."""

    light: str
    start: str
    width: str


@dataclass(frozen=True)
class Lights:
    """All lights, and the bar that shows how they share."""

    lit: Sequence[Lit]
    total: int
    bands: Sequence[Band]
    words: str


@dataclass(frozen=True)
class Item:
    """A line of a list of tickets, as far as the reader may know it."""

    name: str
    when: str
    why: str = ""
    link: str = ""


@dataclass(frozen=True)
class Heap:
    """A list of tickets: how many there are in all, and those that the reader may see."""

    key: str
    title: str
    what: str
    lines: Sequence[Item]
    none: str


@dataclass(frozen=True)
class Whole:
    """Everything a page of the board can show."""

    as_of: str
    services: Sequence[Figure]
    rates: Sequence[Figure]
    lights: Lights
    trend: Table
    ranking: Table | None
    heat: Table | None
    heaps: Sequence[Heap]
    more: Sequence[Table] = field(default_factory=tuple)
