"""Who holds which office at one moment, read at once: a tick asks it for hundreds of tickets."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.roles import Role
from storage.people import substitutes
from storage.tables import Person, PersonRole

OFFICES = (Role.OFFICER, Role.HEAD, Role.DISPATCHER, Role.DIRECTOR, Role.CHAIN_LEAD)
HELD = (
    select(Person.id, Person.department_id, Person.chain, PersonRole.role)
    .join(PersonRole, col(PersonRole.person_id) == col(Person.id))
    .where(col(PersonRole.role).in_(OFFICES))
    .order_by(col(Person.id))
)


@dataclass(frozen=True)
class Roster:
    """Row ids by office. `away`: who is absent, and who stands in for him."""

    by_role: dict[Role, list[int]]
    by_department: dict[tuple[int | None, Role], list[int]]
    by_chain: dict[str, list[int]]
    away: dict[int, int]

    def signers(self, department_id: int | None) -> list[int]:
        """Who signs for a department: its officers, else its heads."""
        return self.by_department[department_id, Role.OFFICER] or self.by_department[department_id, Role.HEAD]

    def heads(self, department_id: int | None, *, over: int = 0) -> list[int]:
        """The heads of a department, without the person they are over."""
        found = self.by_department[department_id, Role.HEAD] if department_id else []
        return [head for head in found if head != over]

    def present(self, people: list[int]) -> list[int]:
        """Each person once, or whoever stands in for him."""
        return list(dict.fromkeys(self.away.get(person, person) for person in people))


async def roster_at(session: AsyncSession, at: datetime) -> Roster:
    """The offices as they are held at that moment."""
    by_role: dict[Role, list[int]] = defaultdict(list)
    by_department: dict[tuple[int | None, Role], list[int]] = defaultdict(list)
    by_chain: dict[str, list[int]] = defaultdict(list)
    for person_id, department_id, chain, held_role in await session.exec(HELD):
        role = Role(held_role)
        by_role[role].append(person_id or 0)
        by_department[department_id, role].append(person_id or 0)
        if role is Role.CHAIN_LEAD and chain:
            by_chain[chain].append(person_id or 0)
    return Roster(by_role, by_department, by_chain, await substitutes(session, at))
