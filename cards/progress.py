"""Where does it stand: one case in one message, the same sentences for the page in the browser, and lists of cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cards.card import Button, Card, in_rows, tap
from cards.ticket import LAMPS
from cards.words import name_of, shortened
from domain.agency import CaseState, Kind, MaterialState, Worker
from domain.calendar import Calendar
from domain.progress import bar
from services.progress import Line, Lines, Standing, whose
from storage.agency_tables import CaseMaterial
from storage.progress import StepRow
from texts import Html, Say

STATES = {
    CaseState.PREPARING: "progress-preparing",
    CaseState.UNDER_WAY: "progress-under-way",
    CaseState.WAITING: "progress-waiting",
    CaseState.FINISHED: "progress-finished",
    CaseState.STOPPED: "progress-stopped",
}
KINDS = {
    Kind.APPROVAL: "item-kind-approval",
    Kind.SETUP: "item-kind-setup",
    Kind.CERTIFICATE: "item-kind-certificate",
    Kind.REWARD: "item-kind-reward",
}
ENDED = {CaseState.FINISHED: "✅", CaseState.STOPPED: "⚪"}
SHOWN_STEPS, SHOWN_OWING = 12, 10
NAME_IN_LIST, NAME_ON_BUTTON = 20, 10
ENTRIES = {Kind.REWARD: "ledger-enter-reward", Kind.CERTIFICATE: "ledger-enter-certificate"}
TITLES = {"done": "progress-title-done", "now": "progress-title-now", "missing": "progress-title-missing"}
Speak = Callable[..., str]


@dataclass(frozen=True)
class Told:
    """How a case stands, in sentences: what it is, what is done, whose turn it is, what is missing, when it ends."""

    about: Sequence[str]
    state: str
    done: Sequence[str]
    now: Sequence[str]
    missing: Sequence[str]
    ends: Sequence[str]


def told(standing: Standing, speak: Speak, say: Say, calendar: Calendar) -> Told:
    """The sentences; `speak` is `say` for a message, `say.plain` for a page that escapes by itself."""
    missing = [owing_line(each, standing, speak) for each in standing.owing[:SHOWN_OWING]] if standing.is_going else []
    return Told(
        [speak("progress-project", project=standing.project.name, firm=standing.firm.name)],
        state_line(standing, speak, calendar),
        [done_line(row, speak, calendar) for row in standing.done[-SHOWN_STEPS:]],
        [now_line(row, standing, speak, say, calendar) for row in standing.now],
        [*missing, *more(len(standing.owing) - SHOWN_OWING, speak)] if missing else [],
        [*end_lines(standing, speak, calendar), *agent_line(standing, speak, say), *result_line(standing, speak)],
    )


def more(left: int, speak: Speak) -> list[str]:
    """How many there are beside those that are named."""
    return [speak("progress-more", count=left)] if left > 0 else []


def mark(standing: Standing | Line) -> str:
    """The light of an open case, or the mark of one that is over."""
    return ENDED.get(standing.case.state) or LAMPS[standing.light]


def state_line(standing: Standing, speak: Speak, calendar: Calendar) -> str:
    """In what state it is, and since when its clock stands still."""
    case = standing.case
    if case.held_at and case.state is CaseState.WAITING:
        return speak("progress-held", day=calendar.today(case.held_at))
    if case.finished_at and not standing.is_going:
        return speak("progress-over", state=speak(STATES[case.state]), day=calendar.today(case.finished_at))
    return speak(STATES[case.state])


def done_line(row: StepRow, speak: Speak, calendar: Calendar) -> str:
    """A step that is over, and since when."""
    if row.step.finished_at is None:
        return speak("progress-skipped", step=row.step.name)
    return speak("progress-done", step=row.step.name, day=calendar.today(row.step.finished_at))


def now_line(row: StepRow, standing: Standing, speak: Speak, say: Say, calendar: Calendar) -> str:
    """A step whose turn it is: who has it, since when, and by when it is to be done."""
    who, opened = holder(row, standing, say), row.step.opened_at or standing.case.opened_at
    since = calendar.today(opened)
    line = speak("progress-now", step=row.step.name, who=who, since=since)
    if row.step.due_at and standing.case.state is not CaseState.WAITING:
        line = speak("progress-now-due", step=row.step.name, who=who, since=since, day=calendar.today(row.step.due_at))
    return line


def holder(row: StepRow, standing: Standing, say: Say) -> str:
    """Who has a step: the department, the agent by name, or the firm."""
    if row.step.worker is Worker.FIRM:
        return say.plain("progress-you") if standing.is_ours else standing.firm.name
    if row.step.worker is Worker.DEPARTMENT and row.department:
        return row.department.name
    names = "、".join(name_of(person, say) for person in whose(row, standing.agents))
    return say.plain("progress-agent", name=names) if names else say.plain("progress-nobody")


def owing_line(material: CaseMaterial, standing: Standing, speak: Speak) -> str:
    """A material that is not there; of a refused one why, but not to whoever holds a link: it is somebody's words."""
    if material.state is MaterialState.REFUSED and material.reason and not standing.until:
        return speak("progress-refused", name=material.name, reason=shortened(material.reason, 80))
    return speak("progress-owing", name=material.name)


def end_lines(standing: Standing, speak: Speak, calendar: Calendar) -> list[str]:
    """When it is expected to end beside what was promised."""
    promised = calendar.today(standing.promised)
    if not standing.is_going or standing.expected is None:
        return [speak("progress-promised", day=promised)]
    expected = calendar.today(standing.expected)
    late = standing.expected > standing.promised
    return [speak("progress-late" if late else "progress-ends", expected=expected, promised=promised)]


def agent_line(standing: Standing, speak: Speak, say: Say) -> list[str]:
    """Who carries it."""
    names = "、".join(name_of(person, say) for person in standing.agents)
    return [speak("progress-agent", name=names)] if names else []


def result_line(standing: Standing, speak: Speak) -> list[str]:
    """What came of it, in somebody's words: not for whoever holds a link."""
    result = standing.case.result
    return [speak("progress-result", result=shortened(result, 300))] if result and not standing.until else []


def standing_card(standing: Standing, say: Say, calendar: Calendar) -> Card:
    """How a case stands, in one message."""
    case, said = standing.case, told(standing, say, say, calendar)
    steps = say(
        "progress-bar", lamp=mark(standing), bar=bar(len(standing.done), len(standing.steps)), **count(standing)
    )
    lines = [
        say("progress-title", number=case.number, name=case.name),
        *said.about,
        f"{steps} {said.state}",
        *part(TITLES["done"], said.done, say),
        *part(TITLES["now"], said.now, say),
        *part("progress-title-ours" if standing.is_ours else TITLES["missing"], said.missing, say),
        *said.ends,
    ]
    return Card(Html("\n".join(lines)), buttons(standing, say))


def count(standing: Standing) -> dict[str, str]:
    """How many steps are over, of how many; as text, for they are no quantities of a sentence."""
    return {"done": str(len(standing.done)), "total": str(len(standing.steps))}


def part(title: str, lines: Sequence[str], say: Say) -> list[str]:
    """Lines under their title, nothing where there are none."""
    return [say("progress-part", title=say.plain(title)), *lines] if lines else []


def buttons(standing: Standing, say: Say) -> tuple[tuple[Button, ...], ...]:
    """Pass it on, open the case with all that can be done, enter what the ledger keeps, see the others."""
    case = standing.case
    own = [Button(say.plain("progress-pass-on"), tap("st", "link", case.id))]
    own.append(Button(say.plain("case-open", number=case.number), tap("ag", "case", case.id)))
    if standing.enters:
        own.append(Button(say.plain(ENTRIES[case.kind]), tap("st", "enter", case.id)))
    return (*in_rows(own, 2), (Button(say.plain("progress-all"), tap("st", "going", 0)),))


def lines_card(found: Lines, say: Say, today: Callable[[datetime], date]) -> Card:
    """Several cases, a line and a button each; more of them, and those that are over, are a press away."""
    which = "over" if found.is_over else "going"
    title, none, change = WORDS[which]
    other = (Button(say.plain(change), tap("st", "going" if found.is_over else "over", 0)),)
    if not found.lines:
        return Card(say(none), (other,))
    opens = [Button(label(line), tap("st", "open", line.case.id)) for line in found.lines]
    turns = [Button(say.plain("progress-newer"), tap("st", which, found.page - 1))] if found.page else []
    turns += [Button(say.plain("progress-older"), tap("st", which, found.page + 1))] if found.has_more else []
    text = Html("\n".join([say(title), *(listed(line, say, today) for line in found.lines)]))
    return Card(text, (*in_rows(opens, 2), *in_rows(turns, 2), other))


# Of each list its title, what is said when it is empty, and the button that leads to the other one.
WORDS = {
    "going": ("progress-list", "progress-none", "progress-over-ones"),
    "over": ("progress-list-over", "progress-none-over", "progress-going-ones"),
}


def listed(line: Line, say: Say, today: Callable[[datetime], date]) -> Html:
    """A case in one line: its light, steps, name, firm and promised date."""
    case, steps = line.case, f"{line.done}/{line.total}"
    about = {"name": shortened(case.name, NAME_IN_LIST), "firm": shortened(line.firm.name, NAME_IN_LIST)}
    return say("progress-line", lamp=mark(line), steps=steps, number=case.number, day=today(line.promised), **about)


def label(line: Line) -> str:
    """A case on a button."""
    return f"{mark(line)} {shortened(line.case.name, NAME_ON_BUTTON)} {line.case.number[-6:]}"
