"""Use cases of projects: open one, who carries it, hand it over (DOMAIN.md section 5)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import MOST_AGENTS
from domain.agency_rules import UNFINISHED, CaseAction
from domain.errors import NoAgents, NoSuchAgent, NotForYou, TooManyAgents, UnknownProject
from domain.lifecycle import Part
from domain.park import Park
from domain.roles import OVERSEERS, Role
from services.case_record import note_event
from services.pushes import owed, silently
from storage import projects
from storage.agency_tables import Case, Project, ProjectAgent
from storage.cases import cases_held, cases_of, steps_of
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, firm_by_id, firms_by_id, substitutes
from storage.tables import Firm, Person

LISTED = 20
OPENERS = frozenset({Role.AGENT, Role.SECRETARY}) | OVERSEERS


@dataclass(frozen=True)
class Landing:
    """Of a project that begins on signing day (签约落地): the checklist it is made from, and its two dates."""

    template: str = ""
    signed_on: date | None = None
    meeting_at: datetime | None = None


@dataclass(frozen=True)
class ProjectSight:
    """A project as one person may see it. `may_hand_over`: he carries it, or is of the duty desk."""

    project: Project
    firm: Firm
    agents: Sequence[Person]
    cases: Sequence[Case]
    may_hand_over: bool


NO_LANDING = Landing()


async def open_project(
    db: Database,
    key: str,
    firm_id: int,
    name: str,
    *,
    agents: Collection[int] = (),
    landing: Landing = NO_LANDING,
    by: Me,
    at: datetime,
) -> Project:
    """A new project with its agents, who are told: those named, else the one of the team with the fewest open cases.

    The same key again returns the same project. Raises UnknownProject, NoAgents, NoSuchAgent, TooManyAgents.
    Source: DOMAIN.md section 5.
    """
    async with db.begin() as session:
        return await opened_project(session, db.park, key, firm_id, name, agents=agents, landing=landing, by=by, at=at)


async def opened_project(  # noqa: PLR0913 - as above
    session: AsyncSession,
    park: Park,
    key: str,
    firm_id: int,
    name: str,
    *,
    agents: Collection[int] = (),
    landing: Landing = NO_LANDING,
    by: Me,
    at: datetime,
) -> Project:
    """The same within a transaction of which it is a part."""
    if firm_id not in by.firm_ids and not by.roles & OPENERS:
        raise NotForYou(who=(Part.FIRM, Part.DISPATCHER))
    if await firm_by_id(session, firm_id) is None:
        raise UnknownProject
    if known := await projects.project_with(session, key):
        return known
    project = Project(key=key, firm_id=firm_id, name=name, opened_at=at, opened_by_id=by.id)
    project.template, project.signed_on, project.meeting_at = landing.template, landing.signed_on, landing.meeting_at
    session.add(project)
    await session.flush()
    for agent_id in tuple(dict.fromkeys(agents)) or (await least_loaded(session, by, at),):
        await give(session, park, project, agent_id, by=by, at=at)
    return project


async def least_loaded(session: AsyncSession, by: Me, at: datetime) -> int:
    """The agent with the fewest open cases, then projects, of those who are here; an agent opens his own."""
    team = await projects.team_held(session)
    if not team:
        raise NoAgents
    if Role.AGENT in by.roles:
        return by.id
    loads, away = await projects.loads(session), await substitutes(session, at)
    return min(team, key=lambda each: (each.id in away, loads.get(each.id or 0, (0, 0)), each.code)).id or 0


async def give(
    session: AsyncSession, park: Park, project: Project, agent_id: int, *, by: Me, at: datetime
) -> ProjectAgent:
    """Another agent carries the project; he is told. The constraint decides who is one too many."""
    if agent_id not in {person.id for person in await projects.team(session)}:
        raise NoSuchAgent(name="")
    carrying = await projects.agent_rows(session, project.id or 0)
    if agent_id in {row.agent_id for row in carrying}:
        raise NoSuchAgent(name="")
    place = min(set(range(1, MOST_AGENTS + 2)) - {row.place for row in carrying})
    row = ProjectAgent(project_id=project.id or 0, agent_id=agent_id, place=place, since=at)
    session.add(row)
    try:
        await session.flush()
    except IntegrityError as refused:
        raise TooManyAgents from refused
    if agent_id != by.id:
        told = owed(f"project-yours:{row.id}", "project-yours", agent_id, at, project=project.id)
        await owe(session, silently([told], quiet=park.calendar.is_quiet(at)))
    return row


async def add_agent(db: Database, project_id: int, agent_id: int, *, by: Me, at: datetime) -> Project:
    """A second agent carries the project too. Raises UnknownProject, NotForYou, NoSuchAgent, TooManyAgents."""
    async with db.begin() as session:
        project = await held_to_hand_over(session, project_id, by)
        await give(session, db.park, project, agent_id, by=by, at=at)
        return project


async def hand_project_over(
    db: Database, project_id: int, agent_id: int, *, instead_of: int | None = None, by: Me, at: datetime
) -> Project:
    """Another agent carries the project instead of one: of who hands it over, else of the one named, else of the first.

    The open steps of the one before are his. The new agent and the one before are told. Doing it again changes nothing.
    Raises UnknownProject, NotForYou, NoSuchAgent. Source: issue 6, the agent's desk.
    """
    async with db.begin() as session:
        project = await held_to_hand_over(session, project_id, by)
        carrying = await projects.agent_rows(session, project_id)
        if agent_id in {row.agent_id for row in carrying} and instead_of is None:
            return project
        wanted = {instead_of} if instead_of else by.selves
        leaving = next((row for row in carrying if row.agent_id in wanted), carrying[0] if carrying else None)
        if leaving:
            leaving.until = at
            await session.flush()
        row = await give(session, db.park, project, agent_id, by=by, at=at)
        if leaving:
            await take_along(session, project_id, leaving.agent_id, row, by=by, at=at)
        return project


async def take_along(
    session: AsyncSession, project_id: int, before: int, row: ProjectAgent, *, by: Me, at: datetime
) -> None:
    """The steps of the one before become the new agent's; each open case remembers it."""
    for case in await cases_held(session, project_id, UNFINISHED):
        for step in await steps_of(session, case.id):
            if step.owner_id == before and step.finished_at is None:
                step.owner_id = row.agent_id
        old, new = {"agent_id": before}, {"agent_id": row.agent_id}
        await note_event(session, case, CaseAction.HAND_OVER, by.id, at, old=old, new=new)
    if before != by.id:
        told = owed(f"project-gone:{row.id}", "project-gone", before, at, project=project_id)
        await owe(session, [told])


async def held_to_hand_over(session: AsyncSession, project_id: int, by: Me) -> Project:
    """The project, held, if the person may say who carries it. Raises UnknownProject, NotForYou."""
    project = await projects.project_held(session, project_id)
    if project is None or await projects.project_seen_by(session, project_id, by) is None:
        raise UnknownProject
    carrying = {row.agent_id for row in await projects.agent_rows(session, project_id)}
    if not (carrying & by.selves or by.roles & OVERSEERS):
        raise NotForYou(who=(Part.DISPATCHER,))
    return project


async def see_project(db: Database, project_id: int, *, by: Me) -> ProjectSight:
    """A project with its agents and its cases. Raises UnknownProject for a stranger's as for one that is not."""
    async with db.read() as session:
        return await project_sight(session, project_id, by)


async def project_sight(session: AsyncSession, project_id: int, by: Me) -> ProjectSight:
    """The same within a transaction of which it is a part."""
    project = await projects.project_seen_by(session, project_id, by)
    if project is None:
        raise UnknownProject
    (firm,) = await firms_by_id(session, [project.firm_id])
    agents = (await projects.agents_of(session, [project_id])).get(project_id, [])
    may = bool({each.id for each in agents} & by.selves or by.roles & OVERSEERS)
    return ProjectSight(project, firm, agents, await cases_of(session, project_id, by), may)


async def own_projects(db: Database, *, by: Me, firm_id: int | None = None) -> Sequence[Project]:
    """The projects of the person's firm, or of that one of his firms, that go on."""
    async with db.read() as session:
        found = sorted(by.firm_ids if firm_id is None else by.firm_ids & {firm_id})
        return [each for firm in found for each in await projects.projects_of_firm(session, firm, limit=LISTED)]


async def carried_projects(db: Database, *, by: Me) -> Sequence[tuple[Project, Firm]]:
    """The projects that an agent carries, or stands in for."""
    async with db.read() as session:
        return await projects.projects_carried(session, by, limit=LISTED)


async def other_agents(db: Database, project_id: int, *, by: Me) -> Sequence[Person]:
    """Who could carry the project beside or instead of those who do, by code. Raises UnknownProject."""
    async with db.read() as session:
        sight = await project_sight(session, project_id, by)
        carrying = {each.id for each in sight.agents}
        return [each for each in await projects.team(session) if each.id not in carrying]
