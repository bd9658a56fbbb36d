"""Questions about projects, who carries them, and the mandates for them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func
from sqlmodel import col, exists, false, or_, select, true
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency_rules import UNFINISHED
from domain.roles import OVERSEERS, Role
from storage.agency_tables import Case, Mandate, Project, ProjectAgent
from storage.people import Me
from storage.tables import Firm, Person, PersonRole

NOW_HIS = col(ProjectAgent.until).is_(None)
HELD_FOR = and_(col(ProjectAgent.project_id) == col(Project.id), NOW_HIS)


def carried_by(me: Me) -> ColumnElement[bool]:
    """Projects whose agent the person is, or stands in for."""
    return exists().where(HELD_FOR, col(ProjectAgent.agent_id).in_(me.selves))


def project_visible_to(me: Me) -> ColumnElement[bool]:
    """Which projects a person may see: his firms', those he carries, all of them for the duty desk and the director.

    Besides those of the firms he is the liaison of and, of a chain lead, the landings of his chain.
    """
    if me.roles & OVERSEERS:
        return true()
    looks_after = col(Project.firm_id).in_(select(Firm.id).where(col(Firm.liaison_id).in_(me.selves)))
    return or_(col(Project.firm_id).in_(me.firm_ids), carried_by(me), looks_after, led_by(me))


def led_by(me: Me) -> ColumnElement[bool]:
    """Landings of the industry chain that the person answers for."""
    if Role.CHAIN_LEAD not in me.roles or not me.person.chain:
        return false()
    firms = select(Firm.id).where(Firm.chain == me.person.chain)
    return and_(col(Project.template) != "", col(Project.firm_id).in_(firms))


async def project_with(session: AsyncSession, key: str) -> Project | None:
    """The project that a form has become."""
    return (await session.exec(select(Project).where(Project.key == key))).first()


async def project_held(session: AsyncSession, project_id: int) -> Project | None:
    """The project, held until the transaction ends: what its cases may do is about to change."""
    return (await session.exec(select(Project).where(Project.id == project_id).with_for_update())).first()


async def project_by_id(session: AsyncSession, project_id: int) -> Project:
    """The project of a row that is known to exist."""
    return (await session.exec(select(Project).where(Project.id == project_id))).one()


async def project_seen_by(session: AsyncSession, project_id: int, me: Me) -> Project | None:
    """The project, if the person may see it."""
    return (await session.exec(select(Project).where(Project.id == project_id, project_visible_to(me)))).first()


async def projects_of_firm(session: AsyncSession, firm_id: int, *, limit: int) -> Sequence[Project]:
    """A firm's projects that go on, newest first."""
    asked = select(Project).where(Project.firm_id == firm_id, col(Project.ended_at).is_(None))
    return (await session.exec(asked.order_by(col(Project.id).desc()).limit(limit))).all()


async def projects_carried(session: AsyncSession, me: Me, *, limit: int) -> Sequence[tuple[Project, Firm]]:
    """The projects that a person carries or stands in for, each with its firm, newest first."""
    asked = select(Project, Firm).join(Firm, col(Firm.id) == col(Project.firm_id))
    asked = asked.where(carried_by(me), col(Project.ended_at).is_(None)).order_by(col(Project.id).desc())
    return (await session.exec(asked.limit(limit))).all()


async def carried_names(session: AsyncSession, person_id: int) -> Sequence[str]:
    """The names of the projects that a person carries and that go on."""
    asked = select(Project.name).join(ProjectAgent, col(ProjectAgent.project_id) == col(Project.id))
    asked = asked.where(ProjectAgent.agent_id == person_id, NOW_HIS, col(Project.ended_at).is_(None))
    return (await session.exec(asked.order_by(col(Project.id)))).all()


async def agent_rows(session: AsyncSession, project_id: int) -> Sequence[ProjectAgent]:
    """Who carries a project now, by place."""
    asked = select(ProjectAgent).where(ProjectAgent.project_id == project_id, NOW_HIS)
    return (await session.exec(asked.order_by(col(ProjectAgent.place)))).all()


async def agents_of(session: AsyncSession, project_ids: Collection[int]) -> Mapping[int, list[Person]]:
    """The agents of projects, by project, in their places."""
    asked = select(ProjectAgent.project_id, Person).join(Person, col(Person.id) == col(ProjectAgent.agent_id))
    asked = asked.where(col(ProjectAgent.project_id).in_(project_ids), NOW_HIS).order_by(col(ProjectAgent.place))
    found: dict[int, list[Person]] = defaultdict(list)
    for project_id, person in await session.exec(asked):
        found[project_id].append(person)
    return found


async def team_held(session: AsyncSession) -> list[Person]:
    """The agents' team by code, held: two projects that begin at once are given out one after the other."""
    team = select(PersonRole.person_id).where(PersonRole.role == Role.AGENT)
    asked = select(Person).where(col(Person.id).in_(team)).order_by(col(Person.id))
    people = await session.exec(asked.with_for_update(key_share=True))
    return sorted(people, key=lambda person: person.code)


async def team(session: AsyncSession) -> list[Person]:
    """The agents' team, by code."""
    held = select(PersonRole.person_id).where(PersonRole.role == Role.AGENT)
    return list(await session.exec(select(Person).where(col(Person.id).in_(held)).order_by(col(Person.code))))


async def loads(session: AsyncSession) -> dict[int, tuple[int, int]]:
    """How much each agent carries now: open cases, and projects."""
    cases = func.count(func.distinct(Case.id))
    open_ = and_(col(Case.project_id) == col(ProjectAgent.project_id), col(Case.state).in_(UNFINISHED))
    asked = select(ProjectAgent.agent_id, cases, func.count(func.distinct(ProjectAgent.project_id)))
    asked = asked.select_from(ProjectAgent).outerjoin(Case, open_).where(NOW_HIS).group_by(col(ProjectAgent.agent_id))
    return {agent_id: (some, projects) for agent_id, some, projects in await session.exec(asked)}


IN_FORCE = and_(col(Mandate.signed_at).is_not(None), col(Mandate.withdrawn_at).is_(None))


async def mandate_with(session: AsyncSession, key: str) -> Mandate | None:
    """The mandate that was asked for with that key."""
    return (await session.exec(select(Mandate).where(Mandate.key == key))).first()


async def mandate_asked(session: AsyncSession, project_id: int) -> Mandate | None:
    """The mandate of a project that waits to be signed."""
    unsigned = (col(Mandate.signed_at).is_(None), col(Mandate.withdrawn_at).is_(None))
    asked = select(Mandate).where(Mandate.project_id == project_id, *unsigned).order_by(col(Mandate.id).desc())
    return (await session.exec(asked.limit(1))).first()


async def mandate_in_force(session: AsyncSession, project_id: int, today: date) -> Mandate | None:
    """The mandate under which a project's cases may go on that day."""
    return (
        await session.exec(select(Mandate).where(Mandate.project_id == project_id, IN_FORCE, Mandate.until >= today))
    ).first()


async def mandate_signed(session: AsyncSession, project_id: int) -> Mandate | None:
    """The mandate of a project that is signed and not ended, though its last day may be past."""
    return (await session.exec(select(Mandate).where(Mandate.project_id == project_id, IN_FORCE))).first()


async def mandate_of(session: AsyncSession, mandate_id: int, me: Me) -> Mandate | None:
    """The mandate, if the person may see its project."""
    asked = select(Mandate).join(Project, col(Project.id) == col(Mandate.project_id))
    return (await session.exec(asked.where(Mandate.id == mandate_id, project_visible_to(me)))).first()


async def mandates_for(session: AsyncSession, me: Me, *, limit: int) -> Sequence[tuple[Mandate, Project, Firm]]:
    """Mandates of the person's firms, or of projects he carries, newest first."""
    asked = select(Mandate, Project, Firm).join(Project, col(Project.id) == col(Mandate.project_id))
    asked = asked.join(Firm, col(Firm.id) == col(Mandate.firm_id))
    mine = or_(col(Mandate.firm_id).in_(me.firm_ids), carried_by(me))
    return (await session.exec(asked.where(mine).order_by(col(Mandate.id).desc()).limit(limit))).all()


async def mandates_to_look_at(session: AsyncSession, at: datetime, *, limit: int) -> Sequence[Mandate]:
    """Signed mandates that end soon or have ended, held against a second clock."""
    asked = select(Mandate).where(col(Mandate.remind_at) <= at).order_by(col(Mandate.remind_at), col(Mandate.id))
    return (await session.exec(asked.limit(limit).with_for_update(skip_locked=True))).all()
