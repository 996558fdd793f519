"""Targets side by side: exact, and differences that add up on every cut."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.comparison.gains import largest_gains, largest_losses
from models.allocation.comparison.moved_money import MovedMoney, moved_money
from models.allocation.comparison.node_comparison import compare_nodes
from models.allocation.nodes import NodeIndex
from models.allocation.over_assignment import LevelNumbers
from models.allocation.rollup import Cut, cut_of
from tests.support.problems import amounts, two_by_two
from tests.support.random_companies import Kind, random_company

PROBLEM = two_by_two()
FIRST = LevelNumbers(None, (np.array([10, 20, 30, 40]),))
SECOND = LevelNumbers(None, (np.array([15, 20, 20, 45]),))


def by(*axes: str) -> Cut:
    return cut_of(PROBLEM, axes)


class TestByHand:
    def test_targets_and_differences(self) -> None:
        found = compare_nodes([FIRST, SECOND], by("region"))
        assert found.keys == (("east",), ("west",))
        assert found.target.tolist() == [[40, 60], [35, 65]]
        assert found.difference.tolist() == [[0, 0], [-5, 5]]
        assert found.change_rate(1, 0) == 35 / 40 - 1

    def test_another_base(self) -> None:
        found = compare_nodes([FIRST, SECOND], by("product"), base=1)
        assert found.difference.tolist() == [[-5, 5], [0, 0]]

    def test_no_rate_where_the_base_has_none(self) -> None:
        nothing = LevelNumbers(None, (np.array([0, 20, 0, 80]),))
        found = compare_nodes([nothing, FIRST], by("region"))
        assert found.change_rate(1, 0) is None
        assert found.change_rate(1, 1) == 60 / 100 - 1

    def test_gains_and_losses(self) -> None:
        found = compare_nodes([FIRST, SECOND], by("product", "region"))
        gains = largest_gains(found, 1)
        assert [(one.key, one.before, one.after, one.change) for one in gains] == [
            (("a", "east"), 10, 15, 5),
            (("b", "west"), 40, 45, 5),
        ]
        (loss,) = largest_losses(found, 1)
        assert (loss.key, loss.change, loss.rate) == (("b", "east"), -10, 20 / 30 - 1)
        assert largest_gains(found, 1, 1) == gains[:1]
        assert largest_gains(found, 0) == largest_losses(found, 0) == ()

    def test_moved_money(self) -> None:
        assert moved_money(FIRST.leaf, SECOND.leaf) == MovedMoney(gained=10, lost=10, changed=3)
        assert moved_money(FIRST.leaf, SECOND.leaf).moved == 10
        assert moved_money(FIRST.leaf, SECOND.leaf).gross == 20

    def test_what_totals_differ_by_does_not_move(self) -> None:
        found = moved_money(np.array([5, 5]), np.array([8, 4]))
        assert (found.gross, found.moved, found.net) == (4, 1, 2)


@given(
    seed=st.integers(0, 10**6),
    kind=st.builds(Kind, cells=st.sampled_from([4, 12, 30]), hedges=st.booleans()),
)
@settings(max_examples=25)
def test_differences_add_up_to_nothing_on_every_cut(seed: int, kind: Kind) -> None:
    """Two plans of one total: whatever the cut, what some nodes gain others lose, and no level moves more than the
    cells do."""
    problem = random_company(seed, kind).problem
    rng = np.random.default_rng(seed)
    first = rng.integers(0, 10**9, problem.cells.count)
    second = rng.permutation(first)
    layers = len(problem.layers)
    plans = [LevelNumbers(problem.over_assignment, (numbers,) * layers) for numbers in (first, second)]
    index = NodeIndex(problem)
    cells = moved_money(first, second)
    assert cells.net == 0
    assert cells.gross == 2 * cells.moved
    for part in (index.company, *index.by_level, *index.crossings(), index.cells, cut_of(problem, ["hire_date"])):
        found = compare_nodes(plans, part)
        total = found.plan_difference.sum(axis=1) + found.outside - found.outside[0]
        assert total.tolist() == [0, 0]
        nodes = moved_money(found.plan[0], found.plan[1])
        assert nodes.gross <= cells.gross


def test_numbers_of_their_own_level() -> None:
    """With hedges a team's target is its own number, the plan's what adds up."""
    problem = random_company(3, Kind(hedges=True)).problem
    plans = []
    for factor in (1, 2):
        layers = [np.full(problem.cells.count, factor * (place + 10)) for place in range(len(problem.layers))]
        plans.append(LevelNumbers(problem.over_assignment, tuple(layers)))
    part = next(one for one in NodeIndex(problem).by_level if one.levels == ("rep",))
    found = compare_nodes(plans, part)
    sizes = np.bincount(part.code, minlength=part.count)
    assert found.target.tolist() == [(factor * (9 + len(problem.layers)) * sizes).tolist() for factor in (1, 2)]
    assert found.plan.tolist() == [(factor * 10 * sizes).tolist() for factor in (1, 2)]


def test_amounts_beyond_floats_are_exact() -> None:
    problem = two_by_two(baseline=amounts([1, 1, 1, 1]))
    large = 2**53 + 1
    plans = [LevelNumbers(None, (np.array([large, 0, 1, 0]),)), LevelNumbers(None, (np.array([large - 1, 0, 2, 0]),))]
    found = compare_nodes(plans, cut_of(problem, ["product"]))
    assert found.target[0].tolist() == [large, 1]
    assert found.difference[1].tolist() == [-1, 1]
