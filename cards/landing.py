"""Signing day: the landing checklist in a message and as a workbook for the landing meeting; a chain lead's week."""

from cards.book import Cell, Sheet, book
from cards.card import Button, Card, Document, tap
from cards.progress import mark
from cards.words import name_of, shortened
from domain.agency import StepState, Worker
from domain.calendar import Calendar
from domain.roles import Role
from services.landing import LandingSight, LandingStep, Week
from services.progress import whose
from storage.people import Me
from texts import Html, Say

HEADS = (
    "landing-no",
    "landing-item",
    "landing-step",
    "landing-who",
    "landing-due",
    "landing-presence",
    "landing-state",
)
NAMES = {"build": "landing-list-build", "rent": "landing-list-rent"}
STATES = {
    StepState.AHEAD: "landing-state-ahead",
    StepState.OPEN: "landing-state-open",
    StepState.SIGNED: "landing-state-signed",
    StepState.FINISHED: "landing-state-finished",
    StepState.SKIPPED: "landing-state-skipped",
}
SHOWN, NAME, FEW = 14, 26, 6


def told_landing_card(about: LandingSight | Week, me: Me, say: Say, calendar: Calendar) -> Card:
    """What is sent of landings; the director gets the list for the meeting with it."""
    if isinstance(about, Week):
        return week_card(about, say)
    return landing_card(about, say, calendar, with_list=Role.DIRECTOR in me.roles)


def landing_card(sight: LandingSight, say: Say, calendar: Calendar, *, with_list: bool = False) -> Card:
    """A landing: what was signed, and by when what is to be done; to a department its own steps."""
    project = sight.project
    lines = [
        say("landing-title", firm=sight.firm.name, name=project.name),
        say("landing-dates", signed=project.signed_on or "–", meeting=project.meeting_at or "–"),
        *([say("progress-agent", name=agents(sight, say))] if sight.agents else []),
        *(whole_lines(sight, say, calendar) if sight.is_whole else own_lines(sight, say, calendar)),
    ]
    if not sight.is_whole:
        return Card(Html("\n".join(lines)))
    buttons = (Button(say.plain("landing-list-button"), tap("st", "list", project.id)),)
    documents = (landing_document(sight, say, calendar),) if with_list else ()
    return Card(Html("\n".join(lines)), (buttons,), documents)


def agents(sight: LandingSight, say: Say) -> str:
    """Who carries it."""
    return "、".join(name_of(person, say) for person in sight.agents)


def whole_lines(sight: LandingSight, say: Say, calendar: Calendar) -> list[Html]:
    """How much there is, and each item with its last date."""
    last: dict[int, LandingStep] = {}
    for step in sight.steps:
        case_id = step.case.id or 0
        last[case_id] = max(last.get(case_id, step), step, key=lambda each: each.due)
    lines = [
        say("landing-line", number=str(number), item=step.case.name, day=calendar.today(step.due))
        for number, step in enumerate(last.values(), start=1)
    ]
    return [say("landing-count", items=sight.cases, steps=len(sight.steps), over=sight.over), *lines[:SHOWN]]


def own_lines(sight: LandingSight, say: Say, calendar: Calendar) -> list[Html]:
    """The department's steps, each with its date."""
    return [
        say("landing-own", count=len(sight.own)),
        *(
            say("landing-own-line", item=step.case.name, step=step.row.step.name, day=calendar.today(step.due))
            for step in sight.own[:SHOWN]
        ),
    ]


def landing_document(sight: LandingSight, say: Say, calendar: Calendar) -> Document:
    """The list for the landing meeting."""
    name = say.plain("landing-file", firm=sight.firm.name)
    return Document(f"{name}.xlsx", landing_book(sight, say, calendar))


def landing_book(sight: LandingSight, say: Say, calendar: Calendar) -> bytes:
    """Every step with its owner and its date, in the order of the checklist."""
    rows = [row_of(number, step, sight, say, calendar) for number, step in enumerate(sight.steps, start=1)]
    return book([Sheet(say.plain("landing-sheet"), [say.plain(key) for key in HEADS], rows)])


def row_of(number: int, step: LandingStep, sight: LandingSight, say: Say, calendar: Calendar) -> list[Cell]:
    """One step."""
    row = step.row.step
    what: list[Cell] = [number, step.case.name, row.name, owner(step, sight, say), calendar.today(step.due)]
    return [*what, row.presence, say.plain(STATES[row.state])]


def owner(step: LandingStep, sight: LandingSight, say: Say) -> str:
    """Who does a step: department, agent, or the firm."""
    row = step.row
    if row.step.worker is Worker.FIRM:
        return sight.firm.name
    if row.step.worker is Worker.DEPARTMENT and row.department:
        return row.department.name
    names = "、".join(name_of(person, say) for person in whose(row, sight.agents))
    return say.plain("progress-agent", name=names) if names else say.plain("progress-nobody")


def week_card(week: Week, say: Say) -> Card:
    """The landings of a chain: each project with the items that go on, and how far they are."""
    lines = [say("landing-week", day=week.day, count=len(week.landings))]
    for project, firm, cases in week.landings:
        over = sum(line.done for line in cases)
        total = sum(line.total for line in cases)
        lines.append(say("landing-week-project", name=project.name, firm=firm.name, steps=f"{over}/{total}"))
        going = [line for line in cases if line.done < line.total][:FEW]
        lines += [
            say(
                "landing-week-case",
                lamp=mark(line),
                name=shortened(line.case.name, NAME),
                steps=f"{line.done}/{line.total}",
            )
            for line in going
        ]
    return Card(Html("\n".join(lines)), ((Button(say.plain("progress-all"), tap("st", "going", 0)),),))
