"""What people see of visits: which firms are due, one visit with its buttons, and a firm's visits."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cards.card import Button, Card, in_rows, tap
from cards.ticket import lamp
from cards.words import shortened
from domain.calendar import Calendar
from domain.lifecycle import Part, Source
from services.record import PLACE
from services.visits import VisitPage, VisitSight
from storage.tables import Firm, Person, Visit
from texts import Html, Say

SHOWN = 1500
IN_LIST = 30
ANSWERS = {None: "❔", True: "✅", False: "❌"}


def due_visits_card(due: Sequence[tuple[Firm, dict[str, Any]]], say: Say) -> Card:
    """A reminder: one firm, or several in one message, each with the button that begins its record."""
    lines = [due_line(firm, args, say) for firm, args in due]
    title = [say("visits-due-title", count=len(due))] if len(due) > 1 else []
    begin = [(Button(say.plain("visits-begin", firm=firm.name), tap("v", "log", firm.id)),) for firm, _ in due]
    return Card(Html("\n".join([*title, *lines])), tuple(begin))


def due_line(firm: Firm, args: dict[str, Any], say: Say) -> Html:
    """One firm: when it is due, or since when."""
    return say(f"visits-{args['rung']}", firm=firm.name, day=date.fromisoformat(args["due"]), days=int(args["days"]))


def visit_card(sight: VisitSight, say: Say, calendar: Calendar, at: datetime, heading: Html | None = None) -> Card:
    """One visit: who went, what was said and found, what the firm says of it, and what this person can do."""
    visit = sight.visit
    whose = "visit-by-leader" if visit.source == Source.LEADER else "visit-by-liaison"
    lines = [
        *([heading, Html("")] if heading else []),
        say("visit-title", firm=sight.firm.name, at=visit.at),
        say(whose, name=sight.by.name),
        *([say("visit-text", text=shortened(visit.text, SHOWN))] if visit.text else []),
        *([say("visit-place", place=f"{visit.latitude:.5f}, {visit.longitude:.5f}")] if is_placed(visit) else []),
        answer_line(sight, say),
        *([say("visit-found", count=len(sight.tickets))] if sight.tickets else []),
    ]
    return Card(Html("\n".join(lines)), buttons(sight, say, calendar, at))


def told_visit_card(kind: str, sight: VisitSight, say: Say, calendar: Calendar, at: datetime) -> Card:
    """What is sent of a visit: the firm is asked whether it was made; or that the firm says it was not."""
    part = Part.LEADER if sight.visit.source == Source.LEADER else Part.LIAISON
    return visit_card(sight, say, calendar, at, say(f"push-{kind}", part=part, name=sight.by.name, at=sight.visit.at))


def is_placed(visit: Visit) -> bool:
    """Whether a place was shared."""
    return visit.latitude is not None and visit.longitude is not None


def answer_line(sight: VisitSight, say: Say) -> Html:
    """The firm's one answer, with who gave it and when; or that there is none."""
    if sight.answered_by is None or sight.visit.answered_at is None:
        return say("visit-unanswered")
    key = "visit-came" if sight.visit.came else "visit-not-came"
    return say(key, name=sight.answered_by.name, at=sight.visit.answered_at)


def buttons(sight: VisitSight, say: Say, calendar: Calendar, at: datetime) -> tuple[tuple[Button, ...], ...]:
    """The firm answers, who went adds problems; everybody opens files, tickets and the other visits."""
    visit_id, rows = sight.visit.id, list[tuple[Button, ...]]()
    if sight.is_ours and sight.visit.came is None:
        rows.append((button("visit-yes", "came", visit_id, say), button("visit-no", "notcame", visit_id, say)))
    if sight.is_mine:
        rows.append((button("visit-problem", "found", visit_id, say),))
    found = [Button(f"{lamp(t, calendar, at)} {t.number}", tap("n", t.id)) for t in sight.tickets]
    others = [button("visit-all", "list", sight.firm.id, say)]
    if sight.visit.files:
        count = sum(file.kind != PLACE for file in sight.files) or len(sight.files)
        others.insert(0, Button(say.plain("button-files", count=count), tap("v", "files", visit_id)))
    return (*rows, *in_rows(found, 2), *in_rows(others, 2))


def button(key: str, verb: str, row_id: int | None, say: Say, *more: object) -> Button:
    """A button of visits: v:verb:id."""
    return Button(say.plain(key), tap("v", verb, row_id, *more))


def visits_card(page: VisitPage, say: Say) -> Card:
    """A firm's visits, newest first, each a button that opens it; older and newer ones are a press away."""
    if not page.visits:
        return Card(say("visits-none", firm=page.firm.name))
    opens = [Button(label(visit, person, say), tap("v", "open", visit.id)) for visit, person in page.visits]
    turns = [button("visits-newer", "list", page.firm.id, say, page.page - 1)] if page.page else []
    turns += [button("visits-older", "list", page.firm.id, say, page.page + 1)] if page.has_more else []
    return Card(say("visits-title", firm=page.firm.name), (*in_rows(opens, 1), *in_rows(turns, 2)))


def label(visit: Visit, person: Person, say: Say) -> str:
    """A visit on a button: the firm's answer, when, who, and its first words."""
    leader = say.plain("visits-leader") if visit.source == Source.LEADER else ""
    said = shortened(visit.text, IN_LIST)
    return f"{ANSWERS[visit.came]} {say.when(visit.at)} {leader}{person.name} {said}".strip()


def firms_card(firms: Sequence[Firm], kind: str, verb: str, say: Say) -> Card:
    """Which of several firms."""
    return Card(say("firms-which"), in_rows([Button(firm.name, tap(kind, verb, firm.id)) for firm in firms], 1))
