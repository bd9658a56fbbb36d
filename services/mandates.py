"""Use cases of mandates (委托): ask for one, sign it, withdraw it; without one nothing is done (DOMAIN.md 5)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import CaseState
from domain.agency_rules import GOING, WARN_BEFORE_DAYS, CaseAction
from domain.calendar import Calendar
from domain.errors import (
    MandateChanged,
    NobodySigns,
    NotForYou,
    NotTheSigner,
    UnknownMandate,
    UnknownProject,
    WordsNeeded,
)
from domain.lifecycle import Part
from domain.park import Park
from domain.roles import OVERSEERS
from services.case_flow import Work, begin, pay, stop, tell, work_on, workers_of
from services.case_record import note_event
from services.pushes import owed, silently
from storage import projects
from storage.agency_tables import Case, Mandate, Project
from storage.cases import cases_held, cases_of
from storage.database import Database
from storage.outbox import owe
from storage.people import Me, contacts_of, firms_by_id, people_by_id, person_by_id, substitutes
from storage.tables import Contact, Firm, Person

LISTED = 20
MARK = 10
TO_START = (CaseState.PREPARING, CaseState.STOPPED)
ENDS = frozenset({"mandate-withdrawn", "mandate-expired"})


@dataclass(frozen=True)
class MandateSight:
    """A mandate as one person may see it. `may_sign`: he is the firm's owner. `mark`: of what is shown now."""

    mandate: Mandate
    project: Project
    firm: Firm
    signer: Person | None
    may_sign: bool
    mark: str


@dataclass(frozen=True)
class Draft:
    """What a mandate is to be worded with: the firm, the project, its items, its agents, and who is to sign."""

    project: Project
    firm: Firm
    cases: Sequence[Case]
    agents: Sequence[Person]
    owner: Person


async def draft_mandate(db: Database, project_id: int, *, by: Me) -> Draft:
    """What the mandate for a project is about. Raises UnknownProject, NobodySigns."""
    async with db.read() as session:
        project = await projects.project_seen_by(session, project_id, by)
        if project is None:
            raise UnknownProject
        (firm,) = await firms_by_id(session, [project.firm_id])
        agents = (await projects.agents_of(session, [project_id])).get(project_id, [])
        owner = await person_by_id(session, await signer_of(session, project.firm_id))
        return Draft(project, firm, await cases_of(session, project_id, by), agents, owner)


async def signer_of(session: AsyncSession, firm_id: int) -> int:
    """The firm's owner. Raises NobodySigns."""
    asked = select(Contact.person_id).where(Contact.firm_id == firm_id, Contact.is_owner)
    owner = (await session.exec(asked)).first()
    if owner is None:
        raise NobodySigns
    return owner


async def ask_mandate(
    db: Database, key: str, project_id: int, text: str, until: date, *, by: Me, at: datetime
) -> Mandate:
    """Ask the firm's owner to sign; he is told, unless he asks himself. One that waits already is worded anew.

    The same key again returns the same mandate. `text` is what he is shown, in his language; `until` the last day on
    which it holds. Raises UnknownProject, NotForYou, NobodySigns. Source: DOMAIN.md section 5.
    """
    async with db.begin() as session:
        return await asked_mandate(session, db.park, key, project_id, text, until, by=by, at=at)


async def asked_mandate(
    session: AsyncSession, park: Park, key: str, project_id: int, text: str, until: date, *, by: Me, at: datetime
) -> Mandate:
    """The same within a transaction of which it is a part."""
    project = await projects.project_held(session, project_id)
    if project is None or await projects.project_seen_by(session, project_id, by) is None:
        raise UnknownProject
    agents = {row.agent_id for row in await projects.agent_rows(session, project_id)}
    if not (project.firm_id in by.firm_ids or agents & by.selves or by.roles & OVERSEERS):
        raise NotForYou(who=(Part.FIRM, Part.DISPATCHER))
    owner = await signer_of(session, project.firm_id)
    if known := await projects.mandate_with(session, key):
        return known
    mandate = await projects.mandate_asked(session, project_id) or Mandate(
        key=key, project_id=project_id, firm_id=project.firm_id, text=text, until=until, asked_at=at, asked_by_id=by.id
    )
    mandate.text, mandate.until = text, until
    session.add(mandate)
    await session.flush()
    if owner != by.id:
        told = owed(f"mandate-asked:{key}", "mandate-asked", owner, at, mandate=mandate.id)
        await owe(session, silently([told], quiet=park.calendar.is_quiet(at)))
    return mandate


def mark_of(mandate: Mandate) -> str:
    """A mark of the words and the day that were shown: a signature is for these, and for nothing else."""
    return sha256(f"{mandate.until}\n{mandate.text}".encode()).hexdigest()[:MARK]


async def reword(db: Database, mandate_id: int, text: str, until: date, *, by: Me) -> Mandate:
    """The owner wants it to hold until another day, before he signs. Raises what `sign` raises."""
    async with db.begin() as session:
        mandate = await held_by_signer(session, mandate_id, by)
        if mandate.signed_at or mandate.withdrawn_at:
            raise MandateChanged
        mandate.text, mandate.until = text, until
        return mandate


async def sign(db: Database, mandate_id: int, mark: str, *, by: Me, at: datetime) -> Mandate:
    """The firm's owner signs what he was shown; the project's cases begin, or go on. Signing twice changes nothing.

    One that was in force before ends with it. Raises UnknownMandate, NotTheSigner, MandateChanged.
    Source: DOMAIN.md section 5.
    """
    async with db.begin() as session:
        mandate = await held_by_signer(session, mandate_id, by)
        if mark != mark_of(mandate) or mandate.withdrawn_at or mandate.until < db.park.calendar.today(at):
            raise MandateChanged
        if mandate.signed_at:
            return mandate
        if before := await projects.mandate_signed(session, mandate.project_id):
            before.withdrawn_at, before.withdrawn_by_id, before.remind_at = at, by.id, None
            await session.flush()
        mandate.signed_at, mandate.signed_by_id = at, by.id
        mandate.remind_at = next_look(db.park.calendar, mandate, at)
        await session.flush()
        await each_case(session, db.park, mandate, TO_START, begun, by.id, at)
        await tell_of_mandate(session, db.park, "mandate-signed", mandate, by.id, at)
        return mandate


async def decline(db: Database, mandate_id: int, *, by: Me, at: datetime) -> Mandate:
    """The owner does not sign; who asked is told. It is voluntary. Doing it twice changes nothing."""
    async with db.begin() as session:
        mandate = await held_by_signer(session, mandate_id, by)
        if mandate.signed_at:
            raise MandateChanged
        if mandate.withdrawn_at is None:
            mandate.withdrawn_at, mandate.withdrawn_by_id = at, by.id
            await tell_of_mandate(session, db.park, "mandate-declined", mandate, by.id, at)
        return mandate


async def withdraw(db: Database, mandate_id: int, reason: str, *, by: Me, at: datetime) -> Mandate:
    """The owner withdraws what he has signed: the project's cases stop, everybody concerned is told, all is kept.

    A new mandate lets them go on. Doing it twice changes nothing. Raises UnknownMandate, NotTheSigner, MandateChanged,
    WordsNeeded. Source: DOMAIN.md section 5.
    """
    async with db.begin() as session:
        mandate = await held_by_signer(session, mandate_id, by)
        if mandate.signed_at is None:
            raise MandateChanged
        if not reason.strip():
            raise WordsNeeded
        if mandate.withdrawn_at is None:
            mandate.reason, mandate.withdrawn_by_id = reason, by.id
            await end(session, db.park, mandate, "mandate-withdrawn", by.id, at)
        return mandate


async def end(
    session: AsyncSession, park: Park, mandate: Mandate, kind: str, actor_id: int | None, at: datetime
) -> None:
    """A mandate holds no more: withdrawn by the owner, or by the clock."""
    mandate.withdrawn_at, mandate.remind_at = at, None
    await session.flush()
    await each_case(session, park, mandate, GOING, stopped, actor_id, at)
    await tell_of_mandate(session, park, kind, mandate, actor_id, at)


def next_look(calendar: Calendar, mandate: Mandate, at: datetime) -> datetime:
    """When the clock tells that it ends soon, else when it ends it: the day after its last."""
    warned = calendar.opening(mandate.until - timedelta(days=WARN_BEFORE_DAYS))
    return warned if warned > at else calendar.opening(mandate.until + timedelta(days=1))


async def held_by_signer(session: AsyncSession, mandate_id: int, by: Me) -> Mandate:
    """The mandate with its project held, if the person is the firm's owner. Raises UnknownMandate, NotTheSigner."""
    mandate = await projects.mandate_of(session, mandate_id, by)
    if mandate is None:
        raise UnknownMandate
    if mandate.firm_id not in by.owned_ids:
        raise NotTheSigner
    await projects.project_held(session, mandate.project_id)
    await session.refresh(mandate)
    return mandate


async def each_case(  # noqa: PLR0917 - what is done to which cases, and by whom and when
    session: AsyncSession,
    park: Park,
    mandate: Mandate,
    states: Sequence[CaseState],
    effect: Callable[[Work], Awaitable[None]],
    actor_id: int | None,
    at: datetime,
) -> None:
    """Do something to each of a project's cases in some states; a landing needs no mandate, and goes on anyway."""
    if (await projects.project_by_id(session, mandate.project_id)).template:
        return
    for case in await cases_held(session, mandate.project_id, states):
        work = await work_on(session, park, case, actor_id, at)
        await effect(work)
        await pay(work)


async def begun(work: Work) -> None:
    """A case begins, or goes on, under the mandate."""
    await note_event(work.session, work.case, CaseAction.BEGIN, work.actor_id, work.at)
    resumed_steps = work.running if work.case.state is CaseState.STOPPED else []
    await begin(work)
    work.begun += [step for step in resumed_steps if step not in work.begun]


async def stopped(work: Work) -> None:
    """A case stops; who has one of its steps in hand is told."""
    event = await note_event(work.session, work.case, CaseAction.STOP, work.actor_id, work.at)
    outside = [step for step in work.running if step.department_id]
    await tell(work, "case-stopped", [each for step in outside for each in await workers_of(work, step)], event)
    await stop(work)


async def tell_of_mandate(
    session: AsyncSession, park: Park, kind: str, mandate: Mandate, actor_id: int | None, at: datetime
) -> None:
    """A message to the agents, to who asked, to the firm's people; of an end also to its liaison. Each once."""
    away, agents = await substitutes(session, at), await projects.agent_rows(session, mandate.project_id)
    (firm,) = await firms_by_id(session, [mandate.firm_id])
    liaison = [firm.liaison_id] if firm.liaison_id and kind in ENDS else []
    contacts = sorted(await contacts_of(session, mandate.firm_id))
    people = [*(row.agent_id for row in agents), mandate.asked_by_id, *liaison, *contacts]
    hear = dict.fromkeys(away.get(each, each) for each in people)
    due = at if actor_id else park.calendar.after_quiet(at)
    rows = [owed(f"{kind}:{mandate.id}:{n}", kind, n, due, mandate=mandate.id) for n in hear if n != actor_id]
    await owe(session, silently(rows, quiet=park.calendar.is_quiet(due)))


async def tick_mandates(db: Database, *, at: datetime) -> int:
    """Tell firms a week before that a mandate ends, and end those whose last day is past, as if withdrawn.

    Returns how many it was about. Source: DOMAIN.md section 5.
    """
    async with db.read() as session:
        if not await projects.mandates_to_look_at(session, at, limit=1):
            return 0
    async with db.begin() as session:
        found = await projects.mandates_to_look_at(session, at, limit=LISTED)
        for mandate in found:
            if mandate.until < db.park.calendar.today(at):
                await projects.project_held(session, mandate.project_id)
                await end(session, db.park, mandate, "mandate-expired", None, at)
            else:
                mandate.remind_at = db.park.calendar.opening(mandate.until + timedelta(days=1))
                await tell_of_mandate(session, db.park, "mandate-ends", mandate, None, at)
        return len(found)


async def see_mandate(db: Database, mandate_id: int, *, by: Me) -> MandateSight:
    """A mandate with all that its card shows. Raises UnknownMandate for a stranger's as for one that is not."""
    async with db.read() as session:
        sight = await mandate_sight(session, mandate_id, by)
        if sight is None:
            raise UnknownMandate
        return sight


async def mandate_sight(session: AsyncSession, mandate_id: int, by: Me) -> MandateSight | None:
    """The mandate as the person may see it, None when he may not."""
    mandate = await projects.mandate_of(session, mandate_id, by)
    if mandate is None:
        return None
    project, (firm,) = (
        await projects.project_by_id(session, mandate.project_id),
        await firms_by_id(session, [mandate.firm_id]),
    )
    signer = (await people_by_id(session, {mandate.signed_by_id or 0})).get(mandate.signed_by_id or 0)
    return MandateSight(mandate, project, firm, signer, mandate.firm_id in by.owned_ids, mark_of(mandate))


async def mandates_of(db: Database, *, by: Me) -> Sequence[tuple[Mandate, Project, Firm]]:
    """The mandates of the person's firms, or of the projects he carries, newest first."""
    async with db.read() as session:
        return await projects.mandates_for(session, by, limit=LISTED)
