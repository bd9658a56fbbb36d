"""What people see around cases: a mandate to sign, a project with its agents, the agent's desk, items to choose."""

from collections.abc import Sequence
from datetime import date, datetime

from cards.card import Button, Card, in_rows, tap
from cards.cases import LABEL, MATERIAL_MARKS, NAME, SAID, step_lamp, told
from cards.words import name_of, shortened
from services.desk import Waits
from services.mandates import Draft, MandateSight
from services.projects import ProjectSight
from storage.agency_tables import Mandate, Project
from storage.catalogue import Listed
from storage.tables import Firm, Person
from texts import Html, Say

HOLDS_FOR = (182, 365, 730)


def mandate_words(draft: Draft, until: date, say: Say) -> str:
    """What the firm's owner is to sign, in full, in his language."""
    items = say.plain("mandate-between").join(case.name for case in draft.cases if case.finished_at is None)
    agents = " ".join(person.name for person in draft.agents)
    named = {"firm": draft.firm.name, "project": draft.project.name, "agents": agents or "–"}
    last = f"{until:%Y-%m-%d}"
    return say.plain("mandate-text", items=items or say.plain("mandate-no-items"), until=last, **named)


def mandate_card(sight: MandateSight, say: Say, heading: Html | None = None) -> Card:
    """A mandate, word for word, with who signed when, who withdrew it when and why; and what the owner can do."""
    row = sight.mandate
    lines = [
        *([heading, Html("")] if heading else []),
        say("mandate-title", project=sight.project.name, firm=sight.firm.name),
        say("mandate-quote", text=row.text),
        mandate_state(sight, say),
    ]
    return Card(Html("\n".join(lines)), mandate_buttons(sight, say))


def mandate_state(sight: MandateSight, say: Say) -> Html:
    """Signed by whom and when, withdrawn or ended when; or that it waits for its signature."""
    row = sight.mandate
    name = name_of(sight.signer, say) if sight.signer else "–"
    if row.withdrawn_at and row.signed_at:
        return say("mandate-was", name=name, at=row.signed_at, ended=row.withdrawn_at, reason=row.reason or "–")
    if row.withdrawn_at:
        return say("mandate-not-signed", at=row.withdrawn_at)
    if row.signed_at:
        return say("mandate-signed-by", name=name, at=row.signed_at)
    return say("mandate-waits" if sight.may_sign else "mandate-waits-owner")


def mandate_buttons(sight: MandateSight, say: Say) -> tuple[tuple[Button, ...], ...]:
    """The owner signs, until another day, or not now, and withdraws; a new one is asked for after that, or before."""
    row = sight.mandate
    renew = (renew_button(row.project_id, say),)
    if row.withdrawn_at:
        return (renew,)
    if row.signed_at:
        back = (Button(say.plain("mandate-withdraw"), tap("ag", "back", row.id)),) if sight.may_sign else ()
        return ((*renew, *back),)
    if not sight.may_sign:
        return ()
    until = [Button(say.plain("mandate-for", days=days), tap("ag", "until", row.id, days)) for days in HOLDS_FOR]
    put = [Button(say.plain("mandate-sign"), tap("ag", "sign", row.id, sight.mark))]
    put.append(Button(say.plain("mandate-decline"), tap("ag", "no", row.id)))
    return (tuple(put), tuple(until))


def renew_button(project_id: int, say: Say) -> Button:
    """A new mandate for a project."""
    return Button(say.plain("mandate-renew"), tap("ag", "renew", project_id))


def mandates_card(rows: Sequence[tuple[Mandate, Project, Firm]], say: Say) -> Card:
    """All mandates, newest first, each a button."""
    if not rows:
        return Card(say("mandates-none"))
    opens = [
        Button(f"{mandate_mark(row)} {shortened(project.name, LABEL)} {row.until:%Y-%m-%d}", tap("ag", "man", row.id))
        for row, project, _ in rows
    ]
    return Card(say("mandates-title"), in_rows(opens, 1))


def mandate_mark(row: Mandate) -> str:
    """Withdrawn or ended, signed, or waiting."""
    if row.withdrawn_at:
        return "⛔"
    return "✅" if row.signed_at else "⏳"


def project_card(sight: ProjectSight, say: Say, heading: Html | None = None) -> Card:
    """A project: firm, agents, its cases as buttons; who may hands it over or names a second agent."""
    project = sight.project
    names = " ".join(name_of(person, say) for person in sight.agents) or "–"
    lines = [
        *([heading, Html("")] if heading else []),
        say("project-title", name=project.name, firm=sight.firm.name),
        say("case-agents", names=names),
        say("project-cases", count=len(sight.cases)),
    ]
    opens = [Button(f"{case.number} {shortened(case.name, LABEL)}", tap("ag", "case", case.id)) for case in sight.cases]
    more = [("project-hand", "hand"), ("project-add", "add")] if sight.may_hand_over else []
    buttons = [Button(say.plain(key), tap("ag", verb, project.id)) for key, verb in more]
    return Card(Html("\n".join(lines)), (*in_rows(opens, 1), *in_rows(buttons, 2)))


def agents_card(project_id: int, verb: str, agents: Sequence[Person], say: Say) -> Card:
    """Which agent takes a project over, or joins."""
    if not agents:
        return Card(say("agents-none"))
    names = [Button(name_of(each, say), tap("ag", verb, project_id, each.id)) for each in agents]
    return Card(say(f"agents-{verb}"), in_rows(names, 2))


def projects_card(rows: Sequence[tuple[Project, Firm]], say: Say) -> Card:
    """The projects that an agent carries, or those of a firm."""
    if not rows:
        return Card(say("desk-none"))
    opens = [
        Button(f"{shortened(firm.name, 10)} · {shortened(project.name, LABEL)}", tap("ag", "proj", project.id))
        for project, firm in rows
    ]
    return Card(say("desk-title", count=len(rows)), in_rows(opens, 1))


def waits_card(waits: Waits, say: Say, at: datetime) -> Card:
    """What of an agent's cases waits for whom: for departments and firms, and for himself to look at."""
    if waits.is_empty:
        return Card(say("waits-none"))
    lines = [say("waits-title")]
    for step, case, firm in waits.steps:
        lines.append(say("steps-line", lamp=step_lamp(step, at), **told(step, case, firm, say)))
    for material, case, firm in waits.materials:
        named = {"number": case.number, "name": shortened(material.name, NAME), "firm": firm.name}
        lines.append(say("waits-material", mark=MATERIAL_MARKS[material.state], state=material.state, **named))
    cases = {case.id: case.number for _, case, _ in (*waits.steps, *waits.materials)}
    opens = [Button(number, tap("ag", "case", case_id)) for case_id, number in cases.items()]
    return Card(Html("\n".join(lines)), in_rows(opens, 2))


def items_card(items: Sequence[Listed], say: Say) -> Card:
    """Items of the catalogue that fit, each to be had done."""
    if not items:
        return Card(say("agency-no-item"))
    wants = [Button(shortened(each.name, NAME), tap("ag", "want", each.id)) for each in items]
    return Card(say("agency-items"), in_rows(wants, 1))


def said(text: str) -> str:
    """What was said, as far as a message holds it."""
    return shortened(text, SAID)
