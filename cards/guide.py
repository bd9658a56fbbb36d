"""办事指南: which kinds of problems the desk takes, who handles them, and in how many working days."""

from collections.abc import Sequence

from cards.card import Button, Card, in_rows, tap
from storage.tables import Category, Department
from texts import Html, Say


def guide_card(kinds: Sequence[tuple[Category, Department | None]], say: Say, *, to_file: bool = True) -> Card:
    """A line and a button each; the button begins a report of that kind. Who cannot file reads the lines alone."""
    lines = [say("guide-title" if to_file else "guide-title-visitor")]
    for kind, department in kinds:
        lines.append(
            say("guide-line", kind=name_of(kind, say), days=kind.resolve_days, department=department.name)
            if department
            else say("guide-line-liaison", kind=name_of(kind, say), days=kind.resolve_days)
        )
    buttons = [Button(name_of(kind, say), tap("g", kind.code)) for kind, _ in kinds]
    return Card(Html("\n".join(lines)), in_rows(buttons, 2) if to_file else ())


def name_of(kind: Category, say: Say) -> str:
    """A category in the person's language."""
    return kind.en if say.language == "en" else kind.zh
