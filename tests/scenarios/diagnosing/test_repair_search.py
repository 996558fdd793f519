"""The search for different repairs, on made-up costs: which limits help is known, so the answers are too."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.diagnosis import Change, Repair
from models.allocation.limits.context import LimitIdentity, Quantity
from scenarios.diagnosing.repair_search import COMPANY, ENOUGH, MOST, Attempt, Limits, RepairSearch, limits_of

Costs = Mapping[Limits, float]


def identity(pointer: str, owner: str | None = None) -> LimitIdentity:
    return LimitIdentity("amount_limit", pointer, owner, negotiable=True, pointer=pointer)


def repair(limits: Limits, total: float) -> Repair:
    changes = [Change(0, identity(pointer), (), "cap", 1.0, total, Quantity.MONEY, 1.0) for pointer in sorted(limits)]
    return Repair(tuple(changes), total, keeps_target=COMPANY not in limits)


def searched(
    costs: Costs, useless: frozenset[Limits] = frozenset(), owners: Mapping[str, str] | None = None
) -> list[Limits]:
    """The limits of the repairs that a search finds, when exactly these sets of limits help at these costs."""

    def find(allowed: Limits) -> Attempt | None:
        fitting = [(cost, len(limits), sorted(limits)) for limits, cost in costs.items() if limits <= allowed]
        if not fitting:
            return None
        cost, _, names = min(fitting)
        limits = frozenset(names)
        return Attempt(limits, cost, None if limits in useless else repair(limits, cost))

    names = sorted(frozenset[str]().union(*costs)) if costs else []
    identities = tuple(identity(name, (owners or {}).get(name)) for name in names)
    return [limits_of(one) for one in RepairSearch(identities, find).run()]


def sets(*words: str) -> list[Limits]:
    return [frozenset(word) for word in words]


def test_nothing_helps() -> None:
    assert searched({}) == []


def test_three_ways_from_the_cheapest_to_the_dearest() -> None:
    costs = dict(zip(sets("b", "cd", "a"), (1.0, 2.0, 3.0), strict=True))
    assert searched(costs) == sets("b", "cd", "a")


def test_the_company_target_alone_and_everything_but_it_are_always_asked() -> None:
    alone = frozenset({COMPANY})
    costs = {alone: 9.0} | dict(zip(sets("a", "b", "c", "d"), (1.0, 2.0, 3.0, 4.0), strict=True))
    assert alone in searched(costs)


def test_what_an_owner_can_do_alone_is_asked() -> None:
    costs = dict(zip(sets("a", "b", "c", "xy"), (1.0, 2.0, 3.0, 8.0), strict=True))
    assert frozenset("xy") in searched(costs, owners={"x": "Li", "y": "Li"})


def test_changing_more_for_no_less_is_no_other_repair() -> None:
    costs = dict(zip(sets("ab", "a", "c"), (1.0, 1.0, 2.0), strict=True))
    assert searched(costs) == sets("a", "c")


def test_changing_more_for_less_is() -> None:
    costs = dict(zip(sets("ab", "a"), (1.0, 2.0), strict=True))
    assert searched(costs) == sets("ab", "a")


def test_what_cannot_be_written_hides_nothing() -> None:
    costs = dict(zip(sets("a", "b"), (1.0, 2.0), strict=True))
    assert searched(costs, useless=frozenset(sets("a"))) == sets("b")


def test_scores_are_relative_to_the_best() -> None:
    costs = dict(zip(sets("a", "b"), (2.0, 5.0), strict=True))
    search = RepairSearch(
        (identity("a"), identity("b")),
        lambda allowed: next(
            (Attempt(limits, cost, repair(limits, cost)) for limits, cost in costs.items() if limits <= allowed), None
        ),
    )
    assert [one.score for one in search.run()] == [1.0, 2.5]


LETTERS = [frozenset(letters) for size in (1, 2, 3) for letters in combinations("abcde", size)]


@settings(max_examples=60, derandomize=True)
@given(costs=st.dictionaries(st.sampled_from(LETTERS), st.integers(1, 9).map(float), min_size=1, max_size=8))
def test_three_different_ones_are_found_where_there_are_three(costs: Costs) -> None:
    found = searched(costs)
    # A way that changes more than another for no less is none.
    useful = {
        limits
        for limits, cost in costs.items()
        if not any(other < limits and less <= cost for other, less in costs.items())
    }
    assert set(found) <= useful
    # The tree finds every way that holds no other; of ways within ways only the cheapest are sure to be seen.
    smallest = {limits for limits in useful if not any(other < limits for other in useful)}
    assert len(found) >= min(ENOUGH, len(smallest))
    assert len(found) <= MOST
    assert min(costs.values()) == costs[found[0]]


@pytest.mark.parametrize("word", ["a", "ab"])
def test_one_way_is_one_repair(word: str) -> None:
    assert searched({frozenset(word): 1.0}) == [frozenset(word)]
