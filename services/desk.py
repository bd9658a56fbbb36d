"""The agent's desk, and everybody's steps: what is to be done, and what waits for whom (issue 6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.agency import MaterialState
from domain.agency_rules import AWAITED
from storage import cases
from storage.agency_tables import Case, CaseMaterial, CaseStep, ServiceItem
from storage.database import Database
from storage.people import Me
from storage.tables import Firm

LISTED = 30


@dataclass(frozen=True)
class Waits:
    """What of an agent's cases waits: the running steps, and the materials that are asked for or to be looked at."""

    steps: Sequence[tuple[CaseStep, Case, Firm]]
    materials: Sequence[tuple[CaseMaterial, Case, Firm]]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not self.steps and not self.materials


async def my_steps(db: Database, *, by: Me) -> Sequence[tuple[CaseStep, Case, Firm]]:
    """The steps that the person, his department or his firm has to do, the most pressing first; at most 30."""
    async with db.read() as session:
        return await cases.steps_waiting(session, by, limit=LISTED)


async def what_waits(db: Database, *, by: Me) -> Waits:
    """What of the agent's cases waits for whom."""
    async with db.read() as session:
        states = (*AWAITED, MaterialState.RECEIVED)
        steps = await cases.steps_carried(session, by, limit=LISTED)
        return Waits(steps, await cases.materials_carried(session, by, states, limit=LISTED))


async def awaited_materials(db: Database, *, by: Me) -> Sequence[tuple[CaseMaterial, Case]]:
    """The materials that the person's firms are asked for, the longest waiting first."""
    async with db.read() as session:
        return await cases.awaited(session, by)


async def item_wanted(db: Database, item_id: int) -> ServiceItem | None:
    """The item that a button names."""
    async with db.read() as session:
        return await cases.item_by_id(session, item_id)
