"""The minutes of a reception day as a .docx, from the park's own template or the one that comes with the desk."""

from datetime import datetime
from pathlib import Path
from typing import Any

from cards.card import Card, Document
from cards.table import figures_lines, slot_of, span_of, verdict_line, wording_mark
from cards.word import HERE, plain, written
from cards.words import name_of, shortened
from domain.reception import DayState, PlaceState
from services.table_close import Minutes
from storage.reception_table import Place, Said
from storage.tables import Person
from texts import Html, Say

TEMPLATE = "minutes.docx"
OURS = HERE / TEMPLATE
REASON = 300
WORDS = ("when", "place", "host", "figures", "firms", "absent", "decided", "wording", "objection", "companions", "none")


def minutes_card(minutes: Minutes, folder: Path, say: Say, at: datetime) -> Card:
    """The day in a few lines, with its minutes. A template of the park's that cannot be used is said to be so."""
    content, why = written(OURS, folder, context_of(minutes, say, at))
    lines = [say("minutes-card", when=span_of(minutes.day, say)), *figures_lines(minutes.figures, say)]
    if minutes.day.state is not DayState.CLOSED:
        lines.append(say("minutes-draft"))
    if why:
        lines.append(say("minutes-broken", file=str(folder / TEMPLATE), why=shortened(why, REASON)))
    name = say.plain("minutes-file", day=f"{minutes.day.day:%Y-%m-%d}")
    return Card(Html("\n".join(lines)), documents=(Document(name, content),))


def context_of(minutes: Minutes, say: Say, at: datetime) -> dict[str, Any]:
    """Everything a template can say: docs/minutes-template.md names each."""
    day, received = minutes.day, [place for place in minutes.places if place.booking.state is not PlaceState.NO_SHOW]
    return {
        "title": say.plain("minutes-title", day=day.day),
        "words": {name: say.plain(f"minutes-word-{name}") for name in WORDS},
        "date": f"{day.day:%Y-%m-%d}",
        "when": span_of(day, say),
        "place": day.place or "–",
        "hosts": [name_of(person, say) for person in minutes.directors],
        "written_at": say.stamp(at),
        "is_final": day.state is DayState.CLOSED,
        "figures": vars(minutes.figures) | {"dispatched": minutes.figures.dispatched},
        "figures_lines": [plain(line) for line in figures_lines(minutes.figures, say)],
        "firms": [firm_of(n, place, minutes, say) for n, place in enumerate(received, start=1)],
        "absent": [place.firm.name for place in minutes.places if place.booking.state is PlaceState.NO_SHOW],
    }


def firm_of(number: int, place: Place, minutes: Minutes, say: Say) -> dict[str, Any]:
    """A firm in the minutes."""
    return {
        "number": number,
        "time": slot_of(place, say),
        "name": place.firm.name,
        "chain": place.firm.chain or "–",
        "size": say.plain(f"firm-size-{place.firm.size}"),
        "companions": place.booking.companions,
        "was_received": place.booking.state is PlaceState.RECEIVED,
        "was_late": place.was_late,
        "problems": [
            problem_of(n, said, minutes, say) for n, said in enumerate(minutes.said_by(place.firm.id), start=1)
        ],
    }


def problem_of(number: int, said: Said, minutes: Minutes, say: Say) -> dict[str, Any]:
    """A problem in the minutes: as it was decided in the room, whatever has become of the ticket."""
    problem = said.problem
    people = {"entered_by": problem.entered_by_id, "confirmed_by": problem.confirmed_by_id}
    return {
        "number": number,
        "ticket": said.ticket.number,
        "text": problem.wording,
        "verdict": say.word(problem.verdict),
        "decision": plain(verdict_line(said, say)),
        "promised": say.when(problem.promised_for) if problem.promised_for else "",
        "department": said.department.name if said.department else "",
        "mark": wording_mark(said),
        "is_confirmed": problem.confirmed_at is not None,
        "confirmation": say.plain("minutes-confirmed" if problem.confirmed_at else "minutes-unconfirmed"),
        "objection": "" if problem.confirmed_at else problem.objection,
        **{name: named(minutes.people.get(row_id or 0), say) for name, row_id in people.items()},
    }


def named(person: Person | None, say: Say) -> str:
    """Somebody's name; nobody is blank."""
    return name_of(person, say) if person else ""
