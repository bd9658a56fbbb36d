"""The table of the life cycle: it is complete, it has ends, and its diagram in docs/ is drawn from it."""

from itertools import combinations, product
from pathlib import Path

import pytest

from domain.lifecycle import (
    OPEN,
    RULES,
    Action,
    Fact,
    Part,
    State,
    actions_for,
    hindrance,
    mermaid,
    parts_for,
    rule_for,
    rules_for,
)

DIAGRAM = Path(__file__).parents[2] / "docs" / "lifecycle.md"
# DOMAIN.md section 2, written out a second time by hand: state, who, action, new state, deadline that starts,
# the fact that must hold, the facts that must not.
WRITTEN = """
-          firm liaison secretary leader     file       dispatched accept
dispatched owner lead                        accept     in_hand    commit
dispatched lead                              return     dispatched accept  -          ruled
dispatched liaison                           hand_over  dispatched accept  -          ruling ruled
dispatched dispatcher director               hand_over  dispatched accept
dispatched secretary                         resolve    resolved   judge
dispatched secretary                         commit     in_hand    resolve -          promised asked
dispatched secretary                         hand_over  dispatched accept
dispatched assistant                         assist     dispatched -
dispatched firm                              withdraw   withdrawn  -
dispatched director assessor clock           escalate   dispatched -
dispatched firm owner liaison                message    dispatched -
dispatched owner lead assistant liaison dispatcher director note dispatched -
in_hand    owner                             commit     in_hand    resolve -          promised asked
in_hand    owner assistant                   report     in_hand    -
in_hand    owner                             resolve    resolved   judge
in_hand    liaison                           hand_over  dispatched accept  -          ruling ruled
in_hand    dispatcher director               hand_over  dispatched accept
in_hand    secretary                         resolve    resolved   judge
in_hand    secretary                         commit     in_hand    resolve -          promised asked
in_hand    secretary                         hand_over  dispatched accept
in_hand    assistant                         assist     in_hand    -
in_hand    owner                             ask        in_hand    answer  -          asked
in_hand    firm                              answer     in_hand    -       asked
in_hand    clock                             lapse      in_hand    -       asked
in_hand    owner                             extend     in_hand    -       promised   pending asked
in_hand    owner                             suspend    in_hand    -       -          pending asked
in_hand    approver                          approve    in_hand    resolve extension
in_hand    approver                          approve    suspended  stage   suspension
in_hand    approver                          decline    in_hand    -       pending
in_hand    firm                              withdraw   withdrawn  -
in_hand    director assessor clock           escalate   in_hand    -
in_hand    firm owner liaison                message    in_hand    -
in_hand    owner lead assistant liaison dispatcher director note in_hand -
suspended  owner                             report     suspended  stage
suspended  owner                             resume     suspended  -       -          pending
suspended  director                          resume     in_hand    -       -          pending
suspended  approver                          approve    in_hand    -       resumption
suspended  approver                          decline    suspended  -       pending
suspended  firm owner liaison                message    suspended  -
suspended  owner lead assistant liaison dispatcher director note suspended -
resolved   firm                              confirm    closed     -
resolved   firm                              reject     dispatched accept
resolved   clock                             auto_close closed     -
resolved   firm owner liaison                message    resolved   -
resolved   owner lead assistant liaison dispatcher director note resolved -
"""
ACTIONS = {str(action) for action in Action}
# What the facts can be together: any of the plain ones, and at most one wish, which is then pending.
PLAIN = (Fact.PROMISED, Fact.ASKED, Fact.RULING, Fact.RULED)
WISHES: tuple[frozenset[Fact], ...] = (
    frozenset(),
    *(frozenset({Fact.PENDING, wish}) for wish in (Fact.EXTENSION, Fact.SUSPENSION, Fact.RESUMPTION)),
)
FACTS = [frozenset(some) | wish for n in range(5) for some in combinations(PLAIN, n) for wish in WISHES]


def written() -> list[tuple[str, set[str], str, str, str, str, set[str]]]:
    """The rows above."""
    found = []
    for line in WRITTEN.strip().splitlines():
        words = line.split()
        split = next(i for i, word in enumerate(words) if word in ACTIONS and i > 1)
        action, target, due, *facts = words[split:]
        when, unless = (facts[0], set(facts[1:])) if facts else ("-", set())
        found.append((words[0], set(words[1:split]), action, target, due, when, unless))
    return found


BY_HAND = written()


def expected(state: State | None, part: Part, action: Action, facts: frozenset[Fact]) -> set[tuple[str, str]]:
    """Where the rows written by hand lead, and what starts."""
    known = {str(fact) for fact in facts}
    return {
        (target, due)
        for source, who, what, target, due, when, unless in BY_HAND
        if source == str(state or "-") and part in who and what == action
        if (when == "-" or when in known) and not unless & known
    }


@pytest.mark.parametrize("state", [None, *State])
def test_every_state_part_action_and_fact_stands_in_the_table_or_is_impossible(state: State | None) -> None:
    for part, action, facts in product(Part, Action, FACTS):
        rule = rule_for(state, {part}, action, facts)
        found = {(str(rule.target), str(rule.due or "-"))} if rule else set()
        assert found == expected(state, part, action, facts), (state, part, action, facts)


def test_no_row_stands_twice_and_every_open_state_leads_to_an_end() -> None:
    keys = [(rule.source, rule.part, rule.action, rule.when) for rule in RULES]
    assert len(keys) == len(set(keys))
    ends = set(State) - OPEN
    reached = set(ends)
    for _ in State:
        reached |= {rule.source for rule in RULES if rule.target in reached and rule.source}
    assert reached == set(State)


def test_every_action_has_a_row_and_every_row_an_action() -> None:
    assert {rule.action for rule in RULES} == set(Action)


def test_a_stranger_or_follower_may_never_do_anything() -> None:
    assert not any({Part.STRANGER, Part.FOLLOWER} & parts_for(action) for action in Action)
    assert not any(actions_for(state, {Part.STRANGER, Part.FOLLOWER}) for state in State)


def test_what_keeps_a_row_from_applying_is_named() -> None:
    commit = rules_for(State.IN_HAND, {Part.OWNER}, Action.COMMIT)
    assert hindrance(commit, {Fact.PROMISED}) == (Fact.PROMISED, True)
    assert hindrance(rules_for(State.IN_HAND, {Part.FIRM}, Action.ANSWER), ()) == (Fact.ASKED, False)
    assert hindrance(commit, ()) is None


def test_whoever_has_two_parts_can_do_what_either_can() -> None:
    both = actions_for(State.DISPATCHED, {Part.OWNER, Part.LIAISON})
    assert {Action.ACCEPT, Action.HAND_OVER} <= set(both)
    assert len(both) == len(set(both))


def test_the_diagram_in_docs_is_drawn_from_the_table() -> None:
    assert mermaid() in DIAGRAM.read_text("utf-8")
