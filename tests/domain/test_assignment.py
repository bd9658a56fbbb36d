"""Which liaison a firm gets: never a fourth firm, fewest first, one chain together, the same proposal each time."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from domain.assignment import Bearer, Orphan, Suggestion, Why, propose, with_room

CHAINS = st.sampled_from(["", "甲", "乙", "丙"])
FIRMS = st.lists(CHAINS, max_size=14).map(lambda chains: [Orphan(f"F{n:02}", "", c) for n, c in enumerate(chains)])
LIAISONS = st.lists(st.lists(CHAINS, max_size=3), max_size=7).map(
    lambda loads: [Bearer(f"L{n}", "", tuple(chains)) for n, chains in enumerate(loads)]
)


def given_to(found: list[Suggestion]) -> Counter[str]:
    return Counter(each.liaison.code for each in found if each.liaison)


@given(FIRMS, LIAISONS)
def test_everybody_gets_a_liaison_while_there_is_room_and_nobody_a_fourth_firm(
    firms: list[Orphan], liaisons: list[Bearer]
) -> None:
    found = propose(firms, liaisons)
    assert Counter(each.firm for each in found) == Counter(firms)
    room = sum(3 - len(each.chains) for each in liaisons)
    new = given_to(found)
    assert new.total() == min(room, len(firms))
    assert all(len(each.chains) + new[each.code] <= 3 for each in liaisons)


@given(FIRMS, LIAISONS)
def test_nobody_gets_a_firm_while_another_has_fewer(firms: list[Orphan], liaisons: list[Bearer]) -> None:
    new = given_to(propose(firms, liaisons))
    after = {each.code: len(each.chains) + new[each.code] for each in liaisons}
    assert all(after[code] <= min(after.values()) + 1 for code in new)


@given(FIRMS, LIAISONS, st.randoms(use_true_random=False))
def test_the_order_in_which_a_park_is_listed_changes_nothing(firms: list[Orphan], liaisons: list[Bearer], luck) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    proposal = propose(firms, liaisons)
    luck.shuffle(firms)
    luck.shuffle(liaisons)
    assert propose(firms, liaisons) == proposal


@given(FIRMS, LIAISONS)
def test_who_is_chosen_for_nothing_but_his_few_firms_was_not_passed_by_a_firm_of_his_chain(
    firms: list[Orphan], liaisons: list[Bearer]
) -> None:
    for each in propose(firms, liaisons):
        shared = bool(each.liaison and each.liaison.shares(each.firm.chain))
        assert (each.why is Why.SAME_CHAIN) == shared
        assert (each.why is Why.NO_FIRM_YET) == bool(each.liaison and not each.liaison.chains)


def test_firms_of_one_chain_come_together_where_that_is_as_fair() -> None:
    liaisons = [Bearer("L1", "", ("甲",)), Bearer("L2", "", ("乙",)), Bearer("L3", "", ("丙",))]
    firms = [Orphan("F1", "", "乙"), Orphan("F2", "", "丙"), Orphan("F3", "", "甲"), Orphan("F4", "", "丁")]
    found = {each.firm.code: each.liaison.code for each in propose(firms, liaisons) if each.liaison}
    assert found == {"F1": "L2", "F2": "L3", "F3": "L1", "F4": "L1"}


def test_room_is_told_with_the_same_chain_first_then_by_how_few() -> None:
    liaisons = [
        Bearer("L1", "", ("甲", "甲", "甲")),
        Bearer("L2", "", ()),
        Bearer("L3", "", ("甲", "乙")),
        Bearer("L4", "", ("甲",)),
        Bearer("L5", "", ("乙",)),
    ]
    assert [each.code for each in with_room(liaisons, "甲")] == ["L4", "L3", "L2", "L5"]
    assert [each.code for each in with_room(liaisons, "")] == ["L2", "L4", "L5", "L3"]
