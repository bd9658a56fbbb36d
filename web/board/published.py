"""Published months: open to everybody without sign-in, as they were frozen, with later corrections beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.responses import JSONResponse, Response

from domain.errors import NotPublished
from domain.roles import SEES_ALL
from domain.scoring import EMPTY, By, Measure, Rate
from services.categories import kinds
from services.publishing import PUBLIC, Change, compared, public_month, published_months
from services.scoreboard import Row as Sum
from services.scoreboard import Sums
from web.board.guest import HALL, Guest, everything
from web.board.live import first_of
from web.board.reading import (
    KNOWN,
    SHOWN,
    TABLES,
    Reader,
    columns,
    outcomes_of,
    rate_cell,
    rated,
    services_of,
    sums_table,
)
from web.board.shown import Cell, Row, Table

RATES = (*SHOWN, Measure.ANSWERED)


@dataclass(frozen=True)
class Frozen:
    """A published month, and what is different of it now."""

    content: Mapping[str, Any]
    changes: Sequence[Change]
    is_intact: bool


async def months_page(guest: Guest) -> Response:
    """Which months there are."""
    reader = Reader(guest.say, {})
    months = [(f"/board/published/{month}", reader.month(month)) for month in await published_months(guest.office.db)]
    return guest.show("months.html", title=guest.say.plain("board-page-published-list"), months=months)


async def month_page(guest: Guest) -> Response:
    """One month as it was frozen."""
    month = guest.request.path_params["month"]
    frozen = await frozen_month(guest, month)
    if frozen is None:
        return guest.message("board-page-published-none", 404)
    reader, content = Reader(guest.say, {kind.code: kind for kind in await kinds(guest.office.db)}), frozen.content
    figures, say = content["figures"], guest.say
    sums = sums_of(figures["park"])
    return guest.show(
        "month.html",
        title=say.plain("board-page-published-title", month=reader.month(month)),
        day=datetime.fromisoformat(content["frozen_at"]).astimezone(say.zone).strftime("%Y-%m-%d"),
        services=services_of(sums, figures["uncalled"], figures["inspections"], reader),
        rates=[rated(measure, sums, reader) for measure in SHOWN],
        ranking=ranking_of(content, reader),
        tables=[outcomes_of(sums, reader), *(sums_table(by, rows_of(figures, by), reader) for by in PUBLIC)],
        changes=changes_of(frozen, reader),
        checksum=content["checksum"],
        is_intact=frozen.is_intact,
        data=f"/board/published/{month}.json",
    )


async def month_json(guest: Guest) -> Response:
    """The same as data."""
    month = guest.request.path_params["month"]
    frozen = await frozen_month(guest, month)
    if frozen is None:
        return JSONResponse({"error": "not published"}, 404)
    later = [
        {
            "by": str(each.by),
            "key": each.key,
            "measure": str(each.measure),
            "frozen": vars(each.frozen),
            "now": vars(each.now),
        }
        for each in frozen.changes
    ]
    return JSONResponse({**frozen.content, "corrections": later})


async def frozen_month(guest: Guest, month: str) -> Frozen | None:
    """The month, if it has been published: reckoned once for all who ask, for anybody may.

    Who sees everything is told of ratings of few and of liaisons' corrections as well.
    """
    office = guest.office
    if month not in await published_months(office.db):
        return None

    is_public = guest.me is None or not guest.viewer.roles & SEES_ALL

    async def reckon() -> Frozen:
        content, by = await public_month(office.db, month), everything(HALL)
        beside = await compared(office.db, first_of(month), by=by, at=office.now(), is_public=is_public)
        return Frozen({**content, "figures": told(beside.figures)}, beside.changes, beside.is_intact)

    try:
        return await guest.hub.keep(("published", month, is_public), reckon).fresh()
    except NotPublished:
        return None


def told(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Of frozen figures those that have no person in them."""
    return {**figures, "rows": {str(by): figures["rows"].get(str(by), []) for by in PUBLIC}}


def sums_of(kept: Mapping[str, Any]) -> Sums:
    """Figures as they were frozen."""
    rates = {str(measure): Rate(**kept[measure]) for measure in RATES}
    return Sums(**rates, coming=kept["coming"], came=kept["came"], outcomes=kept["outcomes"])


def rows_of(figures: Mapping[str, Any], by: By) -> list[Sum]:
    """Rows as they were frozen."""
    return [Sum(by, row["key"], row["name"], sums_of(row["sums"])) for row in figures["rows"][by]]


def ranking_of(content: Mapping[str, Any], reader: Reader) -> Table:
    """Departments by their places."""
    say, sums = reader.say, {row.key: row.sums for row in rows_of(content["figures"], By.DEPARTMENT)}
    rows = [
        Row(
            each["name"],
            [
                Cell(EMPTY if each["place"] is None else str(each["place"])),
                *(rate_cell(sums[each["key"]].rate(measure)) for measure in SHOWN),
            ],
        )
        for each in content["ranking"][By.DEPARTMENT]
    ]
    names = [say.plain("board-page-name"), say.plain("board-page-place")]
    head = [*names, *columns("board-page-name", say)[2:-1]]
    return Table("ranking", say.plain("board-page-ranking"), say.plain("board-page-ranking-what"), head, rows)


def changes_of(frozen: Frozen, reader: Reader) -> Table:
    """What has changed since: both values side by side."""
    say = reader.say
    known = {(by, row.key): reader.name(row) for by in PUBLIC for row in rows_of(frozen.content["figures"], by)}
    rows = [
        Row(
            " · ".join(
                [known.get((each.by, each.key), park_or_new(each, reader)), say.plain(KNOWN[each.measure].name)]
            ),
            [rate_cell(each.frozen, bar=False), rate_cell(each.now, bar=False)],
        )
        for each in frozen.changes
    ]
    head = [say.plain("board-page-name"), say.plain("board-page-was"), say.plain("board-page-is")]
    return Table("changes", say.plain("board-page-later"), say.plain("board-page-later-what"), head, rows)


def park_or_new(change: Change, reader: Reader) -> str:
    """The park, a liaison by his code, or a row that the month did not have when it was frozen."""
    if change.by is By.PARK:
        return reader.say.plain("board-page-park")
    title = reader.say.plain(TABLES[change.by])
    return f"{title} {change.key}" if change.by is By.LIAISON else title
