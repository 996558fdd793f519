"""Hedges multiply down the tree; limits are read in the numbers that they speak of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from models.allocation.formulation import limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.growth_limit import GrowthLimit
from models.allocation.limits.share_limit import ShareLimit
from models.allocation.over_assignment import PLAN_ONLY, LevelNumbers, OverAssignment
from models.arrays import IntArray
from tests.support.over_assignment import north_and_south
from tests.support.problems import two_by_two


def over(*rates: str) -> OverAssignment:
    return OverAssignment("rep", ("region", "team", "rep"), tuple(Decimal(rate) for rate in rates))


class TestFactors:
    def test_they_multiply(self) -> None:
        found = over("0", "0.05", "0.04")
        assert found.exact_factor == Fraction(1092, 1000)
        assert [found.below(depth) for depth in range(4)] == [1.092, 1.092, 1.04, 1.0]

    def test_a_layer_for_the_plan_and_every_hedge(self) -> None:
        layers = over("0", "0.05", "0.04").layers
        assert [(layer.depth, layer.above, layer.below, layer.is_leaf) for layer in layers] == [
            (0, 1, 1.092, False),
            (2, Fraction(105, 100), 1.04, False),
            (3, Fraction(1092, 1000), 1.0, True),
        ]

    def test_levels_below_the_last_hedge_get_the_same_numbers(self) -> None:
        layers = over("0.1", "0", "0").layers
        assert [(layer.depth, layer.below, layer.is_leaf) for layer in layers] == [(0, 1.1, False), (1, 1.0, True)]

    def test_without_hedges_there_is_one_layer(self) -> None:
        assert two_by_two().layers == (PLAN_ONLY,)
        assert two_by_two().hedge_factor == 1.0

    def test_the_leaf_total_is_hedged(self) -> None:
        assert north_and_south().reference_total == pytest.approx(1.092)


class TestNumbers:
    plan, team, leaf = (np.array([value], dtype=np.int64) for value in (100, 105, 109))

    @pytest.mark.parametrize(
        ("dimensions", "levels", "target", "assigned"),
        [
            ((), (), 100, 109),
            (("product",), ("product",), 100, 109),
            (("rep",), ("region",), 100, 105),
            (("rep",), ("team",), 105, 109),
            (("rep",), ("rep",), 109, 109),
            (("product", "rep"), ("product", "team"), 105, 109),
            (("rep", "rep"), ("team", "rep"), 109, 109),
            (("rep", "rep"), ("rep", "region"), 109, 109),
            (("rep", "rep"), ("team", None), 105, 109),
            (("rep",), (None,), 100, 109),
        ],
    )
    def test_nodes_stand_at_their_own_depth(
        self, dimensions: tuple[str, ...], levels: tuple[str | None, ...], target: int, assigned: int
    ) -> None:
        numbers = LevelNumbers(over("0", "0.05", "0.04"), (self.plan, self.team, self.leaf))
        found = numbers.of_nodes(dimensions, levels)
        assert [int(array[0]) for array in found] == [target, assigned]

    def test_without_hedges_all_are_the_same(self) -> None:
        numbers = LevelNumbers(None, (self.plan,))
        parts: tuple[IntArray, ...] = (*numbers.of_nodes(("rep",), ("rep",)), numbers.plan, numbers.leaf)
        assert all(part is self.plan for part in parts)


@pytest.mark.parametrize(
    ("selector", "factor"),
    [
        ({}, 1.0),
        ({"by": ("product",)}, 1.0),
        ({"by": ("rep",)}, 1.0),
        ({"by": ("rep.rep",)}, 1.0),
        ({"by": ("team",)}, 1.04),
        ({"by": ("product", "team")}, 1.04),
        ({"by": ("team", "rep")}, 1.0),
        ({"where": {"team": ("north",)}}, 1.04),
        ({"where": {"rep": ("north",)}}, 1.04),
        ({"where": {"rep": ("north", "ann")}}, 1.0),
        ({"where": {"product": ("a",)}}, 1.0),
        ({"where": {"team": ("north",)}, "by": ("rep",)}, 1.0),
        ({"by": ("rep",), "basis": "plan"}, 1.092),
        ({"basis": "plan"}, 1.092),
    ],
)
class TestBasis:
    """The deepest level that `by` or `where` names, people when there is none, or the plan."""

    def test_bounds_of_amounts_are_turned_into_leaf_targets(self, selector: dict[str, Any], factor: float) -> None:
        limit = AmountLimit(kind="amount_limit", name="cap", max_amount=Decimal(500), **selector)
        block = limit_rows(north_and_south(limit)).blocks[1]
        assert block.factor == pytest.approx(factor)
        assert set(block.upper.tolist()) == {0.5 * block.factor}
        assert set(block.matrix.data.tolist()) == {1.0}

    def test_growth_compares_these_numbers_with_last_year(self, selector: dict[str, Any], factor: float) -> None:
        limit = GrowthLimit(kind="growth_limit", name="grow", max_growth_rate=0.1, **selector)
        block = limit_rows(north_and_south(limit)).blocks[1]  # type: ignore[arg-type]
        baseline = np.array([0.1, 0.3, 0.2, 0.4])
        np.testing.assert_allclose(block.upper, 1.1 * factor * (block.matrix @ baseline))

    def test_shares_do_not_change(self, selector: dict[str, Any], factor: float) -> None:
        other = {"product": ("a",), **selector.get("where", {})}
        limit = ShareLimit(kind="share_limit", name="mix", max_share=0.3, **{**selector, "where": other})
        block = limit_rows(north_and_south(limit)).blocks[1]  # type: ignore[arg-type]
        assert block.factor == pytest.approx(factor)
        assert block.upper.tolist() == [0.0] * len(block.keys)


def test_the_company_target_is_the_plans() -> None:
    block = limit_rows(north_and_south()).blocks[0]
    assert (block.factor, block.lower.tolist()) == (1.092, [1.092])


def test_rows_are_told_apart_by_their_numbers() -> None:
    limits = [
        AmountLimit(kind="amount_limit", name=name, by=(name,), max_amount=Decimal(500)) for name in ("team", "rep")
    ]
    rows = limit_rows(north_and_south(*limits))
    plan, team, leaf = (rows.at(layer) for layer in north_and_south().layers)
    assert [[one.origin(row).identity.name for row in range(one.count)] for one in (plan, team, leaf)] == [
        ["company target"],
        ["team", "team"],
        ["rep", "rep", "rep"],
    ]
    np.testing.assert_allclose(np.concatenate([one.upper for one in (plan, team, leaf)]), [1.0] + [0.5] * 5)


def test_a_misspelt_basis_is_refused() -> None:
    with pytest.raises(ValueError, match="basis"):
        AmountLimit(kind="amount_limit", name="cap", max_amount=Decimal(1), basis="assigned_total")  # type: ignore[arg-type]
