"""What is done with a case: each action of the table, its effect, its event, and whom it is told to."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.agency import MaterialState, Worker
from domain.agency_rules import MEND_WITHIN_DAYS, CaseAction, CasePart, CaseRule, has_come, step_due
from domain.errors import CaseNotNow, FilesNeeded, NoMandate, UnknownCase, WordsNeeded
from domain.park import Park
from services.case_flow import Work, firm_ears, go_on, next_asking, next_step_reminder, open_step, pay, tell, work_on
from services.case_parts import allowed_in_case, case_parts
from services.case_record import keep_files, note_event
from services.notices import albums
from services.pushes import owed
from services.record import Files
from storage import cases
from storage.agency_tables import Case, CaseEvent, CaseMaterial, CaseStep
from storage.people import Me, signers, substitutes
from storage.projects import mandate_in_force


@dataclass(frozen=True)
class Deed:
    """An action with what it is about and what it needs: a step or a material, words, files.

    ASK without a material asks for all that are missing.
    """

    action: CaseAction
    step_id: int | None = None
    material_id: int | None = None
    text: str = ""
    files: Files = ()


@dataclass
class Act:
    """A deed that the table allows, while it is done: on which work, by whom, to what."""

    work: Work
    deed: Deed
    rule: CaseRule
    step: CaseStep | None
    material: CaseMaterial | None

    @property
    def by_firm(self) -> bool:
        """Whether the firm itself does it."""
        return self.rule.part is CasePart.FIRM


async def done(
    session: AsyncSession, park: Park, case_id: int, deed: Deed, *, by: Me, at: datetime, key: str | None
) -> Case:
    """A deed, within a transaction of which it is a part."""
    case = await cases.case_locked(session, case_id)
    if case is None:
        raise UnknownCase
    work = await work_on(session, park, case, by.id, at)
    if CasePart.STRANGER in case_parts(case, work.ties, by):
        raise UnknownCase
    if key and await cases.case_event_with(session, key):
        return case
    for each, its_key in spread(work, deed, key):
        await one(work, each, by, its_key)
    await go_on(work)
    await pay(work)
    return case


def spread(work: Work, deed: Deed, key: str | None) -> Sequence[tuple[Deed, str | None]]:
    """All missing materials are asked for at once, each with an event; the first one's key is the act's own."""
    if deed.action is not CaseAction.ASK or deed.material_id:
        return [(deed, key)]
    missing = [each.id for each in work.materials if each.state is MaterialState.MISSING]
    if not missing:
        raise CaseNotNow
    return [(replace(deed, material_id=each), key if each == missing[0] else None) for each in missing]


async def one(work: Work, deed: Deed, by: Me, key: str | None) -> None:
    """One action on one thing: the rule, the effect, the event, who is told."""
    act = await allowed(work, deed, by)
    thing = act.step or act.material
    before = values(thing)
    if thing:
        thing.state = act.rule.target  # type: ignore[assignment]
    await EFFECTS[deed.action](act)
    old, new = changes(before, values(thing))
    event = await note_event(
        work.session,
        work.case,
        deed.action,
        by.id,
        work.at,
        step=act.step,
        material=act.material,
        old=old,
        new=new,
        text=deed.text,
        key=key,
    )
    await announce(act, event)


async def allowed(work: Work, deed: Deed, by: Me) -> Act:
    """The deed with its row of the table. Raises UnknownCase, NotForThisCase, CaseNotNow and what it lacks."""
    step = next((each for each in work.steps if each.id == deed.step_id), None)
    material = next((each for each in work.materials if each.id == deed.material_id), None)
    if (deed.step_id and step is None) or (deed.material_id and material is None):
        raise UnknownCase
    rule = allowed_in_case(work.case, work.ties, by, deed.action, step=step, material=material)
    if deed.action is CaseAction.HAND_ON and not may_hand_on(work, step):
        raise CaseNotNow
    if rule.words and not deed.text.strip() and not (deed.action is CaseAction.MESSAGE and deed.files):
        raise WordsNeeded
    if deed.action is CaseAction.SEND and not deed.files:
        raise FilesNeeded
    if (step or material) and not await has_mandate(work):
        raise NoMandate
    return Act(work, deed, rule, step, material)


def may_hand_on(work: Work, step: CaseStep | None) -> bool:
    """Only what came back is passed on; a step's first turn comes by itself."""
    return step is not None and step.opened_at is not None and has_come(step, {s.position: s for s in work.steps})


async def has_mandate(work: Work) -> bool:
    """Whether one is in force today; the clock may not have ended it yet. A landing needs none."""
    today = work.calendar.today(work.at)
    return work.ties.is_landing or await mandate_in_force(work.session, work.case.project_id, today) is not None


def values(thing: CaseStep | CaseMaterial | None) -> dict[str, Any]:
    """What an event keeps of a step or a material."""
    return thing.model_dump(mode="json", include={"state", "owner_id", "due_at"}) if thing else {}


def changes(before: dict[str, Any], now: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Old and new value of what has changed."""
    changed = [name for name in now if now[name] != before[name]]
    return {name: before[name] for name in changed}, {name: now[name] for name in changed}


async def sign(act: Act) -> None:
    """Somebody of the department has it now."""
    step = a_step(act)
    step.signed_at, step.owner_id = act.work.at, act.work.actor_id


async def finish_step(act: Act) -> None:
    """It is done, with its result."""
    step = a_step(act)
    step.finished_at, step.remind_at, step.result = act.work.at, None, act.deed.text
    act.work.case.result = act.deed.text


async def send_back(act: Act) -> None:
    """The department cannot do it yet: the agent mends what is wrong within a working day, and passes it on again."""
    step, work = a_step(act), act.work
    step.owner_id, step.signed_at = None, None
    step.opened_at, step.due_at = work.at, step_due(work.calendar, work.at, MEND_WITHIN_DAYS)
    step.remind_at = next_step_reminder(work.calendar, step, work.at)


async def hand_on(act: Act) -> None:
    """The department has it again, with its full time."""
    await open_step(act.work, a_step(act))


async def skip(act: Act) -> None:
    """It is not needed in this case."""
    step = a_step(act)
    step.finished_at, step.remind_at, step.result = act.work.at, None, act.deed.text


async def ask(act: Act) -> None:
    """The firm has it to bring; the clock stands still from now on."""
    await ask_for(act, "")


async def ask_for(act: Act, reason: str) -> None:
    """A material is awaited from now on."""
    material, calendar = a_material(act), act.work.calendar
    material.asked_at, material.reason, material.settled_at = act.work.at, reason, None
    material.remind_at = material.due_at = next_asking(calendar, act.work.at)


async def receive(act: Act) -> None:
    """It has come, and waits to be looked at."""
    a_material(act).remind_at = None


async def accept(act: Act) -> None:
    """It is good."""
    material = a_material(act)
    material.settled_at, material.remind_at, material.reason = act.work.at, None, ""


async def refuse(act: Act) -> None:
    """It is not good: the firm is asked again."""
    await ask_for(act, act.deed.text)


async def waive(act: Act) -> None:
    """It is not needed in this case."""
    material = a_material(act)
    material.settled_at, material.remind_at, material.reason = act.work.at, None, act.deed.text


async def nothing(_act: Act) -> None:
    """Words alone change nothing."""


EFFECTS: Mapping[CaseAction, Callable[[Act], Awaitable[None]]] = {
    CaseAction.SIGN: sign,
    CaseAction.FINISH: finish_step,
    CaseAction.RETURN: send_back,
    CaseAction.HAND_ON: hand_on,
    CaseAction.SKIP: skip,
    CaseAction.ASK: ask,
    CaseAction.SEND: receive,
    CaseAction.ACCEPT: accept,
    CaseAction.REFUSE: refuse,
    CaseAction.WAIVE: waive,
    CaseAction.MESSAGE: nothing,
}


def a_step(act: Act) -> CaseStep:
    """The step of an act that the table has only for steps."""
    return cast("CaseStep", act.step)


def a_material(act: Act) -> CaseMaterial:
    """The material of an act that the table has only for materials."""
    return cast("CaseMaterial", act.material)


# Which message goes to whom. What a department or the agent begins is told when its turn comes.
TO_AGENTS: Mapping[CaseAction, str] = {
    CaseAction.SIGN: "case-signed",
    CaseAction.FINISH: "case-step-done",
    CaseAction.RETURN: "case-returned",
    CaseAction.SEND: "case-received",
}
TO_FIRM: Mapping[CaseAction, str] = {
    CaseAction.ASK: "case-asked",
    CaseAction.REFUSE: "case-refused",
    CaseAction.ACCEPT: "case-accepted",
    CaseAction.WAIVE: "case-waived",
}


async def announce(act: Act, event: CaseEvent) -> None:
    """Owe what the event is to be told."""
    kind, people = await audience(act)
    await send_files(act, event, people)
    if kind == "case-asked":
        await ask_once(act.work, event)
    elif kind:
        await tell(act.work, kind, people, event, **about(act))


async def audience(act: Act) -> tuple[str, Sequence[int]]:
    """The message that a deed is told by, and to whom; of what comes in turn, like a step handed on, none."""
    work, action, step = act.work, act.deed.action, act.step
    if kind := TO_AGENTS.get(action):
        return kind, work.ties.agents
    if kind := TO_FIRM.get(action):
        return kind, await firm_ears(work)
    if action is CaseAction.MESSAGE:
        return "case-message", await firm_ears(work) if act.rule.part is CasePart.AGENT else work.ties.agents
    outside = step is not None and step.opened_at is not None and step.worker is not Worker.AGENT
    return ("case-skipped", await had_it(work, step)) if step and outside and action is CaseAction.SKIP else ("", ())


def about(act: Act) -> dict[str, Any]:
    """The step or the material that a message is about."""
    step = {"step": act.step.id} if act.step else {}
    return step | ({"material": act.material.id} if act.material else {})


async def ask_once(work: Work, event: CaseEvent) -> None:
    """All that is asked for in one act is one message to each at the firm."""
    known = [row for row in work.owes if row["kind"] == "case-asked"]
    for row in known:
        row["args"]["materials"].append(event.material_id)
    if not known:
        await tell(work, "case-asked", await firm_ears(work), event)
        for row in work.owes:
            if row["kind"] == "case-asked":
                row["args"]["materials"] = [event.material_id]


async def had_it(work: Work, step: CaseStep) -> Sequence[int]:
    """Who had a step that is not needed any more."""
    if step.worker is Worker.FIRM:
        return await firm_ears(work)
    return [step.owner_id] if step.owner_id else await signers(work.session, step.department_id or 0)


async def send_files(act: Act, event: CaseEvent, people: Sequence[int]) -> None:
    """What came with the event is kept, and goes to those who are told before its card."""
    work, files = act.work, act.deed.files
    kept = await keep_files(work.session, event, files)
    away = await substitutes(work.session, work.at) if files else {}
    for person_id in dict.fromkeys(away.get(each, each) for each in people):
        for some in albums(files) if person_id != work.actor_id else ():
            ids = [kept[position].id for position in some]
            key = f"case-files:{event.id}:{person_id}:{some[0]}"
            work.owes.append(owed(key, "files", person_id, work.at, case=work.case.id, case_files=ids))
