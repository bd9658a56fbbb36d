"""What a form becomes when its words are added to a ticket, and numbers as people type them."""

from domain.lifecycle import Action
from domain.numbers import read_numbers
from handlers.adding import supplementing
from handlers.desk import Filling
from services.record import File


def test_a_form_is_added_whole_and_answers_the_firm_that_was_asked() -> None:
    filling = Filling("report", answers={"summary": "停电了", "details": "二号线也停", "urgency": "1"})
    filling.take([File("photo", "p1")])
    added = supplementing(filling, (Action.ANSWER, Action.MESSAGE))
    assert (added.action, added.text) == (Action.ANSWER, "停电了\n二号线也停")
    assert [file.file_id for file in added.files] == ["p1"]
    assert supplementing(filling, (Action.MESSAGE,)).action is Action.MESSAGE


def test_several_numbers_are_read_each_once_in_any_spelling() -> None:
    assert read_numbers("ll-2026-1，ＬＬ－２０２６－２ LL-2026-000001 2026-3 AB-2026-4 停电", "LL") == [
        "LL-2026-000001",
        "LL-2026-000002",
        "LL-2026-000003",
    ]
