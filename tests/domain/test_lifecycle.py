"""The table of the life cycle: it is complete, it has ends, and its diagram in docs/ is drawn from it."""

from itertools import product
from pathlib import Path

import pytest

from domain.lifecycle import OPEN, RULES, Action, Due, Part, State, actions_for, mermaid, parts_for, rule_for

DIAGRAM = Path(__file__).parents[2] / "docs" / "lifecycle.md"
# DOMAIN.md section 2, written out a second time by hand: the rows that this stone builds.
ALLOWED = {
    (None, Part.FIRM, Action.FILE): (State.DISPATCHED, Due.ACCEPT),
    (State.DISPATCHED, Part.OWNER, Action.ACCEPT): (State.IN_HAND, Due.COMMIT),
    (State.IN_HAND, Part.OWNER, Action.COMMIT): (State.IN_HAND, Due.RESOLVE),
    (State.IN_HAND, Part.OWNER, Action.REPORT): (State.IN_HAND, None),
    (State.IN_HAND, Part.OWNER, Action.RESOLVE): (State.RESOLVED, Due.JUDGE),
    (State.RESOLVED, Part.FIRM, Action.CONFIRM): (State.CLOSED, None),
    (State.RESOLVED, Part.FIRM, Action.REJECT): (State.DISPATCHED, Due.ACCEPT),
    (State.RESOLVED, Part.CLOCK, Action.AUTO_CLOSE): (State.CLOSED, None),
    (State.DISPATCHED, Part.FIRM, Action.WITHDRAW): (State.WITHDRAWN, None),
    (State.IN_HAND, Part.FIRM, Action.WITHDRAW): (State.WITHDRAWN, None),
}


@pytest.mark.parametrize(("state", "part", "action"), list(product([None, *State], Part, Action)))
def test_every_state_part_and_action_stands_in_the_table_or_is_impossible(
    state: State | None, part: Part, action: Action
) -> None:
    rule = rule_for(state, {part}, action)
    assert (rule and (rule.target, rule.due)) == ALLOWED.get((state, part, action))


def test_no_row_stands_twice_and_every_open_state_leads_to_an_end() -> None:
    keys = [(rule.source, rule.part, rule.action) for rule in RULES]
    assert len(keys) == len(set(keys))
    ends = set(State) - OPEN
    reached = set(ends)
    for _ in State:
        reached |= {rule.source for rule in RULES if rule.target in reached and rule.source}
    assert reached == set(State)


def test_a_stranger_may_never_do_anything() -> None:
    assert not any(Part.STRANGER in parts_for(action) for action in Action)
    assert not any(actions_for(state, {Part.STRANGER, Part.FOLLOWER}) for state in State)


def test_the_diagram_in_docs_is_drawn_from_the_table() -> None:
    assert mermaid() in DIAGRAM.read_text("utf-8")
