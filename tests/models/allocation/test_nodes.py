"""Nodes of the plan, and exact sums over them."""

from __future__ import annotations

import numpy as np
import pytest

from models.allocation.dimensions import Member
from models.allocation.nodes import NodeIndex, refines
from models.allocation.plan import node_totals
from tests.support.problems import amounts, flat, tree, two_by_two

SELLER = tree(
    "seller",
    ["region", "rep"],
    Member("north", "", "region"),
    Member("ann", "", "rep", "north"),
    Member("bob", "", "rep"),
)
INDEX = NodeIndex(two_by_two(dimensions=(flat("product", ["a", "b"]), SELLER)))


def test_the_company_is_one_node() -> None:
    assert (INDEX.company.levels, INDEX.company.count) == ((), 1)
    assert INDEX.company.code.tolist() == [0, 0, 0, 0]


def test_one_partition_per_level() -> None:
    assert [part.levels for part in INDEX.by_level] == [("product",), ("region",), ("rep",)]
    assert INDEX.by_level[1].code.tolist() == [0, -1, 0, -1]


def test_crossings_are_of_different_dimensions() -> None:
    assert [part.levels for part in INDEX.crossings()] == [("product", "region"), ("product", "rep")]


@pytest.mark.parametrize(
    ("fine", "coarse", "expected"),
    [
        ([0, 1, 2, 3], [0, 0, 1, 1], True),
        ([0, 0, 1, 1], [0, 0, 1, 1], True),
        ([0, 0, 1, 1], [0, 1, 1, 1], False),
        ([0, 0, 1, -1], [0, 0, 0, -1], True),
        ([-1, -1, 1, 1], [0, 1, 2, 2], False),
    ],
)
def test_refines(fine: list[int], coarse: list[int], expected: bool) -> None:
    assert refines(np.array(fine), np.array(coarse)) is expected


class TestTotals:
    # Nodes: cells 0 and 1, cell 2; cell 3 belongs to none. Cell 1 is new.
    totals = node_totals(np.array([0, 0, 1, -1]), 2, np.array([110, 50, 10**15, 7]), amounts([1.00, None, 0, 4]))

    def test_sums_are_exact(self) -> None:
        assert self.totals.target.tolist() == [160, 10**15]
        assert self.totals.baseline.tolist() == [100, 0]
        assert self.totals.comparable.tolist() == [110, 10**15]

    def test_growth_with_and_without_new_cells(self) -> None:
        assert self.totals.growth_rate(0) == pytest.approx(0.6)
        assert self.totals.like_for_like_rate(0) == pytest.approx(0.1)

    def test_no_growth_from_nothing(self) -> None:
        assert self.totals.growth_rate(1) is None
        assert self.totals.has_baseline.tolist() == [True, True]
