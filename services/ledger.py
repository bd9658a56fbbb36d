"""The ledgers (台账): certificates left over from the past, and rewards that contracts promised, in exact yuan."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import Kind
from domain.errors import NotInThisLedger, NotYourLedger, RewardOutOfOrder, UnknownCase
from domain.roles import LEDGER_READERS
from services.case_record import note_event
from services.progress import LEDGERS
from services.pushes import owed, silently
from storage import agency_figures as figures
from storage import cases, ledger
from storage.agency_figures import OfFirm, WantedCases
from storage.agency_tables import Case, CaseEvent
from storage.database import Database
from storage.outbox import owe
from storage.people import Me
from storage.tables import Firm
from storage.visits import spokesmen

REWARD, CERTIFICATE = "enter_reward", "enter_certificate"
APPROVED, PAID, CERTIFIED = "case-approved", "case-paid", "case-certified"
NOTHING = Decimal("0.00")
LISTED = 10
A_PAGE = 30


@dataclass(frozen=True)
class Reward:
    """What is entered of a reward; what is None stays as it is. Sums in yuan, dates of the park."""

    amount: Decimal | None = None
    approved_on: date | None = None
    paid_on: date | None = None


@dataclass(frozen=True)
class Certificate:
    """What is entered of a certificate that is out."""

    number: str
    on: date


@dataclass
class Sums:
    """What was promised, approved and paid; `years`: approved and paid by the year of the date."""

    promised: Decimal = NOTHING
    approved: Decimal = NOTHING
    paid: Decimal = NOTHING
    years: dict[int, tuple[Decimal, Decimal]] = field(default_factory=dict)

    def add(self, case: Case) -> None:
        """Count a reward in."""
        amount = case.amount or NOTHING
        self.promised += amount
        if case.approved_on:
            self.approved += amount
            approved, paid = self.years.get(case.approved_on.year, (NOTHING, NOTHING))
            self.years[case.approved_on.year] = (approved + amount, paid)
        if case.paid_on:
            self.paid += amount
            approved, paid = self.years.get(case.paid_on.year, (NOTHING, NOTHING))
            self.years[case.paid_on.year] = (approved, paid + amount)


@dataclass(frozen=True)
class Ledgers:
    """Both ledgers as they stand: every row, and the sums of all and by firm."""

    rewards: Sequence[OfFirm]
    certificates: Sequence[OfFirm]
    sums: Sums
    by_firm: Sequence[tuple[Firm, Sums]]

    @property
    def years(self) -> Sequence[int]:
        """The years in which anything was approved or paid."""
        return sorted(self.sums.years)

    @property
    def issued(self) -> int:
        """How many certificates are out."""
        return sum(bool(row.case.certificate_on) for row in self.certificates)


async def ledgers(db: Database, *, by: Me) -> Ledgers:
    """Both ledgers. Raises NotYourLedger."""
    if not by.roles & LEDGER_READERS:
        raise NotYourLedger
    async with db.read() as session:
        return await ledgers_of(session)


async def ledgers_of(session: AsyncSession) -> Ledgers:
    """The same within a transaction of which it is a part."""
    rewards = await figures.of_kind(session, Kind.REWARD)
    certificates = await figures.of_kind(session, Kind.CERTIFICATE)
    whole, firms = Sums(), dict[int, Firm]()
    by_firm: dict[int, Sums] = defaultdict(Sums)
    for case, firm in rewards:
        firms[case.firm_id] = firm
        whole.add(case)
        by_firm[case.firm_id].add(case)
    return Ledgers(rewards, certificates, whole, [(firms[firm_id], sums) for firm_id, sums in by_firm.items()])


async def cases_listed(db: Database, wanted: WantedCases, *, page: int, by: Me) -> tuple[Sequence[OfFirm], bool]:
    """A page of all such cases, the newest first, and whether there are more. Raises NotYourLedger."""
    if not by.roles & LEDGER_READERS:
        raise NotYourLedger
    async with db.read() as session:
        found = await figures.cases_wanted(session, wanted, skip=(page - 1) * A_PAGE, limit=A_PAGE + 1)
        return found[:A_PAGE], len(found) > A_PAGE


async def cases_to_enter(db: Database, kind: Kind, *, by: Me) -> Sequence[OfFirm]:
    """The cases of a ledger whose entries the person keeps, the newest first; at most ten."""
    async with db.read() as session:
        return await ledger.kept_cases(session, kind, by, limit=LISTED)


async def case_to_enter(
    db: Database, *, case_id: int | None = None, number: str = "", by: Me, kind: Kind | None = None
) -> OfFirm:
    """The case, if the person keeps its entry. Raises UnknownCase, NotYourLedger, NotInThisLedger."""
    async with db.read() as session:
        seen = (
            await cases.case_seen_by(session, case_id, by)
            if case_id
            else await cases.case_numbered(session, number, by)
        )
        if seen is None:
            raise UnknownCase
        return await kept(session, seen.id or 0, kind or seen.kind, by)


async def kept(session: AsyncSession, case_id: int, kind: Kind, by: Me) -> OfFirm:
    """The case with its firm. Raises NotYourLedger for who does not keep its entry, NotInThisLedger for others."""
    found = await ledger.kept_case(session, case_id, by)
    if found is None:
        raise NotYourLedger
    if found.case.kind is not kind or kind not in LEDGERS:
        raise NotInThisLedger
    return found


async def enter_reward(db: Database, case_id: int, entry: Reward, *, by: Me, at: datetime, key: str) -> Case:
    """Enter what a reward comes to, when it was approved and paid. The same key again changes nothing.

    Raises UnknownCase, NotYourLedger, NotInThisLedger, and RewardOutOfOrder when it would be paid before it is
    approved, without a sum, or on a day to come. Source: DOMAIN.md section 5.
    """
    async with db.begin() as session:
        case = await held(session, case_id, Kind.REWARD, by)
        if await cases.case_event_with(session, key):
            return case
        old = values(case.amount, case.approved_on, case.paid_on)
        case.amount = entry.amount if entry.amount is not None else case.amount
        case.approved_on = entry.approved_on or case.approved_on
        case.paid_on = entry.paid_on or case.paid_on
        in_order(case, db.park.calendar.today(at))
        new = values(case.amount, case.approved_on, case.paid_on)
        event = await note_event(session, case, REWARD, by.id, at, old=old, new=new, key=key)
        if entry.paid_on or entry.approved_on:
            await tell_firm(session, db, PAID if entry.paid_on else APPROVED, case, event, sum=f"{case.amount:,.2f}")
        return case


async def enter_certificate(db: Database, case_id: int, entry: Certificate, *, by: Me, at: datetime, key: str) -> Case:
    """Enter the number and date of a certificate that is out. The same key again changes nothing.

    Raises UnknownCase, NotYourLedger, NotInThisLedger, RewardOutOfOrder for a day to come.
    """
    async with db.begin() as session:
        case = await held(session, case_id, Kind.CERTIFICATE, by)
        if await cases.case_event_with(session, key):
            return case
        if entry.on > db.park.calendar.today(at):
            raise RewardOutOfOrder
        old = values(case.certificate_number, case.certificate_on)
        case.certificate_number, case.certificate_on = entry.number, entry.on
        new = values(case.certificate_number, case.certificate_on)
        event = await note_event(session, case, CERTIFICATE, by.id, at, old=old, new=new, key=key)
        await tell_firm(session, db, CERTIFIED, case, event, number=entry.number)
        return case


async def tell_firm(
    session: AsyncSession, db: Database, kind: str, case: Case, event: CaseEvent, **details: str
) -> None:
    """The firm hears what has been entered of its reward or certificate."""
    people, at = await spokesmen(session, case.firm_id), event.at
    rows = [owed(f"{kind}:{event.id}:{n}", kind, n, at, case=case.id, event=event.id, details=details) for n in people]
    await owe(session, silently(rows, quiet=db.park.calendar.is_quiet(at)))


async def held(session: AsyncSession, case_id: int, kind: Kind, by: Me) -> Case:
    """The case, held until the transaction ends, if the person keeps its entry."""
    if await cases.case_seen_by(session, case_id, by) is None or await cases.case_locked(session, case_id) is None:
        raise UnknownCase
    return (await kept(session, case_id, kind, by)).case


def in_order(case: Case, today: date) -> None:
    """A sum first, then approval, then payment, none of them on a day to come. Raises RewardOutOfOrder."""
    dates = [day for day in (case.approved_on, case.paid_on) if day]
    paid_unapproved = case.paid_on is not None and case.approved_on is None
    if dates != sorted(dates) or any(day > today for day in dates) or paid_unapproved or (dates and not case.amount):
        raise RewardOutOfOrder


def values(*known: Decimal | date | str | None) -> dict[str, Any]:
    """What an event keeps of an entry: words, for a sum is no float."""
    return {"values": [str(each) if each else "" for each in known]}
