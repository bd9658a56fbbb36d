"""The agency service: its cases, both ledgers, the landing checklists, and workbooks to take along."""

from urllib.parse import quote

from starlette.responses import Response

from cards.book import XLSX
from cards.card import Document
from cards.landing import NAMES
from cards.ledger import CASE_HEADS, CERTIFICATE_HEADS, REWARD_HEADS, ledger_document, year_document
from cards.progress import KINDS, STATES
from domain.agency import CaseState, Kind
from domain.landing import CHECKLISTS
from domain.money import yuan
from domain.roles import OFFICE
from services.agency_report import report
from services.catalogue import catalogue
from services.ledger import cases_listed, ledgers
from storage.agency_figures import OfFirm, WantedCases
from web.office.guard import Page
from web.office.lists import Filter, Line, Listing
from web.office.visit import Visit

WITHOUT = "ledger-firm-code"  # a page has less room than a workbook
CASE_COLUMNS = tuple(key for key in CASE_HEADS if key != WITHOUT)
REWARD_COLUMNS = tuple(key for key in REWARD_HEADS if key != WITHOUT)
CERTIFICATE_COLUMNS = tuple(key for key in CERTIFICATE_HEADS if key != WITHOUT)
CHECKLIST_COLUMNS = (
    "office-checklist",
    "landing-no",
    "office-code",
    "landing-item",
    "office-after-items",
    "office-days-later",
)
LINKS = (
    ("/agency", "office-agency-cases"),
    ("/agency/rewards", "ledger-rewards-sheet"),
    ("/agency/certificates", "ledger-certificates-sheet"),
    ("/agency/checklists", "landing-sheet"),
    ("/agency/ledger.xlsx", "ledger-download"),
    ("/agency/report.xlsx", "ledger-report"),
)


async def cases(visit: Visit) -> Response:
    """Thirty cases, the newest first, by kind, state, firm and number."""
    say, kind, state = visit.say, visit.asked("kind"), visit.asked("state")
    wanted = WantedCases(
        Kind(kind) if kind in set(Kind) else None,
        CaseState(state) if state in set(CaseState) else None,
        visit.asked("firm"),
        visit.asked("number"),
    )
    found, more = await cases_listed(visit.db, wanted, page=visit.page, by=visit.me)
    filters = [
        Filter("number", "ledger-number", wanted.number),
        Filter("kind", "ledger-kind", kind, [(str(each), say.plain(KINDS[each])) for each in Kind]),
        Filter("state", "ledger-state", state, [(str(each), say.plain(STATES[each])) for each in CaseState]),
        Filter("firm", "office-firm-words", wanted.firm),
    ]
    lines = [case_line(visit, row) for row in found]
    return shown(visit, "office-agency", Listing(CASE_COLUMNS, lines, filters, visit.page, more, links=LINKS))


def shown(visit: Visit, title: str, listing: Listing) -> Response:
    """A list as a page."""
    return visit.show("list.html", title=visit.say.plain(title), listing=listing, hint="")


def case_line(visit: Visit, row: OfFirm) -> Line:
    """One case with its dates."""
    case, today = row.case, visit.db.park.calendar.today
    dates = [str(today(each)) if each else "" for each in (case.opened_at, case.promised_for, case.finished_at)]
    about = [case.number, row.firm.name, case.name, visit.say.plain(KINDS[case.kind])]
    return Line([*about, visit.say.plain(STATES[case.state]), *dates])


async def rewards(visit: Visit) -> Response:
    """The ledger of rewards, with what they come to."""
    seen, say = await ledgers(visit.db, by=visit.me), visit.say
    lines = [reward_line(visit, row) for row in seen.rewards]
    total = [
        say.plain("ledger-total"),
        "",
        "",
        yuan(seen.sums.promised),
        yuan(seen.sums.approved),
        yuan(seen.sums.paid),
    ]
    lines += [Line([*total, ""])] if lines else []
    return shown(visit, "ledger-rewards-sheet", Listing(REWARD_COLUMNS, lines, links=LINKS))


def reward_line(visit: Visit, row: OfFirm) -> Line:
    """One reward."""
    case = row.case
    dates = [str(case.approved_on or ""), str(case.paid_on or "")]
    amount = yuan(case.amount) if case.amount else ""
    return Line([row.firm.name, case.number, case.name, amount, *dates, visit.say.plain(STATES[case.state])])


async def certificates(visit: Visit) -> Response:
    """The ledger of leftover certificates."""
    seen = await ledgers(visit.db, by=visit.me)
    lines = [certificate_line(visit, row) for row in seen.certificates]
    return shown(visit, "ledger-certificates-sheet", Listing(CERTIFICATE_COLUMNS, lines, links=LINKS))


def certificate_line(visit: Visit, row: OfFirm) -> Line:
    """One certificate."""
    case = row.case
    since, state = str(visit.db.park.calendar.today(case.opened_at)), visit.say.plain(STATES[case.state])
    issued = [case.certificate_number, str(case.certificate_on or "")]
    return Line([row.firm.name, case.number, case.name, since, state, *issued])


async def checklists(visit: Visit) -> Response:
    """What a landing is made from: the items in their order, and what each waits for."""
    names = {item.code: item.name for item in await catalogue(visit.db)}
    lines = [
        Line([visit.say.plain(NAMES[code]), str(number), entry.item, names.get(entry.item, ""), *waits])
        for code, made in CHECKLISTS.items()
        for number, entry in enumerate(made.entries, start=1)
        for waits in [("、".join(entry.after), str(entry.days or ""))]
    ]
    return shown(visit, "landing-sheet", Listing(CHECKLIST_COLUMNS, lines, links=LINKS))


async def ledger_file(visit: Visit) -> Response:
    """Both ledgers as a workbook."""
    calendar = visit.db.park.calendar
    seen = await ledgers(visit.db, by=visit.me)
    return taken_along(ledger_document(seen, visit.say, calendar, calendar.today(visit.at)))


async def report_file(visit: Visit) -> Response:
    """The year's report as a workbook: this year's, or that of the year that is asked for."""
    word, calendar = visit.asked("year"), visit.db.park.calendar
    year = int(word) if word.isdecimal() and len(word) == len("2026") else calendar.today(visit.at).year
    return taken_along(year_document(await report(visit.db, year, by=visit.me), visit.say, calendar))


def taken_along(document: Document) -> Response:
    """A workbook that the browser keeps under its name."""
    named = f"attachment; filename*=UTF-8''{quote(document.name)}"
    return Response(document.content, media_type=XLSX, headers={"Content-Disposition": named})


PAGES = [
    Page("/agency", cases, OFFICE),
    Page("/agency/rewards", rewards, OFFICE),
    Page("/agency/certificates", certificates, OFFICE),
    Page("/agency/checklists", checklists, OFFICE),
    Page("/agency/ledger.xlsx", ledger_file, OFFICE),
    Page("/agency/report.xlsx", report_file, OFFICE),
]
