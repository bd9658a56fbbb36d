"""What the documents claim is held to the code: links, settings, commands, words, button names, file names."""

import argparse
import re
import tomllib
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote

import pytest

from bot.__main__ import parser
from bot.settings import Settings
from domain.lifecycle import Action, Light, Outcome, Part, State
from domain.roles import Role
from storage.tables import METADATA
from texts import speaker

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "practice/README.md"])
OPERATORS = [ROOT / "docs/operators-guide.md", ROOT / "docs/operators-guide.zh-CN.md"]
READERS = {
    "zh-CN": (ROOT / "docs/users-guide.zh-CN.md", "「([^」]+)」"),
    "en": (ROOT / "docs/users-guide.md", "“([^”]+)”"),
}
LINK = re.compile(r"\]\(([^)\s]+)\)")
FILE = re.compile(r"`((?:bot|cards|docs|domain|handlers|practice|services|storage|tests|texts|web)/[\w./-]*)`")
REGISTRIES = ("pypi." + "org", "pythonhosted." + "org", "npmjs." + "org", "npmjs." + "com")
LONGEST = {"README.md": 90, "README.zh-CN.md": 90, "ARCHITECTURE.md": 190, "CONTRIBUTING.md": 70}
LONGEST["docs/decisions/0001-record-decisions.md"] = 70  # the list of all others
LONGEST_RECORD = 35


def text_of(document: Path) -> str:
    return document.read_text("utf-8")


def names(documents: list[Path]) -> list[str]:
    return [str(document.relative_to(ROOT)) for document in documents]


@pytest.mark.parametrize("document", DOCUMENTS, ids=names(DOCUMENTS))
def test_every_link_and_picture_leads_to_a_file(document: Path) -> None:
    targets = [target for target in LINK.findall(text_of(document)) if not target.startswith(("http", "#"))]
    missing = [target for target in targets if not (document.parent / unquote(target).partition("#")[0]).exists()]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=names(DOCUMENTS))
def test_every_file_that_is_named_exists(document: Path) -> None:
    assert not [name for name in FILE.findall(text_of(document)) if "NNNN" not in name and not (ROOT / name).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=names(DOCUMENTS))
def test_no_document_names_a_package_registry(document: Path) -> None:
    assert not [host for host in REGISTRIES if host in text_of(document)]


def test_documents_stay_short() -> None:
    most = {name: LONGEST_RECORD for name in names(DOCUMENTS) if name.startswith("docs/decisions/")} | LONGEST
    assert not [name for name, lines in most.items() if text_of(ROOT / name).count("\n") > lines]


def test_every_decision_is_listed_in_the_first_one() -> None:
    first = text_of(ROOT / "docs/decisions/0001-record-decisions.md")
    assert not [
        file.name
        for file in (ROOT / "docs/decisions").glob("*.md")
        if file.name not in first + "0001-record-decisions.md"
    ]


def test_the_example_settings_are_all_settings_with_their_defaults() -> None:
    example = ROOT / ".env.example"
    named = set(re.findall(r"^([A-Z_]+)=", text_of(example), re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}
    made_anew = {"webhook_secret"}
    as_written, as_default = Settings(_env_file=example), Settings(_env_file=None)
    assert as_written.model_dump(exclude=made_anew) == as_default.model_dump(exclude=made_anew)


def test_every_setting_in_the_example_has_its_sentence() -> None:
    explained = False
    for line in text_of(ROOT / ".env.example").splitlines():
        assert not re.match(r"[A-Z_]+=", line) or explained, line
        explained = line.startswith("#") or bool(line and explained)


@pytest.mark.parametrize("guide", OPERATORS, ids=names(OPERATORS))
def test_every_setting_stands_in_the_operators_guide_with_its_default(guide: Path) -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \|", text_of(guide), re.MULTILINE))
    assert set(rows) == {name.upper() for name in Settings.model_fields}
    wrong = {}
    for line in text_of(ROOT / ".env.example").splitlines():
        name, is_setting, default = line.partition("=")
        if is_setting and default and rows.get(name) != f"`{default}`" and not line.startswith("#"):
            wrong[name] = rows.get(name)
    assert not wrong


@pytest.mark.parametrize("guide", OPERATORS, ids=names(OPERATORS))
def test_every_command_stands_in_the_operators_guide(guide: Path) -> None:
    listed = re.findall(r"^\| `(\w+)[^`]*` \|", text_of(guide), re.MULTILINE)
    assert not commands() - set(listed)


def commands() -> set[str]:
    """The commands of `python -m bot`."""
    found = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return {name for action in found for name in action.choices}


@pytest.mark.parametrize("kind", [State, Action, Part, Outcome, Role, Light], ids=lambda kind: kind.__name__)
def test_every_word_of_the_domain_stands_in_the_glossary(kind: type[StrEnum]) -> None:
    glossary = text_of(ROOT / "GLOSSARY.md")
    assert not [member for member in kind if f"`{member}`" not in glossary]


@pytest.mark.parametrize("kind", [State, Action, Part, Outcome], ids=lambda kind: kind.__name__)
def test_the_glossary_says_it_in_the_words_of_the_texts(kind: type[StrEnum]) -> None:
    say = speaker("zh-CN")
    rows = [line for line in text_of(ROOT / "GLOSSARY.md").splitlines() if line.startswith("|")]
    for member in kind:
        assert any(f"`{member}`" in row and f"| {say.word(member)} |" in row for row in rows), member


@pytest.mark.parametrize("language", READERS)
def test_the_buttons_in_the_users_guide_are_those_on_the_phone(language: str) -> None:
    guide, button_in = READERS[language]
    said = {sentence for file in (ROOT / "texts" / language).glob("*.ftl") for sentence in sentences(file)}
    quoted = re.findall(button_in, text_of(guide))
    assert len(quoted) > 30
    assert not [button for button in quoted if button not in said]


@pytest.mark.parametrize("language", READERS)
def test_the_buttons_in_the_back_offices_guide_are_those_on_the_page(language: str) -> None:
    guide = ROOT / "docs" / ("back-office.md" if language == "en" else f"back-office.{language}.md")
    quoted = re.findall(READERS[language][1], text_of(guide))
    assert len(quoted) >= 10
    assert not set(quoted) - set(sentences(ROOT / "texts" / language / "office.ftl"))


def sentences(file: Path) -> list[str]:
    """The sentences of one line."""
    return [line.partition(" = ")[2] for line in text_of(file).splitlines() if re.match(r"[a-z-]+ = ", line)]


def test_every_room_stands_in_the_architecture() -> None:
    rooms = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["importlinter"]["root_packages"]
    drawn = re.findall(r"^(\w+)/ ", text_of(ROOT / "ARCHITECTURE.md"), re.MULTILINE)
    assert not set(rooms) - set(drawn)


def test_the_tables_stand_in_the_architecture() -> None:
    assert not [name for name in METADATA.tables if f"`{name}`" not in text_of(ROOT / "ARCHITECTURE.md")]
