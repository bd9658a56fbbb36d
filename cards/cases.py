"""What people see of a case: where it stands, step by step, what is missing, and what this person can do."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cards.card import Button, Card, in_rows, tap
from cards.words import name_of, shortened
from domain.agency import CaseState, MaterialState, StepState, Worker
from domain.agency_rules import AWAITED, OVER_STEPS, RUNNING, CaseAction, CasePart
from domain.lifecycle import Light
from services.cases import CaseSight, MaterialSight, StepSight
from storage.agency_tables import Case, CaseMaterial, CaseStep
from storage.tables import Firm
from texts import Html, Say

LAMPS = {Light.GREEN: "🟢", Light.YELLOW: "🟡", Light.RED: "🔴"}
STEP_MARKS = {
    StepState.AHEAD: "⚪",
    StepState.OPEN: "🔵",
    StepState.SIGNED: "✍️",
    StepState.FINISHED: "✅",
    StepState.SKIPPED: "⏭",
}
MATERIAL_MARKS = {
    MaterialState.MISSING: "⬜",
    MaterialState.ASKED: "⏳",
    MaterialState.RECEIVED: "📥",
    MaterialState.ACCEPTED: "✅",
    MaterialState.REFUSED: "❌",
    MaterialState.WAIVED: "➖",
}
NAME, LABEL, SAID = 60, 24, 300
CELLS = 8


def case_card(sight: CaseSight, say: Say, heading: Html | None = None) -> Card:
    """One case: how far, until when, who, the steps, the materials; and the buttons that the table allows."""
    case = sight.case
    lines = [
        *([heading, Html("")] if heading else []),
        say("case-title", number=case.number, name=case.name),
        say("case-of", firm=sight.firm.name, project=sight.project.name),
        say("case-state", state=case.state, bar=bar(sight), done=len(over(sight)), count=len(sight.steps)),
        end_line(sight, say),
        *([say("case-no-mandate")] if sight.needs_mandate else []),
        *([say("case-agents", names=names(sight, say))] if sight.agents else []),
        *(step_line(each, say) for each in sight.steps),
        *([say("case-materials")] if sight.materials else []),
        *(material_line(each, say) for each in sight.materials),
        *([say("case-result", text=shortened(case.result, SAID))] if case.finished_at and case.result else []),
    ]
    return Card(Html("\n".join(lines)), case_buttons(sight, say))


def over(sight: CaseSight) -> list[StepSight]:
    """The steps that are over."""
    return [each for each in sight.steps if each.step.state in OVER_STEPS]


def bar(sight: CaseSight) -> str:
    """How far, as a bar."""
    cells = min(len(sight.steps), CELLS)
    full = len(over(sight)) * cells // max(1, len(sight.steps))
    return "▰" * full + "▱" * (cells - full)


def names(sight: CaseSight, say: Say) -> str:
    """Who carries it."""
    return " ".join(name_of(person, say) for person in sight.agents)


def end_line(sight: CaseSight, say: Say) -> Html:
    """When it ended, or when it will; that it will be late is said before it is."""
    case = sight.case
    if case.finished_at:
        return say("case-ended", at=case.finished_at)
    if case.state in {CaseState.PREPARING, CaseState.STOPPED}:
        return say("case-stands")
    key = "case-end-late" if sight.late else "case-end"
    return say(key, lamp=LAMPS[sight.light], promised=sight.promised, expected=sight.expected, days=sight.late)


def step_line(each: StepSight, say: Say) -> Html:
    """One step: mark, name, who, until when or since when, and why somebody must come."""
    step = each.step
    mark = "↩️" if step.state is StepState.AHEAD and step.opened_at else STEP_MARKS[step.state]
    line = say("case-step", mark=mark, n=step.position + 1, name=step.name, who=who(each, say), when=when(step, say))
    presence = [say("case-presence", reason=step.presence)] if step.presence else []
    result = [say("case-step-result", text=shortened(step.result, NAME))] if step.result else []
    return Html("\n".join([line, *result, *presence]))


def who(each: StepSight, say: Say) -> str:
    """Whose step it is, by name once somebody has it."""
    place = each.department.name if each.department else say.word(each.step.worker)
    return f"{place} {name_of(each.owner, say)}" if each.owner else place


def when(step: CaseStep, say: Say) -> str:
    """When it was done, until when it is to be done, or how long it may take."""
    if step.finished_at:
        return say.when(step.finished_at)
    if step.state in RUNNING and step.due_at:
        return say.plain("case-until", at=step.due_at)
    return say.plain("case-days", count=step.days)


def material_line(each: MaterialSight, say: Say) -> Html:
    """One material: mark, name, form, how many files came, why it was refused."""
    row = each.material
    kind = say.plain("material-original" if row.original else "material-copy", count=row.copies)
    form = " ".join(part for part in (row.form, kind) if part)
    mark = MATERIAL_MARKS[row.state]
    line = say("case-material", mark=mark, name=row.name, form=form, state=row.state, files=each.files)
    return Html(f"{line}\n{say('case-material-reason', text=shortened(row.reason, SAID))}") if row.reason else line


def case_buttons(sight: CaseSight, say: Say) -> tuple[tuple[Button, ...], ...]:
    """What the person can do: with his steps, with the materials, with the whole case."""
    steps = step_buttons(sight, say, skips=False)
    materials = [button for each in sight.materials for button in material_buttons(sight, each, say)]
    missing = any(CaseAction.ASK in each.actions for each in sight.materials)
    every = [Button(say.plain("case-ask-all"), tap("ag", "m", CaseAction.ASK, sight.case.id, 0))] if missing else []
    return (*in_rows(steps, 1), *in_rows([*every, *materials], 2), *in_rows(others(sight, say), 2))


def step_buttons(sight: CaseSight, say: Say, *, skips: bool) -> list[Button]:
    """The actions with steps; skipping, which is rare, stands on a card of its own."""
    meant = [(each.step, action) for each in sight.steps for action in each.actions]
    return [
        step_button(sight.case, step, action, say) for step, action in meant if (action is CaseAction.SKIP) is skips
    ]


def skips_card(sight: CaseSight, say: Say) -> Card:
    """Which step is not needed in this case."""
    rows = in_rows(step_buttons(sight, say, skips=True), 1)
    text = say("case-skips" if rows else "error-case-not-now", number=sight.case.number, name=sight.case.name)
    return Card(text, (*rows, (open_button(sight.case, say),)))


def step_button(case: Case, step: CaseStep, action: CaseAction, say: Say) -> Button:
    """An action with a step."""
    name = shortened(step.name, LABEL)
    return Button(say.plain("case-do", what=say.word(action), name=name), tap("ag", "s", action, case.id, step.id))


def material_buttons(sight: CaseSight, each: MaterialSight, say: Say) -> list[Button]:
    """The firm sends what it is asked for; the agent judges what came; the rest is behind the material's own card."""
    row, case_id = each.material, sight.case.id
    if CasePart.FIRM in sight.parts:
        wanted = CaseAction.SEND in each.actions and row.state in AWAITED
        return [give_button(case_id, row, say)] if wanted else []
    if not each.actions:
        return []
    return [Button(f"{MATERIAL_MARKS[row.state]} {shortened(row.name, LABEL)}", tap("ag", "mat", case_id, row.id))]


def give_button(case_id: int | None, row: CaseMaterial, say: Say) -> Button:
    """The firm begins to send a material."""
    return Button(say.plain("case-give", name=shortened(row.name, LABEL)), tap("ag", "give", case_id, row.id))


def others(sight: CaseSight, say: Say) -> list[Button]:
    """Words to the other side, all files, the card anew."""
    made = [Button(say.plain("case-again"), tap("ag", "case", sight.case.id))]
    if sight.needs_mandate and sight.parts & {CasePart.FIRM, CasePart.AGENT}:
        made.insert(0, Button(say.plain("mandate-renew"), tap("ag", "renew", sight.project.id)))
    if any(each.files for each in sight.materials):
        made.insert(0, Button(say.plain("case-files"), tap("ag", "files", sight.case.id, 0)))
    if any(CaseAction.SKIP in each.actions for each in sight.steps):
        made.append(Button(say.plain("case-skip"), tap("ag", "skips", sight.case.id)))
    if CaseAction.MESSAGE in sight.actions:
        made.insert(0, Button(say.plain("case-say"), tap("ag", "say", sight.case.id)))
    return made


def material_card(sight: CaseSight, each: MaterialSight, say: Say, heading: Html | None = None) -> Card:
    """One material, with all that can be done with it; a reply with a photo belongs to it."""
    row, case = each.material, sight.case
    title = say("material-title", number=case.number, name=row.name, case=case.name, firm=sight.firm.name)
    lines = [*([heading, Html("")] if heading else []), title, material_line(each, say)]
    made = [
        Button(say.plain("case-do", what=say.word(action), name=""), tap("ag", "m", action, case.id, row.id))
        for action in each.actions
        if action is not CaseAction.SEND
    ]
    if CaseAction.SEND in each.actions:
        made.append(give_button(case.id, row, say))
    if each.files:
        made.append(Button(say.plain("case-files"), tap("ag", "files", case.id, row.id)))
    return Card(Html("\n".join(lines)), (*in_rows(made, 2), (open_button(case, say),)))


def open_button(case: Case, say: Say) -> Button:
    """To the case's card."""
    return Button(say.plain("case-open", number=case.number), tap("ag", "case", case.id))


def steps_card(rows: Sequence[tuple[CaseStep, Case, Firm]], say: Say, at: datetime, title: str) -> Card:
    """Steps that wait, each with its date and a button that opens its case."""
    if not rows:
        return Card(say("steps-none"))
    lines = [say("steps-line", lamp=step_lamp(step, at), **told(step, case, firm, say)) for step, case, firm in rows]
    opens = {case.id: Button(case.number, tap("ag", "case", case.id)) for _, case, _ in rows}
    return Card(Html("\n".join([say(title, count=len(rows)), *lines])), in_rows(list(opens.values()), 2))


def step_lamp(step: CaseStep, at: datetime) -> str:
    """Late or not."""
    return "🔴" if step.due_at and step.due_at < at else "🔵"


def told(step: CaseStep, case: Case, firm: Firm, say: Say) -> dict[str, Any]:
    """What a line says of a step."""
    due = say.when(step.due_at) if step.due_at else "–"
    what = {"step": step.name, "due": due, "who": say.word(Worker(step.worker))}
    return {"number": case.number, "name": shortened(case.name, NAME), "firm": firm.name, **what}
