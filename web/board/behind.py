"""The list behind a figure, for those who may see it."""

from collections.abc import Sequence

from starlette.responses import Response

from cards.board import STANDS
from domain.errors import NotForYou, UnknownFigure
from domain.lifecycle import Outcome
from domain.scoring import APART, By, Measure
from services.categories import kinds
from services.office_tickets import as_reader
from services.scoreboard import Behind, Disturbance, Line, behind, disturbances, is_key, lit
from storage.people import Me
from web.board.guest import LISTED, Guest
from web.board.live import period_of, span_between, span_of
from web.board.reading import KNOWN, Reader
from web.board.shown import Cell, Row, Table

MOST = 300
LONGEST_KEY = 40
LONGEST_ID = 9
BY_ROW = frozenset({By.DEPARTMENT, By.LIAISON})


async def behind_page(guest: Guest) -> Response:
    """The list: of a light, of what has disturbed, or all that counts in a denominator; as far as he may see it."""
    if guest.me is None:
        return guest.message("board-page-how-in", 401)
    word, by, key = guest.request.path_params["figure"], guest.asked("by"), guest.asked("key")
    me = as_reader(guest.me)
    if word in STANDS and not by and not key:
        return await light_page(guest, word, me)
    if word not in LISTED or not is_row(by, key):
        return guest.message("board-page-no-page", 404)
    measure = Measure(word)
    if measure not in guest.opens:
        return guest.message("board-page-not-for-you", 403)
    if measure is Measure.UNCALLED:
        return await uncalled_page(guest, me)
    return await figure_page(guest, measure, (By(by) if by else By.PARK, key), me)


async def figure_page(guest: Guest, measure: Measure, row: tuple[By, str], me: Me) -> Response:
    """All that counts in the denominator; what counts in the numerator is marked."""
    span, say = span_between(*span_of(guest)), guest.say
    try:
        found = await behind(guest.office.db, measure, span, row=row, by=me, at=guest.at)
    except UnknownFigure:
        return guest.message("board-page-no-page", 404)
    except NotForYou:
        return guest.message("board-page-not-for-you", 403)
    is_outcome = measure in APART
    counts = {"count": len(found), "good": sum(each.good for each in found)}
    return await listed(
        guest,
        say.word(Outcome(measure)) if is_outcome else say.plain(KNOWN[measure].name),
        say.plain("board-page-formula-outcome" if is_outcome else KNOWN[measure].formula),
        say.plain("board-page-seen" if is_outcome else "board-page-behind-seen", **counts),
        table_of(found[:MOST], await reader_of(guest), measure),
        count=len(found),
        beside=answered_beside(guest) if measure is Measure.SATISFACTION else "",
    )


def answered_beside(guest: Guest) -> str:
    """The same list, of all that could have been rated: the board shows that number beside the rate."""
    query = guest.request.url.query
    return f"/board/behind/{Measure.ANSWERED}{'?' if query else ''}{query}"


async def reader_of(guest: Guest) -> Reader:
    """For whom the list is drawn."""
    return Reader(guest.say, {kind.code: kind for kind in await kinds(guest.office.db)}, tickets=guest.tickets)


async def listed(
    guest: Guest,
    figure: str,
    formula: str,
    seen: str,
    table: Table,
    *,
    count: int,
    period: str | None = None,
    beside: str = "",
) -> Response:
    """A list as a page; the way back leads to the months it came from."""
    since, until = span_of(guest)
    return guest.show(
        "behind.html",
        title=guest.say.plain("board-page-behind-title", figure=figure),
        formula=formula,
        period=period_of(guest, since, until) if period is None else period,
        seen=seen,
        count=count,
        most=MOST,
        table=table,
        beside=beside,
        back=f"/board?since={since}&until={until}",
    )


async def light_page(guest: Guest, light: str, me: Me) -> Response:
    """What has this light now, whatever the months are."""
    say, reader = guest.say, await reader_of(guest)
    found = await lit(guest.office.db, light, by=me, at=guest.at, limit=MOST + 1)
    table = lines_table(found[:MOST], reader)
    seen = say.plain("board-page-seen", count=len(table.rows))
    what = say.plain("board-page-light-what")
    return await listed(guest, say.plain(STANDS[light]), what, seen, table, count=len(found), period="")


async def uncalled_page(guest: Guest, me: Me) -> Response:
    """Each message that has disturbed: when, and about which ticket."""
    say, reader = guest.say, await reader_of(guest)
    found = await disturbances(guest.office.db, span_between(*span_of(guest)), by=me, at=guest.at)
    known = KNOWN[Measure.UNCALLED]
    seen = say.plain("board-page-uncalled-seen", count=len(found))
    table = disturbed_table(found[:MOST], reader)
    return await listed(guest, say.plain(known.name), say.plain(known.formula), seen, table, count=len(found))


def is_row(by: str, key: str) -> bool:
    """Whether the address names a row that there can be."""
    if by not in set(By) or len(key) > LONGEST_KEY:
        return not by and not key
    return is_key(By(by), key) and (By(by) not in BY_ROW or len(key) <= LONGEST_ID)


def table_of(found: Sequence[Behind], reader: Reader, measure: Measure) -> Table:
    """A ticket a line."""
    head = ["board-page-number", "board-page-category", "board-page-state", "board-page-firm", "board-page-decided"]
    last = "board-page-took" if measure is Measure.COMING else "board-page-result"
    rows = [Row(each.number, cells_of(each, reader, measure), link_of(each.ticket_id, reader)) for each in found]
    return list_table([*head, *([] if measure in APART else [last])], rows, reader)


def list_table(head: Sequence[str], rows: list[Row], reader: Reader) -> Table:
    """A list, as all of them look."""
    return Table("behind", "", "", [reader.say.plain(key) for key in head], rows, looks="list")


def link_of(ticket_id: int | None, reader: Reader) -> str:
    """Where the ticket is read, for who may."""
    return f"{reader.tickets}{ticket_id}" if reader.tickets and ticket_id else ""


def cells_of(each: Behind, reader: Reader, measure: Measure) -> list[Cell]:
    """What of a ticket the list shows; a hidden firm has no name."""
    say = reader.say
    if measure is Measure.COMING:
        last = [Cell(say.plain("board-page-in-minutes", count=each.minutes or 0))]
    else:
        last = [Cell(say.plain("board-page-counted" if each.good else "board-page-not-counted"), is_thin=not each.good)]
    firm = each.firm or say.plain("board-page-hidden-firm")
    known = [reader.category(each.category), say.word(each.state), firm, f"{each.day:%Y-%m-%d}"]
    return [*map(Cell, known), *([] if measure in APART else last)]


def lines_table(found: Sequence[Line], reader: Reader) -> Table:
    """Tickets that are open, with their deadlines."""
    say = reader.say
    head = ["board-page-number", "board-page-category", "board-page-state", "board-page-firm", "board-page-due"]
    rows = [
        Row(
            each.number,
            [
                Cell(reader.category(each.category)),
                Cell(say.word(each.state)),
                Cell(each.firm or say.plain("board-page-hidden-firm")),
                Cell(say.stamp(each.due_at) if each.due_at else ""),
            ],
            link_of(each.ticket_id, reader),
        )
        for each in found
    ]
    return list_table(head, rows, reader)


def disturbed_table(found: Sequence[Disturbance], reader: Reader) -> Table:
    """Messages by their moments."""
    say = reader.say
    rows = [
        Row(
            say.stamp(each.at),
            [Cell(each.number or say.plain("board-page-no-ticket")), Cell(reader.category(each.category))],
            link_of(each.ticket_id, reader),
        )
        for each in found
    ]
    return list_table(["board-page-sent-at", "board-page-number", "board-page-category"], rows, reader)
