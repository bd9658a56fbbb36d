"""What a push of the agency service is about, read when it goes out: the case, mandate or project as it stands then."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency_rules import AWAITED, GOING
from domain.errors import UnknownProject, UnknownTicket
from domain.park import Park
from services.cases import CaseSight, case_sight
from services.files import KeptFile
from services.mandates import MandateSight, mandate_sight
from services.projects import ProjectSight, project_sight
from services.record import File
from storage.agency_tables import CaseEvent, CaseFile, Project
from storage.cases import case_event_by_id, files_sent
from storage.people import Me
from storage.projects import project_by_id

Line = dict[str, Any]


@dataclass(frozen=True)
class CaseLetter:
    """One of them: a case with what happened, several with what is due, a mandate, a project."""

    case: CaseSight | None = None
    event: CaseEvent | None = None
    files: Sequence[KeptFile] = ()
    lines: Sequence[tuple[CaseSight, Line]] = ()
    mandate: MandateSight | None = None
    project: ProjectSight | None = None
    gone: Project | None = None

    @property
    def number(self) -> str:
        """What its files are called by."""
        return self.case.case.number if self.case else ""


async def about_agency(session: AsyncSession, park: Park, me: Me, args: Line, at: datetime) -> CaseLetter | None:
    """What the push is about, None if it is of something else. Raises UnknownTicket if there is nothing to tell."""
    if "case" in args:
        return await about_case(session, park, me, args, at)
    if "cases" in args:
        return await about_lines(session, park, me, args["cases"], at)
    if "mandate" in args:
        sight = await mandate_sight(session, int(args["mandate"]), me)
        if sight is None:
            raise UnknownTicket
        return CaseLetter(mandate=sight)
    return await about_project(session, me, int(args["project"])) if "project" in args else None


async def about_case(session: AsyncSession, park: Park, me: Me, args: Line, at: datetime) -> CaseLetter:
    """A case, as far as the person may still see it; steps that are told only while somebody has to do them."""
    sight = await case_sight(session, park, int(args["case"]), me, at)
    if sight is None or ("steps" in args and not any(is_running(sight, step) for step in args["steps"])):
        raise UnknownTicket
    event = await case_event_by_id(session, int(args["event"])) if "event" in args else None
    files = [kept for kept in await files_sent(session, sight.case.id) if kept.id in set(args.get("case_files", ()))]
    return CaseLetter(sight, event, [as_kept(file, number) for number, file in enumerate(files, 1)])


def as_kept(file: CaseFile, number: int) -> KeptFile:
    """A file of a case as the courier takes it."""
    return KeptFile(**file.model_dump(include={each.name for each in fields(File)}), number=number)


async def about_lines(session: AsyncSession, park: Park, me: Me, lines: Sequence[Line], at: datetime) -> CaseLetter:
    """What is due of several cases, as far as it still is."""
    seen = [(await case_sight(session, park, int(line["case"]), me, at), line) for line in lines]
    due = [(sight, line) for sight, line in seen if sight and still_due(sight, line)]
    if not due:
        raise UnknownTicket
    return CaseLetter(lines=due)


def still_due(sight: CaseSight, line: Line) -> bool:
    """Whether the step or the material of a reminder is still waited for."""
    if sight.case.state not in GOING:
        return False
    if "step" in line:
        return is_running(sight, int(line["step"]))
    awaited = {each.material.id for each in sight.materials if each.material.state in AWAITED}
    return int(line["material"]) in awaited


def is_running(sight: CaseSight, step_id: int) -> bool:
    """Whether somebody has the step now: its worker, or the agent to whom it was returned."""
    return any(
        each.step.id == step_id and each.step.opened_at and not each.step.finished_at and sight.case.state in GOING
        for each in sight.steps
    )


async def about_project(session: AsyncSession, me: Me, project_id: int) -> CaseLetter:
    """A project that has become the person's, or is not his any more."""
    try:
        return CaseLetter(project=await project_sight(session, project_id, me))
    except UnknownProject:
        return CaseLetter(gone=await project_by_id(session, project_id))
