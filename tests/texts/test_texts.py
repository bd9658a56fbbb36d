"""Every sentence exists in every language with the same variables, is used, and is safe to send."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from cards.colleagues import PLACES
from cards.minutes import WORDS
from domain.agency import CaseState, Kind, MaterialState, Worker
from domain.agency_rules import CaseAction
from domain.assignment import Why
from domain.deadlines import Rung
from domain.errors import Refusal
from domain.exports import Area, ExportEnd, ExportKind
from domain.lifecycle import Action, Due, Light, Outcome, Part, State, Wish
from domain.reception import Fate, Verdict
from domain.roles import Role
from domain.visits import VisitRung
from handlers import fallback, tickets
from handlers.colleagues import SURE
from handlers.menu import BOUND, BY_ROLE, EVERYBODY, OWNERS
from handlers.routers import all_forms
from services.case_clock import ASKED
from services.case_deeds import EFFECTS, TO_AGENTS, TO_FIRM
from services.mandates import ENDS
from services.notices import HANDED_OVER, IN_THE_ROOM, RULING, TOLD
from services.queues import Heap
from services.reminders import ASSIST
from services.scores import NEW_LIAISON
from services.table_news import LOOKS
from services.workbook import SAYS
from texts import LANGUAGES, Html, speaker
from web.office import sheets, trail, visit

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "cards", "handlers", "services", "domain", "web")
IN_TEMPLATES = re.compile(r"""["']((?:office|progress|board|screen)-[a-z-]+[a-z])["']""")
EVENTS = {*map(str, Action), "supplement", "comment", "redate", "tie", "untie", "common_result", NEW_LIAISON}


class Variables(Visitor):
    """Collects the variables of a message."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802
        self.found.add(node.id.name)


def catalogue(language: str) -> dict[str, set[str]]:
    """Keys with their variables. Junk and doubled keys are failures."""
    known: dict[str, set[str]] = {}
    for file in sorted((ROOT / "texts" / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            assert not isinstance(entry, fluent.Junk), f"{file.name}: {entry.content}"
            if isinstance(entry, fluent.Message):
                assert entry.id.name not in known, f"{file.name}: {entry.id.name} stands twice"
                variables = Variables()
                variables.visit(entry)
                known[entry.id.name] = variables.found
    return known


def hyphened(word: str) -> str:
    return word.replace("_", "-")


def keys_in_code() -> set[str]:
    """Keys that stand in the code as whole strings, and those made from tables."""
    words: set[str] = set()
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    words.add(node.value)
    for template in (ROOT / "web").rglob("*.html"):
        words.update(IN_TEMPLATES.findall(template.read_text("utf-8")))
    return words | keys_from_tables()


def keys_from_tables() -> set[str]:
    """Keys that are put together from enums, forms and menus."""
    enums = {f"{kind.__name__.lower()}-{hyphened(m)}" for kind in (Action, State, Outcome, Part) for m in kind}
    forms = {f"{form.name}-{step.name}" for form in all_forms().by_name.values() for step in form.steps}
    commands = {f"command-{name}" for names in (BOUND, EVERYBODY, *BY_ROLE.values(), OWNERS) for name in names}
    made = {f"event-{hyphened(e)}" for e in EVENTS} | {
        f"push-{kind}" for lines in (*TOLD.values(), RULING, HANDED_OVER) for kind, _ in lines
    }
    made |= {f"push-granted-{wish}" for wish in Wish} | {f"push-wish-{wish}" for wish in Wish}
    made |= {"push-message", "push-supplement", "push-given", "push-ruled", "push-hand-over"}
    made |= {f"remind-{rung}" for rung in Rung} | {f"remind-what-{what}" for what in (*Due, ASSIST)}
    made |= {f"card-due-{due}" for due in Due} | {f"card-wish-{wish}" for wish in Wish}
    made |= {f"done-{form.action}".replace("_", "-") for form in tickets.FORMS.values()}
    made |= {f"wish-{wish}" for wish in Wish} | {"remind-silence"}
    made |= {f"heap-{hyphened(heap)}" for heap in Heap} | {f"said-{action}" for action in fallback.SPOKEN}
    made |= {f"offer-{way}" for way in ("guide", "yes", "add", "liaison", "no", "say", "note")}
    made |= {"push-blocked", "push-unbound"} | {f"push-{kind}" for kind in PLACES}
    made |= {f"role-{hyphened(role)}" for role in Role} | office_keys()
    made |= {f"colleague-{verb}-{more}" for verb in SURE for more in ("yes", "sure")}
    made |= (
        {f"colleague-do-{verb}" for verb in ("again", *SURE)}
        | {"colleague-removed", "colleague-owner-done"}
        | {"leave-yes", "leave-no", "menu-apply", "binding-other", "binding-refuse"}
    )
    made |= (
        {f"visits-{rung}" for rung in VisitRung}
        | {"push-visit", "push-visit-denied"}
        | {f"firm-size-{size}" for size in ("small", "medium", "large")}
    )
    made |= agency_keys() | export_keys()
    made |= {f"why-{hyphened(why)}" for why in Why} | {"push-firm-yours", "push-firm-gone", "push-new-liaison"}
    made |= {f"item-worker-{worker}" for worker in Worker} | {f"item-kind-{kind}" for kind in Kind}
    return enums | forms | commands | made | table_keys()


def table_keys() -> set[str]:
    """Keys of the reception day's table that are put together."""
    made = {f"{kind.__name__.lower()}-{hyphened(word)}" for kind in (Verdict, Fate) for word in kind}
    made |= {f"table-do-{hyphened(verdict)}" for verdict in Verdict} | {f"minutes-word-{word}" for word in WORDS}
    news = {kind for kind in LOOKS if kind not in {"table-closed", "table-pack", "table-report"}}
    return (
        made
        | {f"push-{kind}" for kind in news}
        | {f"push-{kind}" for lines in IN_THE_ROOM.values() for kind, _ in lines}
    )


def agency_keys() -> set[str]:
    """Keys of the agency service that are put together: words for its enums, what was done, reminders, pushes."""
    kinds = (CaseAction, CaseState, MaterialState, Worker)
    made = {f"{kind.__name__.lower()}-{hyphened(member)}" for kind in kinds for member in kind}
    made |= {f"case-done-{hyphened(action)}" for action in EFFECTS} | {f"case-line-{rung}" for rung in (*Rung, ASKED)}
    made |= {f"push-{kind}" for kind in (*TO_AGENTS.values(), *TO_FIRM.values())}
    whole = (
        "approved",
        "paid",
        "certified",
        "open",
        "steps",
        "asked",
        "skipped",
        "message",
        "finished",
        "stopped",
        "late",
    )
    made |= {f"push-case-{what}" for what in whole} | {"agents-handto", "agents-addto", "push-project-yours"}
    made |= {f"push-{kind}" for kind in ENDS}
    return made | {f"push-mandate-{what}" for what in ("asked", "signed", "declined", "ends")}


def export_keys() -> set[str]:
    """Keys of files in the background that are put together: kinds, areas, how they end and why."""
    made = {f"exportkind-{kind}" for kind in ExportKind} | {f"export-button-{kind}" for kind in ExportKind}
    made |= {f"area-{area}" for area in Area} | {f"light-{light}" for light in Light}
    made |= {f"exportend-{hyphened(end)}" for end in ExportEnd}
    return made | {f"export-why-{hyphened(end)}" for end in ExportEnd if end is not ExportEnd.MADE}


def office_keys() -> set[str]:
    """Keys of the back office that are put together: what a menu's page is for, labels, kinds and acts of the trail."""
    made = {f"{key}-what" for _, key in visit.MENU} | set(visit.DONE.values()) | set(sheets.LABELS.values())
    made |= {
        f"sheet-{hyphened(fault)}"
        for fault in (*SAYS, "gone", "credit_code_taken", "left_alone", "no_liaison", "no_contact")
    }
    made |= {f"office-light-{light}" for light in Light} | {"office-yes", "office-no"}
    made |= {f"office-size-{size}" for size in sheets.SIZES}
    return made | {f"office-kind-{kind}" for kind in trail.KINDS} | {f"office-act-{act}" for act in trail.ACTS}


def test_every_language_has_the_same_keys_and_variables() -> None:
    first, *others = (catalogue(language) for language in LANGUAGES)
    for other in others:
        assert first == other


def test_no_key_is_missing_and_none_is_unused() -> None:
    known, used = set(catalogue(LANGUAGES[0])), keys_in_code()
    assert keys_from_tables() - known == set()
    assert known - used == set()


def test_every_key_that_the_code_names_exists() -> None:
    known = set(catalogue(LANGUAGES[0]))
    called = re.compile(r"""say(?:\.plain)?\(\s*"([a-z-]+)\"""")
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            assert set(called.findall(file.read_text("utf-8"))) <= known, file


def refusals(kind: type[Refusal] = Refusal) -> set[str]:
    found = {kind.text}
    return found.union(*(refusals(sub) for sub in kind.__subclasses__()))


def test_every_refusal_has_its_sentence() -> None:
    assert refusals() - {"form-not-an-answer"} <= set(catalogue(LANGUAGES[0]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_said_is_escaped_unless_it_is_html(language: str) -> None:
    say = speaker(language)
    assert "&lt;b&gt;" in say("card-summary", summary="<b>&")
    assert "&amp;" in say("card-summary", summary="<b>&")
    assert "<b>" in say("card-summary", summary=Html("<b>漏水</b>"))
    assert "<b>&" in say.plain("card-summary", summary="<b>&")


def test_moments_are_said_in_park_time_with_their_weekday() -> None:
    at = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    assert speaker("zh-CN").when(at) == "11月24日 周二 10:00"
    assert speaker("en").when(at) == "Tue 24 Nov 10:00"
    assert speaker("zh-CN").when(at.date()) == "11月24日 周二"


def test_a_missing_variable_or_key_raises_and_an_unknown_language_speaks_chinese() -> None:
    with pytest.raises(ValueError, match="card-summary"):
        speaker("en")("card-summary")
    with pytest.raises(LookupError):
        speaker("en")("no-such-key")
    assert speaker("fr").language == "zh-CN"


def test_english_counts_one_and_many() -> None:
    say = speaker("en")
    assert "One matter is" in say("digest-title", count=1)
    assert "3 matters are" in say("digest-title", count=3)
