"""What the board's figures look like: each with its formula, numerator and denominator, in somebody's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from jinja2.utils import htmlsafe_json_dumps

from cards.board import SERVICES, STANDS
from domain.lifecycle import Outcome, Source
from domain.scoring import EMPTY, HEADLINE, INDICATORS, THIN, By, Measure, Rate
from services.scoreboard import Board, Line, Sums
from services.scoreboard import Row as Sum
from storage.tables import Category
from texts import Say
from web.board.shown import Band, Cell, Chart, Figure, Heap, Item, Lights, Lit, Row, Table, Whole

SHOWN = (Measure.RESPONSE, Measure.KEPT_WORD, Measure.SOLUTION, Measure.SATISFACTION)
KNOWN = {indicator.key: indicator for indicator in INDICATORS}
PERCENT = " %"
HOTTEST = 5
FIGURE = "/board/behind/"
FORMULAS = {
    Measure.RESPONSE: "board-page-formula-response",
    Measure.KEPT_WORD: "board-page-formula-kept-word",
    Measure.SOLUTION: "board-page-formula-solution",
    Measure.SATISFACTION: "board-page-formula-satisfaction",
    Measure.COMING: "board-page-formula-coming",
    Measure.UNCALLED: "board-page-formula-uncalled",
}
RUNNING = ("green", "yellow", "red")
SOURCES = {
    Source.FIRM: "board-page-source-firm",
    Source.LIAISON: "board-page-source-liaison",
    Source.RECEPTION: "board-page-source-reception",
    Source.VISIT: "board-page-source-visit",
    Source.LEADER: "board-page-source-leader",
}
RECEIVED = (
    "board-page-received",
    "board-page-problems",
    "verdict-on-the-spot",
    "verdict-committed",
    "verdict-handed-over",
    "board-page-late",
    "board-page-no-show",
)
SIZES = {size: f"firm-size-{size}" for size in ("small", "medium", "large")}
TABLES = {
    By.DEPARTMENT: "board-page-by-department",
    By.LIAISON: "board-page-by-liaison",
    By.CATEGORY: "board-page-by-category",
    By.CHAIN: "board-page-by-chain",
    By.SOURCE: "board-page-by-source",
}


@dataclass(frozen=True)
class Reader:
    """For whom a board is drawn: his language, the names of categories, which lists open to him, where tickets lead."""

    say: Say
    categories: Mapping[str, Category]
    since: str = ""
    until: str = ""
    opens: frozenset[Measure] = frozenset()
    tickets: str = ""
    most: int | None = None  # rows of a ranking that fit where nobody can scroll

    def behind(self, measure: Measure, by: By = By.PARK, key: str = "") -> str:
        """The address of the list behind a figure; none where he may not open it."""
        if measure not in self.opens:
            return ""
        asked = {"since": self.since, "until": self.until} | ({} if by is By.PARK else {"by": str(by), "key": key})
        return f"{FIGURE}{measure}?{urlencode(asked)}"

    def of(self, month: str) -> "Reader":
        """The same reader, of a single month."""
        return replace(self, since=month, until=month)

    def light(self, light: str) -> str:
        """The address of the list of what has this light."""
        return f"{FIGURE}{light}" if self.opens else ""

    def office(self, path: str) -> str:
        """The back office's own list, for who reads there."""
        return f"/admin{path}" if self.tickets else ""

    def category(self, code: str) -> str:
        """A category's name."""
        known = self.categories.get(code)
        return code if known is None else known.en if self.say.language == "en" else known.zh

    def name(self, row: Sum) -> str:
        """What a row of the board is called."""
        if row.by is By.CATEGORY:
            return self.category(row.key)
        if row.by is By.SOURCE:
            return self.say.plain(SOURCES[Source(row.key)])
        if row.by is By.LIAISON and not row.key:
            return self.say.plain("board-page-desk")
        return row.name or self.say.plain("board-page-no-chain")

    def ordered(self, codes: Iterable[str]) -> list[str]:
        """Categories in the order in which they are offered."""
        order = list(self.categories)
        return sorted(codes, key=lambda code: (order.index(code) if code in order else len(order), code))

    def month(self, month: str) -> str:
        """A month in words."""
        return self.say.plain("board-page-month", year=month[:4], month=str(int(month[5:])))


def shown_to(board: Board, reader: Reader) -> Whole:
    """The whole board as this reader's pages show it."""
    say = reader.say
    return Whole(
        as_of=f"{board.at.astimezone(say.zone):%Y-%m-%d %H:%M:%S}",
        services=services_of(board.park, board.uncalled, board.inspections, reader),
        rates=[rated(measure, board.park, reader) for measure in SHOWN],
        lights=lights_of(board.lights, reader),
        trend=trend_of(board, reader),
        ranking=ranking_of(board, reader),
        heat=heat_of(board, reader),
        heaps=[suspended_of(board, reader), promises_of(board, reader)],
        more=[
            *(sums_table(By(by), rows, reader) for by, rows in board.rows.items()),
            months_of(board, reader),
            outcomes_of(board.park, reader),
            received_of(board, reader),
            coverage_of(board, reader),
            cases_of(board, reader),
        ],
    )


def services_of(sums: Sums, messages: int, inspections: int | None, reader: Reader) -> list[Figure]:
    """The four services (四到服务), by their own names."""
    made = {
        Measure.UNCALLED: uncalled(messages, inspections, reader),
        Measure.COMING: coming(sums, reader),
    }
    figures = {measure: made.get(measure) or rated(measure, sums, reader) for measure in HEADLINE}
    return [replace(figure, name=reader.say.plain(SERVICES[measure])) for measure, figure in figures.items()]


def rated(measure: Measure, sums: Sums, reader: Reader) -> Figure:
    """A rate with its numerator and denominator; of ratings also how many of those asked have answered."""
    rate, say = sums.rate(measure), reader.say
    of = counted(rate, say)
    if measure is Measure.SATISFACTION and sums.answered.denominator:
        asked = sums.answered
        of += " · " + say.plain("board-page-answered", numerator=asked.numerator, denominator=asked.denominator)
    number, percent, _ = rate.text.partition(PERCENT)
    behind = reader.behind(measure) if rate.denominator else ""
    name, formula = named(measure, say)
    return Figure(str(measure), name, number, of, formula, percent.strip(), rate.is_thin or rate.is_withheld, behind)


def named(measure: Measure, say: Say) -> tuple[str, str]:
    """The name of a figure, and its formula in a line: the whole of it stands above its list."""
    return say.plain(KNOWN[measure].name), say.plain(FORMULAS[measure])


def counted(rate: Rate, say: Say) -> str:
    """So many of so many, and that it is few where it is; where it is withheld, only of how many it is."""
    if not rate.denominator:
        return say.plain("board-page-empty")
    if rate.is_withheld:
        return say.plain("board-page-withheld", count=rate.denominator)
    key = "board-page-thin" if rate.is_thin else "board-page-of"
    return say.plain(key, numerator=str(rate.numerator), denominator=str(rate.denominator))


def coming(sums: Sums, reader: Reader) -> Figure:
    """Come when called: the median, and of how many."""
    say, is_thin = reader.say, sums.came < THIN
    name, formula = named(Measure.COMING, say)
    if sums.coming is None:
        return Figure(str(Measure.COMING), name, EMPTY, say.plain("board-page-empty"), formula, is_thin=True)
    of = say.plain("board-page-thin-coming" if is_thin else "board-page-count-coming", count=sums.came)
    unit, behind = say.plain("board-page-minutes"), reader.behind(Measure.COMING)
    return Figure(str(Measure.COMING), name, str(sums.coming), of, formula, unit, is_thin, behind)


def uncalled(messages: int, inspections: int | None, reader: Reader) -> Figure:
    """Don't come uncalled: what has disturbed; inspections that nobody records yet are not counted as none."""
    say, behind = reader.say, reader.behind(Measure.UNCALLED) if messages else ""
    name, formula = named(Measure.UNCALLED, say)
    if inspections is None:
        of = say.plain("board-page-only-messages", messages=messages)
    else:
        of = say.plain("board-page-split-uncalled", inspections=inspections, messages=messages)
    total = messages + (inspections or 0)
    return Figure(str(Measure.UNCALLED), name, str(total), of, formula, say.plain("board-page-times"), behind=behind)


def lights_of(lights: Mapping[str, int], reader: Reader) -> Lights:
    """The lights of what is open, each with its list, and how the running ones share."""
    say, counts = reader.say, {light: lights.get(light, 0) for light in STANDS}
    lit = [
        Lit(light, say.plain(key), counts[light], reader.light(light) if counts[light] else "")
        for light, key in STANDS.items()
    ]
    running = {light: lights.get(light, 0) for light in RUNNING}
    return Lights(lit, sum(lights.values()), bands_of(running), say.plain("board-page-lights-share", **running))


def bands_of(counts: Mapping[str, int]) -> list[Band]:
    """The pieces of a bar, side by side."""
    total, start, bands = sum(counts.values()), 0.0, []
    for light, count in counts.items():
        width = count * 100 / total if total else 0.0
        bands.append(Band(light, f"{start:.2f}", f"{width:.2f}"))
        start += width
    return bands


def rate_cell(rate: Rate, behind: str = "", *, bar: bool = True) -> Cell:
    """A rate in a table."""
    length = "" if rate.tenths is None or not bar else f"{rate.tenths / 10}"
    of = f"{rate.numerator} / {rate.denominator}" if rate.denominator else ""
    of = f"n = {rate.denominator}" if rate.is_withheld else of
    return Cell(rate.text, of, rate.is_thin or rate.is_withheld, length, behind=behind if rate.denominator else "")


def sums_cells(sums: Sums, reader: Reader, by: By = By.PARK, key: str = "") -> list[Cell]:
    """All figures of a row: registered, the four rates, the median."""
    rates = [rate_cell(sums.rate(each), reader.behind(each, by, key)) for each in SHOWN]
    came = EMPTY if sums.coming is None else reader.say.plain("board-page-in-minutes", count=sums.coming)
    of = f"n = {sums.came}" if sums.came else ""
    behind = reader.behind(Measure.COMING, by, key) if sums.came else ""
    return [registered(sums.solution, reader, by, key), *rates, Cell(came, of, sums.came < THIN, behind=behind)]


def registered(solution: Rate, reader: Reader, by: By = By.PARK, key: str = "") -> Cell:
    """How many tickets, with their list."""
    count = solution.denominator
    return Cell(str(count), behind=reader.behind(Measure.SOLUTION, by, key) if count else "")


def columns(first: str, say: Say) -> list[str]:
    """The headings of such rows."""
    rates = [say.plain(KNOWN[each].name) for each in SHOWN]
    return [say.plain(first), say.plain("board-page-registered"), *rates, say.plain(KNOWN[Measure.COMING].name)]


def sums_table(by: By, rows: Sequence[Sum], reader: Reader) -> Table:
    """The figures told apart by something."""
    if by is By.CATEGORY:
        known = {row.key: row for row in rows}
        rows = [known[code] for code in reader.ordered(known)]
    lines = [Row(reader.name(row), sums_cells(row.sums, reader, by, row.key)) for row in rows]
    return Table(str(by), reader.say.plain(TABLES[by]), "", columns("board-page-name", reader.say), lines)


def months_of(board: Board, reader: Reader) -> Table:
    """The park's figures by month."""
    rows = [Row(reader.month(month), sums_cells(sums, reader.of(month))) for month, sums in board.trend.items()]
    title = reader.say.plain("board-page-by-month")
    return Table("month", title, "", columns("board-page-by-month", reader.say), rows)


def outcomes_of(sums: Sums, reader: Reader) -> Table:
    """How tickets have ended, counted apart: closed is not solved. Each opens its list."""
    say, rows = reader.say, []
    for outcome in Outcome if sums.solution.denominator else ():
        measure = Measure.SOLUTION if outcome is Outcome.SOLVED else Measure(outcome)
        count = sums.outcomes.get(outcome, 0)
        rows.append(Row(say.word(outcome), [Cell(str(count), behind=reader.behind(measure) if count else "")]))
    head = [say.plain("board-page-name"), say.plain("board-page-count")]
    return Table("outcomes", say.plain("board-page-outcomes"), "", head, rows)


def received_of(board: Board, reader: Reader) -> Table:
    """The director's reception days of the span, in one line; no rows before anybody was received."""
    say, seen = reader.say, board.received
    counts = (seen.firms, seen.problems, seen.on_the_spot, seen.committed, seen.handed_over, seen.late, seen.no_show)
    lines = [Row(say.plain("board-page-whole-park"), [Cell(str(count)) for count in counts])] if any(counts) else []
    head = ["board-page-name", *RECEIVED]
    title, behind = say.plain("board-page-reception"), reader.office("/reception")
    return Table("reception", title, "", [say.plain(key) for key in head], lines, behind=behind)


def coverage_of(board: Board, reader: Reader) -> Table:
    """How many firms reception days have reached by now: all, and by size."""
    say = reader.say
    rows = [
        Row(
            say.plain(SIZES.get(share.name, "board-page-whole-park")),
            [Cell(str(share.firms)), *(rate_cell(Rate(count, share.firms)) for count in (share.in_year, share.ever))],
        )
        for share in board.coverage
        if share.firms
    ]
    head = ("board-page-size", "board-page-firms", "board-page-in-year", "board-page-ever")
    title, behind = say.plain("board-page-coverage"), reader.office("/reception/coverage")
    return Table("coverage", title, "", [say.plain(key) for key in head], rows, behind=behind)


def cases_of(board: Board, reader: Reader) -> Table:
    """The agency service: cases opened in the span, by kind."""
    say = reader.say
    rows = [
        Row(say.plain(f"item-kind-{kind}"), [Cell(str(rate.denominator)), rate_cell(rate)])
        for kind, rate in board.cases.items()
    ]
    head = ("board-page-name", "board-page-cases-opened", "board-page-cases-finished")
    title, behind = say.plain("board-page-cases"), reader.office("/agency")
    return Table("cases", title, "", [say.plain(key) for key in head], rows, behind=behind)


def trend_of(board: Board, reader: Reader) -> Table:
    """The four rates by month, as lines."""
    say, months = reader.say, board.trend
    title = say.plain("board-page-trend")
    names = [say.plain(KNOWN[each].name) for each in SHOWN]
    rows = [Row(reader.month(month), rates_of(sums, reader.of(month))) for month, sums in months.items()]
    series = [
        {"name": name, "values": [percent_of(sums.rate(each)) for sums in months.values()]}
        for name, each in zip(names, SHOWN, strict=True)
    ]
    short = [say.plain("board-page-short-month", month=str(int(month[5:]))) for month in months]
    chart = chart_of("trend", title, {"names": short, "series": series})
    head = [say.plain("board-page-by-month"), *names]
    return Table("trend", title, say.plain("board-page-trend-what"), head, rows, chart)


def percent_of(rate: Rate) -> float | None:
    """A rate as a chart takes it, cut off as everywhere."""
    return None if rate.tenths is None else rate.tenths / 10


def chart_of(kind: str, label: str, data: Mapping[str, object], *, is_high: bool = False) -> Chart:
    """What the script draws, as JSON that can stand in a page."""
    return Chart(label, htmlsafe_json_dumps({"kind": kind, **data}), is_high)


def ranking_of(board: Board, reader: Reader) -> Table | None:
    """Departments by their places, with the bars of their kept word; none for whom departments are not to see."""
    places = board.ranking.get(By.DEPARTMENT)
    if places is None:
        return None
    say, sums = reader.say, {row.key: row.sums for row in board.rows.get(By.DEPARTMENT, ())}
    title, total = say.plain("board-page-ranking"), len(places)
    places = places[: reader.most]
    if len(places) < total:
        title = say.plain("board-page-ranking-first", title=title, shown=len(places), count=total)
    rows = [
        Row(
            place.name,
            [
                Cell(EMPTY if place.place is None else str(place.place)),
                *rates_of(sums[place.key], reader, By.DEPARTMENT, place.key),
            ],
        )
        for place in places
    ]
    kept = [sums[place.key].kept_word for place in places]
    bars = {
        "names": [place.name for place in places],
        "values": [percent_of(rate) for rate in kept],
        "texts": [f"{rate.text}   {rate.numerator} / {rate.denominator}" for rate in kept],
        "thin": [rate.is_thin for rate in kept],
    }
    names = [say.plain(KNOWN[each].name) for each in SHOWN]
    head = [say.plain("board-page-name"), say.plain("board-page-place"), *names]
    chart = chart_of("ranking", f"{title}：{say.plain(KNOWN[Measure.KEPT_WORD].name)}", bars)
    return Table("ranking", title, say.plain("board-page-ranking-what"), head, rows, chart)


def rates_of(sums: Sums, reader: Reader, by: By = By.PARK, key: str = "") -> list[Cell]:
    """The four rates of a row, without bars."""
    return [rate_cell(sums.rate(each), reader.behind(each, by, key), bar=False) for each in SHOWN]


def heat_of(board: Board, reader: Reader) -> Table | None:
    """How many of each category were registered in each month."""
    if By.CATEGORY not in board.rows:
        return None
    say = reader.say
    months = sorted({month for cells in board.heat.values() for month in cells})
    codes = reader.ordered(board.heat)
    counts = {code: [board.heat[code].get(month, Rate()).denominator for month in months] for code in codes}
    most = max((count for line in counts.values() for count in line), default=0)
    rows = [
        Row(
            reader.category(code),
            [
                replace(
                    registered(Rate(0, count), reader.of(month), By.CATEGORY, code),
                    heat=step(count, most),
                )
                for month, count in zip(months, line, strict=True)
            ],
        )
        for code, line in counts.items()
    ]
    short = [say.plain("board-page-short-month", month=str(int(month[5:]))) for month in months]
    cells = [[x, y, count] for y, line in enumerate(counts.values()) for x, count in enumerate(line)]
    title = say.plain("board-page-heat")
    chart = chart_of("heat", title, {"names": short, "rows": [row.name for row in rows], "cells": cells}, is_high=True)
    head = [say.plain("board-page-category"), *(reader.month(month) for month in months)]
    return Table("heat", title, say.plain("board-page-heat-what"), head, rows, chart, "heat")


def step(count: int, most: int) -> int:
    """How dark a cell is: 0 for nothing, else 1 to 5."""
    return -(-count * HOTTEST // most) if count else 0


def suspended_of(board: Board, reader: Reader) -> Heap:
    """What rests, and why, as far as he may read it."""
    say, total = reader.say, board.lights.get("suspended", 0)
    lines = [
        Item(
            titled(line, reader),
            say.plain("board-page-filed-on", day=line.filed_at.astimezone(say.zone).date()),
            line.reason or "",
            link_of(line, reader),
        )
        for line in board.suspended
    ]
    what = say.plain("board-page-suspended-what")
    if total:
        what += " " + say.plain("board-page-suspended-count", count=total, seen=len(lines))
    none = "" if total else say.plain("board-page-suspended-none")
    return Heap("suspended", say.plain("board-page-suspended"), what, lines, none)


def promises_of(board: Board, reader: Reader) -> Heap:
    """Promises of this week that are not kept yet, as far as he may see them."""
    say = reader.say
    lines = [
        Item(
            titled(line, reader),
            say.plain("board-page-promised-for", day=line.promised_for) if line.promised_for else "",
            link=link_of(line, reader),
        )
        for line in board.due
    ]
    title, none = say.plain("board-page-promises"), say.plain("board-page-promises-none")
    return Heap("promises", title, say.plain("board-page-promises-what"), lines, none)


def titled(line: Line, reader: Reader) -> str:
    """A ticket in a line; a firm that he may not know is not named."""
    parts = [line.number, reader.category(line.category), line.firm or ""]
    return " · ".join(part for part in parts if part)


def link_of(line: Line, reader: Reader) -> str:
    """Where the ticket is read, for who may."""
    return f"{reader.tickets}{line.ticket_id}" if reader.tickets else ""


def months_back(last: date, count: int) -> list[str]:
    """The months that can be chosen, the newest first."""
    months = last.year * 12 + last.month - 1
    return [f"{each // 12}-{each % 12 + 1:02d}" for each in range(months, months - count, -1)]
