"""The ledgers and the year's report: in a message, and as workbooks."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from cards.book import Cell, Sheet, book
from cards.card import Button, Card, Document, in_rows, tap
from cards.progress import KINDS, STATES
from cards.words import shortened
from domain.agency import Kind
from domain.calendar import Calendar
from domain.money import yuan
from services.agency_report import Year
from services.ledger import Ledgers, Sums
from storage.agency_figures import OfFirm
from storage.tables import Firm
from texts import Html, Say

SHOWN = 20
NAME_ON_BUTTON = 20
REWARD_HEADS = (
    "ledger-firm-code",
    "ledger-firm",
    "ledger-number",
    "ledger-item",
    "ledger-amount",
    "ledger-approved-on",
    "ledger-paid-on",
    "ledger-state",
)
CERTIFICATE_HEADS = (
    "ledger-firm-code",
    "ledger-firm",
    "ledger-number",
    "ledger-item",
    "ledger-since",
    "ledger-state",
    "ledger-certificate-number",
    "ledger-certificate-on",
)
TOTAL_HEADS = ("ledger-firm-code", "ledger-firm", "ledger-year", "ledger-approved", "ledger-paid")
CASE_HEADS = (
    "ledger-number",
    "ledger-firm-code",
    "ledger-firm",
    "ledger-item",
    "ledger-kind",
    "ledger-state",
    "ledger-opened-on",
    "ledger-promised-on",
    "ledger-finished-on",
)
PRESENCE_HEADS = ("ledger-department", "ledger-why", "ledger-times")


def ledgers_card(seen: Ledgers, say: Say) -> Card:
    """Both ledgers in one message: sums by year and by firm; the whole of it is a workbook."""
    sums = [
        say("ledger-sums", count=len(seen.rewards), promised=yuan(seen.sums.promised)),
        *(year_line(year, seen.sums, say) for year in seen.years),
        *(firm_line(firm, firm_sums, say) for firm, firm_sums in seen.by_firm[:SHOWN]),
        *([say("progress-more", count=len(seen.by_firm) - SHOWN)] if len(seen.by_firm) > SHOWN else []),
    ]
    firms = len({row.case.firm_id for row in seen.certificates})
    known = say("ledger-certificates", count=len(seen.certificates), firms=firms, issued=seen.issued)
    buttons = [Button(say.plain("ledger-download"), tap("st", "book", 0))]
    buttons.append(Button(say.plain("ledger-report"), tap("st", "year", 0)))
    return Card(Html("\n".join([say("ledger-title"), *sums, known])), in_rows(buttons, 2))


def year_line(year: int, sums: Sums, say: Say) -> Html:
    """What was approved and paid in a year."""
    approved, paid = sums.years[year]
    return say("ledger-of-year", year=str(year), approved=yuan(approved), paid=yuan(paid))


def firm_line(firm: Firm, sums: Sums, say: Say) -> Html:
    """What a firm is promised and has got."""
    return say("ledger-of-firm", firm=firm.name, promised=yuan(sums.promised), paid=yuan(sums.paid))


def to_enter_card(found: Sequence[OfFirm], kind: Kind, say: Say) -> Card:
    """Which case an entry is for."""
    if not found:
        return Card(say("ledger-none-to-enter"))
    opens = [Button(f"{shortened(row.firm.name, NAME_ON_BUTTON)} {row.case.number[-6:]}", enter(row)) for row in found]
    return Card(say("ledger-which", kind=say.plain(KINDS[kind])), in_rows(opens, 1))


def enter(row: OfFirm) -> str:
    """The tap that begins an entry."""
    return tap("st", "enter", row.case.id)


def reward_card(row: OfFirm, say: Say) -> Card:
    """A reward as it has been entered."""
    case = row.case
    lines = [
        say("ledger-reward-entered", name=case.name, number=case.number, firm=row.firm.name),
        say("ledger-reward-amount", amount=yuan(case.amount) if case.amount else "–"),
        say("ledger-reward-dates", approved=case.approved_on or "–", paid=case.paid_on or "–"),
    ]
    return Card(Html("\n".join(lines)), opening(row, say))


def certificate_card(row: OfFirm, say: Say) -> Card:
    """A certificate as it has been entered."""
    case = row.case
    told = {"number": case.number, "certificate": case.certificate_number, "day": case.certificate_on or "–"}
    return Card(say("ledger-certificate-entered", name=case.name, firm=row.firm.name, **told), opening(row, say))


def opening(row: OfFirm, say: Say) -> tuple[tuple[Button, ...], ...]:
    """The button that shows where the case stands."""
    return ((Button(say.plain("menu-where"), tap("st", "open", row.case.id)),),)


def year_card(year: Year, say: Say, calendar: Calendar) -> Card:
    """The year's report: its figures in a message, all of it in the workbook that follows."""
    kinds = "、".join(f"{say.plain(KINDS[kind])} {count}" for kind, count in year.kinds.items() if count)
    lines = [
        say("report-title", year=str(year.year)),
        say("report-items", items=year.items, firms=year.firms, agents=year.agents),
        *([say("report-kinds", kinds=kinds)] if kinds else []),
        say("report-finished", finished=year.finished, on_time=year.on_time),
        say("report-came", count=year.came),
        say("report-rewards", firms=len(year.rewarded), approved=yuan(year.approved), paid=yuan(year.paid)),
        say("report-certificates", count=len(year.certified), firms=firms_in(year.certified)),
    ]
    return Card(Html("\n".join(lines)), (), (year_document(year, say, calendar),))


def year_document(year: Year, say: Say, calendar: Calendar) -> Document:
    """The year's report as a workbook."""
    name = say.plain("report-file", year=str(year.year))
    return Document(f"{name}.xlsx", year_book(year, say, calendar))


def firms_in(rows: Sequence[OfFirm]) -> int:
    """How many firms these are of."""
    return len({row.case.firm_id for row in rows})


def ledger_document(seen: Ledgers, say: Say, calendar: Calendar, today: date) -> Document:
    """Both ledgers as a workbook."""
    return Document(f"{say.plain('ledger-file')}-{today}.xlsx", ledger_book(seen, say, calendar))


def ledger_book(seen: Ledgers, say: Say, calendar: Calendar) -> bytes:
    """Rewards, their sums by firm and year, certificates."""
    return book(
        [rewards_sheet(seen, say), totals_sheet(seen, say), certificates_sheet(seen.certificates, say, calendar)]
    )


def rewards_sheet(seen: Ledgers, say: Say) -> Sheet:
    """Every reward, and what they come to."""
    rows: list[Sequence[Cell]] = [
        [*named(row), case.amount, case.approved_on, case.paid_on, say.plain(STATES[case.state])]
        for row in seen.rewards
        for case in [row.case]
    ]
    total = [say.plain("ledger-total"), None, None, None, seen.sums.promised, None, None, None]
    return Sheet(say.plain("ledger-rewards-sheet"), heads(REWARD_HEADS, say), [*rows, total], 1)


def named(row: OfFirm) -> list[Cell]:
    """Firm, number and name of a case."""
    return [row.firm.code, row.firm.name, row.case.number, row.case.name]


def totals_sheet(seen: Ledgers, say: Say) -> Sheet:
    """What each firm got in each year, and all of them in each year."""
    rows = [line for firm, sums in seen.by_firm for line in by_year(firm.code, firm.name, sums)]
    totals = by_year(say.plain("ledger-total"), "", seen.sums)
    return Sheet(say.plain("ledger-totals-sheet"), heads(TOTAL_HEADS, say), [*rows, *totals], len(totals))


def by_year(code: str, name: str, sums: Sums) -> list[Sequence[Cell]]:
    """A line for each year."""
    return [[code, name, year, *sums.years[year]] for year in sorted(sums.years)]


def certificates_sheet(rows: Sequence[OfFirm], say: Say, calendar: Calendar) -> Sheet:
    """Every leftover certificate: taken up since when, where it stands, and what has come of it."""
    lines: list[Sequence[Cell]] = [
        [
            *named(row),
            calendar.today(case.opened_at),
            say.plain(STATES[case.state]),
            case.certificate_number,
            case.certificate_on,
        ]
        for row in rows
        for case in [row.case]
    ]
    return Sheet(say.plain("ledger-certificates-sheet"), heads(CERTIFICATE_HEADS, say), lines)


def year_book(year: Year, say: Say, calendar: Calendar) -> bytes:
    """The year's figures, and what they are made of."""
    rewarded: list[Sequence[Cell]] = [[firm.code, firm.name, year.year, *sums] for firm, *sums in year.rewarded]
    total: Sequence[Cell] = [say.plain("ledger-total"), "", year.year, year.approved, year.paid]
    sheets = [
        Sheet(say.plain("report-figures-sheet"), heads(("report-figure", "report-value"), say), figures(year, say)),
        cases_sheet(year.cases, say, calendar),
        Sheet(say.plain("ledger-totals-sheet"), heads(TOTAL_HEADS, say), [*rewarded, total], 1),
        certificates_sheet(year.certified, say, calendar),
        Sheet(say.plain("report-presence-sheet"), heads(PRESENCE_HEADS, say), year.presences),
    ]
    return book(sheets)


def figures(year: Year, say: Say) -> list[Sequence[Cell]]:
    """The figures, one a line."""
    of_kinds = [(say.plain(KINDS[kind]), count) for kind, count in year.kinds.items()]
    known: dict[str, int | Decimal] = {
        "report-f-items": year.items,
        "report-f-firms": year.firms,
        "report-f-agents": year.agents,
        "report-f-finished": year.finished,
        "report-f-on-time": year.on_time,
        "report-f-came": year.came,
        "report-f-rewarded": len(year.rewarded),
        "report-f-approved": year.approved,
        "report-f-paid": year.paid,
        "report-f-certificates": len(year.certified),
        "report-f-certificate-firms": firms_in(year.certified),
    }
    return [*((say.plain(key), value) for key, value in known.items()), *of_kinds]


def cases_sheet(rows: Sequence[OfFirm], say: Say, calendar: Calendar) -> Sheet:
    """Every case: firm, item, kind, where it stands, and its dates."""
    lines = [case_line(row, say, calendar) for row in rows]
    return Sheet(say.plain("ledger-cases-sheet"), heads(CASE_HEADS, say), lines)


def case_line(row: OfFirm, say: Say, calendar: Calendar) -> Sequence[Cell]:
    """One case."""
    case = row.case
    about = [case.number, row.firm.code, row.firm.name, case.name, say.plain(KINDS[case.kind])]
    return [
        *about,
        say.plain(STATES[case.state]),
        *dates(calendar, case.opened_at, case.promised_for, case.finished_at),
    ]


def dates(calendar: Calendar, *moments: datetime | None) -> list[date | None]:
    """The park's dates of moments."""
    return [calendar.today(each) if each else None for each in moments]


def heads(keys: Sequence[str], say: Say) -> list[str]:
    """The headings in somebody's language."""
    return [say.plain(key) for key in keys]
