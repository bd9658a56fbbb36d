"""The year of the agency service (年度报告): its figures, and everything they are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from domain.agency import CaseState, Kind
from domain.calendar import Calendar
from domain.errors import NotYourLedger
from domain.roles import LEDGER_READERS
from services.ledger import NOTHING, Ledgers, ledgers_of
from storage import agency_figures as figures
from storage.agency_figures import OfFirm
from storage.agency_tables import Case
from storage.database import Database
from storage.people import Me
from storage.tables import Firm


@dataclass(frozen=True)
class Year:
    """A year's figures. `items`, `firms`, `agents`: of the items taken up in it; `finished`, `on_time`: ended in it.

    Certificates and rewards have ledgers of their own and are counted there. `cases`: all that were opened.
    `certified`: the leftover certificates that were taken up in it or are dated in it.
    """

    year: int
    items: int
    firms: int
    agents: int
    kinds: Mapping[Kind, int]
    states: Mapping[CaseState, int]
    finished: int
    on_time: int
    presences: Sequence[tuple[str, str, int]]
    cases: Sequence[OfFirm]
    ledgers: Ledgers
    certified: Sequence[OfFirm]

    @property
    def came(self) -> int:
        """How often somebody had to come in person."""
        return sum(count for _, _, count in self.presences)

    @property
    def approved(self) -> Decimal:
        """What was approved in the year, in yuan."""
        return self.ledgers.sums.years.get(self.year, (NOTHING, NOTHING))[0]

    @property
    def paid(self) -> Decimal:
        """What was paid in the year, in yuan."""
        return self.ledgers.sums.years.get(self.year, (NOTHING, NOTHING))[1]

    @property
    def rewarded(self) -> Sequence[tuple[Firm, Decimal, Decimal]]:
        """The firms whose rewards were approved or paid in the year, with both sums."""
        known = [(firm, sums.years.get(self.year)) for firm, sums in self.ledgers.by_firm]
        return [(firm, *both) for firm, both in known if both]


async def report(db: Database, year: int, *, by: Me) -> Year:
    """The year's report. Raises NotYourLedger."""
    if not by.roles & LEDGER_READERS:
        raise NotYourLedger
    since, until = year_of(db.park.calendar, year)
    opened, ended = figures.opened_in(since, until), figures.finished_in(since, until)
    taken, finished = opened & figures.ITEMS, ended & figures.ITEMS
    async with db.read() as session:
        known = await ledgers_of(session)
        return Year(
            year=year,
            items=await figures.how_many_cases(session, taken),
            firms=await figures.how_many_firms(session, taken),
            agents=await figures.how_many_agents(session, taken),
            kinds=await figures.by_kind(session, opened),
            states=await figures.by_state(session, taken),
            finished=await figures.how_many_cases(session, finished),
            on_time=await figures.how_many_cases(session, finished & figures.ON_TIME),
            presences=await figures.presences_in(session, since, until),
            cases=await figures.cases_in(session, opened),
            ledgers=known,
            certified=[row for row in known.certificates if is_of(row.case, year, since, until)],
        )


def is_of(case: Case, year: int, since: datetime, until: datetime) -> bool:
    """Whether a certificate was taken up in the year, or is dated in it."""
    return since <= case.opened_at < until or (case.certificate_on is not None and case.certificate_on.year == year)


def year_of(calendar: Calendar, year: int) -> tuple[datetime, datetime]:
    """A year of the park as moments: its beginning, and the beginning of the next one."""
    return calendar.at(date(year, 1, 1), time()), calendar.at(date(year + 1, 1, 1), time())
