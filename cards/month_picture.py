"""亮单 as a picture: the four services, twelve months as lines, a table of rates; drawn from the board and no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from cards.board import NAMES, SERVICES, in_order, row_name
from cards.card import Document
from cards.paper import INK, MUTED, PAPER, RULE, WIDTH, Paper, fitted, width_of
from domain.scoring import HEADLINE, THIN, By, Measure, Rate
from services.scoreboard import MONTHS_BACK, Board, Row, Sums, months_before
from texts import Say

DRAWING = Lock()  # one picture at a time: a picture takes memory, and matplotlib's fonts are shared
LEFT, RIGHT = 36, WIDTH - 36
TITLE, HUGE, BIG, PLAIN = 50, 54, 35, 32
TILE_WIDTH, TILE_HEIGHT, GAP = 496, 114, 16
CHART = (136, 884)
CHART_TOP, CHART_HEIGHT, CHART_FOOT = 78, 150, 56
PLACES = [CHART[0] + 20 + (CHART[1] - CHART[0] - 40) / (MONTHS_BACK - 1) * number for number in range(MONTHS_BACK)]
FULL = 1000  # tenths of a percent
TOP, HEAD, ROW, NAME_WIDTH, FOOT, EDGE = 146, 52, 70, 430, 44, 16
COLUMNS = (RIGHT - 400, RIGHT - 196, RIGHT)
LISTED = 7
SHOWN = (Measure.KEPT_WORD, Measure.RESPONSE, Measure.SOLUTION)


@dataclass(frozen=True)
class Line:
    """How a rate is drawn through the months: told apart by colour, dash and mark."""

    measure: Measure
    color: str
    dash: tuple[float, tuple[float, ...]]
    mark: str
    size: int
    signs: tuple[str, str]


@dataclass(frozen=True)
class Tile:
    """One of the four services: its name, its figure, and what the figure is of."""

    name: str
    figure: str
    of: str
    is_thin: bool = False


SOLUTION = Line(Measure.SOLUTION, "#a63c06", (0, (3, 1.5)), "s", 14, ("■", "□"))
KEPT_WORD = Line(Measure.KEPT_WORD, "#0b5394", (0, ()), "o", 9, ("●", "○"))
LINES = (SOLUTION, KEPT_WORD)  # the small marks over the big ones, so that both are seen where they meet


def month_picture(seen: Board, say: Say) -> Document:
    """The month as a .png. It takes some tenths of a second: in the event loop by way of a thread."""
    with DRAWING:
        return Document(f"board-{seen.last:%Y-%m}.png", drawn(seen, say).png())


def drawn(seen: Board, say: Say) -> Paper:
    """The picture as it lies on the table."""
    heading, rows, more = table_of(seen, say)
    top = TOP + 2 * (TILE_HEIGHT + GAP)
    middle = top + CHART_TOP + CHART_HEIGHT + CHART_FOOT
    paper = Paper(middle + HEAD + ROW * max(len(rows), 1) + (FOOT if more else EDGE))
    head(paper, seen, say)
    for number, measure in enumerate(HEADLINE):
        x, y = LEFT + number % 2 * (TILE_WIDTH + GAP), TOP + number // 2 * (TILE_HEIGHT + GAP)
        tile(paper, x, y, tile_of(measure, seen, say))
    chart(paper, top, seen, say)
    table(paper, middle, heading, rows, say)
    if more:
        paper.write(more, LEFT, paper.height - FOOT / 2 - 4, PLAIN, color=MUTED)
    return paper


def head(paper: Paper, seen: Board, say: Say) -> None:
    """Which month, of what, as of when."""
    month = say.plain("board-picture-month", month=seen.last.month)
    paper.write(say.plain("board-picture-title", year=str(seen.last.year), month=month), LEFT, 58, TITLE)
    paper.write(say.plain("board-picture-as-of", at=say.stamp(seen.at)), LEFT, 114, PLAIN, color=MUTED)


def tile_of(measure: Measure, seen: Board, say: Say) -> Tile:
    """A service as it is shown."""
    name, park = say.plain(SERVICES[measure]), seen.park
    if measure is Measure.UNCALLED:
        key = "board-picture-uncalled" if seen.inspections is None else "board-picture-uncalled-all"
        count = seen.uncalled + (seen.inspections or 0)
        return Tile(name, say.plain("board-picture-count", count=count), say.plain(key))
    if measure is Measure.COMING:
        return coming(name, park, say)
    rate, of = park.rate(measure), counted(park.rate(measure), say)
    if measure is Measure.SATISFACTION and park.answered.denominator:
        of = say.plain("board-picture-satisfied", good=of, answered=parts(park.answered, say))
    return Tile(name, rate.text, of, rate.is_thin)


def coming(name: str, park: Sums, say: Say) -> Tile:
    """Come when called: the median, and of how many."""
    if park.coming is None:
        return Tile(name, Rate().text, say.plain("board-picture-none"), is_thin=True)
    key = "board-picture-median-thin" if park.came < THIN else "board-picture-median"
    figure = say.plain("board-picture-minutes", count=park.coming)
    return Tile(name, figure, say.plain(key, count=park.came), park.came < THIN)


def parts(rate: Rate, say: Say) -> str:
    """So many of so many."""
    return say.plain("board-picture-of", good=str(rate.numerator), count=str(rate.denominator))


def counted(rate: Rate, say: Say) -> str:
    """So many of so many, and that they are few where they are."""
    if not rate.denominator:
        return say.plain("board-picture-none")
    if rate.is_withheld:
        return say.plain("board-page-withheld", count=rate.denominator)
    if not rate.is_thin:
        return parts(rate, say)
    return say.plain("board-picture-thin", good=str(rate.numerator), count=str(rate.denominator))


def tile(paper: Paper, x: float, y: float, shown: Tile) -> None:
    """A service: its name and figure, and under them what the figure is of."""
    color, room = MUTED if shown.is_thin else INK, TILE_WIDTH - 36
    paper.box(x, y, TILE_WIDTH, TILE_HEIGHT)
    paper.write(fitted(shown.name, PLAIN, room - width_of(shown.figure, HUGE) - GAP), x + 18, y + 38, PLAIN)
    paper.write(shown.figure, x + 18 + room, y + 40, HUGE, color=color, align="right")
    paper.write(fitted(shown.of, PLAIN, room), x + 18, y + 86, PLAIN, color=MUTED)


def chart(paper: Paper, top: float, seen: Board, say: Say) -> None:
    """The park's twelve months up to this one; in words while there is nothing to draw."""
    months = [months_before(seen.last.replace(day=1), back) for back in reversed(range(MONTHS_BACK))]
    rates = {line: [rate_of(seen, month, line.measure) for month in months] for line in LINES}
    floor = top + CHART_TOP + CHART_HEIGHT
    paper.write(say.plain("board-picture-trend"), LEFT, top + 28, BIG)
    if not any(rate.denominator for some in rates.values() for rate in some):
        paper.write(say.plain("board-picture-no-trend"), LEFT, top + CHART_TOP, PLAIN, color=MUTED)
        return
    legend(paper, top + 28, say)
    grid(paper, floor, months, say)
    for line, some in rates.items():
        through(paper, line, [height(rate, floor) for rate in some], some)
    label(paper, rates, floor)


def grid(paper: Paper, floor: float, months: Sequence[date], say: Say) -> None:
    """Nothing, half, all; and every other month, this one among them."""
    for percent in (0, 50, 100):
        y = floor - CHART_HEIGHT * percent / 100
        paper.line(CHART, (y, y))
        paper.write(f"{percent} %", CHART[0] - 12, y, PLAIN, color=MUTED, align="right")
    for x, month in list(zip(PLACES, months, strict=True))[1::2]:
        name = say.plain("board-picture-month", month=month.month)
        paper.write(name, x, floor + 34, PLAIN, color=MUTED, align="center")


def rate_of(seen: Board, month: date, measure: Measure) -> Rate:
    """A rate of a month; empty where there is none."""
    return seen.trend.get(f"{month:%Y-%m}", Sums()).rate(measure)


def height(rate: Rate, floor: float) -> float:
    """How high a rate stands; an empty one nowhere."""
    return float("nan") if rate.tenths is None else floor - CHART_HEIGHT * rate.tenths / FULL


def legend(paper: Paper, y: float, say: Say) -> None:
    """Which line is which."""
    for line, x in zip(LINES, (LEFT + 730, LEFT + 430), strict=True):
        paper.line((x, x + 67), (y, y), color=line.color, width=4, linestyle=line.dash)
        paper.line((x + 33,), (y,), color=line.color, marker=line.mark, markersize=line.size)
        paper.write(say.plain(NAMES[line.measure]), x + 82, y, PLAIN)


def through(paper: Paper, line: Line, ys: Sequence[float], rates: Sequence[Rate]) -> None:
    """A line through the months; of few the mark is hollow."""
    paper.line(PLACES, ys, color=line.color, width=4, linestyle=line.dash)
    for x, y, rate in zip(PLACES, ys, rates, strict=True):
        if rate.denominator:
            hollow: dict[str, Any] = {"markerfacecolor": PAPER, "markeredgewidth": 3} if rate.is_thin else {}
            paper.line((x,), (y,), color=line.color, marker=line.mark, markersize=line.size, **hollow)


def label(paper: Paper, rates: dict[Line, list[Rate]], floor: float) -> None:
    """The last value of each line beside its end with its mark, one above the other where they would meet."""
    known = {line: [n for n, rate in enumerate(some) if rate.denominator] for line, some in rates.items()}
    ends = [(height(rates[line][some[-1]], floor), line, some[-1]) for line, some in known.items() if some]
    ends.sort(key=lambda end: end[0])
    for (_, line, n), y in zip(ends, spread([y for y, _, _ in ends], floor), strict=True):
        rate = rates[line][n]
        paper.write(f"{line.signs[rate.is_thin]} {rate.text}", PLACES[n] + 20, y, PLAIN, color=line.color)


def spread(ys: Sequence[float], floor: float) -> list[float]:
    """Heights, the highest first, moved apart so that a line of text fits to each, and none is below the floor."""
    found: list[float] = []
    for y in ys:
        found.append(max(y, found[-1] + BIG) if found else y)
    return [y - max(found[-1] - floor, 0) for y in found]


def table_of(seen: Board, say: Say) -> tuple[str, list[tuple[str, Sums]], str]:
    """The heading, the rows, and how many there are besides: the park, then departments, else his own."""
    kind = By.DEPARTMENT if seen.rows.get(By.DEPARTMENT) else By.LIAISON
    found = in_order(seen.rows.get(kind, ()), seen.ranking.get(kind, ()))
    if kind is By.LIAISON:
        found += [(None, row) for row in seen.rows.get(By.CHAIN, ())]
    park = [(say.plain("board-park"), seen.park)] if not is_empty(seen) else []
    rows = [*park, *((placed(place, row, say), row.sums) for place, row in found[:LISTED])]
    heading = "board-picture-departments" if kind is By.DEPARTMENT else "board-picture-rows"
    left = len(found) - LISTED
    return say.plain(heading), rows, say.plain("board-picture-more", count=left) if left > 0 else ""


def is_empty(seen: Board) -> bool:
    """Whether the month has nothing to count."""
    return not (seen.park.came or seen.park.has_rates)


def placed(place: int | None, row: Row, say: Say) -> str:
    """A row's name, with its place where it has one."""
    name = row_name(row, say)
    return f"{say.plain('board-place', place=place)}{name}" if place else name


def table(paper: Paper, top: float, heading: str, rows: Sequence[tuple[str, Sums]], say: Say) -> None:
    """The rates of the park and of its rows; in words when there are none."""
    paper.write(heading, LEFT, top + HEAD / 2, BIG)
    if not rows:
        paper.write(say.plain("board-picture-empty"), LEFT, top + HEAD + ROW / 2, PLAIN, color=MUTED)
        return
    for x, measure in zip(COLUMNS, SHOWN, strict=True):
        paper.write(say.plain(NAMES[measure]), x, top + HEAD / 2, PLAIN, color=MUTED, align="right")
    for number, (name, sums) in enumerate(rows):
        table_row(paper, top + HEAD + ROW * number, name, sums, say)


def table_row(paper: Paper, top: float, name: str, sums: Sums, say: Say) -> None:
    """A row: whose, and each rate with its parts under it; of few in grey."""
    paper.line((LEFT, RIGHT), (top, top), color=RULE)
    paper.write(fitted(name, PLAIN, NAME_WIDTH), LEFT, top + ROW / 2, PLAIN)
    for x, measure in zip(COLUMNS, SHOWN, strict=True):
        rate = sums.rate(measure)
        paper.write(rate.text, x, top + 20, PLAIN, color=MUTED if rate.is_thin else INK, align="right")
        if rate.denominator:
            paper.write(counted(rate, say), x, top + 51, PLAIN, color=MUTED, align="right")
