"""Rules of the house that a machine can hold: short handlers, which return what they say and never await Telegram."""

import ast
from pathlib import Path

import pytest

from cards.card import tap

HANDLERS = Path(__file__).parents[2] / "handlers"
EVENTS = {"message", "callback_query", "edited_message", "my_chat_member", "error"}
LONGEST = 10


def handlers() -> list[tuple[str, ast.AsyncFunctionDef]]:
    """Every function that is registered with a router."""
    found = []
    for file in sorted(HANDLERS.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.AsyncFunctionDef) and any(is_route(mark) for mark in node.decorator_list):
                found += [(f"{file.name}:{node.name}", node)]
    return found


def is_route(mark: ast.expr) -> bool:
    return isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr in EVENTS


def test_there_are_handlers_to_look_at() -> None:
    assert len(handlers()) > 15


@pytest.mark.parametrize(("name", "node"), handlers(), ids=[name for name, _ in handlers()])
def test_a_handler_has_at_most_ten_lines_and_returns_what_it_says(name: str, node: ast.AsyncFunctionDef) -> None:
    assert node.body[-1].end_lineno is not None
    assert node.body[-1].end_lineno - node.body[0].lineno < LONGEST, name
    assert any(isinstance(part, ast.Return | ast.Raise) for part in ast.walk(node)), name


def test_no_handler_awaits_telegram() -> None:
    for file in HANDLERS.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Await) and isinstance(node.value, ast.Call):
                called = ast.unparse(node.value.func)
                assert not called.startswith(("message.", "callback.", "bot.")), f"{file.name}: {called}"


def test_a_button_that_telegram_would_refuse_is_not_made() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        tap("t", "停" * 21, 1)
