"""The list behind a figure, for those who may see it."""

from starlette.responses import Response

from domain.errors import NotForYou, UnknownFigure
from domain.scoring import By, Measure
from services.categories import kinds
from services.office_tickets import as_reader
from services.scoreboard import Behind, behind
from web.board.guest import LISTED, Guest
from web.board.live import period_of, span_between, span_of
from web.board.reading import KNOWN, Reader
from web.board.shown import Cell, Row, Table

MOST = 300
LONGEST_KEY = 40
LONGEST_ID = 9
BY_ROW = frozenset({By.DEPARTMENT, By.LIAISON})


async def behind_page(guest: Guest) -> Response:
    """All that counts in the denominator, as far as he may see it; what counts in the numerator is marked."""
    if guest.me is None:
        return guest.message("board-page-how-in", 401)
    word, by, key = guest.request.path_params["figure"], guest.asked("by"), guest.asked("key")
    if word not in LISTED or not is_row(by, key):
        return guest.message("board-page-no-page", 404)
    measure = Measure(word)
    if measure not in guest.opens:
        return guest.message("board-page-not-for-you", 403)
    since, until = span_of(guest)
    row, me = (By(by) if by else By.PARK, key), as_reader(guest.me)
    try:
        found = await behind(guest.office.db, word, span_between(since, until), row=row, by=me, at=guest.at)
    except UnknownFigure:
        return guest.message("board-page-no-page", 404)
    except NotForYou:
        return guest.message("board-page-not-for-you", 403)
    reader = Reader(guest.say, {kind.code: kind for kind in await kinds(guest.office.db)}, tickets=guest.tickets)
    return guest.show(
        "behind.html",
        title=guest.say.plain("board-page-behind-title", figure=guest.say.plain(KNOWN[measure].name)),
        formula=guest.say.plain(KNOWN[measure].formula),
        period=period_of(guest, since, until),
        count=len(found),
        good=sum(each.good for each in found),
        most=MOST,
        table=table_of(found[:MOST], reader, measure),
        back=f"/board?since={since}&until={until}",
    )


def is_row(by: str, key: str) -> bool:
    """Whether the address names a row that there can be."""
    if by not in set(By) or len(key) > LONGEST_KEY:
        return not by and not key
    return By(by) not in BY_ROW or (key.isdecimal() and len(key) <= LONGEST_ID)


def table_of(found: list[Behind], reader: Reader, measure: Measure) -> Table:
    """A ticket a line."""
    say = reader.say
    head = ["board-page-number", "board-page-category", "board-page-state", "board-page-firm", "board-page-decided"]
    last = "board-page-took" if measure is Measure.COMING else "board-page-result"
    rows = [
        Row(each.number, cells_of(each, reader, measure), f"{reader.tickets}{each.ticket_id}" if reader.tickets else "")
        for each in found
    ]
    return Table("behind", "", "", [say.plain(key) for key in (*head, last)], rows, looks="list")


def cells_of(each: Behind, reader: Reader, measure: Measure) -> list[Cell]:
    """What of a ticket the list shows; a hidden firm has no name."""
    say = reader.say
    if measure is Measure.COMING:
        last = Cell(say.plain("board-page-in-minutes", count=each.minutes or 0))
    else:
        last = Cell(say.plain("board-page-counted" if each.good else "board-page-not-counted"), is_thin=not each.good)
    firm = each.firm or say.plain("board-page-hidden-firm")
    return [
        Cell(reader.category(each.category)),
        Cell(say.word(each.state)),
        Cell(firm),
        Cell(f"{each.day:%Y-%m-%d}"),
        last,
    ]
