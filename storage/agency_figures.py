"""The figures of the agency service, asked in one place: for the year's report, the ledgers and the board.

Sums are added in Python from exact decimals: SQLite would add them as floats.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func
from sqlmodel import and_, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import CaseState, Kind, StepState
from storage.agency_tables import Case, CaseStep, ProjectAgent
from storage.people import called
from storage.tables import Department, Firm


class OfFirm(NamedTuple):
    """A case with its firm."""

    case: Case
    firm: Firm


def opened_in(since: datetime, until: datetime) -> ColumnElement[bool]:
    """Cases that were opened between two moments."""
    return and_(col(Case.opened_at) >= since, col(Case.opened_at) < until)


def finished_in(since: datetime, until: datetime) -> ColumnElement[bool]:
    """Cases that were finished between two moments."""
    within = and_(col(Case.finished_at) >= since, col(Case.finished_at) < until)
    return and_(col(Case.state) == CaseState.FINISHED, within)


# Certificates and rewards have ledgers of their own.
ITEMS = col(Case.kind).in_({Kind.APPROVAL, Kind.SETUP})
ON_TIME = col(Case.finished_at) <= col(Case.promised_for)


async def how_many_cases(session: AsyncSession, where: ColumnElement[bool]) -> int:
    """The number of such cases."""
    return (await session.exec(select(func.count(col(Case.id))).where(where))).one()


async def how_many_firms(session: AsyncSession, where: ColumnElement[bool]) -> int:
    """The number of firms that have such cases."""
    return (await session.exec(select(func.count(func.distinct(Case.firm_id))).where(where))).one()


async def by_kind(session: AsyncSession, where: ColumnElement[bool]) -> Mapping[Kind, int]:
    """How many such cases there are of each kind."""
    asked = select(Case.kind, func.count(col(Case.id))).where(where).group_by(col(Case.kind))
    found = {Kind(kind): count for kind, count in await session.exec(asked)}
    return {kind: found.get(kind, 0) for kind in Kind}


async def finished_by_kind(
    session: AsyncSession, since: datetime | None, until: datetime
) -> Sequence[tuple[str, int, int]]:
    """Of the cases that were opened in between, by kind: how many are finished, and how many there are."""
    done = func.count(col(Case.finished_at))
    asked = select(Case.kind, done, func.count()).where(col(Case.opened_at) < until).group_by(col(Case.kind))
    return (await session.exec(asked.where(col(Case.opened_at) >= since) if since else asked)).all()


async def by_state(session: AsyncSession, where: ColumnElement[bool]) -> Mapping[CaseState, int]:
    """How many such cases stand in each state."""
    asked = select(Case.state, func.count(col(Case.id))).where(where).group_by(col(Case.state))
    found = {CaseState(state): count for state, count in await session.exec(asked)}
    return {state: found.get(state, 0) for state in CaseState}


async def how_many_agents(session: AsyncSession, where: ColumnElement[bool]) -> int:
    """How many agents have carried such cases."""
    asked = select(func.count(func.distinct(ProjectAgent.agent_id)))
    asked = asked.join(Case, col(Case.project_id) == col(ProjectAgent.project_id))
    return (await session.exec(asked.where(where))).one()


async def presences_in(session: AsyncSession, since: datetime, until: datetime) -> Sequence[tuple[str, str, int]]:
    """Steps finished between two moments that made somebody come in person: department, why, how often; most first."""
    done = and_(col(CaseStep.state) == StepState.FINISHED, col(CaseStep.presence) != "")
    within = and_(col(CaseStep.finished_at) >= since, col(CaseStep.finished_at) < until)
    times = func.count(col(CaseStep.id))
    asked = select(func.coalesce(Department.name, ""), CaseStep.presence, times)
    asked = asked.outerjoin(Department, col(Department.id) == col(CaseStep.department_id)).where(done, within)
    asked = asked.group_by(col(Department.name), col(CaseStep.presence))
    return (await session.exec(asked.order_by(times.desc(), col(CaseStep.presence)))).all()


async def of_kind(session: AsyncSession, kind: Kind) -> Sequence[OfFirm]:
    """All cases of a kind, by firm and number: what its ledger holds."""
    asked = select(Case, Firm).join(Firm, col(Firm.id) == col(Case.firm_id)).where(Case.kind == kind)
    return [OfFirm(*row) for row in await session.exec(asked.order_by(col(Firm.code), col(Case.id)))]


async def cases_in(session: AsyncSession, where: ColumnElement[bool]) -> Sequence[OfFirm]:
    """Such cases with their firms, in the order they were opened."""
    asked = select(Case, Firm).join(Firm, col(Firm.id) == col(Case.firm_id)).where(where)
    return [OfFirm(*row) for row in await session.exec(asked.order_by(col(Case.id)))]


@dataclass(frozen=True)
class WantedCases:
    """Which cases are asked for; what is empty asks nothing. `firm`: words of its name, or its code."""

    kind: Kind | None = None
    state: CaseState | None = None
    firm: str = ""
    number: str = ""


async def cases_wanted(session: AsyncSession, wanted: WantedCases, *, skip: int, limit: int) -> Sequence[OfFirm]:
    """Such cases with their firms, the newest first."""
    asked = select(Case, Firm).join(Firm, col(Firm.id) == col(Case.firm_id))
    if wanted.kind:
        asked = asked.where(Case.kind == wanted.kind)
    if wanted.state:
        asked = asked.where(Case.state == wanted.state)
    if wanted.number:
        asked = asked.where(col(Case.number).icontains(wanted.number, autoescape=True))
    if wanted.firm:
        asked = asked.where(called(wanted.firm))
    return [OfFirm(*row) for row in await session.exec(asked.order_by(col(Case.id).desc()).offset(skip).limit(limit))]
