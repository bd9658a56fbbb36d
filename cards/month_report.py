"""The month's report as a .docx, from the park's own template or the one that comes with the desk."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cards.board import FORMULAS, NAMES, SERVICES, SOURCES, STANDS, in_order, rate, row_name, whose
from cards.card import Document
from cards.guide import name_of
from cards.month_picture import counted, month_picture, tile_of
from cards.reception_days import SIZE_WORDS
from cards.word import HERE, plain, rendered, written
from cards.words import shortened
from domain.lifecycle import Outcome, Source
from domain.scoring import EMPTY, HEADLINE, RATES, THIN, By, Measure, Rate
from services.month_report import MonthReport
from services.publishing import Comparison
from services.scoreboard import MONTHS_BACK, Board, Line, Row, Sums, months_before
from texts import Say

OURS = HERE / "month.docx"
REASON = 300
SHOWN = (Measure.KEPT_WORD, Measure.RESPONSE, Measure.SOLUTION, Measure.SATISFACTION)
TABLES = {
    By.DEPARTMENT: "board-page-ranking",
    By.LIAISON: "board-page-by-liaison",
    By.CATEGORY: "board-page-by-category",
    By.CHAIN: "board-page-by-chain",
    By.SOURCE: "board-page-by-source",
}
RECEIVED = {
    "firms": "board-page-received",
    "problems": "board-page-problems",
    "on_the_spot": "verdict-on-the-spot",
    "committed": "verdict-committed",
    "handed_over": "verdict-handed-over",
    "late": "board-page-late",
    "no_show": "board-page-no-show",
}
WORDS = {
    "services": "board-page-services",
    "rates": "board-page-rates",
    "thin": "month-report-thin",
    "figure": "month-report-figure",
    "of": "month-report-of",
    "formula": "month-report-formula",
    "outcomes": "month-report-outcomes",
    "lights": "month-report-lights",
    "picture": "month-report-picture",
    "place": "board-page-place",
    "name": "board-page-name",
    "registered": "board-page-registered",
    "kept_word": "board-kept-word",
    "response": "board-response",
    "solution": "board-solution",
    "satisfaction": "board-satisfaction",
    "coming": "board-coming",
    "heat": "month-report-heat",
    "category": "board-page-category",
    "reception": "board-page-reception",
    "count": "month-report-count",
    "coverage": "board-page-coverage",
    "size": "board-page-size",
    "firms": "board-page-firms",
    "in_year": "board-page-in-year",
    "ever": "board-page-ever",
    "cases": "board-page-cases",
    "opened": "board-page-cases-opened",
    "finished": "board-page-cases-finished",
    "suspended": "board-page-suspended",
    "number": "board-page-number",
    "firm": "board-page-firm",
    "filed": "month-report-filed",
    "reason": "month-report-reason",
    "due": "board-page-promises",
    "promised": "month-report-promised",
    "publication": "month-report-publication",
    "checksum": "board-page-checksum",
    "was": "board-page-was",
    "is": "board-page-is",
    "none": "board-page-empty",
}


def report_document(report: MonthReport, say: Say, folder: Path) -> Document:
    """The report. It takes about a second: in the event loop by way of a thread.

    A template of the park's that cannot be used is said to be so in the report itself, which is made with ours then.
    """
    context = context_of(report, say)
    content, why = written(OURS, folder, context)
    if why:
        told = say.plain("month-report-broken", file=str(folder / OURS.name), why=shortened(why, REASON))
        content = rendered(OURS, context | {"notice": told})
    return Document(say.plain("month-report-file", month=f"{report.board.last:%Y-%m}"), content)


def context_of(report: MonthReport, say: Say) -> dict[str, Any]:
    """Everything a template can say: docs/minutes-template.md names each."""
    seen, at = report.board, say.stamp(report.board.at)
    month = say.plain("board-picture-month", month=seen.last.month)
    kinds = {kind.code: name_of(kind, say) for kind in report.categories}
    return {
        "title": say.plain("month-report-title", year=str(seen.last.year), month=month),
        "month": f"{seen.last:%Y-%m}",
        "as_of": say.plain("month-report-as-of", at=at),
        "is_draft": report.is_draft,
        "draft": say.plain("month-report-draft", at=at) if report.is_draft else "",
        "notice": "",
        "words": {name: say.plain(key) for name, key in WORDS.items()},
        "services": [service(measure, seen, say) for measure in HEADLINE],
        "rates": [named_rate(measure, seen.park, say) for measure in RATES],
        "outcomes": [how_many(say.word(each), seen.park.outcomes.get(each, 0)) for each in Outcome],
        "lights": [how_many(say.plain(key), seen.lights.get(light, 0)) for light, key in STANDS.items()],
        "picture": month_picture(seen, say),
        "tables": [*tables_of(seen, kinds, say), months_table(seen, say)],
        "heat": heat_of(seen, kinds, say),
        "reception": [how_many(say.plain(key), vars(seen.received)[name]) for name, key in RECEIVED.items()],
        "coverage": [
            shares(share.name, share.firms, share.in_year, share.ever, say) for share in seen.coverage if share.firms
        ],
        "cases": [case(kind, each, say) for kind, each in seen.cases.items()],
        "suspended": [ticket(line, kinds, say) for line in seen.suspended],
        "due": [ticket(line, kinds, say) for line in seen.due],
        "publication": publication(report.published, seen, kinds, say),
    }


def service(measure: Measure, seen: Board, say: Say) -> dict[str, Any]:
    """One of the four services, as in the picture, with its formula."""
    shown = tile_of(measure, seen, say)
    own = {"name": say.plain(SERVICES[measure]), "formula": say.plain(FORMULAS[measure])}
    return own | {"figure": shown.figure, "of": shown.of, "is_thin": shown.is_thin}


def cell(value: Rate, say: Say) -> dict[str, Any]:
    """A rate with its parts, few marked; `shown` is all of it in words."""
    counts = {"numerator": value.numerator, "denominator": value.denominator, "is_thin": value.is_thin}
    parts = counted(value, say) if value.denominator else ""
    return counts | {"text": value.text, "parts": parts, "shown": plain(rate(value, say))}


def named_rate(measure: Measure, sums: Sums, say: Say) -> dict[str, Any]:
    """A rate with its name and formula."""
    return cell(sums.rate(measure), say) | {"name": say.plain(NAMES[measure]), "formula": say.plain(FORMULAS[measure])}


def how_many(name: str, count: int) -> dict[str, Any]:
    """How many of something."""
    return {"name": name, "count": count}


def tables_of(seen: Board, kinds: Mapping[str, str], say: Say) -> list[dict[str, Any]]:
    """The figures told apart by department, liaison, category, chain, source; ranked where there is a ranking."""
    made = []
    for by, key in TABLES.items():
        found = in_order(seen.rows.get(by, ()), seen.ranking.get(by, ()))
        rows = [figures_of(called(row, kinds, say), row.sums, say, place) for place, row in found]
        made.append({"key": str(by), "title": say.plain(key), "rows": rows})
    return made


def called(row: Row, kinds: Mapping[str, str], say: Say) -> str:
    """What a row is called."""
    if row.by is By.CATEGORY:
        return kinds.get(row.key, row.key)
    return say.plain(SOURCES[Source(row.key)]) if row.by is By.SOURCE else row_name(row, say)


def figures_of(name: str, sums: Sums, say: Say, place: int | None = None) -> dict[str, Any]:
    """A row of a table: how many were registered, the rates, the median."""
    own = {"place": "" if place is None else str(place), "name": name, "registered": sums.solution.denominator}
    return own | {str(measure): cell(sums.rate(measure), say) for measure in SHOWN} | {"coming": coming(sums, say)}


def coming(sums: Sums, say: Say) -> dict[str, Any]:
    """Come when called: the median, and of how many."""
    if sums.coming is None:
        return {"text": EMPTY, "parts": "", "is_thin": True}
    is_thin = sums.came < THIN
    of = say.plain("board-picture-median-thin" if is_thin else "board-picture-median", count=sums.came)
    return {"text": say.plain("board-picture-minutes", count=sums.coming), "parts": of, "is_thin": is_thin}


def months_table(seen: Board, say: Say) -> dict[str, Any]:
    """The park month by month."""
    rows = [figures_of(month, sums, say) for month, sums in seen.trend.items()]
    return {"key": "month", "title": say.plain("board-page-by-month"), "rows": rows}


def heat_of(seen: Board, kinds: Mapping[str, str], say: Say) -> dict[str, Any]:
    """Categories by the twelve months up to this one: solved of registered; a dash where none was registered."""
    months = [months_before(seen.last.replace(day=1), back) for back in reversed(range(MONTHS_BACK))]
    codes = [*(code for code in kinds if code in seen.heat), *(code for code in seen.heat if code not in kinds)]
    rows = [
        {"name": kinds.get(code, code), "cells": [solved(seen.heat[code].get(f"{each:%Y-%m}")) for each in months]}
        for code in codes
    ]
    return {"months": [say.plain("board-picture-month", month=each.month) for each in months], "rows": rows}


def solved(each: Rate | None) -> str:
    """Solved of registered."""
    return f"{each.numerator}/{each.denominator}" if each and each.denominator else EMPTY


def shares(name: str, firms: int, in_year: int, ever: int, say: Say) -> dict[str, Any]:
    """How far reception days have reached."""
    size = say.plain(SIZE_WORDS.get(name, "board-page-whole-park"))
    return {
        "name": size,
        "firms": firms,
        "in_year": cell(Rate(in_year, firms), say),
        "ever": cell(Rate(ever, firms), say),
    }


def case(kind: str, each: Rate, say: Say) -> dict[str, Any]:
    """Cases of a kind."""
    return {"name": say.plain(f"item-kind-{kind}"), "opened": each.denominator, "finished": cell(each, say)}


def ticket(line: Line, kinds: Mapping[str, str], say: Say) -> dict[str, Any]:
    """A ticket that rests or is promised; of a firm that may not be known no name."""
    return {
        "number": line.number,
        "category": kinds.get(line.category, line.category),
        "firm": line.firm or say.plain("board-page-hidden-firm"),
        "filed": say.stamp(line.filed_at)[: len("2026-11-24")],
        "reason": line.reason or EMPTY,
        "promised": say.stamp(line.promised_for) if line.promised_for else EMPTY,
    }


def publication(found: Comparison | None, seen: Board, kinds: Mapping[str, str], say: Say) -> dict[str, Any]:
    """Whether and when the month was published, with its checksum, and what is another figure now."""
    if found is None:
        told = say.plain("month-report-unpublished")
        return {"is_published": False, "told": told, "checksum": "", "warning": "", "changes": [], "summary": ""}
    names = called_by(seen.rows.values(), kinds, say)
    summary = say.plain("board-changes" if found.changes else "board-no-changes", count=len(found.changes))
    return {
        "is_published": True,
        "told": say.plain("month-report-published", at=say.stamp(found.month.frozen_at)),
        "checksum": found.month.checksum,
        "warning": "" if found.is_intact else say.plain("board-broken"),
        "summary": summary,
        "changes": [
            {
                "name": say.plain(
                    "month-report-change", whose=whose(each, say, names), name=say.plain(NAMES[each.measure])
                ),
                "was": cell(each.frozen, say),
                "is": cell(each.now, say),
            }
            for each in found.changes
        ],
    }


def called_by(tables: Iterable[Sequence[Row]], kinds: Mapping[str, str], say: Say) -> dict[tuple[By, str], str]:
    """What rows are called, by the keys under which they are frozen."""
    return {(row.by, row.code or row.key): called(row, kinds, say) for rows in tables for row in rows}
