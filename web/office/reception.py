"""Reception days in the back office: the days, one with its list of invitations, and coverage with its workbook."""

import io
from collections.abc import Sequence

from markupsafe import Markup
from starlette.responses import Response

from cards.reception_days import changes, forecast, hours, iso_day, size_word, stage, where, why_text
from domain.coverage import Coverage, FirmSeen
from domain.errors import NoSuchFirm, Refusal
from domain.roles import ENTERS, Role
from services.coverage import see_coverage
from services.invitations import Line as Invited
from services.invitations import add_firm, firms_to_invite, remove_firm, see_invitations
from services.reception_days import DaySight, days_seen
from texts import Say
from web.office.guard import Page, Unknown
from web.office.lists import Line, Listing
from web.office.visit import Visit

CHANGE = frozenset({Role.ADMIN, Role.DIRECTOR, Role.SECRETARY})
COLUMNS = ("office-day", "office-hours", "office-place", "office-state", "office-slots", "office-proposed")
LONGEST = 300
SHORTEST = 2
LONGEST_ID = len("999999999")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDE = 34


async def listed(visit: Visit) -> Response:
    """The days to come, then those gone by, the newest first."""
    lines = [day_line(sight, visit.say) for sight in await days_seen(visit.db, by=visit.me, at=visit.at)]
    listing = Listing(COLUMNS, lines, links=[("/reception/coverage", "office-coverage")])
    return visit.show("list.html", title=visit.say.plain("office-reception"), listing=listing, hint="")


def day_line(sight: DaySight, say: Say) -> Line:
    """One day."""
    day, held = sight.day, f"{sight.taken} / {sight.slots}"
    cells = [say.when(day.day), hours(day, say), where(day, say), str(stage(sight, say)), held, str(sight.invited)]
    return Line(cells, f"/reception/{day.id}")


async def shown(visit: Visit) -> Response:
    """One day with its list of invitations."""
    return await page_of(visit, row_id(visit.request.path_params["day"]))


def row_id(word: str) -> int:
    """The row that an address or a form names. Raises Unknown."""
    if not word.isdecimal() or len(word) > LONGEST_ID:
        raise Unknown
    return int(word)


async def page_of(visit: Visit, day_id: int, error: str = "") -> Response:
    """The page of a day; what was typed stays when it cannot be done."""
    seen, say = await see_invitations(visit.db, day_id, by=visit.me, page=None), visit.say
    lines = [invited_line(each, say) for each in seen.lines]
    day = seen.sight.day
    return visit.show(
        "reception_day.html",
        409 if error else 200,
        title=f"{say.plain('office-reception')} {say.when(day.day)}",
        facts=[f"{hours(day, say)} · {where(day, say)}", Markup(stage(seen.sight, say))],  # noqa: S704 - Say escapes
        lines=lines,
        removable=[
            (each.line.id, f"{each.line.rank}. {each.firm.name}")
            for each in seen.lines
            if not each.line.removed_at and not each.line.invited_at
        ],
        action=f"/reception/{day_id}",
        changes=visit.may("/reception/{day}/remove", "POST") and day.starts_at > visit.at,
        typed={name: visit.typed(name) for name in ("firm", "added", "removed")},
        error=error,
    )


def invited_line(each: Invited, say: Say) -> Line:
    """A line of the list: number, firm, why, and what people have changed of it."""
    told = Markup("；".join(changes(each, say)))  # noqa: S704 - Say has escaped every value in it
    return Line([str(each.line.rank), f"{each.firm.code} {each.firm.name}", why_text(each.line.why, say), told])


def reason_of(visit: Visit, name: str) -> str:
    """Why: without it nothing is changed. Raises WrongReason."""
    reason = visit.typed(name)
    if not SHORTEST <= len(reason) <= LONGEST:
        raise WrongReason(most=LONGEST)
    return reason


class WrongReason(Refusal):
    """Every change of the list has its reason."""

    text = "office-wrong-reason"


async def removed(visit: Visit) -> Response:
    """Take a firm off the list, with the reason."""
    day_id = row_id(visit.request.path_params["day"])
    try:
        line_id = row_id(visit.typed("line"))
        await remove_firm(visit.db, line_id, reason_of(visit, "removed"), by=visit.me, at=visit.at)
    except Refusal as no:
        return await page_of(visit, day_id, visit.say.plain(no.text, **no.details))
    return visit.go(f"/reception/{day_id}", "saved")


async def added(visit: Visit) -> Response:
    """Put a firm on the list, by its code or the whole of its name, with the reason."""
    day_id = row_id(visit.request.path_params["day"])
    try:
        found = await firms_to_invite(visit.db, visit.typed("firm"), by=visit.me)
        if len(found) != 1:
            raise NoSuchFirm
        reason = reason_of(visit, "added")
        await add_firm(visit.db, day_id, found[0].id or 0, reason, by=visit.me, at=visit.at)
    except Refusal as no:
        return await page_of(visit, day_id, visit.say.plain(no.text, **no.details))
    return visit.go(f"/reception/{day_id}", "saved")


async def covered(visit: Visit) -> Response:
    """Coverage by size and chain, the forecast, and who has not been received for twelve months."""
    seen, say = await see_coverage(visit.db, by=visit.me, at=visit.at), visit.say
    return visit.show(
        "coverage.html",
        title=f"{say.plain('office-coverage')} {say.when(seen.day)}",
        groups=groups(seen, say),
        forecast=Markup(forecast(seen, say)),  # noqa: S704 - Say has escaped every value in it
        waiting=[waiting_line(firm, say) for firm in seen.waiting],
    )


def groups(seen: Coverage, say: Say) -> list[tuple[str, int, int, int]]:
    """All firms, then by size, then by chain: how many, received in twelve months, ever."""
    named = [
        (say.plain("coverage-all"), seen.total),
        *((size_word(each.name, say), each) for each in seen.sizes),
        *((each.name or "–", each) for each in seen.chains),
    ]
    return [(name, each.firms, each.in_year, each.ever) for name, each in named]


def waiting_line(firm: FirmSeen, say: Say) -> Sequence[str]:
    """A firm that waits: code, name, size, chain, when it was last received."""
    last = iso_day(firm.last.isoformat(), say) if firm.last else say.plain("reception-why-never")
    return (firm.code, firm.name, size_word(firm.size, say), firm.chain, last)


async def download(visit: Visit) -> Response:
    """The same as a workbook."""
    seen = await see_coverage(visit.db, by=visit.me, at=visit.at)
    name = f"{visit.db.park.prefix}-coverage-{seen.day}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(workbook(seen, visit.say), media_type=XLSX, headers=headers)


def workbook(seen: Coverage, say: Say) -> bytes:
    """Two sheets: the groups, and the firms that wait. Names are text, whatever they begin with."""
    from openpyxl import Workbook  # noqa: PLC0415 - 0.13 s that a start does not need

    book, content = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    waiting = [waiting_line(firm, say) for firm in seen.waiting]
    for title, heads, rows in (
        ("office-coverage", ("office-group", "office-firms", "office-in-year", "office-ever"), groups(seen, say)),
        (
            "office-waiting",
            ("office-code", "office-firm-name", "office-size", "office-chain", "office-last-received"),
            waiting,
        ),
    ):
        sheet = book.create_sheet(say.plain(title))
        sheet.freeze_panes = "A2"
        sheet.append([say.plain(head) for head in heads])
        for row in rows:
            sheet.append(list(row))
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s" if cell.data_type == "f" else cell.data_type
        sheet.column_dimensions["A" if len(heads) < len("12345") else "B"].width = WIDE
    book.save(content)
    return content.getvalue()


PAGES = [
    Page("/reception", listed, ENTERS),
    Page("/reception/coverage", covered, ENTERS),
    Page("/reception/coverage.xlsx", download, ENTERS),
    Page("/reception/{day}", shown, ENTERS),
    Page("/reception/{day}/remove", removed, CHANGE, "POST"),
    Page("/reception/{day}/add", added, CHANGE, "POST"),
]
