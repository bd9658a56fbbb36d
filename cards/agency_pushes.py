"""What a push of the agency service says: what happened, and the card of what it happened to."""

from collections.abc import Sequence
from typing import Any

from cards.agency import mandate_card, project_card, said
from cards.card import Card, in_rows
from cards.cases import case_card, material_card, open_button
from services.case_letters import CaseLetter
from services.cases import CaseSight, MaterialSight
from texts import Html, Say

ONE = 1


def told_agency_card(kind: str, about: CaseLetter, args: dict[str, Any], say: Say) -> Card:
    """The card of a push about a case, what is due of cases, a mandate or a project."""
    if about.lines:
        return lines_card(about.lines, say)
    if about.mandate:
        return mandate_card(about.mandate, say, say(f"push-{kind}", project=about.mandate.project.name))
    if about.project:
        return project_card(about.project, say, say(f"push-{kind}"))
    if about.case is None:
        return Card(say("push-project-gone", project=about.gone.name if about.gone else "–"))
    return told_case_card(kind, about.case, about, args, say)


def told_case_card(kind: str, sight: CaseSight, about: CaseLetter, args: dict[str, Any], say: Say) -> Card:
    """What happened to a case; of one material, its own card, so that a reply belongs to it."""
    text = about.event.text if about.event else ""
    heading = say(f"push-{kind}", what=thing(sight, args), days=sight.late, **args.get("details", {}))
    heading = Html(f"{heading}\n{say('push-text', text=said(text))}") if text else heading
    ids = set(args.get("materials") or ([args["material"]] if "material" in args else []))
    meant = [each for each in sight.materials if each.material.id in ids]
    if len(meant) == ONE:
        return material_card(sight, meant[0], say, heading)
    return case_card(sight, say, heading)


def thing(sight: CaseSight, args: dict[str, Any]) -> str:
    """The steps or the materials that a message is about, by name."""
    steps = {*args.get("steps", ()), args.get("step")}
    materials = {*args.get("materials", ()), args.get("material")}
    named = [each.step.name for each in sight.steps if each.step.id in steps]
    named += [each.material.name for each in sight.materials if each.material.id in materials]
    return " · ".join(named) or sight.case.name


def lines_card(lines: Sequence[tuple[CaseSight, dict[str, Any]]], say: Say) -> Card:
    """What is due: one message, however many; each with a button that opens its case. One material has its own card."""
    told = [due_line(sight, line, say) for sight, line in lines]
    if len(lines) == ONE and (material := material_in(*lines[0])):
        return material_card(lines[0][0], material, say, told[0])
    opens = {sight.case.id: open_button(sight.case, say) for sight, _ in lines}
    title = [say("case-lines", count=len(lines))] if len(lines) > ONE else []
    return Card(Html("\n".join([*title, *told])), in_rows(list(opens.values()), 1))


def material_in(sight: CaseSight, line: dict[str, Any]) -> MaterialSight | None:
    """The material of a line."""
    return next((each for each in sight.materials if each.material.id == line.get("material")), None)


def due_line(sight: CaseSight, line: dict[str, Any], say: Say) -> Html:
    """One step or material that is due."""
    named = {"number": sight.case.number, "firm": sight.firm.name, "what": thing(sight, line)}
    return say(f"case-line-{line['rung']}", days=int(line["days"]), **named)
