"""The ledger's sheets (台账): of each area its columns, and a row of cells for each thing, in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cards.board import SOURCES
from cards.bookings import STATES as PLACE_STATES
from cards.long_book import Cell, Head
from cards.progress import KINDS, STATES
from cards.ticket import veiled
from cards.words import name_of
from domain.calendar import Calendar
from domain.deadlines import light
from domain.exports import Area, Period
from domain.lifecycle import OPEN, State
from domain.reception import Fate
from domain.roles import SEES_ALL
from domain.scoring import INDICATORS
from services.ledger_areas import Page
from services.terms import term_of
from services.tickets import NOTHING, Hidden
from storage.ledger_rows import CaseRow, PlaceRow, PromiseRow, TicketRow, VisitRow
from storage.people import Me
from storage.tables import Firm, Ticket
from texts import Say

SHORT, USUAL, NAME, WORDS = 8, 17, 28, 44


@dataclass(frozen=True)
class Reader:
    """Whose ledger it is: his language, the park's calendar, the moment, and what he must not read in which ticket."""

    me: Me
    say: Say
    calendar: Calendar
    at: datetime
    hidden: Mapping[int, Hidden]

    def moment(self, at: datetime | None) -> datetime | None:
        """A moment as a workbook has it: the park's clock, without a zone."""
        return self.calendar.local(at).replace(tzinfo=None, second=0, microsecond=0) if at else None

    def yes(self, holds: bool | None) -> str:  # noqa: FBT001 - what is said of it
        """是, or nothing."""
        return self.say.plain("export-yes") if holds else ""

    def text(self, words: str, ticket: Ticket) -> str:
        """Words of a ticket as far as he may read them."""
        return veiled(words, self.hidden.get(ticket.id or 0, NOTHING), self.say)

    def firm(self, firm: Firm, *, is_masked: bool = False) -> list[Cell]:
        """Code, name, size, chain and whether it is a backbone firm; of a hidden firm nothing."""
        if is_masked:
            return ["", self.say.plain("card-some-firm"), "", "", ""]
        size = self.say.plain(f"firm-size-{firm.size}")
        return [firm.code, firm.name, size, firm.chain, self.yes(firm.is_backbone)]


@dataclass(frozen=True)
class Column:
    """A column: its heading's key, its width, and whether those who are rated have it too."""

    key: str
    width: int = USUAL
    for_rated: bool = True


def columns(*named: tuple[str, int] | str) -> tuple[Column, ...]:
    """Columns by the keys of their headings, with their widths."""
    return tuple(Column(each) if isinstance(each, str) else Column(*each) for each in named)


FIRM = (("export-firm-code", 10), ("export-firm", NAME), ("export-size", SHORT), ("export-chain", 12))
BACKBONE = ("export-backbone", SHORT)
ANSWERS = (("export-department", 18), ("export-owner", 12))

TICKETS = (
    *columns("export-number", "export-filed", ("export-source", 12), *FIRM, BACKBONE, ("export-category", 14)),
    *columns(("export-urgent", SHORT), ("export-confidential", SHORT), ("export-summary", WORDS)),
    *columns(("export-details", WORDS), *ANSWERS, ("export-state", 10), ("export-light", SHORT)),
    *columns("export-accepted", "export-promised", "export-working-date", "export-due"),
    *columns(("export-extensions", SHORT), ("export-returns", SHORT), ("export-escalated", 10), "export-held"),
    *columns("export-resolved", "export-closed", ("export-outcome", 12), ("export-result", WORDS)),
    Column("export-stars", SHORT, for_rated=False),
)
PROMISES = columns(
    "export-number", *FIRM, BACKBONE, *ANSWERS, "export-promised", ("export-decided", 12), ("export-fate", 14)
)
VISITS = columns("export-visited", ("export-source", 12), *FIRM, BACKBONE, ("export-visitor", 12), ("export-came", 10))
VISITS += columns(("export-said", WORDS))
PLACES = columns(
    ("export-day", 12), "export-slot", *FIRM, BACKBONE, ("export-state", 12), "export-arrived", ("export-problems", 10)
)
PLACES += columns(("export-solved", 10), ("export-reason", WORDS))
CASES = columns("export-number", *FIRM, BACKBONE, ("export-item", NAME), ("export-kind", 14), ("export-state", 12))
CASES += columns("export-opened", "export-working-date", "export-finished", ("export-result", WORDS))
REWARDS = columns("export-number", *FIRM, BACKBONE, ("export-item", NAME), ("export-amount", 16))
REWARDS += columns(("export-approved", 12), ("export-paid", 12), ("export-state", 12))
CERTIFICATES = columns("export-number", *FIRM, BACKBONE, ("export-item", NAME), "export-opened")
CERTIFICATES += columns(("export-state", 12), ("export-certificate", 18), ("export-certified", 12))


def ticket_cells(row: TicketRow, reader: Reader) -> list[Cell]:
    """A ticket."""
    ticket, say, when = row.ticket, reader.say, reader.moment
    category = row.category.en if say.language == "en" else row.category.zh
    rests = ticket.held_at if ticket.state is State.SUSPENDED else None
    return [
        *(ticket.number, when(ticket.filed_at), say.plain(SOURCES[ticket.source])),
        *reader.firm(row.firm, is_masked=row.is_masked),
        *(category, reader.yes(ticket.urgent), reader.yes(ticket.confidential)),
        *(reader.text(ticket.summary, ticket), reader.text(ticket.details, ticket)),
        *(row.lead.name if row.lead else "", name_of(row.owner, say), say.word(ticket.state), light_of(ticket, reader)),
        *map(when, (ticket.accepted_at, ticket.first_promise, ticket.promised_for, ticket.due_at)),
        *(ticket.extensions, ticket.returns, say.plain(LEVELS[ticket.escalated]), when(rests)),
        *(when(ticket.resolved_at), when(ticket.closed_at), say.word(ticket.outcome) if ticket.outcome else ""),
        *(reader.text(ticket.result, ticket), ticket.stars),
    ]


LEVELS = ("export-level-owner", "export-level-head", "export-level-director")


def light_of(ticket: Ticket, reader: Reader) -> str:
    """The light of an open ticket."""
    term = term_of(ticket)
    if ticket.state not in OPEN or term is None:
        return ""
    return reader.say.word(light(reader.calendar, term, reader.at))


def promise_cells(row: PromiseRow, reader: Reader) -> list[Cell]:
    """A promise, and whether it was kept."""
    promise, say = row.promise, reader.say
    return [
        *(row.ticket.number, *reader.firm(row.firm, is_masked=row.is_masked)),
        *(row.lead.name if row.lead else "", name_of(row.owner, say)),
        *(reader.moment(promise.due_at), promise.day, say.word(fate_of(row, reader.at))),
    ]


def fate_of(row: PromiseRow, at: datetime) -> Fate:
    """What has become of a promise; decided is what was finished, and the board counts it by the same fact."""
    promise = row.promise
    if promise.day:
        return Fate.KEPT if promise.good else Fate.LATE
    if row.ticket.state is State.WITHDRAWN:
        return Fate.WITHDRAWN
    return Fate.BROKEN if promise.due_at and promise.due_at < at else Fate.RUNNING


def visit_cells(row: VisitRow, reader: Reader) -> list[Cell]:
    """A visit; the firm's word on it is yes, no or nothing yet."""
    visit, say = row.visit, reader.say
    came = "" if visit.came is None else say.plain("export-yes" if visit.came else "export-no")
    return [
        *(reader.moment(visit.at), say.plain(SOURCES[visit.source]), *reader.firm(row.firm)),
        *(name_of(row.person, say), came, visit.text),
    ]


def place_cells(row: PlaceRow, reader: Reader) -> list[Cell]:
    """A firm's place on a reception day."""
    place, say = row.place, reader.say
    return [
        *(row.day.day, reader.moment(row.slot.starts_at) if row.slot else None, *reader.firm(row.firm)),
        *(say.plain(PLACE_STATES[place.state]), reader.moment(place.arrived_at), row.said, row.solved, place.reason),
    ]


def case_cells(row: CaseRow, reader: Reader) -> list[Cell]:
    """A case."""
    case, say = row.case, reader.say
    return [
        *(case.number, *reader.firm(row.firm), case.name, say.plain(KINDS[case.kind]), say.plain(STATES[case.state])),
        *map(reader.moment, (case.opened_at, case.promised_for, case.finished_at)),
        case.result,
    ]


def reward_cells(row: CaseRow, reader: Reader) -> list[Cell]:
    """A reward."""
    case = row.case
    state = reader.say.plain(STATES[case.state])
    return [case.number, *reader.firm(row.firm), case.name, case.amount, case.approved_on, case.paid_on, state]


def certificate_cells(row: CaseRow, reader: Reader) -> list[Cell]:
    """A leftover certificate."""
    case = row.case
    state = reader.say.plain(STATES[case.state])
    known = (reader.moment(case.opened_at), state, case.certificate_number, case.certificate_on)
    return [case.number, *reader.firm(row.firm), case.name, *known]


SHEETS: Mapping[Area, tuple[Sequence[Column], Callable[[Any, Reader], list[Cell]]]] = {
    Area.TICKETS: (TICKETS, ticket_cells),
    Area.PROMISES: (PROMISES, promise_cells),
    Area.VISITS: (VISITS, visit_cells),
    Area.RECEPTION: (PLACES, place_cells),
    Area.CASES: (CASES, case_cells),
    Area.REWARDS: (REWARDS, reward_cells),
    Area.CERTIFICATES: (CERTIFICATES, certificate_cells),
}


def heads_of(area: Area, me: Me, say: Say) -> list[Head]:
    """The heads of an area's sheet, as far as they are this person's."""
    return [Head(say.plain(each.key), each.width) for each in SHEETS[area][0] if shown(each, me)]


def shown(column: Column, me: Me) -> bool:
    """Stars are not for those who are rated (DOMAIN.md section 2)."""
    return column.for_rated or bool(me.roles & SEES_ALL)


def cells_of(area: Area, page: Page, me: Me, say: Say, calendar: Calendar, at: datetime) -> list[list[Cell]]:
    """The cells of a page of rows. Takes time: call it in a thread."""
    known, made = SHEETS[area]
    reader = Reader(me, say, calendar, at, page.hidden)
    return [
        [cell for column, cell in zip(known, made(row, reader), strict=True) if shown(column, me)] for row in page.rows
    ]


def about_heads(say: Say) -> list[Head]:
    """The heads of the last sheet."""
    return [Head(say.plain("export-what"), NAME), Head(say.plain("export-meaning"), 2 * WORDS)]


def about_cells(counts: Mapping[Area, int], period: Period, me: Me, say: Say, at: datetime) -> list[list[Cell]]:
    """The last sheet: of which period, for whom, as of when, how many rows, and what the board's figures count."""
    lines: list[list[Cell]] = [
        [say.plain("export-period"), f"{period.first} – {period.last}"],
        [say.plain("export-made"), say.stamp(at)],
        [say.plain("export-for"), f"{me.person.code} {me.person.name}"],
        [say.plain("export-scope"), say.plain("export-scope-what")],
    ]
    lines += [[say.word(area), say.plain("export-rows", count=count)] for area, count in counts.items()]
    lines += [[say.plain(each.name), say.plain(each.formula)] for each in INDICATORS]
    return lines
